/// What a feature of a sentence says, in words for an editor.
enum ReasonText {
  /// - Parameter count: sentences of the article that could be picked.
  static func text(_ feature: SentenceFeature, _ value: Float, count: Int) -> String {
    switch feature {
    case .position: "it is sentence \(Int(value) + 1) of \(count)"
    case .relativePosition: "\(percent(value)) of the article is before it"
    case .fromEnd: value == 0 ? "it is the last sentence" : "\(Int(value)) sentences follow it"
    case .paragraph: "it stands in paragraph \(Int(value) + 1)"
    case .placeInParagraph: value == 0 ? "it opens its paragraph" : "it is sentence \(Int(value) + 1) of its paragraph"
    case .words: "it has \(Int(value)) words"
    case .relativeLength: "it is \(tenths(value)) times as long as the article's sentences are"
    case .contentShare: "\(percent(value)) of its words carry content"
    case .wordLength: "its words are \(tenths(value)) times as long as the article's are"
    case .degree: "what it shares with all other sentences is \(level(value))"
    case .walk: "what it shares with central sentences is \(level(value))"
    case .before: "what it repeats of earlier sentences is \(level(value))"
    case .after: "what later sentences take up from it is \(level(value))"
    case .commonness: "how often the article uses its words is \(level(value))"
    case .mass: "all uses of its words in other sentences together are \(level(value))"
    case .titleHeld: "it holds \(percent(value)) of the title"
    case .titleShare: "\(percent(value)) of it is in the title"
    case .first: "its likeness to the first sentence is \(percent(value))"
    case .lead: "\(percent(value)) of its words are in the first three sentences"
    case .previous: "its likeness to the sentence before is \(percent(value))"
    case .next: "its likeness to the sentence after is \(percent(value))"
    case .novelty: "\(percent(value)) of its words are used here first"
    case .announcement: "\(percent(value)) of its words are used here first and come again later"
    case .uniqueness: "\(percent(value)) of its words are used here only"
    case .numbers: "\(percent(value)) of its words are numbers"
    case .names: "\(percent(value)) of its words have a capital"
    case .isQuote: value > 0 ? "it quotes" : "it does not quote"
    case .isQuestion: value > 0 ? "it asks" : "it does not ask"
    case .isDangling: value > 0 ? "its first word leans on the sentence before" : "its first word stands by itself"
    case .isTorn: value > 0 ? "its quotation marks do not close" : "its quotation marks close"
    }
  }

  /// In deviations from the article's mean.
  private static func level(_ value: Float) -> String {
    switch value {
    case ..<(-1): "far below average"
    case ..<(-0.25): "below average"
    case ...0.25: "average"
    case ...1: "above average"
    default: "far above average"
    }
  }

  private static func percent(_ value: Float) -> String { "\(Int((value * 100).rounded())) %" }

  private static func tenths(_ value: Float) -> String {
    let scaled = Int((value * 10).rounded())
    return "\(scaled / 10).\(scaled % 10)"
  }
}
