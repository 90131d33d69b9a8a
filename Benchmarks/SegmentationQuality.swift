import Articles
import Pipelines
import Text

/// Sentence ends against those people marked, set by set and group by group.
///
/// A set is a JSON file `{"name", "lang", "paras": [{"text", "spans": [[start, end], …]}]}` with offsets in characters. An
/// end is counted in characters that are not white space, so white space never matters, and ends of paragraphs never
/// count. "Punctuated" leaves out marked ends that no end mark shows: headings and fragments. What stands before the
/// first hyphen of a name is the set's group.
struct SegmentationQuality {
  private let folder: String
  private let worst: Int
  private let match: String

  init(_ words: [String]) {
    var words = words
    worst = Bench.count("--worst", in: &words) ?? 0
    match = Bench.value("--match", in: &words) ?? ""
    guard words.count == 1, let folder = words.first else { Bench.fail("bench quality segmentation: name one folder") }
    self.folder = folder
  }

  func run() {
    do {
      let names = try FileSystem.names(in: folder).filter { $0.hasSuffix(".json") }.sorted()
      var groups: [(name: String, passed: Int, cases: Int, scores: [Double])] = []
      for name in names where match.isEmpty || name.split(separator: match, omittingEmptySubsequences: false).count > 1
      {
        let result = try measure(FileSystem.read(folder + "/" + name))
        print(result.line)
        for text in result.errors { print("    " + text) }
        let group = String(result.name.prefix { $0 != "-" })
        let index = groups.firstIndex { $0.name == group } ?? groups.count
        if index == groups.count { groups.append((group, 0, 0, [])) }
        groups[index].passed += result.passed
        groups[index].cases += result.cases
        groups[index].scores.append(result.punctuated.f)
      }
      guard !groups.isEmpty else { Bench.fail("bench quality segmentation: no set in \(folder) matches") }
      for group in groups {
        let mean = group.scores.reduce(0, +) / Double(group.scores.count)
        print("\(group.name): \(group.passed) of \(group.cases) exact, mean punctuated F \(Result.percent(mean))")
      }
    } catch { Bench.fail("bench quality segmentation: \(error)") }
  }

  private struct Score {
    var found = 0
    var wrong = 0
    var missed = 0
    var f: Double {
      found == 0 ? (wrong + missed == 0 ? 1 : 0) : 2 * Double(found) / Double(2 * found + wrong + missed)
    }
  }

  private struct Result {
    var name = ""
    var all = Score()
    var punctuated = Score()
    var passed = 0
    var cases = 0
    var changed = 0
    var errors: [String] = []

    var line: String {
      "\(name): punctuated F \(Result.percent(punctuated.f)), all F \(Result.percent(all.f)), \(passed) of \(cases) exact, "
        + "\(changed) changed"
    }

    static func percent(_ value: Double) -> String {
      let scaled = Int((value * 10_000).rounded())
      return "\(scaled / 100).\(String(scaled % 100 + 100).dropFirst())"
    }
  }

  private func measure(_ bytes: [UInt8]) throws -> Result {
    var result = Result()
    let reader = JSONReader()
    try bytes.withUnsafeBufferPointer { buffer in
      try reader.read(buffer, orElse: { fault in fault }) { root throws(JSONFault) in
        result.name = root["name"]?.string ?? "unnamed"
        let language = root["lang"]?.string ?? "und"
        guard let stage = Catalog.stages.first(where: { $0.name == "segment" }) else { return }
        let pipeline = Pipeline.alone(stage, given: [:]).pipeline
        let tools = Tools()
        for paragraph in root["paras"]?.elements ?? [] {
          let text = Array((paragraph["text"]?.string ?? "").unicodeScalars)
          let ends = (paragraph["spans"]?.elements ?? []).compactMap { $0.elements.last?.integer }
          add(text, ends, language, pipeline, tools, &result)
        }
      }
    }
    return result
  }

  private func add(
    _ text: [Unicode.Scalar], _ ends: [Int], _ language: String, _ pipeline: Pipeline, _ tools: Tools,
    _ result: inout Result
  ) {
    var counts = [0]
    for scalar in text { counts.append(counts[counts.count - 1] + (scalar.properties.isWhitespace ? 0 : 1)) }
    let total = counts[counts.count - 1]
    let inner = ends.filter { $0 < counts.count && counts[$0] > 0 && counts[$0] < total }
    let gold = Set(inner.map { counts[$0] })
    let marked = Set(inner.filter { isPunctuated(text, $0, language) }.map { counts[$0] })
    let (found, isChanged) = predicted(text, language, pipeline, tools, total)
    let shown = found.subtracting(gold.subtracting(marked))
    result.all.found += gold.intersection(found).count
    result.all.wrong += found.subtracting(gold).count
    result.all.missed += gold.subtracting(found).count
    result.punctuated.found += marked.intersection(shown).count
    result.punctuated.wrong += shown.subtracting(marked).count
    result.punctuated.missed += marked.subtracting(shown).count
    result.cases += 1
    if found == gold { result.passed += 1 }
    if isChanged { result.changed += 1 }
    guard result.errors.count < worst else { return }
    for end in found.symmetricDifference(gold).sorted() where result.errors.count < worst {
      guard let place = counts.firstIndex(of: end) else { continue }
      var cut = String.UnicodeScalarView()
      cut.append(contentsOf: text[max(0, place - 60)..<place])
      cut.append(contentsOf: (found.contains(end) ? " [wrong]| " : " [missed]| ").unicodeScalars)
      cut.append(contentsOf: text[place..<min(text.count, place + 40)])
      result.errors.append(String(cut.map { $0.value < 0x20 ? " " : Character($0) }))
    }
  }

  private func predicted(
    _ text: [Unicode.Scalar], _ language: String, _ pipeline: Pipeline, _ tools: Tools, _ total: Int
  ) -> (ends: Set<Int>, isChanged: Bool) {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: text)
    var article = Article(id: "a", original: Original(path: "a"))
    article.raw = RawContent(bytes: Array(String(scalars).utf8), format: "text")
    article.language = language
    article.facts.insert(.language)
    // A text without any letter is no article.
    guard (try? pipeline.apply(to: &article, with: tools, onlyMissing: true)) != nil else { return ([], false) }
    var ends: Set<Int> = []
    var position = 0
    var joined: [Unicode.Scalar] = []
    for segment in article.segments {
      let bytes = article.blocks[segment.block].content.bytes[segment.range]
      for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where !scalar.properties.isWhitespace {
        joined.append(scalar)
        position += 1
      }
      if position > 0, position < total { ends.insert(position) }
    }
    return (ends, joined != text.filter { !$0.properties.isWhitespace })
  }

  private func isPunctuated(_ text: [Unicode.Scalar], _ end: Int, _ language: String) -> Bool {
    var last = end - 1
    while last >= 0, SegmentationQuality.closers.contains(text[last]) || text[last].properties.isWhitespace {
      last -= 1
    }
    guard last >= 0 else { return false }
    let mark = text[last]
    return SegmentationQuality.enders.contains(mark) || (language == "hy" && mark == ":")
      || (language == "el" && mark == ";")
  }

  private static let enders = Set(".!?…。！？｡．।॥؟۔։។៕။၊፡።፧⸮᙮‼⁇⁈⁉".unicodeScalars)
  private static let closers = Set("\"'”’»›)]}」』）】》〉＂＇“‘„`*_~".unicodeScalars)
}
