import Text

/// A word as the term finder sees it.
struct TermToken {
  struct Traits: OptionSet, Hashable {
    let rawValue: UInt32
    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Only one space, hyphen or nothing lies between it and the next word: they may be one term.
    static let joinsNext = Traits(rawValue: 1)
    static let afterHyphen = Traits(rawValue: 2)
    static let beforeHyphen = Traits(rawValue: 4)
    /// A capital here says nothing: the first word of a sentence, of a quotation, or any word of a headline in capitals.
    static let isStart = Traits(rawValue: 8)
    static let capital = Traits(rawValue: 16)
    static let allCapitals = Traits(rawValue: 32)
    /// What stood before it in the same word was cut off: "l'" of "l'Europe".
    static let afterElision = Traits(rawValue: 64)
    /// What stood after it was cut off: "'s".
    static let beforeEnding = Traits(rawValue: 128)

    // What it may be in a term: set once the word is known with its neighbors, and again once names are found.

    static let mayBegin = Traits(rawValue: 256)
    static let mayEnd = Traits(rawValue: 512)
    /// A term may hold it.
    static let isInside = Traits(rawValue: 1024)
    /// Only inside: a function word that two parts of a term may have between them.
    static let isLinker = Traits(rawValue: 2048)
    /// Of a title or heading.
    static let inHeading = Traits(rawValue: 4096)
    /// The elided word before it is a linker: "d'".
    static let afterLinker = Traits(rawValue: 8192)

    // What it may be besides where a whole folder's uses tell terms from fragments; see `PhraseTable.Reach.wide`.

    static let mayBeginWide = Traits(rawValue: 16384)
    static let mayEndWide = Traits(rawValue: 32768)
    /// A possessive ending and a space lie between it and the next word: "Bernoulli's equation".
    static let joinsNextWide = Traits(rawValue: 65536)
    /// Of a name.
    static let inName = Traits(rawValue: 131_072)
    /// The first word of a quotation, and the last.
    static let opensQuote = Traits(rawValue: 262_144)
    static let closesQuote = Traits(rawValue: 524_288)
  }

  /// In the text of the segment's block.
  var start: Int32
  var end: Int32
  /// Before what was cut off.
  var wordStart: Int32
  var segment: Int32
  /// An entry of the article's vocabulary, or one of the extra words after those.
  var word: Int32
  /// What all forms of the word share: the hash of their stem.
  var stem: UInt64
  var kind: TermLexicon.Class
  /// In general language; see `ReferenceFrequencies`.
  var rarity: UInt8
  var traits: Traits
  /// As which parts of speech it may agree with a neighbor.
  var places = Agreement.Places()

  /// Sets what it may be in a term from what it is and what is next to it.
  mutating func setPlace() {
    let isCompound = !traits.isDisjoint(with: [.afterHyphen, .beforeHyphen])
    let isBoundary = !kind.isDisjoint(with: .boundary)
    let isAddress = kind.contains(.honorific) && traits.contains(.capital)
    // "up-to-date": inside a compound a function word is no boundary.
    if !(isBoundary && !isCompound) && !isAddress {
      traits.insert(.isInside)
    } else if kind.contains(.linker) && !traits.contains(.capital) {
      traits.formUnion([.isInside, .isLinker])
    }
    let isLetter = end - start == 1 && !traits.contains(.capital)
    let isEdge = !isBoundary && !kind.contains(.particle) && !isLetter
    // "two-bladed", "rein-back": a compound may begin and end with any word.
    let isWideEdge = isCompound && !isLetter && kind.isDisjoint(with: [.number, .calendar])
    if !traits.contains(.afterHyphen) {
      if isEdge { traits.insert(.mayBegin) } else if isWideEdge { traits.insert(.mayBeginWide) }
    }
    if !traits.contains(.beforeHyphen) {
      if isEdge { traits.insert(.mayEnd) } else if isWideEdge { traits.insert(.mayEndWide) }
    }
  }

  /// A curled apostrophe, s and a space.
  private static let longestPossessive = 5

