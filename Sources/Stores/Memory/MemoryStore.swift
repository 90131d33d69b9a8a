import Text

/// The tables of a memory and the statements on them, wherever they are. What is in the tables and what it means is decided
/// above, in `TranslationMemory` and `MemoryIndex`, so that every store gives the same. One owner.
protocol MemoryStore: AnyObject {
  /// What messages call it: a path, or an address without its password.
  var name: String { get }

  // Changes, and points in time.

  /// Begins a change: from here on other writers wait, and what they have done before is seen.
  func begin() throws(StoreError)
  func commit() throws(StoreError)
  /// Takes back what was done since `begin`, whatever state the connection is in.
  func rollBack()
  /// Begins to read the memory as it is at this moment.
  func beginReading() throws(StoreError)
  func endReading()
  /// Another number when somebody else has changed the memory since it was asked last.
  func version() throws(StoreError) -> Int
  func state() throws(StoreError) -> MemoryState
  func put(_ state: MemoryState) throws(StoreError)

  // Units.

  func pairs() throws(StoreError) -> [TranslationMemory.Pair]
  /// Adds a pair of languages that there is not yet; gives the next number.
  func addPair(_ source: String, _ target: String) throws(StoreError) -> Int
  func known(key: Int, identity: Int) throws(StoreError) -> KnownUnit?
  func add(_ unit: StoredUnit) throws(StoreError)
  func update(unit: Int, state: Int, date: String, author: String) throws(StoreError)
  /// - Returns: whether the unit did not have it.
  func add(_ context: MemoryUnit.Context, to unit: Int) throws(StoreError) -> Bool
  /// The units of a key in their order, with what is needed for a match: all but origin, author, date and note.
  func forEachUnit(key: Int, _ body: (StoredUnit) throws(StoreError) -> Void) throws(StoreError)
  /// The key of every unit, in any order.
  func forEachKey(_ body: (Int) -> Void) throws(StoreError)
  /// The same of one unit.
  func match(_ unit: Int) throws(StoreError) -> StoredUnit?
  func has(_ context: MemoryUnit.Context, unit: Int) throws(StoreError) -> Bool
  /// All that is known of a unit, but for its tokens.
  func unit(_ number: Int) throws(StoreError) -> StoredUnit?
  /// The same of the next units behind a number.
  func units(after number: Int, atMost limit: Int) throws(StoreError) -> [StoredUnit]
  /// In the order of their keys as signed numbers.
  func contexts(of unit: Int) throws(StoreError) -> [MemoryUnit.Context]
  func text(ofKey key: Int) throws(StoreError) -> [UInt8]?
  func delete(units: [Int]) throws(StoreError)
  func count() throws(StoreError) -> Int
  func counts() throws(StoreError) -> [(pair: Int, units: Int)]

  // The index.

  /// In the order of their units.
  func runs() throws(StoreError) -> [MemoryRun]
  func add(_ run: MemoryRun) throws(StoreError)
  /// Adds the units that hold an item to a run.
  func addList(run: Int, item: Int, count: Int, _ list: [UInt8]) throws(StoreError)
  /// Joins the lists of two runs, of which the second follows the first, as those of a third; the two are gone then.
  func join(_ first: Int, _ second: Int, into run: Int) throws(StoreError)
  func deleteIndex() throws(StoreError)
  /// How many units of a run hold an item.
  func count(run: Int, item: Int) throws(StoreError) -> Int
  /// Calls `body` with the units that do, if there are any.
  func withList(run: Int, item: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(StoreError)
  /// Calls `body` with a unit's pair and tokens, if it is still there.
  func withTokens(of unit: Int, _ body: (_ pair: Int, UnsafeBufferPointer<UInt8>) -> Void) throws(StoreError)
  /// The pairs and tokens of all units behind a number, in their order.
  func tokens(after number: Int) throws(StoreError) -> [(number: Int, pair: Int, tokens: [UInt32])]

  // Order, and files that are read in pieces.

  /// Gives back the room that nothing uses.
  func compact() throws(StoreError)
  /// What is wrong with it; empty when all is well.
  func check() throws(StoreError) -> [String]
  /// The bytes of a file of this memory.
  func image() throws(StoreError) -> [UInt8]
  func unitsRead(ofFile name: String) throws(StoreError) -> Int
  func note(unitsRead units: Int?, ofFile name: String) throws(StoreError)
  func forgetFiles() throws(StoreError)

  // Asking for many things at once, where each question takes its time. A store in a file has none of it.

  /// Whether look-ups should be gathered.
  var isRemote: Bool { get }
  var isGathering: Bool { get }
  /// Runs look-ups that are answered as far as the answers are here; what is not is noted, and comes with the next `fetch`.
  ///
  /// - Returns: whether all were here, so that what was found is right.
  func gather(_ lookUp: () throws(StoreError) -> Void) throws(StoreError) -> Bool
  func fetch() throws(StoreError)
  /// Says what will be asked: `known(key:identity:)`, `contexts(of:)`, `text(ofKey:)`, `count(run:item:)`.
  func expect(known: [(key: Int, identity: Int)]) throws(StoreError)
  func expect(contextsOf units: [Int]) throws(StoreError)
  func expect(textsOf keys: [Int]) throws(StoreError)
  func expectCounts(runs: [Int], items: [UInt32])
}

extension MemoryStore {
  var isRemote: Bool { false }
  var isGathering: Bool { false }

  func gather(_ lookUp: () throws(StoreError) -> Void) throws(StoreError) -> Bool {
    try lookUp()
    return true
  }

  func fetch() throws(StoreError) {}
  func expect(known: [(key: Int, identity: Int)]) throws(StoreError) {}
  func expect(contextsOf units: [Int]) throws(StoreError) {}
  func expect(textsOf keys: [Int]) throws(StoreError) {}
  func expectCounts(runs: [Int], items: [UInt32]) {}
}

/// What there is one of in a memory.
struct MemoryState {
  /// Number of the last unit that was ever added.
  var last = 0
  /// Of the last one that the index has.
  var indexed = 0
  var revision = ""
}

/// A unit as the tables have it.
struct StoredUnit {
  var number: Int
  var key: Int
  var pair: Int
  var identity: Int
  /// As `ComparedText` makes them, four bytes each.
  var tokens: [UInt8]
  var state: Int
  var source: [UInt8]
  var sourceCodes: [UInt8]
  var target: [UInt8]
  var targetCodes: [UInt8]
  var origin = ""
  var author = ""
  var date = ""
  var note = ""
}

/// What an import asks of a unit that the memory has.
struct KnownUnit {
  var number: Int
  var state: Int
  var date: String
}

/// Units of the index that came together, by their numbers.
struct MemoryRun {
  var number: Int
  var first: Int
  var last: Int
  var units: Int
}

extension MemoryIndex {
  /// Tokens as the tables have them.
  static func tokens(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    let raw = UnsafeRawBufferPointer(bytes)
    return stride(from: 0, to: raw.count & ~3, by: 4).map { raw.loadUnaligned(fromByteOffset: $0, as: UInt32.self) }
  }
}
