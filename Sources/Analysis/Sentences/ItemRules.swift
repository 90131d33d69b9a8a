import Text

/// Items of a list that run on in one line: "1. Open the valve 2. Close it", "a) … b) …".
enum ItemRules {
  /// The mark at the first character of a sentence; without one, the list may still go on.
  static func mark(_ text: SentenceText, at first: Int, from start: Int, before: ItemMark) -> ItemMark {
    guard first < text.count else { return before }
    let byte = text[first]
    // Few sentences begin with what could be a mark at all.
    guard byte < 0x80 || byte == 0xE2 else { return before }
    var mark = ItemMark.read(text, first) ?? before
    if before.kind == .letter, mark.kind == .roman, mark.end - first <= 3 {
      // "h) … i) …": a letter after a letter.
      let letter = Int((text[text[first] == 0x28 ? first + 1 : first] | 0x20)) - 0x60
      if letter == before.value + 1 {
        mark.kind = .letter
        mark.value = letter
      }
    }
    return mark
  }
}

extension SentenceScan {
  /// At a closing bracket: ends the sentence before "2)" when an item "1)" came before it. Returns where to go on.
  mutating func itemBefore(closing offset: Int, _ end: Int) -> Int? {
    guard item.kind != .none, !item.isBullet, item.style != .stop else { return nil }
    var tokenEnd = offset
    if item.style == .stopBracket {
      guard tokenEnd > start, text[tokenEnd - 1] == 0x2E else { return nil }
      tokenEnd -= 1
    }
    guard let (token, mark) = itemToken(tokenEnd, item.style), mark.follows(item) else { return nil }
    self.end(token)
    item = mark
    item.end = end
    return end
  }

  /// At a full stop: ends the sentence before "2." when an item "1." came before it. True if it does.
  mutating func itemBefore(stop offset: Int, _ end: Int) -> Bool {
    guard item.kind != .none, !item.isBullet, item.style == .stop || item.style == .stopBracket else { return false }
    guard let (token, mark) = itemToken(offset, item.style), mark.follows(item), end < text.count else { return false }
    guard item.style == .stop ? text.space(end) > 0 : text[end - 1] == 0x29 else { return false }
    self.end(token)
    item = mark
    item.end = end
    return true
  }

  private mutating func itemToken(_ tokenEnd: Int, _ style: ItemMark.Style) -> (Int, ItemMark)? {
    var token = tokenEnd
    while token > start, tokenEnd - token < 6, text.bytes[token - 1] > 0x2E, text.bytes[token - 1] < 0x80 { token -= 1 }
    guard token < tokenEnd, var mark = ItemMark.value(text, token, tokenEnd) else { return nil }
    mark.style = style
    if item.kind == .letter, tokenEnd - token == 1 {
      mark.kind = .letter
      mark.value = Int(text[token] | 0x20) - 0x60
    }
    if style == .brackets {
      guard token > start, text[token - 1] == 0x28 else { return nil }
      token -= 1
    }
    guard token > start, SentenceText.isSpace(text.pointBefore(token)), token > firstOfSentence else { return nil }
    // "1) … and 2) …" is one sentence.
    let before = text.tokenBefore(token, from: start)
    guard !before.isEmpty, !SentenceMarks.goesOn(text.pointBefore(before.end)) else { return nil }
    if SentenceRules.conjunctions.contains(text.slice(before.start, before.end)) { return nil }
    return (token, mark)
  }
}
