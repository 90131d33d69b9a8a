/// Rules of segmentation as users bring them: SRX 2.0 without its markup.
///
/// Source: Segmentation Rules eXchange (SRX) 2.0, LISA OSCAR standard, 2008.
public struct SegmentationRules: Hashable, Sendable {
  /// One rule: whether there is a break where `before` ends and `after` begins.
  public struct Rule: Hashable, Sendable {
    public var isBreak: Bool
    /// Regular expressions; empty for one that always matches.
    public var before: String
    public var after: String
    /// Of the file it was read from, from 1; 0 for rules that were made otherwise.
    public var line: Int

    public init(isBreak: Bool, before: String, after: String, line: Int = 0) {
      self.isBreak = isBreak
      self.before = before
      self.after = after
      self.line = line
    }
  }

  /// Rules under a name, in the order in which they are asked.
  public struct Group: Hashable, Sendable {
    public var name: String
    public var rules: [Rule]

    public init(name: String, rules: [Rule]) {
      self.name = name
      self.rules = rules
    }
  }

  /// Which languages a group is for.
  public struct Map: Hashable, Sendable {
    /// A regular expression for whole language tags.
    public var pattern: String
    public var group: String
    public var line: Int

    public init(pattern: String, group: String, line: Int = 0) {
      self.pattern = pattern
      self.group = group
      self.line = line
    }
  }

  /// Whether the groups of all maps that fit a language are joined, or the first alone is taken.
  public var cascades: Bool
  public var groups: [Group]
  public var maps: [Map]
  /// What the header says of codes at a break, as it is written there: "start", "end" and "isolated" to "yes" or "no".
  public var codes: [String: String]
  public var segmentsSubflows: Bool

  public init(
    cascades: Bool = true, groups: [Group] = [], maps: [Map] = [], codes: [String: String] = [:],
    segmentsSubflows: Bool = true
  ) {
    self.cascades = cascades
    self.groups = groups
    self.maps = maps
    self.codes = codes
    self.segmentsSubflows = segmentsSubflows
  }
}

/// A place in a file of rules, or of another resource, that is wrong.
public struct ResourceFault: Error, Hashable, Sendable {
  /// From 1; 0 when the whole file is meant.
  public var line: Int
  public var message: String

  public init(line: Int, _ message: String) {
    self.line = line
    self.message = message
  }
}
