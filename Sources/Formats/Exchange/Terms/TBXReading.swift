import Articles
import Text

/// Reads TBX of any version, dialect and style, one concept at a time.
///
/// Elements are known by their local names, which the versions and styles do not use for different things. A data
/// category is the `type` of its element (style DCA, version 2) or the element's own name (style DCT).
struct TBXReading {
  private enum Level { case outside, concept, language, term }

  private let file: UnsafeBufferPointer<UInt8>
  private var level = Level.outside
  private var concept = Concept()
  private var language = ""
  private var designation = Designation("", language: "")
  /// A definition that stands beside the terms of the open language.
  private var languageDefinition = ""
  private var languageNote = ""
  /// Index of the open language's first term.
  private var firstOfLanguage = 0
  /// The text element that is open, its category, and its text so far.
  private var open: (category: String, depth: Int)?
  private var text: [UInt8] = []
  private var depth = 0
  private var conceptStart = 0

  init(_ file: UnsafeBufferPointer<UInt8>) { self.file = file }

  mutating func run(_ body: (Concept) -> Bool) throws(TermFileError) {
    var reader = XMLReader(file)
    do throws(XMLFault) {
      try read(&reader, body)
    } catch {
      let code: Code =
        switch error.kind {
        case .tooDeep: .xmlTooDeep
        case .amplified, .entityMarkup: .xmlEntities
        case .syntax, .outOfMemory: .badXML
        }
      throw TermFileError(code, error.reason, at: error.offset, of: file)
    }
    if let failure { throw failure }
  }

  /// What was found wrong with the content, as opposed to the XML.
  private var failure: TermFileError?

  private mutating func read(_ reader: inout XMLReader, _ body: (Concept) -> Bool) throws(XMLFault) {
    while failure == nil, let event = try reader.next() {
      switch event.kind {
      case .start:
        depth += 1
        let name = reader.names[event.name].local
        if depth == 1 && name != "martif" && name != "tbx" {
          fail("the root element is \"\(name)\", not \"tbx\" or \"martif\"", at: event.range.start)
        } else if TBXReading.isSkipped(name) || (open != nil && TBXReading.isCode(name)) {
          try reader.skip(event)
          depth -= 1
        } else {
          start(name, event, reader)
        }
      case .end:
        end(reader.names[event.name].local, at: event.range.start, body)
        depth -= 1
        if isStopped { return }
      case .text:
        guard open != nil else { continue }
        text.append(contentsOf: reader.text(of: event))
        if text.count > TermFormats.textLimit { fail("a text has more than 64 KiB", at: event.range.start) }
      case .comment, .instruction, .cdataStart, .cdataEnd, .unknownEntity: break
      }
    }
  }

  private var isStopped = false

  private mutating func fail(_ message: String, at offset: Int) {
    if failure == nil { failure = TermFileError(.termFile, message, at: offset, of: file) }
  }

  /// Who changed an entry when, what the head says, and what stands after the entries.
  private static func isSkipped(_ name: String) -> Bool {
    switch name {
    case "transacGrp", "transac", "tbxHeader", "martifHeader", "back", "termCompList": true
    default: false
    }
  }

  /// Formatting of other programs inside a text.
  private static func isCode(_ name: String) -> Bool {
    switch name {
    case "bpt", "ept", "ph", "sc", "ec": true
    default: false
    }
  }

  private mutating func start(_ name: String, _ event: XMLEvent, _ reader: borrowing XMLReader) {
    switch name {
    case "termEntry", "conceptEntry":
      guard enter(.concept, from: .outside, name, event) else { return }
      concept = Concept(id: reader.string("id", of: event) ?? "")
      conceptStart = event.range.start
    case "langSet", "langSec":
      guard enter(.language, from: .concept, name, event) else { return }
      let space = "http://www.w3.org/XML/1998/namespace"
      language = reader.string("lang", in: space, of: event) ?? reader.string("lang", of: event) ?? ""
      guard LanguageTag.isWellFormed(language) else {
        return fail(
          language.isEmpty ? "\"\(name)\" has no xml:lang" : "\"\(language)\" is no language tag",
          at: event.range.start)
      }
      language = LanguageTag.canonical(language)
      languageDefinition = ""
      languageNote = ""
      firstOfLanguage = concept.designations.count
    case "termSec", "tig", "ntig":
      guard enter(.term, from: .language, name, event) else { return }
      designation = Designation("", language: language)
    case "term" where open == nil:
      guard level == .term else { return fail("\"term\" stands outside of a term section", at: event.range.start) }
      openText("term")
    case "descrip", "termNote", "admin", "xref", "ref":
      if open == nil && level != .outside { openText(reader.string("type", of: event) ?? name) }
    case "descripGrp", "termNoteGrp", "adminGrp", "termGrp", "hi", "foreign", "mrk", "pc", "date", "text", "body",
      "martif", "tbx":
      break
    default:
      // A data category as a tag; `note` is one of the core.
      if open == nil && level != .outside { openText(name) }
    }
  }

