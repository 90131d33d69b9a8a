import Articles
import Text

/// The termbase: concepts with their terms in a database file. One owner.
public final class Termbase {
  /// What became of a concept that was added.
  public struct Change: Hashable, Sendable {
    /// Whether the concept is new, and not one that was there already.
    public var isNew = false
    public var addedTerms = 0
    public var updatedTerms = 0
  }

  static let schema = Schema(
    name: "termbase", mark: 0x4C54_524D,
    migrations: [
      """
      CREATE TABLE concept (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, definition TEXT NOT NULL,
        note TEXT NOT NULL
      ) STRICT;
      CREATE TABLE designation (
        number INTEGER PRIMARY KEY, concept INTEGER NOT NULL REFERENCES concept ON DELETE CASCADE,
        term TEXT NOT NULL, language TEXT NOT NULL, folded TEXT NOT NULL, status TEXT NOT NULL, kind TEXT NOT NULL,
        definition TEXT NOT NULL, context TEXT NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL,
        article TEXT NOT NULL, segment TEXT NOT NULL, UNIQUE (concept, language, term)
      ) STRICT;
      CREATE INDEX designation_folded ON designation (folded, language);
      """
    ])

  private let database: Database

  public init(_ path: String, access: Database.Access) throws(StoreError) {
    database = try Database(path, schema: Termbase.schema, access: access)
  }

  /// What files of SQLite begin with.
  public static let fileMark = Array("SQLite format 3\u{0}".utf8)

  // Changing.

  /// Begins a change of many concepts, which is kept by `commit` and taken back by `rollBack`.
  public func begin() throws(StoreError) { try database.begin() }
  public func commit() throws(StoreError) { try database.commit() }
  public func rollBack() { database.rollBack() }

  /// Adds a concept, or what is new of it to the one that it is already.
  ///
  /// It is the same concept when it shares a term of a language and in no language that both have all terms differ:
  /// "bank" with "banque" is another concept than "bank" with "rive". A concept with the same id, which files give out
  /// independently of each other, is looked at first, but must share a term as well. A decision in the file (approved,
  /// admitted, forbidden) replaces the one in the base; a proposal replaces none.
  @discardableResult
  public func add(_ concept: Concept) throws(StoreError) -> Change {
    var change = Change()
    let folded = concept.designations.map { Termbase.folded($0.term) }
    if let known = try same(as: concept, folded) {
      try database.run(
        """
        UPDATE concept SET subject = iif(subject = '', ?2, subject), definition = iif(definition = '', ?3, definition),
          note = iif(note = '', ?4, note) WHERE number = ?1
        """, .integer(known), .text(concept.subject), .text(concept.definition), .text(concept.note))
      for (designation, key) in zip(concept.designations, folded) {
        try add(designation, key, toConcept: known, &change)
      }
    } else {
      change.isNew = true
      try database.run(
        "INSERT INTO concept (id, subject, definition, note) VALUES (?, ?, ?, ?)", .text(try freeID(for: concept)),
        .text(concept.subject), .text(concept.definition), .text(concept.note))
      let number = database.lastRow
      for (designation, key) in zip(concept.designations, folded) {
        try add(designation, key, toConcept: number, &change)
      }
    }
    return change
  }

  /// Sets the status of a term wherever it is, compared by its folded form.
  ///
  /// - Parameters:
  ///   - language: only in this language, regions aside; nil for all.
  ///   - concept: only in the concept of this id; nil for all.
  /// - Returns: the terms that have the status now, with their language and concept.
  public func set(
    _ status: Designation.Status, of term: String, language: String? = nil, concept: String? = nil
  ) throws(StoreError) -> [(term: String, language: String, concept: String)] {
    let found = try database.all(
      """
      SELECT designation.number, term, language, concept.id FROM designation JOIN concept
        ON concept.number = designation.concept WHERE folded = ? ORDER BY designation.number
      """, .text(Termbase.folded(term))
    ) { ($0.integer(0), (term: $0.text(1), language: $0.text(2), concept: $0.text(3))) }
    let wanted = found.filter { _, found in
      (language.map { LanguageTag.withoutRegion($0) == LanguageTag.withoutRegion(found.language) } ?? true)
        && (concept.map { $0 == found.concept } ?? true)
    }
    for (number, _) in wanted {
      try database.run("UPDATE designation SET status = ? WHERE number = ?", .text(status.rawValue), .integer(number))
    }
    return wanted.map(\.1)
  }

