import Articles
import Text

/// A translation memory in a database file: units, the neighbors they stood between, and an index of their words. One
/// owner; other threads and processes open it for themselves.
public final class TranslationMemory {
  static let schema = Schema(
    name: "translation memory", mark: 0x4C54_4D4D,
    migrations: [
      """
      CREATE TABLE state (
        last INTEGER NOT NULL, indexed INTEGER NOT NULL, revision TEXT NOT NULL
      ) STRICT;
      INSERT INTO state VALUES (0, 0, '');
      CREATE TABLE pair (
        number INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, UNIQUE (source, target)
      ) STRICT;
      CREATE TABLE unit (
        number INTEGER PRIMARY KEY, key INTEGER NOT NULL, pair INTEGER NOT NULL, identity INTEGER NOT NULL,
        tokens BLOB, state INTEGER NOT NULL, source BLOB, source_codes BLOB, target BLOB, target_codes BLOB,
        origin TEXT NOT NULL, author TEXT NOT NULL, date TEXT NOT NULL, note TEXT NOT NULL
      ) STRICT;
      CREATE INDEX unit_key ON unit (key);
      CREATE TABLE context (
        unit INTEGER NOT NULL, previous INTEGER NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (unit, previous, next)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE run (
        number INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, units INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE posting (key INTEGER PRIMARY KEY, count INTEGER NOT NULL, list BLOB NOT NULL) STRICT;
      CREATE TABLE import (
        file TEXT PRIMARY KEY, units INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      """
    ])

  /// A source and a target language of the memory.
  public struct Pair: Hashable, Sendable {
    public var number: Int
    public var source: String
    public var target: String
  }

  let database: Database
  public private(set) var pairs: [Pair] = []
  var index: MemoryIndex
  private var isReading = false
  private var last = 0
  private var changes = Hasher128()
  private let version: Statement
  private var seenVersion = -1
  private let known: Statement
  private let exact: Statement
  private let context: Statement
  private let whole: Statement
  private var writing: Writing?
  private var knownKeys: KnownKeys?
  private var lookups = 0

  /// Statements of a memory that is written to.
  private struct Writing {
    var unit: Statement
    var context: Statement
    var merge: Statement
  }

  public convenience init(_ path: String, access: Database.Access) throws(StoreError) {
    let database = try Database(path, schema: TranslationMemory.schema, access: access)
    // Pages are read where the system has them; a memory that is written has most of its index at hand.
    try database.set("PRAGMA mmap_size = 1099511627776; PRAGMA temp_store = MEMORY")
    if access != .read { try database.set("PRAGMA cache_size = -262144; PRAGMA synchronous = NORMAL") }
    try self.init(database, writes: access != .read)
  }

  /// A memory to be read from the bytes of its file.
  public convenience init(image: [UInt8], name: String) throws(StoreError) {
    try self.init(Database(image, name: name, schema: TranslationMemory.schema), writes: false)
  }

