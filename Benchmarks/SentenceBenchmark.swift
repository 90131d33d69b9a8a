import Analysis
import Pipelines
import Text

/// Speed of the sentence finder next to ICU's raw sentence pass over the same bytes, by language, as it is and with all
/// paragraphs joined to one of 10 MB; and over hostile text of the same size, next to its own prose.
struct SentenceBenchmark {
  private static let large = 10_000_000

  private let folder: String
  private let rounds: Int

  init(_ words: [String]) {
    var words = words
    rounds = Bench.count("--rounds", in: &words) ?? 3
    guard words.count == 1, let folder = words.first else { Bench.fail("bench sentences: name one folder") }
    self.folder = folder
  }

  func run() async {
    do {
      var texts: [String: [[UInt8]]] = [:]
      for name in try FileSystem.names(in: folder).sorted() where name.hasSuffix(".json") {
        try read(FileSystem.read(folder + "/" + name), into: &texts)
      }
      guard !texts.isEmpty else { Bench.fail("bench sentences: no set in \(folder)") }
      print("language, MB/s, of the raw ICU pass; one paragraph of 10 MB, of the paragraphs' speed")
      for (language, list) in texts.sorted(by: { $0.key < $1.key }) { try await measure(language, list) }
      try await measureHostile()
    } catch { Bench.fail("bench sentences: \(error)") }
  }

  private func measure(_ language: String, _ paragraphs: [[UInt8]]) async throws {
    let size = paragraphs.reduce(0) { $0 + $1.count }
    guard size > 20_000 else { return }
    let finder = SentenceFinder(data: LanguageData(language: language))
    let breaker = try BreakIterator(.sentence, locale: language)
    // Enough passes over a small set for the clock.
    let passes = max(1, 2_000_000 / size)
    let raw = try await Measure.least(rounds) {
      var count = 0
      for _ in 0..<passes {
        for text in paragraphs { count += try text.withUnsafeBufferPointer { try breaker.rawCount(in: $0) } }
      }
      precondition(count > 0)
    }
    let own = await Measure.least(rounds) {
      for _ in 0..<passes { for text in paragraphs { _ = finder.sentences(in: text) } }
    }
    let speed = Double(size * passes) / 1_000_000 / own.processor
    let joined = await self.speed(of: finder, over: Array(paragraphs.joined(separator: [0x20])))
    print(
      "\(language) \(SentenceBenchmark.hundredths(speed)) \(SentenceBenchmark.hundredths(raw.processor / own.processor))  "
        + "\(SentenceBenchmark.hundredths(joined)) \(SentenceBenchmark.hundredths(joined / speed))")
  }

  private func measureHostile() async throws {
    let finder = SentenceFinder(data: LanguageData(language: "en"))
    let prose = await speed(
      of: finder, over: Array("The river rose by two meters on Monday. Nobody was hurt, Dr. Sarova said. ".utf8))
    print("hostile text of 10 MB: MB/s, of prose at \(SentenceBenchmark.hundredths(prose)) MB/s")
    for unit in ["“", "\"", "(", ".", ". ", "?! ", "A. ", "1. ", "a) ", "\n", " ", "a", "l'a. ", "「天。", "a.[1]"] {
      let speed = await speed(of: finder, over: Array(unit.utf8))
      let ratio = SentenceBenchmark.hundredths(speed / prose)
      print("  \(unit.debugDescription) \(SentenceBenchmark.hundredths(speed)) \(ratio)")
    }
  }

  /// Megabytes per processor second over a text repeated to 10 MB.
  private func speed(of finder: SentenceFinder, over unit: [UInt8]) async -> Double {
    var text: [UInt8] = []
    while text.count < SentenceBenchmark.large { text += unit }
    let cost = await Measure.least(2) { _ = finder.sentences(in: text) }
    return Double(text.count) / 1_000_000 / cost.processor
  }

  private func read(_ bytes: [UInt8], into texts: inout [String: [[UInt8]]]) throws {
    let reader = JSONReader()
    try bytes.withUnsafeBufferPointer { buffer in
      try reader.read(buffer, orElse: { fault in fault }) { root throws(JSONFault) in
        for paragraph in root["paras"]?.elements ?? [] {
          guard let text = paragraph["text"]?.bytes, !text.isEmpty else { continue }
          texts[root["lang"]?.string ?? "und", default: []].append(text)
        }
      }
    }
  }

  private static func hundredths(_ value: Double) -> String {
    let scaled = Int((value * 100).rounded())
    return "\(scaled / 100).\(String(scaled % 100 + 100).dropFirst())"
  }
}
