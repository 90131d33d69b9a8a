import Text

/// Tells which forms of words are to be taken for one when terms are looked for: each form has one key. One owner.
///
/// A language's endings are taken off as long as there are any, or Snowball's stemmer does it; in a language that has
/// neither, a word that begins with a term's word and goes on for a few letters has that word's key.
final class WordKeys {
  private let inflection: Inflection
  private var scratch: [UInt8] = []
  /// Endings one upon another: "келісім-дер-ін-де" has three.
  private static let mostEndings = 4
  /// How many letters may follow a term's word, and how many that must have.
  private static let longestTail = 4
  private static let shortestTrunk = 4

  init(language: String) {
    inflection = Inflection(language: language)
  }

  /// Calls `body` with the key of a case-folded word.
  func withKey<Result>(
    of word: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    guard inflection.hasRules else { return inflection.withStem(of: word) { body($0 ?? word) } }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: word)
    for _ in 0..<WordKeys.mostEndings {
      let stem: [UInt8]? = scratch.withUnsafeBufferPointer { inflection.withStem(of: $0) { $0.map { Array($0) } } }
      guard let stem else { break }
      scratch = stem
    }
    return scratch.withUnsafeBufferPointer(body)
  }

  /// The number of a word's key among the keys of terms, or -1.
  func find(_ word: UnsafeBufferPointer<UInt8>, in keys: Vocabulary) -> Int32 {
    let found = withKey(of: word) { keys.find($0, hash: Vocabulary.hash($0)) }
    if let found { return Int32(found) }
    return inflection.isEmpty ? trunk(of: word, in: keys) : -1
  }

  /// The longest key that the word begins with, when few letters follow.
  private func trunk(of word: UnsafeBufferPointer<UInt8>, in keys: Vocabulary) -> Int32 {
    var end = word.count
    for _ in 0..<WordKeys.longestTail {
      guard end > 0 else { return -1 }
      end -= CodePoints.previous(word, before: end).count
      let trunk = UnsafeBufferPointer(rebasing: word[..<end])
      guard WordKeys.isLong(trunk) else { return -1 }
      if let found = keys.find(trunk, hash: Vocabulary.hash(trunk)) { return Int32(found) }
    }
    return -1
  }

  /// Whether a word is long enough to be told with more letters behind it. A syllable of Hangul counts for two.
  private static func isLong(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    var letters = 0
    var offset = 0
    while offset < word.count && letters < shortestTrunk {
      let (point, width) = CodePoints.next(word, at: offset)
      letters += point >= 0xAC00 && point < 0xD7A4 ? 2 : 1
      offset += width
    }
    return letters >= shortestTrunk
  }
}