  // Reading.

  public func count() throws(StoreError) -> (concepts: Int, terms: Int) {
    try database.first("SELECT (SELECT count(*) FROM concept), (SELECT count(*) FROM designation)") {
      ($0.integer(0), $0.integer(1))
    } ?? (0, 0)
  }

  /// Calls `body` with every concept, in the order in which they came.
  public func forEach(_ body: (Concept) -> Void) throws(StoreError) {
    var open: (number: Int, concept: Concept)?
    try database.forEach(Termbase.selection + " ORDER BY concept.number, designation.number") { row in
      let number = row.integer(0)
      if let (before, concept) = open, before != number { body(concept) }
      if open?.number != number { open = (number, Termbase.concept(row)) }
      open?.concept.designations.append(Termbase.designation(row))
    }
    if let open { body(open.concept) }
  }

  /// Concepts with a term that holds the text, compared by folded forms: those with the very term first, then those
  /// with one that begins with it, the shorter ones before the longer.
  public func search(_ text: String, language: String? = nil, atMost limit: Int) throws(StoreError) -> [Concept] {
    let key = Termbase.folded(text)
    guard !key.isEmpty else { return [] }
    let found = try database.all(
      """
      SELECT concept, language FROM designation WHERE instr(folded, ?1) > 0
        ORDER BY folded <> ?1, instr(folded, ?1) <> 1, length(folded), folded, number
      """, .text(key)
    ) { ($0.integer(0), $0.text(1)) }
    var numbers: [Int] = []
    var seen = Set<Int>()
    for (number, tag) in found where numbers.count < limit {
      if let language, LanguageTag.withoutRegion(language) != LanguageTag.withoutRegion(tag) { continue }
      if seen.insert(number).inserted { numbers.append(number) }
    }
    var concepts: [Concept] = []
    for number in numbers {
      if let concept = try concept(number) { concepts.append(concept) }
    }
    return concepts
  }

  private static let selection = """
    SELECT concept.number, id, subject, concept.definition, concept.note, term, language, status, kind,
      designation.definition, context, source, designation.note, article, segment
      FROM concept JOIN designation ON designation.concept = concept.number
    """

  private func concept(_ number: Int) throws(StoreError) -> Concept? {
    var concept: Concept?
    try database.forEach(
      Termbase.selection + " WHERE concept.number = ? ORDER BY designation.number", .integer(number)
    ) { row in
      if concept == nil { concept = Termbase.concept(row) }
      concept?.designations.append(Termbase.designation(row))
    }
    return concept
  }

  private static func concept(_ row: Row) -> Concept {
    Concept(id: row.text(1), subject: row.text(2), definition: row.text(3), note: row.text(4))
  }

  private static func designation(_ row: Row) -> Designation {
    Designation(
      row.text(5), language: row.text(6), status: Designation.Status(rawValue: row.text(7)) ?? .proposed,
      kind: Term.Kind(rawValue: row.text(8)) ?? .term, definition: row.text(9), context: row.text(10),
      source: row.text(11), note: row.text(12), article: row.text(13), segment: row.text(14))
  }

  private static func folded(_ term: String) -> String { String(decoding: FoldedName.of(term), as: UTF8.self) }

  // Merging.

