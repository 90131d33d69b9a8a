import Articles
import Text

/// Plain text: blocks between blank lines, hard-wrapped lines joined, a title told by its form.
public enum PlainTextFormat: TextFormat {
  public static let name = "text"
  public static let endings = ["txt", "text"]

  public static func recognizes(_ head: ArraySlice<UInt8>) -> Bool { false }

  public static func syntax(of block: Block, in source: [UInt8]) -> PlainSyntax { PlainSyntax() }

  public static func read(_ document: DecodedText, into article: inout Article) throws(ArticleError) {
    var groups: [[TextRange]] = []
    var group: [TextRange] = []
    for line in lines(of: document.bytes) {
      if line.isEmpty {
        if !group.isEmpty { groups.append(group) }
        group = []
      } else {
        group.append(line)
      }
    }
    if !group.isEmpty { groups.append(group) }
    for group in groups {
      for lines in WrappedLines.paragraphs(group, in: document.bytes) {
        article.blocks.append(block(lines, in: document))
      }
    }
    markTitle(&article)
  }

  /// The lines without their ends and without white space around them; CR, LF, CRLF and the Unicode separators end one.
  private static func lines(of bytes: [UInt8]) -> [TextRange] {
    var ends: [TextRange] = []
    bytes.withUnsafeBufferPointer { text in
      var offset = 0
      while offset < text.count {
        // Few bytes come near a line end: below the space, or the first of the separators U+2028 and U+2029.
        guard text[offset] <= 0x0D || text[offset] == 0xE2 else {
          offset += 1
          continue
        }
        let width = lineEnd(text, at: offset)
        if width > 0 { ends.append(TextRange(offset, offset + width)) }
        offset += max(width, 1)
      }
    }
    var lines: [TextRange] = []
    lines.reserveCapacity(ends.count + 1)
    var start = 0
    for end in ends {
      lines.append(trimmed(bytes, TextRange(start, end.start)))
      start = end.end
    }
    lines.append(trimmed(bytes, TextRange(start, bytes.count)))
    return lines
  }

  private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
    switch bytes[offset] {
    case 0x0A, 0x0C: return 1
    case 0x0D: return offset + 1 < bytes.count && bytes[offset + 1] == 0x0A ? 2 : 1
    case 0xE2:
      guard offset + 2 < bytes.count, bytes[offset + 1] == 0x80 else { return 0 }
      return bytes[offset + 2] == 0xA8 || bytes[offset + 2] == 0xA9 ? 3 : 0
    default: return 0
    }
  }

  private static func trimmed(_ bytes: [UInt8], _ range: TextRange) -> TextRange {
    var start = range.start
    var end = range.end
    while let width = Whitespace.width(in: bytes, at: start), start < end { start += width }
    while end > start, let width = Whitespace.width(in: bytes, before: end) { end -= width }
    return TextRange(min(start, end), end)
  }

  /// The lines joined by spaces, with the line ends as pieces of their own.
  private static func block(_ lines: [TextRange], in document: DecodedText) -> Block {
    var bytes: [UInt8] = []
    var pieces: [Piece] = []
    for (index, line) in lines.enumerated() {
      if index > 0 {
        let last = lines[index - 1]
        // Scripts without spaces are joined without one.
        let joined = document.bytes.withUnsafeBufferPointer { buffer in
          CharacterTables.wordClass(CodePoints.previous(buffer, before: last.end).value)
            == CharacterTables.WordClass.dictionary
            && CharacterTables.wordClass(CodePoints.next(buffer, at: line.start).value)
              == CharacterTables.WordClass.dictionary
        }
        let start = bytes.count
        if !joined { bytes.append(0x20) }
        pieces.append(
          Piece(
            text: TextRange(start, bytes.count), origin: TextRange(last.end, line.start), isVerbatim: false))
      }
      let start = bytes.count
      bytes.append(contentsOf: document.bytes[line])
      pieces.append(
        Piece(
          text: TextRange(start, bytes.count), origin: line, isVerbatim: true))
    }
    let kind: Block.Kind = WrappedLines.startsItem(document.bytes, lines[0]) ? .item : .paragraph
    return Block(kind, MarkedText(bytes: bytes), pieces: pieces)
  }

  /// The first short block without an end mark, with text after it, is the title; further such blocks are headings.
  private static func markTitle(_ article: inout Article) {
    for index in article.blocks.indices where article.blocks[index].kind == .paragraph {
      guard index + 1 < article.blocks.count, isHeadline(article.blocks[index].content.bytes) else { continue }
      article.blocks[index].kind = .heading
    }
  }

  private static func isHeadline(_ text: [UInt8]) -> Bool {
    guard !text.isEmpty, text.count <= 480, WrappedLines.columns(text[...]) <= 120, !isRunningText(text) else {
      return false
    }
    let last = text.withUnsafeBufferPointer { CodePoints.previous($0, before: text.count).value }
    let enders: Set<UInt32> = [
      0x2E, 0x3A, 0x3B, 0x2C, 0x2026, 0x3002, 0x300D, 0x964, 0x6D4, 0x589, 0x22, 0x201D, 0xBB, 0x2D, 0x2014,
    ]
    return !enders.contains(last)
  }

  /// Whether a short text is no headline by its inside: two sentences that end in it, or items as in "a) …".
  private static func isRunningText(_ text: [UInt8]) -> Bool {
    if text.count > 2, text[1] == 0x29 || (text[0] == 0x28 && text[2] == 0x29) { return true }
    var ends = 0
    for i in text.indices.dropFirst(3).dropLast(2) {
      guard text[i] == 0x2E || text[i] == 0x21 || text[i] == 0x3F, text[i + 1] == 0x20 else { continue }
      let isWord = text[(i - 3)..<i].allSatisfy {
        ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 >= 0x80
      }
      // A headline may ask and answer: “Pension reform? Not today”.
      let isItem = i + 3 < text.count && (text[i + 3] == 0x2E || text[i + 3] == 0x29)
      if isWord, text[i + 2] < 0x61 || isItem { ends += text[i] == 0x2E ? 2 : 1 }
    }
    let last = text[text.count - 1]
    return ends >= 2 || (ends == 1 && (last == 0x3F || last == 0x21))
  }
}
