import Articles
import Text

/// Tables of terms, comma- or tab-separated, told what they hold by the names in their first row.
///
/// Two shapes are read. With a column `term`, a row is one term: `language` says in which language, `target` and
/// `target-language` or columns named by a language hold its translations, and rows with the same `concept` belong
/// together. Without it, a row is one concept with a column for each language, headed by its tag; several terms in a
/// cell are separated by `|`. The first shape is written, with all that a termbase knows.
public struct TermTableFormat: TermFormat {
  let separator: UInt8

  public init(separator: UInt8) { self.separator = separator }

  public var name: String { separator == 0x09 ? "tsv" : "csv" }
  public var ending: String { name }
  public var about: String { separator == 0x09 ? "tab-separated values" : "comma-separated values" }

  public func recognizes(_ head: ArraySlice<UInt8>, ending: String) -> Bool { ending == name }

  private static let columns = [
    "concept", "term", "language", "status", "kind", "definition", "context", "source", "note", "article", "segment",
    "subject", "concept-definition", "concept-note",
  ]

  public func head(languages: [String]) -> [UInt8] {
    var table = DelimitedTable(separator: separator)
    table.row(TermTableFormat.columns)
    return table.bytes
  }

  public func append(_ concept: Concept, languages: [String], to file: inout [UInt8]) {
    var table = DelimitedTable(separator: separator)
    for (index, term) in concept.designations.enumerated() {
      table.row([
        concept.id, term.term, term.language, term.status.rawValue, term.kind.rawValue, term.definition, term.context,
        term.source, term.note, term.article, term.segment, index == 0 ? concept.subject : "",
        index == 0 ? concept.definition : "", index == 0 ? concept.note : "",
      ])
    }
    file.append(contentsOf: table.bytes)
  }

  public func read(
    _ file: UnsafeBufferPointer<UInt8>, languages: [String], _ body: (Concept) -> Bool
  ) throws(TermFileError) {
    var reader = DelimitedReader(file, separator: separator == 0x09 ? separator : TermTableFormat.separator(of: file))
    guard let names = try reader.next() else {
      throw TermFileError(
        .termFile, "the table is empty", line: 1, hint: "its first row names the columns: term,language")
    }
    let header = try TermTableHeader(names, languages: languages, line: reader.line)
    var open: Concept?
    while let row = try reader.next() {
      guard row.count <= names.count else {
        throw TermFileError(
          .termFile, "the row has \(row.count) cells, and the first row names \(names.count)", line: reader.line,
          hint: "put cells with a separator in them into quotation marks")
      }
      let concept = try header.concept(row, line: reader.line)
      if var before = open {
        if !concept.id.isEmpty && before.id == concept.id && before.designations.count < TermFormats.termLimit {
          before.join(concept)
          open = before
          continue
        }
        if !before.designations.isEmpty, !body(before) { return }
      }
      open = concept
    }
    if let open, !open.designations.isEmpty { _ = body(open) }
  }

  /// Spreadsheets of some countries separate by semicolons: whichever the first line has most of.
  private static func separator(of file: UnsafeBufferPointer<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in file {
      if byte == 0x22 { isQuoted.toggle() }
      if byte == 0x0A && !isQuoted { break }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let commas = counts[UInt8(ascii: ","), default: 0]
    if counts[UInt8(ascii: ";"), default: 0] > commas { return UInt8(ascii: ";") }
    return counts[0x09, default: 0] > commas ? 0x09 : UInt8(ascii: ",")
  }
}

extension Concept {
  /// Adds what another row says of the same concept.
  fileprivate mutating func join(_ other: Concept) {
    if subject.isEmpty { subject = other.subject }
    if definition.isEmpty { definition = other.definition }
    if note.isEmpty { note = other.note }
    for designation in other.designations
    where !designations.contains(where: { $0.term == designation.term && $0.language == designation.language }) {
      designations.append(designation)
    }
  }
}

/// What the columns of a table are.
struct TermTableHeader {
  private enum Column: Equatable {
    case concept, term, language, target, targetLanguage, status, kind, definition, context, source, note, article
    case segment, subject, conceptDefinition, conceptNote, expansion
    case termsIn(String)
    case passedOver
  }

  private let columns: [Column]
  private let languages: [String]
  private let hasTerms: Bool

  /// Other names under which spreadsheets have the columns, and what the glossary's own tables have besides.
  private static let names: [String: Column] = [
    "concept": .concept, "concept-id": .concept, "entry": .concept, "term": .term, "source-term": .term,
    "language": .language, "lang": .language, "source-language": .language, "target": .target, "translation": .target,
    "target-term": .target, "target-language": .targetLanguage, "status": .status, "kind": .kind, "type": .kind,
    "definition": .definition, "context": .context, "example": .context, "source": .source, "reference": .source,
    "note": .note, "notes": .note, "comment": .note, "article": .article, "segment": .segment, "subject": .subject,
    "subject-field": .subject, "domain": .subject, "concept-definition": .conceptDefinition,
    "concept-note": .conceptNote, "expansion": .expansion, "count": .passedOver, "articles": .passedOver,
    "variants": .passedOver, "score": .passedOver, "translations": .passedOver,
  ]

