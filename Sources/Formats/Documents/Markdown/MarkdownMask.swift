import Text

/// A stretch of Markdown that the parser does not know, and that would mean something else to it.
///
/// It is hidden by letters, so that all offsets stay. Formulas follow pandoc's rule: the opening dollar has no letter or
/// digit before it and no space behind it, the closing one no space before it and no digit behind it.
struct MarkdownMask {
  enum Kind { case formula, template, footnote, footnoteStart }

  var kind: Kind
  var range: TextRange

  /// In order, without overlap.
  static func find(in source: [UInt8], from start: Int) -> [MarkdownMask] {
    var masks: [MarkdownMask] = []
    source.withUnsafeBufferPointer { text in
      var offset = start
      while offset < text.count {
        let mask: MarkdownMask?
        switch text[offset] {
        case 0x24: mask = formula(text, offset)
        case 0x7B: mask = template(text, offset)
        case 0x5B: mask = footnote(text, offset, start)
        case 0x5C:
          offset += 2
          continue
        default: mask = nil
        }
        if let mask {
          masks.append(mask)
          offset = mask.range.end
        } else {
          // Dollars that begin no formula go together.
          let byte = text[offset]
          offset += 1
          if byte == 0x24 { while offset < text.count && text[offset] == 0x24 { offset += 1 } }
        }
      }
    }
    return masks
  }

  /// Letters in the place of what is hidden; line ends and the marks of quotes stay.
  func hide(in bytes: inout [UInt8]) {
    var startsLine = false
    for offset in range.indices {
      switch bytes[offset] {
      case 0x0A, 0x0D: startsLine = true
      case 0x20, 0x09, 0x3E: if !startsLine { bytes[offset] = 0x78 }
      default:
        startsLine = false
        bytes[offset] = 0x78
      }
    }
  }

  /// No formula is longer.
  private static let limit = 2_000

  private static func formula(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> MarkdownMask? {
    guard start == 0 || !isWord(text[start - 1]) else { return nil }
    let isDisplay = start + 1 < text.count && text[start + 1] == 0x24
    let width = isDisplay ? 2 : 1
    let first = start + width
    guard first < text.count, text[first] != 0x24, isDisplay || text[first] > 0x20 else { return nil }
    var offset = first
    let end = min(text.count, start + limit)
    var lineIsBlank = false
    while offset < end {
      let byte = text[offset]
      switch byte {
      case 0x5C: offset += 1
      case 0x60, 0x7E: return nil
      case 0x0A:
        if lineIsBlank || !isDisplay { return nil }
        lineIsBlank = true
        offset += 1
        continue
      case 0x20, 0x09, 0x0D: break
      case 0x24:
        if isDisplay {
          guard offset + 1 < text.count, text[offset + 1] == 0x24 else { return nil }
          return MarkdownMask(kind: .formula, range: TextRange(start, offset + 2))
        }
        guard text[offset - 1] > 0x20, offset > first else { return nil }
        guard offset + 1 == text.count || text[offset + 1] == 0x5C || !isWord(text[offset + 1]) else { return nil }
        return MarkdownMask(kind: .formula, range: TextRange(start, offset + 1))
      default: lineIsBlank = false
      }
      if byte > 0x20 { lineIsBlank = false }
      offset += 1
    }
    return nil
  }

  /// `{{…}}` and `{%…%}` of page generators, on one line.
  private static func template(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> MarkdownMask? {
    guard start + 3 < text.count, text[start + 1] == 0x7B || text[start + 1] == 0x25 else { return nil }
    let close: UInt8 = text[start + 1] == 0x7B ? 0x7D : 0x25
    var offset = start + 2
    let end = min(text.count - 1, start + limit)
    while offset < end, text[offset] != 0x0A, text[offset] != 0x60 {
      if text[offset] == close && text[offset + 1] == 0x7D {
        return MarkdownMask(kind: .template, range: TextRange(start, offset + 2))
      }
      offset += 1
    }
    return nil
  }

  /// `[^1]`, and at the start of a line `[^1]:`, which begins the note.
  private static func footnote(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ first: Int) -> MarkdownMask? {
    guard start + 3 < text.count, text[start + 1] == 0x5E else { return nil }
    var offset = start + 2
    while offset < text.count, text[offset] > 0x20, text[offset] != 0x5D, text[offset] != 0x5B, offset - start < 100 {
      offset += 1
    }
    guard offset < text.count, offset > start + 2, text[offset] == 0x5D else { return nil }
    var line = start
    while line > first, text[line - 1] == 0x20 || text[line - 1] == 0x3E { line -= 1 }
    if offset + 1 < text.count, text[offset + 1] == 0x3A,
      line == first || text[line - 1] == 0x0A || text[line - 1] == 0x0D
    {
      return MarkdownMask(kind: .footnoteStart, range: TextRange(start, offset + 2))
    }
    if offset + 1 < text.count, text[offset + 1] == 0x28 { return nil }
    return MarkdownMask(kind: .footnote, range: TextRange(start, offset + 1))
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    HTMLBytes.isLetter(byte) || HTMLBytes.isDigit(byte) || byte >= 0x80 || byte == 0x5C
  }
}
