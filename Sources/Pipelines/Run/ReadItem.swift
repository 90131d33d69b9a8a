import Articles
import Formats
import Text

/// An item that has been read, and what came of it.
struct ReadItem: Sendable {
  enum Content: Sendable {
    case article(Article)
    case failed(id: String, ArticleError)
    /// A record of a failure in an earlier step of a shell pipe, to be handed on as it is.
    case failedBefore(id: String, json: [UInt8])
  }

  var path: String
  var bytes: Int
  var content: Content
  /// Of the bytes read, which are those of the whole line for a record.
  var digest = Digest(of: [])
  /// Whether it failed before it could be opened: then it is not known what else there would have been.
  var mayHideOthers = false

  /// What an item holds: mostly one article, but a feed has several.
  static func all(_ item: Item, wire: WireReader) -> [ReadItem] {
    let read = ReadItem(item, wire: wire)
    guard case .article(let article) = read.content, let raw = article.raw, raw.format == nil,
      let bundle = DocumentBundle(raw.bytes)
    else { return [read] }
    return bundle.items.indices.map { index in
      let id = article.id + "/" + bundle.items[index].name
      var article = Article(id: id, original: Original(path: id))
      let document = bundle.document(of: index)
      article.raw = RawContent(bytes: document)
      var read = ReadItem(path: id, bytes: document.count, content: .article(article))
      read.digest = Digest(of: document)
      return read
    }
  }

  private init(path: String, bytes: Int, content: Content) {
    self.path = path
    self.bytes = bytes
    self.content = content
  }

  private init(_ item: Item, wire: WireReader) {
    path = item.path
    do throws(ArticleError) {
      switch item.content {
      case .file:
        let document = try ReadItem.readFile(item.location)
        bytes = document.count
        var article = Article(id: item.id, original: Original(path: item.path))
        article.raw = RawContent(bytes: document)
        content = .article(article)
        digest = Digest(of: document)
      case .document(let document):
        bytes = document.count
        digest = Digest(of: document)
        var article = Article(id: item.id, original: Original(path: item.path))
        article.raw = RawContent(bytes: document)
        content = .article(article)
      case .failed(let error):
        mayHideOthers = true
        throw error
      case .line(let line):
        bytes = line.count
        digest = Digest(of: line)
        switch try wire.read(line, path: item.path) {
        case .article(let article): content = .article(article)
        case .failure(let id, let json): content = .failedBefore(id: id, json: json)
        case .refused(let id, let error): content = .failed(id: id, error)
        }
      }
    } catch {
      bytes = 0
      content = .failed(id: item.id, error)
    }
  }

  /// What is left of an item that was given up.
  init(_ item: Item, failed error: ArticleError) {
    self.init(path: item.path, bytes: item.count, content: .failed(id: item.id, error))
  }

  init(_ read: ReadItem, failed error: ArticleError) {
    self.init(path: read.path, bytes: read.bytes, content: .failed(id: read.articleID ?? read.path, error))
  }

  /// The id of an article that was read.
  var articleID: String? {
    if case .article(let article) = content { return article.id }
    return nil
  }

  private static func readFile(_ location: String) throws(ArticleError) -> [UInt8] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(location, limit: DocumentFormats.sizeLimit)
    } catch {
      throw ArticleError(.unreadable, error.reason)
    }
    if bytes.isEmpty { throw ArticleError(.empty, "the file is empty") }
    if bytes.count > DocumentFormats.sizeLimit { throw ArticleError(.tooLarge, "more than 256 MiB") }
    return bytes
  }
}

extension Inputs {
  /// Reads everything at once, in order; what cannot be read is left out. For folders that fit into memory.
  public func articles() -> [Article] {
    var articles: [Article] = []
    forEachArticle { articles.append($0) }
    return articles
  }

  /// Reads them one after the other.
  func forEachArticle(_ body: (Article) -> Void) {
    let intake = Intake(self)
    let wire = WireReader()
    while true {
      let items = intake.next()
      if items.isEmpty { return }
      for item in items {
        for read in ReadItem.all(item, wire: wire) {
          if case .article(let article) = read.content { body(article) }
        }
      }
    }
  }
}
