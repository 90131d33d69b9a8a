import Articles
import Text

/// TBX, the exchange format of termbases: version 3 in the dialects Core, Min and Basic and both styles, and version 2
/// Basic, which older tools read. All of them are read alike.
///
/// Sources: ISO 30042:2019 with the dialects of tbxinfo.net (version 3), ISO 30042:2008 and TBX-Basic 3.0 (version 2).
/// What a dialect has no data category for is written as a note that begins with its name; see `TermNotes`.
public struct TBXFormat: TermFormat {
  public enum Dialect: String, Sendable {
    case core = "TBX-Core"
    case min = "TBX-Min"
    case basic = "TBX-Basic"
    /// TBX-Basic in the elements of version 2.
    case version2 = "TBX-Basic 2"
  }

  /// Data categories as attributes, or as tags (ISO 30042:2019, clause 9).
  public enum Style: String, Sendable { case dca, dct }

  let dialect: Dialect
  let style: Style

  public init(_ dialect: Dialect, _ style: Style) {
    self.dialect = dialect
    self.style = style
  }

  public var name: String {
    let stem =
      switch dialect {
      case .core: "tbx-core"
      case .min: "tbx-min"
      case .basic: "tbx"
      case .version2: "tbx-2"
      }
    return style == .dct ? stem + "-dct" : stem
  }

  public let ending = "tbx"

  public var about: String {
    dialect == .version2
      ? "TBX version 2, Basic, for older tools"
      : "TBX version 3, \(dialect.rawValue.dropFirst(4)), data categories as \(style == .dca ? "attributes" : "tags")"
  }

  public func recognizes(_ head: ArraySlice<UInt8>, ending: String) -> Bool {
    let text = String(decoding: head, as: UTF8.self)
    return text.contains("<martif") || text.contains("<tbx") || text.contains(":tbx ")
      || (ending == "tbx" && text.contains("<"))
  }

  public func read(
    _ file: UnsafeBufferPointer<UInt8>, languages: [String], _ body: (Concept) -> Bool
  ) throws(TermFileError) {
    var reading = TBXReading(file)
    try reading.run(body)
  }

  // Writing.

  private var isVersion2: Bool { dialect == .version2 }
  private static let core = "urn:iso:std:iso:30042:ed-2"

  public func head(languages: [String]) -> [UInt8] {
    var head: [UInt8] = []
    head.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    let language = languages.first ?? "en"
    let about: StaticString = "<fileDesc><sourceDesc><p>Made by Lede.</p></sourceDesc></fileDesc>"
    if isVersion2 {
      head.append("<martif type=\"TBX-Basic\"")
      head.append(attribute: "xml:lang", language)
      head.append(">\n<martifHeader>")
      head.append(about)
      head.append("<encodingDesc><p type=\"XCSURI\">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>\n")
      head.append("<text><body>\n")
      return head
    }
    head.append("<tbx type=\"")
    head.append(verbatim: dialect.rawValue)
    head.append("\" style=\"")
    head.append(verbatim: style.rawValue)
    head.append("\"")
    head.append(attribute: "xml:lang", language)
    head.append(" xmlns=\"urn:iso:std:iso:30042:ed-2\"")
    if style == .dct && dialect != .core {
      head.append(" xmlns:min=\"http://www.tbxinfo.net/ns/min\"")
      if dialect == .basic { head.append(" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\"") }
    }
    head.append(">\n<tbxHeader>")
    head.append(about)
    head.append("</tbxHeader>\n<text><body>\n")
    return head
  }

  public var foot: [UInt8] { Array("</body></text>\n\(isVersion2 ? "</martif>" : "</tbx>")\n".utf8) }

  public func append(_ concept: Concept, languages: [String], to file: inout [UInt8]) {
    guard !concept.designations.isEmpty else { return }
    file.append(isVersion2 ? "<termEntry" : "<conceptEntry")
    let isName = TBXFormat.isXMLName(concept.id)
    if !concept.id.isEmpty {
      file.append(attribute: "id", isName ? concept.id : "c" + Digest(of: concept.id.utf8).short(12))
    }
    file.append(">\n")
    if !concept.subject.isEmpty { category("subjectField", concept.subject, to: &file) }
    if !concept.definition.isEmpty { category("definition", concept.definition, to: &file) }
    if !concept.id.isEmpty && !isName { note("id", concept.id, to: &file) }
    if !concept.note.isEmpty { note(nil, concept.note, to: &file) }
    for language in concept.languages {
      append(concept.designations.filter { $0.language == language }, of: language, to: &file)
    }
    file.append(isVersion2 ? "</termEntry>\n" : "</conceptEntry>\n")
  }

