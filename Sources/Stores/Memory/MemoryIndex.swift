import Text

/// The index of a memory: for each word the units that hold it, in runs of units that came together.
///
/// Two texts of which the longer has n tokens are p percent alike only if they share n·p/100 of them. So a unit that is
/// like a query of m tokens holds at least one of the m − m·p/100 + 1 rarest of them, and k more of the k next: the lists
/// of these are counted, and who reaches the count is compared for good. Nothing that is alike enough is missed.
///
/// Source: the prefix filter of S. Chaudhuri, V. Ganti, R. Kaushik, "A primitive operator for similarity joins in data
/// cleaning", ICDE 2006, extended as by C. Li, J. Lu, Y. Lu, "Efficient merging and filtering algorithms for approximate
/// string searches", ICDE 2008.
struct MemoryIndex {
  struct Hit: Hashable {
    var number: Int
    var percent: Int
  }

  private struct Run {
    var number: Int
    var first: Int
    var last: Int
    var units: Int
  }

  /// The last unit that is in the runs.
  private(set) var indexed = 0
  private let database: Database
  private let writes: Bool
  private var runs: [Run] = []
  private var builder = PostingBuilder()
  private var newest = 0
  /// Units behind the last run, with their tokens: compared one by one.
  private var tail: [(number: Int, pair: Int, tokens: [UInt32])] = []
  private let counts: Statement
  private let lists: Statement
  private let tokens: Statement
  private var items: [UInt32] = []
  private var tallies: [UInt8] = []
  private var touched: [Int32] = []
  private var known = PostingCounts()
  private var rarest: [(count: Int, item: UInt32)] = []
  private var scratch: [UInt32] = []

  init(_ database: Database, writes: Bool) throws(StoreError) {
    self.database = database
    self.writes = writes
    counts = try database.prepared("SELECT count FROM posting WHERE key = ?")
    lists = try database.prepared("SELECT list FROM posting WHERE key = ?")
    tokens = try database.prepared("SELECT pair, tokens FROM unit WHERE number = ?")
  }

  // Building.

  /// Reads which runs there are, and the units behind them.
  mutating func load(indexed: Int) throws(StoreError) {
    self.indexed = indexed
    newest = indexed
    builder = PostingBuilder()
    known.forget()
    runs = try database.all("SELECT number, first, last, units FROM run ORDER BY first") {
      Run(number: $0.integer(0), first: $0.integer(1), last: $0.integer(2), units: $0.integer(3))
    }
    tail = try database.all("SELECT number, pair, tokens FROM unit WHERE number > ? ORDER BY number", .integer(indexed))
    { row in (row.integer(0), row.integer(1), row.withBytes(2) { MemoryIndex.tokens($0) }) }
    if writes {
      for unit in tail {
        MemoryIndex.items(of: unit.tokens, &items)
        builder.add(unit.number, items: items, length: unit.tokens.count)
        newest = unit.number
      }
    }
  }

  mutating func forget() {
    builder = PostingBuilder()
    newest = indexed
  }

  /// Takes a new unit; writes a run when there are enough.
  mutating func add(_ number: Int, _ text: ComparedText) throws(StoreError) {
    if builder.isFull(for: number) { try write() }
    text.items(&items)
    builder.add(number, items: items, length: text.tokens.count)
    newest = number
  }

  /// Notes a unit that is not to be found by likeness.
  mutating func pass(_ number: Int) { newest = number }

  /// Writes what was gathered as a run, and joins the runs before it that are no longer than twice what comes after
  /// them: so there are few of them, and each unit is written again a few times at most.
  mutating func write() throws(StoreError) {
    defer {
      indexed = newest
      tail = []
    }
    guard let first = builder.first else { return }
    known.forget()
    let run = Run(number: (runs.map(\.number).max() ?? 0) + 1, first: first, last: newest, units: builder.units)
    let database = database
    let insert = try database.prepared("INSERT INTO posting VALUES (?, ?, ?)")
    try builder.drain { (item, count, list) throws(StoreError) in
      try database.run(
        insert, bound: insert.bind(1, run.number << 32 | Int(item)) | insert.bind(2, count) | insert.bind(3, list))
    }
    try add(run)
    while runs.count > 1, runs[runs.count - 2].units <= 2 * runs[runs.count - 1].units { try joinLastTwo() }
  }

