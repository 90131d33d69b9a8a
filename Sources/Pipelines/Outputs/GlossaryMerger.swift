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
  /// What the termbase says of it.
  var status = Designation.Status.proposed
  var concept = ""
  var definition = ""
  var targets: [TermMatch.Target] = []

  /// Keeps the variants sorted and each of them once.
  mutating func add(variant: String) {
    guard !variants.contains(variant) else { return }
    let place = variants.firstIndex { variant.utf8.lexicographicallyPrecedes($0.utf8) }
    variants.insert(variant, at: place ?? variants.count)
  }
}

/// Merges the terms of articles, in their order, into entries of the folder.
struct GlossaryMerger {
  private var entries: [GlossaryEntry] = []
  /// Language and key of each entry: see `TermKey`.
  private var keys = Vocabulary()
  private var key: [UInt8] = []
  private let forms = TermKey()

  /// Writes what `add` reads of an article: its id, its language and its terms.
  ///
  /// Terms that the termbase has are left out, or written with what it says of them. Many terms share a context, and
  /// contexts are most of the bytes, so each is written once and named by its place.
  static func writeMembers(
    of article: Article, atMost: Int = .max, termbase: TermIndex? = nil, includesKnown: Bool = true,
    to json: inout JSONWriter
  ) {
    json.member("article", article.id)
    json.member("language", article.language)
    // Segments that are contexts, in the order of their first use, and the place of each.
    var contexts: [Int] = []
    var places = [Int32](repeating: -1, count: article.segments.count)
    let known = termbase?.names(of: article.language ?? "und")
    var folded: [UInt8] = []
    json.key("terms")
    json.array { json in
      for term in article.terms.prefix(atMost) {
        let entry = known.flatMap { find(term, in: $0, &folded) }
        if entry != nil && !includesKnown { continue }
        json.object { json in
          if let (concept, designation) = entry { write(concept, designation, to: &json) }
          json.member("term", term.name)
          // Elsewhere names are brought together without the tables that fold them.
          if term.name.utf8.contains(where: { $0 >= 0x80 }) {
            json.key("key")
            json.string(FoldedName.of(term.name))
          }
          json.member("kind", term.kind.rawValue)
          json.key("score")
          json.decimal(term.score)
          json.key("count")
          json.integer(term.count)
          if !term.variants.isEmpty {
            json.key("variants")
            json.array { json in
              for variant in term.variants { json.string(variant) }
            }
          }
          json.member("expansion", term.expansion)
          if term.definition != nil, entry == nil {
            json.key("defines")
            json.bool(true)
          }
          guard let context = term.context else { return }
          if places[context] < 0 {
            places[context] = Int32(contexts.count)
            contexts.append(context)
          }
          json.key("context")
          json.integer(Int(places[context]))
        }
      }
    }
    json.key("contexts")
    json.array { json in
      for context in contexts {
        json.object { json in
          json.key("text")
          json.string(article.text(of: article.segments[context]))
          json.member("segment", article.segments[context].id)
        }
      }
    }
  }

  /// What the termbase has under one of a term's names.
  private static func find(
    _ term: Term, in known: TermNames, _ folded: inout [UInt8]
  ) -> (concept: Concept, designation: Designation)? {
    func find(_ name: String) -> (concept: Concept, designation: Designation)? {
      var name = name
      folded.removeAll(keepingCapacity: true)
      name.withUTF8 { FoldedName.append($0, to: &folded) }
      return folded.withUnsafeBufferPointer { known.concept(named: $0) }
    }
    if let found = find(term.name) { return found }
    for variant in term.variants {
      if let found = find(variant) { return found }
    }
    return nil
  }

  private static func write(_ concept: Concept, _ own: Designation, to json: inout JSONWriter) {
    json.member("concept", concept.id)
    json.member("status", own.status.rawValue)
    let definition = own.definition.isEmpty ? concept.definition : own.definition
    if !definition.isEmpty { json.member("definition", definition) }
    json.key("targets")
    json.array { json in
      for other in concept.designations where other != own {
        json.object { json in
          json.member("term", other.term)
          json.member("language", other.language)
          json.member("status", other.status.rawValue)
        }
      }
    }
  }

