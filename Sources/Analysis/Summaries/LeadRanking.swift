/// The first sentences first: hard to beat on news, which puts the story first.
struct LeadRanking: SentenceRanking {
  mutating func rank(_ table: SentenceTable, into scores: inout [Float]) {
    scores.reset(table.count)
    for position in scores.indices { scores[position] = 1 / Float(position + 1) }
  }
}
