/// The first element of an XML document, told without reading the document.
enum XMLHead {
  /// The root element's local name and its start tag as far as it is there, or nil when no XML document begins like this.
  ///
  /// - Parameter head: the first bytes, in UTF-8, UTF-16 or a charset with ASCII in it.
  static func root(_ head: ArraySlice<UInt8>) -> (local: String, tag: String)? {
    var bytes = Array(head)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      bytes = bytes.dropFirst(2).filter { $0 != 0 }
    }
    var offset = 0
    while offset < bytes.count {
      if HTMLBytes.isSpace(bytes[offset]) {
        offset += 1
      } else if bytes[offset...].starts(with: "<?".utf8) {
        offset = end(of: "?>", in: bytes, from: offset)
      } else if bytes[offset...].starts(with: "<!--".utf8) {
        offset = end(of: "-->", in: bytes, from: offset)
      } else if bytes[offset...].starts(with: "<!".utf8) {
        offset = endOfDeclaration(in: bytes, from: offset)
      } else {
        break
      }
    }
    guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "<"), HTMLBytes.isLetter(bytes[offset + 1]) else {
      return nil
    }
    let tag = bytes[offset...].prefix { $0 != UInt8(ascii: ">") }
    let name = tag.dropFirst().prefix { !HTMLBytes.isSpace($0) && $0 != UInt8(ascii: "/") }
    let local = name.split(separator: UInt8(ascii: ":")).last ?? []
    return (String(decoding: local, as: UTF8.self), String(decoding: tag, as: UTF8.self))
  }

  private static func end(of mark: StaticString, in bytes: [UInt8], from start: Int) -> Int {
    let mark = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
    for offset in start..<bytes.count where bytes[offset...].starts(with: mark) { return offset + mark.count }
    return bytes.count
  }

  private static func endOfDeclaration(in bytes: [UInt8], from start: Int) -> Int {
    var depth = 0
    for offset in start..<bytes.count {
      if bytes[offset] == UInt8(ascii: "[") { depth += 1 }
      if bytes[offset] == UInt8(ascii: "]") { depth -= 1 }
      if bytes[offset] == UInt8(ascii: ">") && depth <= 0 { return offset + 1 }
    }
    return bytes.count
  }
}