  private init(_ database: Database, writes: Bool) throws(StoreError) {
    self.database = database
    index = try MemoryIndex(database, writes: writes)
    version = try database.prepared("PRAGMA data_version")
    known = try database.prepared("SELECT number, state, date FROM unit WHERE key = ? AND identity = ?")
    exact = try database.prepared("SELECT \(TranslationMemory.textColumns) FROM unit WHERE key = ? ORDER BY number")
    context = try database.prepared("SELECT 1 FROM context WHERE unit = ? AND previous = ? AND next = ?")
    whole = try database.prepared("SELECT \(TranslationMemory.textColumns) FROM unit WHERE number = ?")
    if writes {
      writing = Writing(
        unit: try database.prepared("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        context: try database.prepared("INSERT OR IGNORE INTO context VALUES (?, ?, ?)"),
        merge: try database.prepared("UPDATE unit SET state = ?, date = ?, author = ? WHERE number = ?"))
    }
    try refresh()
  }

  /// The bytes that a file of this memory has.
  public func image() throws(StoreError) -> [UInt8] { try database.image() }

  /// Looks again at what another process may have changed.
  public func refresh() throws(StoreError) {
    var current = 0
    try database.run(version) { row in current = row.integer(0) }
    guard current != seenVersion else { return }
    seenVersion = current
    knownKeys = nil
    lookups = 0
    pairs = try database.all("SELECT number, source, target FROM pair ORDER BY number") {
      Pair(number: $0.integer(0), source: $0.text(1), target: $0.text(2))
    }
    var indexed = 0
    (last, indexed) = try database.first("SELECT last, indexed FROM state") { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
    try index.load(indexed: indexed)
  }

  /// What a memory is at this point of its history: another text after each change.
  public func revision() throws(StoreError) -> String {
    try database.first("SELECT revision FROM state") { $0.text(0) } ?? ""
  }

  // Changing.

  /// Begins a change of many units, which is kept by `commit` and taken back by `rollBack`.
  public func begin() throws(StoreError) {
    try database.begin()
    try refresh()
    changes = Hasher128()
  }

  /// - Parameter indexing: whether what is new goes into the index now; what does not is compared with unit by unit.
  public func commit(indexing: Bool = true) throws(StoreError) {
    if indexing { try index.write() }
    let before = try revision()
    let revision = Digest(of: Array("\(before) \(changes.digest)".utf8)).description
    try database.run(
      "UPDATE state SET last = ?, indexed = ?, revision = ?", .integer(last), .integer(index.indexed), .text(revision))
    try database.commit()
  }

  public func rollBack() {
    database.rollBack()
    seenVersion = -1
    index.forget()
  }

  /// Notes a change for the revision.
  func note(_ change: String) { changes.add(Array(change.utf8)) }

  public enum Change: Sendable { case added, merged, unchanged }

  /// Adds a unit, or what is new of it to the one that has the same texts, codes and languages.
  ///
  /// Of two states the more advanced one stays, of two dates the later one, with its author.
  @discardableResult
  public func add(_ unit: MemoryUnit, compared: inout ComparedText) throws(StoreError) -> Change {
    guard let writing else { throw StoreError(.readOnly, path: database.path, message: "it was opened for reading") }
    let pair = try self.pair(unit.sourceLanguage, unit.targetLanguage)
    let sourceCodes = PackedCodes.pack(unit.source.codes)
    let targetCodes = PackedCodes.pack(unit.target.codes)
    let key = Int(truncatingIfNeeded: MemoryUnit.key(of: unit.source.bytes))
    let identity = TranslationMemory.identity(pair, sourceCodes, unit.target.bytes, targetCodes)
    var same: (number: Int, state: Int, date: String)?
    try database.run(known, bound: known.bind(1, key) | known.bind(2, identity)) { row in
      if same == nil { same = (row.integer(0), row.integer(1), row.text(2)) }
    }
    if let same {
      var change = Change.unchanged
      let state = TranslationMemory.rank(unit.state)
      if state > same.state || unit.date > same.date {
        let merge = writing.merge
        try database.run(
          merge,
          bound: merge.bind(1, max(state, same.state)) | merge.bind(2, max(unit.date, same.date))
            | merge.bind(3, unit.author) | merge.bind(4, same.number))
        change = .merged
      }
      if try add(unit.contexts, to: same.number, writing) { change = .merged }
      if change == .merged { changes.add(Array("\(same.number) \(state) \(unit.date) \(unit.contexts.count)".utf8)) }
      return change
    }
    last += 1
    unit.source.bytes.withUnsafeBufferPointer { compared.read($0) }
    let insert = writing.unit
    let tokens = compared.tokens.count > ComparedText.mostTokens ? [] : compared.tokens.withUnsafeBytes { Array($0) }
    var code = insert.bind(1, last) | insert.bind(2, key) | insert.bind(3, pair) | insert.bind(4, identity)
    code |= insert.bind(5, tokens) | insert.bind(6, TranslationMemory.rank(unit.state))
    code |= insert.bind(7, unit.source.bytes) | insert.bind(8, sourceCodes)
    code |= insert.bind(9, unit.target.bytes) | insert.bind(10, targetCodes)
    code |= insert.bind(11, unit.origin) | insert.bind(12, unit.author)
    code |= insert.bind(13, unit.date) | insert.bind(14, unit.note)
    try database.run(insert, bound: code)
    _ = try add(unit.contexts, to: last, writing)
    if !tokens.isEmpty { try index.add(last, compared) } else { index.pass(last) }
    withUnsafeBytes(of: identity.littleEndian) { changes.add(Array($0)) }
    return .added
  }

  private func add(
    _ contexts: [MemoryUnit.Context], to unit: Int, _ writing: Writing
  ) throws(StoreError) -> Bool {
    var isNew = false
    for context in contexts {
      let insert = writing.context
      try database.run(
        insert,
        bound: insert.bind(1, unit) | insert.bind(2, Int(truncatingIfNeeded: context.previous))
          | insert.bind(3, Int(truncatingIfNeeded: context.next)))
      isNew = isNew || database.changed > 0
    }
    return isNew
  }

  private func pair(_ source: String, _ target: String) throws(StoreError) -> Int {
    if let known = pairs.first(where: { $0.source == source && $0.target == target }) { return known.number }
    try database.run("INSERT INTO pair (source, target) VALUES (?, ?)", .text(source), .text(target))
    pairs.append(Pair(number: database.lastRow, source: source, target: target))
    return database.lastRow
  }

  /// What tells units with one source text apart.
  private static func identity(_ pair: Int, _ sourceCodes: [UInt8], _ target: [UInt8], _ targetCodes: [UInt8]) -> Int {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(target.count + sourceCodes.count + targetCodes.count + 16)
    for part in [sourceCodes, target, targetCodes] {
      VariableInteger.append(part.count, to: &bytes)
      bytes.append(contentsOf: part)
    }
    VariableInteger.append(pair, to: &bytes)
    return Int(truncatingIfNeeded: Digest(of: bytes).low)
  }

  static func rank(_ state: Target.State) -> Int {
    switch state {
    case .candidate: 0
    case .translated: 1
    case .reviewed: 2
    case .final: 3
    }
  }

  private static let states: [Target.State] = [.candidate, .translated, .reviewed, .final]

  // Looking up.

  private static let textColumns = "number, pair, state, source, source_codes, target, target_codes"
  static let columns = textColumns + ", origin, author, date, note"

  /// Begins to look up in the memory as it is at this moment, whatever others write; `endReading` must follow. Look-ups
  /// are faster so than each by itself, which has to lock the file.
  public func beginReading() throws(StoreError) {
    try database.beginReading()
    isReading = true
    try refresh()
  }

  public func endReading() {
    isReading = false
    database.rollBack()
  }

  /// Whether `exact` may find a text of this key; when not, it need not be asked. Only between `beginReading` and
  /// `endReading`, as what others write meanwhile is not seen.
  public func mayHold(_ key: UInt64) throws(StoreError) -> Bool {
    guard isReading, writing == nil else { return true }
    if knownKeys == nil {
      // Reading all keys costs as much as some look-ups per hundred units.
      lookups += 1
      guard lookups > last / 64 else { return true }
      var keys = KnownKeys(count: last)
      try database.forEach("SELECT key FROM unit") { keys.insert(UInt64(bitPattern: Int64($0.integer(0)))) }
      knownKeys = keys
    }
    return knownKeys?.mayContain(key) ?? true
  }

  /// The units whose text is this one, byte for byte, in the order in which they came; those that stood between the
  /// neighbors of one of the contexts are marked.
  public func exact(_ text: [UInt8], contexts: [MemoryUnit.Context] = []) throws(StoreError) -> [MemoryMatch] {
    var matches: [MemoryMatch] = []
    let key = Int(truncatingIfNeeded: MemoryUnit.key(of: text))
    try database.run(exact, bound: exact.bind(1, key)) { row throws(StoreError) in
      guard row.withBytes(3, { $0.elementsEqual(text) }), let unit = unit(row) else { return }
      matches.append(
        MemoryMatch(number: row.integer(0), unit: unit, percent: 100, isSameText: true, isInContext: false))
    }
    for index in matches.indices {
      for wanted in contexts where !matches[index].isInContext {
        let code =
          context.bind(1, matches[index].number) | context.bind(2, Int(truncatingIfNeeded: wanted.previous))
          | context.bind(3, Int(truncatingIfNeeded: wanted.next))
        try database.run(context, bound: code) { _ in matches[index].isInContext = true }
      }
    }
    return matches
  }

  /// The units whose text is like this one, the most alike first, then in the order in which they came.
  ///
  /// - Parameters:
  ///   - percent: how alike at least, 1...100: 1 less the edit distance by the longer text, in tokens.
  ///   - pairs: numbers of the pairs of languages that are wanted.
  /// - Complexity: the lists of the rarest words of the text, and a comparison for each unit that shares enough of them.
  public func similar(
    to text: ComparedText, atLeast percent: Int, pairs: [Int], atMost limit: Int
  ) throws(StoreError) -> [MemoryMatch] {
    if !isReading { try refresh() }
    let found = try index.search(text, percent: percent, pairs: pairs)
    var matches: [MemoryMatch] = []
    for hit in found.prefix(limit) {
      if let unit = try unit(hit.number) {
        matches.append(
          MemoryMatch(
            number: hit.number, unit: unit, percent: hit.percent, isSameText: false, isInContext: false))
      }
    }
    return matches
  }

  /// The texts, languages and state of a unit.
  private func unit(_ number: Int) throws(StoreError) -> MemoryUnit? {
    var found: MemoryUnit?
    try database.run(whole, bound: whole.bind(1, number)) { row throws(StoreError) in found = unit(row) }
    return found
  }

  /// A row of `textColumns`; nil when its languages are not known yet, because another process has just added them.
  func unit(_ row: Row) -> MemoryUnit? {
    let number = row.integer(1)
    guard let pair = pairs.first(where: { $0.number == number }) else { return nil }
    let source = row.bytes(3)
    let target = row.bytes(5)
    return MemoryUnit(
      source: MarkedText(
        bytes: source, codes: row.withBytes(4) { PackedCodes.unpack($0, textLength: source.count) }),
      target: MarkedText(
        bytes: target, codes: row.withBytes(6) { PackedCodes.unpack($0, textLength: target.count) }),
      sourceLanguage: pair.source, targetLanguage: pair.target,
      state: TranslationMemory.states[min(max(row.integer(2), 0), 3)])
  }
}
