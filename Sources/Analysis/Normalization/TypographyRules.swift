import Text

/// Brings quotation marks, dashes and ellipses to one typography: plain ASCII, or what a language prints.
struct TypographyRules {
  let quotes: Normalizer.Typography
  let dashes: Normalizer.Typography
  let ellipses: Normalizer.Typography
  /// The pairs of marks of the language, the outer ones first; empty when it is not known, and then marks are kept.
  private let pairs: [(opening: UInt32, closing: UInt32)]
  /// French puts a no-break space inside its guillemets.
  private let isSpaced: Bool
  private let spacedDash: UInt32

  init(
    quotes: Normalizer.Typography, dashes: Normalizer.Typography, ellipses: Normalizer.Typography,
    language: LanguageData?
  ) {
    self.dashes = dashes
    self.ellipses = ellipses
    // Straight marks are listed because texts have them, not as what is printed.
    pairs = (language?.conventions.quotes ?? []).filter { $0.opening != 0x22 && $0.opening != 0x27 }
    self.quotes = quotes == .locale && pairs.isEmpty ? .keep : quotes
    isSpaced = language?.language == "fr"
    spacedDash = TypographyRules.emDashLanguages.contains(language?.language ?? "") ? 0x2014 : 0x2013
  }

  /// Where a dash between spaces is a long one.
  private static let emDashLanguages: Set<String> = ["be", "bg", "es", "kk", "ky", "lt", "lv", "mn", "pt", "ru", "uk"]

  func edits(of bytes: [UInt8]) -> [TextEdit] {
    var open: [Bool] = []
    return edits(of: bytes, continuing: &open)
  }

  /// - Parameter open: the quotations that are open: whether a single mark opened each.
  func edits(of bytes: [UInt8], continuing open: inout [Bool]) -> [TextEdit] {
    var edits: [TextEdit] = []
    bytes.withUnsafeBufferPointer { text in
      var offset = 0
      while offset < text.count {
        let byte = text[offset]
        // Letters and digits, in any script, are passed quickly: marks are ASCII, or begin with C2 or E2.
        guard byte == 0x22 || byte == 0x27 || byte == 0x2D || byte == 0x2E || byte == 0xC2 || byte == 0xE2 else {
          offset += byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
          continue
        }
        let (point, width) = CodePoints.next(text, at: offset)
        var range = TextRange(offset, offset + width)
        var new: [UInt8]?
        switch point {
        case 0x22, 0x201C...0x201F, 0xAB, 0xBB: new = double(text, &range, &open)
        case 0x27, 0x2018...0x201B, 0x2039, 0x203A: new = single(text, &range, &open)
        case 0x2D, 0x2013, 0x2014, 0x2015: new = dash(text, range, point)
        case 0x2E where ellipses == .locale && isEllipsis(text, offset):
          range.end = offset + 3
          new = [0xE2, 0x80, 0xA6]
        case 0x2026 where ellipses == .plain: new = [0x2E, 0x2E, 0x2E]
        default: break
        }
        // Two marks may share the space between them; the first has it.
        if let last = edits.last { range.start = max(range.start, min(last.range.end, offset)) }
        if let new, new != Array(text[range.start..<range.end]) { edits.append(TextEdit(range, new)) }
        offset = range.end
      }
    }
    return edits
  }

  private func isEllipsis(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    guard offset + 2 < text.count, text[offset + 1] == 0x2E, text[offset + 2] == 0x2E else { return false }
    return (offset == 0 || text[offset - 1] != 0x2E) && (offset + 3 == text.count || text[offset + 3] != 0x2E)
  }

  private func double(
    _ text: UnsafeBufferPointer<UInt8>, _ range: inout TextRange, _ open: inout [Bool]
  ) -> [UInt8]? {
    switch quotes {
    case .keep: return nil
    case .plain:
      if isSpaced { takeSpaces(text, &range) }
      return [0x22]
    case .locale: return pair(text, &range, &open, isSingle: false)
    }
  }

