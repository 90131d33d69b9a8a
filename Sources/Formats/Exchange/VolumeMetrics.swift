import Articles
import Text

/// Counts of words and characters as GMX-V, the form in which agencies and their customers exchange them.
///
/// Sources: Global Information Management Metrics Volume (GMX-V) 1.0, LISA OSCAR Standard, 26 February 2007, whose schema
/// this follows; GMX-V 2.0, ETSI GS LIS 004, 2012, for the definitions: section 2.7 (white space), 2.10 (punctuation),
/// 3.2 and 3.4 (categories), and the factors for scripts without spaces. Words are those of Unicode Standard Annex #29.
/// The names of some categories are misspelled in the standard ("Repetion"), and so they are here.
public struct VolumeMetrics: Sendable {
  /// What a number of segments is to the translator.
  public enum Category: Hashable, Sendable {
    /// Marked as not to be translated.
    case protected
    /// Segments of numbers alone.
    case numbers
    /// Needs no translator: matched by id, or in context.
    case exact
    /// The same text, from a memory.
    case leveraged
    case repeated
    /// Repeated from a document before.
    case repeatedAcross
    /// Similar to a text of a memory: the lowest and highest score of the class, in percent below 100.
    case fuzzy(Int, Int)
    /// None of these; the standard has no name for it.
    case new

    fileprivate var name: String? {
      switch self {
      case .protected: "Protected"
      case .numbers: "NumericOnlyTextUnit"
      case .exact: "ExactMatched"
      case .leveraged: "LeveragedMatched"
      case .repeated: "RepetionMatched"
      case .repeatedAcross: "ProjectRepetionMatched"
      case .fuzzy: "FuzzyMatched"
      case .new: nil
      }
    }
  }

  /// A document: its segments by category, each category once.
  public struct Resource: Sendable {
    public var path: String
    public var counts: [(category: Category, segments: Int, text: TextCount)]

    public init(path: String, counts: [(category: Category, segments: Int, text: TextCount)]) {
      self.path = path
      self.counts = counts
    }
  }

  /// The documents of one pair of languages.
  public struct Project: Sendable {
    public var source: String
    public var target: String?
    public var resources: [Resource]

    public init(source: String, target: String?, resources: [Resource]) {
      self.source = source
      self.target = target
      self.resources = resources
    }
  }

  private let date: String

  /// - Parameter date: when the counts are from, which the standard requires: `20260314T090000Z`.
  public init(date: String) { self.date = date }

  /// The words of a text in a language. For scripts without spaces they are the characters over a factor; where the
  /// standard has none, there are no words.
  public static func words(_ count: TextCount, language: String) -> Int {
    let tenths: Int
    switch LanguageTag.primary(language) {
    case "zh": tenths = 28
    case "ja": tenths = 30
    case "ko": tenths = 33
    case "th": tenths = 60
    case "lo", "km", "my": return 0
    default: return count.total
    }
    return (count.characters * 10 + tenths / 2) / tenths
  }

  public func bytes(of projects: [Project]) -> [UInt8] {
    var file: [UInt8] = []
    file.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<metrics xmlns=\"urn:lisa-metrics-tags\" version=\"1.0\"")
    // BCP 47's tag for several languages; each stage has its own.
    let sources = Set(projects.map(\.source))
    file.append(attribute: "source-language", sources.count > 1 ? "mul" : projects.first?.source ?? "und")
    file.append(" tool-name=\"Lede\" tool-version=\"1\">\n")
    for project in projects where !project.resources.isEmpty {
      file.append("<project")
      file.append(attribute: "identifier", project.source + (project.target.map { "-" + $0 } ?? ""))
      file.append(">\n")
      for resource in project.resources { append(resource, of: project, to: &file) }
      file.append("</project>\n")
    }
    if projects.allSatisfy(\.resources.isEmpty) {
      // The schema wants a count.
      file.append("<stage phase=\"initial\"")
      file.append(attribute: "date", date)
      file.append(" source-language=\"und\"><count-group name=\"verifiable\">")
      append("TotalWordCount", 0, to: &file)
      file.append("</count-group></stage>\n")
    }
    file.append("</metrics>\n")
    return file
  }

  private func append(_ resource: Resource, of project: Project, to file: inout [UInt8]) {
    file.append("<resource")
    file.append(attribute: "identifier", VolumeMetrics.token(resource.path))
    file.append("><stage phase=\"initial\"")
    file.append(attribute: "date", date)
    file.append(attribute: "source-language", project.source)
    if let target = project.target { file.append(attribute: "target-language", target) }
    file.append(">\n<notes>")
    file.append(text: resource.path)
    file.append("</notes>\n<count-group name=\"verifiable\">\n")
    var total = TextCount()
    for count in resource.counts { total += count.text }
    append("TextUnitCount", resource.counts.reduce(0) { $0 + $1.segments }, to: &file)
    append("TotalWordCount", VolumeMetrics.words(total, language: project.source), to: &file)
    append("TotalCharacterCount", total.characters, to: &file)
    append("PunctuationCharacterCount", total.punctuation, to: &file)
    append("WhiteSpaceCharacterCount", total.spaces, to: &file)
    for count in resource.counts where count.segments > 0 {
      guard let name = count.category.name else { continue }
      var range: String?
      if case .fuzzy(let low, let high) = count.category { range = "\(low)-\(high)" }
      append(name + "WordCount", VolumeMetrics.words(count.text, language: project.source), range, to: &file)
      append(name + "CharacterCount", count.text.characters, range, to: &file)
    }
    file.append("</count-group>\n</stage></resource>\n")
  }

  private func append(_ type: String, _ value: Int, _ category: String? = nil, to file: inout [UInt8]) {
    file.append("<count")
    file.append(attribute: "type", type)
    file.append(" value=\"")
    file.append(decimal: value)
    file.append("\"")
    if let category { file.append(attribute: "category", category) }
    file.append("/>\n")
  }

  /// A path as an NMTOKEN, which the standard wants: what none has in it is "_". The path itself stands in a note.
  private static func token(_ path: String) -> String {
    let token = path.unicodeScalars.map { scalar -> Character in
      let isName =
        scalar.properties.isAlphabetic || scalar.properties.generalCategory == .decimalNumber || scalar == "-"
        || scalar == "." || scalar == "_"
      return isName && scalar.value < 0x3000 ? Character(scalar) : "_"
    }
    return token.isEmpty ? "_" : String(token)
  }
}
