internal import CData

/// Files that were compiled into the binary, by their path under `Sources/CData`.
public enum EmbeddedData {
  public static func bytes(of path: String) -> [UInt8]? { buffer(of: path).map(Array.init) }

  /// A file where it lies in the program, as long as that runs.
  public static func buffer(of path: String) -> UnsafeBufferPointer<UInt8>? {
    path.withCString { lede_data_find($0) }
      .map { UnsafeBufferPointer(start: $0.pointee.bytes, count: $0.pointee.length) }
  }

  /// Lines of a file without white space around them, comments and blank ones left out.
  public static func lines(of path: String) -> [ArraySlice<UInt8>] {
    guard let bytes = bytes(of: path) else { return [] }
    return bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
      .map { line in
        var line = line
        while let first = line.first, first == 0x20 || first == 0x09 { line.removeFirst() }
        while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
        return line
      }
      .filter { !$0.isEmpty && $0.first != UInt8(ascii: "#") }
  }

  public static var paths: [String] {
    files.map { String(cString: $0.path) }
  }

  private static var files: UnsafeBufferPointer<lede_data> {
    var count = 0
    let first = lede_data_all(&count)
    return UnsafeBufferPointer(start: first, count: count)
  }
}
