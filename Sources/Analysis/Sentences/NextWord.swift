import Text

/// What begins after the white space behind an end mark.
struct NextWord {
  enum Kind { case upper, lower, digit, caseless, symbol, goesOn, none }
  var kind = Kind.none
  /// The first character after opening marks and dashes.
  var offset = 0
  var hasQuote = false
  var hasBracket = false
  var hasDash = false
  var hasEllipsis = false
  var hasOmission = false
  /// "¿", "¡".
  var isInverted = false
  /// "iPhone", "eBay", "pH": a capital inside a word that begins with a small letter.
  var isCamel = false

  static func read(_ text: SentenceText, _ rules: SentenceRules, _ start: Int) -> NextWord {
    var next = NextWord()
    var at = start
    var steps = 0
    while at < text.count, steps < 8 {
      steps += 1
      let (point, width) = text.next(at)
      switch rules.pointClass(point) {
      case .quoteOpening, .quote, .quoteClosing: next.hasQuote = true
      case .opening:
        // "(...)" stands for what is left out.
        if let end = omission(text, rules, at + width) {
          at = end
          next.hasOmission = true
          while text.space(at) > 0 { at += text.space(at) }
          continue
        }
        next.hasBracket = true
      case .invisible: break
      case .ellipsis: next.hasEllipsis = true
      case .stop:
        guard at + 1 < text.count, text[at] == 0x2E,
          text[at + 1] == 0x2E || next.hasEllipsis || (text[at + 1] == 0x20 && text.point(at: at + 2) == 0x2E)
        else {
          next.offset = at
          // ".NET", ".5"
          next.kind =
            SentenceText.isLetter(text.point(at: at + 1)) || SentenceText.isDigit(text.point(at: at + 1))
            ? .symbol : .goesOn
          return next
        }
        next.hasEllipsis = true
      default:
        if point == 0x2C, text.point(at: at + 1) == 0x2C,
          SentenceText.isLetter(text.point(at: at + 2)) || text.space(at + 2) > 0, !next.hasQuote
        {
          // ,, as the low form of “.
          next.hasQuote = true
          at += 1
        } else if point == 0xBF || point == 0xA1 {
          next.isInverted = true
        } else if point == 0x2A || point == 0x5F
          || SentenceText.isSpace(point) && (next.hasDash || next.hasQuote || next.hasEllipsis)
        {
          // Emphasis in plain text.
        } else if SentenceMarks.isDash(point) {
          next.hasDash = true
        } else {
          next.classify(text, at, point, width)
          return next
        }
      }
      at += width
    }
    next.offset = min(at, text.count)
    next.kind = .symbol
    return next
  }

  /// After the bracket that closes an omission which the one before `offset` opens.
  private static func omission(_ text: SentenceText, _ rules: SentenceRules, _ offset: Int) -> Int? {
    var at = offset
    let limit = min(text.count, offset + 8)
    while at < limit {
      let (point, width) = text.next(at)
      at += width
      if rules.pointClass(point) == .closing { return at }
      guard point == 0x2E || point == 0x2026 || point == 0x20 else { return nil }
    }
    return nil
  }

  private mutating func classify(_ text: SentenceText, _ at: Int, _ point: UInt32, _ width: Int) {
    offset = at
    if SentenceText.isUpper(point) {
      kind = .upper
    } else if SentenceText.isDigit(point) {
      kind = .digit
    } else if SentenceText.isLetter(point) {
      kind = CharacterTables.hasCase(point) ? .lower : .caseless
      // Georgian has capitals that it does not use.
      if point >= 0x10A0 && point <= 0x10FF { kind = .caseless }
      if kind == .lower {
        let second = text.point(at: at + width)
        let third = text.point(at: at + width + 1)
        isCamel =
          SentenceText.isUpper(second)
          || (point < 0x80 && second < 0x80 && SentenceText.isLower(second) && SentenceText.isUpper(third))
      }
    } else {
      kind = SentenceMarks.goesOn(point) || point == 0x21 || point == 0x3F ? .goesOn : .symbol
    }
  }
}