  private mutating func openText(_ category: String) {
    open = (category, depth)
    text.removeAll(keepingCapacity: true)
  }

  private mutating func enter(_ next: Level, from expected: Level, _ name: String, _ event: XMLEvent) -> Bool {
    guard level == expected, open == nil else {
      fail("\"\(name)\" stands where it must not", at: event.range.start)
      return false
    }
    level = next
    return true
  }

  private mutating func end(_ name: String, at offset: Int, _ body: (Concept) -> Bool) {
    if let (category, depth) = open {
      guard depth == self.depth else { return }
      open = nil
      let value = TermText.clean(text)
      if !value.isEmpty { take(category, value) }
      return
    }
    switch name {
    case "termSec", "tig", "ntig":
      level = .language
      if !designation.term.isEmpty { concept.designations.append(designation) }
      if concept.designations.count > TermFormats.termLimit {
        fail("a concept has more than 10,000 terms", at: conceptStart)
      }
    case "langSet", "langSec":
      level = .concept
      guard firstOfLanguage < concept.designations.count else { return }
      if concept.designations[firstOfLanguage].definition.isEmpty {
        concept.designations[firstOfLanguage].definition = languageDefinition
      }
      TermNotes.join(languageNote, to: &concept.designations[firstOfLanguage].note)
    case "termEntry", "conceptEntry":
      level = .outside
      if !concept.designations.isEmpty { isStopped = !body(concept) }
    default: break
    }
  }

  private mutating func take(_ category: String, _ value: String) {
    switch level {
    case .outside: break
    case .concept:
      switch category {
      case "subjectField": TermNotes.join(value, to: &concept.subject)
      case "definition": TermNotes.join(value, to: &concept.definition)
      case "note": TermNotes.take(value, into: &concept)
      default: TermNotes.join("\(category): \(value)", to: &concept.note)
      }
    case .language:
      if category == "definition" {
        TermNotes.join(value, to: &languageDefinition)
      } else {
        TermNotes.join(category == "note" ? value : "\(category): \(value)", to: &languageNote)
      }
    case .term: takeOfTerm(category, value)
    }
  }

  private mutating func takeOfTerm(_ category: String, _ value: String) {
    switch category {
    case "term": designation.term = value
    case "administrativeStatus", "normativeAuthorization":
      if let status = TBXReading.status(value) { designation.status = status }
    case "processStatus":
      if value != "finalized" { designation.status = .proposed }
    case "termType":
      switch value {
      case "abbreviation", "acronym", "initialism", "abbreviatedForm": designation.kind = .abbreviation
      default: TermNotes.join("termType: \(value)", to: &designation.note)
      }
    case "partOfSpeech" where value == "properNoun": designation.kind = .name
    case "context": TermNotes.join(value, to: &designation.context)
    case "definition": TermNotes.join(value, to: &designation.definition)
    case "source": TermNotes.join(value, to: &designation.source)
    case "note": TermNotes.take(value, into: &designation)
    default: TermNotes.join("\(category): \(value)", to: &designation.note)
    }
  }

  /// The values of version 2 and 3 and of the dialects differ in their ends only.
  private static func status(_ value: String) -> Designation.Status? {
    if value.hasPrefix("preferred") || value.hasPrefix("standardized") || value.hasPrefix("legal") { return .approved }
    if value.hasPrefix("admitted") || value.hasPrefix("regulated") { return .admitted }
    if value.hasPrefix("deprecated") || value.hasPrefix("superseded") || value.hasPrefix("obsolete")
      || value.hasPrefix("notRecommended")
    {
      return .forbidden
    }
    return nil
  }
}
