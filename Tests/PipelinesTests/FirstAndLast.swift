import Articles
import Pipelines

/// A summary of the first and the last sentences.
struct FirstAndLast: Stage {
  static let name = "first-and-last"
  static let about = "Takes the first and the last sentences of the running text for a summary."
  static let needs: Facts = .segments
  static let gives: Facts = .summary
  static let version = 1

  private let count: Int

  init(options: inout Options) {
    count = options.integer("each", 1...10, default: 1, about: "How many sentences of either end.")
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    let sentences = article.segments.indices.filter { index in
      let block = article.blocks[article.segments[index].block]
      return block.isArticle && block.kind == .paragraph
    }
    guard !sentences.isEmpty else { throw ArticleError(.empty, "there is no sentence to take") }
    let ends = sentences.indices.filter { $0 < count || $0 >= sentences.count - count }
    article.summary = Summary(
      method: Self.name, sentences: ends.map { Summary.Sentence(segment: sentences[$0], score: 1) })
  }
}
