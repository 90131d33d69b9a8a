import Articles
import Text

/// A translation memory: units, the neighbors they stood between, and an index of their words. One owner; other threads
/// and processes open it for themselves.
public final class TranslationMemory {
  /// A source and a target language of the memory.
  public struct Pair: Hashable, Sendable {
    public var number: Int
    public var source: String
    public var target: String
  }

  let store: any MemoryStore
  public private(set) var pairs: [Pair] = []
  var index: MemoryIndex
  private var isReading = false
  private var last = 0
  private var changes = Hasher128()
  private var hasChanges = false
  private var seenVersion = -1
  private let writes: Bool
  private var knownKeys: KnownKeys?
  private var lookups = 0

  /// - Parameter path: a file, or the address of a database on a PostgreSQL server.
  public convenience init(_ path: String, access: Database.Access) throws(StoreError) {
    let isWritten = access != .read
    if let address = ServerAddress(path) {
      try self.init(PostgreSQLMemoryStore(address, access: access), writes: isWritten)
    } else {
      try self.init(SQLiteMemoryStore(path, access: access), writes: isWritten)
    }
  }

  /// A memory on a server as it was when a snapshot was taken, which must still be held.
  convenience init(_ address: ServerAddress, snapshot: String) throws(StoreError) {
    try self.init(PostgreSQLMemoryStore(address, access: .read, snapshot: snapshot), writes: false)
  }

  /// A memory to be read from the bytes of its file.
  public convenience init(image: [UInt8], name: String) throws(StoreError) {
    try self.init(SQLiteMemoryStore(image: image, name: name), writes: false)
  }

  private init(_ store: any MemoryStore, writes: Bool) throws(StoreError) {
    self.store = store
    self.writes = writes
    index = MemoryIndex(store, writes: writes)
    try refresh()
  }

  /// The bytes that a file of this memory has.
  public func image() throws(StoreError) -> [UInt8] { try store.image() }

  /// Looks again at what another process may have changed.
  public func refresh() throws(StoreError) {
    let current = try store.version()
    guard current != seenVersion else { return }
    seenVersion = current
    knownKeys = nil
    lookups = 0
    pairs = try store.pairs()
    let state = try store.state()
    last = state.last
    try index.load(indexed: state.indexed)
  }

  /// What a memory is at this point of its history: another text after each change, the same where the same was changed in
  /// the same order, in whatever store. Who has used a memory knows by it whether look-ups may find something else now.
  public func revision() throws(StoreError) -> String {
    try store.state().revision
  }

  // Changing.

  /// Begins a change of many units, which is kept by `commit` and taken back by `rollBack`.
  public func begin() throws(StoreError) {
    try store.begin()
    try refresh()
    changes = Hasher128()
    hasChanges = false
  }

  /// - Parameter indexing: whether what is new goes into the index now; what does not is compared with unit by unit.
  public func commit(indexing: Bool = true) throws(StoreError) {
    if indexing { try index.write() }
    let before = try revision()
    // What changes nothing, as the import of a file that is known, is no reason to look everything up again.
    let revision = hasChanges ? Digest(of: Array("\(before) \(changes.digest)".utf8)).description : before
    try store.put(MemoryState(last: last, indexed: index.indexed, revision: revision))
    try store.commit()
  }

  public func rollBack() {
    store.rollBack()
    seenVersion = -1
    index.forget()
  }

  /// Notes a change for the revision.
  func note(_ change: String) {
    changes.add(Array(change.utf8))
    hasChanges = true
  }

  /// All of a unit that a look-up can show, or its digest.
  private func note(_ unit: MemoryUnit, key: Int, identity: Int, state: Int) {
    var bytes: [UInt8] = []
    for number in [key, identity, state] { VariableInteger.append(number, to: &bytes) }
    for context in unit.contexts {
      for key in [context.previous, context.next] { VariableInteger.append(Int(truncatingIfNeeded: key), to: &bytes) }
    }
    VariableInteger.append(unit.contexts.count, to: &bytes)
    changes.add(bytes)
    hasChanges = true
  }

  public enum Change: Sendable { case added, merged, unchanged }

