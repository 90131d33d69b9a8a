import Articles
import Text

/// How text is written in Markdown: characters that would be marks get a backslash, where they would be marks.
public struct MarkdownSyntax: TextSyntax {
  private enum Place {
    case text(isCell: Bool, isHeading: Bool)
    case title(close: UInt8)
    case front(FrontMatter.Style)
    case html(MarkupSyntax)
  }

  private let place: Place

  init(of block: Block, in source: [UInt8]) {
    if block.note.hasSuffix(HTMLFragment.note) {
      place = .html(HTMLFormat.syntax(of: block, in: source))
    } else if block.note.hasSuffix(FrontMatter.noteEnding), let start = block.pieces.first?.origin.start {
      switch source[start - 1] {
      case 0x22: place = .front(.double)
      case 0x27: place = .front(.single)
      default: place = .front(.plain)
      }
    } else if block.note.hasPrefix("title of "), let end = block.pieces.last?.origin.end, end < source.count {
      place = .title(close: source[end])
    } else {
      place = .text(isCell: block.kind == .cell, isHeading: block.kind == .heading || block.kind == .title)
    }
  }

  /// ASCII punctuation, which a backslash makes mean itself (CommonMark 0.30, section 2.4).
  static func isPunctuation(_ byte: UInt8) -> Bool {
    (byte >= 0x21 && byte <= 0x2F) || (byte >= 0x3A && byte <= 0x40) || (byte >= 0x5B && byte <= 0x60)
      || (byte >= 0x7B && byte <= 0x7E)
  }

  public func append(gap: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    if case .html(let syntax) = place { syntax.append(gap: gap, to: &bytes) }
  }

  public func append(_ text: ArraySlice<UInt8>, at place: TextPlace, to bytes: inout [UInt8]) {
    switch self.place {
    case .text(let isCell, let isHeading): append(text, at: place, isCell, isHeading, &bytes)
    case .title(let close): appendTitle(text, close, &bytes)
    case .front(let style): appendFront(text, style, at: place, &bytes)
    case .html(let syntax):
      let start = bytes.count
      syntax.append(text, at: place, to: &bytes)
      // A blank line would end the HTML.
      for index in start..<bytes.count where bytes[index] == 0x0A || bytes[index] == 0x0D { bytes[index] = 0x20 }
    }
  }

  // MARK: Text

  private func append(
    _ text: ArraySlice<UInt8>, at place: TextPlace, _ isCell: Bool, _ isHeading: Bool, _ bytes: inout [UInt8]
  ) {
    let startsLine = place.startsBlock || place.previous == 0x0A || place.previous == 0x0D
    var start = text.startIndex
    if startsLine {
      while start < text.endIndex, text[start] <= 0x20 { start += 1 }
      if let mark = MarkdownSyntax.lineMark(text[start...]) {
        bytes.append(contentsOf: text[start..<mark])
        bytes.append(0x5C)
        // What comes now is a mark already escaped.
        bytes.append(text[mark])
        start = mark + 1
      }
    }
    for offset in start..<max(text.endIndex, start) {
      let byte = text[offset]
      guard MarkdownSyntax.isPunctuation(byte) || byte == 0x0A || byte == 0x0D else {
        bytes.append(byte)
        continue
      }
      let previous = offset > text.startIndex ? text[offset - 1] : startsLine ? nil : place.previous
      let next = offset + 1 < text.endIndex ? text[offset + 1] : place.next
      if byte == 0x0A || byte == 0x0D {
        bytes.append(0x20)
      } else {
        let rest = text[offset...]
        if needsEscape(byte, previous, next, rest, isCell)
          || isHeading && byte == 0x23 && place.endsBlock && rest.allSatisfy({ $0 == 0x23 })
        {
          bytes.append(0x5C)
        }
        bytes.append(byte)
      }
    }
  }

