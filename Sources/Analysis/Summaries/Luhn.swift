/// Clusters of significant words: a sentence is worth what its densest stretch is.
///
/// Source: Luhn, "The Automatic Creation of Literature Abstracts", IBM Journal of Research and Development 2(2), 1958.
/// Significant is a content word that enough sentences use; a cluster begins and ends with one, has no more than four
/// other words between two, and is worth the square of its significant words over its length.
struct Luhn: SentenceRanking {
  private static let widestGap = 4

  mutating func rank(_ table: SentenceTable, into scores: inout [Float]) {
    scores.reset(table.count)
    let least = Luhn.leastUses(table)
    for sentence in scores.indices { scores[sentence] = Luhn.worth(table, sentence, least) }
  }

  /// Words used by fewer sentences are not significant: two in a short article, more in a long one.
  private static func leastUses(_ table: SentenceTable) -> Int32 {
    let count = table.count
    return count < 25 ? 2 : count <= 40 ? 3 : Int32(min(20, 3 + count / 40))
  }

  private static func worth(_ table: SentenceTable, _ sentence: Int, _ least: Int32) -> Float {
    var best: Float = 0
    var start = -1
    var last = -1
    var hits = 0
    func close() {
      guard hits > 0 else { return }
      best = max(best, Float(hits * hits) / Float(last - start + 1))
    }
    for use in table.uses(sentence) where table.sentenceCounts[Int(table.useWords[use])] >= least {
      let place = Int(table.usePlaces[use])
      if start < 0 || place - last > widestGap + 1 {
        close()
        start = place
        hits = 0
      }
      last = place
      hits += 1
    }
    close()
    return best
  }
}
