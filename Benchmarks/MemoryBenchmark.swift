import Glibc
import Pipelines
import Stores
import Text

/// The translation memory at a given size: import, exact and fuzzy look-ups, and whether a fuzzy look-up misses anything.
struct MemoryBenchmark {
  private let units: Int
  private let seed: Int
  private let sample: Int
  private let scratch: String
  /// A database on a server to use in place of a file.
  private let address: String?

  init(_ words: [String]) {
    var words = words
    units = Bench.count("--units", in: &words) ?? 1_000_000
    seed = Bench.count("--seed", in: &words) ?? 1
    sample = Bench.count("--sample", in: &words) ?? 40
    scratch = Bench.value("--scratch", in: &words) ?? "/tmp/lede-bench-memory"
    address = Bench.value("--base", in: &words)
    guard words.isEmpty else { Bench.fail("bench memory: \(words[0]) is not known\n" + Bench.usage) }
  }

  func run() async {
    do { try await measure() } catch { Bench.fail("bench memory: \(error)") }
  }

  private func measure() async throws {
    try FileSystem.makeFolders(scratch)
    let file = scratch + "/memory.tmx"
    let base = address ?? scratch + "/memory.db"
    if address == nil { FileSystem.remove(base) } else { try checkEmpty(base) }
    var sentences = SentenceGenerator(seed: UInt64(seed))
    let texts = try write(file, &sentences)
    defer {
      FileSystem.remove(file)
      if address == nil { FileSystem.remove(base) }
    }
    print("\(units) units, \(FileSystem.size(of: file) >> 20) MiB of TMX")
    // Its own sentences, which it keeps to hold look-ups against.
    let own = Measure.peakMemory >> 20
    var merged = 0
    let cost = try await Measure.cost { merged = try MemoryExchange.read([file], into: base).unchanged }
    let (rate, rateByClock) = (rounded(Double(units) / cost.processor), rounded(Double(units) / cost.wall))
    print("import       \(rate) units/s of processor time, \(rateByClock) by the clock (bar 50000)")
    let size = address == nil ? "file \(FileSystem.size(of: base) >> 20) MiB; " : ""
    let most = Measure.peakMemory >> 20
    print("             \(merged) merged; \(size)most memory \(most) MiB, \(own) before it")
    let memory = try TranslationMemory(base, access: .read)
    try memory.beginReading()
    defer { memory.endReading() }
    if address != nil { try await together(memory, texts, &sentences) }
    try await exact(memory, texts, &sentences)
    try await fuzzy(memory, texts, &sentences)
  }

  /// A database that has units already would be measured with them, and be filled up with sentences that mean nothing.
  private func checkEmpty(_ base: String) throws {
    let memory = try TranslationMemory(base, access: .create)
    guard try memory.count() == 0 else { Bench.fail("bench memory: the database is not empty; make another one") }
  }

  /// Look-ups of 30 texts at a time, as articles have them; first of all, when nothing has been asked yet.
  private func together(
    _ memory: TranslationMemory, _ texts: [String], _ sentences: inout SentenceGenerator
  ) async throws {
    let queries = (0..<1_500).map { number -> String in
      let text = texts[sentences.random(texts.count)]
      return number % 3 == 0 ? text : number % 3 == 1 ? sentences.edited(text, edits: 2) : sentences.sentence(words: 20)
    }
    let compared = queries.map { ComparedText(Array($0.utf8)) }
    let pairs = memory.pairs.map(\.number)
    var found = 0
    var slowest = 0.0
    let cost = try await Measure.cost {
      for start in stride(from: 0, to: queries.count, by: 30) {
        let one = try await Measure.cost {
          func lookUp(_ index: Int) throws(StoreError) -> Int {
            try memory.exact(Array(queries[start + index].utf8)).count
              + memory.similar(to: compared[start + index], atLeast: 75, pairs: pairs, atMost: 10).count
          }
          try memory.gather(30) { index throws(StoreError) in _ = try lookUp(index) }
          for index in 0..<30 { found += try lookUp(index) }
        }
        slowest = max(slowest, one.wall)
      }
    }
    let articles = Double(queries.count) / 30
    print(
      "articles     \(hundredths(cost.wall * 1_000 / articles)) ms by the clock for 30 texts, exact and at 75 %, of it"
        + " \(hundredths(cost.processor * 1_000 / articles)) ms here; the slowest \(hundredths(slowest * 1_000)); \(found) matches"
    )
  }