  private mutating func add(_ run: Run) throws(StoreError) {
    try database.run(
      "INSERT INTO run VALUES (?, ?, ?, ?)", .integer(run.number), .integer(run.first), .integer(run.last),
      .integer(run.units))
    runs.append(run)
  }

  private mutating func joinLastTwo() throws(StoreError) {
    let later = runs.removeLast()
    let earlier = runs.removeLast()
    let number = max(later.number, earlier.number) + 1
    let select = "SELECT key & 4294967295, count, list FROM posting WHERE key BETWEEN ? AND ? ORDER BY key"
    let left = try PostingCursor(database, select, run: earlier.number)
    let right = try PostingCursor(database, select, run: later.number)
    let insert = try database.prepared("INSERT INTO posting VALUES (?, ?, ?)")
    while left.item != nil || right.item != nil {
      let a = left.item ?? .max
      let b = right.item ?? .max
      let item = min(a, b)
      let count = (a == item ? left.count : 0) + (b == item ? right.count : 0)
      let list = a == b ? PostingList.join(left.list, right.list) : a == item ? left.list : right.list
      try database.run(
        insert, bound: insert.bind(1, number << 32 | item) | insert.bind(2, count) | insert.bind(3, list))
      if a == item { try left.advance() }
      if b == item { try right.advance() }
    }
    for old in [earlier.number, later.number] {
      try database.run(
        "DELETE FROM posting WHERE key BETWEEN ? AND ?", .integer(old << 32), .integer(old << 32 | 0xFFFF_FFFF))
      try database.run("DELETE FROM run WHERE number = ?", .integer(old))
    }
    try add(
      Run(number: number, first: earlier.first, last: later.last, units: earlier.units + later.units))
  }

  /// Makes one run of all units that are still there.
  mutating func rebuild() throws(StoreError) {
    try database.run("DELETE FROM posting")
    try database.run("DELETE FROM run")
    let before = newest
    try load(indexed: 0)
    // `load` has gathered all units; where they are too many for one run, runs are joined as they come.
    let all = tail
    builder = PostingBuilder()
    newest = 0
    for unit in all where !unit.tokens.isEmpty {
      if builder.isFull(for: unit.number) {
        try write()
        indexed = unit.number - 1
      }
      MemoryIndex.items(of: unit.tokens, &items)
      builder.add(unit.number, items: items, length: unit.tokens.count)
      newest = unit.number
    }
    newest = max(before, newest)
    try write()
    while runs.count > 1 { try joinLastTwo() }
  }

  // Searching.

  /// Units that are alike enough, the most alike first, then by number.
  mutating func search(_ text: ComparedText, percent: Int, pairs: [Int]) throws(StoreError) -> [Hit] {
    let length = text.tokens.count
    guard length > 0, length <= ComparedText.mostTokens, !pairs.isEmpty else { return [] }
    // Made for the first unit that is to be compared: most texts have none.
    var distance: EditDistance?
    var hits: [Hit] = []
    for unit in tail where pairs.contains(unit.pair) {
      unit.tokens.withUnsafeBufferPointer { other in
        MemoryIndex.compare(other, text, percent, unit.number, &distance, &hits)
      }
    }
    var hasItems = false
    for run in runs where try mayHold(text.tokens, percent, run) {
      if !hasItems { text.items(&items) }
      hasItems = true
      try search(run, text, percent, pairs, &distance, &hits)
    }
    guard hits.count > 1 else { return hits }
    return hits.sorted { ($1.percent, $0.number) < ($0.percent, $1.number) }
  }

  /// Whether enough of a text's words are in a run at all: a word that no unit holds, none holds twice. Told without
  /// sorting, for nearly all texts of new articles.
  private mutating func mayHold(_ tokens: [UInt32], _ percent: Int, _ run: Run) throws(StoreError) -> Bool {
    var spare = tokens.count - (tokens.count * percent + 99) / 100
    for token in tokens where try count(of: run.number << 32 | Int(token)) == 0 {
      spare -= 1
      if spare < 0 { return false }
    }
    return true
  }