  init(_ header: [String], languages: [String], line: Int) throws(TermFileError) {
    var columns: [Column] = []
    for (index, cell) in header.enumerated() {
      let name = String(cell.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
      // "id" at the front names concepts; elsewhere it is Indonesian.
      if index == 0 && name == "id" {
        columns.append(.concept)
      } else if let known = TermTableHeader.names[name] {
        columns.append(known)
      } else if TermFormats.isKnownLanguage(cell) {
        columns.append(.termsIn(LanguageTag.canonical(cell)))
      } else {
        columns.append(.passedOver)
      }
    }
    self.columns = columns
    self.languages = languages.map(LanguageTag.canonical)
    hasTerms = columns.contains(.term)
    let inLanguages = columns.contains { if case .termsIn = $0 { true } else { false } }
    guard hasTerms || inLanguages else {
      throw TermFileError(
        .termFile, "no column holds terms", line: line,
        hint: "the first row names the columns: term,language,… or language tags: en,fr,…")
    }
    guard !hasTerms || columns.contains(.language) || !languages.isEmpty else {
      throw TermFileError(
        .termFile, "no column says in which language the terms are", line: line,
        hint: "add a column \"language\", or give --languages")
    }
  }

  func concept(_ row: [String], line: Int) throws(TermFileError) -> Concept {
    var concept = Concept()
    var main = Designation("", language: languages.first ?? "")
    var others: [Designation] = []
    var target = ""
    var targetLanguage = languages.count > 1 ? languages[1] : ""
    var expansion = ""
    for (column, cell) in zip(columns, row) where !cell.isEmpty {
      switch column {
      case .concept: concept.id = cell
      case .term: main.term = cell
      case .language: main.language = try TermTableHeader.tag(cell, line)
      case .target: target = cell
      case .targetLanguage: targetLanguage = try TermTableHeader.tag(cell, line)
      case .status: main.status = try TermTableHeader.status(cell, line)
      case .kind: main.kind = Term.Kind(rawValue: cell.lowercased()) ?? .term
      case .definition: if hasTerms { main.definition = cell } else { concept.definition = cell }
      case .context: main.context = cell
      case .source: main.source = cell
      case .note: if hasTerms { main.note = cell } else { concept.note = cell }
      case .article: main.article = cell
      case .segment: main.segment = cell
      case .subject: concept.subject = cell
      case .conceptDefinition: concept.definition = cell
      case .conceptNote: concept.note = cell
      case .expansion: expansion = cell
      case .termsIn(let language):
        for term in cell.split(separator: "|") {
          let term = TermText.clean(term.utf8)
          if !term.isEmpty { others.append(Designation(term, language: language)) }
        }
      case .passedOver: break
      }
    }
    if hasTerms {
      guard !main.term.isEmpty else { return concept }
      guard !main.language.isEmpty else {
        throw TermFileError(.termFile, "the row says no language for \"\(main.term)\"", line: line)
      }
      concept.designations.append(main)
      if !expansion.isEmpty { others.append(Designation(expansion, language: main.language)) }
      for term in target.split(separator: "|").map({ TermText.clean($0.utf8) }) where !term.isEmpty {
        guard !targetLanguage.isEmpty else {
          throw TermFileError(
            .termFile, "the row says no language for \"\(term)\"", line: line,
            hint: "add a column \"target-language\", or give --languages")
        }
        others.append(Designation(term, language: targetLanguage))
      }
    }
    for index in others.indices {
      others[index].status = main.status
      if !hasTerms {
        others[index].kind = main.kind
        if index == 0 { (others[0].context, others[0].source) = (main.context, main.source) }
      }
    }
    for other in others
    where !concept.designations.contains(where: { $0.term == other.term && $0.language == other.language }) {
      concept.designations.append(other)
    }
    return concept
  }

  private static func tag(_ cell: String, _ line: Int) throws(TermFileError) -> String {
    guard LanguageTag.isWellFormed(cell) else {
      throw TermFileError(.termFile, "\"\(cell)\" is no language tag", line: line, hint: "write en, kk or pt-BR")
    }
    return LanguageTag.canonical(cell)
  }

  private static func status(_ cell: String, _ line: Int) throws(TermFileError) -> Designation.Status {
    switch cell.lowercased() {
    case "preferred": return .approved
    case "deprecated", "superseded", "obsolete": return .forbidden
    case let word:
      if let status = Designation.Status(rawValue: word) { return status }
      throw TermFileError(
        .termFile, "the status \"\(cell)\" is not known", line: line,
        hint: "write one of \(Designation.Status.allCases.map(\.rawValue).joined(separator: ", "))")
    }
  }
}
