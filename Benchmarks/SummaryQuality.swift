import Analysis
import Articles
import Pipelines
import Text

/// ROUGE of summaries against those people made, set by set.
struct SummaryQuality {
  private let folder: String
  private let length: SummaryLength
  private let name: String
  private let method: SummaryMethod
  private let most: Int

  init(_ words: [String]) {
    var words = words
    let sentences = Bench.count("--sentences", in: &words)
    let wordCount = Bench.count("--words", in: &words)
    most = Bench.count("--most", in: &words) ?? .max
    let method = Bench.value("--method", in: &words) ?? "default"
    guard let known = SummaryMethod(rawValue: method) else { Bench.fail("bench quality: no method \"\(method)\"") }
    self.method = known
    length = SummaryLength(sentences: sentences ?? (wordCount == nil ? 3 : nil), words: wordCount)
    name = wordCount.map { "\($0) words" } ?? "\(sentences ?? 3) sentences"
    guard words.count == 1, let folder = words.first else { Bench.fail("bench quality summaries: name one folder") }
    self.folder = folder
  }

  func run() {
    do {
      let data = SummaryData()
      let summarizer = try Summarizer()
      let sets = try SummaryData.sets(in: folder)
      guard !sets.isEmpty else { Bench.fail("bench quality summaries: no .jsonl file in \(folder)") }
      for set in sets {
        let examples = try data.examples(set.path, most: most)
        let score = try SummaryQuality.score(examples, data, summarizer, method, length)
        print("\(set.name), \(examples.count) articles, \(name), \(method.rawValue): ROUGE-1/2/L \(score.text)")
      }
    } catch { Bench.fail("bench quality summaries: \(error)") }
  }

  static func score(
    _ examples: [SummaryExample], _ data: SummaryData, _ summarizer: Summarizer, _ method: SummaryMethod,
    _ length: SummaryLength
  ) throws -> Rouge.Score {
    var sum = Rouge.Score()
    for example in examples {
      data.tools.begin()
      try data.tools.findWords(of: example.article)
      let language = example.article.language.map { data.tools.data(of: $0) }
      let summary = try summarizer.summarize(
        example.article, words: data.tools.words, language: language,
        Summarizer.Request(method: method, length: length))
      let lines = try data.tokens(of: summary.sentences.map(\.segment), in: example)
      sum = sum + Rouge.score(lines, against: example.references)
    }
    return sum / examples.count
  }
}

extension Rouge.Score {
  /// The three as percentages.
  var text: String { [one, two, long].map { Rouge.Score.tenths($0 * 100) }.joined(separator: " / ") }

  private static func tenths(_ value: Double) -> String {
    let scaled = Int((value * 10).rounded())
    return "\(scaled / 10).\(scaled % 10)"
  }
}
