import Text

/// A name, term or abbreviation with the places where it is used.
public struct Term: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable { case term, name, abbreviation }

  public struct Use: Hashable, Sendable {
    /// Index in the article's segments.
    public var segment: Int
    /// In the text of the segment's block.
    public var range: TextRange

    public init(segment: Int, range: TextRange) {
      self.segment = segment
      self.range = range
    }
  }

  /// The form it is listed under.
  public var name: String
  public var kind: Kind
  public var score: Double
  public var count: Int
  /// Other forms it occurs in, sorted.
  public var variants: [String]
  /// The long form of an abbreviation.
  public var expansion: String?
  public var uses: [Use]
  /// Index of the segment that shows it in use; nil for a term that was read from a record without its segments.
  public var context: Int?
  /// Index of a segment that says what it is, which is its context then: "A desk is a …".
  public var definition: Int?

  public init(
    name: String, kind: Kind, score: Double, count: Int, variants: [String] = [], expansion: String? = nil,
    uses: [Use] = [], context: Int? = nil, definition: Int? = nil
  ) {
    self.name = name
    self.kind = kind
    self.score = score
    self.count = count
    self.variants = variants
    self.expansion = expansion
    self.uses = uses
    self.context = context
    self.definition = definition
  }
}
