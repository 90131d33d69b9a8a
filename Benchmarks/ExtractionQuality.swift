import Articles
import Glibc
import Pipelines
import Text

/// How well articles are found in pages: against a folder with `gold.json` and `pages/ID.html`.
///
/// `gold.json` is one object `{"ID": {"text", "title", "author", "date", "without": [...]}}`; members may be missing.
/// Text is compared by its shingles of four words; words are runs of letters and digits, case-folded, as in the
/// evaluations of Weninger et al. (2016) and of ScrapingHub's article extraction benchmark.
struct ExtractionQuality {
  private struct Gold {
    var text: [UInt8] = []
    var title: [UInt8]?
    var author: [UInt8]?
    var date: [UInt8]?
    var without: [[UInt8]] = []
  }

  private struct Row {
    var id: String
    var precision: Double
    var recall: Double
    var f1: Double
  }

  private struct Share {
    var right = 0
    var count = 0
    mutating func add(_ isRight: Bool) {
      count += 1
      if isRight { right += 1 }
    }
    var text: String { "\(right) of \(count) (\(decimal(count == 0 ? 0 : Double(right) / Double(count))))" }
  }

  private let folder: String
  private let worst: Int

  init(_ words: [String]) {
    var words = words
    worst = Bench.count("--worst", in: &words) ?? 10
    guard words.count == 1 else { Bench.fail("bench quality extraction: name the folder with gold.json and pages/") }
    folder = words[0]
  }

  func run() {
    do {
      let gold = try readGold()
      guard !gold.isEmpty else { Bench.fail("bench quality extraction: \(folder)/gold.json names no page") }
      try measure(gold)
    } catch {
      Bench.fail("bench quality extraction: \(error)")
    }
  }

  private func readGold() throws -> [(id: String, gold: Gold)] {
    let bytes = try FileSystem.read("\(folder)/gold.json")
    return try bytes.withUnsafeBufferPointer { text in
      try JSONReader().read(text, orElse: { $0 }) { (root: JSONValue) throws(JSONFault) in
        root.members.map { member in
          var gold = Gold()
          for field in member.value.members {
            if field.has(key: "text") { gold.text = field.value.bytes ?? [] }
            if field.has(key: "title") { gold.title = field.value.bytes }
            if field.has(key: "author") { gold.author = field.value.bytes }
            if field.has(key: "date") { gold.date = field.value.bytes }
            if field.has(key: "without") { gold.without = field.value.elements.compactMap(\.bytes) }
          }
          return (String(decoding: member.key, as: UTF8.self), gold)
        }
      }
    }
  }

  private func measure(_ gold: [(id: String, gold: Gold)]) throws {
    guard let stage = Catalog.stage(named: "extract") else { Bench.fail("bench: there is no stage extract") }
    let pipeline = Pipeline.alone(stage, given: [:]).pipeline
    let tools = Tools()
    var rows: [Row] = []
    var (titles, authors, dates, leaks) = (Share(), Share(), Share(), Share())
    var invented = 0
    var leakingPages = 0
    var unread = 0
    for (id, gold) in gold.sorted(by: { $0.id < $1.id }) {
      var article = Article(id: id, original: Original(path: "\(id).html"))
      article.raw = RawContent(bytes: try FileSystem.read("\(folder)/pages/\(id).html"))
      if (try? pipeline.apply(to: &article, with: tools)) == nil { unread += 1 }
      let blocks = article.blocks.filter { $0.isArticle && !$0.kind.isBeside }
      let text = Array(blocks.map(\.content.bytes).joined(separator: [0x0A]))
      rows.append(row(id, gold.text, text))
      if let title = gold.title { titles.add(same(title, article.metadata.title)) }
      if let date = gold.date {
        dates.add(same(Array(date.prefix(10)), article.metadata.date.map { String($0.prefix(10)) }))
      }
      if let author = gold.author {
        authors.add(same(author, article.metadata.byline))
      } else if article.metadata.byline != nil {
        invented += 1
      }
      let found = joined(words(text))
      let leaked = gold.without.filter { contains(found, joined(words($0))) }
      for _ in gold.without.dropFirst(leaked.count) { leaks.add(false) }
      for _ in leaked { leaks.add(true) }
      if !leaked.isEmpty { leakingPages += 1 }
    }
    let count = Double(rows.count)
    print("pages \(rows.count), not read \(unread)")
    print(
      "precision \(decimal(rows.map(\.precision).reduce(0, +) / count)), "
        + "recall \(decimal(rows.map(\.recall).reduce(0, +) / count)), F1 \(decimal(rows.map(\.f1).reduce(0, +) / count))"
    )
    for (name, remainder) in [("even", 0), ("odd", 1)] {
      let half = rows.enumerated().filter { $0.offset % 2 == remainder }.map(\.element.f1)
      print("F1 of \(name) pages \(decimal(half.reduce(0, +) / Double(max(half.count, 1))))")
    }
    print("furniture lines leaked \(leaks.text), pages that leak one \(leakingPages)")
    print("titles \(titles.text), authors \(authors.text), invented \(invented), dates \(dates.text)")
    for row in rows.sorted(by: { ($0.f1, $0.id) < ($1.f1, $1.id) }).prefix(worst) {
      print("  \(row.id)  F1 \(decimal(row.f1))  precision \(decimal(row.precision))  recall \(decimal(row.recall))")
    }
  }

