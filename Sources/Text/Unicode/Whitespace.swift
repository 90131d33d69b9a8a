/// White space of every kind, as bytes: ASCII, no-break and the typographic and ideographic spaces.
///
/// Source: the White_Space property of the Unicode Character Database, and U+FEFF, which stray byte order marks leave.
public enum Whitespace {
  /// Length of the white space character at an offset, or nil for another character or the end.
  @inlinable
  public static func width(in bytes: [UInt8], at offset: Int) -> Int? {
    guard offset < bytes.count else { return nil }
    let byte = bytes[offset]
    if byte < 0x80 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) ? 1 : nil }
    return wideWidth(bytes, offset)
  }

  /// Length of the white space character that ends before an offset, or nil.
  public static func width(in bytes: [UInt8], before offset: Int) -> Int? {
    guard offset > 0 else { return nil }
    if bytes[offset - 1] < 0x80 { return width(in: bytes, at: offset - 1) }
    for back in 2...3 where offset >= back && width(in: bytes, at: offset - back) == back { return back }
    return nil
  }

  @usableFromInline
  static func wideWidth(_ bytes: [UInt8], _ offset: Int) -> Int? {
    let left = bytes.count - offset
    switch bytes[offset] {
    case 0xC2:  // U+0085, U+00A0
      return left > 1 && (bytes[offset + 1] == 0x85 || bytes[offset + 1] == 0xA0) ? 2 : nil
    case 0xE1:  // U+1680
      return left > 2 && bytes[offset + 1] == 0x9A && bytes[offset + 2] == 0x80 ? 3 : nil
    case 0xE2:  // U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F
      guard left > 2 else { return nil }
      if bytes[offset + 1] == 0x80 {
        let last = bytes[offset + 2]
        return last <= 0x8A || last == 0xA8 || last == 0xA9 || last == 0xAF ? 3 : nil
      }
      return bytes[offset + 1] == 0x81 && bytes[offset + 2] == 0x9F ? 3 : nil
    case 0xE3:  // U+3000
      return left > 2 && bytes[offset + 1] == 0x80 && bytes[offset + 2] == 0x80 ? 3 : nil
    case 0xEF:  // U+FEFF
      return left > 2 && bytes[offset + 1] == 0xBB && bytes[offset + 2] == 0xBF ? 3 : nil
    default:
      return nil
    }
  }
}
