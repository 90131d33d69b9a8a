import Text

/// Sentences that carry the story, in the order of the text.
public struct Summary: Hashable, Sendable {
  /// One of the things that speak for or against a sentence.
  public struct Reason: Hashable, Sendable {
    /// What was measured, as the wire form names it.
    public var feature: String
    /// What it adds to the sentence's score, above the article's average; scores have a deviation of about 1.
    public var share: Double
    /// The same in words.
    public var text: String

    public init(feature: String, share: Double, text: String) {
      self.feature = feature
      self.share = share
      self.text = text
    }
  }

  public struct Sentence: Hashable, Sendable {
    /// Index in the article's segments.
    public var segment: Int
    /// From 0, the least in the article, to 1, the greatest.
    public var score: Double
    /// What is shown of it, in the block's text, when that is not all: the sentence without its dateline.
    public var shown: TextRange?
    /// Why it was picked, the strongest first; empty unless asked for.
    public var reasons: [Reason] = []

    public init(segment: Int, score: Double, shown: TextRange? = nil) {
      self.segment = segment
      self.score = score
      self.shown = shown
    }
  }

  public var method: String
  public var sentences: [Sentence]
  /// Candidates for a headline, the best first: words of the article, not of Lede's making.
  public var headlines: [String]
  /// Phrases of the summary that the article keeps coming back to, the best first.
  public var phrases: [String]

  public init(method: String, sentences: [Sentence], headlines: [String] = [], phrases: [String] = []) {
    self.method = method
    self.sentences = sentences
    self.headlines = headlines
    self.phrases = phrases
  }
}

extension Article {
  /// A sentence of the summary as it is shown.
  public func text(of sentence: Summary.Sentence) -> ArraySlice<UInt8> {
    let segment = segments[sentence.segment]
    return blocks[segment.block].content.bytes[sentence.shown ?? segment.range]
  }
}