  /// Says which units are to be added next, so that a memory on a server is asked for all of them at once.
  public func expect(_ units: [MemoryUnit]) throws(StoreError) {
    guard store.isRemote else { return }
    var wanted: [(key: Int, identity: Int)] = []
    for unit in units {
      let pair = try pair(unit.sourceLanguage, unit.targetLanguage)
      let identity = TranslationMemory.identity(
        pair, PackedCodes.pack(unit.source.codes), unit.target.bytes, PackedCodes.pack(unit.target.codes))
      wanted.append((Int(truncatingIfNeeded: MemoryUnit.key(of: unit.source.bytes)), identity))
    }
    try store.expect(known: wanted)
  }

  /// Adds a unit, or what is new of it to the one that has the same texts, codes and languages.
  ///
  /// Of two states the more advanced one stays, of two dates the later one, with its author.
  @discardableResult
  public func add(_ unit: MemoryUnit, compared: inout ComparedText) throws(StoreError) -> Change {
    let pair = try self.pair(unit.sourceLanguage, unit.targetLanguage)
    let sourceCodes = PackedCodes.pack(unit.source.codes)
    let targetCodes = PackedCodes.pack(unit.target.codes)
    let key = Int(truncatingIfNeeded: MemoryUnit.key(of: unit.source.bytes))
    let identity = TranslationMemory.identity(pair, sourceCodes, unit.target.bytes, targetCodes)
    if let same = try store.known(key: key, identity: identity) {
      var change = Change.unchanged
      let state = TranslationMemory.rank(unit.state)
      if state > same.state || unit.date > same.date {
        try store.update(
          unit: same.number, state: max(state, same.state), date: max(unit.date, same.date), author: unit.author)
        change = .merged
      }
      if try add(unit.contexts, to: same.number) { change = .merged }
      if change == .merged { note(unit, key: key, identity: identity, state: max(state, same.state)) }
      return change
    }
    last += 1
    unit.source.bytes.withUnsafeBufferPointer { compared.read($0) }
    let tokens = compared.tokens.count > ComparedText.mostTokens ? [] : compared.tokens.withUnsafeBytes { Array($0) }
    try store.add(
      StoredUnit(
        number: last, key: key, pair: pair, identity: identity, tokens: tokens,
        state: TranslationMemory.rank(unit.state), source: unit.source.bytes, sourceCodes: sourceCodes,
        target: unit.target.bytes, targetCodes: targetCodes, origin: unit.origin, author: unit.author, date: unit.date,
        note: unit.note))
    _ = try add(unit.contexts, to: last)
    if !tokens.isEmpty { try index.add(last, compared) } else { index.pass(last) }
    note(unit, key: key, identity: identity, state: TranslationMemory.rank(unit.state))
    return .added
  }

  private func add(_ contexts: [MemoryUnit.Context], to unit: Int) throws(StoreError) -> Bool {
    var isNew = false
    for context in contexts where try store.add(context, to: unit) { isNew = true }
    return isNew
  }

