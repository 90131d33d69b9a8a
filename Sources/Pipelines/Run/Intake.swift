import Articles

/// Something to be made into an article: a file, or a line of records.
struct Item: Sendable {
  enum Content: Sendable {
    /// A file of the file system.
    case file
    case line([UInt8])
  }

  /// Position in the run, from 0.
  var index: Int
  /// For a file its id; a record brings its own.
  var id: String
  /// As reports name it.
  var path: String
  /// Where a file is read.
  var location: String
  var content: Content
}

/// What a run reads, from paths that the user gave.
public struct Inputs: Sendable {
  enum Source: Sendable {
    case document(location: String, id: String)
    /// Records, one per line; nil is the standard input.
    case records(location: String?, name: String)
  }

  private(set) var sources: [Source] = []
  /// Files that were passed over because their names say they are no documents.
  public private(set) var skipped = 0

  /// Endings of what a saved page leaves beside it: no document, and not worth an error each.
  private static let otherEndings: Set<String> = [
    "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp", "tif", "tiff", "woff",
    "woff2",
    "ttf", "otf", "eot", "mp3", "mp4", "webm", "ogg", "wav", "avi", "mov",
  ]

  /// - Parameters:
  ///   - paths: files, folders, files of JSON lines (`.jsonl`, `.ndjson`), and `-` for JSON lines on the standard input.
  ///   - excluded: a folder that is not read even if it lies in one of the others: where the outputs go.
  /// - Throws: `FileError` when a path is not there or a folder cannot be listed.
  public init(_ paths: [String], excluding excluded: String? = nil) throws(FileError) {
    let excluded = excluded.flatMap(FileSystem.real)
    var folders: Set<String> = []
    for path in paths where path != "-" {
      if try FileSystem.kind(of: path, followingLinks: true) == .folder { folders.insert(path) }
    }
    for path in paths {
      if path == "-" {
        sources.append(.records(location: nil, name: "stdin"))
        continue
      }
      let trimmed = Inputs.withoutSlash(path)
      if folders.contains(path) {
        // With one folder ids are short; with several, their names keep them apart.
        let prefix = folders.count > 1 ? FileSystem.name(of: trimmed) + "/" : ""
        try addFolder(trimmed, prefix, excluded)
      } else {
        addFile(path, id: FileSystem.name(of: path))
      }
    }
  }

  /// JSON lines on the standard input.
  public static var standardInput: Inputs { Inputs(sources: [.records(location: nil, name: "stdin")]) }

  private init(sources: [Source]) { self.sources = sources }

  /// How many articles there are, or nil when records must be counted first.
  public var count: Int? {
    sources.contains { if case .records = $0 { true } else { false } } ? nil : sources.count
  }

  private static func withoutSlash(_ path: String) -> String {
    var path = path
    while path.utf8.count > 1 && path.hasSuffix("/") { path.removeLast() }
    return path
  }

  private mutating func addFile(_ location: String, id: String) {
    let ending = Inputs.ending(of: id)
    if ending == "jsonl" || ending == "ndjson" {
      sources.append(.records(location: location, name: id))
    } else {
      sources.append(.document(location: location, id: id))
    }
  }

  private mutating func addFolder(_ folder: String, _ prefix: String, _ excluded: String?) throws(FileError) {
    if let excluded, FileSystem.real(folder) == excluded { return }
    for name in try FileSystem.names(in: folder) where !name.hasPrefix(".") {
      let location = folder + "/" + name
      switch try FileSystem.kind(of: location, followingLinks: false) {
      case .folder: try addFolder(location, prefix + name + "/", excluded)
      case .file:
        if Inputs.otherEndings.contains(Inputs.ending(of: name)) {
          skipped += 1
        } else {
          addFile(location, id: prefix + name)
        }
      // Links can leave the folder, special files can block for ever.
      case .link, .other: skipped += 1
      }
    }
  }

  private static func ending(of name: String) -> String {
    name.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(name[name.index(after: $0)...]).lowercased() } ?? ""
  }
}

/// Hands out what a run reads in batches, in order; one owner.
final class Intake {
  private let sources: [Inputs.Source]
  private var source = 0
  private var reader: LineReader?
  private var line = 0
  private var index = 0

  init(_ inputs: Inputs) { sources = inputs.sources }

  /// Items of one batch: enough to make handing them over cheap, few enough to share the work out evenly.
  func next() throws(FileError) -> [Item] {
    var batch: [Item] = []
    var size = 0
    while batch.count < 16 && size < 1 << 17 && source < sources.count {
      switch sources[source] {
      case .document(let location, let id):
        batch.append(Item(index: index, id: id, path: id, location: location, content: .file))
        index += 1
        source += 1
      case .records(let location, let name):
        let reader: LineReader
        if let open = self.reader {
          reader = open
        } else {
          reader =
            try location.map { path throws(FileError) in try LineReader(path: path) }
            ?? LineReader(descriptor: 0, name: name)
          self.reader = reader
          line = 0
        }
        guard let bytes = try reader.next() else {
          self.reader = nil
          source += 1
          continue
        }
        line += 1
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
        size += bytes.count
        batch.append(
          Item(
            index: index, id: "\(name):\(line)", path: "\(name):\(line)", location: location ?? "",
            content: .line(bytes)))
        index += 1
      }
    }
    return batch
  }
}