  private func needsEscape(
    _ byte: UInt8, _ previous: UInt8?, _ next: UInt8?, _ rest: ArraySlice<UInt8>, _ isCell: Bool
  ) -> Bool {
    func isSpace(_ byte: UInt8?) -> Bool { byte.map { $0 <= 0x20 } ?? true }
    func isWord(_ byte: UInt8?) -> Bool {
      byte.map { HTMLBytes.isLetter($0) || HTMLBytes.isDigit($0) || $0 >= 0x80 } ?? false
    }
    switch byte {
    case 0x5C: return next.map { MarkdownSyntax.isPunctuation($0) || $0 == 0x0A || $0 == 0x0D } ?? false
    case 0x60, 0x5B, 0x5D: return true
    case 0x2A, 0x7E: return !(isSpace(previous) && isSpace(next))
    case 0x5F: return !(isSpace(previous) && isSpace(next)) && !(isWord(previous) && isWord(next))
    case 0x3C: return next.map { HTMLBytes.isLetter($0) || $0 == 0x2F || $0 == 0x21 || $0 == 0x3F } ?? false
    case 0x26: return HTMLReferences.end(of: rest) != nil
    case 0x7C: return isCell
    case 0x21: return next == 0x5B
    case 0x24: return !isSpace(next)
    case 0x7B: return next == 0x7B || next == 0x25
    default: return false
    }
  }

  /// The character of a text at the start of a line that would make a block of it, if one would.
  private static func lineMark(_ text: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first else { return nil }
    let start = text.startIndex
    func endsWord(_ offset: Int) -> Bool { offset >= text.endIndex || text[offset] <= 0x20 }
    switch first {
    case 0x3E: return start
    case 0x23:
      let marks = text.prefix { $0 == 0x23 }
      return marks.count <= 6 && endsWord(marks.endIndex) ? start : nil
    case 0x2D, 0x2B, 0x2A, 0x3A: return endsWord(start + 1) || isRule(text) ? start : nil
    case 0x3D, 0x5F: return isRule(text) ? start : nil
    case 0x30...0x39:
      let digits = text.prefix { HTMLBytes.isDigit($0) }
      let end = digits.endIndex
      guard digits.count <= 9, end < text.endIndex, text[end] == 0x2E || text[end] == 0x29, endsWord(end + 1) else {
        return nil
      }
      return end
    default: return nil
    }
  }

  /// Whether a line is a rule, or the line under a heading.
  private static func isRule(_ text: ArraySlice<UInt8>) -> Bool {
    let first = text[text.startIndex]
    return text.allSatisfy { $0 == first || $0 == 0x20 }
  }

  // MARK: Titles and front matter

  private func appendTitle(_ text: ArraySlice<UInt8>, _ close: UInt8, _ bytes: inout [UInt8]) {
    for (offset, byte) in zip(text.indices, text) {
      switch byte {
      case close,
        0x28 where close == 0x29:
        bytes += [0x5C, byte]
      case 0x5C where offset + 1 == text.endIndex || MarkdownSyntax.isPunctuation(text[offset + 1]):
        bytes += [0x5C, 0x5C]
      case 0x26 where HTMLReferences.end(of: text[offset...]) != nil: bytes += [0x5C, 0x26]
      case 0x0A, 0x0D: bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
  }

  private func appendFront(
    _ text: ArraySlice<UInt8>, _ style: FrontMatter.Style, at place: TextPlace, _ bytes: inout [UInt8]
  ) {
    // A plain value that would be read as something else gets quotation marks.
    let needsQuotes = style == .plain && place.startsBlock && place.endsBlock && !MarkdownSyntax.isPlain(text)
    if needsQuotes { bytes.append(0x22) }
    for byte in text {
      switch byte {
      case 0x22 where style == .double || needsQuotes, 0x5C where style == .double || needsQuotes:
        bytes += [0x5C, byte]
      case 0x27 where style == .single: bytes += [0x27, 0x27]
      case 0x0A, 0x0D: bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
    if needsQuotes { bytes.append(0x22) }
  }

  /// Whether YAML reads a text as itself when it stands without quotation marks (YAML 1.2, section 7.3.3).
  private static func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last, first > 0x20, last > 0x20, last != 0x3A,
      first >= 0x80 || HTMLBytes.isLetter(first)
    else { return false }
    for offset in text.indices.dropLast() {
      if text[offset] == 0x3A && text[offset + 1] == 0x20 { return false }
      if text[offset] == 0x20 && text[offset + 1] == 0x23 { return false }
    }
    let word = String(decoding: text, as: UTF8.self).lowercased()
    return !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(word)
  }
}
