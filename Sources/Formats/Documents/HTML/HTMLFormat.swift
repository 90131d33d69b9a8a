import Articles
import Text

/// Web pages: HTML as browsers read it, whatever is wrong with it.
public enum HTMLFormat: TextFormat {
  public static let name = "html"
  public static let endings = ["htm", "html", "xhtml"]

  public static func recognizes(_ head: ArraySlice<UInt8>) -> Bool { HTMLHead.isHTML(head) }

  public static func declaredCharset(in document: [UInt8]) -> String? {
    HTMLHead.declaredCharset(document.prefix(4096))
  }

  public static let lackingCharacters = LackingCharacters.writeReferences

  public static func syntax(of block: Block, in source: [UInt8]) -> MarkupSyntax {
    guard block.kind == .attribute, block.note != HTMLAttributes.title,
      var start = block.pieces.first?.origin.start, start > 0
    else { return MarkupSyntax(of: block, in: source) }
    while start > 1 && HTMLBytes.isSpace(source[start - 1]) { start -= 1 }
    switch source[start - 1] {
    case 0x22: return MarkupSyntax(.double, of: block, in: source)
    case 0x27: return MarkupSyntax(.single, of: block, in: source)
    default: return MarkupSyntax(.missing, of: block, in: source)
    }
  }

  public static func markLanguage(_ language: String, in source: [UInt8]) -> [Splice] {
    HTMLLanguage.splices(language, in: source)
  }

  public static func read(_ document: DecodedText, into article: inout Article) throws(ArticleError) {
    try document.bytes.withUnsafeBufferPointer { source throws(ArticleError) in
      var reader = HTMLReader(try HTMLPage(source))
      reader.walk()
      article.blocks = reader.builder.blocks
      describe(&article, reader)
      article.insert(attributes: HTMLAttributes(reader.page).blocks)
    }
  }

  private static func describe(_ article: inout Article, _ reader: borrowing HTMLReader) {
    var metadata = HTMLMetadata(reader.page)
    let finder = HTMLArticleFinder(
      reader.page, article.blocks, reader.builder.notes, body: metadata.body, byline: metadata.byline)
    let title = finder.titleBlock(reader.page, metadata)
    let isArticle = finder.articleBlocks(title: title)
    if isArticle.contains(true) {
      for index in article.blocks.indices { article.blocks[index].isArticle = isArticle[index] }
    } else if !article.blocks.isEmpty {
      article.findings.append(
        Finding(.noArticle, "no part of the page looks like an article: all of its text was taken"))
    }
    if let title { article.blocks[title].kind = .title }
    metadata.read(lines: finder.headLines(title: title))
    article.metadata.title =
      article.metadata.title ?? metadata.title(beside: title.map { article.blocks[$0].content.string })
    article.metadata.byline = article.metadata.byline ?? metadata.byline
    article.metadata.date = article.metadata.date ?? metadata.date
    article.metadata.source = article.metadata.source ?? metadata.source
    article.metadata.address = article.metadata.address ?? metadata.address
    if article.language == nil, let language = metadata.language {
      article.language = language
      article.facts.insert(.language)
    }
  }
}
