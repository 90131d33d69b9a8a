/// How sentences are ranked. Every method picks from the same sentences, under the same limits, in the order of the text.
public enum SummaryMethod: String, CaseIterable, Sendable {
  /// Centrality, position and title together: `BlendedRanking`.
  case standard = "default"
  /// The first sentences.
  case lead
  /// Centrality alone: `TextRank`.
  case textRank = "textrank"
}
