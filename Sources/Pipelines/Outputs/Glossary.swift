import Analysis
import Articles
import Text

/// The terms of all articles, merged, or of each: for the termbase and for translators' tools.
struct Glossary: Output {
  static let name = "glossary"
  static let about =
    "The names, terms and abbreviations of all articles, or of each, with a sentence that shows them; known terms apart."
  static let needs: Facts = [.language, .terms]
  static let version = 1

  static let mayUse: [any Resource.Type] = [TermbaseResource.self]

  enum Scope: String, CaseIterable { case folder, article }

  private let files: GlossaryFiles
  private let scope: Scope
  private let includesKnown: Bool
  private let atMost: Int

  init(options: inout Options) {
    let forms = options.choices(
      "as", default: [GlossaryFiles.Form.csv],
      about:
        "Comma- or tab-separated values, a page of Markdown, TBX version 3 or 2, OmegaT's glossary; a glossary's TBX of version 2 ends in .v2.tbx."
    )
    let targets = options.texts(
      "targets", default: [], about: "Language tags that OmegaT's glossaries, which have two, are made for.",
      check: { LanguageTag.isWellFormed($0) ? nil : "a language tag looks like fr, kk or pt-BR" })
    let guardsFormulas = options.flag(
      "guard-formulas", default: false,
      about: "In tables, put an apostrophe before what a spreadsheet would take for a formula.")
    files = GlossaryFiles(forms: forms, guardsFormulas: guardsFormulas, targets: targets)
    scope = options.choice(
      "per", default: Scope.folder, about: "One glossary for the whole folder, or one per article.")
    includesKnown = options.flag(
      "known", default: false, about: "List also what the termbase has already, with its status and translations.")
    atMost = options.integer("at-most", 1...1_000_000, default: 1_000, about: "How many entries per language to list.")
  }

  func files(for article: Article, with tools: Tools) throws(ArticleError) -> [OutputFile] {
    guard scope == .article, !article.terms.isEmpty else { return [] }
    var json = JSONWriter()
    write(article, tools, to: &json)
    var merger = GlossaryMerger()
    var failure: ArticleError?
    json.bytes.withUnsafeBufferPointer { buffer in
      do throws(ArticleError) {
        try JSONReader().read(
          buffer, orElse: { ArticleError(.processing, $0.reason) },
          { record throws(ArticleError) in merger.add(record) })
      } catch { failure = error }
    }
    if let failure { throw failure }
    do throws(EnvironmentError) {
      let entries = try sorted(merger.best(atMost))
      guard !entries.isEmpty else { return [] }
      return files.files(of: entries).map { ending, bytes in
        OutputFile(path: "glossary/\(OutputName.path(for: article))\(ending)", bytes: bytes)
      }
    } catch {
      throw ArticleError(.processing, error.message)
    }
  }

  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    guard scope == .folder, !article.terms.isEmpty else { return }
    write(article, tools, to: &record.json)
  }

  private func write(_ article: Article, _ tools: Tools, to json: inout JSONWriter) {
    let termbase = tools.resources[TermbaseResource.self]?.index
    json.object { json in
      GlossaryMerger.writeMembers(of: article, termbase: termbase, includesKnown: includesKnown, to: &json)
    }
  }

  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {
    guard scope == .folder else { return }
    for (ending, bytes) in files.files(of: try sorted(merged(records))) {
      try folder.write(OutputFile(path: "glossary" + ending, bytes: bytes))
    }
  }

  private func merged(_ records: Records) throws(EnvironmentError) -> [GlossaryEntry] {
    var merger = GlossaryMerger()
    try records.forEach { record throws(EnvironmentError) in merger.add(record) }
    return merger.best(atMost)
  }

  /// By language, and within one as its readers expect.
  private func sorted(_ entries: [GlossaryEntry]) throws(EnvironmentError) -> [GlossaryEntry] {
    var collators: [String: Collator] = [:]
    var keyed: [(language: String, key: [UInt8], entry: GlossaryEntry)] = []
    do throws(TextError) {
      for entry in entries {
        if collators[entry.language] == nil { collators[entry.language] = try Collator(locale: entry.language) }
        guard let collator = collators[entry.language] else { continue }
        keyed.append((entry.language, try collator.sortKey(of: Array(entry.name.utf8)), entry))
      }
    } catch {
      throw EnvironmentError("the glossary cannot be sorted: \(error)")
    }
    return keyed.sorted { a, b in
      if a.language != b.language { return a.language < b.language }
      if a.key != b.key { return a.key.lexicographicallyPrecedes(b.key) }
      return a.entry.name.utf8.lexicographicallyPrecedes(b.entry.name.utf8)
    }.map(\.entry)
  }
}
