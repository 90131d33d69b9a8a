/// The string of a JSON text as text, with the way back, and how others are written in its place.
public struct JSONString: Sendable {
  /// What it means, and from offsets in that to offsets in the JSON text.
  public var bytes: [UInt8] = []
  public var map: ByteMap
  /// Whether it writes "/" as `\/`, and characters outside of ASCII as `\u` escapes.
  private var escapesSlashes = false
  private var escapesAll = false

  /// - Parameters:
  ///   - json: a JSON text that has been read without error.
  ///   - range: of the string in it, quotation marks included.
  public init(_ json: [UInt8], _ range: TextRange) {
    map = ByteMap(identity: 0, from: range.start + 1)
    var hasUnicode = false
    var offset = range.start + 1
    let end = range.end - 1
    bytes.reserveCapacity(range.count)
    while offset < end {
      let byte = json[offset]
      guard byte == 0x5C, offset + 1 < end else {
        bytes.append(byte)
        map.append(count: 1, derived: 1, original: 1)
        if byte >= 0x80 { hasUnicode = true }
        offset += 1
        continue
      }
      let start = bytes.count
      var width = 2
      switch json[offset + 1] {
      case 0x6E: bytes.append(0x0A)
      case 0x74: bytes.append(0x09)
      case 0x72: bytes.append(0x0D)
      case 0x62: bytes.append(0x08)
      case 0x66: bytes.append(0x0C)
      case 0x75:
        var unit = JSONString.unit(json, offset + 2, end)
        width = 6
        if (0xD800..<0xDC00).contains(unit), offset + 7 < end, json[offset + 6] == 0x5C, json[offset + 7] == 0x75 {
          let trail = JSONString.unit(json, offset + 8, end)
          if (0xDC00..<0xE000).contains(trail) {
            unit = 0x10000 + (unit - 0xD800) << 10 + (trail - 0xDC00)
            width = 12
          }
        }
        if unit >= 0x80 { escapesAll = true }
        bytes.append(contentsOf: String(Character(Unicode.Scalar(unit) ?? "\u{FFFD}")).utf8)
      case let other:
        if other == 0x2F { escapesSlashes = true }
        bytes.append(other)
      }
      map.append(count: 1, derived: bytes.count - start, original: width)
      offset += width
    }
    escapesAll = escapesAll && !hasUnicode
  }

  private static func unit(_ json: [UInt8], _ start: Int, _ end: Int) -> UInt32 {
    guard start + 4 <= end else { return 0xFFFD }
    return UInt32(String(decoding: json[start..<(start + 4)], as: UTF8.self), radix: 16) ?? 0xFFFD
  }

  /// A text as it is written inside of this string (RFC 8259, section 7), in the way of the string itself.
  public func escaped(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 16)
    text.withUnsafeBufferPointer { text in
      var offset = 0
      while offset < text.count {
        let byte = text[offset]
        switch byte {
        case 0x22, 0x5C: result += [0x5C, byte]
        case 0x2F where escapesSlashes: result += [0x5C, byte]
        case 0x0A: result += [0x5C, 0x6E]
        case 0x0D: result += [0x5C, 0x72]
        case 0x09: result += [0x5C, 0x74]
        case 0..<0x20: JSONString.append(UInt16(byte), to: &result)
        case 0x80... where escapesAll:
          let point = CodePoints.next(text, at: offset)
          for unit in String(Character(Unicode.Scalar(point.value) ?? "\u{FFFD}")).utf16 {
            JSONString.append(unit, to: &result)
          }
          offset += point.count
          continue
        default: result.append(byte)
        }
        offset += 1
      }
    }
    return result
  }

  private static func append(_ unit: UInt16, to bytes: inout [UInt8]) {
    let digits = String(unit, radix: 16)
    bytes.append(contentsOf: "\\u".utf8)
    bytes.append(contentsOf: String(repeating: "0", count: 4 - digits.utf8.count).utf8)
    bytes.append(contentsOf: digits.utf8)
  }
}
