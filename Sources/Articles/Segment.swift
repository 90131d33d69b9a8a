import Text

/// A translation of a segment: its text, how far it has come, and where it came from.
public struct Target: Hashable, Sendable {
  public enum State: String, Sendable { case candidate, translated, reviewed, final }

  public var language: String
  public var content: MarkedText
  public var state: State
  /// A memory's or file's name, for the translator.
  public var origin: String
  /// How well it fits in percent, 101 in context, when it came from a memory.
  public var score: Int?

  public init(language: String, content: MarkedText, state: State, origin: String, score: Int? = nil) {
    self.language = language
    self.content = content
    self.state = state
    self.origin = origin
    self.score = score
  }
}

/// A sentence, or a block that is no prose: the unit that is summarized, translated and counted.
public struct Segment: Hashable, Sendable {
  public var id: String
  /// Index of its block in the article.
  public var block: Int
  /// In the block's text. Between two segments of a block there is white space only.
  public var range: TextRange
  /// Its translations, one at most per language.
  public var targets: [Target]
  /// What memories and termbases offer for it: per language the best first.
  public var candidates: [Candidate] = []
  /// How much text it is, where that was asked for.
  public var count: TextCount?

  public init(id: String, block: Int, range: TextRange, target: Target? = nil) {
    self.id = id
    self.block = block
    self.range = range
    targets = target.map { [$0] } ?? []
  }

  /// Its first translation: the only one, where one language is at hand.
  public var target: Target? {
    get { targets.first }
    set { targets = newValue.map { [$0] } ?? [] }
  }

  /// Takes a translation in the place of the one that it has in that language; those in others stay.
  public mutating func set(_ target: Target) {
    if let index = targets.firstIndex(where: { $0.language == target.language }) {
      targets[index] = target
    } else {
      targets.append(target)
    }
  }

  public func target(in language: String) -> Target? { targets.first { $0.language == language } }

  public func candidates(in language: String) -> [Candidate] { candidates.filter { $0.language == language } }
}

extension Segment {
  /// Ids for an article's segments, made from their texts: a segment keeps its id when others come, go or move.
  ///
  /// The second of two equal texts gets the suffix "-2", and so on. Blocks are named the same way with another prefix.
  public struct Namer {
    private let prefix: String
    private var counts: [Digest: Int] = [:]

    public init(prefix: String = "s") { self.prefix = prefix }

    public mutating func id(for text: some Collection<UInt8>) -> String {
      let digest = Digest(of: text)
      let count = counts[digest, default: 0] + 1
      counts[digest] = count
      let name = prefix + digest.short(10)
      return count == 1 ? name : name + "-" + String(count)
    }
  }
}
