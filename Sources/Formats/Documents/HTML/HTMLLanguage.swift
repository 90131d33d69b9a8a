internal import CHTML
import Text

/// Where a page says which language it is in.
enum HTMLLanguage {
  /// The splices that make a page say that it is in another language: `lang` and `dir` of its root element.
  static func splices(_ language: String, in source: [UInt8]) -> [Splice] {
    guard let tag = rootTag(in: source) else { return [] }
    var splices: [Splice] = []
    var isNew: [UInt8] = []
    func value(_ name: String) -> TextRange? {
      var start = 0
      var end = 0
      let found = source.withUnsafeBufferPointer {
        lede_html_find_attribute($0.baseAddress, tag.end, tag.start, name, &start, &end)
      }
      return found ? TextRange(start, end) : nil
    }
    func set(_ range: TextRange, _ text: String) {
      // A value that is written without anything in it has no place for one.
      guard !range.isEmpty || range.start > 0 && [0x22, 0x27].contains(source[range.start - 1]) else { return }
      splices.append(Splice(range, Array(text.utf8)))
    }
    if let range = value("lang") { set(range, language) } else { isNew += " lang=\"\(language)\"".utf8 }
    if let range = value("xml:lang") { set(range, language) }
    let isRightToLeft = LanguageTag.isRightToLeft(language)
    if let range = value("dir") {
      set(range, isRightToLeft ? "rtl" : "ltr")
    } else if isRightToLeft {
      isNew += " dir=\"rtl\"".utf8
    }
    if !isNew.isEmpty { splices.append(Splice(TextRange(tag.start + 5, tag.start + 5), isNew)) }
    return splices.sorted { $0.range.start < $1.range.start }
  }

  /// The start tag of the root element; nil for a part of a page.
  private static func rootTag(in source: [UInt8]) -> TextRange? {
    source.withUnsafeBufferPointer { bytes in
      var offset = 0
      while let open = bytes[offset...].firstIndex(of: 0x3C) {
        if bytes.starts(with: "<!--", at: open) {
          offset = open + 4
          while offset + 2 < bytes.count, !bytes.starts(with: "-->", at: offset) { offset += 1 }
          if offset + 2 >= bytes.count { return nil }
          continue
        }
        let end = lede_html_tag_end(bytes.baseAddress, bytes.count, open)
        if bytes.starts(with: "<html", at: open), open + 5 < bytes.count,
          bytes[open + 5] <= 0x20 || bytes[open + 5] == 0x3E
        {
          return TextRange(open, end)
        }
        // Before it come nothing but declarations.
        guard open + 1 < bytes.count, bytes[open + 1] == 0x21 || bytes[open + 1] == 0x3F else { return nil }
        offset = max(end, open + 1)
      }
      return nil
    }
  }
}
