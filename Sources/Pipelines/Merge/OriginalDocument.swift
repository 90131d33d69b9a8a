import Articles
import Formats

/// A document among the originals: a file, an entry of an archive, or an item of either.
struct OriginalDocument {
  /// The file that it is in, and that file's path under the originals.
  var location: String
  var path: String
  /// Index of its entry, when the file is an archive.
  var entry: Int?
  /// Index of its item, when the file or the entry is a feed.
  var item: Int?
  var bytes: [UInt8]
}

extension Originals {
  /// The document of a path as a run names it: `feed.xml/item` and `archive.zip/folder/page.html` lead into a file.
  ///
  /// - Throws: `ArticleError` when it is in none of the folders, or cannot be read.
  func document(_ path: String) throws(ArticleError) -> OriginalDocument {
    if let location = location(of: path) {
      return OriginalDocument(location: location, path: path, bytes: try Originals.read(location))
    }
    for slash in path.utf8.indices where path.utf8[slash] == UInt8(ascii: "/") {
      let outer = String(path[..<slash])
      guard let location = location(of: outer) else { continue }
      let bytes = try Originals.read(location)
      let inner = String(path[path.utf8.index(after: slash)...])
      if let found = try Originals.document(inner, in: bytes) {
        return OriginalDocument(
          location: location, path: outer, entry: found.entry, item: found.item, bytes: found.bytes)
      }
    }
    throw ArticleError(.unknownOriginal, "there is no such document in the folder of the originals")
  }

  private static func document(
    _ path: String, in file: [UInt8]
  ) throws(ArticleError) -> (entry: Int?, item: Int?, bytes: [UInt8])? {
    guard file.starts(with: [0x50, 0x4B]) else {
      return item(path, in: file).map { (nil, $0.item, $0.bytes) }
    }
    let archive = try ZipArchive(file)
    if let entry = archive.index(of: path) { return (entry, nil, try archive.read(entry)) }
    for slash in path.utf8.indices where path.utf8[slash] == UInt8(ascii: "/") {
      guard let entry = archive.index(of: String(path[..<slash])) else { continue }
      let inner = String(path[path.utf8.index(after: slash)...])
      if let found = item(inner, in: try archive.read(entry)) { return (entry, found.item, found.bytes) }
    }
    return nil
  }

  private static func item(_ name: String, in document: [UInt8]) -> (item: Int, bytes: [UInt8])? {
    guard let bundle = DocumentBundle(document), let index = bundle.items.firstIndex(where: { $0.name == name }) else {
      return nil
    }
    return (index, bundle.document(of: index))
  }

  static func read(_ location: String) throws(ArticleError) -> [UInt8] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(location, limit: DocumentFormats.sizeLimit)
    } catch {
      throw ArticleError(.unreadable, error.reason)
    }
    guard bytes.count <= DocumentFormats.sizeLimit else { throw ArticleError(.tooLarge, "more than 256 MiB") }
    return bytes
  }
}

/// Files with several documents in them, of which some were translated: each is written once, with all of them.
struct MergedFiles {
  private struct File {
    var location: String
    var path: String
    /// Whole entries by their index; the file itself is -1.
    var documents: [Int: [UInt8]] = [:]
    var items: [Int: [(index: Int, document: [UInt8])]] = [:]
  }

  private var files: [File] = []
  private var places: [String: Int] = [:]

  /// Takes a merged document; gives it back when it is a file by itself.
  mutating func take(_ bytes: [UInt8], of document: OriginalDocument, as path: String) -> OutputFile? {
    if document.entry == nil && document.item == nil { return OutputFile(path: path, bytes: bytes) }
    let place = places[path] ?? files.count
    places[path] = place
    if place == files.count { files.append(File(location: document.location, path: path)) }
    let entry = document.entry ?? -1
    if let item = document.item {
      files[place].items[entry, default: []].append((item, bytes))
    } else {
      files[place].documents[entry] = bytes
    }
    return nil
  }

  /// Writes the files, in the order in which they came up.
  func write(
    _ body: (OutputFile) throws(EnvironmentError) -> Void, orElse failed: (String, ArticleError) -> Void
  ) throws(EnvironmentError) {
    for file in files {
      var bytes: [UInt8]?
      do throws(ArticleError) { bytes = try MergedFiles.bytes(of: file) } catch { failed(file.path, error) }
      if let bytes { try body(OutputFile(path: file.path, bytes: bytes)) }
    }
  }

  private static func bytes(of file: File) throws(ArticleError) -> [UInt8] {
    let original = try Originals.read(file.location)
    if let items = file.items[-1] { return DocumentBundle(original)?.document(replacing: items) ?? original }
    let archive = try ZipArchive(original)
    var documents = file.documents
    for (entry, items) in file.items {
      let document = try archive.read(entry)
      documents[entry] = DocumentBundle(document)?.document(replacing: items) ?? document
    }
    return try ZipArchive.bytes(
      of: original, replacing: documents.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }
}
