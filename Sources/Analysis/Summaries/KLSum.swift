/// Sentences whose words together come closest to the article's own distribution of words.
///
/// Source: Haghighi and Vanderwende, "Exploring Content Models for Multi-Document Summarization", NAACL 2009: one after the
/// other, the sentence is added that lowers the Kullback–Leibler divergence from the article to the summary most. A word
/// that the summary lacks counts as a hundredth of one. Only the terms of a sentence's own words change when it is added,
/// so weighing all sentences once takes a pass over the words; after a bounded number of passes the rest keep their order.
struct KLSum: SentenceRanking {
  private static let absent: Float = 0.01
  /// Words that are looked at in all, for the exact choice.
  private static let mostWork = 1_000_000
  private var odds: [Float] = []
  private var held: [Float] = []
  private var isDone: [Bool] = []
  private var gains: [Float] = []

  mutating func rank(_ table: SentenceTable, into scores: inout [Float]) {
    scores.reset(table.count)
    odds.reset(table.weights.count)
    held.reset(table.weights.count)
    gains.reset(table.count)
    isDone.reset(table.count, to: false)
    let all = Float(max(1, table.useWords.count))
    for word in table.useWords { odds[Int(word)] += 1 / all }
    var size: Float = 0
    var work = 0
    var rank = 0
    while rank < table.count && (rank == 0 || work + table.useWords.count <= KLSum.mostWork) {
      work += table.useWords.count + table.count
      guard let best = weigh(table, size) else { break }
      isDone[best] = true
      scores[best] = 1 / Float(rank + 1)
      rank += 1
      for use in table.uses(best) { held[Int(table.useWords[use])] += 1 }
      size += Float(table.uses(best).count)
    }
    for sentence in (0..<table.count).filter({ !isDone[$0] }).sorted(by: { gains[$0] > gains[$1] }) {
      scores[sentence] = 1 / Float(rank + 1)
      rank += 1
    }
  }

  /// Weighs what each sentence would gain; the best one.
  private mutating func weigh(_ table: SentenceTable, _ size: Float) -> Int? {
    var best: Int?
    for sentence in 0..<table.count where !isDone[sentence] {
      let uses = table.uses(sentence)
      var gain: Float = 0
      for use in uses {
        let word = Int(table.useWords[use])
        // A word that comes twice is counted up as it is met.
        let before = held[word]
        held[word] = before + 1
        gain += odds[word] * ((before + 1 + KLSum.absent).logarithm - (before + KLSum.absent).logarithm)
      }
      for use in uses { held[Int(table.useWords[use])] -= 1 }
      gain -= (size + Float(uses.count) + 1).logarithm
      gains[sentence] = gain
      if best.map({ gain > gains[$0] }) ?? true { best = sentence }
    }
    return best
  }
}
