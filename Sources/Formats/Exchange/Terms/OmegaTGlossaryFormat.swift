import Articles
import Text

/// The glossary of OmegaT: a line for each pair of terms, source, target and comment between tabs.
///
/// Source: OmegaT's manual, "Glossaries". A line whose target and comment are both empty is dropped by OmegaT without a
/// word, so a term without a translation gets its context or another comment. Lines that begin with `#` are no entries.
public struct OmegaTGlossaryFormat: TermFormat {
  public let name = "omegat"
  public let ending = "utf8"
  public let about = "glossary of OmegaT, two languages"

  public init() {}

  public func recognizes(_ head: ArraySlice<UInt8>, ending: String) -> Bool {
    ["utf8", "txt", "tab"].contains(ending) && head.contains(0x09)
  }

  public func read(
    _ file: UnsafeBufferPointer<UInt8>, languages: [String], _ body: (Concept) -> Bool
  ) throws(TermFileError) {
    guard languages.count >= 2 else {
      throw TermFileError(
        .termFile, "an OmegaT glossary does not say its languages", line: 1,
        hint: "give --languages en,fr, or name the file glossary.en-fr.utf8")
    }
    var reader = DelimitedReader(file, separator: 0x09)
    while let row = try reader.next() {
      guard let source = row.first, !source.isEmpty, !source.hasPrefix("#") else { continue }
      guard row.count <= 3 else {
        throw TermFileError(
          .termFile, "the line has \(row.count) fields between tabs, and a glossary has two or three",
          line: reader.line)
      }
      var concept = Concept(note: row.count > 2 ? row[2] : "")
      concept.designations.append(Designation(source, language: languages[0]))
      if row.count > 1, !row[1].isEmpty { concept.designations.append(Designation(row[1], language: languages[1])) }
      if !body(concept) { return }
    }
  }

  public func head(languages: [String]) -> [UInt8] { [] }

  /// A line for each source term with each target term; without a target language, one with an empty target.
  public func append(_ concept: Concept, languages: [String], to file: inout [UInt8]) {
    guard let source = languages.first else { return }
    let terms = concept.designations.filter { TermLanguage.matches($0.language, source) && $0.status != .forbidden }
    let all =
      languages.count > 1 ? concept.designations.filter { TermLanguage.matches($0.language, languages[1]) } : []
    let targets = all.filter { $0.status != .forbidden }
    let forbidden = all.filter { $0.status == .forbidden }.map(\.term)
    for term in terms {
      var comment: [String] = []
      if !forbidden.isEmpty { comment.append("not: " + forbidden.joined(separator: ", ")) }
      if term.status == .proposed { comment.append("proposed") }
      for text in [term.definition, concept.definition, term.note, concept.note, term.context] where !text.isEmpty {
        if !comment.contains(text) { comment.append(text) }
      }
      if targets.isEmpty {
        if comment.isEmpty { comment.append(term.source.isEmpty ? "no translation yet" : term.source) }
        line([term.term, "", comment.joined(separator: "; ")], to: &file)
      }
      // A long form goes with long forms and an abbreviation with abbreviations, where there are any.
      let alike = targets.filter { ($0.kind == .abbreviation) == (term.kind == .abbreviation) }
      for target in alike.isEmpty ? targets : alike {
        line([term.term, target.term] + (comment.isEmpty ? [] : [comment.joined(separator: "; ")]), to: &file)
      }
    }
  }

  private func line(_ fields: [String], to file: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { file.append(0x09) }
      // A line that begins with "#" would be taken for a remark; a space before it is taken off by readers.
      if index == 0 && field.hasPrefix("#") { file.append(0x20) }
      file.append(contentsOf: field.utf8.map { $0 < 0x20 ? 0x20 : $0 })
    }
    file.append(0x0A)
  }
}

/// Comparing the language tags of terms with what is asked for.
public enum TermLanguage {
  /// Whether terms of one tag do for another: "fr" for "fr-CA" and the other way round, but not "zh-Hant" for "zh-Hans".
  public static func matches(_ tag: String, _ wanted: String) -> Bool {
    let (left, right) = (LanguageTag.withoutRegion(tag), LanguageTag.withoutRegion(wanted))
    return left == right || LanguageTag.primary(tag) == right || left == LanguageTag.primary(wanted)
  }
}
