import Text

/// A term of the termbase where it stands in an article.
public struct TermMatch: Hashable, Sendable {
  /// A term of the same concept: in another language a translation; in the same one what to write instead.
  public struct Target: Hashable, Sendable {
    public var term: String
    public var language: String
    public var status: Designation.Status

    public init(term: String, language: String, status: Designation.Status) {
      self.term = term
      self.language = language
      self.status = status
    }
  }

  /// Index in the article's segments.
  public var segment: Int
  /// In the text of the segment's block, inside of the segment.
  public var range: TextRange
  /// Id of the concept.
  public var concept: String
  /// As the termbase has it.
  public var term: String
  public var status: Designation.Status
  public var definition: String
  /// In the termbase's order.
  public var targets: [Target]

  public init(
    segment: Int, range: TextRange, concept: String, term: String, status: Designation.Status, definition: String = "",
    targets: [Target] = []
  ) {
    self.segment = segment
    self.range = range
    self.concept = concept
    self.term = term
    self.status = status
    self.definition = definition
    self.targets = targets
  }

  /// What translators into a language may write for it, regions aside.
  public func translations(into language: String) -> [Target] {
    let wanted = LanguageTag.withoutRegion(language)
    return targets.filter { $0.status.isUsable && LanguageTag.withoutRegion($0.language) == wanted }
  }

  /// What translators into a language must not write for it.
  public func forbidden(in language: String) -> [Target] {
    let wanted = LanguageTag.withoutRegion(language)
    return targets.filter { $0.status == .forbidden && LanguageTag.withoutRegion($0.language) == wanted }
  }
}
