import Articles
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

  /// Makes the folder if it is not there.
  ///
  /// - Throws: `EnvironmentError` when it cannot be written to, or another run is writing to it.
  public init(_ path: String) throws(EnvironmentError) {
    self.path = path
    worker = 0
    let lock: FileLock?
    do throws(FileError) {
      try FileSystem.makeFolders(path + "/.lede")
      lock = try FileLock(path: path + "/.lede/lock")
    } catch {
      throw EnvironmentError(error, doing: "be used as output folder")
    }
    guard let lock else {
      throw EnvironmentError("\(path): another run is writing to this folder", hint: "wait for it, or choose another")
    }
    self.lock = lock
    do throws(FileError) {
      for name in try FileSystem.names(in: path + "/.lede") where name.hasPrefix("unfinished-") {
        FileSystem.remove(path + "/.lede/" + name)
      }
      // A report says what became of a run that came to its end.
      FileSystem.remove(path + "/report.jsonl")
    } catch {
      throw EnvironmentError(error, doing: "be used as output folder")
    }
  }

  private init(_ path: String, worker: Int, lock: FileLock) {
    self.path = path
    self.worker = worker
    self.lock = lock
  }

  /// The same folder for one worker.
  public func forWorker(_ number: Int) -> OutputFolder { OutputFolder(path, worker: number + 1, lock: lock) }

  public func write(_ file: OutputFile) throws(EnvironmentError) {
    let open = try self.open(file.path)
    try open.write(file.bytes)
    try open.close()
  }

  /// Opens a file that appears when it is closed. One at a time: the next begins where the last was unfinished.
  public func open(_ name: String) throws(EnvironmentError) -> OpenFile {
    let unfinished = "\(path)/.lede/unfinished-\(worker)"
    do throws(FileError) {
      return OpenFile(writer: try FileWriter(path: unfinished), target: "\(path)/\(name)")
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
  }

  func spoolPath(_ index: Int) -> String { "\(path)/.lede/unfinished-spool-\(index)" }

  /// Removes what was only for the run. The lock's file stays: taken away, it would let two runs have a lock each.
  func tidy(spools: Int) {
    for index in 0..<spools {
      FileSystem.remove(spoolPath(index))
      FileSystem.remove(RecordSpool.bodyPath(spoolPath(index)))
    }
  }
}

/// A file of the output folder while it is being written.
public final class OpenFile {
  private let writer: FileWriter
  private let target: String

  init(writer: FileWriter, target: String) {
    self.writer = writer
    self.target = target
  }

  public func write(_ bytes: some Sequence<UInt8>) throws(EnvironmentError) {
    do throws(FileError) { try writer.write(bytes) } catch { throw failed(error) }
  }

  public func write(_ bytes: [UInt8]) throws(EnvironmentError) {
    do throws(FileError) { try writer.write(bytes) } catch { throw failed(error) }
  }

  /// Appends what a file holds.
  func write(contentsOf path: String) throws(EnvironmentError) {
    do throws(FileError) { try writer.write(contentsOf: path) } catch { throw failed(error) }
  }

  public func close() throws(EnvironmentError) {
    do throws(FileError) {
      try writer.flush()
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
    FileSystem.remove(writer.path)
    return EnvironmentError(FileError(target, number: error.number), doing: "be written")
  }
}
