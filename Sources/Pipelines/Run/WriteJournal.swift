import Stores
import Synchronization
import Text

/// Names of files that are about to appear, and the digests of their bytes: one file per run and writer.
///
/// A run that is killed leaves files that the ledger does not know yet. The next run, whatever its pipeline and input, takes
/// away those that are not its own as well, by this list. It is removed when a run has come to its end.
final class WriteJournal {
  private let writer: FileWriter
  private let folder: OutputFolder

  init(_ folder: OutputFolder, run: Int, writer number: Int) throws(FileError) {
    self.folder = folder
    let path = "\(folder.path)/.lede/\(WriteJournal.prefix)\(run)-\(number)"
    try folder.change(path)
    writer = try FileWriter(path: path)
  }

  private static let prefix = "written-"

  /// - Parameter id: of the article; nil for files of the whole folder.
  func note(_ id: String?, _ files: [LedgerEntry.File]) throws(FileError) {
    guard !files.isEmpty else { return }
    var json = JSONWriter()
    json.object { json in
      json.member("id", id)
      json.key("files")
      json.array { json in
        for file in files {
          json.string(file.path)
          json.string(file.digest.description)
        }
      }
    }
    json.bytes.append(0x0A)
    try folder.change(writer.path)
    try writer.write(json.bytes)
    try writer.flush()
  }

  /// The journals in a folder, but for those of a run.
  static func all(in folder: OutputFolder, except run: Int? = nil) throws(FileError) -> [String] {
    let own = run.map { "\(prefix)\($0)-" }
    return try FileSystem.names(in: folder.path + "/.lede").filter { name in
      name.hasPrefix(prefix) && !(own.map(name.hasPrefix) ?? false)
    }.map { ".lede/" + $0 }
  }

  /// Calls `body` with what a journal notes. A last line that was cut off tells of a file that did not appear.
  static func forEach(
    _ journal: String, in folder: OutputFolder,
    _ body: (_ id: String?, _ file: LedgerEntry.File) throws(FileError) -> Void
  ) throws(FileError) {
    let reader = JSONReader()
    let lines = try LineReader(path: folder.path + "/" + journal)
    while let line = try lines.next() {
      var files: [LedgerEntry.File] = []
      var id: String?
      line.withUnsafeBufferPointer { buffer in
        try? reader.read(buffer, orElse: { $0 }) { value throws(JSONFault) in
          id = value["id"]?.string
          let texts = (value["files"]?.elements ?? []).compactMap(\.string)
          for index in stride(from: 0, to: texts.count - 1, by: 2) {
            guard let digest = Digest(hexadecimal: texts[index + 1]) else { continue }
            files.append(LedgerEntry.File(path: texts[index], digest: digest))
          }
        }
      }
      for file in files { try body(id, file) }
    }
  }
}

/// The names of the whole folder's files while outputs finish side by side; each is in the journal before it appears.
final class FolderFileNames: Sendable {
  private struct State {
    var journal: WriteJournal
    var names: Set<String> = []
  }

  private let state: Mutex<State>

  init(_ journal: sending WriteJournal) { state = Mutex(State(journal: journal)) }

  var all: Set<String> { state.withLock { $0.names } }

  func note(_ name: String) throws(FileError) {
    let failure = state.withLock { state -> FileError? in
      guard state.names.insert(name).inserted else { return nil }
      do throws(FileError) {
        try state.journal.note(nil, [LedgerEntry.File(path: name, digest: Digest(of: []))])
        return nil
      } catch { return error }
    }
    if let failure { throw failure }
  }
}
