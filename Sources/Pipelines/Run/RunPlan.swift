import Articles
import Stores
import Text

/// What a run would do, without doing it: `lede run --dry-run` and `lede explain PATH -o FOLDER`.
public struct RunPlan {
  private let pipeline: Pipeline
  private let folder: String
  private let again: Bool
  private let ledger: Ledger?
  private let view: LedgerView
  private let oldForms = FormCache()

  /// Canonical forms that were asked for already.
  private final class FormCache { var lines: [Digest: [String]] = [:] }

  /// What is to be said of an article.
  public enum Step: Hashable, Sendable {
    case run(RunReason)
    case keep
    /// It cannot be read.
    case fail(ArticleError)
  }

  public init(_ pipeline: Pipeline, into folder: String, again: Bool = false) throws(EnvironmentError) {
    self.pipeline = pipeline
    self.folder = folder
    self.again = again
    let path = OutputFolder.ledgerPath(folder)
    let hasLedger = (try? FileSystem.kind(of: path, followingLinks: true)) != nil
    ledger = try withLedger { () throws(StoreError) in hasLedger ? try Ledger(path, access: .read) : nil }
    view = LedgerView(
      path: path, run: 0, pipeline: Digest(of: pipeline.keptForm.utf8), again: again, isEmpty: !hasLedger)
  }

  /// What the last run into a folder was started with; nil when there was none.
  public static func lastCommand(in folder: String) throws(EnvironmentError) -> RunCommandLine? {
    let path = OutputFolder.ledgerPath(folder)
    guard (try? FileSystem.kind(of: path, followingLinks: true)) != nil else { return nil }
    return try withLedger { () throws(StoreError) in
      try Ledger(path, access: .read).state("command").flatMap { RunCommandLine($0) }
    }
  }

  /// Calls `body` for each article of the input, in its order, and gives the ids of those whose outputs would be removed.
  public func forEach(_ inputs: Inputs, _ body: (_ path: String, Step) -> Void) throws(EnvironmentError) -> [String] {
    let intake = Intake(inputs)
    let wire = WireReader()
    var names = ArticleNames()
    var mayLack = false
    while true {
      let items = intake.next()
      if items.isEmpty { break }
      for read in items.flatMap({ ReadItem.all($0, wire: wire) }) {
        let step = try self.step(for: read, &names)
        if read.mayHideOthers { mayLack = true }
        body(read.path, step)
      }
    }
    var gone: [String] = []
    var last = ""
    while let ledger, !mayLack {
      let entries = try withLedger { () throws(StoreError) in
        try ledger.outdated(before: .max, after: last, atMost: 1_000)
      }
      guard let end = entries.last else { break }
      last = end.id
      gone += entries.map(\.id).filter { !names.contains($0) }
    }
    return gone
  }

  private func step(for read: ReadItem, _ names: inout ArticleNames) throws(EnvironmentError) -> Step {
    switch read.content {
    case .failed(let id, let error):
      _ = names.add(id)
      return .fail(error)
    case .failedBefore: return .fail(ArticleError(.processing, "it had failed in an earlier step"))
    case .article(let article):
      let standing = names.add(article.id)
      if standing == .taken {
        return .fail(ArticleError(.duplicateIdentity, "another article of this run has the id \"\(article.id)\""))
      }
      let entry = try withLedger { () throws(StoreError) in try ledger?.entry(article.id) }
      let reason = view.reason(
        for: entry, content: read.digest, path: read.path, hasTwin: standing == .twin, in: folder)
      return try reason.map { reason throws(EnvironmentError) in .run(try whole(reason, article.id, entry)) } ?? .keep
    }
  }

  /// The reason with what only the ledger can tell.
  private func whole(_ reason: RunReason, _ id: String, _ entry: LedgerEntry?) throws(EnvironmentError) -> RunReason {
    guard let ledger else { return reason }
    return try withLedger { () throws(StoreError) in
      switch reason {
      case .new: return try ledger.failure(id).map { .failedBefore($0) } ?? .new
      case .pipelineChanged:
        guard let entry else { return reason }
        if let known = oldForms.lines[entry.pipeline] { return .pipelineChanged(known) }
        let lines =
          try ledger.canonical(entry.pipeline).map { Pipeline.difference(from: $0, to: pipeline.keptForm) } ?? []
        oldForms.lines[entry.pipeline] = lines
        return .pipelineChanged(lines)
      default: return reason
      }
    }
  }
}
