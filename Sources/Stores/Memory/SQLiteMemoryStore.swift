import Text

/// A memory in a database file.
final class SQLiteMemoryStore: MemoryStore {
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

  private let database: Database
  private let dataVersion: Statement
  private let knownUnit: Statement
  private let exact: Statement
  private let context: Statement
  private let matched: Statement
  private let itemCount: Statement
  private let itemList: Statement
  private let unitTokens: Statement
  private var writing: Writing?

  /// Statements of a memory that is written to.
  private struct Writing {
    var unit: Statement
    var context: Statement
    var merge: Statement
    var list: Statement
  }

  convenience init(_ path: String, access: Database.Access) throws(StoreError) {
    let database = try Database(path, schema: SQLiteMemoryStore.schema, access: access)
    // Pages are read where the system has them; a memory that is written has most of its index at hand.
    try database.set("PRAGMA mmap_size = 1099511627776; PRAGMA temp_store = MEMORY")
    if access != .read { try database.set("PRAGMA cache_size = -262144; PRAGMA synchronous = NORMAL") }
    try self.init(database, writes: access != .read)
  }

  /// A memory to be read from the bytes of its file.
  convenience init(image: [UInt8], name: String) throws(StoreError) {
    try self.init(Database(image, name: name, schema: SQLiteMemoryStore.schema), writes: false)
  }