  /// Adds the record of one article.
  mutating func add(_ record: JSONValue) {
    guard let terms = record["terms"]?.elements, !terms.isEmpty else { return }
    let article = record["article"]?.string ?? ""
    // A term of British and of American articles is one term.
    let language = LanguageTag.withoutRegion(record["language"]?.string ?? "und")
    let contexts = record["contexts"]?.elements ?? []
    for term in terms {
      guard let name = term["term"]?.text else { continue }
      key.removeAll(keepingCapacity: true)
      key.append(contentsOf: language.utf8)
      key.append(0)
      let isTerm = term["kind"]?.string == Term.Kind.term.rawValue
      forms.append(name, language: language, isName: !isTerm, to: &key)
      let index = key.withUnsafeBufferPointer { keys.intern($0, hash: Vocabulary.hash($0)) }
      if index < entries.count {
        let isShorter = isTerm && forms.shortestIsBase(in: language) && name.count < entries[index].name.utf8.count
        GlossaryMerger.merge(term, name, isBetterName: isShorter, into: &entries[index])
        GlossaryMerger.addDefinition(term, contexts, article, to: &entries[index])
        continue
      }
      let context = term["context"]?.integer.flatMap { contexts.indices.contains($0) ? contexts[$0] : nil }
      entries.append(
        GlossaryEntry(
          name: String(decoding: name, as: UTF8.self), kind: term["kind"]?.string ?? "", language: language,
          score: term["score"]?.number ?? 0,
          count: term["count"]?.integer ?? 1, articles: term["articles"]?.integer ?? 1,
          variants: term["variants"]?.elements.compactMap(\.string) ?? [],
          expansion: term["expansion"]?.string ?? "", context: context?["text"]?.string ?? "", article: article,
          segment: context?["segment"]?.string ?? "",
          status: term["status"]?.string.flatMap(Designation.Status.init) ?? .proposed,
          concept: term["concept"]?.string ?? "", definition: term["definition"]?.string ?? "",
          targets: (term["targets"]?.elements ?? []).compactMap(GlossaryMerger.target)))
      GlossaryMerger.addDefinition(term, contexts, article, to: &entries[entries.count - 1])
    }
  }

  private static func target(_ value: JSONValue) -> TermMatch.Target? {
    guard let term = value["term"]?.string, let language = value["language"]?.string,
      let status = value["status"]?.string.flatMap(Designation.Status.init)
    else { return nil }
    return TermMatch.Target(term: term, language: language, status: status)
  }

  /// The entries with the best scores of each language; of equal ones those that came first.
  func best(_ count: Int) -> [GlossaryEntry] {
    let ranked = entries.indices.map { (score: entries[$0].score, place: $0) }.sorted {
      $0.score != $1.score ? $0.score > $1.score : $0.place < $1.place
    }
    var best: [GlossaryEntry] = []
    var perLanguage: [String: Int] = [:]
    for (_, place) in ranked {
      let taken = perLanguage[entries[place].language, default: 0]
      guard taken < count else { continue }
      perLanguage[entries[place].language] = taken + 1
      best.append(entries[place])
    }
    return best
  }

  /// The entries that most articles use, then those used most; of equal ones those that came first.
  func mostUsed(_ count: Int) -> [GlossaryEntry] {
    let ranked = entries.indices.map { (articles: entries[$0].articles, count: entries[$0].count, place: $0) }
    return ranked.sorted { ($1.articles, $1.count, $0.place) < ($0.articles, $0.count, $1.place) }
      .prefix(count).map { entries[$0.place] }
  }

  /// Takes the first sentence that says what the term is, which becomes its context.
  private static func addDefinition(
    _ term: JSONValue, _ contexts: [JSONValue], _ article: String, to entry: inout GlossaryEntry
  ) {
    guard entry.definition.isEmpty, term["defines"] != nil, let place = term["context"]?.integer,
      contexts.indices.contains(place), let text = contexts[place]["text"]?.string
    else { return }
    entry.definition = text
    entry.context = text
    entry.article = article
    entry.segment = contexts[place]["segment"]?.string ?? ""
  }

  /// The first context stays, and the first form unless the other is better; an expansion is taken where one is found.
  private static func merge(
    _ term: JSONValue, _ name: UnsafeBufferPointer<UInt8>, isBetterName: Bool, into entry: inout GlossaryEntry
  ) {
    entry.count += term["count"]?.integer ?? 1
    entry.articles += term["articles"]?.integer ?? 1
    entry.score += term["score"]?.number ?? 0
    if isBetterName {
      let name = String(decoding: name, as: UTF8.self)
      entry.add(variant: entry.name)
      entry.name = name
      entry.variants.removeAll { $0 == name }
    } else if !name.elementsEqual(entry.name.utf8) {
      entry.add(variant: String(decoding: name, as: UTF8.self))
    }
    for variant in term["variants"]?.elements ?? [] {
      if let text = variant.text, !text.elementsEqual(entry.name.utf8) {
        entry.add(variant: String(decoding: text, as: UTF8.self))
      }
    }
    if entry.expansion.isEmpty { entry.expansion = term["expansion"]?.string ?? "" }
  }
}
