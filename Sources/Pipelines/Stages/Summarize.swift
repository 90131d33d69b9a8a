import Analysis
import Articles
import Text

/// Picks the sentences that carry the story.
struct Summarize: Stage {
  static let name = "summarize"
  static let about = "Picks the sentences that carry the story, word for word and in their order."
  static let needs: Facts = [.blocks, .language, .segments]
  static let gives: Facts = .summary
  static let version = 1

  private let method: SummaryMethod
  private let length: SummaryLength

  init(options: inout Options) {
    method = options.choice(
      "method", default: SummaryMethod.standard,
      about:
        "How sentences are ranked: by centrality, position and title together; by position; or by centrality alone.")
    let sentences = options.optionalInteger(
      "sentences", 1...1_000, about: "At most so many sentences; 3 when no length is given.")
    let words = options.optionalInteger("words", 1...100_000, about: "At most so many words.")
    let characters = options.optionalInteger("characters", 1...1_000_000, about: "At most so many characters.")
    let isOpen = sentences == nil && words == nil && characters == nil
    length = SummaryLength(sentences: isOpen ? 3 : sentences, words: words, characters: characters)
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    try tools.findWords(of: article)
    let summarizer = try tools.summarizer()
    let data = article.language.map { tools.data(of: $0) }
    article.summary = try Tools.made { () throws(TextError) in
      try summarizer.summarize(article, words: tools.words, language: data, method: method, length: length)
    }
  }
}
