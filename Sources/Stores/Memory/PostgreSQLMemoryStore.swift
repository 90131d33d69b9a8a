import Text

/// A memory in a database on a PostgreSQL server, which a team shares.
///
/// Each question takes the way to the server and back, so what will be asked is gathered and asked for in one statement with
/// arrays (`gathers`), and what was answered is kept until the memory changes. Writers take turns: each change begins by
/// locking the one row of `state`, so numbers, merging and the index are as if one had written after the other. Readers see
/// the memory as it is when they begin, and wait for nobody.
final class PostgreSQLMemoryStore: MemoryStore {
  private let connection: ServerConnection
  /// Set when the memory is read as it was when another connection exported this snapshot.
  private let isPinned: Bool
  private var answers = ServerAnswers()
  private var isMissing = false
  private(set) var isGathering = false
  /// The number of changes that the memory had when this connection last looked or wrote, and how often that was a surprise.
  private var expectedChanges = -1
  private var surprises = 0
  private var committing = -1
  // What the change under way knows and has not sent yet.
  private var known: [Identity: KnownUnit?] = [:]
  private var updates: [Int: Update] = [:]
  private var unsent: Set<Int> = []
  private var units = ServerLoad()
  private var lists = ServerLoad()
  private var contexts: (units: [Int], previous: [Int], next: [Int]) = ([], [], [])
  /// Bytes of a load after which it is sent.
  private static let fullLoad = 8 << 20

  private struct Identity: Hashable {
    var key: Int
    var identity: Int
  }

  private struct Update {
    var state: Int
    var date: String
    var author: String
  }

  /// - Parameter snapshot: what `exportSnapshot` of another connection gave, for reading the very same.
  init(_ address: ServerAddress, access: Database.Access, snapshot: String? = nil) throws(StoreError) {
    connection = try ServerConnection(address)
    isPinned = snapshot != nil
    // All statements look up by an index. Without statistics, as after the first import, the planner might do otherwise;
    // and what a plan costs that it was told not to like would set off the just-in-time compiler. A writer that is gone
    // without a word, or asleep, must not keep the others waiting for ever; who holds a snapshot disturbs nobody.
    try connection.run(
      """
      SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off;
      SET work_mem = '64MB'; SET lock_timeout = '5min'; SET search_path = lede_memory;
      SET idle_in_transaction_session_timeout = '\(access == .read ? "0" : "10min")';
      SET tcp_keepalives_idle = 60; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3
      """)
    try PostgreSQLMemorySchema.prepare(connection, access)
    if let snapshot {
      // Snapshots have names of hexadecimal digits and hyphens.
      let name = snapshot.filter { $0.isHexDigit || $0 == "-" }
      try connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '\(name)'")
    }
  }

  var name: String { connection.address.description }
  var shortName: String { connection.database }
  var isRemote: Bool { true }

  /// Begins to read, and gives a name by which other connections see the same, as long as this one goes on.
  func exportSnapshot() throws(StoreError) -> String {
    try connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    return try connection.run("SELECT pg_export_snapshot()").text(0, 0)
  }

  // Changes, and points in time.

  func begin() throws(StoreError) {
    forgetChange()
    do throws(StoreError) { try connection.run("BEGIN; SELECT 1 FROM state FOR UPDATE") } catch {
      rollBack()
      guard error.kind == .busy else { throw error }
      throw StoreError(
        .busy, path: name, message: "another program has been changing it for five minutes", sql: error.sql)
    }
  }

  func commit() throws(StoreError) {
    try flush()
    try connection.run("COMMIT")
    expectedChanges = committing
    forgetChange()
    answers.removeAll()
  }

  func rollBack() {
    if connection.isConnected { _ = try? connection.run("ROLLBACK") }
    forgetChange()
    answers.removeAll()
  }

  private func forgetChange() {
    known.removeAll()
    updates.removeAll()
    unsent.removeAll()
    units.removeAll()
    lists.removeAll()
    contexts = ([], [], [])
  }

