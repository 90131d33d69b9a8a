/// Centrality of sentences by a walk along cosines of their words, weighed by rarity.
///
/// Source: Erkan and Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization", JAIR 22, 2004, in
/// its continuous form, which has no threshold and can do without writing out the ties.
struct LexRank: SentenceRanking {
  private var graph = CosineGraph(usesRarity: true, rounds: 20)

  mutating func rank(_ table: SentenceTable, into scores: inout [Float]) {
    graph.fill(table)
    graph.walk(table, into: &scores)
  }
}
