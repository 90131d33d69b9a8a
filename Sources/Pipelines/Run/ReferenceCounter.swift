import Analysis
import Articles
import Text

/// Counts the words of a folder's articles, for `ReferenceResource`.
public struct ReferenceCounter: Sendable {
  private let workers: Int
  private let watcher: (any RunWatcher)?

  public init(workers: Int = FileSystem.processorCount, watcher: (any RunWatcher)? = nil) {
    self.workers = workers
    self.watcher = watcher
  }

  /// The file of frequencies: of each language its words that occur twice at least, the most frequent first.
  ///
  /// The same bytes whatever the number of workers.
  public func count(_ inputs: Inputs) async throws(EnvironmentError) -> (file: [UInt8], progress: Progress) {
    guard let stage = Catalog.stage(named: FindTerms.name) else { throw EnvironmentError("there is no such stage") }
    var (pipeline, faults) = Pipeline.alone(stage, given: [:])
    if let fault = faults.first { throw EnvironmentError(fault.message) }
    pipeline.stages.removeLast()
    pipeline.outputs = [WordCounts()]
    let runner = Runner(pipeline, workers: workers, watcher: watcher)
    let (sink, progress) = try await runner.collect(inputs, into: WordCountSink())
    return (sink.file, progress)
  }
}

/// The words of an article with their counts: language, then lines of word and count.
struct WordCounts: Output {
  static let name = "word-counts"
  static let about = "What frequencies of words are found from."
  static let needs: Facts = [.language, .segments]
  static let version = 1

  init() {}
  init(options: inout Options) {}

  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    try tools.findWords(of: article)
    let vocabulary = tools.words.vocabulary
    var counts = [Int](repeating: 0, count: vocabulary.count)
    for block in article.blocks.indices where article.blocks[block].isArticle && article.blocks[block].kind.isText {
      let whole = TextRange(0, article.blocks[block].content.bytes.count)
      for word in tools.words.words(ofBlock: block, in: whole) { counts[Int(tools.words.words[word].id)] += 1 }
    }
    record.body += Array((article.language.map(LanguageTag.primary) ?? "und").utf8)
    for (word, count) in counts.enumerated() where count > 0 {
      record.body.append(0x0A)
      vocabulary.withBytes(of: word) { record.body.append(contentsOf: $0) }
      record.body.append(0x09)
      record.body += Array(String(count).utf8)
    }
  }
}

/// Adds up counts as they come. When there are more words than the limit, those seen least are dropped.
struct WordCountSink: ResultSink, Sendable {
  /// Per language; about 60 bytes each.
  private static let mostWords = 2_000_000

  private struct Part {
    var language: String
    var words = Vocabulary()
    var counts: [Int] = []
    /// Of all words, those that were dropped included.
    var total = 0
  }

  private var parts: [Part] = []

  mutating func take(_ result: ItemResult) throws(EnvironmentError) {
    for record in result.records where !record.body.isEmpty { add(record.body) }
  }

  private mutating func add(_ body: [UInt8]) {
    var part = -1
    for line in body.split(separator: 0x0A) {
      guard part >= 0 else {
        let language = String(decoding: line, as: UTF8.self)
        part = parts.firstIndex { $0.language == language } ?? parts.count
        if part == parts.count { parts.append(Part(language: language)) }
        continue
      }
      guard let tab = line.lastIndex(of: 0x09), let count = Int(String(decoding: line[(tab + 1)...], as: UTF8.self))
      else { continue }
      parts[part].total += count
      // Numbers say nothing of a language.
      guard let first = line.first, !(0x30...0x39).contains(first) else { continue }
      let word = parts[part].words.intern(line[..<tab])
      if word == parts[part].counts.count {
        parts[part].counts.append(count)
      } else {
        parts[part].counts[word] += count
      }
    }
    if part >= 0, parts[part].counts.count > WordCountSink.mostWords { drop(part) }
  }

  private mutating func drop(_ part: Int) {
    var words = Vocabulary()
    var counts: [Int] = []
    var least = 1
    while parts[part].counts.count(where: { $0 > least }) > WordCountSink.mostWords / 2 { least += 1 }
    for (word, count) in parts[part].counts.enumerated() where count > least {
      parts[part].words.withBytes(of: word) { _ = words.intern($0) }
      counts.append(count)
    }
    parts[part].words = words
    parts[part].counts = counts
  }

  mutating func pause() {}

  mutating func end() throws(EnvironmentError) -> SinkSummary { SinkSummary() }

  var file: [UInt8] {
    var file = Array("# Frequencies of words: language, word, minus a hundred times the logarithm of its share.\n".utf8)
    for part in parts.sorted(by: { $0.language < $1.language }) {
      let words = part.counts.indices.filter { part.counts[$0] > 1 }.map { word in
        (word: part.words.withBytes(of: word) { Array($0) }, count: part.counts[word])
      }.sorted { left, right in
        left.count != right.count ? left.count > right.count : left.word.lexicographicallyPrecedes(right.word)
      }
      for (word, count) in words {
        let centibels = ReferenceFrequencies.centibels(count, of: part.total)
        file += Array("\(part.language)\t".utf8) + word + Array("\t\(centibels)\n".utf8)
      }
    }
    return file
  }
}
