import Text

/// A stretch of a block's text and the bytes of the original it came from.
public struct Piece: Hashable, Sendable {
  public var text: TextRange
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

    /// Whether its text runs in sentences; the others are one segment each.
    public var isProse: Bool { self == .paragraph || self == .quote || self == .item }
  }

  public var kind: Kind
  public var content: MarkedText
  /// In order, without overlap; together they cover the text.
  public var pieces: [Piece]
  /// False for boilerplate: navigation, share rows, source lines. It is kept, segmented and mergeable all the same.
  public var isArticle: Bool

  public init(_ kind: Kind, _ content: MarkedText, pieces: [Piece] = [], isArticle: Bool = true) {
    self.kind = kind
    self.content = content
    self.pieces = pieces
    self.isArticle = isArticle
  }
}
