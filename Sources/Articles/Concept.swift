/// Something that has terms in one or more languages: an entry of a termbase.
///
/// Source of the structure: ISO 30042 (TBX), concept entry, language section, term section.
public struct Concept: Hashable, Sendable {
  /// As its file or base names it; empty when it has no name yet.
  public var id: String
  /// The field of knowledge, or empty.
  public var subject: String
  public var definition: String
  public var note: String
  /// In the order of their file: the languages as they come, and within one the preferred term first.
  public var designations: [Designation]

  public init(
    id: String = "", subject: String = "", definition: String = "", note: String = "", designations: [Designation] = []
  ) {
    self.id = id
    self.subject = subject
    self.definition = definition
    self.note = note
    self.designations = designations
  }

  /// The languages of its terms, each once, in order.
  public var languages: [String] {
    var languages: [String] = []
    for designation in designations where !languages.contains(designation.language) {
      languages.append(designation.language)
    }
    return languages
  }
}

/// A term, name or abbreviation for a concept in one language (ISO 1087 calls them all designations).
public struct Designation: Hashable, Sendable {
  /// What translators are to do with it.
  public enum Status: String, Sendable, CaseIterable {
    /// Found by a program or asked for by somebody; nobody has decided on it.
    case proposed
    /// To be used.
    case approved
    /// May be used, but another term of the concept is to be preferred.
    case admitted
    /// Not to be used.
    case forbidden

    /// Whether somebody has decided on it.
    public var isDecided: Bool { self != .proposed }
    /// Whether translators may write it.
    public var isUsable: Bool { self == .approved || self == .admitted }
  }

  public var term: String
  /// BCP 47 tag.
  public var language: String
  public var status: Status
  public var kind: Term.Kind
  public var definition: String
  /// A sentence that shows it in use.
  public var context: String
  /// Where the term or its context comes from, in words.
  public var source: String
  public var note: String
  /// The article and segment that it was found in, by their ids; empty when it comes from elsewhere.
  public var article: String
  public var segment: String

  public init(
    _ term: String, language: String, status: Status = .approved, kind: Term.Kind = .term, definition: String = "",
    context: String = "", source: String = "", note: String = "", article: String = "", segment: String = ""
  ) {
    self.term = term
    self.language = language
    self.status = status
    self.kind = kind
    self.definition = definition
    self.context = context
    self.source = source
    self.note = note
    self.article = article
    self.segment = segment
  }
}
