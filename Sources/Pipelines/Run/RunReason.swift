import Stores
import Text

/// Why an article is worked on, though earlier runs may have done so.
public enum RunReason: Hashable, Sendable {
  case new
  /// It failed in the last run; with the code.
  case failedBefore(String)
  case contentChanged
  /// It was read under another path, which its outputs name.
  case moved(from: String)
  /// An article of nearly the same id came or went, so that its files have other names.
  case renamed
  /// The lines of the pipeline's canonical form that are new or no more.
  case pipelineChanged([String])
  case outputMissing(String)
  /// A run that was stopped wrote it anew and did not come to vouch for it.
  case outputUncertain(String)
  case asked

  public var text: String {
    switch self {
    case .new: "it is new"
    case .failedBefore(let code): "it failed in the last run [\(code)]"
    case .contentChanged: "its bytes have changed"
    case .moved(let path): "it was \(path) before"
    case .renamed: "an article of nearly the same name came or went"
    case .pipelineChanged(let lines):
      "the pipeline has changed" + (lines.isEmpty ? "" : ": " + lines.joined(separator: "; "))
    case .outputMissing(let file): "its output \(file) is missing"
    case .outputUncertain(let file): "its output \(file) is of a run that was stopped"
    case .asked: "all articles were asked for"
    }
  }
}

/// How a run looks at the ledger: what has been done already, and whether that still holds.
struct LedgerView: Sendable {
  /// Of the database file.
  var path: String
  /// Number of the run, greater than those before.
  var run: Int
  var pipeline: Digest
  /// Whether all articles are to be worked on, whatever the ledger says.
  var again: Bool
  /// Whether there is nothing in the ledger to ask for.
  var isEmpty: Bool
  /// What runs that were stopped may have written without vouching for it: digests of files, and of articles' ids.
  var strays: Set<Digest> = []
  var strayArticles: Set<Digest> = []
}

extension LedgerView {
  /// Nil when the article's outputs are there and hold.
  func reason(
    for entry: LedgerEntry?, content: Digest, path: String, hasTwin: Bool, in folder: String
  ) -> RunReason? {
    guard let entry else { return .new }
    if again { return .asked }
    if entry.content != content { return .contentChanged }
    if entry.pipeline != pipeline { return .pipelineChanged([]) }
    if entry.path != path { return .moved(from: entry.path) }
    if entry.hasTwin != hasTwin { return .renamed }
    if let missing = entry.files.first(where: { !OutputFolder.has($0.path, in: folder) }) {
      return .outputMissing(missing.path)
    }
    guard strayArticles.contains(Digest(of: entry.id.utf8)) else { return nil }
    return entry.files.first { OutputFolder.trace(of: $0, in: folder) != .asWritten }.map { .outputUncertain($0.path) }
  }
}

extension Pipeline {
  /// Raised when readers of documents, or what runs keep, change in a way that the versions of stages do not tell.
  private static let keptVersion = 1

  /// What outputs depend on beside the articles.
  var keptForm: String { "kept \(Pipeline.keptVersion)\n" + canonical }

  /// The lines that two canonical forms do not share: "was A", "is B".
  static func difference(from old: String, to new: String) -> [String] {
    let before = old.split(separator: "\n")
    let after = new.split(separator: "\n")
    let removed = before.filter { !after.contains($0) }
    let added = after.filter { !before.contains($0) }
    if removed.isEmpty && added.isEmpty && before != after { return ["the order of its stages"] }
    return removed.map { "was \"\($0)\"" } + added.map { "is \"\($0)\"" }
  }
}

extension EnvironmentError {
  /// What the ledger says when it cannot be read or written.
  init(_ error: StoreError) {
    self.init("\(error.path): \(error.message)")
    switch error.kind {
    case .full:
      message = "\(error.path): cannot be written: No space left on device"
      hint = "free some space and run again; what was written stays"
    case .notThisStore, .tooNew, .damaged:
      hint = "remove the folder .lede beside the outputs; then everything is done anew"
    default: hint = error.hint
    }
  }
}

/// Calls of the ledger inside a run.
func withLedger<Result>(_ body: () throws(StoreError) -> Result) throws(EnvironmentError) -> Result {
  do throws(StoreError) { return try body() } catch { throw EnvironmentError(error) }
}
