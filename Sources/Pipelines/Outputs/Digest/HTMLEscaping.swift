/// Text as HTML, escaped for elements and for quoted attributes alike.
enum HTMLEscaping {
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

  /// "1 word", "1,204 words"; the plural is made with an s unless it is given.
  static func count(_ number: Int, _ word: String, _ plural: String? = nil) -> String {
    "\(digits(number)) \(number == 1 ? word : plural ?? word + "s")"
  }

  /// "1,204".
  static func digits(_ number: Int) -> String {
    var digits = String(number)
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
      position -= 3
    }
    return digits
  }

  /// Copies runs between the bytes that mean something; control characters, which HTML forbids, are left out.
  private static func append(bytes text: UnsafeBufferPointer<UInt8>, to html: inout [UInt8]) {
    var copied = 0
    means.withUnsafeBufferPointer { means in
      for index in 0..<text.count where means[Int(text[index])] {
        html.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<index]))
        copied = index + 1
        switch text[index] {
        case UInt8(ascii: "&"): html.append(contentsOf: "&amp;".utf8)
        case UInt8(ascii: "<"): html.append(contentsOf: "&lt;".utf8)
        case UInt8(ascii: ">"): html.append(contentsOf: "&gt;".utf8)
        case UInt8(ascii: "\""): html.append(contentsOf: "&quot;".utf8)
        default: break
        }
      }
    }
    html.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied...]))
  }

  private static let means = (0..<256).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), 0x7F: true
    case 0x09, 0x0A: false
    default: byte < 0x20
    }
  }
}
