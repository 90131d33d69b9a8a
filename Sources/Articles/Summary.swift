/// Sentences that carry the story, in the order of the text.
public struct Summary: Hashable, Sendable {
  public struct Sentence: Hashable, Sendable {
    /// Index in the article's segments.
    public var segment: Int
    public var score: Double

    public init(segment: Int, score: Double) {
      self.segment = segment
      self.score = score
    }
  }

  public var method: String
  public var sentences: [Sentence]

  public init(method: String, sentences: [Sentence]) {
    self.method = method
    self.sentences = sentences
  }
}
