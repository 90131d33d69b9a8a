import Text

/// Learns abbreviations from texts: short words that nearly always have a full stop, even before a lower-case letter.
///
/// After Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", Computational Linguistics 32(4), 2006:
/// a likelihood ratio of how often a word has a full stop, scaled by its length. One article is less than the corpora of
/// that paper, so a word must also have been seen before something that begins no sentence.
public struct AbbreviationLearner {
  private static let threshold: Float = 0.3
  private static let longest = 24
  /// Words beyond are new ones of a large folder, and too rare to be learned.
  private static let mostWords = 400_000

  private struct Uses {
    var withStop = 0
    var withoutStop = 0
    var goesOn = false
  }

  private var words = Vocabulary()
  private var uses: [Uses] = []
  private var count = 0
  private var stops = 0

  public init() {}

  /// Reads a block's text.
  public mutating func read(_ text: [UInt8]) {
    for token in AbbreviationLearner.tokens(of: text) {
      var word = Array(text[token.start..<token.end])
      while let first = word.first, AbbreviationLearner.isMark(first) { word.removeFirst() }
      let hasStop = word.last == UInt8(ascii: ".")
      if hasStop { word.removeLast() }
      while let last = word.last, AbbreviationLearner.isMark(last), !hasStop { word.removeLast() }
      guard !word.isEmpty, word.count <= AbbreviationLearner.longest, AbbreviationLearner.isWord(word) else { continue }
      guard uses.count < AbbreviationLearner.mostWords || words.contains(word) else { continue }
      let entry = words.intern(word)
      if entry == uses.count { uses.append(Uses()) }
      count += 1
      if hasStop {
        stops += 1
        uses[entry].withStop += 1
        if AbbreviationLearner.goesOn(text, after: token.end) { uses[entry].goesOn = true }
      } else {
        uses[entry].withoutStop += 1
      }
    }
  }

  /// What was learned, in the order of first use.
  public var abbreviations: [AbbreviationList.Entry] {
    guard count > stops, stops > 0 else { return [] }
    let base = Float(stops) / Float(count)
    return uses.enumerated().compactMap { entry, use in
      guard use.withStop >= 2, use.goesOn else { return nil }
      let word = Array(words.bytes(of: entry))
      let hits = Float(use.withStop)
      let misses = Float(use.withoutStop)
      let ratio =
        2
        * (hits * Float(0.99).logarithm + misses * Float(0.01).logarithm - hits * base.logarithm - misses
          * (1 - base).logarithm)
      let letters = word.count { $0 & 0xC0 != 0x80 && $0 != UInt8(ascii: ".") }
      var score = ratio * Float(word.count { $0 == UInt8(ascii: ".") } + 1)
      // Each letter makes it less likely, by a factor of e; each use without the stop by a factor of the length.
      for _ in 0..<letters { score *= 0.367_879_44 }
      for _ in 0..<min(use.withoutStop, 40) { score /= Float(max(letters, 2)) }
      return score >= AbbreviationLearner.threshold ? AbbreviationList.Entry(word, .either) : nil
    }
  }

  private static func tokens(of text: [UInt8]) -> [TextRange] {
    var tokens: [TextRange] = []
    var start = 0
    for offset in 0...text.count where offset == text.count || text[offset] <= 0x20 {
      if offset > start { tokens.append(TextRange(start, offset)) }
      start = offset + 1
    }
    return tokens
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x27, 0x28, 0x29, 0x2C, 0x3A, 0x3B, 0x3F, 0x21, 0x5B, 0x5D: true
    default: false
    }
  }

  /// Letters with full stops between: no numbers, names of files or addresses.
  private static func isWord(_ word: [UInt8]) -> Bool {
    word.withUnsafeBufferPointer { word in
      var offset = 0
      while offset < word.count {
        let (point, width) = CodePoints.next(word, at: offset)
        guard point == 0x2E || CharacterTables.isAlphabetic(point) else { return false }
        offset += width
      }
      return true
    }
  }

  /// Whether a lower-case letter or a mark inside a sentence follows.
  private static func goesOn(_ text: [UInt8], after end: Int) -> Bool {
    text.withUnsafeBufferPointer { text in
      var offset = end
      while offset < text.count && text[offset] <= 0x20 { offset += 1 }
      guard offset < text.count else { return false }
      let point = CodePoints.next(text, at: offset).value
      return point == 0x2C || point == 0x3B || (CharacterTables.hasCase(point) && !CharacterTables.isUppercase(point))
    }
  }
}