  func beginReading() throws(StoreError) {
    if !isPinned { try connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") }
    answers.trim()
  }

  func endReading() {
    if !isPinned, connection.isConnected { _ = try? connection.run("COMMIT") }
  }

  func version() throws(StoreError) -> Int {
    if isPinned { return 0 }
    let changes = try connection.execute("SELECT changes FROM state").integer(0, 0)
    if changes != expectedChanges {
      expectedChanges = changes
      surprises += 1
      answers.removeAll()
    }
    return surprises
  }

  func state() throws(StoreError) -> MemoryState {
    let reply = try connection.execute("SELECT last, indexed, revision FROM state")
    return MemoryState(last: reply.integer(0, 0), indexed: reply.integer(0, 1), revision: reply.text(0, 2))
  }

  func put(_ state: MemoryState) throws(StoreError) {
    let reply = try connection.execute(
      """
      UPDATE state SET last = $1::bigint, indexed = $2::bigint, revision = $3::text, changes = changes + 1
        RETURNING changes
      """, .integer(state.last), .integer(state.indexed), .text(state.revision))
    committing = reply.integer(0, 0)
  }

  // Sending what was gathered of a change.

  private func flush() throws(StoreError) {
    try connection.load("COPY unit FROM STDIN (FORMAT binary)", &units)
    try connection.load("COPY posting FROM STDIN (FORMAT binary)", &lists)
    if !unsent.isEmpty {
      let numbers = unsent.sorted()
      let changed = numbers.map { updates[$0] ?? Update(state: 0, date: "", author: "") }
      try connection.execute(
        """
        UPDATE unit SET state = new.state, date = new.date, author = new.author
          FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) AS new (number, state, date, author)
          WHERE unit.number = new.number
        """, .integers(numbers), .integers(changed.map(\.state)), .texts(changed.map(\.date)),
        .texts(changed.map(\.author)))
      unsent.removeAll()
    }
    if !contexts.units.isEmpty {
      try connection.execute(
        "INSERT INTO context SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) ON CONFLICT DO NOTHING",
        .integers(contexts.units), .integers(contexts.previous), .integers(contexts.next))
      contexts = ([], [], [])
    }
  }

  /// Runs a statement that must see what the change has done so far.
  private func flushed(_ sql: String, _ values: ServerValue...) throws(StoreError) -> ServerReply {
    try flush()
    return try connection.execute(sql, values)
  }

  // Units.

  func pairs() throws(StoreError) -> [TranslationMemory.Pair] {
    let reply = try connection.execute("SELECT number, source, target FROM pair ORDER BY number")
    return (0..<reply.rows).map {
      TranslationMemory.Pair(number: reply.integer($0, 0), source: reply.text($0, 1), target: reply.text($0, 2))
    }
  }

  func addPair(_ source: String, _ target: String) throws(StoreError) -> Int {
    try connection.execute(
      """
      INSERT INTO pair SELECT coalesce(max(number), 0) + 1, $1::text, $2::text FROM pair
        ON CONFLICT (source, target) DO UPDATE SET source = excluded.source RETURNING number
      """, .text(source), .text(target)
    ).integer(0, 0)
  }

  func expect(known wanted: [(key: Int, identity: Int)]) throws(StoreError) {
    let new = wanted.filter { known[Identity(key: $0.key, identity: $0.identity)] == nil }
    guard !new.isEmpty else { return }
    for one in new { known[Identity(key: one.key, identity: one.identity)] = .some(nil) }
    let reply = try flushed(
      """
      SELECT unit.key, unit.identity, unit.number, unit.state, unit.date
        FROM unnest($1::bigint[], $2::bigint[]) AS wanted (key, identity) JOIN unit USING (key, identity)
      """, .integers(new.map(\.key)), .integers(new.map(\.identity)))
    for row in 0..<reply.rows {
      let unit = KnownUnit(number: reply.integer(row, 2), state: reply.integer(row, 3), date: reply.text(row, 4))
      known[Identity(key: reply.integer(row, 0), identity: reply.integer(row, 1))] = unit
      answers.want(.contexts, unit.number)
    }
    try fetch()
  }

  func known(key: Int, identity: Int) throws(StoreError) -> KnownUnit? {
    try expect(known: [(key, identity)])
    guard var unit = known[Identity(key: key, identity: identity)] ?? nil else { return nil }
    if let update = updates[unit.number] { (unit.state, unit.date) = (update.state, update.date) }
    return unit
  }

  func add(_ unit: StoredUnit) throws(StoreError) {
    units.begin(fields: 14)
    for number in [unit.number, unit.key, unit.pair, unit.identity] { units.add(number) }
    units.add(unit.tokens)
    units.add(unit.state)
    for bytes in [unit.source, unit.sourceCodes, unit.target, unit.targetCodes] { units.add(bytes) }
    for text in [unit.origin, unit.author, unit.date, unit.note] { units.add(text) }
    known[Identity(key: unit.key, identity: unit.identity)] = KnownUnit(
      number: unit.number, state: unit.state, date: unit.date)
    answers.contexts[unit.number] = []
    if units.bytes.count >= PostgreSQLMemoryStore.fullLoad { try flush() }
  }

  func update(unit: Int, state: Int, date: String, author: String) throws(StoreError) {
    updates[unit] = Update(state: state, date: date, author: author)
    unsent.insert(unit)
  }

  func add(_ context: MemoryUnit.Context, to unit: Int) throws(StoreError) -> Bool {
    guard try !has(context, unit: unit) else { return false }
    answers.contexts[unit, default: []].append(context)
    contexts.units.append(unit)
    contexts.previous.append(Int(truncatingIfNeeded: context.previous))
    contexts.next.append(Int(truncatingIfNeeded: context.next))
    return true
  }

  func forEachUnit(key: Int, _ body: (StoredUnit) throws(StoreError) -> Void) throws(StoreError) {
    if answers.units[key] == nil { guard try isHere(.units, key) else { return } }
    for unit in answers.units[key] ?? [] { try body(unit) }
  }

  func forEachKey(_ body: (Int) -> Void) throws(StoreError) {
    var last = 0
    while true {
      let reply = try flushed(
        "SELECT number, key FROM unit WHERE number > $1::bigint ORDER BY number LIMIT 100000", .integer(last))
      for row in 0..<reply.rows { body(reply.integer(row, 1)) }
      guard reply.rows == 100_000 else { return }
      last = reply.integer(reply.rows - 1, 0)
    }
  }

  func match(_ unit: Int) throws(StoreError) -> StoredUnit? {
    if answers.matches[unit] == nil { guard try isHere(.matches, unit) else { return nil } }
    return answers.matches[unit] ?? nil
  }

  func has(_ context: MemoryUnit.Context, unit: Int) throws(StoreError) -> Bool {
    if answers.contexts[unit] == nil { guard try isHere(.contexts, unit) else { return false } }
    return answers.contexts[unit]?.contains(context) ?? false
  }

  func unit(_ number: Int) throws(StoreError) -> StoredUnit? {
    let reply = try flushed(
      "SELECT \(ServerAnswers.columns) FROM unit WHERE number = $1::bigint", .integer(number))
    return reply.rows == 0 ? nil : ServerAnswers.unit(reply, 0, isWhole: true)
  }

  func units(after number: Int, atMost limit: Int) throws(StoreError) -> [StoredUnit] {
    let reply = try flushed(
      "SELECT \(ServerAnswers.columns) FROM unit WHERE number > $1::bigint ORDER BY number LIMIT $2::bigint",
      .integer(number), .integer(limit))
    return (0..<reply.rows).map { ServerAnswers.unit(reply, $0, isWhole: true) }
  }

  func expect(contextsOf units: [Int]) throws(StoreError) {
    for unit in units where answers.contexts[unit] == nil { answers.want(.contexts, unit) }
    try fetch()
  }

  func contexts(of unit: Int) throws(StoreError) -> [MemoryUnit.Context] {
    if answers.contexts[unit] == nil { guard try isHere(.contexts, unit) else { return [] } }
    return (answers.contexts[unit] ?? []).sorted {
      (Int64(bitPattern: $0.previous), Int64(bitPattern: $0.next))
        < (Int64(bitPattern: $1.previous), Int64(bitPattern: $1.next))
    }
  }

  func expect(textsOf keys: [Int]) throws(StoreError) {
    for key in keys where answers.units[key] == nil { answers.want(.units, key) }
    try fetch()
  }

  func text(ofKey key: Int) throws(StoreError) -> [UInt8]? {
    var text: [UInt8]?
    try forEachUnit(key: key) { unit in text = text ?? unit.source }
    return text
  }

  func delete(units: [Int]) throws(StoreError) {
    for start in stride(from: 0, to: units.count, by: 10_000) {
      let some = Array(units[start..<min(start + 10_000, units.count)])
      _ = try flushed("DELETE FROM unit WHERE number = ANY ($1::bigint[])", .integers(some))
      _ = try flushed("DELETE FROM context WHERE unit = ANY ($1::bigint[])", .integers(some))
    }
    answers.removeAll()
  }

  func count() throws(StoreError) -> Int { try flushed("SELECT count(*) FROM unit").integer(0, 0) }

  func counts() throws(StoreError) -> [(pair: Int, units: Int)] {
    let reply = try flushed("SELECT pair, count(*) FROM unit GROUP BY pair")
    return (0..<reply.rows).map { (reply.integer($0, 0), reply.integer($0, 1)) }
  }

  // The index.

  func runs() throws(StoreError) -> [MemoryRun] {
    let reply = try flushed("SELECT number, first, last, units FROM run ORDER BY first")
    return (0..<reply.rows).map {
      MemoryRun(
        number: reply.integer($0, 0), first: reply.integer($0, 1), last: reply.integer($0, 2),
        units: reply.integer($0, 3))
    }
  }

  func add(_ run: MemoryRun) throws(StoreError) {
    try connection.execute(
      "INSERT INTO run VALUES ($1::bigint, $2::bigint, $3::bigint, $4::bigint)", .integer(run.number),
      .integer(run.first), .integer(run.last), .integer(run.units))
  }

  func addList(run: Int, item: Int, count: Int, _ list: [UInt8]) throws(StoreError) {
    lists.begin(fields: 3)
    lists.add(run << 32 | item)
    lists.add(count)
    lists.add(list)
    if lists.bytes.count >= PostgreSQLMemoryStore.fullLoad { try flush() }
  }

  /// The lists never leave the server; one list behind the other is a list.
  func join(_ first: Int, _ second: Int, into run: Int) throws(StoreError) {
    try flush()
    let ranges = [first, second].flatMap { run -> [ServerValue] in
      [.integer(run << 32), .integer(run << 32 | 0xFFFF_FFFF)]
    }
    let ofBoth = "key BETWEEN $1::bigint AND $2::bigint OR key BETWEEN $3::bigint AND $4::bigint"
    try connection.execute(
      """
      INSERT INTO posting
        SELECT $5::bigint | (key & 4294967295), sum(count)::bigint, string_agg(list, ''::bytea ORDER BY key)
        FROM posting WHERE \(ofBoth) GROUP BY key & 4294967295
      """, ranges + [.integer(run << 32)])
    try connection.execute("DELETE FROM posting WHERE \(ofBoth)", ranges)
    try connection.execute("DELETE FROM run WHERE number = ANY ($1::bigint[])", .integers([first, second]))
  }

  func deleteIndex() throws(StoreError) {
    try flush()
    try connection.execute("DELETE FROM posting")
    try connection.execute("DELETE FROM run")
  }

  func expectCounts(runs: [Int], items: [UInt32]) {
    for run in runs {
      for item in items where answers.counts[run << 32 | Int(item)] == nil {
        answers.want(.counts, run << 32 | Int(item))
      }
    }
  }

  func count(run: Int, item: Int) throws(StoreError) -> Int {
    let key = run << 32 | item
    if let count = answers.counts[key] { return count }
    guard try isHere(.counts, key) else { return 0 }
    return answers.counts[key] ?? 0
  }

  func withList(run: Int, item: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(StoreError) {
    let key = run << 32 | item
    if answers.lists[key] == nil { guard try isHere(.lists, key) else { return } }
    answers.lists[key]?.withUnsafeBufferPointer(body)
  }

  func withTokens(of unit: Int, _ body: (_ pair: Int, UnsafeBufferPointer<UInt8>) -> Void) throws(StoreError) {
    if answers.tokens[unit] == nil { guard try isHere(.tokens, unit) else { return } }
    if let (pair, tokens) = answers.tokens[unit] ?? nil { tokens.withUnsafeBufferPointer { body(pair, $0) } }
  }

  func tokens(after number: Int) throws(StoreError) -> [(number: Int, pair: Int, tokens: [UInt32])] {
    var found: [(number: Int, pair: Int, tokens: [UInt32])] = []
    var last = number
    while true {
      let reply = try flushed(
        "SELECT number, pair, tokens FROM unit WHERE number > $1::bigint ORDER BY number LIMIT 10000", .integer(last))
      for row in 0..<reply.rows {
        last = reply.integer(row, 0)
        found.append((last, reply.integer(row, 1), reply.withBytes(row, 2) { MemoryIndex.tokens($0) }))
      }
      if reply.rows < 10_000 { return found }
    }
  }

  // Asking for many things at once.

  func gather(_ lookUp: () throws(StoreError) -> Void) throws(StoreError) -> Bool {
    isMissing = false
    isGathering = true
    defer { isGathering = false }
    try lookUp()
    return !isMissing
  }

  func fetch() throws(StoreError) {
    guard answers.areWanted else { return }
    try flush()
    try answers.fetch(connection)
  }

  /// Whether an answer is here now, or will be asked for later.
  private func isHere(_ kind: ServerAnswers.Kind, _ key: Int) throws(StoreError) -> Bool {
    answers.want(kind, key)
    isMissing = true
    if isGathering { return false }
    // What is kept must not grow without end where nobody begins anew.
    answers.trim()
    try fetch()
    return true
  }

  // Order, and files that are read in pieces.

  func compact() throws(StoreError) { try connection.run("VACUUM (ANALYZE) unit, context, posting, run, pair") }

  func check() throws(StoreError) -> [String] {
    let faults = [
      (
        "units with a number that is not given out yet",
        "SELECT count(*) FROM unit WHERE number > (SELECT last FROM state)"
      ),
      ("units of no pair of languages", "SELECT count(*) FROM unit WHERE pair NOT IN (SELECT number FROM pair)"),
      (
        "contexts of no unit",
        "SELECT count(*) FROM context WHERE NOT EXISTS (SELECT FROM unit WHERE unit.number = context.unit)"
      ),
      ("lists of no run of the index", "SELECT count(*) FROM posting WHERE key >> 32 NOT IN (SELECT number FROM run)"),
    ]
    var found: [String] = []
    for (what, sql) in faults {
      let count = try connection.execute(sql).integer(0, 0)
      if count > 0 { found.append("\(count) \(what)") }
    }
    return found
  }

  func image() throws(StoreError) -> [UInt8] {
    throw StoreError(.other, path: name, message: "a memory on a server is no file")
  }

  func unitsRead(ofFile name: String) throws(StoreError) -> Int {
    let reply = try connection.execute("SELECT units FROM import WHERE file = $1::text", .text(name))
    return reply.rows == 0 ? 0 : reply.integer(0, 0)
  }

  func note(unitsRead units: Int?, ofFile name: String) throws(StoreError) {
    if let units {
      try connection.execute(
        """
        INSERT INTO import VALUES ($1::text, $2::bigint) ON CONFLICT (file) DO UPDATE SET units = excluded.units
        """, .text(name), .integer(units))
    } else {
      try connection.execute("DELETE FROM import WHERE file = $1::text", .text(name))
    }
  }

  func forgetFiles() throws(StoreError) { try connection.execute("DELETE FROM import") }
}
