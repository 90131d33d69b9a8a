import Articles

/// Something to be made into an article: a file, or a line of records.
struct Item: Sendable {
  enum Content: Sendable {
    /// A file of the file system.
    case file
    case line([UInt8])
    /// An entry of an archive, unpacked.
    case document([UInt8])
    /// Something in a folder or an archive that cannot be read.
    case failed(ArticleError)
  }

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
    /// Something in a folder that cannot be looked at, and the system's reason.
    case unreadable(id: String, reason: String)
    /// Records, one per line; nil is the standard input.
    case records(location: String?, name: String)
    /// A ZIP archive, read as a folder is.
    case archive(location: String, id: String)

    /// The file that it is read from; nil for the standard input and for what cannot be read.
    var location: String? {
      switch self {
      case .document(let location, _), .archive(let location, _): location
      case .records(let location, _): location
      case .unreadable: nil
      }
    }
  }

  private(set) var sources: [Source] = []
  /// Files that were passed over because their names say they are no documents.
  public private(set) var skipped = 0
  private let followsLinks: Bool
  /// Whether a blank line of records is a record that is wrong, and not passed over.
  fileprivate var keepsBlankLines = false
  /// The folders that lead to the one being listed, without links: a link back to one of them would go round for ever.
  private var way: [String] = []

  /// Endings of what a saved page leaves beside it: no document, and not worth an error each.
  static let otherEndings: Set<String> = [
    "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp", "tif", "tiff", "woff",
    "woff2", "ttf", "otf", "eot", "mp3", "mp4", "webm", "ogg", "wav", "avi", "mov",
  ]

  /// - Parameters:
  ///   - paths: files, folders, ZIP archives (`.zip`), files of JSON lines (`.jsonl`, `.ndjson`), and `-` for JSON lines on the standard input.
  ///   - followingLinks: whether links inside folders are followed; else they are passed over.
  ///   - excluded: a folder that is not read even if it lies in one of the others: where the outputs go.
  /// - Throws: `FileError` when a path is not there or a folder cannot be listed.
  public init(
    _ paths: [String], excluding excluded: String? = nil, followingLinks: Bool = false
  ) throws(FileError) {
    followsLinks = followingLinks
    let excluded = excluded.flatMap(FileSystem.real)
    var kinds: [FileKind] = []
    for path in paths { kinds.append(path == "-" ? .other : try FileSystem.kind(of: path, followingLinks: true)) }
    let names = paths.map { FileSystem.name(of: Inputs.withoutSlash($0)) }
    var uses: [String: Int] = [:]
    for name in names { uses[name, default: 0] += 1 }
    let hasFolders = kinds.count { $0 == .folder } > 1
    for (index, path) in paths.enumerated() {
      if path == "-" {
        sources.append(.records(location: nil, name: "stdin"))
        continue
      }
      // Ids are short where they can be: of two inputs with one name, each is called by its whole path.
      let name = uses[names[index]] == 1 ? names[index] : Inputs.withoutSlash(path)
      if kinds[index] == .folder {
        try addFolder(Inputs.withoutSlash(path), hasFolders ? name + "/" : "", excluded, isInput: true)
      } else {
        addFile(path, id: name)
      }
    }
  }

  /// JSON lines on the standard input.
  public static var standardInput: Inputs { Inputs(sources: [.records(location: nil, name: "stdin")]) }

  /// The same without passing over blank lines: each line is answered.
  static var lines: Inputs {
    var inputs = standardInput
    inputs.keepsBlankLines = true
    return inputs
  }

  private init(sources: [Source]) {
    self.sources = sources
    followsLinks = false
  }

  /// Only what is read from one file, given by its path without links.
  public func only(at path: String) -> Inputs {
    filtered { $0.location.flatMap(FileSystem.real) == path }
  }

  /// Only what is read from some files, given by their paths under the inputs.
  func only(atAnyOf paths: Set<String>) -> Inputs { filtered { $0.location.map(paths.contains) ?? false } }

  /// All but what is read from some files.
  func without(_ paths: Set<String>) -> Inputs { filtered { !($0.location.map(paths.contains) ?? false) } }

  var isEmpty: Bool { sources.isEmpty }

  private func filtered(_ isTaken: (Source) -> Bool) -> Inputs {
    var inputs = self
    inputs.sources = sources.filter(isTaken)
    return inputs
  }

  /// How many articles there are, or nil when records or entries must be counted first.
  public var count: Int? {
    sources.allSatisfy { if case .document = $0 { true } else if case .unreadable = $0 { true } else { false } }
      ? sources.count : nil
  }

  static func withoutSlash(_ path: String) -> String {
    var path = path
    while path.utf8.count > 1 && path.hasSuffix("/") { path.removeLast() }
    return path
  }

  private mutating func addFile(_ location: String, id: String) {
    let ending = Inputs.ending(of: id)
    if ending == "jsonl" || ending == "ndjson" {
      sources.append(.records(location: location, name: id))
    } else if ending == "zip" {
      sources.append(.archive(location: location, id: id))
    } else {
      sources.append(.document(location: location, id: id))
    }
  }

  /// An input that cannot be listed stops the run; what cannot be read inside it is one failed article.
  private mutating func addFolder(
    _ folder: String, _ prefix: String, _ excluded: String?, isInput: Bool = false
  ) throws(FileError) {
    let real = FileSystem.real(folder)
    if let excluded, real == excluded { return }
    if let real, way.contains(real) {
      skipped += 1
      return
    }
    way.append(real ?? folder)
    defer { way.removeLast() }
    let names: [String]
    do throws(FileError) {
      names = try FileSystem.names(in: folder)
    } catch {
      if isInput { throw error }
      sources.append(.unreadable(id: String(prefix.dropLast()), reason: error.reason))
      return
    }
    for name in names where !name.hasPrefix(".") {
      let location = folder + "/" + name
      let kind: FileKind
      do throws(FileError) {
        kind = try FileSystem.kind(of: location, followingLinks: followsLinks)
      } catch {
        let reason = name.contains("\u{FFFD}") ? "its name is not UTF-8; rename it" : error.reason
        sources.append(.unreadable(id: prefix + name, reason: reason))
        continue
      }
      switch kind {
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

  static func ending(of name: String) -> String {
    name.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(name[name.index(after: $0)...]).lowercased() } ?? ""
  }
}

/// Hands out what a run reads in batches, in order; one owner.
final class Intake {
  private let sources: [Inputs.Source]
  private let keepsBlankLines: Bool
  private var source = 0
  private var reader: LineReader?
  private var line = 0
  private var archive: ArchiveEntries?

  init(_ inputs: Inputs) {
    sources = inputs.sources
    keepsBlankLines = inputs.keepsBlankLines
  }

  /// Items of one batch: enough to make handing them over cheap, few enough to share the work out evenly.
  func next() -> [Item] {
    var batch: [Item] = []
    var size = 0
    while batch.count < 16 && size < 1 << 17 && source < sources.count {
      switch sources[source] {
      case .document(let location, let id):
        // Large documents go one by one, so that a worker never holds many.
        let count = FileSystem.size(of: location)
        if !batch.isEmpty && size + count > 1 << 20 { return batch }
        size += count
        batch.append(Item(id: id, path: id, location: location, content: .file))
        source += 1
      case .unreadable(let id, let reason):
        batch.append(Item(id: id, path: id, location: "", content: .failed(ArticleError(.unreadable, reason))))
        source += 1
      case .archive(let location, let id):
        do throws(ArticleError) {
          let entries: ArchiveEntries
          if let open = archive { entries = open } else { entries = try ArchiveEntries(location, id: id) }
          archive = entries
          guard let item = entries.next(ifAtMost: batch.isEmpty ? .max : (1 << 20) - size) else {
            if entries.isAtEnd {
              archive = nil
              source += 1
              continue
            }
            return batch
          }
          size += item.count
          batch.append(item)
        } catch {
          batch.append(Item(id: id, path: id, location: "", content: .failed(error)))
          archive = nil
          source += 1
        }
      case .records(let location, let name):
        do throws(FileError) {
          guard let line = try nextLine(location, name) else {
            closeReader()
            continue
          }
          size += line.count
          batch.append(
            Item(id: "\(name):\(self.line)", path: "\(name):\(self.line)", location: "", content: .line(line)))
        } catch {
          batch.append(
            Item(id: name, path: name, location: "", content: .failed(ArticleError(.unreadable, error.reason))))
          closeReader()
        }
        // Whoever writes to a pipe slowly wants to see what is done so far.
        if location == nil, let reader, !reader.hasLine { return batch }
      }
    }
    return batch
  }

  private func closeReader() {
    reader = nil
    source += 1
  }

  /// The next line that is not blank, without the byte order mark that some programs begin a file with.
  private func nextLine(_ location: String?, _ name: String) throws(FileError) -> [UInt8]? {
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
    while let bytes = try reader.next() {
      line += 1
      let text = line == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
      if keepsBlankLines || !text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return text }
    }
    return nil
  }
}
