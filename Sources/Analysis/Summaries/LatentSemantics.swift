/// Latent semantic analysis: the strongest topics of an article, as singular vectors of its words by sentences, and how
/// much of them each sentence holds.
///
/// Source: Steinberger and Ježek, "Using Latent Semantic Analysis in Text Summarization and Summary Evaluation", ISIM 2004:
/// a sentence's score is the length of its vector in the space of the topics, each weighed by its singular value. The
/// vectors come by power iteration with deflation, over the sparse rows only.
struct LatentSemantics: SentenceRanking {
  private static let topics = 4
  private static let rounds = 15
  private var topic: [Float] = []
  private var sums: [Float] = []
  private var found: [[Float]] = []

  mutating func rank(_ table: SentenceTable, into scores: inout [Float]) {
    scores.reset(table.count)
    found.removeAll(keepingCapacity: true)
    for _ in 0..<min(LatentSemantics.topics, table.count) {
      let strength = findTopic(table)
      guard strength > 1e-6 else { break }
      for sentence in scores.indices { scores[sentence] += strength * topic[sentence] * topic[sentence] }
      found.append(topic)
    }
    for sentence in scores.indices { scores[sentence] = scores[sentence].squareRoot() }
  }

  /// Finds the strongest topic that is not found yet; gives the square of its singular value.
  private mutating func findTopic(_ table: SentenceTable) -> Float {
    topic.reset(table.count)
    // No start is orthogonal to all that is sought in every article; this one weighs sentences unevenly.
    for sentence in topic.indices { topic[sentence] = 1 + Float((sentence &* 7 + found.count &* 3) % 11) / 11 }
    var strength: Float = 0
    for _ in 0..<LatentSemantics.rounds {
      removeFound()
      strength = normalize()
      guard strength > 0 else { return 0 }
      multiply(table)
    }
    removeFound()
    return normalize()
  }

  private mutating func multiply(_ table: SentenceTable) {
    sums.reset(table.weights.count)
    for sentence in topic.indices {
      for position in table.row(sentence) {
        let word = Int(table.rowWords[position])
        sums[word] += table.weights[word] * topic[sentence]
      }
    }
    for sentence in topic.indices {
      var product: Float = 0
      for position in table.row(sentence) {
        let word = Int(table.rowWords[position])
        product += table.weights[word] * sums[word]
      }
      topic[sentence] = product
    }
  }

  private mutating func removeFound() {
    for other in found {
      var product: Float = 0
      for sentence in topic.indices { product += topic[sentence] * other[sentence] }
      for sentence in topic.indices { topic[sentence] -= product * other[sentence] }
    }
  }

  /// Makes the length 1 and gives what it was.
  private mutating func normalize() -> Float {
    var square: Float = 0
    for value in topic { square += value * value }
    let length = square.squareRoot()
    guard length > 1e-9 else { return 0 }
    for sentence in topic.indices { topic[sentence] /= length }
    return length
  }
}
