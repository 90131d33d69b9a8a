import Articles
import Text

/// Markdown: CommonMark with GitHub's extensions, front matter, footnotes, definition lists and formulas.
///
/// Source: CommonMark 0.30 and the GitHub Flavored Markdown specification, as libmd4c reads them. What that parser does
/// not know is hidden from it: see `MarkdownMask`.
public enum MarkdownFormat: TextFormat {
  public static let name = "markdown"
  public static let endings = ["md", "markdown", "mdown", "mkd"]

  /// Nothing that Markdown begins with could not begin a plain text.
  public static func recognizes(_ head: ArraySlice<UInt8>) -> Bool { false }

  public static func read(_ document: DecodedText, into article: inout Article) throws(ArticleError) {
    let front = FrontMatter(document.bytes)
    let events = try MarkdownEvents.read(document.bytes, from: front.end)
    var reader = MarkdownReader(document.bytes, from: front.end, masks: events.masks)
    reader.walk(events.list)
    var blocks = reader.blocks
    let hasTitle = blocks.contains { $0.kind == .title }
    var frontBlocks: [Block] = []
    for entry in front.entries {
      var block = entry.block
      if entry.isTitle {
        article.metadata.title = article.metadata.title ?? block.content.string
        if !hasTitle { block.kind = .title }
      }
      frontBlocks.append(block)
    }
    if article.metadata.title == nil, let title = blocks.first(where: { $0.kind == .title }) {
      article.metadata.title = title.content.string
    }
    article.metadata.date = article.metadata.date ?? front.value("date")
    article.metadata.byline = article.metadata.byline ?? front.value("author")
    if article.language == nil, let language = front.value("lang") ?? front.value("language"),
      LanguageTag.isWellFormed(language)
    {
      article.language = LanguageTag.canonical(language)
      article.facts.insert(.language)
    }
    blocks.insert(contentsOf: frontBlocks, at: 0)
    article.blocks += blocks
  }

  public static func syntax(of block: Block, in source: [UInt8]) -> MarkdownSyntax {
    MarkdownSyntax(of: block, in: source)
  }

  public static func markLanguage(_ language: String, in source: [UInt8]) -> [Splice] {
    let front = FrontMatter(source)
    guard let range = front.range("lang") ?? front.range("language") else { return [] }
    return [Splice(range, Array(language.utf8))]
  }
}
