import Text

/// Whether marks end a sentence, by what stands before and after them.
extension SentenceScan {
  /// - Parameters:
  ///   - close: after the marks and what closes behind them.
  ///   - next: the first character after the white space, if there is any.
  mutating func endsSentence(_ marks: EndMarks, _ close: Int, _ next: Int) -> Bool {
    if marks.isSingleStop, itemBefore(stop: marks.first, close) { return false }
    guard next > close else { return endsWithoutSpace(marks, close) }
    let word = NextWord.read(text, rules, next)
    if word.kind == .goesOn { return marks.isFull && !marks.hasQuote && !SentenceMarks.goesOn(text.point(at: next)) }
    let opensItem = ItemMark.read(text, next) != nil
    let before = text.pointBefore(marks.first)
    if marks.isOwn || marks.isFull { return endsAtFull(marks, word, before) }
    if marks.hasMark { return endsAtMark(marks, close, word, before, opensItem) }
    if !marks.isSingleStop { return endsAtEllipsis(marks, word, before) }
    return endsAtStop(marks, close, next, word, opensItem)
  }

  // MARK: Marks of a script or language

  private func endsAtFull(_ marks: EndMarks, _ word: NextWord, _ before: UInt32) -> Bool {
    if marks.hasQuote, word.kind == .lower { return false }
    if marks.isOwn, text[marks.first] == 0x3A {
      return word.kind != .lower && !SentenceText.isDigit(before) || word.hasDash
    }
    // An initial in Urdu or Armenian.
    if !marks.hasQuote, marks.end - marks.first <= 2, text.point(at: marks.first) == 0x6D4 {
      return !isOneLetter(before: marks.first)
    }
    return true
  }

  private func isOneLetter(before offset: Int) -> Bool {
    let token = text.tokenStart(offset, from: start)
    return token < offset && token + text.next(token).count == offset && SentenceText.isLetter(text.point(at: token))
  }

  // MARK: "!" and "?"

  private mutating func endsAtMark(
    _ marks: EndMarks, _ close: Int, _ word: NextWord, _ before: UInt32, _ opensItem: Bool
  ) -> Bool {
    let kind = SentenceMarks.pointClass(before)
    // "(?)", "[!]"
    if kind == .opening, marks.hasBracket { return false }
    if opensItem && !word.hasDash { return true }
    let isName = !marks.hasQuote && marks.end - marks.first == 1 && isNameWithMark(marks.first)
    switch word.kind {
    case .lower:
      if word.isCamel { return !isName }
      if marks.hasQuote || marks.hasBracket || word.hasDash || isName { return false }
      if isAddress(word.offset) { return true }
      if isSpeech(word.offset) { return false }
      return beginsInLowerCase(text.tokenStart(marks.first, from: start), word, after: marks)
    case .upper:
      if isName { return isStarter(word.offset) }
      return !(word.hasDash && isInQuotation(marks.first) && hasAside(marks.first))
    default: return true
    }
  }

  private func isNameWithMark(_ mark: Int) -> Bool {
    let names = rules.data.conventions.names
    guard names.count > 0 else { return false }
    let token = text.tokenStart(mark, from: start)
    let name = text.slice(token, mark + 1)
    return names.find(name, hash: Vocabulary.hash(name)) != nil
  }

  /// "Leave me alone! he yelled.": a verb of saying as the next word but one.
  private mutating func isSpeech(_ offset: Int) -> Bool {
    let end = text.wordEnd(offset)
    let second = end + text.space(end)
    return second > end && isWord(second, text.wordEnd(second), rules.data.conventions.speech)
  }

  // MARK: Ellipses

  private mutating func endsAtEllipsis(_ marks: EndMarks, _ word: NextWord, _ before: UInt32) -> Bool {
    let kind = SentenceMarks.pointClass(before)
    if kind == .opening || (kind == .quoteOpening && marks.hasQuote) { return false }
    let isSpaced = marks.spacedDots > 0
    switch word.kind {
    case .upper, .digit:
      if isSpaced && marks.dots <= 3 { return false }
      return true
    case .lower: return word.isCamel
    case .caseless: return true
    default: return !isSpaced
    }
  }

  // MARK: No white space

