/// What the spellings of one name have in common: letters and digits in folded case, without spaces, hyphens,
/// apostrophes and full stops. "E-Mail", "e mail" and "email" are the same; "bank" and "banks" are not.
public enum FoldedName {
  public static func of(_ name: String) -> [UInt8] {
    var folded: [UInt8] = []
    var name = name
    name.withUTF8 { append($0, to: &folded) }
    return folded
  }

  /// The same of UTF-8, appended.
  public static func append(_ text: UnsafeBufferPointer<UInt8>, to folded: inout [UInt8]) {
    CharacterTables.folded.withUnsafeBufferPointer { lowers in
      var offset = 0
      while offset < text.count {
        let (point, width) = CodePoints.next(text, at: offset)
        offset += width
        switch point {
        case 0x20, 0x27, 0x2D, 0x2E, 0xA0, 0xAD, 0x2010, 0x2011, 0x2018, 0x2019, 0x202F: continue
        default: break
        }
        let lower = point < 0x10000 ? UInt32(lowers[Int(point)]) : point
        if lower < 0x80 { folded.append(UInt8(lower)) } else { CodePoints.append(lower, to: &folded) }
      }
    }
  }
}
