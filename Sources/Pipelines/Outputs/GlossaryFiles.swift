import Articles
import Formats
import Text

/// The entries of a glossary as files.
struct GlossaryFiles {
  enum Form: String, CaseIterable {
    case csv, tsv, md, tbx
    case tbx2 = "tbx-2"
    case omegat
  }

  let forms: [Form]
  /// Whether a spreadsheet is kept from taking a term for a formula.
  let guardsFormulas: Bool
  /// Languages that OmegaT's files, which have two, are made for.
  let targets: [String]

  /// The files with their names' endings after "glossary": ".csv", ".en-fr.utf8".
  func files(of entries: [GlossaryEntry]) -> [(ending: String, bytes: [UInt8])] {
    var files: [(ending: String, bytes: [UInt8])] = []
    for form in forms {
      switch form {
      case .csv, .tsv: files.append(("." + form.rawValue, table(entries, form == .csv ? UInt8(ascii: ",") : 0x09)))
      case .tbx, .tbx2:
        guard let format = TermFormats.named(form.rawValue) else { continue }
        let bytes = format.file(
          of: GlossaryFiles.concepts(of: entries), languages: GlossaryFiles.languages(of: entries))
        // Both versions have one ending in their names; that of the older is told apart.
        files.append((form == .tbx ? ".tbx" : ".v2.tbx", bytes))
      case .md: files.append((".md", GlossaryPage.markdown(of: entries)))
      case .omegat: files += omegatFiles(entries)
      }
    }
    return files
  }

  /// One for each source language and target, or with empty targets, to be filled in, when none is named.
  private func omegatFiles(_ entries: [GlossaryEntry]) -> [(ending: String, bytes: [UInt8])] {
    let format = OmegaTGlossaryFormat()
    return GlossaryFiles.languages(of: entries).flatMap { source -> [(ending: String, bytes: [UInt8])] in
      let concepts = GlossaryFiles.concepts(of: entries.filter { $0.language == source })
      let others = targets.filter { LanguageTag.withoutRegion($0) != source }
      if targets.isEmpty { return [(".\(source).utf8", format.file(of: concepts, languages: [source]))] }
      return others.map { (".\(source)-\($0).utf8", format.file(of: concepts, languages: [source, $0])) }
    }
  }

  /// Entries of the same concept of the termbase, a name and its abbreviation or the term in two languages, are one.
  private static func concepts(of entries: [GlossaryEntry]) -> [Concept] {
    var concepts: [Concept] = []
    var places: [String: Int] = [:]
    for entry in entries {
      let concept = entry.asConcept
      if let place = places[concept.id] {
        concepts[place].join(concept)
      } else {
        places[concept.id] = concepts.count
        concepts.append(concept)
      }
    }
    return concepts
  }

  private static func languages(of entries: [GlossaryEntry]) -> [String] {
    var languages: [String] = []
    for entry in entries where !languages.contains(entry.language) { languages.append(entry.language) }
    return languages
  }

  /// With an apostrophe before what a spreadsheet would run: a cell that begins with =, +, -, @, a tab or a line end (OWASP,
  /// "CSV Injection").
  private static func guarded(_ cell: String) -> String {
    guard let first = cell.utf8.first, "=+-@\t\r\n".utf8.contains(first) else { return cell }
    return "'" + cell
  }

  private func table(_ entries: [GlossaryEntry], _ separator: UInt8) -> [UInt8] {
    var table = DelimitedTable(separator: separator)
    table.row([
      "term", "kind", "language", "count", "articles", "variants", "expansion", "context", "article", "segment",
      "status", "translations", "definition", "romanization",
    ])
    var romanizer = Romanizer()
    for entry in entries {
      let cells = [
        entry.name, entry.kind, entry.language, String(entry.count), String(entry.articles),
        entry.variants.joined(separator: "; "), entry.expansion, entry.context, entry.article, entry.segment,
        entry.status.rawValue,
        entry.targets.filter { $0.status.isUsable && $0.language != entry.language }.map {
          "\($0.language): \($0.term)"
        }.joined(separator: "; "),
        entry.definition, romanizer.romanization(of: entry),
      ]
      table.row(guardsFormulas ? cells.map(GlossaryFiles.guarded) : cells)
    }
    return table.bytes
  }
}

extension GlossaryEntry {
  /// As a termbase has it: the term, its long form, and the translations that are known.
  fileprivate var asConcept: Concept {
    var concept = Concept(
      id: self.concept.isEmpty ? "t" + Digest(of: "\(language)\u{0}\(name)".utf8).short(10) : self.concept,
      definition: definition)
    concept.designations.append(
      Designation(
        name, language: language, status: status, kind: Term.Kind(rawValue: kind) ?? .term, context: context,
        article: article, segment: segment))
    for target in targets where target.term != name || target.language != language {
      concept.designations.append(Designation(target.term, language: target.language, status: target.status))
    }
    if !expansion.isEmpty, !concept.designations.contains(where: { $0.term == expansion }) {
      concept.designations.append(Designation(expansion, language: language, status: status))
    }
    return concept
  }
}

extension Concept {
  /// Adds what another entry says of the same concept: its terms, and where they were found.
  fileprivate mutating func join(_ other: Concept) {
    for new in other.designations {
      guard
        let index = designations.firstIndex(where: { $0.term == new.term && $0.language == new.language })
      else {
        designations.append(new)
        continue
      }
      guard designations[index].context.isEmpty, !new.context.isEmpty else { continue }
      designations[index] = new
    }
  }
}
