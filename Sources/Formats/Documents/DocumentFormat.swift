import Articles
import Text

/// A kind of document that articles are read from.
public protocol DocumentFormat: Sendable {
  /// As options and reports name it: "html".
  static var name: String { get }
  /// Endings of file names, lower case, without the dot.
  static var endings: [String] { get }

  /// Whether a document that begins with these bytes (4 KiB at most, UTF-8) is of this format, whatever its name.
  static func recognizes(_ head: ArraySlice<UInt8>) -> Bool

  /// The charset that the document declares inside itself, if it does.
  static func declaredCharset(in document: [UInt8]) -> String?

  /// Fills in blocks and metadata. Piece and code origins are offsets in `document.bytes`, mapped back to the
  /// document's own bytes by `document.map`.
  static func read(_ document: DecodedText, into article: inout Article) throws(ArticleError)
}

/// The document formats and how one is chosen: by content first, then by name.
public enum DocumentFormats {
  public static let all: [any DocumentFormat.Type] = [HTMLFormat.self, PlainTextFormat.self]

  /// The most bytes that one document may have.
  public static let sizeLimit = 256 << 20

  public static func named(_ name: String) -> (any DocumentFormat.Type)? { all.first { $0.name == name } }

  /// The format of a document, or nil when no format reads such bytes.
  public static func recognize(_ document: [UInt8], path: String) -> (any DocumentFormat.Type)? {
    let head = document.prefix(4096)
    // PDF, ZIP (and with it DOCX and ODT), RTF, and the old formats of Microsoft Office.
    let others: [[UInt8]] = [Array("%PDF-".utf8), [0x50, 0x4B, 3, 4], Array("{\\rtf".utf8), [0xD0, 0xCF, 0x11, 0xE0]]
    if others.contains(where: { head.starts(with: $0) }) { return nil }
    if let format = all.first(where: { $0.recognizes(head) }) { return format }
    let ending = path.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(path[path.index(after: $0)...]).lowercased() }
    if let ending, let format = all.first(where: { $0.endings.contains(ending) }) { return format }
    return PlainTextFormat.self
  }

  /// Reads an article's raw content into blocks; after it the raw content is gone.
  ///
  /// - Throws: `ArticleError` for empty and binary documents, unknown charsets, and what the format itself cannot read.
  public static func read(_ article: inout Article) throws(ArticleError) {
    guard let raw = article.raw else { return }
    article.raw = nil
    guard raw.bytes.count <= sizeLimit else { throw ArticleError(.tooLarge, "\(raw.bytes.count >> 20) MiB") }
    let format: any DocumentFormat.Type
    if let name = raw.format {
      guard let named = named(name) else { throw ArticleError(.unsupported, "there is no reader for \"\(name)\"") }
      format = named
    } else {
      guard let recognized = recognize(raw.bytes, path: article.original.path) else {
        throw ArticleError(.unsupported, "not text, HTML or JSON lines, but a PDF, ZIP, Office or RTF file")
      }
      format = recognized
    }
    article.original.digest = Digest(of: raw.bytes)
    article.original.format = format.name
    let document: DecodedText
    do throws(TextError) {
      // A record's text was decoded with its line.
      document =
        raw.format == nil
        ? try Charset.decode(raw.bytes, declared: format.declaredCharset(in: raw.bytes))
        : DecodedText(utf8: raw.bytes)
    } catch {
      throw ArticleError(.charset, error.description)
    }
    if raw.format == nil, let control = binaryOffset(document.bytes) {
      throw ArticleError(.binary, "not text: byte 0x\(String(document.bytes[control], radix: 16)) at offset \(control)")
    }
    article.original.charset = document.charset
    for offset in document.faults.prefix(20) {
      article.findings.append(
        Finding(.undecodable, "byte sequence at offset \(offset) is not \(document.charset) and shows as U+FFFD"))
    }
    if document.faults.count > 20 {
      article.findings.append(Finding(.undecodable, "\(document.faults.count - 20) more of the same"))
    }
    try format.read(document, into: &article)
    if raw.format != nil { addTitle(to: &article) }
    guard article.blocks.contains(where: { !$0.content.bytes.isEmpty }) else {
      throw ArticleError(.empty, "no text in it")
    }
    article.facts.insert(.blocks)
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
      article.blocks.insert(Block(.title, MarkedText(bytes: bytes)), at: 0)
    }
  }

  /// Where a text shows that it is none: a zero byte, or control characters that make up more than a hundredth.
  private static func binaryOffset(_ bytes: [UInt8]) -> Int? {
    var first: Int?
    var controls = 0
    for (offset, byte) in bytes.prefix(65_536).enumerated() where byte < 0x20 {
      if byte == 0 { return offset }
      if byte == 9 || byte == 10 || byte == 13 || byte == 12 || byte == 0x1A || byte == 0x1B { continue }
      controls += 1
      if first == nil { first = offset }
    }
    return controls > 3 && controls * 100 > min(bytes.count, 65_536) ? first : nil
  }
}
