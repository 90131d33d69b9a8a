import Articles
import Text

/// A document in one of the XML formats of news.
protocol NewsFormat: TextFormat where Syntax == XMLSyntax {
  /// Whether a document whose root has this local name, with this start tag, is of the format.
  static func isRoot(_ local: String, _ tag: String) -> Bool
}

extension NewsFormat {
  public static func recognizes(_ head: ArraySlice<UInt8>) -> Bool {
    XMLHead.root(head).map { isRoot($0.local, $0.tag) } ?? false
  }

  public static func declaredCharset(in document: [UInt8]) -> String? { XMLDeclaration.charset(in: document) }

  public static var lackingCharacters: LackingCharacters { .writeReferences }

  public static func read(_ document: DecodedText, into article: inout Article) throws(ArticleError) {
    let found = try News(document.bytes)
    article.blocks = found.blocks
    article.metadata.title = article.metadata.title ?? found.metadata.title
    article.metadata.byline = article.metadata.byline ?? found.metadata.byline
    article.metadata.date = article.metadata.date ?? found.metadata.date
    article.metadata.source = article.metadata.source ?? found.metadata.source
    if article.language == nil, let language = found.language {
      article.language = language
      article.facts.insert(.language)
    }
  }

  public static func syntax(of block: Block, in source: [UInt8]) -> XMLSyntax {
    XMLSyntax(writing: .text, quote: .none)
  }

  public static func merge(
    _ article: Article, into raw: RawContent, _ options: MergeOptions
  ) throws(ArticleError) -> MergedDocument {
    let document = try decoded(raw)
    let writings = try News(document.bytes).writings
    var splicer = Splicer(article, options)
    let splices = splicer.splices(part: 0, in: document.bytes) { writings.syntax(of: $0, in: document.bytes) }
    var merged = MergedDocument(bytes: [], findings: splicer.findings, segmentCount: splicer.segmentCount)
    // Better no document than one that does not open.
    if !splices.isEmpty { _ = try News(Splice.apply(splices, to: document.bytes[...])) }
    merged.bytes = try document.applying(
      splices, to: raw.bytes, lackingCharacters, language: options.language, findings: &merged.findings)
    return merged
  }
}

/// What a reader of news found in a document.
private struct News {
  var blocks: [Block] = []
  var metadata = Metadata()
  var language: String?
  var writings = XMLWritings()

  init(_ source: [UInt8]) throws(ArticleError) {
    var fault: XMLFault?
    var failure: ArticleError?
    source.withUnsafeBufferPointer { bytes in
      var reader = NewsReader(bytes)
      do throws(XMLFault) { try reader.read() } catch { fault = error }
      failure = reader.embeddedFailure
      blocks = reader.blocks
      metadata = reader.metadata
      language = reader.language
      writings = reader.writings
    }
    if let fault { throw ArticleError(fault, in: source) }
    if let failure { throw failure }
  }
}

/// The News Industry Text Format of the IPTC, version 3.
public enum NITFFormat: NewsFormat {
  public static let name = "nitf"
  public static let endings = ["nitf"]

  static func isRoot(_ local: String, _ tag: String) -> Bool { local == "nitf" }
}

/// NewsML-G2 of the IPTC: a news item, or a message with several, with its text as NITF, HTML or plain text inside.
public enum NewsMLFormat: NewsFormat {
  public static let name = "newsml-g2"
  public static let endings = ["newsml"]

  static func isRoot(_ local: String, _ tag: String) -> Bool {
    ["newsItem", "newsMessage", "packageItem"].contains(local) && tag.contains(NewsElement.newsML)
  }
}

/// RSS (0.9 to 2.0) and Atom, with the text of their items.
public enum FeedFormat: NewsFormat {
  public static let name = "feed"
  public static let endings = ["rss", "atom"]

  static func isRoot(_ local: String, _ tag: String) -> Bool {
    local == "rss" || local == "feed" && tag.contains(NewsElement.atom) || local == "RDF" && tag.contains("/rss/1.0")
  }
}
