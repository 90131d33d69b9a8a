import Articles
import Text

/// What stands before a Markdown text between lines of `---` (YAML) or `+++` (TOML): single-line values of top-level keys.
struct FrontMatter {
  enum Style { case plain, single, double }

  struct Entry {
    var key: String
    /// The value without quotation marks.
    var value: TextRange
    var style: Style
    var block: Block
    var isTitle: Bool { key == "title" }
  }

  /// Where the text begins.
  private(set) var end = 0
  /// Those for translators.
  private(set) var entries: [Entry] = []
  private var others: [Entry] = []

  static let noteEnding = " in front matter"

  /// Keys whose values are running text, in the words of the common page generators.
  private static let texts: Set<String> = [
    "title", "subtitle", "description", "summary", "excerpt", "abstract", "lead", "lede", "headline", "caption",
    "linktitle", "seo_title", "seo_description",
  ]

  init(_ source: [UInt8]) {
    guard source.count > 6, source[0] == 0x2D || source[0] == 0x2B, source[1] == source[0], source[2] == source[0]
    else {
      return
    }
    let mark = source[0]
    var lines: [TextRange] = []
    var offset = 0
    var isClosed = false
    while offset < source.count {
      let start = offset
      while offset < source.count, source[offset] != 0x0A, source[offset] != 0x0D { offset += 1 }
      var stop = offset
      if offset < source.count {
        offset += source[offset] == 0x0D && offset + 1 < source.count && source[offset + 1] == 0x0A ? 2 : 1
      }
      while stop > start, source[stop - 1] == 0x20 || source[stop - 1] == 0x09 { stop -= 1 }
      let isMark = stop - start == 3 && source[start..<stop].allSatisfy { $0 == mark }
      let isDots = mark == 0x2D && stop - start == 3 && source[start..<stop].allSatisfy { $0 == 0x2E }
      if start == 0 {
        guard isMark else { return }
        continue
      }
      if isMark || isDots {
        isClosed = true
        break
      }
      // A rule at the start of a text that has another one somewhere is no front matter.
      if lines.isEmpty && stop == start { return }
      lines.append(TextRange(start, stop))
    }
    guard isClosed else { return }
    let separator: UInt8 = mark == 0x2D ? 0x3A : 0x3D
    guard lines.isEmpty || lines.contains(where: { source[$0].contains(separator) }) else { return }
    end = offset
    for line in lines { read(line, source, separator) }
  }

  func range(_ key: String) -> TextRange? { (others + entries).first { $0.key == key }?.value }
  func value(_ key: String) -> String? { (others + entries).first { $0.key == key }?.block.content.string }

  private mutating func read(_ line: TextRange, _ source: [UInt8], _ separator: UInt8) {
    guard let colon = source[line].firstIndex(of: separator), colon > line.start, HTMLBytes.isLetter(source[line.start])
    else { return }
    var start = colon + 1
    guard separator == 0x3D || start == line.end || source[start] == 0x20 || source[start] == 0x09 else { return }
    while start < line.end, source[start] == 0x20 || source[start] == 0x09 { start += 1 }
    guard start < line.end else { return }
    var keyEnd = colon
    while keyEnd > line.start, source[keyEnd - 1] == 0x20 { keyEnd -= 1 }
    let key = String(decoding: source[line.start..<keyEnd], as: UTF8.self).lowercased()
    var value = TextRange(start, line.end)
    var style = Style.plain
    let first = source[start]
    if first == 0x22 || first == 0x27 {
      guard let close = FrontMatter.quoteEnd(source, start, line.end) else { return }
      value = TextRange(start + 1, close)
      style = first == 0x22 ? .double : .single
    } else {
      // Lists, maps, block texts, references and tags are no plain text; TOML has none.
      guard separator == 0x3A, ![0x5B, 0x7B, 0x7C, 0x3E, 0x26, 0x2A, 0x21, 0x25, 0x40, 0x60, 0x23].contains(first)
      else { return }
      if let comment = (start..<line.end).first(where: { $0 > start && source[$0] == 0x23 && source[$0 - 1] == 0x20 }) {
        value.end = comment
        while value.end > value.start, source[value.end - 1] == 0x20 { value.end -= 1 }
      }
    }
    guard !value.isEmpty else { return }
    var block = FrontMatter.block(value, style, source, isTOML: separator == 0x3D)
    block.note = key + FrontMatter.noteEnding
    let entry = Entry(key: key, value: value, style: style, block: block)
    let hasText = block.content.bytes.contains { HTMLBytes.isLetter($0) || $0 >= 0x80 }
    if FrontMatter.texts.contains(key) && hasText { entries.append(entry) } else { others.append(entry) }
  }

