import Text

/// The end of a link or picture: `](address "title")`, `][label]` or `]`.
///
/// Source: CommonMark 0.30, section 6.3.
struct MarkdownLinkEnd {
  var end: Int
  /// The title without its quotation marks.
  var title: TextRange?

  init?(_ source: [UInt8], _ start: Int) {
    guard start < source.count, source[start] == 0x5D else { return nil }
    end = start + 1
    if let inline = MarkdownLinkEnd.inline(source, start + 1) {
      (end, title) = inline
    } else if end < source.count, source[end] == 0x5B {
      var offset = end + 1
      while offset < source.count, source[offset] != 0x5D, source[offset] != 0x5B, offset - end < 1_000 {
        offset += source[offset] == 0x5C ? 2 : 1
      }
      if offset < source.count, source[offset] == 0x5D { end = offset + 1 }
    }
  }

  /// No title is longer.
  private static let limit = 10_000

  private static func inline(_ source: [UInt8], _ start: Int) -> (end: Int, title: TextRange?)? {
    guard start < source.count, source[start] == 0x28 else { return nil }
    var offset = space(source, start + 1)
    guard offset < source.count else { return nil }
    if source[offset] == 0x3C {
      offset += 1
      while offset < source.count, source[offset] != 0x3E {
        if source[offset] == 0x0A || source[offset] == 0x3C { return nil }
        offset += source[offset] == 0x5C ? 2 : 1
      }
      offset += 1
    } else {
      var depth = 0
      while offset < source.count, source[offset] > 0x20 {
        if source[offset] == 0x28 { depth += 1 }
        if source[offset] == 0x29 {
          if depth == 0 { break }
          depth -= 1
        }
        offset += source[offset] == 0x5C && offset + 1 < source.count && source[offset + 1] > 0x20 ? 2 : 1
      }
    }
    let afterAddress = offset
    offset = space(source, offset)
    guard offset < source.count else { return nil }
    var title: TextRange?
    if offset > afterAddress, [0x22, 0x27, 0x28].contains(source[offset]) {
      let close: UInt8 = source[offset] == 0x28 ? 0x29 : source[offset]
      let first = offset + 1
      offset = first
      while offset < source.count, source[offset] != close, offset - first < limit {
        offset += source[offset] == 0x5C ? 2 : 1
      }
      guard offset < source.count, source[offset] == close else { return nil }
      title = TextRange(first, offset)
      offset = space(source, offset + 1)
    }
    guard offset < source.count, source[offset] == 0x29 else { return nil }
    return (offset + 1, title)
  }

  /// White space and the marks of quotes at the starts of lines.
  private static func space(_ source: [UInt8], _ start: Int) -> Int {
    var offset = start
    var startsLine = false
    while offset < source.count {
      switch source[offset] {
      case 0x0A, 0x0D: startsLine = true
      case 0x20, 0x09: break
      case 0x3E where startsLine: break
      default: return offset
      }
      offset += 1
    }
    return offset
  }
}

extension WrittenText {
  /// Appends what stands in a title: text with escapes and character references, line ends as spaces.
  mutating func appendMarkdown(_ range: TextRange, of source: [UInt8]) {
    var offset = range.start
    var start = offset
    while offset < range.end {
      let byte = source[offset]
      var meaning: [UInt8]
      var end = offset + 1
      if byte == 0x5C, end < range.end, MarkdownSyntax.isPunctuation(source[end]) {
        meaning = [source[end]]
        end += 1
      } else if byte == 0x26, let reference = HTMLReferences.end(of: source[offset..<range.end]) {
        meaning = HTMLReferences.decoded(source[offset..<reference])
        end = reference
      } else if byte == 0x0A || byte == 0x0D {
        while end < range.end, source[end] <= 0x20 { end += 1 }
        meaning = [0x20]
      } else {
        offset += 1
        continue
      }
      append(TextRange(start, offset), of: source)
      append(meaning, from: TextRange(offset, end))
      offset = end
      start = end
    }
    append(TextRange(start, range.end), of: source)
  }
}
