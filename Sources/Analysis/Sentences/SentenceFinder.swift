import Text

/// Cuts a block's text into sentences: ICU's boundaries, less those that an abbreviation, an initial, an ordinal or a
/// quoted exclamation only seems to make. One owner.
///
/// Source of the boundaries: Unicode Standard Annex #29; of the first abbreviations: CLDR's suppressions.
public final class SentenceFinder {
  private let breaker: BreakIterator
  private let data: LanguageData
  private let hasOrdinals: Bool
  private var scratch: [UInt8] = []

  /// Languages that write an ordinal number with a full stop ("am 3. Mai").
  private static let ordinalLanguages: Set<String> = [
    "bs", "cs", "da", "de", "et", "fi", "fo", "hr", "hu", "is", "lb", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr",
    "tr",
  ]

  public init(language: String, data: LanguageData) throws(TextError) {
    breaker = try BreakIterator(.sentence, locale: language)
    self.data = data
    hasOrdinals = SentenceFinder.ordinalLanguages.contains(data.language)
  }

  /// The sentences of a text in order, without white space around them; together they hold all that is not white space.
  public func sentences(in text: [UInt8]) throws(TextError) -> [TextRange] {
    var ranges: [TextRange] = []
    var failure: TextError?
    text.withUnsafeBufferPointer { buffer in
      var start = 0
      do throws(TextError) {
        try breaker.boundaries(in: buffer) { boundary, _ in
          let offset = moved(buffer, boundary, from: start)
          guard offset > start else { return }
          guard offset == buffer.count || endsSentence(buffer, from: start, at: offset) else { return }
          addMissed(buffer, &start, before: offset, &ranges)
          let range = SentenceFinder.trimmed(text, TextRange(start, offset))
          if !range.isEmpty { ranges.append(range) }
          start = offset
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return ranges
  }

  /// A boundary put right where quotation marks stand at it.
  ///
  /// ICU takes every quotation mark after a full stop for a closing one: in Chinese and Japanese it may open the next
  /// sentence. In French a closing one stands after a space, and ICU takes it for the next sentence's.
  private func moved(_ text: UnsafeBufferPointer<UInt8>, _ boundary: Int, from start: Int) -> Int {
    var offset = boundary
    while offset > start {
      let (point, width) = CodePoints.previous(text, before: offset)
      guard SentenceFinder.isWideOpener(point), offset - width > start else { break }
      offset -= width
    }
    if offset < boundary {
      let before = CodePoints.previous(text, before: offset).value
      return SentenceFinder.isWideEnd(before) || SentenceFinder.isCloser(before) ? offset : boundary
    }
    guard boundary < text.count, text[boundary] == 0xC2, boundary + 1 < text.count, text[boundary + 1] == 0xBB else {
      return boundary
    }
    // A guillemet that a letter follows opens: »so«.
    offset = boundary + 2
    guard offset < text.count else { return offset }
    let next = CodePoints.next(text, at: offset).value
    guard !CharacterTables.isAlphabetic(next) else { return boundary }
    while offset < text.count, SentenceFinder.isTokenEnd(text, before: offset + 1) { offset += 1 }
    if offset < text.count, text[offset] == 0xC2, offset + 1 < text.count, text[offset + 1] == 0xA0 { offset += 2 }
    return offset
  }

  /// Adds the sentences whose ends ICU's rules do not see: before a number, and before the dash of a dialogue.
  private func addMissed(
    _ text: UnsafeBufferPointer<UInt8>, _ start: inout Int, before end: Int, _ ranges: inout [TextRange]
  ) {
    var space = start + 2
    while space + 1 < end {
      guard text[space] == 0x20 else {
        space += 1
        continue
      }
      let mark = text[space - 1]
      guard mark == 0x2E || mark == 0x21 || mark == 0x3F else {
        space += 1
        continue
      }
      let dash = dashWidth(text, space + 1)
      let next = space + 1 + dash
      guard next < end else { return }
      let point = CodePoints.next(text, at: next).value
      let isNumber = dash == 0 && point >= 0x30 && point <= 0x39
      if isNumber
        ? endsBeforeNumber(text, from: start, mark: space - 1) : dash > 0 && CharacterTables.isUppercase(point),
        mark != 0x2E || stopEndsSentence(text, from: start, stop: space - 1, next: next)
      {
        ranges.append(TextRange(start, space))
        start = space + 1
      }
      space += 2
    }
  }

  /// Length of a dash and the space behind it, or 0.
  private func dashWidth(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    guard offset + 4 < text.count else { return 0 }
    if text[offset] == 0x2D { return text[offset + 1] == 0x20 ? 2 : 0 }
    guard text[offset] == 0xE2, text[offset + 1] == 0x80, text[offset + 2] == 0x93 || text[offset + 2] == 0x94 else {
      return 0
    }
    return text[offset + 3] == 0x20 ? 4 : 0
  }

  /// Before a number a sentence ends only after a plain word: long enough, in lower case or with a capital first.
  private func endsBeforeNumber(_ text: UnsafeBufferPointer<UInt8>, from start: Int, mark: Int) -> Bool {
    var letters = 0
    var offset = mark
    var isCapital = false
    while offset > start {
      let (point, width) = CodePoints.previous(text, before: offset)
      guard CharacterTables.isAlphabetic(point) else { break }
      guard CharacterTables.hasCase(point) && !isCapital else { return false }
      isCapital = CharacterTables.isUppercase(point)
      letters += 1
      offset -= width
    }
    // Where a language has a stop list, its abbreviations are known too.
    let enough = isCapital ? 5 : data.stopWords.count > 0 ? 3 : 4
    return letters >= enough
  }

  public static func trimmed(_ text: [UInt8], _ range: TextRange) -> TextRange {
    var start = range.start
    var end = range.end
    while start < end, let width = Whitespace.width(in: text, at: start) { start += width }
    while end > start, let width = Whitespace.width(in: text, before: end) { end -= width }
    return TextRange(min(start, end), end)
  }

  /// Whether a boundary of ICU's, with text on both sides, is the end of a sentence.
  private func endsSentence(_ text: UnsafeBufferPointer<UInt8>, from start: Int, at offset: Int) -> Bool {
    var end = offset
    while end > start {
      if text[end - 1] == 0x20 || text[end - 1] == 0x09 {
        end -= 1
      } else if end - start > 1, text[end - 1] == 0xA0, text[end - 2] == 0xC2 {
        // A no-break space, as in "12. April".
        end -= 2
      } else if end - start > 2, text[end - 1] == 0xAF, text[end - 2] == 0x80, text[end - 3] == 0xE2 {
        end -= 3
      } else {
        break
      }
    }
    guard end > start else { return true }
    // A line end inside a block was kept on purpose.
    if text[end - 1] == 0x0A || text[end - 1] == 0x0D { return true }
    var mark = end
    while mark > start {
      let (point, width) = CodePoints.previous(text, before: mark)
      // In French a space stands between the mark and the quotation mark.
      let isSpace = mark < end && (point == 0x20 || point == 0xA0 || point == 0x202F)
      guard SentenceFinder.isCloser(point) || isSpace else { break }
      mark -= width
    }
    guard mark > start else { return true }
    let next = CodePoints.next(text, at: offset).value
    switch text[mark - 1] {
    case UInt8(ascii: "!"), UInt8(ascii: "?"):
      // “Why?” she asked. Yahoo! is …
      return !(CharacterTables.hasCase(next) && !CharacterTables.isUppercase(next))
    case UInt8(ascii: "."):
      return mark < end || stopEndsSentence(text, from: start, stop: mark - 1, next: offset)
    default:
      return true
    }
  }

  /// Whether a full stop with a space after it, before what may be a new sentence, ends one.
  private func stopEndsSentence(_ text: UnsafeBufferPointer<UInt8>, from start: Int, stop: Int, next: Int) -> Bool {
    var tokenStart = stop
    while tokenStart > start && !SentenceFinder.isTokenEnd(text, before: tokenStart) { tokenStart -= 1 }
    while tokenStart < stop {
      let (point, width) = CodePoints.next(text, at: tokenStart)
      guard SentenceFinder.isOpener(point) else { break }
      tokenStart += width
    }
    guard tokenStart < stop else { return true }
    let nextIsDigit = text[next] >= 0x30 && text[next] <= 0x39
    if isNumber(text, tokenStart, stop) {
      // "1. Open the valve": the number of an item. "am 3. Mai": an ordinal.
      if tokenStart == start { return false }
      return !(hasOrdinals && stop - tokenStart <= 2 && !startsLikeSentence(text, next))
    }
    // An initial: "A. Sarova", "С. И. Рахимов".
    let (first, width) = CodePoints.next(text, at: tokenStart)
    if tokenStart + width == stop && CharacterTables.isUppercase(first) { return false }
    if isInsideCompound(text, tokenStart, next) { return false }
    if let kind = compoundKind(text, from: start, tokenStart, stop) ?? kind(text, tokenStart, stop) {
      switch kind {
      case .beforeName, .inside: return false
      case .beforeNumber: return !nextIsDigit
      case .either: return !nextIsDigit && startsLikeSentence(text, next)
      }
    }
    if isDottedLetters(text, tokenStart, stop) { return !nextIsDigit && startsLikeSentence(text, next) }
    return true
  }

  /// Whether the next word is one that begins sentences far more often than it follows an abbreviation.
  private func startsLikeSentence(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    var start = offset
    while start < text.count {
      let (point, width) = CodePoints.next(text, at: start)
      guard SentenceFinder.isOpener(point) else { break }
      start += width
    }
    if start > offset { return true }
    scratch.removeAll(keepingCapacity: true)
    while start < text.count {
      let (point, width) = CodePoints.next(text, at: start)
      guard CharacterTables.isAlphabetic(point) else { break }
      let folded = point < 0x10000 ? UInt32(CharacterTables.folded[Int(point)]) : point
      if let scalar = Unicode.Scalar(folded) { scratch.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
      start += width
    }
    return !scratch.isEmpty && data.stopWords.contains(scratch)
  }

  private func kind(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> LanguageData.AbbreviationKind? {
    let token = UnsafeBufferPointer(rebasing: text[start..<end])
    if let entry = data.abbreviations.find(token, hash: Vocabulary.hash(token)) { return data.abbreviationKinds[entry] }
    // At the start of a sentence: "Vgl." for "vgl."; in a dateline: "ST. ORLAN". A single capital is an initial.
    guard token.count > 1, token[0] >= 0x41, token[0] <= 0x5A else { return nil }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: token)
    if token.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) {
      for i in 1..<scratch.count { scratch[i] |= 0x20 }
    } else {
      scratch[0] |= 0x20
    }
    return scratch.withUnsafeBufferPointer { changed in
      data.abbreviations.find(changed, hash: Vocabulary.hash(changed)).map { data.abbreviationKinds[$0] }
    }
  }

  /// The kind of an abbreviation of two or three parts with spaces between: "z. B.", "и т. д."
  private func compoundKind(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ token: Int, _ stop: Int
  ) -> LanguageData.AbbreviationKind? {
    var begin = token
    for _ in 0..<2 {
      var space = begin
      while space > start && SentenceFinder.isTokenEnd(text, before: space) {
        space -= text[space - 1] == 0xA0 ? 2 : text[space - 1] == 0xAF ? 3 : 1
      }
      guard space > start, space < begin else { return nil }
      begin = space
      while begin > start && !SentenceFinder.isTokenEnd(text, before: begin) { begin -= 1 }
      if let kind = spacedKind(text, begin, stop) { return kind }
    }
    return nil
  }

  /// Whether an abbreviation of two parts goes on after the space: "EE. UU.", "z. B."
  private func isInsideCompound(_ text: UnsafeBufferPointer<UInt8>, _ token: Int, _ next: Int) -> Bool {
    var end = next
    while end < text.count && end - next < 12 && text[end] > 0x20 && text[end] != 0x2E { end += 1 }
    guard end < text.count, end > next, text[end] == 0x2E else { return false }
    return spacedKind(text, token, end) != nil
  }

  /// As `kind`, with any kind of space in the text standing for the plain one of the list.
  private func spacedKind(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> LanguageData
    .AbbreviationKind?
  {
    guard text[start..<end].contains(where: { $0 == 0xC2 || $0 == 0xE2 }) else { return kind(text, start, end) }
    var plain: [UInt8] = []
    var offset = start
    while offset < end {
      if text[offset] == 0xC2, offset + 1 < end, text[offset + 1] == 0xA0 {
        plain.append(0x20)
        offset += 2
      } else if text[offset] == 0xE2, offset + 2 < end, text[offset + 1] == 0x80, text[offset + 2] == 0xAF {
        plain.append(0x20)
        offset += 3
      } else {
        plain.append(text[offset])
        offset += 1
      }
    }
    return plain.withUnsafeBufferPointer { kind($0, 0, $0.count) }
  }

  private func isNumber(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    for i in start..<end where text[i] < 0x30 || text[i] > 0x39 { return false }
    return true
  }

  /// "U.S", "т.е", "Ph.D": letters with full stops between.
  private func isDottedLetters(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start >= 3 else { return false }
    var hasStop = false
    var letters = 0
    var offset = start
    while offset < end {
      let (point, width) = CodePoints.next(text, at: offset)
      if point == 0x2E {
        guard letters > 0 else { return false }
        hasStop = true
        letters = 0
      } else {
        letters += 1
        guard letters <= 2, CharacterTables.isAlphabetic(point) else { return false }
      }
      offset += width
    }
    return hasStop
  }

  private static func isTokenEnd(_ text: UnsafeBufferPointer<UInt8>, before offset: Int) -> Bool {
    let byte = text[offset - 1]
    // No-break spaces: C2 A0 and, the narrow one, E2 80 AF.
    if byte == 0xA0 { return offset > 1 && text[offset - 2] == 0xC2 }
    if byte == 0xAF { return offset > 2 && text[offset - 2] == 0x80 && text[offset - 3] == 0xE2 }
    return byte <= 0x20
  }

  private static func isCloser(_ point: UInt32) -> Bool {
    switch point {
    case 0x22, 0x27, 0x29, 0x5D, 0x7D, 0xBB, 0x2019, 0x201C, 0x201D, 0x203A, 0x300D, 0x300F, 0xFF09: true
    default: false
    }
  }

  /// The ends of Chinese and Japanese sentences, after which a curly quotation mark opens.
  private static func isWideEnd(_ point: UInt32) -> Bool {
    point == 0x3002 || point == 0xFF01 || point == 0xFF1F || point == 0xFF61
  }

  private static func isWideOpener(_ point: UInt32) -> Bool {
    switch point {
    case 0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0xFF08, 0xFF3B, 0xFF5B, 0xFF62: true
    default: false
    }
  }

  private static func isOpener(_ point: UInt32) -> Bool {
    switch point {
    case 0x22, 0x27, 0x28, 0x5B, 0x7B, 0xAB, 0x2018, 0x201A, 0x201C, 0x201E, 0x2039, 0x300C, 0x300E, 0xFF08: true
    default: false
    }
  }
}
