import Articles
import Formats

/// Hands out the entries of a ZIP archive as the files of a folder are; one owner.
///
/// Archives inside the archive are not opened.
final class ArchiveEntries {
  private let archive: ZipArchive
  private let id: String
  private var index = 0
  /// Lines of an entry of records that have not been handed out, the last first.
  private var lines: [Item] = []

  init(_ location: String, id: String) throws(ArticleError) {
    archive = try ZipArchive(path: location, size: FileSystem.size(of: location))
    self.id = id
  }

  var isAtEnd: Bool { index == archive.entries.count && lines.isEmpty }

  /// The next entry that is no folder and may be a document, or nil when there is none or it is larger than `limit`.
  func next(ifAtMost limit: Int) -> Item? {
    if let line = lines.popLast() { return line }
    while index < archive.entries.count {
      let entry = archive.entries[index]
      guard !isPassedOver(entry) else {
        index += 1
        continue
      }
      guard entry.size <= limit else { return nil }
      index += 1
      let path = id + "/" + entry.name
      do throws(ArticleError) {
        guard entry.hasSafeName && !entry.isLink else {
          throw ArticleError(
            .archiveUnsafeName, entry.isLink ? "the entry is a link" : "the entry's name leads out of the archive")
        }
        let bytes = try archive.read(index - 1)
        if bytes.isEmpty { throw ArticleError(.empty, "the entry is empty") }
        let ending = Inputs.ending(of: entry.name)
        guard ending == "jsonl" || ending == "ndjson" else {
          return Item(id: path, path: path, location: "", content: .document(bytes))
        }
        lines = ArchiveEntries.lines(of: bytes, path).reversed()
        if let line = lines.popLast() { return line }
      } catch {
        return Item(id: path, path: path, location: "", content: .failed(error))
      }
    }
    return nil
  }

  /// Folders, hidden files, what systems leave in archives, and what no name of a document ends in.
  private func isPassedOver(_ entry: ZipArchive.Entry) -> Bool {
    entry.isFolder || entry.name.hasPrefix("__MACOSX/")
      || entry.hasSafeName && entry.name.split(separator: "/").contains { $0.hasPrefix(".") }
      || Inputs.otherEndings.contains(Inputs.ending(of: entry.name))
  }

  private static func lines(of bytes: [UInt8], _ path: String) -> [Item] {
    var items: [Item] = []
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    for (number, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let line = line.last == 0x0D ? line.dropLast() : line
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      let place = "\(path):\(number + 1)"
      items.append(Item(id: place, path: place, location: "", content: .line(Array(line))))
    }
    return items
  }
}

extension Item {
  /// Bytes that it holds already.
  var count: Int {
    switch content {
    case .document(let bytes), .line(let bytes): bytes.count
    case .file, .failed: 0
    }
  }
}
