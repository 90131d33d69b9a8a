/// A way to rank the sentences of an article by their words alone. One owner: buffers serve the next article too.
protocol SentenceRanking {
  /// Gives each sentence of the table a score, more for better; the scale is its own.
  mutating func rank(_ table: SentenceTable, into scores: inout [Float])
}
