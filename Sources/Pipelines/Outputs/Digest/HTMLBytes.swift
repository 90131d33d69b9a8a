/// Text as HTML, escaped for elements and for quoted attributes alike.
enum HTMLBytes {
  /// Markup that is written here in the source, placeholders included.
  static func text(_ markup: String) -> [UInt8] { Array(markup.utf8) }

  static func append(_ text: String, to html: inout [UInt8]) {
    var text = text
    text.withUTF8 { append(bytes: $0, to: &html) }
  }

  static func append(_ text: some Collection<UInt8>, to html: inout [UInt8]) {
    if text.withContiguousStorageIfAvailable({ append(bytes: $0, to: &html) }) == nil {
      Array(text).withUnsafeBufferPointer { append(bytes: $0, to: &html) }
    }
  }

  /// "1 word", "1,204 words".
  static func count(_ number: Int, _ word: String) -> String {
    var digits = String(number)
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
      position -= 3
    }
    return "\(digits) \(word)\(number == 1 ? "" : "s")"
  }

  /// Copies runs between the bytes that mean something; control characters, which HTML forbids, are left out.
  private static func append(bytes text: UnsafeBufferPointer<UInt8>, to html: inout [UInt8]) {
    var copied = 0
    for index in 0..<text.count {
      let entity: StaticString
      switch text[index] {
      case UInt8(ascii: "&"): entity = "&amp;"
      case UInt8(ascii: "<"): entity = "&lt;"
      case UInt8(ascii: ">"): entity = "&gt;"
      case UInt8(ascii: "\""): entity = "&quot;"
      case 0..<9, 0x0B..<0x20, 0x7F: entity = ""
      default: continue
      }
      html.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<index]))
      html.append(contentsOf: UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
      copied = index + 1
    }
    html.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied...]))
  }
}
