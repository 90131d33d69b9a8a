import Articles
import Formats
import Text

/// A file of JSON lines whose records' translations go back into their lines.
struct RecordFile {
  /// The file's path and the number of the record's line of a path such as `news.jsonl:12`; nil for other paths.
  static func place(of path: String) -> (file: String, line: Int)? {
    guard let colon = path.utf8.lastIndex(of: UInt8(ascii: ":")), let line = Int(path[path.index(after: colon)...]),
      line > 0
    else { return nil }
    let file = String(path[..<colon])
    return file.hasSuffix(".jsonl") || file.hasSuffix(".ndjson") ? (file, line) : nil
  }

  let bytes: [UInt8]
  /// Without their ends, the byte order mark and a carriage return.
  private var lines: [TextRange] = []
  private var splices: [Int: [UInt8]] = [:]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    bytes.withUnsafeBufferPointer { bytes in
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        lines.append(TextRange(start, end > start && bytes[end - 1] == 0x0D ? end - 1 : end))
        start = end + 1
      }
    }
  }

  /// A line by its number, from 1.
  func line(_ number: Int) -> [UInt8]? {
    lines.indices.contains(number - 1) ? Array(bytes[lines[number - 1]]) : nil
  }

  mutating func replace(line number: Int, by line: [UInt8]) { splices[number - 1] = line }

  /// The file with what was replaced.
  var merged: [UInt8] {
    Splice.apply(
      splices.keys.sorted().map { Splice(lines[$0], splices[$0] ?? []) }, to: bytes[...])
  }
}