  private func append(_ designations: [Designation], of language: String, to file: inout [UInt8]) {
    file.append(isVersion2 ? "<langSet" : "<langSec")
    file.append(attribute: "xml:lang", language)
    file.append(">\n")
    // Definitions stand beside the terms of a language, so only that of the first can be told apart as its own.
    let definition = designations.first?.definition ?? ""
    let hasPlace = permits("definition")
    if hasPlace && !definition.isEmpty { category("definition", definition, to: &file) }
    for (index, designation) in designations.enumerated() {
      file.append(isVersion2 ? "<tig>" : "<termSec>")
      file.append("<term>")
      file.append(text: designation.term)
      file.append("</term>\n")
      append(designation, withDefinition: index > 0 || !hasPlace, to: &file)
      file.append(isVersion2 ? "</tig>\n" : "</termSec>\n")
    }
    file.append(isVersion2 ? "</langSet>\n" : "</langSec>\n")
  }

  private func append(_ designation: Designation, withDefinition: Bool, to file: inout [UInt8]) {
    // The categories under `termNote` come first (the content models of `tig` and `termSec`).
    let status: String? =
      switch designation.status {
      case .proposed: nil
      case .approved: "preferredTerm-admn-sts"
      case .admitted: "admittedTerm-admn-sts"
      case .forbidden: "deprecatedTerm-admn-sts"
      }
    if let status, permits("administrativeStatus") { category("administrativeStatus", status, to: &file) }
    var hasKind = designation.kind == .term
    if designation.kind == .abbreviation, permits("termType") {
      category("termType", "abbreviation", to: &file)
      hasKind = true
    }
    if designation.kind == .name, isVersion2 {
      category("partOfSpeech", "properNoun", to: &file)
      hasKind = true
    }
    if !designation.context.isEmpty { category("context", designation.context, to: &file) }
    if !designation.source.isEmpty { category("source", designation.source, to: &file) }
    if status == nil || !permits("administrativeStatus") { note("status", designation.status.rawValue, to: &file) }
    if !hasKind { note("kind", designation.kind.rawValue, to: &file) }
    if withDefinition && !designation.definition.isEmpty { note("definition", designation.definition, to: &file) }
    if !designation.article.isEmpty { note("article", designation.article, to: &file) }
    if !designation.segment.isEmpty { note("segment", designation.segment, to: &file) }
    if !designation.note.isEmpty { note(nil, designation.note, to: &file) }
  }

  private func permits(_ category: String) -> Bool {
    switch dialect {
    case .core: false
    case .min: category == "administrativeStatus" || category == "subjectField"
    case .basic, .version2: true
    }
  }

  /// A value under its data category, or as a note where the dialect has none.
  private func category(_ name: String, _ value: String, to file: inout [UInt8]) {
    guard permits(name) else { return note(name == "subjectField" ? "subject" : name, value, to: &file) }
    let element =
      switch name {
      case "administrativeStatus", "termType", "partOfSpeech": "termNote"
      case "source": "admin"
      default: "descrip"
      }
    file.append("<")
    if style == .dct {
      let module = name == "administrativeStatus" || name == "subjectField" || name == "partOfSpeech" ? "min" : "basic"
      file.append(verbatim: "\(module):\(name)>")
      file.append(text: value)
      file.append(verbatim: "</\(module):\(name)>\n")
    } else {
      file.append(verbatim: "\(element) type=\"\(name)\">")
      file.append(text: value)
      file.append(verbatim: "</\(element)>\n")
    }
  }

  private func note(_ name: String?, _ value: String, to file: inout [UInt8]) {
    file.append("<note>")
    if let name { file.append(verbatim: name + ": ") }
    file.append(text: value)
    file.append("</note>\n")
  }

  /// Whether an id can be an XML id (an NCName), as far as ASCII goes.
  static func isXMLName(_ id: String) -> Bool {
    guard let first = id.utf8.first else { return false }
    let isStart = { (byte: UInt8) in (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F }
    return isStart(first)
      && id.utf8.allSatisfy { isStart($0) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D || $0 == 0x2E }
  }
}
