internal import CLinux
import Glibc

/// A call of the operating system on a file that failed.
public struct FileError: Error, Hashable, Sendable {
  public let path: String
  public let number: Int32

  public init(_ path: String) {
    self.path = path
    number = errno
  }

  init(_ path: String, number: Int32) {
    self.path = path
    self.number = number
  }

  /// The system's reason: "No such file or directory".
  public var reason: String { String(cString: strerror(number)) }
  public var isBrokenPipe: Bool { number == EPIPE }
}

/// What stops a run: the place where outputs go fails. What is done stays done.
public struct EnvironmentError: Error, Hashable, Sendable {
  public var message: String
  public var hint: String?
  /// The reader of the standard output went away, which is no failure.
  public var isBrokenPipe = false

  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  public init(_ error: FileError, doing what: String) {
    isBrokenPipe = error.isBrokenPipe
    message = "\(error.path): cannot \(what): \(error.reason)"
    hint =
      switch error.number {
      case ENOSPC, EDQUOT: "free some space and run again; what was written stays"
      case EACCES, EPERM, EROFS: "check the permissions of the folder"
      case EISDIR, ENOTDIR, EEXIST: "remove what stands there, or choose another output folder"
      default: nil
      }
  }
}

/// What sort of thing stands at a path.
public enum FileKind: Sendable { case file, folder, link, other }

/// The few calls on files that a run needs, over the C library.
public enum FileSystem {
  public static func kind(of path: String, followingLinks: Bool) throws(FileError) -> FileKind {
    var status = stat()
    guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { throw FileError(path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// How many bytes a file says it has; 0 when that cannot be told.
  public static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// All bytes of a file of at most `limit` bytes; of a longer one, one byte more than the limit.
  public static func read(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path) }
    defer { _ = Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError(path, number: EISDIR) }
    var bytes: [UInt8] = []
    var size = min(max(Int(status.st_size), 0), limit) + 1
    var failure: FileError?
    // A file that grows, or one whose size the system does not know, takes more than one round.
    while failure == nil {
      let before = bytes.count
      let wanted = size
      let more = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        while count < wanted {
          let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, wanted - count)
          if got < 0 && errno == EINTR { continue }
          if got < 0 { failure = FileError(path) }
          if got <= 0 { break }
          count += got
        }
      }
      if before == 0 { bytes = more } else { bytes.append(contentsOf: more) }
      if more.count < wanted || bytes.count > limit { break }
      size = 1 << 16
    }
    if let failure { throw failure }
    return bytes
  }

  /// Names in a folder, sorted by their bytes.
  public static func names(in folder: String) throws(FileError) -> [String] {
    guard let stream = opendir(folder) else { throw FileError(folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  public static func makeFolders(_ path: String) throws(FileError) {
    if mkdir(path, 0o777) == 0 { return }
    if errno == EEXIST {
      guard try kind(of: path, followingLinks: true) == .folder else { throw FileError(path, number: ENOTDIR) }
      return
    }
    guard errno == ENOENT, let parent = parent(of: path) else { throw FileError(path) }
    try makeFolders(parent)
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileError(path) }
  }

  public static func parent(of path: String) -> String? {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex else { return nil }
    return String(path[..<slash])
  }

  public static func name(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.index(after: $0)...]) } ?? path
  }

  public static func rename(_ path: String, to target: String) throws(FileError) {
    guard Glibc.rename(path, target) == 0 else { throw FileError(target) }
  }

  public static func remove(_ path: String) { _ = unlink(path) }

  /// Removes a folder if it is empty, and says whether it was.
  @discardableResult
  public static func removeFolder(_ path: String) -> Bool { rmdir(path) == 0 }

  /// Waits until all that was written to the file system of a folder is on the disk for good.
  static func sync(_ folder: String) throws(FileError) {
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(folder) }
    defer { _ = Glibc.close(descriptor) }
    guard lede_sync(descriptor) == 0 else { throw FileError(folder) }
  }

  /// Size, time of the last change in nanoseconds, and number; nil when there is no such file.
  static func stamp(of path: String) -> (size: Int, modified: Int, node: Int)? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return (
      Int(status.st_size), status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec,
      Int(bitPattern: UInt(status.st_ino))
    )
  }

  /// The path without links and dots, or nil if there is nothing.
  public static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  public static var processorCount: Int { max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) }
}
