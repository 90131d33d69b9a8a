import Text

/// What the scan asks of a language: tables and word lists, made once per finder.
final class SentenceRules: Sendable {
  let data: LanguageData
  let byteClasses: [UInt8]
  /// "And" and "or" of languages with alphabets, which join items to one sentence.
  static let conjunctions: Vocabulary = {
    var words = Vocabulary()
    let all: [String] = [
      "and", "or", "und", "oder", "et", "ou", "y", "o", "e", "ed", "en", "of", "och", "og", "eller", "ja", "tai", "i",
      "a", "lub",
      "nebo", "alebo", "ali", "ve", "veya", "dan", "atau", "и", "или", "та", "або", "және", "és", "vagy", "si", "și",
      "sau",
    ]
    for word in all { words.intern(Array(word.utf8)) }
    return words
  }()

  /// The first and the last words of abbreviations that have several: "z" and "B", "et" and "al".
  let firstParts: Vocabulary
  let lastParts: Vocabulary
  /// Length in bytes of the longest abbreviation.
  let longest: Int
  /// Words that begin sentences far more often than they go on after an abbreviation, case-folded.
  let starters: Vocabulary
  /// Whether the full stop is no end mark in this language: Armenian has ":" for it.
  let hasNoFullStop: Bool
  let hasNounCapitals: Bool
  private let own: [UInt32]
  private let openers: [UInt32]
  private let closers: [UInt32]

  init(_ data: LanguageData) {
    self.data = data
    own = data.conventions.enders
    hasNounCapitals = data.language == "de" || data.language == "lb"
    hasNoFullStop = data.conventions.hasNoFullStop
    byteClasses = SentenceMarks.byteClasses(own)
    var starters = data.stopWords
    for entry in 0..<data.conventions.starters.count { starters.intern(data.conventions.starters.bytes(of: entry)) }
    self.starters = starters
    var firstParts = Vocabulary()
    var lastParts = Vocabulary()
    var longest = 0
    for entry in 0..<data.abbreviations.count {
      let bytes = data.abbreviations.bytes(of: entry)
      longest = max(longest, bytes.count)
      let parts = bytes.split(separator: 0x20)
      guard parts.count > 1, var first = parts.first, let last = parts.last else { continue }
      if first.last == UInt8(ascii: ".") { first.removeLast() }
      firstParts.intern(first)
      lastParts.intern(last)
    }
    self.firstParts = firstParts
    self.lastParts = lastParts
    self.longest = longest
    openers = data.conventions.quotes.map(\.opening)
    closers = data.conventions.quotes.map(\.closing)
  }

  func pointClass(_ point: UInt32) -> SentenceMarks.PointClass {
    if !own.isEmpty, own.contains(point) { return .full }
    return SentenceMarks.pointClass(point)
  }

  func isOwn(_ point: UInt32) -> Bool { !own.isEmpty && own.contains(point) }

  /// Whether a quotation mark closes in this language: “ in German, » in most.
  func isCloser(_ point: UInt32) -> Bool { closers.contains(point) }
  func isOpener(_ point: UInt32) -> Bool { openers.contains(point) }

  /// What closes an opening mark.
  func closer(of point: UInt32) -> UInt32 {
    let partner = SentenceMarks.partner(point)
    if partner != 0 { return partner }
    if let quote = data.conventions.quotes.first(where: { $0.opening == point }) { return quote.closing }
    return switch point {
    case 0xAB: 0xBB
    case 0xBB: 0xAB
    case 0x2018: 0x2019
    case 0x201A: 0x2018
    case 0x201C: 0x201D
    case 0x201E: 0x201C
    case 0x2039: 0x203A
    case 0x203A: 0x2039
    case 0x301D: 0x301E
    default: point
    }
  }

  /// Whether what follows a closing quotation mark in Chinese or Japanese belongs to the same sentence: a particle, or a
  /// verb of saying within a few characters.
  func isParticle(_ text: SentenceText, _ offset: Int) -> Bool {
    let (point, width) = text.next(offset)
    if point >= 0x3041 && point <= 0x3096 {
      let second = text.point(at: offset + width)
      switch point {
      case 0x3068: return second != 0x3053 && second != 0x3066  // と, but ところ and とても
      case 0x3063, 0x306F, 0x304C, 0x3092, 0x306B, 0x306E: return true  // っては, は, が, を, に, の
      case 0x3082: return second != 0x3057 && second != 0x3061 && second != 0x3046  // も, but もし, もちろん, もう
      default: return false
      }
    }
    guard data.conventions.speech.count > 0 else { return false }
    var at = offset
    for _ in 0..<8 {
      guard at < text.count else { return false }
      let (point, width) = text.next(at)
      guard SentenceMarks.isWide(point), !SentenceMarks.goesOn(point), pointClass(point) == .plain else { return false }
      for length in [width, 2 * width] where at + length <= text.count {
        let word = text.slice(at, at + length)
        if data.conventions.speech.find(word, hash: Vocabulary.hash(word)) != nil { return true }
      }
      at += width
    }
    return false
  }
}
