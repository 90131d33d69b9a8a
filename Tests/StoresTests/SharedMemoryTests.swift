import Articles
import TestKit
import Testing
import Text

@testable import Stores

/// A memory on a server is the memory in a file, for everybody at once.
@Suite(.enabled(if: PostgreSQLServer.isInstalled, Comment(rawValue: PostgreSQLServer.reason)))
struct SharedMemoryTests {
  private static func server() throws -> PostgreSQLServer { try PostgreSQLServer.shared.get() }

  private struct Random {
    var state: UInt64

    mutating func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }

    mutating func sentence() -> String {
      (0..<(1 + next(14))).map { _ in "w\(min(next(40), next(40)))" }.joined(separator: " ") + "."
    }

    /// Few texts and translations, so that many units come again with something new.
    mutating func unit() -> MemoryUnit {
      let text = next(3) == 0 ? "Often \(next(20)) said." : sentence()
      var unit = MemoryUnit(
        source: MarkedText(text), target: MarkedText("t\(next(3))"), sourceLanguage: ["en", "en-GB"][next(2)],
        targetLanguage: ["fr", "kk", "de"][next(3)], state: [.candidate, .translated, .reviewed, .final][next(4)],
        origin: "o\(next(3)).txt", author: ["", "desk"][next(2)], date: ["", "20\(10 + next(20))0101"][next(2)],
        note: next(9) == 0 ? "n\u{0}" : "")
      if next(5) == 0 { unit.source.codes = [InlineCode(.alone, at: 0, id: 1, name: "br", equivalent: "\n")] }
      unit.contexts = (0..<next(3)).map { _ in
        MemoryUnit.Context(previous: UInt64(next(3)) &- 1, next: MemoryUnit.key(of: Array("Often 1 said.".utf8)))
      }
      return unit
    }
  }

  /// All that there is to be seen of a memory.
  private struct Sight: Equatable {
    var revision: String
    var counts: [TranslationMemory.Count]
    var units: [Int: MemoryUnit]
    var exact: [[MemoryMatch]]
    var similar: [[MemoryMatch]]
  }

  private static func sight(_ memory: TranslationMemory, seed: UInt64) throws -> Sight {
    try memory.refresh()
    var random = Random(state: seed)
    var sight = Sight(
      revision: try memory.revision(), counts: try memory.counts(), units: [:], exact: [], similar: [])
    try memory.forEach(withContexts: true) { number, unit in
      sight.units[number] = unit
      sight.units[number]?.note.removeAll { "\u{0}\u{FFFD}".contains($0) }
      return true
    }
    let texts = (0..<12).map { $0 % 2 == 0 ? random.sentence() : "Often \(random.next(20)) said." }
    let contexts = [MemoryUnit.Context(previous: 1, next: MemoryUnit.key(of: Array("Often 1 said.".utf8)))]
    let pairs = memory.pairs.filter { $0.target != "de" }.map(\.number)
    try memory.beginReading()
    defer { memory.endReading() }
    // Gathered look-ups beforehand must change nothing but the number of questions.
    if seed % 2 == 0 {
      try memory.gather(texts.count) { index throws(StoreError) in
        _ = try memory.exact(Array(texts[index].utf8), contexts: contexts)
        _ = try memory.similar(to: ComparedText(Array(texts[index].utf8)), atLeast: 75, pairs: pairs, atMost: 9)
      }
    }
    for text in texts {
      sight.exact.append(try memory.exact(Array(text.utf8), contexts: contexts))
      for percent in [50, 75, 90] {
        sight.similar.append(
          try memory.similar(to: ComparedText(Array(text.utf8)), atLeast: percent, pairs: pairs, atMost: 9))
      }
    }
    return sight
  }

  @Test func isWhatAMemoryInAFileIs() throws {
    let address = try Self.server().database("same")
    let shared = try TranslationMemory(address, access: .create)
    let file = try TranslationMemory(":memory:", access: .create)
    let reader = try TranslationMemory(address, access: .read)
    var random = Random(state: 7)
    var compared = ComparedText()
    var matches = 0
    for round in 0..<12 {
      let units = (0..<60).map { _ in random.unit() }
      try file.begin()
      try shared.begin()
      // Whether they are announced must not matter.
      if round % 3 != 0 { try shared.expect(units) }
      for unit in units {
        let changes = try (file.add(unit, compared: &compared), shared.add(unit, compared: &compared))
        #expect(changes.0 == changes.1)
      }
      if round == 5 {
        file.rollBack()
        shared.rollBack()
      } else {
        try file.commit(indexing: round % 2 == 0)
        try shared.commit(indexing: round % 2 == 0)
      }
      if round == 7 {
        let filter = MemoryFilter(before: "2018")
        let deleted = try (file.delete(filter), shared.delete(filter))
        #expect(deleted.0 == deleted.1 && deleted.0 > 10)
      }
      if round == 9 {
        try file.compact()
        try shared.compact()
      }
      #expect(try shared.check().isEmpty)
      let expected = try Self.sight(file, seed: UInt64(round))
      #expect(try Self.sight(shared, seed: UInt64(round)) == expected, "round \(round)")
      // Who writes does not look for what it has not put into the index yet; others do.
      let copy = try Self.sight(TranslationMemory(image: file.image(), name: "copy"), seed: UInt64(round))
      #expect(try Self.sight(reader, seed: UInt64(round)) == copy, "round \(round), another connection")
      matches += expected.exact.joined().count + expected.similar.joined().count
    }
    #expect(matches > 500)
  }

  /// Two write the same and different units at once, in many changes: none is lost or there twice, and the index has all.
  @Test func twoWritersAtOnceLoseAndDoubleNothing() async throws {
    let address = try Self.server().database("writers")
    @Sendable func write(_ writer: Int) throws -> Int {
      let memory = try TranslationMemory(address, access: .create)
      var compared = ComparedText()
      var added = 0
      for round in 0..<15 {
        try memory.begin()
        for number in 0..<20 {
          // Every third unit is one that the other writes as well.
          let owner = number % 3 == 0 ? "both" : "w\(writer)"
          let unit = MemoryUnit(
            source: MarkedText("The river of \(owner) rose in x\(round)y\(number)z again."), target: MarkedText("t"),
            sourceLanguage: "en", targetLanguage: number % 2 == 0 ? "fr" : "l\(writer)x",
            contexts: [MemoryUnit.Context(previous: UInt64(writer + 1), next: UInt64(round))])
          if try memory.add(unit, compared: &compared) == .added { added += 1 }
        }
        try memory.commit(indexing: round % 4 == 0)
      }
      try memory.begin()
      try memory.commit()
      return added
    }
    async let first = Task.detached { try write(0) }.value
    async let second = Task.detached { try write(1) }.value
    let added = try await first + second
    let memory = try TranslationMemory(address, access: .write)
    // Of 20 in a round 13 are a writer's own; of the 7 of both, 4 are in one pair and 3 in a pair of each.
    #expect(added == 15 * (2 * 13 + 4 + 2 * 3))
    #expect(try memory.count() == added)
    var texts = Set<String>()
    var contexts = 0
    try memory.forEach(withContexts: true) { _, unit in
      texts.insert(unit.source.string + unit.targetLanguage)
      contexts += unit.contexts.count
      return true
    }
    #expect(texts.count == added)
    #expect(contexts == 2 * 15 * 20)
    #expect(try memory.check().isEmpty)
    let found = try memory.similar(
      to: ComparedText(Array("The river of both rose in x again.".utf8)), atLeast: 85,
      pairs: memory.pairs.map(\.number), atMost: 1_000)
    #expect(found.count == 15 * 10)
  }

  @Test func aSnapshotStaysWhatItWas() throws {
    let address = try Self.server().database("snapshot")
    let writer = try TranslationMemory(address, access: .create)
    var compared = ComparedText()
    func add(_ text: String) throws {
      try writer.begin()
      try writer.add(
        MemoryUnit(source: MarkedText(text), target: MarkedText("t"), sourceLanguage: "en", targetLanguage: "fr"),
        compared: &compared)
      try writer.commit()
    }
    try add("One and two and three.")
    let before = try MemorySnapshot(#require(ServerAddress(address)))
    try add("One and two and four.")
    let after = try MemorySnapshot(#require(ServerAddress(address)))
    #expect(before.name == "snapshot")
    #expect(before.revision != after.revision)
    let query = ComparedText(Array("One and two and five.".utf8))
    for (snapshot, units) in [(before, 1), (after, 2)] {
      let memory = try snapshot.open()
      #expect(try memory.revision() == snapshot.revision)
      for _ in 0..<2 {
        try memory.beginReading()
        #expect(try memory.similar(to: query, atLeast: 80, pairs: [1], atMost: 9).count == units)
        memory.endReading()
        try add("One and two and six or more of them, \(units).")
      }
    }
    // What is known already is no change.
    let revision = try writer.revision()
    try add("One and two and three.")
    #expect(try writer.revision() == revision)
  }

  @Test func saysWhatIsWrongAndWhatToDo() throws {
    let server = try Self.server()
    func error(_ address: String, _ access: Database.Access = .read) -> StoreError? {
      do throws(StoreError) { _ = try TranslationMemory(address, access: access) } catch { return error }
      return nil
    }
    let empty = try server.database("wrong")
    #expect(error(empty)?.kind == .notThisStore)
    #expect(error(empty)?.hint?.hasPrefix("the first import makes it: lede memory import") == true)
    #expect(error(server.address("nowhere"))?.kind == .denied)
    #expect(error("postgres://desk@%2Fnowhere/desk")?.kind == .unreachable)
    for unclear in ["postgres://desk:s3/cret@/desk", "postgres://desk:s3@cret@/desk", "postgres://desk:%zz@/desk"] {
      let error = try #require(error(unclear))
      #expect(error.kind == .cannotOpen && error.hint?.contains("in a password, @ is %40") == true)
      #expect(!"\(error)".contains("cret"))
    }
    // A user who may read only.
    _ = try TranslationMemory(empty, access: .create)
    try server.run(
      "CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA lede_memory TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA lede_memory TO reader",
      in: "wrong")
    let reader = try TranslationMemory(server.address("wrong", user: "reader"), access: .write)
    #expect(try reader.count() == 0)
    do throws(StoreError) {
      try reader.begin()
      Issue.record("a reader may write")
    } catch { #expect(error.kind == .denied) }
    // A connection that is ended from the other side.
    let memory = try TranslationMemory(empty, access: .write)
    try memory.begin()
    try server.run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'wrong' AND pid <> pg_backend_pid()",
      in: "wrong")
    do throws(StoreError) {
      try memory.commit()
      Issue.record("it is written without a connection")
    } catch {
      #expect(error.kind == .unreachable)
      #expect(error.message.hasPrefix("the connection to the server was lost: "))
    }
    memory.rollBack()
    try server.run("UPDATE lede_memory.state SET version = 99", in: "wrong")
    #expect(error(empty)?.kind == .tooNew)
  }

  @Test(arguments: [
    ("postgres://host/desk", "postgres://host/desk"),
    ("postgresql://ann@host:5433/desk", "postgresql://ann@host:5433/desk"),
    ("postgres://ann:s3cret@host/desk?sslmode=require", "postgres://ann@host/desk?sslmode=require"),
    ("postgres://ann:s3cret@/desk?host=/run/postgresql", "postgres://ann@/desk?host=/run/postgresql"),
    ("postgres://host/desk?user=ann&password=s3cret", "postgres://host/desk?user=ann"),
    ("postgres://host/desk?pass%77ord=s3cret", "postgres://host/desk"),
    ("postgres://ann:s3cret@s3cret/s3cret@host/desk", "postgres://ann@host/desk"),
    ("postgres://ann:s3cret?s3cret@host/desk", "postgres://ann@host/desk"),
    ("postgres://:s3cret@host", "postgres://@host"),
  ])
  func addressesAreShownWithoutPasswords(_ address: String, _ shown: String) throws {
    #expect(try #require(ServerAddress(address)).description == shown)
    #expect(ServerAddress("desk/postgres://x") == nil)
  }
}
