import Glibc
import Synchronization
import Text

/// A file that is written from its start; one owner.
public final class FileWriter {
  public let path: String
  private let descriptor: Int32
  private let closes: Bool
  private var buffer: [UInt8] = []

  public init(path: String) throws(FileError) {
    self.path = path
    descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    closes = true
    guard descriptor >= 0 else { throw FileError(path) }
  }

  /// Over a descriptor that is open already, such as the standard output.
  public init(descriptor: Int32, name: String) {
    path = name
    self.descriptor = descriptor
    closes = false
  }

  deinit { if closes && descriptor >= 0 { _ = Glibc.close(descriptor) } }

  public func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= FileWriter.enough { try flush() }
  }

  /// Large pieces go past the buffer.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    guard bytes.count >= FileWriter.enough / 16 else {
      buffer.append(contentsOf: bytes)
      if buffer.count >= FileWriter.enough { try flush() }
      return
    }
    try flush()
    try send(bytes)
  }

  /// Appends what another file holds from an offset on; the kernel moves it, so that it does not come through this process.
  ///
  /// - Parameter count: how many bytes at most; nil for all.
  func write(contentsOf source: String, from start: Int = 0, count: Int? = nil) throws(FileError) {
    try flush()
    let from = Glibc.open(source, O_RDONLY | O_CLOEXEC)
    guard from >= 0 else { throw FileError(source) }
    defer { _ = Glibc.close(from) }
    var offset = off_t(start)
    var left = count ?? .max
    while left > 0 {
      let moved = sendfile(descriptor, from, &offset, min(left, 1 << 30))
      if moved < 0 && errno == EINTR { continue }
      guard moved >= 0 else { throw FileError(path) }
      if moved == 0 { return }
      left -= moved
    }
  }

  /// Appends a part of what another file holds.
  func write(_ range: TextRange, of source: String) throws(FileError) {
    try flush()
    let from = Glibc.open(source, O_RDONLY | O_CLOEXEC)
    guard from >= 0 else { throw FileError(source) }
    defer { _ = Glibc.close(from) }
    var offset = off_t(range.start)
    while offset < range.end {
      let moved = sendfile(descriptor, from, &offset, range.end - Int(offset))
      if moved < 0 && errno == EINTR { continue }
      guard moved >= 0 else { throw FileError(path) }
      if moved == 0 { throw FileError(source, number: EIO) }
    }
  }

  public func flush() throws(FileError) {
    guard !buffer.isEmpty else { return }
    try send(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private static let enough = 1 << 16

  private func send(_ bytes: [UInt8]) throws(FileError) {
    var failure: FileError?
    bytes.withUnsafeBufferPointer { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 {
          failure = FileError(path)
          return
        }
        written += count
      }
    }
    if let failure { throw failure }
  }
}

/// Reads lines, of any length, from a file or the standard input; one owner.
public final class LineReader {
  private let descriptor: Int32
  private let path: String
  private let closes: Bool
  private var buffer: [UInt8] = []
  private var start = 0
  private var searched = 0
  private var atEnd = false

  public init(path: String) throws(FileError) {
    self.path = path
    descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    closes = true
    guard descriptor >= 0 else { throw FileError(path) }
  }

  public init(descriptor: Int32, name: String) {
    path = name
    self.descriptor = descriptor
    closes = false
  }

  deinit { if closes && descriptor >= 0 { _ = Glibc.close(descriptor) } }

  /// Whether the next line is here already, so that asking for it does not wait.
  public var hasLine: Bool { lineEnd() != nil || atEnd }

  /// The next line without its end, or nil at the end.
  public func next() throws(FileError) -> [UInt8]? {
    while true {
      if let end = lineEnd() {
        let line = Array(buffer[start..<end])
        start = end + 1
        searched = start
        return line.last == 0x0D ? line.dropLast() : line
      }
      if atEnd {
        guard start < buffer.count else { return nil }
        let line = Array(buffer[start...])
        start = buffer.count
        searched = start
        return line
      }
      try fill()
    }
  }

  private func lineEnd() -> Int? {
    let found = buffer.withUnsafeBufferPointer { bytes -> Int? in
      guard let base = bytes.baseAddress, searched < bytes.count,
        let hit = memchr(base + searched, 0x0A, bytes.count - searched)
      else { return nil }
      return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
    searched = found ?? buffer.count
    return found
  }

  private func fill() throws(FileError) {
    if start > 0 {
      buffer.removeSubrange(..<start)
      searched -= start
      start = 0
    }
    let room = max(1 << 18, buffer.count)
    var failure: FileError?
    let more = [UInt8](unsafeUninitializedCapacity: room) { space, count in
      while true {
        let got = Glibc.read(descriptor, space.baseAddress, room)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = FileError(path) }
        count = max(got, 0)
        return
      }
    }
    if let failure { throw failure }
    if more.isEmpty { atEnd = true }
    buffer.append(contentsOf: more)
  }
}

/// Reads a file in pieces of known length, from its start or where asked; one owner.
final class FileReader {
  private let path: String
  private let descriptor: Int32

  init(path: String) throws(FileError) {
    self.path = path
    descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path) }
  }

  deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

  /// The next bytes, or those at an offset, which leaves alone what is next; fewer only at the end of the file.
  func read(_ count: Int, at offset: Int? = nil) throws(FileError) -> [UInt8] {
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { space, filled in
      while filled < count {
        let place = space.baseAddress.map { $0 + filled }
        let got =
          offset.map { pread(descriptor, place, count - filled, off_t($0 + filled)) }
          ?? Glibc.read(descriptor, place, count - filled)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = FileError(path) }
        if got <= 0 { return }
        filled += got
      }
    }
    if let failure { throw failure }
    return bytes
  }
}

/// A lock that only one process has at a time, and that ends with the process however it ends.
final class FileLock: Sendable {
  private let held: Mutex<Int32>

  /// Nil when another process has the lock.
  init?(path: String) throws(FileError) {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let error = FileError(path)
      _ = Glibc.close(descriptor)
      if error.number == EWOULDBLOCK { return nil }
      throw error
    }
    held = Mutex(descriptor)
    // Only for messages: who has the lock is what the system says, so the number of a process that died does no harm.
    let number = Array("\(getpid())\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = number.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  /// The process that has, or had last, the lock.
  static func owner(of path: String) -> Int? {
    (try? FileSystem.read(path, limit: 32)).flatMap {
      Int(String(decoding: $0.prefix { $0 != 0x0A }, as: UTF8.self))
    }
  }

  deinit { release() }

  /// Lets go of it, though there may be copies of what held it.
  func release() {
    held.withLock { descriptor in
      if descriptor >= 0 { _ = Glibc.close(descriptor) }
      descriptor = -1
    }
  }
}