  /// The number of the concept that a concept is already.
  private func same(as concept: Concept, _ folded: [String]) throws(StoreError) -> Int? {
    var candidates: [Int] = []
    if !concept.id.isEmpty {
      candidates += try database.all("SELECT number FROM concept WHERE id = ?", .text(concept.id)) { $0.integer(0) }
    }
    for (designation, key) in zip(concept.designations, folded) {
      let found = try database.all(
        "SELECT DISTINCT concept FROM designation WHERE folded = ? AND language = ? ORDER BY concept", .text(key),
        .text(designation.language)
      ) { $0.integer(0) }
      for number in found where !candidates.contains(number) { candidates.append(number) }
      // A word with hundreds of meanings is a mistake of a file; looking at all of them for each would be quadratic.
      if candidates.count > 200 { break }
    }
    let own = Set(zip(concept.designations, folded).map { TermKey(language: $0.language, folded: $1) })
    let ownLanguages = Set(concept.designations.map(\.language))
    for candidate in candidates {
      let theirs = Set(
        try database.all("SELECT language, folded FROM designation WHERE concept = ?", .integer(candidate)) {
          TermKey(language: $0.text(0), folded: $0.text(1))
        })
      let shared = own.intersection(theirs)
      guard !shared.isEmpty else { continue }
      let inBoth = ownLanguages.intersection(theirs.map(\.language))
      if inBoth.isSubset(of: shared.map(\.language)) { return candidate }
    }
    return nil
  }

  private struct TermKey: Hashable {
    var language: String
    var folded: String
  }

  private func add(
    _ new: Designation, _ folded: String, toConcept number: Int, _ change: inout Change
  ) throws(StoreError) {
    let known = try database.first(
      Termbase.selection + " WHERE concept.number = ? AND language = ? AND term = ?", .integer(number),
      .text(new.language), .text(new.term)
    ) { Termbase.designation($0) }
    guard let known else {
      change.addedTerms += 1
      try database.run(
        """
        INSERT INTO designation (concept, term, language, folded, status, kind, definition, context, source, note,
          article, segment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, .integer(number), .text(new.term), .text(new.language), .text(folded), .text(new.status.rawValue),
        .text(new.kind.rawValue), .text(new.definition), .text(new.context), .text(new.source), .text(new.note),
        .text(new.article), .text(new.segment))
      return
    }
    var merged = known
    if new.status.isDecided { merged.status = new.status }
    if merged.kind == .term { merged.kind = new.kind }
    if merged.definition.isEmpty { merged.definition = new.definition }
    if merged.context.isEmpty {
      (merged.context, merged.article, merged.segment) = (new.context, new.article, new.segment)
    }
    if merged.source.isEmpty { merged.source = new.source }
    if merged.note.isEmpty { merged.note = new.note }
    guard merged != known else { return }
    change.updatedTerms += 1
    try database.run(
      """
      UPDATE designation SET status = ?4, kind = ?5, definition = ?6, context = ?7, source = ?8, note = ?9,
        article = ?10, segment = ?11 WHERE concept = ?1 AND language = ?2 AND term = ?3
      """, .integer(number), .text(new.language), .text(new.term), .text(merged.status.rawValue),
      .text(merged.kind.rawValue), .text(merged.definition), .text(merged.context), .text(merged.source),
      .text(merged.note), .text(merged.article), .text(merged.segment))
  }

  /// The concept's own id if it has one that is free, else one made from its first term.
  private func freeID(for concept: Concept) throws(StoreError) -> String {
    var stem = concept.id
    if stem.isEmpty {
      let first = concept.designations.first
      stem = "c" + Digest(of: "\(first?.language ?? "")\u{0}\(first?.term ?? "")".utf8).short(10)
    }
    var id = stem
    var number = 1
    while try database.first("SELECT 1 FROM concept WHERE id = ?", .text(id), make: { _ in true }) != nil {
      number += 1
      id = "\(stem)-\(number)"
    }
    return id
  }
}
