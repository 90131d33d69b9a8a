import Glibc
import Pipelines

/// The `lede` program under test, run as users run it.
public enum Program {
  public struct Result: Hashable, Sendable {
    public var output: String
    public var errors: String
    public var status: Int32
  }

  /// The program that was built beside the tests.
  public static let path: String = {
    for argument in CommandLine.arguments where argument.contains(".xctest") {
      let bundle = argument.split(separator: "/").prefix { !$0.hasSuffix(".xctest") }.joined(separator: "/")
      return "/" + bundle + "/lede"
    }
    return (FileSystem.real("/proc/self/exe").flatMap(FileSystem.parent) ?? ".") + "/lede"
  }()

  /// Runs a line of the shell in which `lede` is the program, in a folder.
  public static func shell(_ line: String, input: String = "", in folder: String) throws -> Result {
    let scratch = try TemporaryFolder()
    try Project.write(input.utf8, to: scratch.path + "/input")
    let bin = FileSystem.parent(of: path) ?? "."
    let script = """
      cd "\(folder)" && PATH="\(bin):$PATH" && { \(line)
      } < "\(scratch.path)/input" > "\(scratch.path)/output" 2> "\(scratch.path)/errors"
      """
    let status = try run(["/bin/sh", "-c", script])
    return Result(
      output: try Project.text(scratch.path + "/output"), errors: try Project.text(scratch.path + "/errors"),
      status: status)
  }

  private static func run(_ words: [String]) throws -> Int32 {
    var process: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let failure = posix_spawn(&process, words[0], nil, nil, &arguments, environ)
    guard failure == 0 else { throw FileError(words[0]) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
  }
}

/// A folder that is gone with its last owner.
public final class TemporaryFolder: Sendable {
  public let path: String

  /// - Parameter inMemory: whether it is to be on a file system in memory, where syncing costs nothing.
  public init(inMemory: Bool = false) throws {
    let parent = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array("\(parent)/lede-test-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw FileError(parent) }
    path = String(cString: made)
  }

  deinit { TemporaryFolder.remove(path) }

  private static func remove(_ path: String) {
    guard (try? FileSystem.kind(of: path, followingLinks: false)) == .folder else {
      FileSystem.remove(path)
      return
    }
    for name in (try? FileSystem.names(in: path)) ?? [] { remove(path + "/" + name) }
    FileSystem.removeFolder(path)
  }
}

extension Program {
  public static func link(_ target: String, at path: String) throws {
    guard symlink(target, path) == 0 else { throw FileError(path) }
  }
}
