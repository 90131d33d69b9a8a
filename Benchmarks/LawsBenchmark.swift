import Articles
import Pipelines
import TestKit
import Text

/// Holds the laws of merging over every document of a folder.
struct LawsBenchmark {
  private let inputs: [String]
  private let shown: Int

  init(_ words: [String]) {
    var words = words
    shown = Bench.count("--show", in: &words) ?? 20
    inputs = words
    if words.isEmpty { Bench.fail("bench laws: name documents or folders of them") }
  }

  /// Whether all hold.
  func run() -> Bool {
    do {
      let articles = try Inputs(inputs).articles()
      guard !articles.isEmpty else { Bench.fail("bench laws: no document could be read") }
      var isSound = true
      for normalizes in [false, true] { isSound = check(articles, normalizes: normalizes) && isSound }
      return isSound
    } catch {
      Bench.fail("bench laws: \(error)")
    }
  }

  private func check(_ articles: [Article], normalizes: Bool) -> Bool {
    let laws = MergeLaws(normalizes: normalizes)
    var checked = 0
    var segments = 0
    var broken: [MergeLaws.Law: Int] = [:]
    var lines: [String] = []
    var unread = 0
    for article in articles {
      guard let raw = article.raw else { continue }
      let result = laws.check(raw, path: article.original.path)
      if let error = result.error {
        unread += 1
        lines.append("\(article.original.path): not read: \(error.message) [\(error.code)]")
        continue
      }
      checked += 1
      segments += result.segments
      for law in MergeLaws.Law.allCases where result.breaches.contains(where: { $0.law == law }) {
        broken[law, default: 0] += 1
      }
      if let first = result.breaches.first { lines.append("\(article.original.path): \(first)") }
    }
    print("\(normalizes ? "normalized" : "as read"): \(checked) documents, \(segments) segments, \(unread) not read")
    for law in MergeLaws.Law.allCases {
      print("  \(law.rawValue): holds for \(checked - broken[law, default: 0]) of \(checked)")
    }
    for line in lines.prefix(shown) { print("  \(line.prefix(600))") }
    return broken.isEmpty
  }
}
