import Analysis
import Articles
import Formats

/// Reads the document into blocks and tells the article from what stands around it.
struct Extract: Stage {
  static let name = "extract"
  static let about =
    "Reads a document into blocks of text and marks navigation, share rows and source lines as boilerplate."
  static let needs: Facts = []
  static let gives: Facts = .blocks
  static let precedes: Facts = [.segments, .summary, .terms]
  static let version = 2

  private let format: String
  private let allText: Bool

  init(options: inout Options) {
    format = options.choice(
      "format", of: ["auto"] + DocumentFormats.all.map { $0.name }, default: "auto",
      about: "Document format of files; auto tells it from the content, then from the name.")
    allText = options.flag(
      "all-text", default: false, about: "Take all text as the article, boilerplate included.")
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    if format != "auto", article.raw?.format == nil { article.original.format = format }
    try DocumentFormats.read(&article)
    if allText {
      for index in article.blocks.indices { article.blocks[index].isArticle = true }
    } else {
      Furniture.standard.mark(&article)
    }
  }
}
