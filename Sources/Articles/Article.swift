import Text

/// Where an article came from, and the document it was read from.
public struct Original: Hashable, Sendable {
  /// As the user would name it: a path under the input, or `file.jsonl:12` for a record.
  public var path: String
  /// Name of the document format it was read as, once that is known.
  public var format: String?
  /// Charset of the document as found.
  public var charset: String?
  public var digest: Digest?
  /// Whether an article before it in the run has an id that differs in case or Unicode form only: then its files get names
  /// that no file system takes for the other's.
  public var hasTwin = false
  /// Names of the parts that blocks are from, when it is a container of several: entries of a ZIP file, members of a
  /// record.
  public var parts: [String] = []

  public init(path: String, format: String? = nil, charset: String? = nil, digest: Digest? = nil) {
    self.path = path
    self.format = format
    self.charset = charset
    self.digest = digest
  }
}

/// A document or a record's text that has not been made into blocks yet.
public struct RawContent: Hashable, Sendable {
  public var bytes: [UInt8]
  /// Name of its document format when the record says so; nil when it is to be recognized.
  public var format: String?

  public init(bytes: [UInt8], format: String? = nil) {
    self.bytes = bytes
    self.format = format
  }
}

/// A member of a record that is not Lede's, as JSON text: `"key":value`.
public struct UnknownMember: Hashable, Sendable {
  public var key: String
  public var json: [UInt8]
}

/// What the article says of itself, as written there.
public struct Metadata: Hashable, Sendable {
  public var title: String?
  public var byline: String?
  public var date: String?
  /// The name of the newspaper, agency or site.
  public var source: String?
  /// The address that the document says it is to be known by; `url` in the wire form.
  public var address: String?

  public init(
    title: String? = nil, byline: String? = nil, date: String? = nil, source: String? = nil, address: String? = nil
  ) {
    self.title = title
    self.byline = byline
    self.date = date
    self.source = source
    self.address = address
  }
}

/// Which parts of an article are filled in: what stages need and give.
public struct Facts: OptionSet, Hashable, Sendable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let blocks = Facts(rawValue: 1)
  public static let normalized = Facts(rawValue: 2)
  public static let language = Facts(rawValue: 4)
  public static let segments = Facts(rawValue: 8)
  public static let summary = Facts(rawValue: 16)
  public static let terms = Facts(rawValue: 32)
  public static let matches = Facts(rawValue: 64)
  public static let candidates = Facts(rawValue: 128)

  /// The single facts with the words that messages use for them.
  public static let names: [(fact: Facts, name: String)] = [
    (.blocks, "blocks"), (.normalized, "normalized text"), (.language, "the language"), (.segments, "segments"),
    (.summary, "a summary"), (.terms, "terms"), (.matches, "term matches"),
    (.candidates, "matches of a memory"),
  ]
}

/// One article on its way through the stages: a value with one owner at a time.
public struct Article: Hashable, Sendable {
  /// Unique in a run: the path under the input, ending included, or the record's own id.
  public var id: String
  public var original: Original
  /// What `extract` reads and takes away.
  public var raw: RawContent?
  public var metadata = Metadata()
  /// BCP 47 tag.
  public var language: String?
  public var blocks: [Block] = []
  public var segments: [Segment] = []
  public var summary: Summary?
  public var terms: [Term] = []
  /// Terms of the termbase, in the order of the text.
  public var matches: [TermMatch] = []
  public var findings: [Finding] = []
  public var facts: Facts = []
  /// Members of its record that Lede does not know: handed on as they came, unless it has one of that name to write.
  public var unknownMembers: [UnknownMember] = []

  public init(id: String, original: Original) {
    self.id = id
    self.original = original
  }

  public func text(of segment: Segment) -> ArraySlice<UInt8> {
    blocks[segment.block].content.bytes[segment.range]
  }
}
