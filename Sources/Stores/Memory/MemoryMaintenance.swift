import Articles
import Text

/// Which units of a memory are meant: all conditions hold; none is all of it.
public struct MemoryFilter: Hashable, Sendable {
  /// Of the pair of languages, without regard to regions; nil for all.
  public var sourceLanguage: String?
  public var targetLanguage: String?
  public var origin: String?
  public var author: String?
  /// Changed before this date, in the form of TMX or a beginning of it; units without a date were not.
  public var before: String?
  /// Held by the source or the target, in any case.
  public var text: String?

  public init(
    sourceLanguage: String? = nil, targetLanguage: String? = nil, origin: String? = nil, author: String? = nil,
    before: String? = nil, text: String? = nil
  ) {
    self.sourceLanguage = sourceLanguage
    self.targetLanguage = targetLanguage
    self.origin = origin
    self.author = author
    self.before = before
    self.text = text
  }

  public var isEmpty: Bool { self == MemoryFilter() }
}

/// What owners of a memory do with it: list, count, delete, set in order.
extension TranslationMemory {
  public struct Count: Hashable, Sendable {
    public var source: String
    public var target: String
    public var units: Int
  }

  /// How many units there are of each pair of languages.
  public func counts() throws(StoreError) -> [Count] {
    try database.all(
      """
      SELECT pair.source, pair.target, count(unit.number) FROM pair LEFT JOIN unit ON unit.pair = pair.number
        GROUP BY pair.number ORDER BY pair.source, pair.target
      """
    ) { Count(source: $0.text(0), target: $0.text(1), units: $0.integer(2)) }
  }

  public func count() throws(StoreError) -> Int {
    try database.first("SELECT count(*) FROM unit") { $0.integer(0) } ?? 0
  }

  /// Calls `body` with each unit that is meant, in the order in which they came; it says whether to go on.
  ///
  /// - Parameter withContexts: whether the units have their neighbors' keys.
  public func forEach(
    _ filter: MemoryFilter = MemoryFilter(), withContexts: Bool = false,
    _ body: (_ number: Int, MemoryUnit) throws(StoreError) -> Bool
  ) throws(StoreError) {
    let wantedPairs = Set(pairs.filter { filter.holds($0) }.map(\.number))
    let text = filter.text.map { CharacterTables.fold(Array($0.utf8)) }
    let contexts = try database.prepared("SELECT previous, next FROM context WHERE unit = ? ORDER BY previous, next")
    // In pieces, so that `body` may change the memory.
    var last = 0
    while true {
      var batch: [(number: Int, unit: MemoryUnit)] = []
      var seen = 0
      let select = try database.prepared(
        """
        SELECT \(TranslationMemory.columns) FROM unit WHERE number > ? ORDER BY number LIMIT 1000
        """)
      try database.run(select, bound: select.bind(1, last)) { row throws(StoreError) in
        seen += 1
        last = row.integer(0)
        guard wantedPairs.contains(row.integer(1)), var unit = unit(row) else { return }
        (unit.origin, unit.author, unit.date, unit.note) = (row.text(7), row.text(8), row.text(9), row.text(10))
        if filter.holds(unit, folded: text) { batch.append((last, unit)) }
      }
      for (number, unit) in batch {
        var unit = unit
        if withContexts {
          try database.run(contexts, bound: contexts.bind(1, number)) { row in
            unit.contexts.append(
              MemoryUnit.Context(
                previous: UInt64(bitPattern: Int64(row.integer(0))), next: UInt64(bitPattern: Int64(row.integer(1)))))
          }
        }
        guard try body(number, unit) else { return }
      }
      if seen < 1_000 { return }
    }
  }

  /// All that is known of a unit, but for its neighbors.
  public func unit(withNumber number: Int) throws(StoreError) -> MemoryUnit? {
    var found: MemoryUnit?
    let select = try database.prepared("SELECT \(TranslationMemory.columns) FROM unit WHERE number = ?")
    try database.run(select, bound: select.bind(1, number)) { row throws(StoreError) in
      found = unit(row)
      found?.origin = row.text(7)
      found?.author = row.text(8)
      found?.date = row.text(9)
      found?.note = row.text(10)
    }
    return found
  }

  /// A text that has this key, as the source of some unit.
  public func text(ofKey key: UInt64) throws(StoreError) -> [UInt8]? {
    try database.first(
      "SELECT source FROM unit WHERE key = ? LIMIT 1", .integer(Int(truncatingIfNeeded: key))
    ) { $0.bytes(0) }
  }

  /// Deletes the units that are meant, in one change.
  ///
  /// - Returns: how many there were.
  public func delete(_ filter: MemoryFilter) throws(StoreError) -> Int {
    try begin()
    do throws(StoreError) {
      var deleted = 0
      try forEach(filter) { number, _ throws(StoreError) in
        try database.run("DELETE FROM unit WHERE number = ?", .integer(number))
        try database.run("DELETE FROM context WHERE unit = ?", .integer(number))
        note("delete \(number)")
        deleted += 1
        return true
      }
      // What was read half-way may have been deleted in part: it is read from its beginning again.
      try database.run("DELETE FROM import")
      try commit()
      return deleted
    } catch {
      rollBack()
      throw error
    }
  }

  /// Makes one run of the index and gives back the room that nothing uses.
  public func compact() throws(StoreError) {
    try begin()
    do throws(StoreError) {
      try index.rebuild()
      try commit()
    } catch {
      rollBack()
      throw error
    }
    try database.set("VACUUM")
  }

  /// What is wrong with the file as SQLite sees it; empty when all is well.
  public func check() throws(StoreError) -> [String] {
    try database.all("PRAGMA integrity_check(20)") { $0.text(0) }.filter { $0 != "ok" }
  }

  // Files that are read in pieces.

  /// How many units of a file were read when its import was interrupted; 0 when none was.
  public func unitsRead(ofFile name: String) throws(StoreError) -> Int {
    try database.first("SELECT units FROM import WHERE file = ?", .text(name)) { $0.integer(0) } ?? 0
  }

  /// Notes how far a file was read, in the change that has what was read; nil when it is done.
  public func note(unitsRead units: Int?, ofFile name: String) throws(StoreError) {
    if let units {
      try database.run("INSERT OR REPLACE INTO import VALUES (?, ?)", .text(name), .integer(units))
    } else {
      try database.run("DELETE FROM import WHERE file = ?", .text(name))
    }
  }
}

extension MemoryFilter {
  func holds(_ pair: TranslationMemory.Pair) -> Bool {
    MemoryFilter.isSame(sourceLanguage, pair.source) && MemoryFilter.isSame(targetLanguage, pair.target)
  }

  private static func isSame(_ wanted: String?, _ language: String) -> Bool {
    wanted.map { LanguageTag.withoutRegion($0) == LanguageTag.withoutRegion(language) } ?? true
  }

  func holds(_ unit: MemoryUnit, folded text: [UInt8]?) -> Bool {
    if let origin, origin != unit.origin { return false }
    if let author, author != unit.author { return false }
    if let before, unit.date.isEmpty || unit.date >= before { return false }
    guard let text else { return true }
    return [unit.source.bytes, unit.target.bytes].contains { MemoryFilter.contains(CharacterTables.fold($0), text) }
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard text.count >= part.count else { return false }
    for start in 0...(text.count - part.count) where text[start] == first {
      if text[start..<(start + part.count)].elementsEqual(part) { return true }
    }
    return false
  }
}
