import Articles
import Pipelines
import Testing
import Text

@testable import Stores

@Suite struct TranslationMemoryTests {
  private static func unit(
    _ source: String, _ target: String, _ languages: String = "en fr", state: Target.State = .translated,
    date: String = "", contexts: [(UInt64, UInt64)] = []
  ) -> MemoryUnit {
    let tags = languages.split(separator: " ").map(String.init)
    return MemoryUnit(
      source: MarkedText(source), target: MarkedText(target), sourceLanguage: tags[0], targetLanguage: tags[1],
      state: state, date: date, contexts: contexts.map { MemoryUnit.Context(previous: $0.0, next: $0.1) })
  }

  private static func memory(_ units: [MemoryUnit], indexing: Bool = true) throws -> TranslationMemory {
    let memory = try TranslationMemory(":memory:", access: .create)
    try memory.begin()
    var compared = ComparedText()
    for unit in units { try memory.add(unit, compared: &compared) }
    try memory.commit(indexing: indexing)
    return memory
  }

  @Test func mergesWhatItHas() throws {
    let memory = try Self.memory([])
    var compared = ComparedText()
    try memory.begin()
    func add(_ unit: MemoryUnit) throws -> TranslationMemory.Change { try memory.add(unit, compared: &compared) }
    #expect(try add(Self.unit("One.", "Un.", date: "2024", contexts: [(1, 2)])) == .added)
    #expect(try add(Self.unit("One.", "Un.", date: "2023")) == .unchanged)
    #expect(try add(Self.unit("One.", "Un.", date: "2025")) == .merged)
    #expect(try add(Self.unit("One.", "Un.", contexts: [(1, 2)])) == .unchanged)
    #expect(try add(Self.unit("One.", "Un.", contexts: [(1, 3)])) == .merged)
    #expect(try add(Self.unit("One.", "Un.", state: .reviewed)) == .merged)
    #expect(try add(Self.unit("One.", "Une.")) == .added)
    #expect(try add(Self.unit("One.", "Un.", "en fr-CA")) == .added)
    var coded = Self.unit("One.", "Un.")
    coded.target.codes = [InlineCode(.alone, at: 3, id: 1, name: "br", equivalent: "\n")]
    #expect(try add(coded) == .added)
    try memory.commit()
    #expect(try memory.count() == 4)
    let found = try memory.exact(Array("One.".utf8), contexts: [MemoryUnit.Context(previous: 1, next: 3)])
    #expect(found.map(\.isInContext) == [true, false, false, false])
    #expect(found[0].unit.state == .reviewed)
    #expect(try memory.unit(withNumber: found[0].number)?.date == "2025")
    #expect(found[3].unit.target == coded.target)
  }

  @Test func aChangeTakenBackLeavesNothing() throws {
    let memory = try Self.memory([Self.unit("One.", "Un.")])
    let revision = try memory.revision()
    var compared = ComparedText()
    try memory.begin()
    try memory.add(Self.unit("Two two two two.", "Deux.", "en kk"), compared: &compared)
    memory.rollBack()
    try memory.begin()
    try memory.add(Self.unit("Three three three three.", "Trois."), compared: &compared)
    try memory.commit()
    #expect(try memory.count() == 2)
    #expect(memory.pairs.map(\.target) == ["fr"])
    #expect(try memory.revision() != revision)
    let found = try memory.similar(
      to: ComparedText(Array("Three three three.".utf8)), atLeast: 50, pairs: [1], atMost: 5)
    #expect(found.map(\.unit.target.string) == ["Trois."])
    #expect(found.map(\.percent) == [80])
  }

