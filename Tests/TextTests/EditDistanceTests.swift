import Testing
import Text

@Suite struct EditDistanceTests {
  /// The table of the textbook.
  private static func plain(_ a: [UInt32], _ b: [UInt32]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        (diagonal, row[j + 1]) = (row[j + 1], min(diagonal + (x == y ? 0 : 1), row[j] + 1, row[j + 1] + 1))
      }
    }
    return row[b.count]
  }

  /// Lengths around the words of 64 bits, few and many kinds of tokens.
  @Test func isThatOfTheTextbook() {
    var random = SystemRandom(seed: 7)
    for round in 0..<600 {
      let kinds = UInt64([2, 5, 40][round % 3])
      let lengths = [0, 1, 7, 20, 63, 64, 65, 128, 129, 200]
      func sequence(_ count: Int) -> [UInt32] { (0..<count).map { _ in UInt32(random.next() % kinds) &* 0x9E37_79B9 } }
      let a = sequence(lengths[Int(random.next() % 10)])
      // Half of them are a few edits away, the others are any.
      var b = round % 2 == 0 ? a : sequence(lengths[Int(random.next() % 10)])
      for _ in 0..<Int(random.next() % 6) where !b.isEmpty {
        let place = Int(random.next() % UInt64(b.count))
        switch random.next() % 3 {
        case 0: b.remove(at: place)
        case 1: b.insert(77, at: place)
        default: b[place] = 78
        }
      }
      let expected = Self.plain(a, b)
      var distance = EditDistance(from: a)
      for limit in [expected - 1, expected, expected + 3, 1_000] where limit >= 0 {
        let found = b.withUnsafeBufferPointer { distance.distance(to: $0, atMost: limit) }
        #expect(found == (limit < expected ? nil : expected), "\(a.count) and \(b.count), limit \(limit)")
      }
    }
  }

  @Test(arguments: [(75, 20, 20, 5), (75, 20, 26, 6), (100, 9, 9, 0), (50, 3, 2, 1), (99, 200, 200, 2)])
  func limitsAreWherePercentagesAre(_ percent: Int, _ a: Int, _ b: Int, _ limit: Int) {
    #expect(EditDistance.limit(percent: percent, a, b) == limit)
    #expect(EditDistance.percent(distance: limit, a, b) >= percent)
    #expect(EditDistance.percent(distance: limit + 1, a, b) < percent)
  }
}

/// The same numbers for the same seed: SplitMix64.
private struct SystemRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

@Suite struct ComparedTextTests {
  /// Texts that are compared as one, and texts that are not.
  @Test(arguments: [
    ("The River rose.", "the river  rose.", true), ("Rose 12 metres", "rose 7.5 metres", true),
    ("It’s “high”", "It's \"high\"", true), ("at 10:30", "at 9:15", true), ("A320 lands", "A321 lands", false),
    ("a b", "ab", false), ("Größe", "GRÖSSE", false), ("Größe", "größe", true), ("水位上升", "水 位上升", true),
    ("水位", "水價", false), ("שלום עולם", "שלום", false), ("word.", "word", false), ("2024–2025", "2023–2026", true),
  ])
  func comparesFolded(_ a: String, _ b: String, _ areAlike: Bool) {
    #expect((ComparedText(Array(a.utf8)).tokens == ComparedText(Array(b.utf8)).tokens) == areAlike)
  }

  @Test func countsTokens() {
    #expect(ComparedText(Array("The 3 rivers, 1,250 km!".utf8)).tokens.count == 7)
    #expect(ComparedText(Array("水位升".utf8)).tokens.count == 3)
    #expect(ComparedText(Array("".utf8)).tokens.isEmpty)
  }

  @Test func tellsRepeatedTokensApart() {
    var items: [UInt32] = []
    ComparedText(Array("a b a a".utf8)).items(&items)
    #expect(Set(items).count == 4)
    var fewer: [UInt32] = []
    ComparedText(Array("a a".utf8)).items(&fewer)
    #expect(Set(fewer).isSubset(of: items))
  }
}
