/// A value in PostgreSQL's binary form.
///
/// Source: PostgreSQL's source, `arrayfuncs.c` (array_send), and the manual's page on COPY, "Binary Format".
enum ServerValue {
  case integer(Int)
  case text(String)
  case integers([Int])
  case texts([String])

  /// Appends the value, and gives its length.
  func append(to bytes: inout [UInt8]) -> Int32 {
    let start = bytes.count
    switch self {
    case .integer(let number): ServerValue.append(number, to: &bytes)
    case .text(let text): ServerValue.append(text, to: &bytes)
    case .integers(let numbers):
      ServerValue.appendHead(of: numbers.count, kind: 20, to: &bytes)
      for number in numbers {
        ServerValue.append(Int32(8), to: &bytes)
        ServerValue.append(number, to: &bytes)
      }
    case .texts(let texts):
      ServerValue.appendHead(of: texts.count, kind: 25, to: &bytes)
      for text in texts { ServerValue.appendField(text, to: &bytes) }
    }
    return Int32(bytes.count - start)
  }

  /// Number of dimensions, whether there are NULLs, the kind of the elements, how many there are, number of the first.
  private static func appendHead(of count: Int, kind: Int32, to bytes: inout [UInt8]) {
    for number in [count == 0 ? 0 : 1, 0, kind] { append(number, to: &bytes) }
    if count > 0 { for number in [Int32(count), 1] { append(number, to: &bytes) } }
  }

  static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  /// PostgreSQL's text holds any character but NUL.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    if !text.utf8.contains(0) { return bytes.append(contentsOf: text.utf8) }
    for byte in text.utf8 {
      if byte == 0 { bytes.append(contentsOf: [0xEF, 0xBF, 0xBD]) } else { bytes.append(byte) }
    }
  }

  fileprivate static func appendField(_ text: String, to bytes: inout [UInt8]) {
    let start = bytes.count
    append(Int32(0), to: &bytes)
    append(text, to: &bytes)
    withUnsafeBytes(of: Int32(bytes.count - start - 4).bigEndian) {
      bytes.replaceSubrange(start..<(start + 4), with: $0)
    }
  }
}

/// Rows that are gathered for a bulk load.
struct ServerLoad {
  private(set) var bytes: [UInt8] = []
  private(set) var rows = 0

  private static let head = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0]

  mutating func begin(fields: Int) {
    if rows == 0 { bytes.append(contentsOf: ServerLoad.head) }
    rows += 1
    ServerValue.append(Int16(fields), to: &bytes)
  }

  mutating func add(_ number: Int) {
    ServerValue.append(Int32(8), to: &bytes)
    ServerValue.append(number, to: &bytes)
  }

  mutating func add(_ value: [UInt8]) {
    ServerValue.append(Int32(value.count), to: &bytes)
    bytes.append(contentsOf: value)
  }

  mutating func add(_ text: String) { ServerValue.appendField(text, to: &bytes) }

  mutating func end() { ServerValue.append(Int16(-1), to: &bytes) }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    rows = 0
  }
}
