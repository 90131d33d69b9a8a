import Articles
import Text

/// OpenDocument texts, as LibreOffice writes them.
///
/// Source: OpenDocument 1.3, parts 2 and 3.
public enum ODTFormat: DocumentFormat {
  public static let name = "odt"
  public static let endings = ["odt", "ott"]

  private static let mark = Array("mimetypeapplication/vnd.oasis.opendocument.text".utf8)

  public static func recognizes(_ head: ArraySlice<UInt8>) -> Bool {
    head.starts(with: [0x50, 0x4B, 3, 4]) && head.dropFirst(30).starts(with: mark)
  }

  public static func read(_ raw: RawContent, into article: inout Article) throws(ArticleError) {
    let package = try OfficePackage(raw.bytes)
    if let manifest = try package.part("META-INF/manifest.xml") {
      var isEncrypted = false
      try manifest.read { reader throws(XMLFault) in
        while let event = try reader.next() {
          if event.kind == .start && reader.names[event.name].local == "encryption-data" { isEncrypted = true }
        }
      }
      if isEncrypted { throw ArticleError(.archiveEncrypted, "the document is encrypted") }
    }
    guard let content = try package.part("content.xml") else {
      throw ArticleError(.documentPart, "there is no part \"content.xml\", which holds the text")
    }
    var styles = ODTStyles()
    let master = try package.part("styles.xml")
    if let master { try styles.add(master) }
    try styles.add(content)
    article.original.charset = content.charset
    try read(content, styles, isArticle: true, into: &article)
    if let master { try read(master, styles, isArticle: false, into: &article) }
    let properties = try package.part("meta.xml").map { part throws(ArticleError) in try CoreProperties(part) }
    OfficeTitle.settle(&article, properties)
  }

  private static func read(
    _ part: OfficePart, _ styles: ODTStyles, isArticle: Bool, into article: inout Article
  ) throws(ArticleError) {
    var blocks: [Block] = []
    var fault: XMLFault?
    part.text.withUnsafeBufferPointer { source in
      var reader = ODTReader(source, styles: styles, isArticle: isArticle)
      do throws(XMLFault) { blocks = try reader.read() } catch { fault = error }
    }
    if let fault { throw ArticleError(fault, in: part.text, of: part.name) }
    for index in blocks.indices { blocks[index].part = article.original.parts.count }
    article.original.parts.append(part.name)
    article.blocks += blocks
  }

  public static func merge(
    _ article: Article, into raw: RawContent, _ options: MergeOptions
  ) throws(ArticleError) -> MergedDocument {
    let package = try OfficePackage(raw.bytes)
    var splicer = Splicer(article, options)
    var replaced: [(index: Int, bytes: [UInt8])] = []
    for (number, name) in article.original.parts.enumerated() {
      guard let part = try package.part(name) else {
        throw ArticleError(.changedOriginal, "there is no part \"\(name)\"")
      }
      let splices = splicer.splices(part: number, in: part.text) { _ in ODTSyntax() }
      guard !splices.isEmpty else { continue }
      replaced.append((part.entry, try part.checked(Splice.apply(splices, to: part.text[...]))))
    }
    return MergedDocument(
      bytes: try ZipArchive.bytes(of: raw.bytes, replacing: replaced), findings: splicer.findings,
      segmentCount: splicer.segmentCount)
  }
}

/// Text in an ODT: more than one space, and one at an end of a paragraph, is an element.
struct ODTSyntax: TextSyntax {
  func append(_ text: ArraySlice<UInt8>, at place: TextPlace, to bytes: inout [UInt8]) {
    var isAfterSpace = place.startsBlock || place.previous == 0x20
    for (offset, byte) in zip(text.indices, text) {
      switch byte {
      case 0x20:
        let isLast = place.endsBlock && offset == text.endIndex - 1
        if isAfterSpace || isLast { bytes += Array("<text:s/>".utf8) } else { bytes.append(byte) }
      case 0x09: bytes += Array("<text:tab/>".utf8)
      case 0x0A: bytes += Array("<text:line-break/>".utf8)
      case 0x26: bytes += Array("&amp;".utf8)
      case 0x3C: bytes += Array("&lt;".utf8)
      case 0x3E: bytes += Array("&gt;".utf8)
      // No other control character can be written in XML.
      case 0..<0x20: break
      default: bytes.append(byte)
      }
      isAfterSpace = byte == 0x20
    }
  }
}
