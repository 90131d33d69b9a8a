import Analysis
import Articles
import Text

/// Picks the sentences that carry the story.
struct Summarize: Stage {
  static let name = "summarize"
  static let about = "Picks the sentences that carry the story, word for word and in their order."
  static let needs: Facts = [.blocks, .language, .segments]
  static let gives: Facts = .summary
  static let version = 3

  private var request = Summarizer.Request()

  init(options: inout Options) {
    request.method = options.choice(
      "method", default: SummaryMethod.standard,
      about:
        "How sentences are ranked: default is learned from people's summaries, lead takes the first, the others are LexRank, TextRank, latent semantic analysis, Luhn's clusters, KL-Sum, SumBasic and PacSum."
    )
    let sentences = options.optionalInteger(
      "sentences", 1...1_000, about: "At most so many sentences; 3 when no length is given.")
    let words = options.optionalInteger("words", 1...100_000, about: "At most so many words.")
    let characters = options.optionalInteger("characters", 1...1_000_000, about: "At most so many characters.")
    let share = options.optionalInteger("share", 1...100, about: "At most so many percent of the article's words.")
    let isOpen = sentences == nil && words == nil && characters == nil && share == nil
    request.length = SummaryLength(
      sentences: isOpen ? 3 : sentences, words: words, characters: characters, share: share)
    request.query = options.text(
      "query", default: nil, about: "What the reader wants to know of: sentences with these words come before others.")
    request.stripsDatelines = options.flag(
      "strip-datelines", default: false,
      about: "Show sentences without the place, agency and date before them; the text itself keeps them.")
    request.explains = options.flag(
      "why", default: false, about: "Say of each sentence why it was picked: its strongest features and their shares.")
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    try tools.findWords(of: article)
    let summarizer = try tools.summarizer()
    let data = article.language.map { tools.data(of: $0) }
    let summary = try Tools.made { () throws(TextError) in
      try summarizer.summarize(article, words: tools.words, language: data, request)
    }
    article.summary = summary
    if summary.sentences.isEmpty, let shortest = summarizer.shortest {
      article.findings.append(
        Finding(
          .nothingFits,
          "no sentence fits: the shortest has \(shortest.words) words and \(shortest.characters) characters"))
    }
  }
}
