internal import CICU

/// Properties of characters as flat tables, filled from ICU on first use.
public enum CharacterTables {
  /// What a character does to a word around it.
  ///
  /// Source: the Word_Break property of Unicode Standard Annex #29 as CLDR tailors it; scripts whose words need a
  /// dictionary, and Hebrew and katakana with rules of their own, are one class that is left to ICU.
  public enum WordClass {
    public static let other: UInt8 = 0
    public static let letter: UInt8 = 1
    public static let digit: UInt8 = 2
    public static let extend: UInt8 = 3
    public static let midLetter: UInt8 = 4
    public static let midNumber: UInt8 = 5
    public static let midBoth: UInt8 = 6
    public static let connector: UInt8 = 7
    public static let dictionary: UInt8 = 8
  }

  /// The word class of each code point of the Basic Multilingual Plane.
  public static let wordClasses: [UInt8] = Array(unsafeUninitializedCapacity: 0x10000) { buffer, count in
    if let start = buffer.baseAddress { lede_word_classes(start) }
    count = 0x10000
  }

  /// The simple case folding of each code point of the Basic Multilingual Plane.
  public static let folded: [UInt16] = Array(unsafeUninitializedCapacity: 0x10000) { buffer, count in
    if let start = buffer.baseAddress { lede_fold_table(start) }
    count = 0x10000
  }

  /// Simple case folding of a whole text; for texts that are compared with each other only.
  public static func fold(_ text: [UInt8]) -> [UInt8] {
    text.withUnsafeBufferPointer { text in
      var offset = 0
      // Most texts are ASCII, and the others begin so.
      var result = [UInt8](unsafeUninitializedCapacity: text.count) { bytes, count in
        while offset < text.count, text[offset] < 0x80 {
          let byte = text[offset]
          bytes[offset] = byte &- 0x41 < 26 ? byte | 0x20 : byte
          offset += 1
        }
        count = offset
      }
      while offset < text.count {
        let byte = text[offset]
        if byte < 0x80 {
          result.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
          offset += 1
          continue
        }
        let (point, width) = CodePoints.next(text, at: offset)
        let lower = point < 0x10000 ? UInt32(folded[Int(point)]) : point
        if lower == point {
          result.append(contentsOf: text[offset..<(offset + width)])
        } else {
          CodePoints.append(lower, to: &result)
        }
        offset += width
      }
      return result
    }
  }

  public static func wordClass(_ codePoint: UInt32) -> UInt8 {
    codePoint < 0x10000 ? wordClasses[Int(codePoint)] : lede_word_class(Int32(bitPattern: codePoint))
  }

  public static func isUppercase(_ codePoint: UInt32) -> Bool {
    if codePoint < 0x80 { return codePoint >= 0x41 && codePoint <= 0x5A }
    return lede_is_upper(Int32(bitPattern: codePoint))
  }

  /// Whether a letter has an upper and a lower form at all.
  public static func hasCase(_ codePoint: UInt32) -> Bool { lede_has_case(Int32(bitPattern: codePoint)) }

  public static func isAlphabetic(_ codePoint: UInt32) -> Bool {
    if codePoint < 0x80 { return codePoint | 0x20 >= 0x61 && codePoint | 0x20 <= 0x7A }
    return lede_is_alphabetic(Int32(bitPattern: codePoint))
  }

  /// ISO 15924 code of a character's script: "Latn", "Cyrl"; "Zyyy" for what all scripts share.
  public static func script(of codePoint: UInt32) -> String {
    var code = [CChar](repeating: 0, count: 5)
    lede_script(Int32(bitPattern: codePoint), &code)
    return String(decoding: code.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