  /// Where a quoted value ends, if only white space or a comment comes after it.
  private static func quoteEnd(_ source: [UInt8], _ start: Int, _ end: Int) -> Int? {
    let quote = source[start]
    var offset = start + 1
    while offset < end {
      if quote == 0x22 && source[offset] == 0x5C {
        offset += 2
        continue
      }
      if source[offset] == quote {
        if quote == 0x27 && offset + 1 < end && source[offset + 1] == quote {
          offset += 2
          continue
        }
        let rest = source[(offset + 1)..<end].drop { $0 == 0x20 || $0 == 0x09 }
        return rest.isEmpty || rest.first == 0x23 ? offset : nil
      }
      offset += 1
    }
    return nil
  }

  /// The value as text; escapes are pieces of their own.
  private static func block(_ value: TextRange, _ style: Style, _ source: [UInt8], isTOML: Bool) -> Block {
    var text = WrittenText()
    var offset = value.start
    var start = offset
    func isEscape(_ offset: Int) -> Bool {
      switch style {
      case .plain: false
      case .single: !isTOML && source[offset] == 0x27
      case .double: source[offset] == 0x5C && offset + 1 < value.end
      }
    }
    while offset < value.end {
      guard isEscape(offset) else {
        offset += 1
        continue
      }
      text.append(TextRange(start, offset), of: source)
      let (meaning, width) = style == .single ? ([0x27], 2) : escape(source, offset, value.end)
      text.append(meaning, from: TextRange(offset, offset + width))
      offset += width
      start = offset
    }
    text.append(TextRange(start, value.end), of: source)
    return Block(.attribute, MarkedText(bytes: text.bytes), pieces: text.pieces)
  }

  /// YAML 1.2 section 5.7; TOML's are a part of these.
  private static func escape(_ source: [UInt8], _ offset: Int, _ end: Int) -> (meaning: [UInt8], width: Int) {
    let byte = source[offset + 1]
    let digits: Int
    switch byte {
    case 0x6E, 0x74, 0x72: return ([0x20], 2)
    case 0x78: digits = 2
    case 0x75: digits = 4
    case 0x55: digits = 8
    default: return ([byte], 2)
    }
    let hex = source[min(offset + 2, end)..<min(offset + 2 + digits, end)]
    guard hex.count == digits, let value = UInt32(String(decoding: hex, as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(value)
    else { return ([byte], 2) }
    return (Array(String(Character(scalar)).utf8), 2 + digits)
  }
}

/// A text in the making, with where it is written.
struct WrittenText {
  var bytes: [UInt8] = []
  var pieces: [Piece] = []

  mutating func append(_ range: TextRange, of source: [UInt8]) {
    guard !range.isEmpty else { return }
    if let last = pieces.last, last.isVerbatim, last.origin.end == range.start, last.text.end == bytes.count {
      pieces[pieces.count - 1].origin.end = range.end
      pieces[pieces.count - 1].text.end += range.count
    } else {
      pieces.append(
        Piece(text: TextRange(bytes.count, bytes.count + range.count), origin: range, isVerbatim: true))
    }
    bytes.append(contentsOf: source[range])
  }

  mutating func append(_ text: [UInt8], from origin: TextRange) {
    pieces.append(
      Piece(text: TextRange(bytes.count, bytes.count + text.count), origin: origin, isVerbatim: false))
    bytes.append(contentsOf: text)
  }
}