  /// Random sentences of a few words, in one run, several, and none: what the index finds is what a comparison with
  /// every unit finds.
  @Test(arguments: [0, 1, 7, 60])
  func nothingAlikeIsMissed(_ runs: Int) throws {
    var state: UInt64 = 42 &+ UInt64(runs)
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    func sentence() -> String {
      (0..<(1 + random(14))).map { _ in "w\(min(random(40), random(40)))" }.joined(separator: " ") + "."
    }
    let memory = try TranslationMemory(":memory:", access: .create)
    var compared = ComparedText()
    var texts: [String] = []
    for run in 0..<max(runs, 1) {
      try memory.begin()
      for _ in 0..<(600 / max(runs, 1)) {
        texts.append(sentence())
        try memory.add(
          Self.unit(texts[texts.count - 1], "t\(texts.count)", run % 2 == 0 ? "en fr" : "en kk"), compared: &compared)
      }
      try memory.commit(indexing: runs > 0)
    }
    // Another connection sees what is in no run yet.
    let reader = try TranslationMemory(image: memory.image(), name: "copy")
    var found = 0
    for _ in 0..<60 {
      let query = ComparedText(Array(sentence().utf8))
      for percent in [50, 75, 90] {
        var distance = EditDistance(from: query.tokens)
        let expected = texts.enumerated().compactMap { index, text -> Int? in
          let other = ComparedText(Array(text.utf8)).tokens
          let steps = other.withUnsafeBufferPointer { distance.distance(to: $0, atMost: 100) } ?? 100
          return EditDistance.percent(distance: steps, query.tokens.count, other.count) >= percent ? index + 1 : nil
        }
        let hits = try reader.similar(
          to: query, atLeast: percent, pairs: reader.pairs.map(\.number), atMost: 1_000)
        #expect(hits.map(\.number).sorted() == expected)
        #expect(hits.map(\.percent) == hits.map(\.percent).sorted(by: >))
        found += hits.count
      }
    }
    #expect(found > 50)
  }

  @Test func deletesAndSetsInOrder() throws {
    let units = (0..<40).map {
      Self.unit("The river rose \(["low", "high"][$0 % 2]) step\($0).", "t\($0)", date: "20\(10 + $0)")
    }
    let memory = try Self.memory(units)
    #expect(try memory.delete(MemoryFilter(before: "2030")) == 20)
    #expect(try memory.delete(MemoryFilter(text: "HIGH")) == 10)
    #expect(try memory.delete(MemoryFilter(targetLanguage: "kk")) == 0)
    let query = ComparedText(Array("The river rose low step99.".utf8))
    let before = try memory.similar(to: query, atLeast: 80, pairs: [1], atMost: 50)
    #expect(before.count == 10)
    try memory.compact()
    #expect(try memory.similar(to: query, atLeast: 80, pairs: [1], atMost: 50) == before)
    #expect(try memory.check().isEmpty)
    #expect(try memory.counts().map(\.units) == [10])
    // Numbers are not given out again.
    var compared = ComparedText()
    try memory.begin()
    try memory.add(Self.unit("New here.", "Neuf."), compared: &compared)
    try memory.commit()
    #expect(try memory.exact(Array("New here.".utf8)).map(\.number) == [41])
  }

  @Test func twoWritersTakeTurns() throws {
    let path = "/tmp/lede-memory-\(UInt64.random(in: 0...(.max))).db"
    defer { FileSystem.remove(path) }
    let first = try TranslationMemory(path, access: .create)
    let second = try TranslationMemory(path, access: .write)
    var compared = ComparedText()
    for round in 0..<6 {
      let writer = round % 2 == 0 ? first : second
      try writer.begin()
      try writer.add(
        Self.unit("Common words of round number w\(round).", "t\(round)", "en l\(round)x"), compared: &compared)
      try writer.commit()
    }
    let query = ComparedText(Array("Common words of round number w9.".utf8))
    for memory in [first, second] {
      try memory.refresh()
      let found = try memory.similar(to: query, atLeast: 80, pairs: memory.pairs.map(\.number), atMost: 10)
      #expect(found.map(\.unit.target.string) == (0..<6).map { "t\($0)" })
    }
  }

  @Test func isNoTermbase() throws {
    let path = "/tmp/lede-memory-\(UInt64.random(in: 0...(.max))).db"
    defer { FileSystem.remove(path) }
    _ = try Termbase(path, access: .create)
    #expect(throws: StoreError.self) { try TranslationMemory(path, access: .read) }
  }

  /// Damaged columns neither crash nor run away.
  @Test func damagedCodesAreReadAsFarAsTheyGo() {
    let packed = PackedCodes.pack([
      InlineCode(.open, at: 0, id: 1, name: "b"), InlineCode(.close, at: 4, id: 1, name: "b", equivalent: "\n"),
    ])
    for length in 0...packed.count {
      let codes = packed[..<length].withUnsafeBufferPointer { PackedCodes.unpack($0, textLength: 4) }
      #expect(codes.count == (length == packed.count ? 2 : length >= 6 ? 1 : 0))
    }
    var state: UInt64 = 1
    for _ in 0..<2_000 {
      let bytes = (0..<24).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      bytes.withUnsafeBufferPointer { bytes in
        for code in PackedCodes.unpack(bytes, textLength: 9) { #expect(code.position <= 9) }
        var steps = 0
        PostingList.forEach(bytes, lengths: 0...1_023) { _ in steps += 1 }
        #expect(steps <= 24)
      }
    }
  }
}
