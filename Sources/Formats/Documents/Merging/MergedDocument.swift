import Articles
import Text

/// How translations are put back into documents.
public struct MergeOptions: Hashable, Sendable {
  /// The language whose translations are put back; nil for all there are.
  public var language: String?
  /// Whether the document is marked as being in that language, where its format has a place for that, once more than half
  /// of it is.
  public var marksLanguage: Bool

  public init(language: String? = nil, marksLanguage: Bool = false) {
    self.language = language
    self.marksLanguage = marksLanguage
  }
}

/// A document with translations in it.
public struct MergedDocument: Hashable, Sendable {
  public var bytes: [UInt8]
  /// Translations that could not go back, with their segment, and what else was done to the document.
  public var findings: [Finding]
  /// How many segments are translated in it.
  public var segmentCount: Int

  public init(bytes: [UInt8], findings: [Finding] = [], segmentCount: Int = 0) {
    self.bytes = bytes
    self.findings = findings
    self.segmentCount = segmentCount
  }
}

/// A replacement of a stretch of a document's decoded text.
public struct Splice: Hashable, Sendable {
  public var range: TextRange
  public var bytes: [UInt8]

  public init(_ range: TextRange, _ bytes: [UInt8]) {
    self.range = range
    self.bytes = bytes
  }

  /// A text with splices, which are in order and do not overlap.
  public static func apply(_ splices: some Sequence<Splice>, to source: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(source.count)
    var copied = source.startIndex
    for splice in splices {
      result.append(contentsOf: source[copied..<splice.range.start])
      result.append(contentsOf: splice.bytes)
      copied = splice.range.end
    }
    result.append(contentsOf: source[copied...])
    return result
  }
}

/// What a format does with characters that a document's charset lacks.
public enum LackingCharacters: Sendable {
  /// It writes them as character references of XML.
  case writeReferences
  /// It changes the document to UTF-8, and says so.
  case changeCharset
}