  /// "end.Next", but not "example.Com"; "word.[1] Next" is seen before.
  private mutating func endsWithoutSpace(_ marks: EndMarks, _ close: Int) -> Bool {
    let (point, _) = text.next(close)
    let before = text.pointBefore(marks.first)
    if marks.isFull {
      if SentenceMarks.goesOn(point) { return false }
      if marks.isOwn { return text[marks.first] != 0x3A && SentenceText.isUpper(point) }
      if SentenceMarks.isDash(point), marks.hasQuote { return false }
      let kind = rules.pointClass(point)
      if marks.hasQuote, !marks.hasMark || true, kind == .plain, SentenceMarks.isWide(point) {
        return !rules.isParticle(text, close)
      }
      return true
    }
    guard
      SentenceText.isUpper(point) || marks.hasMark && SentenceText.isLetter(point) && !CharacterTables.hasCase(point)
        || marks.hasMark && SentenceMarks.isWide(before) && SentenceText.isDigit(point)
    else {
      // A wide mark such as "．" before a letter of its script.
      if marks.end - marks.first >= 3, text[marks.first] == 0xEF, !SentenceText.isDigit(point) { return true }
      return marks.hasQuote && rules.pointClass(point) == .opening
    }
    if !SentenceText.isUpper(point) { return true }
    if marks.dots > 1 || marks.hasEllipsis, !marks.hasMark {
      return SentenceText.isLower(before) && !rules.hasNoFullStop
        && SentenceText.isLower(text.point(at: close + text.next(close).count))
    }
    // The token up to here must be plain words, and what follows a word with one capital.
    let following = text.next(close).count + close
    guard
      SentenceText.isLower(text.point(at: following)) || isOneLetterWord(following)
        || isRomanAfterCyrillic(before, close)
    else { return false }
    if marks.hasQuote || marks.hasBracket { return true }
    if SentenceText.isDigit(before) { return endsAtDigitWithoutSpace(marks.first, close) }
    let token = text.tokenStart(marks.first, from: start)
    var letters = 0
    var at = token
    while at < marks.first {
      let (letter, width) = text.next(at)
      guard
        SentenceText.isLower(letter) || (letters == 0 && SentenceText.isUpper(letter)) || letter == 0x27
          || letter == 0x2019
      else { return false }
      letters += 1
      at += width
    }
    guard letters >= (marks.hasMark ? 2 : 3), SentenceText.isLower(before) || SentenceText.isUpper(before) else {
      return false
    }
    // A web address or a method goes on with another stop, bracket or slash.
    let end = text.wordEnd(close)
    guard end < text.count else { return end - close > 3 }
    let after = text[end]
    if after == 0x2E, end + 1 < text.count, text.space(end + 1) == 0 { return false }
    if after == 0x28 || after == 0x2F || after == 0x40 || after == 0x3D || after == 0x5F { return false }
    return !isDomainEnding(close, end)
  }

  /// "bought 1,000.That is"
  private func endsAtDigitWithoutSpace(_ stop: Int, _ close: Int) -> Bool {
    let end = text.wordEnd(close)
    guard end - close >= 4, text.space(end) > 0 else { return false }
    var at = text.tokenStart(stop, from: start)
    guard !isFirst(at) else { return false }
    while at < stop, (text[at] >= 0x30 && text[at] <= 0x39) || text[at] == 0x2C || text[at] == 0x2E { at += 1 }
    return at == stop
  }

  /// "жағдайы.XVIII ғасыр"
  private func isRomanAfterCyrillic(_ before: UInt32, _ close: Int) -> Bool {
    before >= 0x400 && before < 0x530 && isNumeral(close)
  }

  private func isOneLetterWord(_ offset: Int) -> Bool { text.space(offset) > 0 }

  private func isDomainEnding(_ start: Int, _ end: Int) -> Bool {
    guard end - start <= 4 else { return false }
    var letters: UInt32 = 0
    for i in start..<end { letters = letters << 8 | UInt32(text[i] | 0x20) }
    // com, org, net, gov, edu, info, biz, io, js, py, ai, tv, co, uk, eu, us, pdf, doc, txt, xml, exe
    let endings: [UInt32] = [
      0x636F6D, 0x6F7267, 0x6E6574, 0x676F76, 0x656475, 0x696E666F, 0x62697A, 0x696F, 0x6A73, 0x7079, 0x6169, 0x7476,
      0x636F, 0x756B, 0x6575, 0x7573, 0x706466, 0x646F63, 0x747874, 0x786D6C, 0x657865,
    ]
    return endings.contains(letters)
  }

  // MARK: Notes

  /// After notes that stand at a sentence end: "word.[1][2]", "word.1", "word.11 12". Else `close`.
  func noteEnd(_ marks: EndMarks, _ close: Int) -> Int {
    guard close < text.count, !marks.isFull || marks.isOwn || true else { return close }
    var at = close
    // [1], [2–11]
    while at < text.count, text[at] == 0x5B {
      var end = at + 1
      while end < text.count, end - at < 12, text[end] != 0x5D, text[end] != 0x5B { end += 1 }
      guard end < text.count, text[end] == 0x5D, end > at + 1,
        text[at + 1] >= 0x30 && text[at + 1] <= 0x39 || end - at <= 3
      else { return close }
      at = end + 1
    }
    if at > close { return text.space(at) > 0 || at == text.count ? at : close }
    guard marks.isSingleStop || (marks.hasMark && marks.dots == 0) else { return close }
    // Raised digits, or plain ones after a word.
    var digits = 0
    while at < text.count, at - close < 12 {
      let (point, width) = text.next(at)
      if point == 0xB9 || point == 0xB2 || point == 0xB3 || (point >= 0x2070 && point <= 0x2079) {
        digits += 1
      } else if point >= 0x30 && point <= 0x39 {
        digits += 1
      } else if digits > 0, point == 0x2C || point == 0x2013 || point == 0x2D || point == 0x20,
        SentenceText.isDigit(text.point(at: at + width))
      {
      } else {
        break
      }
      at += width
    }
    guard digits > 0, digits <= 6, at < text.count, text.space(at) > 0 else { return close }
    var next = at
    while text.space(next) > 0 { next += text.space(next) }
    guard SentenceText.isUpper(text.point(at: next)) else { return close }
    let before = text.pointBefore(marks.first)
    if text[close] >= 0x30 && text[close] <= 0x39 {
      guard SentenceText.isLower(before) || before == 0x29 || before == 0x5D || marks.hasQuote || marks.hasBracket
      else { return close }
      let token = text.tokenStart(marks.first, from: start)
      if SentenceText.isLower(before),
        !isPlainWord(token, marks.first, atLeast: 3) || abbreviation(token, marks.first) != nil
      {
        return close
      }
    }
    return at
  }

  func isAfterNote(_ next: Int) -> Bool {
    let word = NextWord.read(text, rules, next)
    return word.kind != .lower && word.kind != .goesOn
  }
}