  private func single(
    _ text: UnsafeBufferPointer<UInt8>, _ range: inout TextRange, _ open: inout [Bool]
  ) -> [UInt8]? {
    switch quotes {
    case .keep: return nil
    case .plain: return [0x27]
    case .locale:
      // Between letters, before a year and after a plural's s it is an apostrophe, unless a quotation is open.
      let before = range.start > 0 ? CodePoints.previous(text, before: range.start).value : 0x20
      let after = range.end < text.count ? CodePoints.next(text, at: range.end).value : 0x20
      let joins = isWordly(before) && (isWordly(after) || open.last != true)
      if joins || (!isWordly(before) && after >= 0x30 && after <= 0x39) { return [0xE2, 0x80, 0x99] }
      return pair(text, &range, &open, isSingle: true)
    }
  }

  /// The mark of the language for an opening or a closing mark, by what stands beside it and how many are open.
  private func pair(
    _ text: UnsafeBufferPointer<UInt8>, _ range: inout TextRange, _ open: inout [Bool], isSingle: Bool
  ) -> [UInt8]? {
    let opens = isOpening(text, range)
    if opens { open.append(isSingle) }
    guard !open.isEmpty else { return nil }
    let pair = pairs[min(open.count, pairs.count) - 1]
    if !opens { open.removeLast() }
    var new: [UInt8] = []
    let isGuillemet = isSpaced && pair.opening == 0xAB
    if isSpaced { takeSpaces(text, &range, inside: opens) }
    if isGuillemet && !opens { CodePoints.append(0xA0, to: &new) }
    CodePoints.append(opens ? pair.opening : pair.closing, to: &new)
    if isGuillemet && opens { CodePoints.append(0xA0, to: &new) }
    return new
  }

  private func isOpening(_ text: UnsafeBufferPointer<UInt8>, _ range: TextRange) -> Bool {
    let point = CodePoints.next(text, at: range.start).value
    // French: a guillemet with a space inside says itself which it is.
    if isSpaced && (point == 0xAB || point == 0xBB) { return point == 0xAB }
    let before = range.start > 0 ? CodePoints.previous(text, before: range.start).value : 0x20
    let after = range.end < text.count ? CodePoints.next(text, at: range.end).value : 0x20
    if isSpace(after) { return false }
    if isSpace(before) { return true }
    switch before {
    case 0x28, 0x5B, 0x7B, 0x2D, 0x2013, 0x2014, 0x22, 0x27, 0x2018, 0x201C, 0x201E, 0x201A, 0xAB, 0x2F:
      return isWordly(after) || after > 0x2000
    default: return false
    }
  }

  /// Widens a guillemet's range over the spaces inside of it, as French writes them.
  private func takeSpaces(_ text: UnsafeBufferPointer<UInt8>, _ range: inout TextRange, inside opens: Bool? = nil) {
    let point = CodePoints.next(text, at: range.start).value
    guard point == 0xAB || point == 0xBB else { return }
    if opens ?? (point == 0xAB) {
      if range.end < text.count {
        let (after, width) = CodePoints.next(text, at: range.end)
        if isSpace(after) { range.end += width }
      }
    } else if range.start > 0 {
      let (before, width) = CodePoints.previous(text, before: range.start)
      if isSpace(before) { range.start -= width }
    }
  }

  private func dash(_ text: UnsafeBufferPointer<UInt8>, _ range: TextRange, _ point: UInt32) -> [UInt8]? {
    switch dashes {
    case .keep: return nil
    case .plain: return [0x2D]
    case .locale:
      let isSpaced =
        range.start > 0 && text[range.start - 1] == 0x20 && range.end < text.count && text[range.end] == 0x20
      guard isSpaced else { return nil }
      var new: [UInt8] = []
      CodePoints.append(spacedDash, to: &new)
      return new
    }
  }

  private func isSpace(_ point: UInt32) -> Bool { point <= 0x20 || point == 0xA0 || point == 0x202F }

  private func isWordly(_ point: UInt32) -> Bool {
    CharacterTables.isAlphabetic(point) || (point >= 0x30 && point <= 0x39)
  }
}