  private func write(_ path: String, _ sentences: inout SentenceGenerator) throws -> [String] {
    let writer = try FileWriter(path: path)
    var texts: [String] = []
    texts.reserveCapacity(units)
    try writer.write(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n".utf8)
    for number in 0..<units {
      let text = sentences.next(like: texts)
      texts.append(text)
      try writer.write(
        """
        <tu changedate="20250101T120000Z" changeid="desk"><tuv xml:lang="en"><seg>\(text)</seg></tuv>\
        <tuv xml:lang="fr"><seg>Traduction \(number) : \(text)</seg></tuv></tu>

        """.utf8)
    }
    try writer.write("</body></tmx>\n".utf8)
    try writer.flush()
    return texts
  }

  private func exact(
    _ memory: TranslationMemory, _ texts: [String], _ sentences: inout SentenceGenerator
  ) async throws {
    let queries = (0..<(address == nil ? 50_000 : 5_000)).map { _ in Array(texts[sentences.random(texts.count)].utf8) }
    var found = 0
    // What a server has answered is kept, so only the first time says anything.
    let rounds = address == nil ? 3 : 1
    let cost = try await Measure.least(rounds) {
      found = 0
      for query in queries where !(try memory.exact(query)).isEmpty { found += 1 }
    }
    let time = hundredths(cost.processor * 1_000_000 / Double(queries.count))
    let clock = address == nil ? "" : ", \(hundredths(cost.wall * 1_000_000 / Double(queries.count))) by the clock"
    print("exact        \(time) µs per look-up\(clock) (bar 20); \(found) of \(queries.count) found")
  }

  private func fuzzy(
    _ memory: TranslationMemory, _ texts: [String], _ sentences: inout SentenceGenerator
  ) async throws {
    // Half of them a few edits away from a sentence of the memory, half new.
    let long = texts.indices.filter { ComparedText(Array(texts[$0].utf8)).tokens.count == 21 }.prefix(20_000)
    let queries = (0..<400).map { number -> ComparedText in
      let text =
        number % 2 == 0
        ? sentences.edited(texts[long[sentences.random(long.count)]], edits: 1 + sentences.random(5))
        : sentences.sentence(words: 20)
      return ComparedText(Array(text.utf8))
    }
    let pairs = memory.pairs.map(\.number)
    for percent in [75, 50] {
      var found = 0
      var slowest = 0.0
      let cost = try await Measure.cost {
        for query in queries {
          let one = try await Measure.cost {
            found += try memory.similar(to: query, atLeast: percent, pairs: pairs, atMost: 10).count
          }
          slowest = max(slowest, address == nil ? one.processor : one.wall)
        }
      }
      let clock = address == nil ? "" : ", \(hundredths(cost.wall * 1_000 / Double(queries.count))) by the clock"
      let time = hundredths(cost.processor * 1_000 / Double(queries.count))
      let bar = percent == 75 ? " (bar 5)" : ""
      print(
        "fuzzy \(percent) %   \(time) ms per look-up of 20 words\(clock)\(bar), the slowest \(hundredths(slowest * 1_000)); \(found) matches"
      )
    }
    try recall(memory, texts, Array(queries.prefix(sample)), pairs)
  }

  /// Holds look-ups against a comparison with every unit.
  private func recall(
    _ memory: TranslationMemory, _ texts: [String], _ queries: [ComparedText], _ pairs: [Int]
  ) throws {
    var compared = ComparedText()
    var wanted = Array(repeating: Set<[UInt8]>(), count: queries.count)
    var distances = queries.map { EditDistance(from: $0.tokens) }
    for text in texts {
      let bytes = Array(text.utf8)
      bytes.withUnsafeBufferPointer { compared.read($0) }
      compared.tokens.withUnsafeBufferPointer { tokens in
        for index in queries.indices {
          let limit = EditDistance.limit(percent: 75, queries[index].tokens.count, tokens.count)
          if distances[index].distance(to: tokens, atMost: limit) != nil { wanted[index].insert(bytes) }
        }
      }
    }
    var (found, missed) = (0, 0)
    for (query, wanted) in zip(queries, wanted) {
      let hits = try memory.similar(to: query, atLeast: 75, pairs: pairs, atMost: .max)
      let texts = Set(hits.map(\.unit.source.bytes))
      found += wanted.intersection(texts).count
      missed += wanted.subtracting(texts).count
    }
    let share = found + missed == 0 ? 100 : Double(found) * 100 / Double(found + missed)
    let all = "\(found + missed) matches that comparing \(queries.count) texts with every unit finds"
    print("recall       \(hundredths(share)) % of \(all) (bar 100)")
  }

  private func rounded(_ value: Double) -> Int { Int(value.rounded()) }

  private func hundredths(_ value: Double) -> String {
    let scaled = Int((value * 100).rounded())
    return "\(scaled / 100).\(scaled % 100 < 10 ? "0" : "")\(scaled % 100)"
  }
}

/// Sentences as news has them, the same for the same seed: words by Zipf's law out of some ten thousand, numbers, commas;
/// some the same as an earlier one, some a few words away from it.
struct SentenceGenerator {
  private var state: UInt64
  private var words: [String] = []
  /// Sums of the words' weights.
  private var sums: [Double] = []

