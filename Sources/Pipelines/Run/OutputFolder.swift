import Articles
import Stores
import Text

/// The folder that a run writes to; files appear in it whole or not at all.
///
/// Each is written under `.lede/` and renamed into place. What an earlier run left there unfinished is removed at the start.
public struct OutputFolder: Sendable {
  public let path: String
  /// Tells the unfinished files of workers apart.
  private let worker: Int
  /// Held by all copies; gone with the last.
  private let lock: FileLock
  private let probe: (any FolderProbe)?
  /// Takes the names of files while the folder is finished.
  private let names: FolderFileNames?

  /// Makes the folder if it is not there.
  ///
  /// - Throws: `EnvironmentError` when it cannot be written to, or another run is writing to it.
  public init(_ path: String) throws(EnvironmentError) { try self.init(path, probe: nil) }

  init(_ path: String, probe: (any FolderProbe)?, keepsReport: Bool = false) throws(EnvironmentError) {
    self.path = path
    self.probe = probe
    worker = 0
    names = nil
    let lock: FileLock?
    do throws(FileError) {
      try FileSystem.makeFolders(path + "/.lede")
      lock = try FileLock(path: path + "/.lede/lock")
    } catch {
      throw EnvironmentError(error, doing: "be used as output folder")
    }
    guard let lock else {
      let owner = FileLock.owner(of: path + "/.lede/lock").map { " (process \($0))" } ?? ""
      throw EnvironmentError(
        "\(path): another run is writing to this folder\(owner)", hint: "wait for it, or choose another")
    }
    self.lock = lock
    do throws(FileError) {
      for name in try FileSystem.names(in: path + "/.lede") where name.hasPrefix("unfinished-") {
        try change(".lede/" + name)
        FileSystem.remove(path + "/.lede/" + name)
      }
      // A report says what became of a run that came to its end.
      if keepsReport { return }
      try change("report.jsonl")
      FileSystem.remove(path + "/report.jsonl")
    } catch {
      throw EnvironmentError(error, doing: "be used as output folder")
    }
  }

  private init(_ other: OutputFolder, worker: Int, names: FolderFileNames?) {
    path = other.path
    lock = other.lock
    probe = other.probe
    self.worker = worker
    self.names = names
  }

  /// The same folder for one worker.
  public func forWorker(_ number: Int) -> OutputFolder { OutputFolder(self, worker: number + 1, names: names) }

  /// The same folder, noting the names of the files that are opened in it.
  func noting(_ names: FolderFileNames) -> OutputFolder { OutputFolder(self, worker: worker, names: names) }

  public func write(_ file: OutputFile) throws(EnvironmentError) {
    let open = try self.open(file.path)
    try open.write(file.bytes)
    try open.close()
  }

  /// Opens a file that appears when it is closed. One at a time: the next begins where the last was unfinished.
  public func open(_ name: String) throws(EnvironmentError) -> OpenFile {
    let unfinished = "\(path)/.lede/unfinished-\(worker)"
    do throws(FileError) {
      try names?.note(name)
      try change(unfinished)
      return OpenFile(writer: try FileWriter(path: unfinished), target: "\(path)/\(name)", folder: self)
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
  }

  /// Lets other runs write to the folder.
  func release() { lock.release() }

  /// Must be called before anything under the folder is changed.
  func change(_ path: String) throws(FileError) { try probe?.willChange(path) }

  /// Waits until all that was written is on the disk for good.
  func sync() throws(EnvironmentError) {
    do throws(FileError) {
      try change("sync")
      try FileSystem.sync(path)
      probe?.didSync()
    } catch {
      throw EnvironmentError(error, doing: "be synced")
    }
  }

  /// Removes a file, and the folders that are empty then.
  func remove(_ name: String) throws(FileError) {
    try change(name)
    FileSystem.remove("\(path)/\(name)")
    var folder = FileSystem.parent(of: name)
    while let inner = folder, FileSystem.removeFolder("\(path)/\(inner)") { folder = FileSystem.parent(of: inner) }
  }

  /// What stands where a file was written.
  enum Trace { case asWritten, edited, gone }

  func trace(of file: LedgerEntry.File) -> Trace { OutputFolder.trace(of: file, in: path) }

  static func trace(of file: LedgerEntry.File, in folder: String) -> Trace {
    guard let bytes = try? FileSystem.read("\(folder)/\(file.path)") else { return .gone }
    return Digest(of: bytes) == file.digest ? .asWritten : .edited
  }

  /// Moves a file that somebody has changed out of the way of a new one: to its name with `.edited` after it.
  ///
  /// - Parameter strays: digests of what killed runs wrote, which nobody has changed.
  /// - Returns: false when there is nothing to be kept. What a power cut left of the same file is the beginning of it.
  func moveAside(_ file: OutputFile, sparing strays: Set<Digest>) throws(FileError) -> Bool {
    let path = "\(path)/\(file.path)"
    guard let bytes = try? FileSystem.read(path), !file.bytes.starts(with: bytes) else { return false }
    guard !strays.contains(Digest(of: bytes)) else { return false }
    try change(file.path + ".edited")
    try FileSystem.rename(path, to: path + ".edited")
    return true
  }

  func has(_ name: String) -> Bool { OutputFolder.has(name, in: path) }

  static func has(_ name: String, in folder: String) -> Bool {
    (try? FileSystem.kind(of: "\(folder)/\(name)", followingLinks: false)) == .file
  }
}

/// A file of the output folder while it is being written.
public final class OpenFile {
  private let writer: FileWriter
  private let target: String
  private let folder: OutputFolder

  init(writer: FileWriter, target: String, folder: OutputFolder) {
    self.writer = writer
    self.target = target
    self.folder = folder
  }

  public func write(_ bytes: some Sequence<UInt8>) throws(EnvironmentError) {
    do throws(FileError) { try writer.write(bytes) } catch { throw failed(error) }
  }

  public func write(_ bytes: [UInt8]) throws(EnvironmentError) {
    do throws(FileError) { try writer.write(bytes) } catch { throw failed(error) }
  }

  /// Appends what a file holds from an offset on, all of it or so many bytes.
  func write(contentsOf path: String, from start: Int = 0, count: Int? = nil) throws(EnvironmentError) {
    do throws(FileError) { try writer.write(contentsOf: path, from: start, count: count) } catch { throw failed(error) }
  }

  public func close() throws(EnvironmentError) {
    do throws(FileError) {
      try folder.change(writer.path)
      try writer.flush()
      try folder.change(target)
      do throws(FileError) {
        try FileSystem.rename(writer.path, to: target)
      } catch {
        // The folder of the file is made when it is missed, which is once.
        guard let parent = FileSystem.parent(of: target) else { throw error }
        try FileSystem.makeFolders(parent)
        try FileSystem.rename(writer.path, to: target)
      }
    } catch {
      throw failed(error)
    }
  }

  private func failed(_ error: FileError) -> EnvironmentError {
    if (try? folder.change(writer.path)) != nil { FileSystem.remove(writer.path) }
    return EnvironmentError(FileError(target, number: error.number), doing: "be written")
  }
}
