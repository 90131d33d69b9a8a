import Articles
import Stores
import Text

/// The end of a run: the folder's files are made from the records, what is of no article any more is taken away, and the
/// ledger vouches for the whole.
struct RunFinish: Sendable {
  let pipeline: Pipeline
  let folder: OutputFolder
  let view: LedgerView
  let watcher: (any RunWatcher)?
  /// Names of the outputs to finish; all when it is nil.
  var only: Set<String>?
  /// Of the journal of the folder's files: apart from those of workers.
  private static let journalNumber = -1

  func run(_ summary: SinkSummary) async throws(EnvironmentError) {
    let ledger = try withLedger { () throws(StoreError) in try Ledger(view.path, access: .write) }
    let key = Digest(of: summary.order.bytes + view.pipeline.bytes).description
    let before = try withLedger { () throws(StoreError) in
      (files: try ledger.folderFiles(), key: try ledger.state("finished"))
    }
    // Nothing has changed, and the files are as they were written.
    let holds = !view.again && before.key == key && before.files.allSatisfy { stamp($0.path) == $0 }
    let names = holds ? Set(before.files.map(\.path)) : try await finishOutputs(summary.failures)
    try vouch(ledger, for: summary.waiting) { () throws(EnvironmentError) in
      try removeArticles(ledger, summary)
      try removeFolderFiles(before.files.filter { !names.contains($0.path) })
      try removeStrays(ledger, keeping: names)
      try withLedger { () throws(StoreError) in
        try ledger.replaceFailures(summary.failures.map { ($0.id, $0.error.code.name) })
        try ledger.replaceFolderFiles(names.sorted().compactMap { stamp($0) })
        try ledger.setState("finished", key)
      }
    }
    // The report is there only when all else is.
    let report = try folder.open("report.jsonl")
    try report.write(contentsOf: folder.spoolPath(view.run, pipeline.outputs.count))
    try report.close()
    do throws(FileError) {
      for journal in try WriteJournal.all(in: folder) { try folder.remove(journal) }
    } catch {
      throw EnvironmentError(error, doing: "be removed")
    }
    try folder.removeUnneededRecords(ledger)
  }

  /// Ends a run that more is to come after: what is done is kept, and the rest is left to a later one.
  func pause(_ summary: SinkSummary) throws(EnvironmentError) {
    let ledger = try withLedger { () throws(StoreError) in try Ledger(view.path, access: .write) }
    try vouch(ledger, for: summary.waiting) {}
  }

  /// One change of the ledger for all that the end does, committed when all files are on the disk.
  private func vouch(
    _ ledger: Ledger, for entries: [LedgerEntry], _ body: () throws(EnvironmentError) -> Void
  ) throws(EnvironmentError) {
    try withLedger { () throws(StoreError) in try ledger.begin() }
    do throws(EnvironmentError) {
      try withLedger { () throws(StoreError) in for entry in entries { try ledger.put(entry) } }
      try body()
      try folder.sync()
      do throws(FileError) { try folder.change("ledger") } catch {
        throw EnvironmentError(error, doing: "be written")
      }
      try withLedger { () throws(StoreError) in try ledger.commit() }
    } catch {
      ledger.rollBack()
      throw error
    }
  }

  /// Finishes the outputs, side by side; gives the names of the files they wrote.
  private func finishOutputs(_ failures: [Records.Failure]) async throws(EnvironmentError) -> Set<String> {
    let names: FolderFileNames
    do throws(FileError) {
      names = FolderFileNames(try WriteJournal(folder, run: view.run, writer: RunFinish.journalNumber))
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
    let outputs = pipeline.outputs.enumerated().map { ($1, folder.spoolPath(view.run, $0)) }
    let results = await withTaskGroup(of: Result<Void, EnvironmentError>.self) { group in
      for (index, (output, path)) in outputs.enumerated() where only?.contains(type(of: output).name) ?? true {
        group.addTask {
          let records = Records(path: path, failures: failures, outputs: outputs)
          do throws(EnvironmentError) {
            return .success(try output.finish(records, into: folder.noting(names).forWorker(index)))
          } catch { return .failure(error) }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for result in results { try result.get() }
    return names.all
  }

  /// Removes the files of articles that are not in the input any more, or cannot be made any more.
  ///
  /// What could not be opened this time may be there the next: its files stay.
  private func removeArticles(_ ledger: Ledger, _ summary: SinkSummary) throws(EnvironmentError) {
    let outOfSight = Set(
      summary.failures.filter { $0.error.code == .unreadable || $0.error.code == .timeLimit }.map(\.id))
    var gone = 0
    var last = ""
    while true {
      let entries = try withLedger { () throws(StoreError) in
        try ledger.outdated(before: view.run, after: last, atMost: 1_000)
      }
      guard let end = entries.last else { break }
      last = end.id
      if summary.mayLack {
        gone += entries.count
        continue
      }
      let removed = entries.filter { !outOfSight.contains($0.id) }
      gone += removed.count
      for file in removed.flatMap(\.files) { try remove(file) }
      try withLedger { () throws(StoreError) in for entry in removed { try ledger.remove(entry.id) } }
    }
    guard gone > 0 else { return }
    let articles = gone == 1 ? "1 article that is" : "\(gone) articles that are"
    watcher?.noted(
      summary.mayLack
        ? "kept the outputs of \(articles) not in the input, since some of it could not be opened"
        : "removed the outputs of \(articles) not in the input any more")
  }

  private func remove(_ file: LedgerEntry.File) throws(EnvironmentError) {
    switch folder.trace(of: file) {
    case .asWritten:
      do throws(FileError) { try folder.remove(file.path) } catch {
        throw EnvironmentError(error, doing: "be removed")
      }
    case .edited: watcher?.noted("\(file.path) stays, though its article is gone: it had been changed")
    case .gone: break
    }
  }

  /// Removes files of the whole folder that the pipeline does not make any more.
  private func removeFolderFiles(_ files: [Ledger.FolderFile]) throws(EnvironmentError) {
    for file in files {
      if stamp(file.path) == file {
        do throws(FileError) { try folder.remove(file.path) } catch {
          throw EnvironmentError(error, doing: "be removed")
        }
      } else if folder.has(file.path) {
        watcher?.noted("\(file.path) stays, though it is not written any more: it had been changed")
      }
    }
  }

  /// Removes what killed runs wrote before the ledger knew of it, unless it is of this run as well.
  private func removeStrays(_ ledger: Ledger, keeping names: Set<String>) throws(EnvironmentError) {
    do throws(FileError) {
      for journal in try WriteJournal.all(in: folder, except: view.run) {
        try WriteJournal.forEach(journal, in: folder) { id, file throws(FileError) in
          guard let id else {
            if !names.contains(file.path), folder.has(file.path) { try folder.remove(file.path) }
            return
          }
          let entry = try? ledger.entry(id)
          let isKnown = entry?.files.contains { $0.path == file.path } ?? false
          if !isKnown, folder.trace(of: file) == .asWritten { try folder.remove(file.path) }
        }
      }
    } catch {
      throw EnvironmentError(error, doing: "be read")
    }
  }

  private func stamp(_ name: String) -> Ledger.FolderFile? {
    FileSystem.stamp(of: "\(folder.path)/\(name)").map {
      Ledger.FolderFile(path: name, size: $0.size, modified: $0.modified, node: $0.node)
    }
  }
}
