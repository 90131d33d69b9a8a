import Analysis
import Articles
import Formats
import Text

/// Finds the terms of a whole collection of articles: what `lede find-terms FOLDER` prints.
public struct TermLister: Sendable {
  private let pipeline: Pipeline
  private let workers: Int
  private let watcher: (any RunWatcher)?

  /// - Parameter pipeline: ends with the stage that finds terms, which is not run: its candidates are taken instead.
  public init(_ pipeline: Pipeline, workers: Int = FileSystem.processorCount, watcher: (any RunWatcher)? = nil) {
    var pipeline = pipeline
    pipeline.stages.removeLast()
    pipeline.outputs = [TermCandidates()]
    self.pipeline = pipeline
    self.workers = max(workers, 1)
    self.watcher = watcher
  }

  /// The candidates of all articles, added up in the order of the input whatever the number of workers.
  public func collect(_ inputs: Inputs) async throws(EnvironmentError) -> (terms: TermCollection, progress: Progress) {
    let runner = Runner(pipeline, workers: workers, watcher: watcher)
    let (sink, progress) = try await runner.collect(inputs, into: TermSink())
    return (sink.collection, progress)
  }
}

extension TermLister {
  /// The names of the ways to rank, the usual one first.
  public static let methods = TermRankingMethod.allCases.map(\.rawValue)

  /// Prints the ranked terms of all articles: one JSON object per term and line, or a row for each form with the term
  /// first.
  ///
  /// - Parameters:
  ///   - method: one of `methods`.
  ///   - atMost: how many terms per language; all that are thought to be terms when it is nil.
  public func list(
    _ inputs: Inputs, by method: String, atMost: Int?, asTable: Bool, to descriptor: Int32, name: String
  ) async throws(EnvironmentError) -> Progress {
    let (collection, progress) = try await collect(inputs)
    let terms = collection.terms(by: TermRankingMethod(rawValue: method) ?? .model, atMost: atMost ?? .max)
    let writer = FileWriter(descriptor: descriptor, name: name)
    do throws(FileError) {
      for term in terms { try writer.write(asTable ? TermLister.rows(term) : TermLister.line(term)) }
      try writer.flush()
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
    return progress
  }

  private static func line(_ term: TermEntry) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("term", term.name)
      json.member("kind", term.kind.rawValue)
      json.member("language", term.language)
      json.key("score")
      json.decimal(term.score)
      json.key("count")
      json.integer(term.count)
      json.key("articles")
      json.integer(term.articles)
      json.key("variants")
      json.array { json in
        for variant in term.variants { json.string(variant) }
      }
      json.member("expansion", term.expansion.isEmpty ? nil : term.expansion)
      json.member("article", term.article)
      json.member("segment", term.segment)
      json.member("context", term.context)
    }
    json.bytes.append(0x0A)
    return json.bytes
  }

  /// The term, and each of its forms under it, with the term in the last column.
  private static func rows(_ term: TermEntry) -> [UInt8] {
    var json = JSONWriter()
    json.decimal(term.score)
    let score = String(decoding: json.bytes, as: UTF8.self)
    var table = DelimitedTable(separator: 0x09)
    for form in [term.name] + term.variants {
      table.row([form, term.kind.rawValue, term.language, score, String(term.count), String(term.articles), term.name])
    }
    return table.bytes
  }
}

/// Makes a record of an article's candidates for `TermCollection`.
struct TermCandidates: Output {
  static let name = "term-candidates"
  static let about = "What the terms of a collection are found from."
  static let needs: Facts = [.language, .segments]
  static let version = 1

  init() {}
  init(options: inout Options) {}

  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    try tools.findWords(of: article)
    let data = article.language.map { tools.data(of: $0) }
    let finder = try tools.termFinder()
    record.body = try Tools.made { () throws(TextError) in
      try finder.record(of: article, words: tools.words, language: data)
    }
  }
}

/// Adds up candidates as they come, so that no record waits.
struct TermSink: ResultSink, Sendable {
  private(set) var collection = TermCollection()

  mutating func take(_ result: ItemResult) throws(EnvironmentError) {
    for record in result.records where !record.body.isEmpty { collection.add(record.body) }
  }

  mutating func pause() {}

  mutating func end() throws(EnvironmentError) -> SinkSummary { SinkSummary() }
}
