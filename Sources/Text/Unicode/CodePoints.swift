/// Stepping through UTF-8 by code point, on bytes that are known to be well-formed.
///
/// On ill-formed bytes a step still moves on by one to four bytes and stays inside the text; the value is then any.
public enum CodePoints {
  @inline(__always)
  public static func next(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> (value: UInt32, count: Int) {
    let lead = UInt32(text[offset])
    if lead < 0x80 { return (lead, 1) }
    let left = text.count - offset
    if lead < 0xE0 {
      guard left >= 2 else { return (0xFFFD, 1) }
      return ((lead & 0x1F) << 6 | UInt32(text[offset + 1] & 0x3F), 2)
    }
    if lead < 0xF0 {
      guard left >= 3 else { return (0xFFFD, left) }
      return ((lead & 0x0F) << 12 | UInt32(text[offset + 1] & 0x3F) << 6 | UInt32(text[offset + 2] & 0x3F), 3)
    }
    guard left >= 4 else { return (0xFFFD, left) }
    let high = (lead & 0x07) << 18 | UInt32(text[offset + 1] & 0x3F) << 12
    return (high | UInt32(text[offset + 2] & 0x3F) << 6 | UInt32(text[offset + 3] & 0x3F), 4)
  }

  /// The code point that ends before `offset`, which is greater than 0.
  public static func previous(_ text: UnsafeBufferPointer<UInt8>, before offset: Int) -> (value: UInt32, count: Int) {
    var start = offset - 1
    while start > 0 && offset - start < 4 && text[start] & 0xC0 == 0x80 { start -= 1 }
    return (next(text, at: start).value, offset - start)
  }

  /// Appends a code point as UTF-8.
  @inlinable
  public static func append(_ point: UInt32, to bytes: inout [UInt8]) {
    if point < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: point))
      return
    }
    if point < 0x800 {
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | point >> 6))
    } else {
      if point < 0x10000 {
        bytes.append(UInt8(truncatingIfNeeded: 0xE0 | point >> 12))
      } else {
        bytes.append(UInt8(truncatingIfNeeded: 0xF0 | point >> 18))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | point >> 12 & 0x3F))
      }
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 0x3F))
    }
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | point & 0x3F))
  }
}
