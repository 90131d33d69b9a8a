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
    let units = Dictionary(try store.counts().map { ($0.pair, $0.units) }, uniquingKeysWith: +)
    return pairs.map { Count(source: $0.source, target: $0.target, units: units[$0.number] ?? 0) }
      .sorted { ($0.source, $0.target) < ($1.source, $1.target) }
  }

  public func count() throws(StoreError) -> Int { try store.count() }

  /// Calls `body` with each unit that is meant, in the order in which they came; it says whether to go on.
  ///
  /// - Parameter withContexts: whether the units have their neighbors' keys.
  public func forEach(
    _ filter: MemoryFilter = MemoryFilter(), withContexts: Bool = false,
    _ body: (_ number: Int, MemoryUnit) throws(StoreError) -> Bool
  ) throws(StoreError) {
    let wantedPairs = Set(pairs.filter { filter.holds($0) }.map(\.number))
    let text = filter.text.map { CharacterTables.fold(Array($0.utf8)) }
    var last = 0
    while true {
      let stored = try store.units(after: last, atMost: 1_000)
      last = stored.last?.number ?? last
      var meant = stored.compactMap { stored -> (number: Int, unit: MemoryUnit)? in
        guard wantedPairs.contains(stored.pair), let unit = unit(stored), filter.holds(unit, folded: text) else {
          return nil
        }
        return (stored.number, unit)
      }
      if withContexts {
        try store.expect(contextsOf: meant.map(\.number))
        for index in meant.indices { meant[index].unit.contexts = try store.contexts(of: meant[index].number) }
        // Who writes contexts looks for the neighbors' texts.
        let neighbors = meant.compactMap(\.unit.contexts.first).flatMap { [$0.previous, $0.next] }
        try store.expect(textsOf: neighbors.filter { $0 != 0 }.map { Int(truncatingIfNeeded: $0) })
      }
      for (number, unit) in meant {
        guard try body(number, unit) else { return }
      }
      if stored.count < 1_000 { return }
    }
  }

  /// All that is known of a unit, but for its neighbors.
  public func unit(withNumber number: Int) throws(StoreError) -> MemoryUnit? {
    try store.unit(number).flatMap(unit)
  }

  /// A text that has this key, as the source of some unit.
  public func text(ofKey key: UInt64) throws(StoreError) -> [UInt8]? {
    try store.text(ofKey: Int(truncatingIfNeeded: key))
  }

  /// Deletes the units that are meant, in one change.
  ///
  /// - Returns: how many there were.
  public func delete(_ filter: MemoryFilter) throws(StoreError) -> Int {
    try begin()
    do throws(StoreError) {
      var meant: [Int] = []
      try forEach(filter) { number, _ throws(StoreError) in
        meant.append(number)
        note("delete \(number)")
        return true
      }
      try store.delete(units: meant)
      // What was read half-way may have been deleted in part: it is read from its beginning again.
      try store.forgetFiles()
      try commit()
      return meant.count
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
    try store.compact()
  }

  /// What is wrong with the tables; empty when all is well.
  public func check() throws(StoreError) -> [String] {
    try store.check()
  }

  // Files that are read in pieces.

  /// How many units of a file were read when its import was interrupted; 0 when none was.
  public func unitsRead(ofFile name: String) throws(StoreError) -> Int {
    try store.unitsRead(ofFile: name)
  }

  /// Notes how far a file was read, in the change that has what was read; nil when it is done.
  public func note(unitsRead units: Int?, ofFile name: String) throws(StoreError) {
    try store.note(unitsRead: units, ofFile: name)
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
