import Text

/// A stretch of a block's text and the stretch of the original that it came from.
public struct Piece: Hashable, Sendable {
  public var text: TextRange
  /// Offsets in the decoded text of the part of the original that the block is from. For a document in UTF-8 without a
  /// byte order mark these are its own bytes; `DecodedText.map` leads to the bytes of others.
  public var origin: TextRange
  /// Whether the bytes of both are the same, so that a part of one is the same part of the other.
  public var isVerbatim: Bool

  public init(text: TextRange, origin: TextRange, isVerbatim: Bool) {
    precondition(!isVerbatim || text.count == origin.count, "bytes that are the same are as many")
    self.text = text
    self.origin = origin
    self.isVerbatim = isVerbatim
  }
}

/// A paragraph, heading or other block of an article's text.
public struct Block: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case title, heading, paragraph, item, quote, caption, cell, code
    /// Text to be translated that is no part of the running text: alternative text of a picture, a description.
    case attribute

    /// Whether its text runs in sentences; the others are one segment each.
    public var isProse: Bool { self == .paragraph || self == .quote || self == .item }

    /// Whether it is read as part of the article; code and attributes are not.
    public var isText: Bool { self != .code && self != .attribute }

    /// Whether it stands beside the running text: none of it, and no boilerplate either.
    public var isBeside: Bool { self == .title || self == .caption || self == .attribute }
  }

  public var kind: Kind
  public var content: MarkedText
  /// In order, without overlap; together they cover the text.
  public var pieces: [Piece]
  /// False for boilerplate: navigation, share rows, source lines. It is kept, segmented and mergeable all the same.
  public var isArticle: Bool
  /// Whether it stays as it is in every translation, because the document says so.
  public var isProtected = false
  /// For which target languages it is, where the document says so.
  public var locales: LocaleFilter?
  /// Which part of the original it is from: an index into `Original.parts`, 0 for a document that is one text.
  public var part = 0
  /// What a translator is told of it, as "alt of img"; empty for text that explains itself.
  public var note = ""
  /// BCP 47 tag, where it is not the article's.
  public var language: String?

  public init(_ kind: Kind, _ content: MarkedText, pieces: [Piece] = [], isArticle: Bool = true) {
    self.kind = kind
    self.content = content
    self.pieces = pieces
    self.isArticle = isArticle
  }

  /// The bytes of the original that a range of the text came from; nil when the block has no pieces.
  ///
  /// Inside a piece that is not verbatim, such as a character reference, the whole piece counts.
  public func origin(of range: TextRange) -> TextRange? {
    guard !range.isEmpty, let first = piece(at: range.start), let last = piece(at: range.end - 1) else { return nil }
    let start = first.isVerbatim ? first.origin.start + range.start - first.text.start : first.origin.start
    let end = last.isVerbatim ? last.origin.start + range.end - last.text.start : last.origin.end
    return start <= end ? TextRange(start, end) : nil
  }

  private func piece(at offset: Int) -> Piece? {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].text.end <= offset { low = middle + 1 } else { high = middle }
    }
    return low < pieces.count && pieces[low].text.start <= offset ? pieces[low] : nil
  }

  /// Whether its text is for translators: code is not.
  public var isTranslatable: Bool { kind != .code && !isProtected }
}
