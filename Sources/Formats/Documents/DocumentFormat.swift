import Articles
import Text

/// A kind of document that articles are read from, and that their translations go back into.
///
/// Documents that are one text conform to `TextFormat`, which decodes them; containers of parts conform to this.
public protocol DocumentFormat: Sendable {
  /// As options and reports name it: "html".
  static var name: String { get }
  /// Endings of file names, lower case, without the dot.
  static var endings: [String] { get }

  /// Whether a document that begins with these bytes (4 KiB at most) is of this format, whatever its name.
  static func recognizes(_ head: ArraySlice<UInt8>) -> Bool

  /// Fills in blocks, metadata, and what the original is. Origins of pieces and codes are offsets in the decoded text of
  /// the part that the block names.
  static func read(_ raw: RawContent, into article: inout Article) throws(ArticleError)

  /// The document with the translations of an article in place of the segments that have one; all other bytes are the
  /// document's own.
  ///
  /// - Parameters:
  ///   - article: as read from this very document, perhaps normalized, with segments.
  ///   - raw: the document, as it was given to `read`.
  /// - Throws: `ArticleError` for a document that cannot be read; a translation that cannot go back is a finding.
  static func merge(
    _ article: Article, into raw: RawContent, _ options: MergeOptions
  ) throws(ArticleError) -> MergedDocument
}

/// The document formats and how one is chosen: by content first, then by name.
public enum DocumentFormats {
  public static let all: [any DocumentFormat.Type] = [
    NITFFormat.self, NewsMLFormat.self, FeedFormat.self, HTMLFormat.self, ODTFormat.self, DOCXFormat.self,
    MarkdownFormat.self, NinjsFormat.self, PlainTextFormat.self,
  ]

  /// The most bytes that one document may have.
  public static let sizeLimit = 256 << 20

  public static func named(_ name: String) -> (any DocumentFormat.Type)? { all.first { $0.name == name } }

  /// The format of a document, or nil when no format reads such bytes.
  public static func recognize(_ document: [UInt8], path: String) -> (any DocumentFormat.Type)? {
    let head = document.prefix(4096)
    let ending = path.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(path[path.index(after: $0)...]).lowercased() }
    let named = ending.flatMap { ending in all.first { $0.endings.contains(ending) } }
    if let format = all.first(where: { $0.recognizes(head) }) {
      // Many a Markdown text begins with a part of HTML.
      let isPart = format == HTMLFormat.self && named == MarkdownFormat.self && !HTMLHead.isPage(head)
      return isPart ? named : format
    }
    guard let other = otherKind(of: document) else { return named ?? PlainTextFormat.self }
    // A document that is an archive inside may be damaged, or begin in a way of its own.
    return other == .archive && (named == DOCXFormat.self || named == ODTFormat.self) ? named : nil
  }

  /// What is no text and no document that is read here.
  private enum OtherKind: String {
    case pdf = "a PDF"
    case archive = "a ZIP archive, but no DOCX or ODT"
    case rtf = "an RTF document"
    case oldOffice = "a document of an old Office format (DOC, XLS, PPT)"
    case encrypted = "an Office document that is encrypted"
  }

  private static func otherKind(of document: [UInt8]) -> OtherKind? {
    if document.starts(with: "%PDF-".utf8) { return .pdf }
    if document.starts(with: [0x50, 0x4B, 3, 4]) { return .archive }
    if document.starts(with: "{\\rtf".utf8) { return .rtf }
    guard document.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else { return nil }
    // Its directory names the stream that holds the encrypted package, in UTF-16. Source: MS-OFFCRYPTO, section 2.3.4.
    let mark: [UInt8] = "EncryptedPackage".utf8.flatMap { byte -> [UInt8] in [byte, 0] }
    let isEncrypted = document.prefix(1 << 20).indices.contains {
      document[$0] == mark[0] && document[$0...].starts(with: mark)
    }
    return isEncrypted ? .encrypted : .oldOffice
  }

  /// Reads an article's raw content into blocks; after it the raw content is gone.
  ///
  /// - Throws: `ArticleError` for empty and binary documents, unknown charsets, and what the format itself cannot read.
  public static func read(_ article: inout Article) throws(ArticleError) {
    guard let raw = article.raw else { return }
    article.raw = nil
    guard raw.bytes.count <= sizeLimit else { throw ArticleError(.tooLarge, "\(raw.bytes.count >> 20) MiB") }
    let format = try self.format(of: raw, path: article.original.path)
    article.original.digest = Digest(of: raw.bytes)
    article.original.format = format.name
    try format.read(raw, into: &article)
    if raw.format != nil { addTitle(to: &article) }
    guard article.blocks.contains(where: { $0.kind != .attribute && !$0.content.bytes.isEmpty }) else {
      throw ArticleError(.empty, "no text in it")
    }
    article.facts.insert(.blocks)
  }

  /// Puts the translations of an article back into the document that it was read from.
  ///
  /// - Throws: `ArticleError` when the document is another one than the article's, or cannot be read.
  public static func merge(
    _ article: Article, into raw: RawContent, _ options: MergeOptions = MergeOptions()
  ) throws(ArticleError) -> MergedDocument {
    guard article.original.digest == nil || article.original.digest == Digest(of: raw.bytes) else {
      throw ArticleError(.changedOriginal, "the document is not the one that was read")
    }
    let format: any DocumentFormat.Type
    if let name = article.original.format, let named = named(name) {
      format = named
    } else {
      format = try self.format(of: raw, path: article.original.path)
    }
    return try format.merge(article, into: raw, options)
  }

  private static func format(of raw: RawContent, path: String) throws(ArticleError) -> any DocumentFormat.Type {
    if let name = raw.format {
      guard let named = named(name) else { throw ArticleError(.unsupported, "there is no reader for \"\(name)\"") }
      return named
    }
    guard let recognized = recognize(raw.bytes, path: path) else {
      let kind = otherKind(of: raw.bytes)
      throw ArticleError(
        kind == .encrypted ? .archiveEncrypted : .unsupported, kind.map { "it is \($0.rawValue)" } ?? "not text")
    }
    return recognized
  }

  /// The title that a record has beside its text is text of the article too: the headline is translated first of all.
  private static func addTitle(to article: inout Article) {
    guard let title = article.metadata.title, !title.isEmpty, !article.blocks.contains(where: { $0.kind == .title }),
      !article.blocks.isEmpty
    else { return }
    let bytes = Array(title.utf8)
    if let index = article.blocks.firstIndex(where: { $0.content.bytes == bytes }) {
      article.blocks[index].kind = .title
    } else {
      let whole = TextRange(0, bytes.count)
      var block = Block(
        .title, MarkedText(bytes: bytes), pieces: [Piece(text: whole, origin: whole, isVerbatim: true)])
      block.part = RecordMember.titlePart
      article.blocks.insert(block, at: 0)
    }
  }
}