  private func pair(_ source: String, _ target: String) throws(StoreError) -> Int {
    if let known = pairs.first(where: { $0.source == source && $0.target == target }) { return known.number }
    let number = try store.addPair(source, target)
    note("pair \(number) \(source) \(target)")
    pairs.append(Pair(number: number, source: source, target: target))
    return number
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

  /// Begins to look up in the memory as it is at this moment, whatever others write; `endReading` must follow. Look-ups
  /// are faster so than each by itself, which has to lock the file.
  public func beginReading() throws(StoreError) {
    try store.beginReading()
    isReading = true
    try refresh()
  }

  public func endReading() {
    isReading = false
    store.endReading()
  }

  /// Whether `exact` may find a text of this key; when not, it need not be asked. Only between `beginReading` and
  /// `endReading`, as what others write meanwhile is not seen.
  public func mayHold(_ key: UInt64) throws(StoreError) -> Bool {
    // On a server texts are asked for many at a time, which costs less than to carry all keys here.
    guard isReading, !writes, !store.isRemote else { return true }
    if knownKeys == nil {
      // Reading all keys costs as much as some look-ups per hundred units.
      lookups += 1
      guard lookups > last / 64 else { return true }
      var keys = KnownKeys(count: last)
      try store.forEachKey { keys.insert(UInt64(bitPattern: Int64($0))) }
      knownKeys = keys
    }
    return knownKeys?.mayContain(key) ?? true
  }

  /// The units whose text is this one, byte for byte, in the order in which they came; those that stood between the
  /// neighbors of one of the contexts are marked.
  public func exact(_ text: [UInt8], contexts: [MemoryUnit.Context] = []) throws(StoreError) -> [MemoryMatch] {
    try asked { () throws(StoreError) in try lookUp(text, contexts) }
  }

  private func lookUp(_ text: [UInt8], _ contexts: [MemoryUnit.Context]) throws(StoreError) -> [MemoryMatch] {
    var matches: [MemoryMatch] = []
    let key = Int(truncatingIfNeeded: MemoryUnit.key(of: text))
    try store.forEachUnit(key: key) { stored throws(StoreError) in
      guard stored.source == text, let unit = unit(stored) else { return }
      matches.append(
        MemoryMatch(number: stored.number, unit: unit, percent: 100, isSameText: true, isInContext: false))
    }
    for index in matches.indices {
      for wanted in contexts where !matches[index].isInContext {
        matches[index].isInContext = try store.has(wanted, unit: matches[index].number)
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
    if !isReading, !store.isGathering { try refresh() }
    return try asked { () throws(StoreError) in try lookUp(text, percent, pairs, limit) }
  }

  private func lookUp(
    _ text: ComparedText, _ percent: Int, _ pairs: [Int], _ limit: Int
  ) throws(StoreError) -> [MemoryMatch] {
    let found = try index.search(text, percent: percent, pairs: pairs)
    var matches: [MemoryMatch] = []
    for hit in found.prefix(limit) {
      if let unit = try store.match(hit.number).flatMap(unit) {
        matches.append(
          MemoryMatch(
            number: hit.number, unit: unit, percent: hit.percent, isSameText: false, isInContext: false))
      }
    }
    return matches
  }

  /// Looks ahead for a memory on a server: does a number of look-ups until all that they need is here, so that they wait
  /// together. What they find must not be used; done again, they are answered at once. For a file there is nothing to do.
  public func gather(_ count: Int, _ lookUp: (Int) throws(StoreError) -> Void) throws(StoreError) {
    guard store.isRemote else { return }
    var waiting = Array(0..<count)
    while !waiting.isEmpty {
      var left: [Int] = []
      for index in waiting {
        if try !store.gather({ () throws(StoreError) in try lookUp(index) }) { left.append(index) }
      }
      try store.fetch()
      waiting = left
    }
  }

  /// Does a look-up again until all that it needs is here.
  private func asked<Found>(_ lookUp: () throws(StoreError) -> Found) throws(StoreError) -> Found {
    guard store.isRemote, !store.isGathering else { return try lookUp() }
    while true {
      var found: Found?
      let isRight = try store.gather { () throws(StoreError) in found = try lookUp() }
      if isRight, let found { return found }
      try store.fetch()
    }
  }

  /// A unit of the tables; nil when its languages are not known yet, because another process has just added them.
  func unit(_ stored: StoredUnit) -> MemoryUnit? {
    guard let pair = pairs.first(where: { $0.number == stored.pair }) else { return nil }
    let sourceCodes = stored.sourceCodes.withUnsafeBufferPointer {
      PackedCodes.unpack($0, textLength: stored.source.count)
    }
    let targetCodes = stored.targetCodes.withUnsafeBufferPointer {
      PackedCodes.unpack($0, textLength: stored.target.count)
    }
    return MemoryUnit(
      source: MarkedText(bytes: stored.source, codes: sourceCodes),
      target: MarkedText(bytes: stored.target, codes: targetCodes), sourceLanguage: pair.source,
      targetLanguage: pair.target, state: TranslationMemory.states[min(max(stored.state, 0), 3)],
      origin: stored.origin, author: stored.author, date: stored.date, note: stored.note)
  }
}