  init(seed: UInt64) {
    state = seed
    let frequent = [
      "the", "of", "to", "and", "a", "in", "that", "is", "for", "on", "it", "was", "with", "as", "he", "at", "by",
      "said",
      "from", "have", "has", "be", "will", "are", "not", "its", "an", "they", "who", "this", "were", "which", "his",
      "been",
      "their", "but", "or", "had", "more", "after", "one", "about", "than", "when", "would", "also", "new", "up",
      "year",
      "people", "last", "two", "first", "over", "into", "could", "government", "time", "there", "out", "between",
    ]
    let onsets = [
      "b", "br", "c", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v",
      "w",
    ]
    let vowels = ["a", "e", "i", "o", "u", "ea", "ou", "ai"]
    let codas = ["", "n", "r", "s", "t", "l", "nd", "st", "m", "ck"]
    words = frequent
    var known = Set(words)
    while words.count < 40_000 {
      var word = ""
      for _ in 0..<(1 + random(3)) {
        word += onsets[random(onsets.count)] + vowels[random(vowels.count)] + codas[random(codas.count)]
      }
      if known.insert(word).inserted { words.append(word) }
    }
    var sum = 0.0
    for rank in words.indices {
      sum += 1 / (Double(rank) + 2.7)
      sums.append(sum)
    }
  }

  mutating func random(_ below: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ value >> 31) >> 1) % below
  }

  private mutating func word() -> String {
    if random(40) == 0 { return String(random(3_000)) }
    let wanted = Double(random(1 << 30)) / Double(1 << 30) * (sums.last ?? 1)
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return words[low]
  }

  mutating func sentence(words count: Int) -> String {
    var text = ""
    for index in 0..<count {
      var next = word()
      if index == 0 { next = next.prefix(1).uppercased() + next.dropFirst() }
      text += (index == 0 ? "" : " ") + next
    }
    return text + "."
  }

  mutating func edited(_ text: String, edits: Int) -> String {
    var parts = text.dropLast().split(separator: " ").map(String.init)
    for _ in 0..<edits {
      let place = random(parts.count)
      switch random(4) {
      case 0 where parts.count > 3: parts.remove(at: place)
      case 1: parts.insert(word(), at: place)
      default: parts[place] = word()
      }
    }
    return parts.joined(separator: " ") + "."
  }

  mutating func next(like texts: [String]) -> String {
    if texts.count > 100 {
      switch random(100) {
      case 0..<3: return texts[random(texts.count)]
      case 3..<18: return edited(texts[random(texts.count)], edits: 1 + random(4))
      default: break
      }
    }
    return sentence(words: 6 + random(29))
  }
}
