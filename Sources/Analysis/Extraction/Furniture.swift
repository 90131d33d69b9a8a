import Articles
import Text

/// Tells the lines that a page wraps around its article: "Skip to Content", share rows, source and copyright lines.
///
/// They stay in the article as boilerplate. Works on the text alone, so it serves pasted pages as well as HTML.
public struct Furniture: Sendable {
  private let phrases = FurniturePhrases.standard

  public static let standard = Furniture()

  /// Marks blocks as boilerplate and gives the article its title and date line if nothing else did.
  ///
  /// The first heading of the article proper is its title; short headings before it are what a page puts there.
  public func mark(_ article: inout Article) {
    for index in article.blocks.indices where article.blocks[index].isArticle {
      let block = article.blocks[index]
      guard block.kind != .title, block.kind != .code else { continue }
      if isFurniture(block.content.bytes) || phrases.isCredit(block.content.bytes) {
        article.blocks[index].isArticle = false
      }
    }
    markDates(&article)
    guard article.original.format == "text" else { return }
    markTitle(&article)
  }

  public func isFurniture(_ text: [UInt8]) -> Bool { phrases.isLine(text) }

  /// Lines with a date and nothing else stand at the head or foot of an article. Where there are more than three of them
  /// they are what the article is about: a list of events.
  private func markDates(_ article: inout Article) {
    let dates = article.blocks.indices.filter {
      article.blocks[$0].isArticle && article.blocks[$0].kind != .title
        && CalendarDate.isAlone(article.blocks[$0].content.bytes)
    }
    guard dates.count <= 3 else { return }
    for index in dates { article.blocks[index].isArticle = false }
  }

  /// In plain text the readers can only guess at headings. The first is the title; others stay headings if prose follows.
  private func markTitle(_ article: inout Article) {
    let headings = article.blocks.indices.filter { article.blocks[$0].isArticle && article.blocks[$0].kind == .heading }
    let firstProse = article.blocks.indices.first { article.blocks[$0].isArticle && article.blocks[$0].kind.isProse }
    if let title = headings.first, firstProse.map({ title < $0 }) ?? true,
      !article.blocks.contains(where: { $0.kind == .title })
    {
      if let known = article.metadata.title {
        if article.blocks[title].content.string == known { article.blocks[title].kind = .title }
      } else {
        article.blocks[title].kind = .title
        article.metadata.title = article.blocks[title].content.string
      }
    }
  }
}
