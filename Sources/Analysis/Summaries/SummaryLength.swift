import Text

/// How long a summary may be. Every limit that is given holds; none is ever exceeded.
public struct SummaryLength: Hashable, Sendable {
  public var sentences: Int?
  /// Words as the word table has them: of a text without spaces, the dictionary's.
  public var words: Int?
  /// Unicode code points of the summary as running text, with one space between two sentences.
  public var characters: Int?

  public init(sentences: Int? = nil, words: Int? = nil, characters: Int? = nil) {
    self.sentences = sentences
    self.words = words
    self.characters = characters
  }

  /// What is left of a length while sentences are picked.
  struct Budget {
    private var sentences: Int
    private var words: Int
    private var characters: Int
    private var isEmpty = true

    init(_ length: SummaryLength) {
      sentences = max(0, length.sentences ?? .max)
      words = max(0, length.words ?? .max)
      characters = max(0, length.characters ?? .max)
    }

    /// Whether no sentence at all fits any more.
    var isSpent: Bool { sentences == 0 || words == 0 || characters == 0 }

    /// Takes a sentence's size away, or gives false when it does not fit.
    mutating func take(words wordCount: Int, characters characterCount: Int) -> Bool {
      let characterCount = isEmpty ? characterCount : characterCount + 1
      guard sentences > 0, wordCount <= words, characterCount <= characters else { return false }
      if sentences != .max { sentences -= 1 }
      if words != .max { words -= wordCount }
      if characters != .max { characters -= characterCount }
      isEmpty = false
      return true
    }
  }
}
