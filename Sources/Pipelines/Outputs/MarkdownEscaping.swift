/// Text as Markdown, escaped so that none of it is markup.
enum MarkdownEscaping {
  static func append(_ text: String, to page: inout [UInt8]) { append(Array(text.utf8), to: &page) }

  /// Escapes what Markdown would take for markup (CommonMark 0.31, section 2.4).
  static func append(_ text: [UInt8], to page: inout [UInt8]) {
    // What stands first could begin a list, a quotation or a heading.
    let digits = text.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
    let opensItem = digits > 0 && digits < text.count && (text[digits] == 0x2E || text[digits] == 0x29)
    for (index, byte) in text.enumerated() {
      if opensItem ? index == digits : index == 0 && [0x3E, 0x2B, 0x2D, 0x7E, 0x3D].contains(byte) {
        page.append(UInt8(ascii: "\\"))
      }
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "["),
        UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "|"):
        page.append(UInt8(ascii: "\\"))
        page.append(byte)
      case 0x0A, 0x0D: page.append(0x20)
      default: page.append(byte)
      }
    }
  }
}
