import Text

/// Which lines of plain text are one paragraph: hard-wrapped text, against lines that stand by themselves.
enum WrappedLines {
  /// Columns of the longest line between which a text may be wrapped.
  private static let widths = 45...120

  /// Columns that nobody leaves empty who fills lines.
  private static let room = 16

  /// The lines of one group, without blank ones, put together to paragraphs.
  ///
  /// Lines are one when the next line's first word would not have fitted, or when a sentence goes on in the next line:
  /// in a small letter, or anyhow after a long line, and comes to an end further down. Lines in small letters that come to
  /// no end are a list when they are short, or when the next line's first words would have fitted with ease.
  static func paragraphs(_ group: [TextRange], in bytes: [UInt8]) -> [[TextRange]] {
    guard group.count > 1 else { return [group] }
    let lines = group.map { Line($0, in: bytes) }
    let widest = lines.map(\.columns).max() ?? 0
    let isWrapped = widths.contains(widest)
    // Whether the sentence that runs at the end of a line, or one after it, has an end mark in the group.
    var finishes = [Bool](repeating: false, count: lines.count)
    var lastEnd = -1
    for index in lines.indices.reversed() {
      if lines[index].endsSentence { lastEnd = lastEnd < 0 ? index : lastEnd }
      let goesOn = index + 1 < lines.count && lines[index + 1].startsLowercase && finishes[index + 1]
      finishes[index] = lines[index].endsSentence || goesOn
    }
    var paragraphs: [[TextRange]] = []
    var open = [group[0]]
    for index in 1..<lines.count {
      let line = lines[index]
      let before = lines[index - 1]
      let isFull = isWrapped && before.columns + line.firstWord + 1 >= widest
      let isRagged =
        isWrapped && !before.endsSentence && before.columns * 10 >= widest * 7 && index <= lastEnd
      let isLong = before.columns >= widths.lowerBound
      // Text that is "flowed" has a space before a line end that is none of its own. Source: RFC 3676.
      let isFlowed = before.endsInSpace && !before.endsSentence && before.endsCased && line.startsCased
      let isIndented = line.isIndented && !before.isIndented && !line.startsLowercase
      let hasRoom = isWrapped && before.columns + line.firstWord + WrappedLines.room <= widest
      let goesOn =
        !before.endsSentence && line.startsLowercase && (finishes[index] || !hasRoom && (isLong || lines.count == 2))
      if !line.isItem,
        !isIndented && (isFull || isRagged || isFlowed || goesOn) || before.leadsOn || (before.isPart && line.isPart)
      {
        open.append(group[index])
      } else {
        paragraphs.append(open)
        open = [group[index]]
      }
    }
    paragraphs.append(open)
    return paragraphs
  }

  private struct Line {
    let columns: Int
    /// Columns of its first word.
    let firstWord: Int
    let isItem: Bool
    let endsSentence: Bool
    let startsLowercase: Bool
    /// Begins, and ends, in a letter of a script with capitals.
    let startsCased: Bool
    let endsCased: Bool
    let endsInSpace: Bool
    /// Has white space before its first character.
    let isIndented: Bool
    /// Ends in a Chinese or Japanese particle or comma, which no line by itself does.
    let leadsOn: Bool
    /// One or two capitals: letters of a word that were set one below the other.
    let isPart: Bool

    init(_ range: TextRange, in bytes: [UInt8]) {
      columns = WrappedLines.columns(bytes[range])
      firstWord = WrappedLines.columns(bytes[range].prefix { $0 != 0x20 })
      isItem = WrappedLines.startsItem(bytes, range)
      let (first, last) = bytes.withUnsafeBufferPointer {
        (CodePoints.next($0, at: range.start).value, CodePoints.previous($0, before: range.end).value)
      }
      endsSentence = WrappedLines.enders.contains(last)
      startsLowercase =
        CharacterTables.isAlphabetic(first) && CharacterTables.hasCase(first) && !CharacterTables.isUppercase(first)
      startsCased = CharacterTables.hasCase(first)
      endsCased = CharacterTables.hasCase(last)
      endsInSpace = range.end < bytes.count && bytes[range.end] == 0x20
      isIndented = range.start > 0 && (bytes[range.start - 1] == 0x20 || bytes[range.start - 1] == 0x09)
      leadsOn = WrappedLines.particles.contains(last)
      isPart = columns <= 2 && bytes[range].allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
    }
  }

  static func columns(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  static func startsItem(_ bytes: [UInt8], _ line: TextRange) -> Bool {
    let marks: [StaticString] = ["- ", "* ", "+ ", "• ", "– ", "— "]
    return marks.contains { mark in
      bytes[line].starts(with: UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount))
    }
  }

  /// . ! ? : " ) … 。 ！ ？ 」 ” » । ۔ ؟
  private static let enders: Set<UInt32> = [
    0x2E, 0x21, 0x3F, 0x3A, 0x22, 0x29, 0x5D, 0x2026, 0x3002, 0xFF01, 0xFF1F, 0x300D, 0x201D, 0xBB, 0x964, 0x6D4, 0x61F,
  ]

  /// の は が を に と で も へ や 的 和 在 与 、 ，
  private static let particles: Set<UInt32> = [
    0x306E, 0x306F, 0x304C, 0x3092, 0x306B, 0x3068, 0x3067, 0x3082, 0x3078, 0x3084, 0x7684, 0x548C, 0x5728, 0x4E0E,
    0x3001, 0xFF0C,
  ]
}
