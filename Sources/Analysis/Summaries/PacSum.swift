/// Position-augmented centrality: likeness with what comes after a sentence counts for it, likeness with what came before
/// it counts against it, since later sentences repeat earlier ones in news.
///
/// Source: Zheng and Lapata, "Sentence Centrality Revisited for Unsupervised Summarization", ACL 2019, with tf-idf, the
/// paper's second representation. One departure: no threshold below which a likeness is cut off, so that the sums need no
/// ties written out.
struct PacSum: SentenceRanking {
  private static let beforeWeight: Float = -0.5
  private static let afterWeight: Float = 1.5
  private var graph = CosineGraph(usesRarity: true, rounds: 0)
  private var before: [Float] = []

  mutating func rank(_ table: SentenceTable, into scores: inout [Float]) {
    graph.fill(table)
    graph.sides(table, before: &before, after: &scores)
    for sentence in scores.indices {
      scores[sentence] = PacSum.afterWeight * scores[sentence] + PacSum.beforeWeight * before[sentence]
    }
  }
}
