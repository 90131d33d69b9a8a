import Articles
import Text

/// The glossaries inside XLIFF 2 files.
///
/// Source: XLIFF Version 2.1, section 5.2, Glossary Module. An entry is a term of the file's source language with its
/// translations and a definition. Written by itself, each concept is a unit with its glossary.
public struct XLIFFGlossaryFormat: TermFormat {
  public let name = "xliff-glossary"
  public let ending = "xlf"
  public let about = "XLIFF 2.1 with the glossary module, two languages"

  static let space = "urn:oasis:names:tc:xliff:glossary:2.0"

  public init() {}

  public func recognizes(_ head: ArraySlice<UInt8>, ending: String) -> Bool {
    let text = String(decoding: head, as: UTF8.self)
    return text.contains("urn:oasis:names:tc:xliff:document:2.")
  }

  public func read(
    _ file: UnsafeBufferPointer<UInt8>, languages: [String], _ body: (Concept) -> Bool
  ) throws(TermFileError) {
    var reading = XLIFFGlossaryReading(file)
    try reading.run(body)
  }

  public func head(languages: [String]) -> [UInt8] {
    var head: [UInt8] = []
    head.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"")
    head.append(" xmlns:gls=\"urn:oasis:names:tc:xliff:glossary:2.0\" version=\"2.1\"")
    head.append(attribute: "srcLang", languages.first ?? "und")
    if languages.count > 1 { head.append(attribute: "trgLang", languages[1]) }
    head.append(">\n<file id=\"glossary\">\n")
    return head
  }

  public let foot = Array("</file>\n</xliff>\n".utf8)

  public func append(_ concept: Concept, languages: [String], to file: inout [UInt8]) {
    guard let source = languages.first else { return }
    let terms = concept.designations.filter { TermLanguage.matches($0.language, source) && $0.status != .forbidden }
    guard let first = terms.first else { return }
    let targets =
      languages.count > 1
      ? concept.designations.filter { TermLanguage.matches($0.language, languages[1]) && $0.status != .forbidden } : []
    file.append("<unit id=\"u")
    let key = concept.id.isEmpty ? first.term + "\u{0}" + (targets.first?.term ?? "") : concept.id
    file.append(verbatim: Digest(of: key.utf8).short(12))
    file.append("\">\n<gls:glossary>\n")
    for term in terms {
      GlossaryEntryXML.append(
        term: term.term, source: term.source, translations: targets.map { ($0.term, $0.source) },
        definition: term.definition.isEmpty ? concept.definition : term.definition, id: nil, reference: nil, to: &file)
    }
    file.append("</gls:glossary>\n<segment><source>")
    file.append(text: first.term)
    file.append("</source>")
    if let target = targets.first {
      file.append("<target>")
      file.append(text: target.term)
      file.append("</target>")
    }
    file.append("</segment>\n</unit>\n")
  }
}

/// One entry of the glossary module.
enum GlossaryEntryXML {
  /// - Parameters:
  ///   - id: an NMTOKEN that no other entry of the unit has.
  ///   - reference: a fragment identifier of the unit that the term stands in.
  static func append(
    term: String, source: String, translations: [(term: String, source: String)], definition: String, id: String?,
    reference: String?, to file: inout [UInt8]
  ) {
    file.append("<gls:glossEntry")
    if let id { file.append(attribute: "id", id) }
    if let reference { file.append(attribute: "ref", reference) }
    file.append(">\n")
    func element(_ name: StaticString, _ text: String, _ source: String) {
      file.append("<gls:")
      file.append(name)
      if !source.isEmpty { file.append(attribute: "source", source) }
      file.append(">")
      file.append(text: text)
      file.append("</gls:")
      file.append(name)
      file.append(">\n")
    }
    element("term", term, source)
    for translation in translations { element("translation", translation.term, translation.source) }
    // An entry needs a translation, a definition or a foreign element (the constraint of `glossEntry`).
    if !definition.isEmpty || translations.isEmpty { element("definition", definition, "") }
    file.append("</gls:glossEntry>\n")
  }
}

private struct XLIFFGlossaryReading {
  private let file: UnsafeBufferPointer<UInt8>
  private var source = ""
  private var target = ""

  init(_ file: UnsafeBufferPointer<UInt8>) { self.file = file }

  mutating func run(_ body: (Concept) -> Bool) throws(TermFileError) {
    var reader = XMLReader(file)
    var failure: TermFileError?
    do throws(XMLFault) {
      failure = try read(&reader, body)
    } catch {
      throw TermFileError(
        error.kind == .syntax ? .badXML : error.kind == .tooDeep ? .xmlTooDeep : .xmlEntities, error.reason,
        at: error.offset, of: file)
    }
    if let failure { throw failure }
  }

  private mutating func read(_ reader: inout XMLReader, _ body: (Concept) -> Bool) throws(XMLFault) -> TermFileError? {
    var concept: Concept?
    var text: [UInt8]?
    var element: (language: String, source: String)?
    while let event = try reader.next() {
      let name = event.kind == .start || event.kind == .end ? reader.names[event.name] : XMLName(space: "", local: "")
      switch event.kind {
      case .start where name.local == "xliff":
        source = reader.string("srcLang", of: event).map(LanguageTag.canonical) ?? ""
        target = reader.string("trgLang", of: event).map(LanguageTag.canonical) ?? ""
        guard LanguageTag.isWellFormed(source) else {
          return TermFileError(.termFile, "\"xliff\" has no srcLang", at: event.range.start, of: file)
        }
      case .start where name.space == XLIFFGlossaryFormat.space:
        switch name.local {
        case "glossEntry": concept = Concept()
        case "term", "definition", "translation":
          if name.local == "translation", !LanguageTag.isWellFormed(target) {
            return TermFileError(
              .termFile, "a translation in a file without trgLang", at: event.range.start, of: file)
          }
          element = (name.local == "translation" ? target : source, reader.string("source", of: event) ?? "")
          text = []
        default: break
        }
      case .text:
        text?.append(contentsOf: reader.text(of: event))
        if let count = text?.count, count > TermFormats.textLimit {
          return TermFileError(.termFile, "a text has more than 64 KiB", at: event.range.start, of: file)
        }
      case .end where name.space == XLIFFGlossaryFormat.space:
        if name.local == "glossEntry", let found = concept {
          concept = nil
          if found.designations.count > TermFormats.termLimit {
            return TermFileError(.termFile, "an entry has more than 10,000 terms", at: event.range.start, of: file)
          }
          if !found.designations.isEmpty, !body(found) { return nil }
        } else if let bytes = text, let (language, source) = element {
          let value = TermText.clean(bytes)
          if name.local == "definition" {
            concept?.definition = value
          } else if !value.isEmpty {
            concept?.designations.append(Designation(value, language: language, source: source))
          }
          text = nil
        }
      default: break
      }
    }
    return nil
  }
}
