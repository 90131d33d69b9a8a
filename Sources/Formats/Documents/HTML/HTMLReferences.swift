import Articles
internal import CHTML
import Text

/// Character references and tags of HTML for formats that have them in their text.
enum HTMLReferences {
  /// What a text with references means.
  static func decoded(_ written: ArraySlice<UInt8>) -> [UInt8] {
    written.withUnsafeBufferPointer { bytes in
      var length = 0
      guard let decoded = lede_html_decode_value(bytes.baseAddress, bytes.count, &length) else { return Array(bytes) }
      defer { lede_html_value_release(decoded) }
      return Array(UnsafeBufferPointer(start: decoded, count: length))
    }
  }

  /// Where the reference ends that begins with the "&" at the start of some text: after its semicolon, if it has one and
  /// is known.
  static func end(of text: ArraySlice<UInt8>) -> Int? {
    guard text.first == 0x26 else { return nil }
    let name = text.dropFirst().prefix(40).prefix { HTMLBytes.isLetter($0) || HTMLBytes.isDigit($0) || $0 == 0x23 }
    let end = name.endIndex
    guard !name.isEmpty, end < text.endIndex, text[end] == 0x3B else { return nil }
    let written = text[text.startIndex...end]
    return decoded(written).elementsEqual(written) ? nil : end + 1
  }

  /// Whether a tag says that its element is not for translators.
  static func isProtected(tag: ArraySlice<UInt8>) -> Bool {
    value("translate", in: tag)?.equals("no") ?? false || value("class", in: tag)?.hasWord("notranslate") ?? false
  }

  private static func value(_ name: String, in tag: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var start = 0
    var end = 0
    let found = tag.withUnsafeBufferPointer {
      lede_html_find_attribute($0.baseAddress, $0.count, 0, name, &start, &end)
    }
    return found ? tag[(tag.startIndex + start)..<(tag.startIndex + end)] : nil
  }
}

/// A part of another document that is HTML.
enum HTMLFragment {
  /// What marks its blocks in their notes.
  static let note = "in HTML"

  /// The blocks of a stretch of a text, attributes included; none when it cannot be read.
  static func blocks(in source: [UInt8], _ range: TextRange) -> [Block] {
    source.withUnsafeBufferPointer { bytes -> [Block] in
      let part = UnsafeBufferPointer(rebasing: bytes[range.indices])
      guard let page = try? HTMLPage(part) else { return [] }
      var reader = HTMLReader(page)
      reader.walk()
      var article = Article(id: "", original: Original(path: ""))
      article.blocks = reader.builder.blocks
      article.insert(attributes: HTMLAttributes(reader.page).blocks)
      return article.blocks.map { block in
        var block = block
        block.isArticle = true
        block.note = block.note.isEmpty ? note : "\(block.note), \(note)"
        for index in block.pieces.indices {
          block.pieces[index].origin = block.pieces[index].origin.shifted(by: range.start)
        }
        for index in block.content.codes.indices {
          block.content.codes[index].origin = block.content.codes[index].origin.shifted(by: range.start)
        }
        return block
      }
    }
  }
}
