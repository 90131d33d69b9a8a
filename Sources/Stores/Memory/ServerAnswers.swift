import Text

/// What a server was asked of a memory and has answered, by numbers and keys; and what is to be asked the next time.
struct ServerAnswers {
  /// What can be asked: how often and by which units an item is held, by run and item; a unit's tokens, texts and neighbors,
  /// by its number; and units by the key of their text.
  enum Kind: Int, CaseIterable { case counts, lists, tokens, matches, contexts, units }

  var counts: [Int: Int] = [:]
  var lists: [Int: [UInt8]] = [:]
  /// nil inside for a unit that is gone.
  var tokens: [Int: (pair: Int, tokens: [UInt8])?] = [:]
  var matches: [Int: StoredUnit?] = [:]
  var contexts: [Int: [MemoryUnit.Context]] = [:]
  var units: [Int: [StoredUnit]] = [:]

  private var wanted: [Set<Int>] = Array(repeating: [], count: Kind.allCases.count)
  private var bytes = 0
  /// Bytes, about, that may be kept from one article to the next.
  private static let mostBytes = 96 << 20

  mutating func want(_ kind: Kind, _ key: Int) { wanted[kind.rawValue].insert(key) }

  var areWanted: Bool { wanted.contains { !$0.isEmpty } }

  /// Forgets all, when it has become much.
  mutating func trim() {
    if bytes > ServerAnswers.mostBytes {
      let wanted = wanted
      removeAll()
      self.wanted = wanted
    }
  }

  mutating func removeAll() { self = ServerAnswers() }

  // A statement for each kind of thing, however many there are.

  mutating func fetch(_ connection: ServerConnection) throws(StoreError) {
    for kind in Kind.allCases where !wanted[kind.rawValue].isEmpty {
      // In order, so that the server reads its pages in order.
      let keys = wanted[kind.rawValue].sorted()
      wanted[kind.rawValue].removeAll(keepingCapacity: true)
      bytes += keys.count * 64
      for key in keys {
        switch kind {
        case .counts: counts[key] = 0
        case .lists: lists[key] = []
        case .tokens: tokens[key] = .some(nil)
        case .matches: matches[key] = .some(nil)
        case .contexts: contexts[key] = []
        case .units: units[key] = []
        }
      }
      let reply = try connection.execute(ServerAnswers.statement(kind), .integers(keys))
      for row in 0..<reply.rows { take(kind, reply, row) }
    }
  }

  private static func statement(_ kind: Kind) -> String {
    switch kind {
    case .counts: "SELECT key, count FROM posting WHERE key = ANY ($1::bigint[])"
    case .lists: "SELECT key, list FROM posting WHERE key = ANY ($1::bigint[])"
    case .tokens: "SELECT number, pair, tokens FROM unit WHERE number = ANY ($1::bigint[])"
    case .matches: "SELECT \(matchColumns) FROM unit WHERE number = ANY ($1::bigint[])"
    case .contexts: "SELECT unit, previous, next FROM context WHERE unit = ANY ($1::bigint[])"
    case .units: "SELECT \(matchColumns) FROM unit WHERE key = ANY ($1::bigint[]) ORDER BY number"
    }
  }

  private mutating func take(_ kind: Kind, _ reply: ServerReply, _ row: Int) {
    let key = reply.integer(row, 0)
    switch kind {
    case .counts: counts[key] = reply.integer(row, 1)
    case .lists:
      let list = reply.bytes(row, 1)
      bytes += list.count
      lists[key] = list
    case .tokens:
      let held = reply.bytes(row, 2)
      bytes += held.count
      tokens[key] = (reply.integer(row, 1), held)
    case .matches:
      let unit = ServerAnswers.unit(reply, row, isWhole: false)
      bytes += unit.source.count + unit.target.count + 128
      matches[key] = unit
    case .contexts:
      bytes += 16
      contexts[key, default: []].append(
        MemoryUnit.Context(
          previous: UInt64(bitPattern: Int64(reply.integer(row, 1))),
          next: UInt64(bitPattern: Int64(reply.integer(row, 2)))))
    case .units:
      let unit = ServerAnswers.unit(reply, row, isWhole: false)
      bytes += unit.source.count + unit.target.count + 128
      units[unit.key, default: []].append(unit)
    }
  }

  // Rows of units.

  static let matchColumns = "number, key, pair, state, source, source_codes, target, target_codes"
  static let columns = matchColumns + ", origin, author, date, note"

  static func unit(_ reply: ServerReply, _ row: Int, isWhole: Bool) -> StoredUnit {
    var unit = StoredUnit(
      number: reply.integer(row, 0), key: reply.integer(row, 1), pair: reply.integer(row, 2), identity: 0, tokens: [],
      state: reply.integer(row, 3), source: reply.bytes(row, 4), sourceCodes: reply.bytes(row, 5),
      target: reply.bytes(row, 6), targetCodes: reply.bytes(row, 7))
    if isWhole {
      (unit.origin, unit.author) = (reply.text(row, 8), reply.text(row, 9))
      (unit.date, unit.note) = (reply.text(row, 10), reply.text(row, 11))
    }
    return unit
  }
}
