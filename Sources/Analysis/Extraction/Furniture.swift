import Articles
import Text

/// Tells the lines that a page wraps around its article: "Skip to Content", share rows, source and copyright lines.
///
/// They stay in the article as boilerplate. Works on the text alone, so it serves pasted pages as well as HTML.
public struct Furniture: Sendable {
  private let phrases = FurniturePhrases.standard

  public static let standard = Furniture()

  /// Marks blocks as boilerplate. Text that was pasted from a page also gives its title, byline, date and source from
  /// the lines that hold nothing else.
  public func mark(_ article: inout Article) {
    let isPlain = article.original.format == "text"
    if isPlain { readLines(&article) }
    for index in article.blocks.indices where article.blocks[index].isArticle {
      let block = article.blocks[index]
      guard block.kind != .title, block.kind.isText else { continue }
      let text = block.content.bytes
      if isFurniture(text) || phrases.isCredit(text) || block.kind == .paragraph && phrases.isNotice(text) {
        article.blocks[index].isArticle = false
      }
    }
    markDates(&article)
    guard isPlain else { return }
    markTitle(&article)
    markEnd(&article)
  }

  public func isFurniture(_ text: [UInt8]) -> Bool { phrases.isLine(text) }

  /// Lines with a date and nothing else stand at the head or foot of an article. Where there are more than three of them
  /// they are what the article is about: a list of events.
  private func markDates(_ article: inout Article) {
    let dates = article.blocks.indices.filter {
      article.blocks[$0].isArticle && article.blocks[$0].kind != .title && article.blocks[$0].kind.isText
        && CalendarDate.isAlone(article.blocks[$0].content.bytes)
    }
    guard dates.count <= 3 else { return }
    for index in dates { article.blocks[index].isArticle = false }
  }

  // MARK: Pasted text

  /// Bytes from which on a block is running text, whatever it ends in.
  private static let runningText = 100

  private func isRunning(_ block: Block) -> Bool {
    block.isArticle && block.kind.isProse && block.content.bytes.count >= Furniture.runningText
  }

  /// Reads bylines, dates and source lines around the text into the metadata, as far as nothing else gave them.
  private func readLines(_ article: inout Article) {
    let running = article.blocks.indices.filter { isRunning(article.blocks[$0]) }
    guard let first = running.first, let last = running.last else { return }
    for index in article.blocks.indices where index < first || index > last {
      let block = article.blocks[index]
      let text = block.content.bytes
      guard text.count <= 120, block.kind == .heading || block.kind == .paragraph else { continue }
      if article.metadata.date == nil, CalendarDate.isAlone(text), let date = CalendarDate(in: text) {
        article.metadata.date = date.description
      } else if index < first || index == last + 1, Byline.isIntroduced(text), let names = Byline.names(in: text) {
        if article.metadata.byline == nil { article.metadata.byline = names }
        if article.metadata.date == nil, let date = CalendarDate(in: text) { article.metadata.date = date.description }
        article.blocks[index].isArticle = false
      } else if index > last, article.metadata.source == nil, isFurniture(text), let source = Furniture.named(text) {
        article.metadata.source = source
      }
    }
  }

  /// What stands behind the colon of a source line; nil for an address or a line without one.
  private static func named(_ text: [UInt8]) -> String? {
    let folded = CharacterTables.fold(text)
    guard sources.contains(where: { folded.starts(with: $0) }), let colon = text.firstIndex(of: 0x3A) else {
      return nil
    }
    let name = text[(colon + 1)...].drop { $0 == 0x20 }
    guard name.count >= 2, name.count <= 80, !name.starts(with: "http".utf8), !name.contains(0x2F) else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  private static let sources = [
    "source", "quelle", "fuente", "fonte", "bron", "источник", "джерело", "дереккөз", "źródło", "kaynak", "zdroj",
    "kilde",
    "källa", "nguồn",
  ].map { Array($0.utf8) }

  /// In plain text the readers can only guess at headings. The title is the first before the text that has the length of
  /// one, else the first; what stands before it are the names of the site's sections.
  private func markTitle(_ article: inout Article) {
    let headings = article.blocks.indices.filter { article.blocks[$0].isArticle && article.blocks[$0].kind == .heading }
    let firstProse = article.blocks.indices.first { article.blocks[$0].isArticle && article.blocks[$0].kind.isProse }
    let before = headings.prefix { index in firstProse.map { index < $0 } ?? true }
    guard !article.blocks.contains(where: { $0.kind == .title }), let first = before.first else { return }
    if let known = article.metadata.title {
      if let title = before.first(where: { article.blocks[$0].content.string == known }) {
        article.blocks[title].kind = .title
      }
      return
    }
    let title = before.first { Furniture.isLongEnough(article.blocks[$0].content.bytes) } ?? first
    for index in before where index < title { article.blocks[index].isArticle = false }
    article.blocks[title].kind = .title
    article.metadata.title = article.blocks[title].content.string
  }

  /// Four words, or as much in a script without spaces.
  private static func isLongEnough(_ text: [UInt8]) -> Bool {
    text.count { $0 == 0x20 } >= 3 || text.count >= 24 && text.count { $0 >= 0xE3 } * 3 >= text.count
  }

  /// Headings behind all text head nothing: they are what the page had below its article. The last of them may have been
  /// read as a paragraph, for nothing comes after it.
  private func markEnd(_ article: inout Article) {
    let running = article.blocks.indices.filter { isRunning(article.blocks[$0]) }
    guard running.count >= 3 else { return }
    for index in article.blocks.indices.reversed() where article.blocks[index].isArticle {
      guard Furniture.looksLikeHeading(article.blocks[index]) else { return }
      article.blocks[index].isArticle = false
    }
  }

  private static func looksLikeHeading(_ block: Block) -> Bool {
    if block.kind == .heading { return true }
    let text = block.content.bytes
    guard block.kind == .paragraph, text.count < runningText else { return false }
    return text.withUnsafeBufferPointer { text in
      CharacterTables.isAlphabetic(CodePoints.previous(text, before: text.count).value)
    }
  }
}