  private static func compare(
    _ other: UnsafeBufferPointer<UInt32>, _ text: ComparedText, _ percent: Int, _ number: Int,
    _ distance: inout EditDistance?, _ hits: inout [Hit]
  ) {
    let length = text.tokens.count
    let limit = EditDistance.limit(percent: percent, length, other.count)
    guard abs(length - other.count) <= limit else { return }
    if distance == nil { distance = EditDistance(from: text.tokens) }
    guard let found = distance?.distance(to: other, atMost: limit) else { return }
    hits.append(Hit(number: number, percent: EditDistance.percent(distance: found, length, other.count)))
  }

  private mutating func search(
    _ run: Run, _ text: ComparedText, _ percent: Int, _ pairs: [Int], _ distance: inout EditDistance?,
    _ hits: inout [Hit]
  ) throws(StoreError) {
    let length = text.tokens.count
    let least = (length * percent + 99) / 100
    let prefix = length - least + 1
    rarest.removeAll(keepingCapacity: true)
    var missing = 0
    for item in items {
      let count = try count(of: run.number << 32 | Int(item))
      rarest.append((count, item))
      // Where so many of the words are in no unit at all, none can share enough of them.
      if count == 0 { missing += 1 }
      if missing == prefix { return }
    }
    rarest.sort { ($0.count, $0.item) < ($1.count, $1.item) }
    let lengths =
      min(least, PostingList.greatestLength)...min(length * 100 / max(percent, 1), PostingList.greatestLength)
    let span = run.last - run.first + 1
    if tallies.count < span { tallies.append(contentsOf: repeatElement(0, count: span - tallies.count)) }
    touched.removeAll(keepingCapacity: true)
    var next = 0
    var needed: UInt8 = 1
    while next < prefix {
      try tally(run, rarest[next].item, lengths)
      next += 1
    }
    // One more list takes a step for each unit in it, and spares the comparison of those that it lacks.
    while next < rarest.count, needed < 200 {
      let left = touched.count { tallies[Int($0)] >= needed }
      guard left > 32, rarest[next].count < left * 100 else { break }
      try tally(run, rarest[next].item, lengths)
      next += 1
      needed += 1
    }
    for place in touched {
      let tally = tallies[Int(place)]
      tallies[Int(place)] = 0
      guard tally >= needed else { continue }
      let number = run.first + Int(place)
      try database.run(tokens, bound: tokens.bind(1, number)) { row in
        guard pairs.contains(row.integer(0)) else { return }
        row.withBytes(1) { bytes in
          scratch.removeAll(keepingCapacity: true)
          let raw = UnsafeRawBufferPointer(bytes)
          for offset in stride(from: 0, to: raw.count & ~3, by: 4) {
            scratch.append(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
          }
        }
        scratch.withUnsafeBufferPointer { other in
          MemoryIndex.compare(other, text, percent, number, &distance, &hits)
        }
      }
    }
  }

  /// How many units an item's list has.
  private mutating func count(of key: Int) throws(StoreError) -> Int {
    if let count = known.count(of: key) { return count }
    var count = 0
    try database.run(counts, bound: counts.bind(1, key)) { row in count = row.integer(0) }
    known.insert(count, for: key)
    return count
  }

  /// Counts the units of a list.
  private mutating func tally(_ run: Run, _ item: UInt32, _ lengths: ClosedRange<Int>) throws(StoreError) {
    let span = run.last - run.first + 1
    try database.run(lists, bound: lists.bind(1, run.number << 32 | Int(item))) { row in
      row.withBytes(0) { list in
        PostingList.forEach(list, lengths: lengths) { number in
          let place = number &- run.first
          guard place >= 0, place < span else { return }
          if tallies[place] == 0 { touched.append(Int32(truncatingIfNeeded: place)) }
          if tallies[place] < 255 { tallies[place] += 1 }
        }
      }
    }
  }

  private static func tokens(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    let raw = UnsafeRawBufferPointer(bytes)
    return stride(from: 0, to: raw.count & ~3, by: 4).map { raw.loadUnaligned(fromByteOffset: $0, as: UInt32.self) }
  }

  private static func items(of tokens: [UInt32], _ items: inout [UInt32]) {
    ComparedText.items(of: tokens, &items)
  }
}

/// The lists of a run, item by item.
private final class PostingCursor {
  private let statement: Statement
  private let database: Database
  private(set) var item: Int?
  private(set) var count = 0
  private(set) var list: [UInt8] = []

  init(_ database: Database, _ sql: String, run: Int) throws(StoreError) {
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
