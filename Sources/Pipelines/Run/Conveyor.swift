import Articles
import Stores
import Text

/// What became of one item.
struct ItemResult: Sendable {
  var id: String
  var path: String
  var error: ArticleError?
  /// A record per output; empty for an output that makes none.
  var records: [Record] = []
  /// The article in the wire form, when that was asked for; also in place of one that failed.
  var line: [UInt8] = []
  var bytes = 0
  var segments = 0
  var findings: [Finding] = []
  /// What the ledger will know of it; nil when it failed.
  var entry: LedgerEntry?
  /// Whether the entry is of an earlier run, whose records are taken over.
  var isKept = false
  /// Findings of an article that is kept.
  var findingCount = 0
  /// Whether it is not known which articles would have been in it.
  var mayHideOthers = false
  /// Files that somebody had changed, and that have another name now.
  var movedAside: [String] = []
}

extension ItemResult {
  /// An article whose outputs are there already.
  init(kept entry: LedgerEntry) {
    self.init(id: entry.id, path: entry.path, bytes: entry.bytes, segments: entry.segments)
    self.entry = entry
    isKept = true
    findingCount = entry.findings
  }
}

/// Takes results in the order of the input; used by one actor.
protocol ResultSink {
  mutating func take(_ result: ItemResult) throws(EnvironmentError)
  /// When no result is waiting: what has been taken should be seen.
  mutating func pause() throws(EnvironmentError)
  /// After the last result of a run that was not stopped.
  mutating func end() throws(EnvironmentError) -> SinkSummary
  /// After a run that was stopped: what is open is closed.
  mutating func stop()
}

extension ResultSink {
  mutating func stop() {}
}

/// What a sink knows when it has taken everything.
struct SinkSummary: Sendable {
  /// The articles that failed, if it keeps them.
  var failures: [Records.Failure] = []
  /// Of all articles in their order: the same when nothing has changed.
  var order = Digest(of: [])
  /// Entries that the ledger does not have yet.
  var waiting: [LedgerEntry] = []
  /// Whether something could not be opened, so that articles which are not there may only be out of sight.
  var mayLack = false
}

/// Shares batches out to workers and takes their results back in order, with a bounded number of them under way.
actor Conveyor {
  struct Batch: Sendable {
    var number: Int
    var items: [Item]
  }

  private let source: Source
  private var sink: any ResultSink
  private let window: Int
  private let watcher: (any RunWatcher)?

  private var asked = 0
  private var named = 0
  private var delivered = 0
  private var waiting: [Int: [ItemResult]] = [:]
  private var sleepers: [CheckedContinuation<Void, Never>] = []
  private var names = ArticleNames()
  private var counts: Progress
  private var failure: EnvironmentError?

  init(
    _ inputs: Inputs, sink: sending any ResultSink, workers: Int, watcher: (any RunWatcher)?
  ) {
    source = Source(inputs)
    self.sink = sink
    window = workers * 4
    counts = Progress(total: inputs.count)
    self.watcher = watcher
  }

  /// The sink with all that it has taken.
  func sink<Sink: ResultSink & Sendable>(as type: Sink.Type) -> Sink? { sink as? Sink }

  /// The next batch, or nil when there is no more or the run has stopped.
  func next() async -> Batch? {
    while asked - delivered >= window && failure == nil { await sleep() }
    guard failure == nil else { return nil }
    asked += 1
    return await source.next()
  }

  /// Tells which ids of a batch are new in the run. Batches take their turn, so the first in the input's order wins.
  func standings(of ids: [String?], inBatch number: Int) async -> [ArticleNames.Standing] {
    while named < number && failure == nil { await sleep() }
    named = number + 1
    wake()
    return ids.map { id in id.map { names.add($0) } ?? .new }
  }

  /// - Parameter more: how many results there are beyond the batch's items: a feed is one item.
  func deliver(_ results: [ItemResult], ofBatch number: Int, more: Int) {
    waiting[number] = results
    counts.total = counts.total.map { $0 + more }
    while failure == nil, let next = waiting.removeValue(forKey: delivered) {
      for result in next {
        counts.add(result)
        if let error = result.error { watcher?.articleFailed(result.path, error) }
        for path in result.movedAside { watcher?.noted("\(path) had been changed; kept as \(path).edited") }
        do throws(EnvironmentError) { try sink.take(result) } catch { stop(error) }
        if failure != nil { break }
      }
      delivered += 1
    }
    if waiting.isEmpty && failure == nil {
      do throws(EnvironmentError) { try sink.pause() } catch { stop(error) }
    }
    watcher?.advanced(to: counts)
    wake()
  }

  func workerWasGivenUp() { counts.givenUp += 1 }

  func stop(_ error: EnvironmentError) {
    if failure == nil { failure = error }
    wake()
  }

  /// Ends the run when all workers have.
  ///
  /// - Throws: what stopped the run, if something did.
  func end() throws(EnvironmentError) -> (counts: Progress, summary: SinkSummary) {
    if let failure {
      sink.stop()
      throw failure
    }
    return (counts, try sink.end())
  }

  private func sleep() async {
    await withCheckedContinuation { sleepers.append($0) }
  }

  private func wake() {
    let woken = sleepers
    sleepers.removeAll()
    for sleeper in woken { sleeper.resume() }
  }
}

/// Reads, in an actor of its own: while it waits for a slow input, what is done can be delivered.
private actor Source {
  private let intake: Intake
  private var handedOut = 0

  init(_ inputs: Inputs) { intake = Intake(inputs) }

  func next() -> Conveyor.Batch? {
    let items = intake.next()
    guard !items.isEmpty else { return nil }
    handedOut += 1
    return Conveyor.Batch(number: handedOut - 1, items: items)
  }
}

/// Sees a run go on; called from one place at a time, in the order of the input.
public protocol RunWatcher: Sendable {
  func advanced(to progress: Progress)
  func articleFailed(_ path: String, _ error: ArticleError)
  /// Something that the user should know of a run.
  func noted(_ message: String)
}

extension RunWatcher {
  public func noted(_ message: String) {}
}

/// How far a run has come.
public struct Progress: Hashable, Sendable {
  /// Articles in all, when that is known before they are read.
  public var total: Int?
  public var done = 0
  public var failed = 0
  /// Of those done, how many were done by earlier runs.
  public var unchanged = 0
  /// Workers that were given up; their threads go on until the process ends.
  public var givenUp = 0
  /// Bytes of the documents read.
  public var bytes = 0
  public var segments = 0
  public var findings = 0

  init(total: Int?) { self.total = total }

  mutating func add(_ result: ItemResult) {
    if result.error == nil { done += 1 } else { failed += 1 }
    bytes += result.bytes
    segments += result.segments
    findings += result.findings.count + result.findingCount
    if result.isKept { unchanged += 1 }
  }
}
