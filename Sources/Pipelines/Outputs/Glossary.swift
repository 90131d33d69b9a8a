import Analysis
import Articles
import Text

/// The terms of all articles, merged, as one table for the termbase.
struct Glossary: Output {
  static let name = "glossary"
  static let about =
    "The names, terms and abbreviations of all articles in one table, each with a sentence that shows it."
  static let needs: Facts = [.language, .terms]
  static let version = 1

  enum Form: String, CaseIterable { case csv, tsv }

  private let forms: [Form]
  private let atMost: Int

  init(options: inout Options) {
    forms = options.choices("as", default: [Form.csv], about: "Comma-separated values, tab-separated values, or both.")
    atMost = options.integer("at-most", 1...1_000_000, default: 1_000, about: "How many entries per language to list.")
  }

  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    guard !article.terms.isEmpty else { return }
    record.json.object { json in GlossaryMerger.writeMembers(of: article, to: &json) }
  }

  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {
    let entries = try sorted(merged(records))
    for form in forms {
      let file = try folder.open("glossary." + form.rawValue)
      var table = DelimitedTable(separator: form == .csv ? UInt8(ascii: ",") : 0x09)
      table.row([
        "term", "kind", "language", "count", "articles", "variants", "expansion", "context", "article", "segment",
      ])
      for entry in entries {
        table.row([
          entry.name, entry.kind, entry.language, String(entry.count), String(entry.articles),
          entry.variants.joined(separator: "; "), entry.expansion, entry.context, entry.article, entry.segment,
        ])
      }
      try file.write(table.bytes)
      try file.close()
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
