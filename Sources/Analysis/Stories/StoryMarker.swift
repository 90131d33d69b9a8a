import Articles
import Text

/// Makes of an article what is needed to find and tell its story. One owner: what it allocates serves the next article too.
public struct StoryMarker {
  private var isContent: [UInt8] = []
  private var dangling = DanglingWords()

  public init() {}

  /// - Parameters:
  ///   - article: with blocks and segments; without a summary it has no sentences for its story's.
  ///   - words: of all its blocks.
  ///   - language: nil when it is not known.
  public mutating func mark(
    _ article: Article, words: WordTable, language: LanguageData?
  ) -> (sketch: StorySketch, subject: StoryWords, sentences: [StorySentence]) {
    ContentWords.mark(words.vocabulary, language: language, into: &isContent)
    let list = dangling.list(of: language?.language ?? "")
    return (
      StorySketch(of: article, words: words), StoryWords(of: article, words: words, isContent: isContent),
      StorySentence.all(of: article, words: words, isContent: isContent, dangling: list)
    )
  }
}