  /// Notes on two neighbors what lies between them.
  static func join(_ last: inout TermToken, _ next: inout TermToken, _ text: UnsafeBufferPointer<UInt8>) {
    if last.traits.contains(.beforeEnding) {
      let gap = Int(next.start - last.end)
      if gap <= longestPossessive, text[Int(next.start) - 1] == 0x20, !next.traits.contains(.afterElision) {
        last.traits.insert(.joinsNextWide)
      }
      return
    }
    // "parc d'éoliennes" is one term, "parc l'éolienne" none.
    if next.traits.contains(.afterElision) && !next.traits.contains(.afterLinker) { return }
    var start = Int(last.end)
    let end = next.traits.contains(.afterElision) ? Int(next.wordStart) : Int(next.start)
    // "U.S. troops", "George W. Bush", "St. Petersburg": inside a sentence a full stop is an abbreviation's.
    if start < end, text[start] == 0x2E, last.traits.contains(.capital) {
      if last.hasStop(text) {
        start += 1
        last.end = Int32(start)
      } else if next.traits.contains(.capital), last.isShort(text) {
        start += 1
      }
    }
    switch end - start {
    case 0:
      // Words without a space between: a script of its own kind. A full stop alone ("example.com") joins nothing.
      if start == Int(last.end) { last.traits.insert(.joinsNext) }
    case 1 where text[start] == 0x20, 2 where text[start] == 0xC2 && text[start + 1] == 0xA0,
      3 where text[start] == 0xE2 && text[start + 1] == 0x80 && text[start + 2] == 0xAF:
      last.traits.insert(.joinsNext)
    case 3 where text[start] == 0x20 && text[start + 1] == 0x26 && text[start + 2] == 0x20:
      // "Ernst & Young"
      if last.traits.contains(.capital) && next.traits.contains(.capital) { last.traits.insert(.joinsNext) }
    case 1 where text[start] == 0x2D,
      3 where text[start] == 0xE2 && text[start + 1] == 0x80 && (text[start + 2] == 0x90 || text[start + 2] == 0x91):
      last.traits.formUnion([.joinsNext, .beforeHyphen])
      next.traits.insert(.afterHyphen)
    default:
      let gap = UnsafeBufferPointer(rebasing: text[start..<end])
      if opensAnew(gap) { next.traits.insert(.isStart) }
      noteQuotes(&last, &next, gap)
    }
  }

  /// Notes whether quotation marks lie in a gap, with nothing but a space between them and the words.
  private static func noteQuotes(_ last: inout TermToken, _ next: inout TermToken, _ gap: UnsafeBufferPointer<UInt8>) {
    noteClosingQuote(&last, gap)
    noteOpeningQuote(&next, gap)
  }

  /// Notes whether what stands after a word begins with a quotation mark, or with the stop or comma of what is quoted and one.
  static func noteClosingQuote(_ last: inout TermToken, _ gap: UnsafeBufferPointer<UInt8>) {
    var offset = gap.first == 0x20 ? 1 : 0
    if offset == 0, gap.count > 1, [0x21, 0x2C, 0x2E, 0x3F].contains(gap[0]) { offset = 1 }
    if offset < gap.count, isQuote(gap, offset) { last.traits.insert(.closesQuote) }
  }

  /// Notes whether what stands before a word ends with a quotation mark.
  static func noteOpeningQuote(_ next: inout TermToken, _ gap: UnsafeBufferPointer<UInt8>) {
    var end = gap.count - (gap.last == 0x20 ? 1 : 0) - 1
    while end > 0 && gap[end] & 0xC0 == 0x80 { end -= 1 }
    if end >= 0, isQuote(gap, end) { next.traits.insert(.opensQuote) }
  }

  private static func isQuote(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    switch CodePoints.next(text, at: offset).value {
    case 0x22, 0xAB, 0xBB, 0x201C...0x201E: return true
    default: return false
    }
  }

  /// Whether it is no longer than an initial or a title before a name: "W", "St". Longer ones end sentences too often.
  private func isShort(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var letters = 0
    for offset in Int(start)..<Int(end) where text[offset] & 0xC0 != 0x80 { letters += 1 }
    return letters <= 2
  }

  private func hasStop(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for offset in Int(start)..<Int(end) where text[offset] == 0x2E { return true }
    return false
  }

  /// Whether a quotation, or something after a colon or a mark that ends a sentence, begins after this gap.
  private static func opensAnew(_ gap: UnsafeBufferPointer<UInt8>) -> Bool {
    var offset = 0
    while offset < gap.count {
      let (point, width) = CodePoints.next(gap, at: offset)
      switch point {
      case 0x21, 0x22, 0x27, 0x2E, 0x3A, 0x3F, 0xAB, 0xBB, 0x2018, 0x201A, 0x201C, 0x201E, 0x2022, 0x2026, 0x2039, 0x7C:
        return true
      default: break
      }
      offset += width
    }
    return false
  }
}
