import Text

/// Characters that came apart because UTF-8 was read as windows-1252: "Ã©" for "é", "â€œ" for "“".
enum Mojibake {
  /// Edits that put together each run of characters whose windows-1252 bytes are one UTF-8 character.
  ///
  /// Such runs hardly occur in text that is sound: a capital letter with an accent would be followed by a sign or a lone
  /// accent. A run is mended only when it stands for a letter or a mark of typography beyond ASCII.
  static func repairs(of bytes: [UInt8]) -> [TextEdit] {
    var edits: [TextEdit] = []
    bytes.withUnsafeBufferPointer { text in
      var offset = 0
      while offset < text.count {
        if text[offset] < 0x80 {
          offset += 1
          continue
        }
        let (first, width) = CodePoints.next(text, at: offset)
        guard let lead = byte(of: first), let count = followers(of: lead),
          let mended = run(text, from: offset + width, lead: lead, count: count)
        else {
          offset += width
          continue
        }
        edits.append(TextEdit(TextRange(offset, mended.end), mended.bytes))
        offset = mended.end
      }
    }
    return edits
  }

  private static func run(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, lead: UInt8, count: Int
  ) -> (bytes: [UInt8], end: Int)? {
    var bytes = [lead]
    var offset = start
    for _ in 0..<count {
      guard offset < text.count else { return nil }
      let (point, width) = CodePoints.next(text, at: offset)
      guard let next = byte(of: point), next & 0xC0 == 0x80 else { return nil }
      bytes.append(next)
      offset += width
    }
    guard Charset.isUTF8(bytes) else { return nil }
    let value = bytes.withUnsafeBufferPointer { CodePoints.next($0, at: 0).value }
    // Control characters are no gain.
    return value >= 0xA0 ? (bytes, offset) : nil
  }

  private static func followers(of lead: UInt8) -> Int? {
    switch lead {
    case 0xC2...0xDF: 1
    case 0xE0...0xEF: 2
    case 0xF0...0xF4: 3
    default: nil
    }
  }

  /// The windows-1252 byte of a character; the five bytes without one count as the control characters of their value.
  private static func byte(of point: UInt32) -> UInt8? {
    if point >= 0x80 && point <= 0xFF { return UInt8(point) }
    return upper[point]
  }

  /// Source: the table of windows-1252 in the WHATWG Encoding Standard.
  private static let upper: [UInt32: UInt8] = [
    0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x2020: 0x86, 0x2021: 0x87, 0x02C6: 0x88,
    0x2030: 0x89, 0x0160: 0x8A, 0x2039: 0x8B, 0x0152: 0x8C, 0x017D: 0x8E, 0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93,
    0x201D: 0x94, 0x2022: 0x95, 0x2013: 0x96, 0x2014: 0x97, 0x02DC: 0x98, 0x2122: 0x99, 0x0161: 0x9A, 0x203A: 0x9B,
    0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
  ]
}
