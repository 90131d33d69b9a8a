import Text

/// Draws a summary toward what a reader asks for: sentences that hold words of the query, rare ones counting more, come
/// before others.
///
/// A word of the query of four letters or more finds its inflected forms as well, as far as they begin like it and are not
/// much longer. Source of the idea: Tombros and Sanderson, "Advantages of Query Biased Summaries in Information Retrieval",
/// SIGIR 1998.
struct QueryFocus {
  /// What a sentence with all of the query gains, of scores with a deviation of about 1.
  private static let weight: Float = 6
  private static let fewestLetters = 4
  private static let longestEnding = 3
  private let breaker: BreakIterator
  private var table = WordTable()
  /// For each entry of the article's vocabulary, which word of the query it is, from 1.
  private var queryWord: [UInt16] = []

  init() throws(TextError) {
    breaker = try BreakIterator(.word, locale: "root")
  }

  mutating func apply(
    _ query: String, _ sentences: SentenceTable, _ words: WordTable, to scores: inout [Float]
  ) throws(TextError) {
    table.removeAll()
    try table.appendBlock(Array(query.utf8), using: breaker)
    let count = min(table.vocabulary.count, Int(UInt16.max) - 1)
    queryWord.reset(words.vocabulary.count)
    for entry in 0..<count { mark(entry, words.vocabulary) }
    var weights = Array(repeating: Float(0), count: count + 1)
    for (word, number) in queryWord.enumerated() where number > 0 {
      weights[Int(number)] = max(weights[Int(number)], sentences.weights[word])
    }
    let whole = weights.reduce(0, +)
    guard whole > 0 else { return }
    for sentence in scores.indices {
      var held = Set<UInt16>()
      for position in sentences.row(sentence) {
        let number = queryWord[Int(sentences.rowWords[position])]
        if number > 0 { held.insert(number) }
      }
      var sum: Float = 0
      for number in held.sorted() { sum += weights[Int(number)] }
      scores[sentence] += QueryFocus.weight * sum / whole
    }
  }

  private mutating func mark(_ entry: Int, _ vocabulary: Vocabulary) {
    let wanted = Array(table.vocabulary.bytes(of: entry))
    for word in 0..<vocabulary.count {
      let found = vocabulary.bytes(of: word)
      let isForm = wanted.count >= QueryFocus.fewestLetters && found.count <= wanted.count + QueryFocus.longestEnding
      if found.elementsEqual(wanted) || (isForm && found.starts(with: wanted)) { queryWord[word] = UInt16(entry + 1) }
    }
  }
}
