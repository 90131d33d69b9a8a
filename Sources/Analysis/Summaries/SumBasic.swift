/// Sentences of frequent words, each word counting less once it is said.
///
/// Source: Nenkova and Vanderwende, "The Impact of Frequency on Summarization", MSR-TR-2005-101: a sentence is worth the
/// mean probability of its words, the best is picked, and the probabilities of its words are squared. Worths only fall, so
/// a sentence is weighed again only when it comes to the top. The paper's rule that the pick must hold the most probable
/// word is left out, as in the paper's own simplified variant.
struct SumBasic: SentenceRanking {
  private var odds: [Float] = []
  private var queue = WorthQueue()

  mutating func rank(_ table: SentenceTable, into scores: inout [Float]) {
    scores.reset(table.count)
    odds.reset(table.weights.count)
    let all = Float(max(1, table.useWords.count))
    for word in table.useWords { odds[Int(word)] += 1 / all }
    queue.removeAll()
    for sentence in scores.indices { queue.push(worth(table, sentence), Int32(sentence)) }
    // In a text of one phrase over and over every pick would have all others weighed again: past so many weighings the
    // rest keep the order they have.
    var weighings = 64 * table.count
    var rank = 0
    while let top = queue.pop() {
      let sentence = Int(top.item)
      let worth = weighings > 0 ? worth(table, sentence) : top.worth
      weighings -= 1
      if worth < top.worth {
        queue.push(worth, top.item)
        continue
      }
      scores[sentence] = 1 / Float(rank + 1)
      rank += 1
      for use in table.uses(sentence) {
        let word = Int(table.useWords[use])
        odds[word] *= odds[word]
      }
    }
  }

  private func worth(_ table: SentenceTable, _ sentence: Int) -> Float {
    let uses = table.uses(sentence)
    var sum: Float = 0
    for use in uses { sum += odds[Int(table.useWords[use])] }
    return uses.isEmpty ? 0 : sum / Float(uses.count)
  }
}
