import Text

/// A translation of the same or a similar text, which a memory or a termbase offers for a segment.
///
/// The codes of both texts have the ids of the segment's codes that they stand for; codes that stand for none are left
/// out.
public struct Candidate: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// The same text between the same neighbors.
    case context
    /// The same text and codes.
    case exact
    /// A similar text.
    case fuzzy
    /// The translation of a term that is the whole segment.
    case term
  }

  public var language: String
  /// The text that it is the translation of.
  public var source: MarkedText
  public var content: MarkedText
  public var kind: Kind
  /// Percent, 0...100, and 101 in context.
  public var score: Int
  /// A memory's or termbase's name, for the translator.
  public var origin: String

  public init(
    language: String, source: MarkedText, content: MarkedText, kind: Kind, score: Int, origin: String
  ) {
    self.language = language
    self.source = source
    self.content = content
    self.kind = kind
    self.score = score
    self.origin = origin
  }
}