  // MARK: Words and shingles

  private func row(_ id: String, _ gold: [UInt8], _ found: [UInt8]) -> Row {
    let wanted = shingles(words(gold))
    let got = shingles(words(found))
    var common = 0
    for (shingle, count) in got { common += min(count, wanted[shingle] ?? 0) }
    let (wantedCount, gotCount) = (wanted.values.reduce(0, +), got.values.reduce(0, +))
    guard wantedCount + gotCount > 0 else { return Row(id: id, precision: 1, recall: 1, f1: 1) }
    return Row(
      id: id, precision: gotCount == 0 ? 0 : Double(common) / Double(gotCount),
      recall: wantedCount == 0 ? 0 : Double(common) / Double(wantedCount),
      f1: 2 * Double(common) / Double(wantedCount + gotCount))
  }

  private func words(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    let folded = CharacterTables.fold(text)
    var words: [ArraySlice<UInt8>] = []
    folded.withUnsafeBufferPointer { buffer in
      var offset = 0
      var start: Int?
      while offset < buffer.count {
        let (point, width) = CodePoints.next(buffer, at: offset)
        let isWord =
          point == 0x5F || CharacterTables.isAlphabetic(point)
          || CharacterTables.wordClass(point) == CharacterTables.WordClass.digit
        if isWord {
          start = start ?? offset
        } else if let from = start {
          words.append(folded[from..<offset])
          start = nil
        }
        offset += width
      }
      if let from = start { words.append(folded[from...]) }
    }
    return words
  }

  private func shingles(_ words: [ArraySlice<UInt8>]) -> [[UInt8]: Int] {
    guard !words.isEmpty else { return [:] }
    var result: [[UInt8]: Int] = [:]
    let width = min(4, words.count)
    for start in 0...words.count - width { result[joined(Array(words[start..<start + width])), default: 0] += 1 }
    return result
  }

  private func joined(_ words: [ArraySlice<UInt8>]) -> [UInt8] { Array(words.joined(separator: [0x20])) }

  private func same(_ gold: [UInt8], _ found: String?) -> Bool {
    joined(words(gold)) == joined(words(Array((found ?? "").utf8)))
  }

  private func contains(_ text: [UInt8], _ phrase: [UInt8]) -> Bool {
    guard !phrase.isEmpty, phrase.count <= text.count else { return false }
    return (0...text.count - phrase.count).contains { text[$0...].starts(with: phrase) }
  }

}

private func decimal(_ value: Double) -> String {
  let thousandths = Int((value * 1000).rounded())
  return "\(thousandths / 1000)." + String(String(1000 + thousandths % 1000).dropFirst())
}
