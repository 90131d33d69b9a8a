import Articles
import Text

/// The folder that a run writes to; files appear in it whole or not at all.
///
/// Each is written under `.lede/` and renamed into place. What an earlier run left there unfinished is removed at the start.
public struct OutputFolder: Sendable {
  public let path: String
  /// Tells the unfinished files of workers apart.
  private let worker: Int

  /// Makes the folder if it is not there.
  public init(_ path: String) throws(EnvironmentError) {
    self.path = path
    worker = 0
    do throws(FileError) {
      try FileSystem.makeFolders(path + "/.lede")
      for name in try FileSystem.names(in: path + "/.lede") where name.hasPrefix("unfinished-") {
        FileSystem.remove(path + "/.lede/" + name)
      }
    } catch {
      throw EnvironmentError(error, doing: "be used as output folder")
    }
  }

  private init(_ path: String, worker: Int) {
    self.path = path
    self.worker = worker
  }

  /// The same folder for one worker.
  public func forWorker(_ number: Int) -> OutputFolder { OutputFolder(path, worker: number + 1) }

  public func write(_ file: OutputFile) throws(EnvironmentError) {
    let open = try self.open(file.path)
    try open.write(file.bytes)
    try open.close()
  }

  /// Opens a file that appears when it is closed.
  public func open(_ name: String) throws(EnvironmentError) -> OpenFile {
    let unfinished = "\(path)/.lede/unfinished-\(worker)"
    do throws(FileError) {
      return OpenFile(writer: try FileWriter(path: unfinished), target: "\(path)/\(name)")
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
  }

  func spoolPath(_ index: Int) -> String { "\(path)/.lede/unfinished-spool-\(index)" }

  /// Removes the working folder when nothing is in it.
  func tidy(spools: Int) {
    for index in 0..<spools { FileSystem.remove(spoolPath(index)) }
    FileSystem.removeFolder(path + "/.lede")
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

/// The records that an output made of all articles, in the order of the input, and the articles that failed.
public struct Records: Sendable {
  public let failures: [Failure]
  private let path: String

  /// An article that failed, for the folder's outputs.
  public struct Failure: Hashable, Sendable {
    public var id: String
    public var path: String
    public var error: ArticleError
  }

  init(path: String, failures: [Failure]) {
    self.path = path
    self.failures = failures
  }

  /// Calls `body` with each record as its bytes.
  public func forEachLine(_ body: ([UInt8]) throws(EnvironmentError) -> Void) throws(EnvironmentError) {
    let lines = try reading { () throws(FileError) in try LineReader(path: path) }
    while let line = try reading({ () throws(FileError) in try lines.next() }) { try body(line) }
  }

  private func reading<Value>(_ read: () throws(FileError) -> Value) throws(EnvironmentError) -> Value {
    do throws(FileError) { return try read() } catch { throw EnvironmentError(error, doing: "be read") }
  }

  /// Calls `body` with each record; nothing of a record may be kept.
  public func forEach(_ body: (JSONValue) throws(EnvironmentError) -> Void) throws(EnvironmentError) {
    let reader = JSONReader()
    try forEachLine { line throws(EnvironmentError) in
      var failure: EnvironmentError?
      line.withUnsafeBufferPointer { buffer in
        do throws(EnvironmentError) {
          try reader.read(
            buffer, orElse: { EnvironmentError("\(path): a record cannot be read: \($0.reason)") },
            { record throws(EnvironmentError) in try body(record) })
        } catch { failure = error }
      }
      if let failure { throw failure }
    }
  }
}
