/// How sentences are ranked. Every method picks from the same sentences, under the same limits, in the order of the text.
public enum SummaryMethod: String, CaseIterable, Sendable {
  /// The trained ranking: `RankingModel`.
  case standard = "default"
  case lead
  case lexRank = "lexrank"
  case textRank = "textrank"
  case latentSemantics = "lsa"
  case luhn
  case klSum = "kl-sum"
  case sumBasic = "sumbasic"
  case pacSum = "pacsum"

  /// The first sentences are taken as they come, and two methods see to repetition themselves: for these, nothing is held
  /// against a sentence but being a question.
  var isPlain: Bool { self == .lead || self == .klSum || self == .sumBasic }
}
