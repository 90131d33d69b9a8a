import Analysis
import Articles
import Text

/// A term of the whole folder.
struct GlossaryEntry: Hashable, Sendable {
  var name: String
  var kind: String
  var language: String
  var score: Double
  var count: Int
  var articles: Int
  var variants: [String]
  var expansion: String
  /// A sentence that shows it, with the article and segment it stands in.
  var context: String
  var article: String
  var segment: String
}

/// Merges the terms of articles, in their order, into entries of the folder.
struct GlossaryMerger {
  private var entries: [GlossaryEntry] = []
  private var known: [Key: Int] = [:]

  private struct Key: Hashable {
    var language: String
    var name: [UInt8]
  }

  /// Writes what `add` reads of an article: its id, its language and its terms.
  static func writeMembers(of article: Article, to json: inout JSONWriter) {
    json.member("article", article.id)
    json.member("language", article.language)
    json.key("terms")
    json.array { json in
      for term in article.terms {
        json.object { json in
          json.member("term", term.name)
          json.member("kind", term.kind.rawValue)
          json.key("score")
          json.decimal(term.score)
          json.key("count")
          json.integer(term.count)
          json.key("variants")
          json.array { json in
            for variant in term.variants { json.string(variant) }
          }
          json.member("expansion", term.expansion)
          json.member("context", term.context)
          json.member("segment", term.uses.first.map { article.segments[$0.segment].id })
        }
      }
    }
  }

  /// Adds the record of one article: `{"article","language","terms":[…]}`.
  mutating func add(_ record: JSONValue) {
    let article = record["article"]?.string ?? ""
    let language = record["language"]?.string ?? "und"
    for term in record["terms"]?.elements ?? [] {
      guard let name = term["term"]?.string else { continue }
      let entry = GlossaryEntry(
        name: name, kind: term["kind"]?.string ?? "", language: language, score: term["score"]?.number ?? 0,
        count: term["count"]?.integer ?? 1, articles: 1,
        variants: term["variants"]?.elements.compactMap(\.string) ?? [],
        expansion: term["expansion"]?.string ?? "", context: term["context"]?.string ?? "", article: article,
        segment: term["segment"]?.string ?? "")
      let key = Key(language: language, name: TermFinder.foldedName(name))
      if let index = known[key] {
        merge(entry, into: &entries[index])
      } else {
        known[key] = entries.count
        entries.append(entry)
      }
    }
  }

  /// The entries with the best scores of each language; of equal ones those that came first.
  func best(_ count: Int) -> [GlossaryEntry] {
    var perLanguage: [String: Int] = [:]
    return entries.enumerated().sorted { a, b in
      a.element.score != b.element.score ? a.element.score > b.element.score : a.offset < b.offset
    }.map(\.element).filter { entry in
      perLanguage[entry.language, default: 0] += 1
      return perLanguage[entry.language, default: 0] <= count
    }
  }

  /// The entries that most articles use, then those used most; of equal ones those that came first.
  func mostUsed(_ count: Int) -> [GlossaryEntry] {
    let ranked = entries.enumerated().sorted { a, b in
      (b.element.articles, b.element.count, a.offset) < (a.element.articles, a.element.count, b.offset)
    }
    return ranked.prefix(count).map(\.element)
  }

  /// The first form and context stay; an expansion is taken where one is found.
  private func merge(_ other: GlossaryEntry, into entry: inout GlossaryEntry) {
    entry.count += other.count
    entry.articles += other.articles
    entry.score += other.score
    for variant in other.variants + [other.name] where variant != entry.name && !entry.variants.contains(variant) {
      entry.variants.append(variant)
    }
    entry.variants.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    if entry.expansion.isEmpty { entry.expansion = other.expansion }
  }
}
