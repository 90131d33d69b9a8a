import Articles
import Stores
import Text

/// Works through batches with tools of its own.
struct Worker: Sendable {
  let pipeline: Pipeline
  /// Where files of articles go; nil when only lines are wanted.
  let folder: OutputFolder?
  /// Whether results carry the article in the wire form.
  let makesLines: Bool
  /// Whether stages are skipped for an article that has what they give.
  var onlyMissing = false
  /// Whether lines carry the files and records of the outputs as well, for a run that is finished elsewhere.
  var linesHaveOutputs = false
  /// What earlier runs have done, when files are written.
  var ledger: LedgerView?
  /// Apart from those of other workers.
  var number = 0

  /// What one worker has open.
  private struct Bench {
    let tools: Tools
    let ledger: Ledger?
    let journal: WriteJournal?
  }

  /// - Parameter work: what another worker had in hand when it was given up.
  func run(_ conveyor: Conveyor, at post: WorkPost, continuing work: BatchWork?) async {
    let bench: Bench
    do throws(EnvironmentError) { bench = try open() } catch {
      await conveyor.stop(error)
      return
    }
    var rest = work
    while true {
      if let work = rest.take() {
        post.take(work)
      } else if let batch = await conveyor.next() {
        post.take(BatchWork(number: batch.number, items: batch.items))
      } else {
        return
      }
      guard read(post, bench) else { return }
      guard let work = post.work else { return }
      // Only files need ids that are told apart; a stream may go on for ever.
      if folder == nil {
        guard post.update({ $0.standings = $0.read.map { _ in .new } }) else { return }
      } else if work.standings == nil {
        let standings = await conveyor.standings(of: work.read.map(\.articleID), inBatch: work.number)
        guard post.update({ $0.standings = standings }) else { return }
      }
      do throws(EnvironmentError) {
        guard try finish(post, bench) else { return }
      } catch {
        await conveyor.stop(error)
        return
      }
      guard let done = post.work else { return }
      await conveyor.deliver(done.results, ofBatch: done.number, more: done.results.count - done.items.count)
    }
  }

  private func open() throws(EnvironmentError) -> Bench {
    let tools = Tools(resources: pipeline.resources)
    guard let folder, let ledger else { return Bench(tools: tools, ledger: nil, journal: nil) }
    let reading = try withLedger { () throws(StoreError) in
      ledger.isEmpty ? nil : try Ledger(ledger.path, access: .read)
    }
    do throws(FileError) {
      return Bench(tools: tools, ledger: reading, journal: try WriteJournal(folder, run: ledger.run, writer: number))
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
  }

  /// Reads the items of the batch; false when the worker has been given up.
  private func read(_ post: WorkPost, _ bench: Bench) -> Bool {
    guard let work = post.work else { return false }
    for item in work.items[work.readCount...] {
      post.begin(size: item.count)
      let read = ReadItem.all(item, wire: bench.tools.wire)
      let isHere = post.update { work in
        work.read += read
        work.readCount += 1
      }
      guard isHere else { return false }
    }
    return true
  }

  private func finish(_ post: WorkPost, _ bench: Bench) throws(EnvironmentError) -> Bool {
    guard let work = post.work, let standings = work.standings else { return false }
    for index in work.results.count..<work.read.count {
      post.begin(size: work.read[index].bytes)
      guard let result = try finish(work.read[index], standings[index], post, bench) else { return false }
      guard post.update({ $0.results.append(result) }) else { return false }
    }
    return true
  }

  /// - Returns: nil when the worker has been given up.
  private func finish(
    _ item: ReadItem, _ standing: ArticleNames.Standing, _ post: WorkPost, _ bench: Bench
  ) throws(EnvironmentError) -> ItemResult? {
    var article: Article
    switch item.content {
    case .article(let read): article = read
    case .failed(let id, let error): return failed(id, item, error)
    case .failedBefore(let id, let json):
      var result = failed(id, item, ArticleError(.processing, "it had failed in an earlier step"))
      result.line = json
      return result
    }
    let id = article.id
    // Ids name files, so two articles with one id cannot both be written; in a stream of lines they can.
    if standing == .taken && folder != nil {
      return failed(id, item, ArticleError(.duplicateIdentity, "another article of this run has the id \"\(id)\""))
    }
    article.original.hasTwin = standing == .twin
    // A line's place on the standard input of one worker of many says nothing.
    if linesHaveOutputs { article.original.path = id }
    let known = try withLedger { () throws(StoreError) in try bench.ledger?.entry(id) }
    if let known, let folder, let ledger {
      let reason = ledger.reason(
        for: known, content: item.digest, path: item.path, hasTwin: article.original.hasTwin, in: folder.path)
      if reason == nil { return ItemResult(kept: known) }
    }
    var result = ItemResult(id: id, path: item.path, bytes: item.bytes)
    var files: [OutputFile] = []
    do throws(ArticleError) {
      try pipeline.apply(to: &article, with: bench.tools, onlyMissing: makesLines && !linesHaveOutputs || onlyMissing)
      for output in pipeline.outputs {
        files += try output.files(for: article, with: bench.tools)
        var record = Record()
        try output.fill(&record, of: article, with: bench.tools)
        result.records.append(record)
      }
    } catch {
      // Without a resource that lies elsewhere no other article can be done either.
      guard error.code != .memoryServer else {
        throw EnvironmentError(
          error.message, hint: "run it again when the server can be reached; what is done stays done")
      }
      return failed(id, item, error)
    }
    // From here on it is only written, and a worker that has been given up must not do that.
    guard post.end() else { return nil }
    result.segments = article.segments.count
    result.findings = article.findings
    if folder != nil { try write(files, of: article, item, known: known, &result, bench.journal) }
    if makesLines {
      var line = JSONWriter()
      article.write(to: &line)
      if linesHaveOutputs { WorkerLine.add(files, result.records, of: pipeline, to: &line.bytes) }
      result.line = line.bytes
    }
    return result
  }

  /// Writes the files of an article, and makes its entry for the ledger.
  private func write(
    _ files: [OutputFile], of article: Article, _ item: ReadItem, known: LedgerEntry?, _ result: inout ItemResult,
    _ journal: WriteJournal?
  ) throws(EnvironmentError) {
    guard let folder else { return }
    let written = files.map { LedgerEntry.File(path: $0.path, digest: Digest(of: $0.bytes)) }
    do throws(FileError) {
      try journal?.note(article.id, written)
      for old in known?.files ?? [] {
        let new = files.first { $0.path == old.path }
        guard let new else {
          if folder.trace(of: old) == .asWritten { try folder.remove(old.path) }
          continue
        }
        // Somebody's work on a file is not lost when the article changes: the file moves aside.
        if folder.trace(of: old) == .edited, let ledger, try folder.moveAside(new, sparing: ledger.strays) {
          result.movedAside.append(new.path)
        }
      }
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
    for file in files { try folder.write(file) }
    if let ledger {
      result.entry = LedgerEntry(
        id: article.id, path: item.path, content: item.digest, pipeline: ledger.pipeline,
        hasTwin: article.original.hasTwin, bytes: item.bytes, segments: result.segments,
        findings: result.findings.count, files: written)
    }
  }

  private func failed(_ id: String, _ item: ReadItem, _ error: ArticleError) -> ItemResult {
    var line = JSONWriter()
    if makesLines { Article.writeFailure(id: id, error, to: &line) }
    var result = ItemResult(id: id, path: item.path, error: error, line: line.bytes, bytes: item.bytes)
    result.mayHideOthers = item.mayHideOthers
    return result
  }
}
