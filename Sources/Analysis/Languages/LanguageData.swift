import Text

/// What Lede knows of one language: the files of its folder under `Sources/CData/languages`, read once.
public final class LanguageData: Sendable {
  /// When an abbreviation's full stop can end a sentence.
  public enum AbbreviationKind: String, Sendable, CaseIterable {
    case beforeName = "before-name"
    case beforeNumber = "before-number"
    case inside
    case either
  }

  public let language: String
  /// Function words, case-folded.
  public let stopWords: Vocabulary
  /// Abbreviations without their final full stop, as they are usually written.
  public let abbreviations: Vocabulary
  /// For each entry of `abbreviations`, its kind.
  public let abbreviationKinds: [AbbreviationKind]
  public let conventions: SentenceConventions

  /// The primary subtags of the languages that have a folder, sorted.
  public static let languages: [String] = EmbeddedData.paths.compactMap { path in
    let parts = path.split(separator: "/")
    return parts.count == 3 && parts[0] == "languages" && parts[2] == "stopwords.txt" ? String(parts[1]) : nil
  }

  /// The data of a language; one without a folder has only what CLDR knows of it.
  public init(language tag: String) {
    let primary = LanguageData.folder(of: LanguageTag.primary(tag))
    language = primary
    var stopWords = Vocabulary()
    for line in LanguageData.lines(of: "languages/\(primary)/stopwords.txt") {
      stopWords.intern(CharacterTables.fold(Array(line)))
    }
    self.stopWords = stopWords
    var abbreviations = Vocabulary()
    var kinds: [AbbreviationKind] = []
    // A language's own kinds go before those that all share.
    for path in ["languages/\(primary)/abbreviations.txt", "languages/abbreviations.txt"] {
      var kind = AbbreviationKind.either
      for line in LanguageData.lines(of: path) {
        if line.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]") {
          kind = AbbreviationKind(rawValue: String(decoding: line.dropFirst().dropLast(), as: UTF8.self)) ?? kind
        } else if abbreviations.intern(line) == kinds.count {
          kinds.append(kind)
        }
      }
    }
    for suppression in LanguageTag.suppressions(of: primary) where suppression.last == UInt8(ascii: ".") {
      if abbreviations.intern(suppression.dropLast()) == kinds.count { kinds.append(.either) }
    }
    self.abbreviations = abbreviations
    abbreviationKinds = kinds
    conventions = SentenceConventions(lines: LanguageData.lines(of: "languages/\(primary)/sentences.txt"))
  }

  /// A language's data with further abbreviations, whose kinds go before its own.
  public init(_ base: LanguageData, adding list: AbbreviationList) {
    language = base.language
    stopWords = base.stopWords
    conventions = base.conventions
    var abbreviations = Vocabulary()
    var kinds: [AbbreviationKind] = []
    for entry in list.entries where abbreviations.intern(entry.text) == kinds.count { kinds.append(entry.kind) }
    for entry in 0..<base.abbreviations.count
    where abbreviations.intern(base.abbreviations.bytes(of: entry)) == kinds.count {
      kinds.append(base.abbreviationKinds[entry])
    }
    self.abbreviations = abbreviations
    abbreviationKinds = kinds
  }

  /// The folder of a primary subtag: withdrawn and wider ones have none of their own.
  static func folder(of primary: String) -> String {
    switch primary {
    case "no": "nb"
    case "iw": "he"
    case "in": "id"
    case "mo": "ro"
    case "sh": "sr"
    case "fil": "tl"
    case "cmn": "zh"
    default: primary
    }
  }

  static func lines(of path: String) -> [ArraySlice<UInt8>] { EmbeddedData.lines(of: path) }
}
