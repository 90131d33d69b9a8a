import Articles
import Stores
import Text

/// Writes articles in the wire form, one line each.
struct LineSink: ResultSink {
  private let writer: FileWriter

  init(_ writer: FileWriter) { self.writer = writer }

  mutating func take(_ result: ItemResult) throws(EnvironmentError) {
    try writing { () throws(FileError) in
      try writer.write(result.line)
      try writer.write([0x0A])
    }
  }

  mutating func pause() throws(EnvironmentError) {
    try writing { () throws(FileError) in try writer.flush() }
  }

  mutating func end() throws(EnvironmentError) -> SinkSummary {
    try pause()
    return SinkSummary()
  }

  private func writing(_ write: () throws(FileError) -> Void) throws(EnvironmentError) {
    do throws(FileError) { try write() } catch { throw EnvironmentError(error, doing: "be written") }
  }
}

/// Collects the records of all outputs, and the report, in files of their own, so that memory stays flat, and notes in the
/// ledger what is done.
struct FolderSink: ResultSink {
  private let folder: OutputFolder
  private let view: LedgerView
  /// Nil when the run has ended.
  private var ledger: Ledger?
  private var spools: [RecordSpool] = []
  private let report: SpoolFile
  private let outputs: Int
  private var failures: [Records.Failure] = []
  private var mayLack = false
  private let order = Hasher128()
  /// Entries that the ledger does not have yet.
  private var waiting: [LedgerEntry] = []
  private var nextCheckpoint = ContinuousClock.now + FolderSink.pace
  /// Every so many articles also a checkpoint is made, whatever the time; for tests.
  private let checkpointEvery: Int

  /// At the most so often: a checkpoint waits for the disk.
  private static let pace = Duration.seconds(2)

  init(
    _ folder: OutputFolder, _ view: LedgerView, _ ledger: Ledger, outputs: Int, checkpointEvery: Int
  ) throws(EnvironmentError) {
    self.folder = folder
    self.view = view
    self.outputs = outputs
    self.checkpointEvery = checkpointEvery
    self.ledger = ledger
    do throws(FileError) {
      for index in 0..<outputs {
        try folder.change(folder.spoolPath(view.run, index))
        spools.append(try RecordSpool(folder.spoolPath(view.run, index)))
      }
      report = try SpoolFile(folder.spoolPath(view.run, outputs))
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
  }

  mutating func take(_ result: ItemResult) throws(EnvironmentError) {
    if let error = result.error {
      failures.append(Records.Failure(id: result.id, path: result.path, error: error))
      if result.mayHideOthers { mayLack = true }
    }
    do throws(FileError) {
      if var entry = result.entry {
        entry.spans = try result.isKept ? takenOver(entry) : appended(result)
        entry.run = view.run
        waiting.append(entry)
        order.add(Array(entry.id.utf8) + [0] + entry.content.bytes + Array(entry.path.utf8) + [0x0A])
      } else {
        let line = FolderSink.reportLine(result)
        _ = try report.append(line)
        order.add(line)
      }
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
    if waiting.count >= checkpointEvery || (waiting.count % 16 == 0 && ContinuousClock.now > nextCheckpoint) {
      try checkpoint()
    }
  }

  private func appended(_ result: ItemResult) throws(FileError) -> [LedgerEntry.Span] {
    var spans: [LedgerEntry.Span] = []
    for (spool, record) in zip(spools, result.records) { spans.append(try spool.append(record)) }
    let line = try report.append(FolderSink.reportLine(result))
    return spans + [LedgerEntry.Span(line: line, body: TextRange(0, 0))]
  }

  /// Copies the records of an article that has not changed. The pipeline is the same, so the outputs are.
  private func takenOver(_ entry: LedgerEntry) throws(FileError) -> [LedgerEntry.Span] {
    var spans: [LedgerEntry.Span] = []
    for (index, (spool, span)) in zip(spools, entry.spans).enumerated() {
      spans.append(try spool.copy(span, from: folder.spoolPath(entry.run, index)))
    }
    guard let old = entry.spans.last else { return spans }
    let line = try report.copy(old.line, of: folder.spoolPath(entry.run, outputs))
    return spans + [LedgerEntry.Span(line: line, body: TextRange(0, 0))]
  }

  /// Files first, then the word for them: the ledger vouches only for what a power cut does not take.
  private mutating func checkpoint() throws(EnvironmentError) {
    let start = ContinuousClock.now
    try flush()
    try folder.sync()
    do throws(FileError) { try folder.change("ledger") } catch {
      throw EnvironmentError(error, doing: "be written")
    }
    try withLedger { () throws(StoreError) in
      try ledger?.change { () throws(StoreError) in
        for entry in waiting { try ledger?.put(entry) }
      }
    }
    waiting.removeAll(keepingCapacity: true)
    let end = ContinuousClock.now
    nextCheckpoint = end + max(FolderSink.pace, (end - start) * 30)
  }

  mutating func pause() {}

  mutating func stop() { ledger = nil }

  private func flush() throws(EnvironmentError) {
    do throws(FileError) {
      try folder.change("spools")
      for spool in spools { try spool.flush() }
      try report.flush()
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
  }

  /// What waits is for the run's end to vouch for, together with the rest.
  mutating func end() throws(EnvironmentError) -> SinkSummary {
    try flush()
    stop()
    return SinkSummary(failures: failures, order: order.digest, waiting: waiting, mayLack: mayLack)
  }

  private static func reportLine(_ result: ItemResult) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("id", result.id)
      json.member("path", result.path)
      json.member("status", result.error == nil ? "done" : "failed")
      if let error = result.error {
        json.key("error")
        json.object { json in
          json.member("code", error.code.name)
          json.member("stage", error.stage)
          json.member("message", error.message)
        }
      } else {
        json.key("segments")
        json.integer(result.segments)
        if !result.findings.isEmpty {
          json.key("findings")
          json.array { json in
            for finding in result.findings {
              json.object { json in
                json.member("code", finding.code.name)
                json.member("message", finding.message)
              }
            }
          }
        }
      }
    }
    json.bytes.append(0x0A)
    return json.bytes
  }
}
