import Articles
import Text

/// A document format whose documents are one text in some charset.
public protocol TextFormat: DocumentFormat {
  associatedtype Syntax: TextSyntax

  /// The charset that the document declares inside itself, if it does.
  static func declaredCharset(in document: [UInt8]) -> String?

  /// What is done with characters of a translation that the document's charset lacks.
  static var lackingCharacters: LackingCharacters { get }

  /// Fills in blocks and metadata. Origins of pieces and codes are offsets in `document.bytes`.
  static func read(_ document: DecodedText, into article: inout Article) throws(ArticleError)

  /// How a translation of a block is written.
  ///
  /// - Parameter source: the decoded text of the document.
  static func syntax(of block: Block, in source: [UInt8]) -> Syntax

  /// What to change so that the document says it is in another language; nothing by default.
  static func markLanguage(_ language: String, in source: [UInt8]) -> [Splice]
}

extension TextFormat {
  public static func declaredCharset(in document: [UInt8]) -> String? { nil }
  public static var lackingCharacters: LackingCharacters { .changeCharset }
  public static func markLanguage(_ language: String, in source: [UInt8]) -> [Splice] { [] }

  public static func read(_ raw: RawContent, into article: inout Article) throws(ArticleError) {
    let document = try decoded(raw)
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
    try read(document, into: &article)
  }

  public static func merge(
    _ article: Article, into raw: RawContent, _ options: MergeOptions
  ) throws(ArticleError) -> MergedDocument {
    let document = try decoded(raw)
    var splicer = Splicer(article, options)
    var splices = splicer.splices(of: Self.self, in: document.bytes)
    if let language = options.language, options.marksLanguage, splicer.isMostlyTranslated {
      splices += markLanguage(language, in: document.bytes)
      splices.sort { $0.range.start < $1.range.start }
    }
    var merged = MergedDocument(bytes: [], findings: splicer.findings, segmentCount: splicer.segmentCount)
    merged.bytes = try document.applying(
      splices, to: raw.bytes, lackingCharacters, language: options.language, findings: &merged.findings)
    return merged
  }

  /// The document as UTF-8. A record's text was decoded with its line.
  static func decoded(_ raw: RawContent) throws(ArticleError) -> DecodedText {
    do throws(TextError) {
      return raw.format == nil
        ? try Charset.decode(raw.bytes, declared: declaredCharset(in: raw.bytes)) : DecodedText(utf8: raw.bytes)
    } catch {
      throw ArticleError(.charset, error.description)
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
