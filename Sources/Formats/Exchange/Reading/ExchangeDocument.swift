import Articles
import Text

/// A file of segments that came back from a translator, as far as the way back into documents needs it.
public struct ExchangeDocument: Hashable, Sendable {
  /// The part of one article.
  public struct File: Hashable, Sendable {
    /// The article's path, as the file was written with.
    public var original: String
    public var sourceLanguage: String?
    public var targetLanguage: String?
    /// Digest of the document that the segments are from, where the file says it.
    public var digest: String?
    public var units: [Unit] = []
  }

  /// A block of an article.
  public struct Unit: Hashable, Sendable {
    public var id: String
    /// Line of the file in which it begins, from 1, for messages.
    public var line: Int
    /// The most characters that its translation may have, where the file says so.
    public var limit: Int?
    /// Whether it is not to be translated.
    public var isProtected = false
    /// In the order of the text. A tool that does not keep segments apart makes one of the whole unit.
    public var segments: [Segment] = []
  }

  public struct Segment: Hashable, Sendable {
    /// Empty for what stands between segments, and for units that are not segmented.
    public var id: String
    public var source: MarkedText
    /// Nil when the file has none.
    public var target: MarkedText?
    public var state: Target.State

    /// Whether it is a segment, and not what stands between two.
    public var isSegment: Bool
  }

  public var files: [File] = []
  /// What breaks the rules of its format, where that was allowed.
  public var findings: [Finding] = []
}

extension ExchangeFormats {
  /// Reads a file of segments, of whichever format it is.
  ///
  /// - Parameter allowsInvalid: whether XLIFF 2 that breaks the rules of its specification is read as far as it goes, and
  ///   what is wrong becomes findings.
  /// - Throws: `ArticleError` when it is of none, is not well-formed, or lacks what its format requires.
  public static func read(_ bytes: [UInt8], allowsInvalid: Bool = false) throws(ArticleError) -> ExchangeDocument {
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) { return try ReviewDocumentFormat.read(bytes) }
    let text: [UInt8]
    do throws(TextError) {
      let declared =
        XMLDeclaration.charset(in: bytes) ?? PortableObjectReader.charset(in: bytes)
        ?? (HTMLHead.isHTML(bytes.prefix(1 << 12)) ? HTMLHead.declaredCharset(bytes.prefix(1 << 12)) : nil)
      text = try Charset.decode(bytes, declared: declared).bytes
    } catch {
      throw ArticleError(.charset, error.description)
    }
    if PortableObjectReader.recognizes(text) { return try PortableObjectReader.read(text) }
    if let separator = SegmentTable.separator(of: text) { return try SegmentTable.read(text, separator: separator) }
    if SegmentLinesFormat.recognizes(text) { return try SegmentLinesFormat.read(text) }
    if HTMLHead.isHTML(text[...]) { return try ReviewPageFormat.read(text) }
    return try XMLExchange.read(text, allowsInvalid: allowsInvalid)
  }
}
