/// How segments are written for translators.
public struct ExchangeOptions: Hashable, Sendable {
  /// Whether blocks that are no part of the article's text are written as well. Ids are the same with and without them.
  public var includesBoilerplate: Bool
  /// Whether the blocks that have sentences of the summary come first.
  public var putsSummaryFirst: Bool
  /// The most characters that a translation of a title or heading may have; 0 for any number.
  public var headlineLimit: Int
  /// By which rules the segments were made, for the head of the file: "normalize 2, segment 3".
  public var rules: String

  public init(
    includesBoilerplate: Bool = false, putsSummaryFirst: Bool = false, headlineLimit: Int = 0, rules: String = ""
  ) {
    self.includesBoilerplate = includesBoilerplate
    self.putsSummaryFirst = putsSummaryFirst
    self.headlineLimit = headlineLimit
    self.rules = rules
  }
}