  private init(_ database: Database, writes: Bool) throws(StoreError) {
    self.database = database
    dataVersion = try database.prepared("PRAGMA data_version")
    knownUnit = try database.prepared("SELECT number, state, date FROM unit WHERE key = ? AND identity = ?")
    exact = try database.prepared("SELECT \(SQLiteMemoryStore.matchColumns) FROM unit WHERE key = ? ORDER BY number")
    context = try database.prepared("SELECT 1 FROM context WHERE unit = ? AND previous = ? AND next = ?")
    matched = try database.prepared("SELECT \(SQLiteMemoryStore.matchColumns) FROM unit WHERE number = ?")
    itemCount = try database.prepared("SELECT count FROM posting WHERE key = ?")
    itemList = try database.prepared("SELECT list FROM posting WHERE key = ?")
    unitTokens = try database.prepared("SELECT pair, tokens FROM unit WHERE number = ?")
    guard writes else { return }
    writing = Writing(
      unit: try database.prepared("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      context: try database.prepared("INSERT OR IGNORE INTO context VALUES (?, ?, ?)"),
      merge: try database.prepared("UPDATE unit SET state = ?, date = ?, author = ? WHERE number = ?"),
      list: try database.prepared("INSERT INTO posting VALUES (?, ?, ?)"))
  }

  var name: String { database.path }

  private func forWriting() throws(StoreError) -> Writing {
    if let writing { return writing }
    throw StoreError(.readOnly, path: name, message: "it was opened for reading")
  }

  // Changes, and points in time.

  func begin() throws(StoreError) { try database.begin() }
  func commit() throws(StoreError) { try database.commit() }
  func rollBack() { database.rollBack() }
  func beginReading() throws(StoreError) { try database.beginReading() }
  func endReading() { database.rollBack() }

  func version() throws(StoreError) -> Int {
    var version = 0
    try database.run(dataVersion) { row in version = row.integer(0) }
    return version
  }

  func state() throws(StoreError) -> MemoryState {
    try database.first("SELECT last, indexed, revision FROM state") {
      MemoryState(last: $0.integer(0), indexed: $0.integer(1), revision: $0.text(2))
    } ?? MemoryState()
  }

  func put(_ state: MemoryState) throws(StoreError) {
    try database.run(
      "UPDATE state SET last = ?, indexed = ?, revision = ?", .integer(state.last), .integer(state.indexed),
      .text(state.revision))
  }

  // Units.

  private static let matchColumns = "number, key, pair, state, source, source_codes, target, target_codes"
  private static let columns = matchColumns + ", origin, author, date, note"

  private static func stored(_ row: Row, isWhole: Bool) -> StoredUnit {
    var unit = StoredUnit(
      number: row.integer(0), key: row.integer(1), pair: row.integer(2), identity: 0, tokens: [],
      state: row.integer(3), source: row.bytes(4), sourceCodes: row.bytes(5), target: row.bytes(6),
      targetCodes: row.bytes(7))
    if isWhole {
      (unit.origin, unit.author, unit.date, unit.note) = (row.text(8), row.text(9), row.text(10), row.text(11))
    }
    return unit
  }

  func pairs() throws(StoreError) -> [TranslationMemory.Pair] {
    try database.all("SELECT number, source, target FROM pair ORDER BY number") {
      TranslationMemory.Pair(number: $0.integer(0), source: $0.text(1), target: $0.text(2))
    }
  }

  func addPair(_ source: String, _ target: String) throws(StoreError) -> Int {
    try database.run("INSERT INTO pair (source, target) VALUES (?, ?)", .text(source), .text(target))
    return database.lastRow
  }

  func known(key: Int, identity: Int) throws(StoreError) -> KnownUnit? {
    var found: KnownUnit?
    try database.run(knownUnit, bound: knownUnit.bind(1, key) | knownUnit.bind(2, identity)) { row in
      if found == nil { found = KnownUnit(number: row.integer(0), state: row.integer(1), date: row.text(2)) }
    }
    return found
  }

  func add(_ unit: StoredUnit) throws(StoreError) {
    let insert = try forWriting().unit
    var code = insert.bind(1, unit.number) | insert.bind(2, unit.key) | insert.bind(3, unit.pair)
    code |= insert.bind(4, unit.identity) | insert.bind(5, unit.tokens) | insert.bind(6, unit.state)
    code |= insert.bind(7, unit.source) | insert.bind(8, unit.sourceCodes)
    code |= insert.bind(9, unit.target) | insert.bind(10, unit.targetCodes)
    code |= insert.bind(11, unit.origin) | insert.bind(12, unit.author)
    code |= insert.bind(13, unit.date) | insert.bind(14, unit.note)
    try database.run(insert, bound: code)
  }

  func update(unit: Int, state: Int, date: String, author: String) throws(StoreError) {
    let merge = try forWriting().merge
    try database.run(
      merge, bound: merge.bind(1, state) | merge.bind(2, date) | merge.bind(3, author) | merge.bind(4, unit))
  }

  func add(_ context: MemoryUnit.Context, to unit: Int) throws(StoreError) -> Bool {
    let insert = try forWriting().context
    try database.run(
      insert,
      bound: insert.bind(1, unit) | insert.bind(2, Int(truncatingIfNeeded: context.previous))
        | insert.bind(3, Int(truncatingIfNeeded: context.next)))
    return database.changed > 0
  }

  func forEachUnit(key: Int, _ body: (StoredUnit) throws(StoreError) -> Void) throws(StoreError) {
    try database.run(exact, bound: exact.bind(1, key)) { row throws(StoreError) in
      try body(SQLiteMemoryStore.stored(row, isWhole: false))
    }
  }

  func forEachKey(_ body: (Int) -> Void) throws(StoreError) {
    try database.forEach("SELECT key FROM unit") { body($0.integer(0)) }
  }

  func match(_ unit: Int) throws(StoreError) -> StoredUnit? {
    var found: StoredUnit?
    try database.run(matched, bound: matched.bind(1, unit)) { row in
      found = SQLiteMemoryStore.stored(row, isWhole: false)
    }
    return found
  }

  func has(_ wanted: MemoryUnit.Context, unit: Int) throws(StoreError) -> Bool {
    var isThere = false
    let code =
      context.bind(1, unit) | context.bind(2, Int(truncatingIfNeeded: wanted.previous))
      | context.bind(3, Int(truncatingIfNeeded: wanted.next))
    try database.run(context, bound: code) { _ in isThere = true }
    return isThere
  }

  func unit(_ number: Int) throws(StoreError) -> StoredUnit? {
    try database.first("SELECT \(SQLiteMemoryStore.columns) FROM unit WHERE number = ?", .integer(number)) {
      SQLiteMemoryStore.stored($0, isWhole: true)
    }
  }

  func units(after number: Int, atMost limit: Int) throws(StoreError) -> [StoredUnit] {
    try database.all(
      "SELECT \(SQLiteMemoryStore.columns) FROM unit WHERE number > ? ORDER BY number LIMIT ?", .integer(number),
      .integer(limit)
    ) { SQLiteMemoryStore.stored($0, isWhole: true) }
  }

  func contexts(of unit: Int) throws(StoreError) -> [MemoryUnit.Context] {
    try database.all("SELECT previous, next FROM context WHERE unit = ? ORDER BY previous, next", .integer(unit)) {
      MemoryUnit.Context(
        previous: UInt64(bitPattern: Int64($0.integer(0))), next: UInt64(bitPattern: Int64($0.integer(1))))
    }
  }

  func text(ofKey key: Int) throws(StoreError) -> [UInt8]? {
    try database.first("SELECT source FROM unit WHERE key = ? ORDER BY number LIMIT 1", .integer(key)) { $0.bytes(0) }
  }

  func delete(units: [Int]) throws(StoreError) {
    for unit in units {
      try database.run("DELETE FROM unit WHERE number = ?", .integer(unit))
      try database.run("DELETE FROM context WHERE unit = ?", .integer(unit))
    }
  }

  func count() throws(StoreError) -> Int { try database.first("SELECT count(*) FROM unit") { $0.integer(0) } ?? 0 }

  func counts() throws(StoreError) -> [(pair: Int, units: Int)] {
    try database.all("SELECT pair, count(*) FROM unit GROUP BY pair") { ($0.integer(0), $0.integer(1)) }
  }

  // The index.

  func runs() throws(StoreError) -> [MemoryRun] {
    try database.all("SELECT number, first, last, units FROM run ORDER BY first") {
      MemoryRun(number: $0.integer(0), first: $0.integer(1), last: $0.integer(2), units: $0.integer(3))
    }
  }

  func add(_ run: MemoryRun) throws(StoreError) {
    try database.run(
      "INSERT INTO run VALUES (?, ?, ?, ?)", .integer(run.number), .integer(run.first), .integer(run.last),
      .integer(run.units))
  }

  func addList(run: Int, item: Int, count: Int, _ list: [UInt8]) throws(StoreError) {
    let insert = try forWriting().list
    try database.run(insert, bound: insert.bind(1, run << 32 | item) | insert.bind(2, count) | insert.bind(3, list))
  }

  func join(_ first: Int, _ second: Int, into run: Int) throws(StoreError) {
    let left = try PostingCursor(database, run: first)
    let right = try PostingCursor(database, run: second)
    while left.item != nil || right.item != nil {
      let a = left.item ?? .max
      let b = right.item ?? .max
      let item = min(a, b)
      let count = (a == item ? left.count : 0) + (b == item ? right.count : 0)
      let list = a == b ? PostingList.join(left.list, right.list) : a == item ? left.list : right.list
      try addList(run: run, item: item, count: count, list)
      if a == item { try left.advance() }
      if b == item { try right.advance() }
    }
    for old in [first, second] {
      try database.run(
        "DELETE FROM posting WHERE key BETWEEN ? AND ?", .integer(old << 32), .integer(old << 32 | 0xFFFF_FFFF))
      try database.run("DELETE FROM run WHERE number = ?", .integer(old))
    }
  }

  func deleteIndex() throws(StoreError) {
    try database.run("DELETE FROM posting")
    try database.run("DELETE FROM run")
  }

  func count(run: Int, item: Int) throws(StoreError) -> Int {
    var count = 0
    try database.run(itemCount, bound: itemCount.bind(1, run << 32 | item)) { row in count = row.integer(0) }
    return count
  }

  func withList(run: Int, item: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(StoreError) {
    try database.run(itemList, bound: itemList.bind(1, run << 32 | item)) { row in row.withBytes(0, body) }
  }

  func withTokens(of unit: Int, _ body: (_ pair: Int, UnsafeBufferPointer<UInt8>) -> Void) throws(StoreError) {
    try database.run(unitTokens, bound: unitTokens.bind(1, unit)) { row in
      let pair = row.integer(0)
      row.withBytes(1) { body(pair, $0) }
    }
  }

  func tokens(after number: Int) throws(StoreError) -> [(number: Int, pair: Int, tokens: [UInt32])] {
    try database.all("SELECT number, pair, tokens FROM unit WHERE number > ? ORDER BY number", .integer(number)) {
      row in (row.integer(0), row.integer(1), row.withBytes(2) { MemoryIndex.tokens($0) })
    }
  }

  // Order, and files that are read in pieces.

  func compact() throws(StoreError) { try database.set("VACUUM") }

  func check() throws(StoreError) -> [String] {
    try database.all("PRAGMA integrity_check(20)") { $0.text(0) }.filter { $0 != "ok" }
  }

  func image() throws(StoreError) -> [UInt8] { try database.image() }

  func unitsRead(ofFile name: String) throws(StoreError) -> Int {
    try database.first("SELECT units FROM import WHERE file = ?", .text(name)) { $0.integer(0) } ?? 0
  }

  func note(unitsRead units: Int?, ofFile name: String) throws(StoreError) {
    if let units {
      try database.run("INSERT OR REPLACE INTO import VALUES (?, ?)", .text(name), .integer(units))
    } else {
      try database.run("DELETE FROM import WHERE file = ?", .text(name))
    }
  }

  func forgetFiles() throws(StoreError) { try database.run("DELETE FROM import") }
}

/// The lists of a run, item by item.
private final class PostingCursor {
  private let statement: Statement
  private let database: Database
  private(set) var item: Int?
  private(set) var count = 0
  private(set) var list: [UInt8] = []

  init(_ database: Database, run: Int) throws(StoreError) {
    let sql = "SELECT key & 4294967295, count, list FROM posting WHERE key BETWEEN ? AND ? ORDER BY key"
    self.database = database
    statement = try database.prepared(sql)
    let code = statement.bind(1, run << 32) | statement.bind(2, run << 32 | 0xFFFF_FFFF)
    guard code == 0 else { throw StoreError(code: code, message: "", path: database.path, sql: sql) }
    try advance()
  }

  func advance() throws(StoreError) {
    let (hasRow, code) = statement.step()
    guard let hasRow else { throw StoreError(code: code, message: "", path: database.path, sql: statement.sql) }
    item = nil
    guard hasRow else { return }
    let row = Row(statement: statement)
    item = row.integer(0)
    count = row.integer(1)
    list = row.bytes(2)
  }
}
