import Articles
import Text

/// The folders in which the documents stand that translations belong to.
public struct Originals: Sendable {
  private let folders: [String]

  /// - Throws: `FileError` when one is not there.
  public init(_ folders: [String]) throws(FileError) {
    for folder in folders { _ = try FileSystem.names(in: folder) }
    self.folders = folders
  }

  /// Where a document is, by the path that a segment file has for it, or nil when it is in none of the folders.
  ///
  /// Files come back from outside, so a path that leads out of the folders is none.
  func location(of path: String) -> String? {
    var components = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard !components.isEmpty, !components.contains(where: { ["", ".", ".."].contains($0) || $0.utf8.contains(0) })
    else { return nil }
    if let found = find(components, in: folders) { return found }
    // Where a run had several folders, their names are the first part of the path.
    let first = components.removeFirst()
    guard !components.isEmpty else { return nil }
    return find(components, in: folders.filter { FileSystem.real($0).map(FileSystem.name(of:)) == first })
  }

  private func find(_ components: [String], in folders: [String]) -> String? {
    for folder in folders {
      let location = folder + "/" + components.joined(separator: "/")
      guard let root = FileSystem.real(folder), let real = FileSystem.real(location), real.hasPrefix(root + "/"),
        (try? FileSystem.kind(of: real, followingLinks: false)) == .file
      else { continue }
      return real
    }
    return nil
  }
}
