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

  /// The last unit that is in the runs.
  private(set) var indexed = 0
  private let store: any MemoryStore
  private let writes: Bool
  private var runs: [MemoryRun] = []
  private var builder = PostingBuilder()
  private var newest = 0
  /// Units behind the last run, with their tokens: compared one by one.
  private var tail: [(number: Int, pair: Int, tokens: [UInt32])] = []
  private var items: [UInt32] = []
  private var tallies: [UInt8] = []
  private var touched: [Int32] = []
  private var known = PostingCounts()
  private var rarest: [(count: Int, item: UInt32)] = []
  private var scratch: [UInt32] = []

  init(_ store: any MemoryStore, writes: Bool) {
    self.store = store
    self.writes = writes
  }

  // Building.

  /// Reads which runs there are, and the units behind them.
  mutating func load(indexed: Int) throws(StoreError) {
    self.indexed = indexed
    newest = indexed
    builder = PostingBuilder()
    known.forget()
    runs = try store.runs()
    tail = try store.tokens(after: indexed)
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
    let run = MemoryRun(
      number: (runs.map(\.number).max() ?? 0) + 1, first: first, last: newest, units: builder.units)
    let store = store
    try builder.drain { (item, count, list) throws(StoreError) in
      try store.addList(run: run.number, item: Int(item), count: count, list)
    }
    try add(run)
    while runs.count > 1, runs[runs.count - 2].units <= 2 * runs[runs.count - 1].units { try joinLastTwo() }
  }

  private mutating func add(_ run: MemoryRun) throws(StoreError) {
    try store.add(run)
    runs.append(run)
  }

  private mutating func joinLastTwo() throws(StoreError) {
    let later = runs.removeLast()
    let earlier = runs.removeLast()
    let number = max(later.number, earlier.number) + 1
    try store.join(earlier.number, later.number, into: number)
    try add(
      MemoryRun(number: number, first: earlier.first, last: later.last, units: earlier.units + later.units))
  }

  /// Makes one run of all units that are still there.
  mutating func rebuild() throws(StoreError) {
    try store.deleteIndex()
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
    if store.isRemote {
      text.items(&items)
      hasItems = true
      store.expectCounts(runs: runs.map(\.number), items: items)
    }
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
  private mutating func mayHold(_ tokens: [UInt32], _ percent: Int, _ run: MemoryRun) throws(StoreError) -> Bool {
    var spare = tokens.count - (tokens.count * percent + 99) / 100
    for token in tokens where try count(of: token, run) == 0 {
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
    _ run: MemoryRun, _ text: ComparedText, _ percent: Int, _ pairs: [Int], _ distance: inout EditDistance?,
    _ hits: inout [Hit]
  ) throws(StoreError) {
    let length = text.tokens.count
    let least = (length * percent + 99) / 100
    let prefix = length - least + 1
    rarest.removeAll(keepingCapacity: true)
    var missing = 0
    for item in items {
      let count = try count(of: item, run)
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
      try store.withTokens(of: number) { pair, bytes in
        guard pairs.contains(pair) else { return }
        scratch.removeAll(keepingCapacity: true)
        let raw = UnsafeRawBufferPointer(bytes)
        for offset in stride(from: 0, to: raw.count & ~3, by: 4) {
          scratch.append(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        }
        scratch.withUnsafeBufferPointer { other in
          MemoryIndex.compare(other, text, percent, number, &distance, &hits)
        }
      }
    }
  }

  /// How many units an item's list has.
  private mutating func count(of item: UInt32, _ run: MemoryRun) throws(StoreError) -> Int {
    // A store on a server keeps its answers itself, and knows which have not come yet.
    guard !store.isRemote else { return try store.count(run: run.number, item: Int(item)) }
    let key = run.number << 32 | Int(item)
    if let count = known.count(of: key) { return count }
    let count = try store.count(run: run.number, item: Int(item))
    known.insert(count, for: key)
    return count
  }

  /// Counts the units of a list.
  private mutating func tally(_ run: MemoryRun, _ item: UInt32, _ lengths: ClosedRange<Int>) throws(StoreError) {
    let span = run.last - run.first + 1
    try store.withList(run: run.number, item: Int(item)) { list in
      PostingList.forEach(list, lengths: lengths) { number in
        let place = number &- run.first
        guard place >= 0, place < span else { return }
        if tallies[place] == 0 { touched.append(Int32(truncatingIfNeeded: place)) }
        if tallies[place] < 255 { tallies[place] += 1 }
      }
    }
  }

  private static func items(of tokens: [UInt32], _ items: inout [UInt32]) {
    ComparedText.items(of: tokens, &items)
  }
}
