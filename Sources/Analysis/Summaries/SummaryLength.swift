import Text

/// How long a summary may be. Every limit that is given holds; none is ever exceeded.
public struct SummaryLength: Hashable, Sendable {
  public var sentences: Int?
  /// Words as the word table has them: of a text without spaces, the dictionary's.
  public var words: Int?
  /// Unicode code points of the summary as running text, with one space between two sentences.
  public var characters: Int?
  /// Share of the article's words, in percent.
  public var share: Int?

  public init(sentences: Int? = nil, words: Int? = nil, characters: Int? = nil, share: Int? = nil) {
    self.sentences = sentences
    self.words = words
    self.characters = characters
    self.share = share
  }

  /// The same with the share as a number of words.
  func resolved(articleWords: Int) -> SummaryLength {
    guard let share else { return self }
    let part = articleWords * share / 100
    return SummaryLength(sentences: sentences, words: min(words ?? part, part), characters: characters)
  }

  /// What is left of a length while sentences are picked.
  struct Budget {
    private var sentences: Int
    private var words: Int
    private var characters: Int
    private var isEmpty = true
    private let length: SummaryLength

    init(_ length: SummaryLength) {
      self.length = length
      sentences = max(0, length.sentences ?? .max)
      words = max(0, length.words ?? .max)
      characters = max(0, length.characters ?? .max)
    }

    /// Whether no sentence at all fits any more.
    var isSpent: Bool { sentences == 0 || words == 0 || characters == 0 }

    /// Nil when only the number of sentences is limited.
    var room: Room? {
      guard length.words != nil || length.characters != nil else { return nil }
      return Room(
        words: words, of: length.words ?? 0, characters: characters, of: length.characters ?? 0)
    }

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

  /// What sentences were picked leave of a limit in words or characters.
  struct Room {
    private var words: Int
    private var characters: Int
    /// Below these the room is as good as full.
    private let fewWords: Int
    private let fewCharacters: Int

    fileprivate init(words: Int, of wordLimit: Int, characters: Int, of characterLimit: Int) {
      self.words = words
      self.characters = characters
      fewWords = wordLimit / 10
      fewCharacters = characterLimit / 10
    }

    var isNearlyFull: Bool { words <= fewWords || characters <= fewCharacters }

    func fits(_ new: SentenceTable.Sentence, insteadOf old: SentenceTable.Sentence) -> Bool {
      new.wordCount - old.wordCount <= words && new.characterCount - old.characterCount <= characters
    }

    mutating func trade(_ old: SentenceTable.Sentence, for new: SentenceTable.Sentence) {
      words -= new.wordCount - old.wordCount
      characters -= new.characterCount - old.characterCount
    }
  }
}
