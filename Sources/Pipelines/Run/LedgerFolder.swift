import Articles
import Stores
import Text

/// What a run keeps under `.lede/` beside the ledger: the records of each run, until no entry needs them any more.
extension OutputFolder {
  static func ledgerPath(_ folder: String) -> String { folder + "/.lede/ledger.db" }

  private static let recordsPrefix = "records-"

  /// The file of the records that an output made in a run; the index after the last output's is the report's.
  func spoolPath(_ run: Int, _ index: Int) -> String { "\(path)/.lede/\(OutputFolder.recordsPrefix)\(run)-\(index)" }

  /// Opens the ledger for a new run, and clears away what killed runs left that nothing needs.
  func beginRun(
    of pipeline: Pipeline, again: Bool, command: RunCommandLine?
  ) throws(EnvironmentError) -> (view: LedgerView, ledger: Ledger) {
    let path = OutputFolder.ledgerPath(path)
    let digest = Digest(of: pipeline.keptForm.utf8)
    do throws(FileError) { try change("ledger") } catch { throw EnvironmentError(error, doing: "be written") }
    let ledger = try withLedger { () throws(StoreError) in try Ledger(path, access: .create) }
    var view = try withLedger { () throws(StoreError) in
      let run = (try ledger.state("run").flatMap { Int($0) } ?? 0) + 1
      try ledger.change { () throws(StoreError) in
        try ledger.setState("run", String(run))
        try ledger.note(digest, pipeline.keptForm)
        if let command { try ledger.setState("command", command.text) }
      }
      return LedgerView(path: path, run: run, pipeline: digest, again: again, isEmpty: try ledger.isEmpty())
    }
    try removeUnneededRecords(ledger)
    do throws(FileError) {
      for journal in try WriteJournal.all(in: self) {
        try WriteJournal.forEach(journal, in: self) { id, file in
          view.strays.insert(file.digest)
          if let id { view.strayArticles.insert(Digest(of: id.utf8)) }
        }
      }
    } catch {
      throw EnvironmentError(error, doing: "be read")
    }
    return (view, ledger)
  }

  /// Removes the records of runs that no entry of the ledger is of.
  func removeUnneededRecords(_ ledger: Ledger) throws(EnvironmentError) {
    let needed = try withLedger { () throws(StoreError) in try ledger.runs() }
    do throws(FileError) {
      for name in try FileSystem.names(in: path + "/.lede") where name.hasPrefix(OutputFolder.recordsPrefix) {
        let run = name.dropFirst(OutputFolder.recordsPrefix.count).prefix { $0 != "-" }
        guard let run = Int(run), !needed.contains(run) else { continue }
        try change(".lede/" + name)
        FileSystem.remove("\(path)/.lede/\(name)")
      }
    } catch {
      throw EnvironmentError(error, doing: "be read")
    }
  }
}

/// What a run was started with, kept so that `lede explain` can say what the next would do.
public struct RunCommandLine: Hashable, Sendable {
  public var pipeline: String
  public var inputs: [String]
  public var followsLinks: Bool

  /// - Parameter folder: what relative paths start from.
  public init(pipeline: String, inputs: [String], followsLinks: Bool, from folder: String) {
    func absolute(_ path: String) -> String { path.hasPrefix("/") || path == "-" ? path : folder + "/" + path }
    self.pipeline = absolute(pipeline)
    self.inputs = inputs.map(absolute)
    self.followsLinks = followsLinks
  }

  var text: String { ([followsLinks ? "links" : "", pipeline] + inputs).joined(separator: "\u{0}") }

  init?(_ text: String) {
    let parts = text.split(separator: "\u{0}", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 2 else { return nil }
    followsLinks = !parts[0].isEmpty
    pipeline = parts[1]
    inputs = Array(parts[2...])
  }
}
