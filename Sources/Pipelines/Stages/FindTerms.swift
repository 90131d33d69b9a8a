import Analysis
import Articles
import Text

/// Finds names, terms and abbreviations.
struct FindTerms: Stage {
  static let name = "find-terms"
  static let about = "Finds names, terms and abbreviations with their long forms, best first."
  static let needs: Facts = [.blocks, .language, .segments]
  static let gives: Facts = .terms
  static let mayUse: [any Resource.Type] = [ReferenceResource.self]
  static let version = 3

  private let atMost: Int

  init(options: inout Options) {
    atMost = options.integer("at-most", 1...10_000, default: 40, about: "How many terms per article.")
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    try tools.findWords(of: article)
    let data = article.language.map { tools.data(of: $0) }
    let finder = try tools.termFinder()
    article.terms = try Tools.made { () throws(TextError) in
      try finder.find(in: article, words: tools.words, language: data, atMost: atMost)
    }
  }
}
