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

/// Finds documents among the originals, and keeps the archive or feed open that the last one was in.
struct OriginalReader {
  private let originals: Originals
  private var archive: (location: String, archive: ZipArchive)?
  private var bundle: (location: String, entry: Int?, bundle: DocumentBundle)?

  init(_ originals: Originals) { self.originals = originals }

  /// The document of a path as a run names it: `feed.xml/item` and `archive.zip/folder/page.html` lead into a file.
  ///
  /// - Throws: `ArticleError` when it is in none of the folders, or cannot be read.
  mutating func document(_ path: String) throws(ArticleError) -> OriginalDocument {
    if let location = originals.location(of: path) {
      return OriginalDocument(location: location, path: path, bytes: try OriginalReader.read(location))
    }
    for (outer, inner) in OriginalReader.splits(of: path) {
      guard let location = originals.location(of: outer) else { continue }
      if let found = try document(inner, in: location) {
        return OriginalDocument(
          location: location, path: outer, entry: found.entry, item: found.item, bytes: found.bytes)
      }
    }
    throw ArticleError(.unknownOriginal, "there is no such document in the folder of the originals")
  }

  /// A path cut at each of its slashes.
  private static func splits(of path: String) -> [(String, String)] {
    path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: "/") }.map {
      (String(path[..<$0]), String(path[path.utf8.index(after: $0)...]))
    }
  }

  private mutating func document(
    _ path: String, in location: String
  ) throws(ArticleError) -> (entry: Int?, item: Int?, bytes: [UInt8])? {
    if archive?.location != location && bundle?.location != location {
      let file = try OriginalReader.read(location)
      if file.starts(with: [0x50, 0x4B]) {
        archive = (location, try ZipArchive(file))
      } else {
        bundle = DocumentBundle(file).map { (location, nil, $0) }
      }
    }
    guard let archive, archive.location == location else {
      return item(path, in: location, nil).map { (nil, $0.item, $0.bytes) }
    }
    if let entry = archive.archive.index(of: path) { return (entry, nil, try archive.archive.read(entry)) }
    for (outer, inner) in OriginalReader.splits(of: path) {
      guard let entry = archive.archive.index(of: outer) else { continue }
      if bundle?.location != location || bundle?.entry != entry {
        bundle = DocumentBundle(try archive.archive.read(entry)).map { (location, entry, $0) }
      }
      if let found = item(inner, in: location, entry) { return (entry, found.item, found.bytes) }
    }
    return nil
  }

  private func item(_ name: String, in location: String, _ entry: Int?) -> (item: Int, bytes: [UInt8])? {
    guard let bundle, bundle.location == location, bundle.entry == entry,
      let index = bundle.bundle.items.firstIndex(where: { $0.name == name })
    else { return nil }
    return (index, bundle.bundle.document(of: index))
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
    let original = try OriginalReader.read(file.location)
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
