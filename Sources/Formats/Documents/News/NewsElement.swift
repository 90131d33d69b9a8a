/// What the elements of the news formats are to a reader of articles.
enum NewsElement: UInt8 {
  /// Holds other elements, and has no text of its own.
  case structure
  case skipped
  /// A feed, and an item of one. News items of NewsML-G2 are no feed's.
  case feed, item
  // Blocks of text.
  case title, heading, paragraph, quoteLine, caption, note, preformatted, line
  /// Holds blocks or text.
  case listItem, cell, quote, division
  case feedTitle, feedText, feedContent
  case inlineData
  // About the article.
  case byline, dateline, sourceLine, author, name, date, updated, issueDate, languageTag
  case media, image
  // In a line.
  case inline, lineBreak

  static let atom = "http://www.w3.org/2005/Atom"
  static let newsML = "http://iptc.org/std/nar/2006-10-01/"
  private static let dublinCore = ["http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"]
  private static let content = "http://purl.org/rss/1.0/modules/content/"
  private static let rss: Set<String> = ["", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"]

  init(_ name: XMLName) {
    let local = name.local
    if name.space == NewsElement.newsML {
      self = NewsElement.newsMLWords[local] ?? .skipped
    } else if name.space == NewsElement.atom {
      self = NewsElement.atomWords[local] ?? .skipped
    } else if NewsElement.dublinCore.contains(name.space) {
      self = local == "creator" ? .byline : local == "date" || local == "created" ? .date : .skipped
    } else if name.space == NewsElement.content && local == "encoded" {
      self = .feedContent
    } else if name.space == "http://www.w3.org/1999/02/22-rdf-syntax-ns#" {
      self = local == "RDF" ? .feed : .skipped
    } else if NewsElement.rss.contains(name.space), let known = NewsElement.rssWords[local] {
      self = known
    } else if name.space.isEmpty || name.space.contains("iptc.org") || name.space == "http://www.w3.org/1999/xhtml" {
      self = NewsElement.textWords[local.lowercased()] ?? .inline
    } else {
      self = .skipped
    }
  }

  private static let newsMLWords: [String: NewsElement] = [
    "newsMessage": .structure, "itemSet": .structure, "newsItem": .structure, "packageItem": .structure,
    "contentMeta": .structure, "contentSet": .structure, "inlineXML": .structure, "inlineData": .inlineData,
    "headline": .title, "by": .byline, "dateline": .dateline, "contentCreated": .date, "contentModified": .updated,
    "itemMeta": .structure, "versionCreated": .updated, "creditline": .sourceLine, "language": .languageTag,
  ]

  private static let atomWords: [String: NewsElement] = [
    "feed": .feed, "entry": .item, "title": .feedTitle, "summary": .feedText, "content": .feedContent,
    "author": .author, "name": .name, "published": .date, "updated": .updated,
  ]

  private static let rssWords: [String: NewsElement] = [
    "rss": .feed, "channel": .feed, "item": .item, "title": .feedTitle, "description": .feedText, "author": .byline,
    "pubDate": .date, "link": .skipped, "guid": .skipped, "category": .skipped, "comments": .skipped,
    "enclosure": .skipped, "language": .skipped, "generator": .skipped, "copyright": .skipped, "image": .skipped,
    "textInput": .skipped, "textinput": .skipped, "ttl": .skipped, "docs": .skipped, "cloud": .skipped,
    "managingEditor": .skipped, "webMaster": .skipped, "lastBuildDate": .skipped,
  ]

  /// NITF, and HTML as XML: the names that both have mean the same.
  private static let textWords: [String: NewsElement] = [
    "nitf": .structure, "body": .structure, "body.head": .structure, "body.content": .structure, "body.end": .structure,
    "hedline": .structure, "head": .structure, "docdata": .structure, "html": .structure,
    "hl1": .title, "hl2": .heading, "h1": .heading, "h2": .heading, "h3": .heading, "h4": .heading, "h5": .heading,
    "h6": .heading, "p": .paragraph, "credit": .line, "fn": .note, "pre": .preformatted, "dt": .line,
    "address": .line, "abstract": .structure, "summary": .structure,
    "li": .listItem, "dd": .listItem, "td": .cell, "th": .cell, "bq": .quote, "blockquote": .quote,
    "block": .division, "div": .division, "section": .division, "article": .division, "main": .division,
    "media-caption": .caption, "figcaption": .caption, "caption": .caption, "nitf-table": .structure,
    "ul": .structure, "ol": .structure, "dl": .structure, "table": .structure, "tr": .structure, "tbody": .structure,
    "thead": .structure, "tfoot": .structure, "figure": .structure, "nitf-col": .skipped, "col": .skipped,
    "byline": .byline, "dateline": .dateline, "distributor": .sourceLine, "tagline": .sourceLine,
    "media-producer": .sourceLine, "bibliography": .sourceLine, "date.issue": .issueDate, "date.release": .issueDate,
    "media": .media, "media-reference": .media, "media-metadata": .skipped, "media-object": .skipped,
    "img": .image, "br": .lineBreak, "script": .skipped, "style": .skipped, "meta": .skipped, "tobject": .skipped,
    "pubdata": .skipped, "revision-history": .skipped, "ds": .skipped, "link": .skipped, "title": .skipped,
    "rights": .skipped, "note": .skipped, "hr": .skipped,
  ]
}
