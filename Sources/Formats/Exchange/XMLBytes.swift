/// Appending XML to bytes: runs of characters that stand for themselves are copied whole.
extension [UInt8] {
  @inline(__always)
  mutating func append(_ literal: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends names, ids and the like, in which nothing needs an escape.
  mutating func append(verbatim string: String) { append(contentsOf: string.utf8) }

  mutating func append(decimal value: Int) {
    if value > 9 { append(decimal: value / 10) }
    append(UInt8(ascii: "0") + UInt8(value % 10))
  }

  /// Four digits and capital letters, as code points are written.
  mutating func append(hexadecimal value: UInt32) {
    for shift in [12, 8, 4, 0] as [UInt32] {
      let digit = UInt8(truncatingIfNeeded: value >> shift & 15)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
    }
  }

  /// Appends the text of an element.
  ///
  /// `>` is escaped as well, since it must be after `]]` (XML 1.0 section 2.4), and CR, which a parser would turn into
  /// LF (section 2.11).
  ///
  /// - Parameter forbidden: appends what stands for a character that XML cannot hold, not even as a reference
  ///   (section 2.2).
  @inline(__always)
  mutating func append(
    text: UnsafeBufferPointer<UInt8>, forbidden: (_ codePoint: UInt32, _ bytes: inout [UInt8]) -> Void
  ) {
    var copied = 0
    var offset = 0
    while true {
      offset = XMLBytes.nextSpecial(in: text, from: offset)
      guard offset < text.count else { break }
      var width = 1
      var forbiddenPoint: UInt32?
      var reference: StaticString = ""
      switch text[offset] {
      case 0x09, 0x0A:
        offset += 1
        continue
      case 0x0D: reference = "&#13;"
      case UInt8(ascii: "&"): reference = "&amp;"
      case UInt8(ascii: "<"): reference = "&lt;"
      case UInt8(ascii: ">"): reference = "&gt;"
      case 0xEF:
        // U+FFFE and U+FFFF; the other characters with this lead byte are common.
        guard offset + 2 < text.count, text[offset + 1] == 0xBF, text[offset + 2] >= 0xBE else {
          offset += 1
          continue
        }
        width = 3
        forbiddenPoint = 0xFFC0 | UInt32(text[offset + 2] & 0x3F)
      case let control: forbiddenPoint = UInt32(control)
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<offset]))
      if let forbiddenPoint { forbidden(forbiddenPoint, &self) } else { append(reference) }
      offset += width
      copied = offset
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: text[copied...]))
  }

  /// Appends the text of a note or the like, in which a replacement character can stand for what XML cannot hold.
  mutating func append(text string: String) {
    XMLBytes.withBytes(of: string) { text in
      append(text: text) { _, bytes in bytes.append(contentsOf: XMLBytes.replacement) }
    }
  }

  /// Appends an attribute with a space before it.
  ///
  /// White space but the space itself is written as references, or a parser would make spaces of it (XML 1.0 section
  /// 3.3.3).
  mutating func append(attribute name: StaticString, _ value: String) {
    append(0x20)
    append(name)
    append("=\"")
    append(value: value)
    append(0x22)
  }

  /// Appends a part of an attribute's value.
  mutating func append(value string: String) {
    XMLBytes.withBytes(of: string) { text in
      var copied = 0
      for offset in text.indices {
        let reference: StaticString
        switch text[offset] {
        case UInt8(ascii: "\""): reference = "&quot;"
        case 0x09: reference = "&#9;"
        case 0x0A: reference = "&#10;"
        default: continue
        }
        append(text: UnsafeBufferPointer(rebasing: text[copied..<offset])) { _, bytes in
          bytes.append(contentsOf: XMLBytes.replacement)
        }
        append(reference)
        copied = offset + 1
      }
      append(text: UnsafeBufferPointer(rebasing: text[copied...])) { _, bytes in
        bytes.append(contentsOf: XMLBytes.replacement)
      }
    }
  }
}

/// Finding what cannot stand in XML as it is.
enum XMLBytes {
  /// U+FFFD.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// The offset of the next byte that may not stand in XML as it is, or the end: a control character, one of `&<>`, or
  /// the lead byte of U+FFFE and U+FFFF.
  ///
  /// Eight bytes at a time, for in most of them there is none: each test leaves the top bit of the first byte that
  /// meets it, and perhaps of later ones.
  @inline(__always)
  static func nextSpecial(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var offset = start
    if let base = UnsafeRawPointer(text.baseAddress) {
      let ones: UInt64 = 0x0101_0101_0101_0101
      while offset + 8 <= text.count {
        let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let controls = (word &- (ones &* 0x20)) & ~word
        let ampersands = zeros(word ^ (ones &* 0x26))
        // One bit tells `<` from `>`.
        let angles = zeros((word | (ones &* 0x02)) ^ (ones &* 0x3E))
        let leads = zeros(word ^ (ones &* 0xEF))
        let found = (controls | ampersands | angles | leads) & (ones &* 0x80)
        guard found == 0 else { return offset + found.trailingZeroBitCount / 8 }
        offset += 8
      }
    }
    while offset < text.count && !isSpecial(text[offset]) { offset += 1 }
    return offset
  }

  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }

  @inline(__always)
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0xEF
  }

  static func withBytes(of string: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var string = string
    string.withUTF8(body)
  }
}
