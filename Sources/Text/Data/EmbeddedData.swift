internal import CData

/// Files that were compiled into the binary, by their path under `Sources/CData`.
public enum EmbeddedData {
  public static func bytes(of path: String) -> [UInt8]? {
    file { $0 == path }.map { Array(UnsafeBufferPointer(start: $0.bytes, count: $0.length)) }
  }

  public static var paths: [String] {
    files.map { String(cString: $0.path) }
  }

  private static var files: UnsafeBufferPointer<lede_data> {
    var count = 0
    let first = lede_data_all(&count)
    return UnsafeBufferPointer(start: first, count: count)
  }

  private static func file(where matches: (String) -> Bool) -> lede_data? {
    files.first { matches(String(cString: $0.path)) }
  }
}
