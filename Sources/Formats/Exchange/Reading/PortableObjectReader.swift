import Articles
import Text

/// Reads Portable Object files; entries without an address of Lede's are other people's and are passed over.
struct PortableObjectReader {
  private enum Field { case none, context, source, target, other }

  private struct Entry {
    var line = 0
    var isFuzzy = false
    var texts: [Field: [UInt8]] = [:]
  }

  private var document = ExchangeDocument()
  private var entry = Entry()
  private var field = Field.none
  private var sourceLanguage: String?
  private var targetLanguage: String?

  /// Whether a text begins as such files do: with comments and a `msgid`, or its context.
  static func recognizes(_ text: [UInt8]) -> Bool {
    for line in text.prefix(1 << 16).split(separator: 0x0A) where line.first != UInt8(ascii: "#") && line != [0x0D] {
      return line.starts(with: "msgid".utf8) || line.starts(with: "msgctxt".utf8)
    }
    return false
  }

  /// The charset that the header names.
  static func charset(in file: [UInt8]) -> String? {
    let key = Array("charset=".utf8)
    let head = file.prefix(1 << 14)
    guard let start = head.indices.first(where: { head[$0...].starts(with: key) }) else { return nil }
    let name = head[(start + key.count)...].prefix { ($0 >= 0x30 && $0 <= 0x7A && $0 != 0x5C) || $0 == 0x2D }
    return name.isEmpty || name.elementsEqual("CHARSET".utf8) ? nil : String(decoding: name, as: UTF8.self)
  }

  static func read(_ text: [UInt8]) throws(ArticleError) -> ExchangeDocument {
    var reader = PortableObjectReader()
    var number = 0
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      guard reader.read(line.last == 0x0D ? line.dropLast() : line, number) else {
        throw ArticleError(.badPortableObject, "line \(number) is neither a comment, a keyword with a text, nor a text")
      }
    }
    reader.endEntry()
    return reader.document
  }

  /// False for a line that has no place in such a file.
  private mutating func read(_ line: ArraySlice<UInt8>, _ number: Int) -> Bool {
    let line = line.drop { $0 == 0x20 || $0 == 0x09 }
    guard let first = line.first else { return true }
    if first == UInt8(ascii: "#") {
      // The comments of an entry stand before it; "#~" is an entry that is gone, "#|" what it was before.
      if field == .target { endEntry() }
      if line.starts(with: "#,".utf8), String(decoding: line, as: UTF8.self).contains("fuzzy") { entry.isFuzzy = true }
      return true
    }
    if first == 0x22 { return field != .none && append(line) }
    guard let space = line.firstIndex(where: { $0 == 0x20 || $0 == 0x09 || $0 == 0x22 }) else { return false }
    let keyword = String(decoding: line[..<space], as: UTF8.self)
    switch keyword {
    case "msgctxt":
      if field != .none { endEntry() }
      field = .context
    case "msgid":
      if field == .target || field == .other { endEntry() }
      field = .source
    case "msgstr", "msgstr[0]": field = .target
    case "msgid_plural": field = .other
    case _ where keyword.hasPrefix("msgstr["): field = .other
    default: return false
    }
    if entry.line == 0 { entry.line = number }
    entry.texts[field] = []
    return append(line[space...].drop { $0 == 0x20 || $0 == 0x09 })
  }

  /// Appends a text in quotation marks to the field.
  private mutating func append(_ quoted: ArraySlice<UInt8>) -> Bool {
    var rest = quoted
    while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
    guard rest.count >= 2, rest.first == 0x22, rest.last == 0x22 else { return false }
    let text = Array(rest.dropFirst().dropLast())
    var bytes: [UInt8] = []
    var offset = 0
    while offset < text.count {
      guard text[offset] == 0x5C, offset + 1 < text.count else {
        if text[offset] == 0x22 { return false }
        bytes.append(text[offset])
        offset += 1
        continue
      }
      offset += 2
      switch text[offset - 1] {
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case let digit where digit >= 0x30 && digit <= 0x37:
        var value = Int(digit) - 0x30
        var count = 1
        while count < 3, offset < text.count, text[offset] >= 0x30, text[offset] <= 0x37 {
          value = value * 8 + Int(text[offset]) - 0x30
          offset += 1
          count += 1
        }
        bytes.append(UInt8(truncatingIfNeeded: value))
      case let other: bytes.append(other)
      }
    }
    entry.texts[field, default: []] += bytes
    return true
  }

  private mutating func endEntry() {
    defer {
      entry = Entry()
      field = .none
    }
    guard let source = entry.texts[.source], let target = entry.texts[.target] else { return }
    guard let context = entry.texts[.context], let address = SegmentAddress(String(decoding: context, as: UTF8.self))
    else {
      if source.isEmpty { readHeader(String(decoding: target, as: UTF8.self)) }
      return
    }
    document.add(
      ExchangeDocument.Segment(
        id: address.segment, source: TaggedText.read(source), target: target.isEmpty ? nil : TaggedText.read(target),
        state: entry.isFuzzy ? .candidate : .translated, isSegment: true),
      at: address, line: entry.line, source: sourceLanguage, target: targetLanguage)
  }

  private mutating func readHeader(_ header: String) {
    for line in header.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = String(line[line.index(after: colon)...].drop { $0 == " " })
      guard !value.isEmpty else { continue }
      switch line[..<colon] {
      case "Language": targetLanguage = String(value.map { $0 == "_" ? "-" : $0 })
      case "X-Source-Language": sourceLanguage = value
      default: break
      }
    }
  }
}
