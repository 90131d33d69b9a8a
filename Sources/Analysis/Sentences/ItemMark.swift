import Text

/// The mark of an item in a list: "1.", "2)", "(iii)", "b.)", "•".
struct ItemMark: Equatable {
  enum Kind { case none, number, letter, roman, bullet }
  var kind = Kind.none
  var value = 0
  /// What stands after the number or letter: ".", ")", ".)", or brackets on both sides.
  enum Style { case stop, bracket, stopBracket, brackets }
  var style = Style.stop
  var isUpper = false
  /// Whether a bullet stands directly at its text.
  var isTight = false
  /// After the mark.
  var end = 0

  static let none = ItemMark()
  var isBullet: Bool { kind == .bullet }

  /// Whether this mark is the next one after another.
  func follows(_ other: ItemMark) -> Bool {
    guard kind != .none, style == other.style, isUpper == other.isUpper else { return false }
    // A countdown has numbers.
    guard value == other.value + 1 || (kind == .number && value == other.value - 1 && value > 0) else { return false }
    // "i" and "v" are letters too.
    return kind == other.kind || (kind == .roman && other.kind == .letter) || (kind == .letter && other.kind == .roman)
  }

  /// Reads a mark that begins at an offset and has white space or text behind it.
  static func read(_ text: SentenceText, _ offset: Int) -> ItemMark? {
    guard offset < text.count else { return nil }
    var at = offset
    if SentenceMarks.pointClass(text.point(at: at)) == .bullet {
      at += text.next(at).count
      var mark = ItemMark(kind: .bullet, end: at)
      mark.isTight = text.space(at) == 0
      return mark
    }
    let hasBracket = text[at] == 0x28
    if hasBracket { at += 1 }
    let start = at
    while at < text.count, at - start < 6, isTokenByte(text[at]) { at += 1 }
    guard at > start, at < text.count, var mark = value(text, start, at) else { return nil }
    if hasBracket {
      guard text[at] == 0x29 else { return nil }
      mark.style = .brackets
      at += 1
    } else if text[at] == 0x29 {
      mark.style = .bracket
      at += 1
    } else if text[at] == 0x2E {
      mark.style = .stop
      at += 1
      if at < text.count, text[at] == 0x29 {
        mark.style = .stopBracket
        at += 1
      }
    } else {
      return nil
    }
    mark.end = at
    guard at < text.count, text.space(at) > 0 || (mark.style != .stop && !isTokenByte(text[at])) else { return nil }
    return mark
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }

  /// The number that a token counts: decimal up to 3 digits, one letter, or a small Roman number in one case.
  static func value(_ text: SentenceText, _ start: Int, _ end: Int) -> ItemMark? {
    var number = 0
    var digits = 0
    for i in start..<end where text[i] >= 0x30 && text[i] <= 0x39 {
      number = number * 10 + Int(text[i] - 0x30)
      digits += 1
    }
    if digits > 0 { return digits == end - start && digits <= 3 ? ItemMark(kind: .number, value: number) : nil }
    if let roman = roman(text, start, end) {
      // "c)" and "d)" are letters, "i)" and "v)" Roman at first; which it is shows by its neighbors.
      if end - start > 1 || text[start] | 0x20 == 0x69 || text[start] | 0x20 == 0x76 {
        var mark = ItemMark(kind: .roman, value: roman, isUpper: text[start] < 0x5B)
        if end - start == 1 && text[start] | 0x20 == 0x76 { mark.value = 5 }
        return mark
      }
    }
    guard end - start == 1, text[start] | 0x20 >= 0x61, text[start] | 0x20 <= 0x7A else { return nil }
    return ItemMark(kind: .letter, value: Int(text[start] | 0x20) - 0x60, isUpper: text[start] < 0x5B)
  }

  /// The value of a Roman number below 50 in letters of one case, or nil.
  static func roman(_ text: SentenceText, _ start: Int, _ end: Int) -> Int? {
    guard end > start, end - start <= 7 else { return nil }
    var total = 0
    var previous = 0
    let isLower = text[start] & 0x20 != 0
    for i in (start..<end).reversed() {
      guard (text[i] & 0x20 != 0) == isLower else { return nil }
      let value: Int
      switch text[i] | 0x20 {
      case 0x69: value = 1
      case 0x76: value = 5
      case 0x78: value = 10
      case 0x6C: value = 50
      default: return nil
      }
      total += value < previous ? -value : value
      previous = max(previous, value)
    }
    return total > 0 ? total : nil
  }
}
