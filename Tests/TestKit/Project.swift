import Pipelines

/// Where the project's files are, and reading them in tests.
public enum Project {
  /// The folder that holds Package.swift.
  public static let root: String = {
    var path = #filePath
    for _ in 0..<3 { path = FileSystem.parent(of: path) ?? "/" }
    return path
  }()

  public static func text(_ path: String) throws -> String {
    String(decoding: try FileSystem.read(path.hasPrefix("/") ? path : root + "/" + path), as: UTF8.self)
  }

  /// All files under a folder by their path in it, sorted; names that begin with a dot are left out.
  public static func files(under folder: String) throws -> [String] {
    var found: [String] = []
    for name in try FileSystem.names(in: folder) where !name.hasPrefix(".") {
      if try FileSystem.kind(of: folder + "/" + name, followingLinks: true) == .folder {
        found += try files(under: folder + "/" + name).map { name + "/" + $0 }
      } else {
        found.append(name)
      }
    }
    return found
  }

  public static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    if let parent = FileSystem.parent(of: path) { try FileSystem.makeFolders(parent) }
    let writer = try FileWriter(path: path)
    try writer.write(bytes)
    try writer.flush()
  }
}
