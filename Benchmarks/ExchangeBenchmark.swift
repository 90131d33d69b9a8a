import Articles
import Formats
import Pipelines
import TestKit
import Text

/// Sends every document of a folder through every exchange format and back.
struct ExchangeBenchmark {
  private let inputs: [String]
  private let shown: Int
  private let most: Int

  init(_ words: [String]) {
    var words = words
    shown = Bench.count("--show", in: &words) ?? 20
    most = Bench.count("--at-most", in: &words) ?? .max
    inputs = words
    if words.isEmpty { Bench.fail("bench exchange: name documents or folders of them") }
  }

  /// Whether all come back.
  func run() -> Bool {
    let laws = ExchangeLaws()
    var checked = 0
    var segments = 0
    var unread = 0
    var broken: [String: Int] = [:]
    var lines: [String] = []
    do {
      for article in try Inputs(inputs).articles().prefix(most) {
        guard let raw = article.raw else { continue }
        let result = laws.check(raw, path: article.original.path)
        if let error = result.error {
          unread += 1
          lines.append("\(article.original.path): not read: \(error.message) [\(error.code)]")
          continue
        }
        checked += 1
        segments += result.segments
        for breach in result.breaches { broken["\(breach.format) \(breach.law.rawValue)", default: 0] += 1 }
        if let first = result.breaches.first { lines.append("\(article.original.path): \(first)") }
      }
    } catch { Bench.fail("bench exchange: \(error)") }
    guard checked > 0 else { Bench.fail("bench exchange: no document could be read") }
    print("\(checked) documents, \(segments) segments, \(unread) not read")
    for format in ExchangeFormats.all {
      let counts = ExchangeLaws.Law.allCases.map { law in
        "\(law.rawValue) holds for \(checked - broken["\(format.name) \(law.rawValue)", default: 0]) of \(checked)"
      }
      print("  \(format.name): \(counts.joined(separator: ", "))")
    }
    for line in lines.prefix(shown) { print("  \(line.prefix(600))") }
    return broken.isEmpty
  }
}
