import Text

/// Cuts a text into runs of letters with the marks on them and apostrophes inside, case-folded: fast, and good enough to
/// look words up by.
struct WordCutter {
  private let text: UnsafeBufferPointer<UInt8>
  private var offset = 0
  /// Whether the word that was found last has letters beyond a to z.
  private(set) var hasLettersBeyondASCII = false

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// The range of the next word; `token` gets its folded form.
  mutating func next(into token: inout [UInt8]) -> TextRange? {
    token.removeAll(keepingCapacity: true)
    hasLettersBeyondASCII = false
    var start = -1
    var end = 0
    var foldedEnd = 0
    while offset < text.count {
      let byte = text[offset]
      if byte < 0x80 {
        let lower = byte | 0x20
        if lower >= 0x61 && lower <= 0x7A {
          if start < 0 { start = offset }
          token.append(lower)
          offset += 1
          end = offset
          foldedEnd = token.count
          continue
        }
        guard start >= 0 else {
          offset += 1
          continue
        }
        guard byte == 0x27 else { break }
        // An apostrophe stays when letters follow.
        token.append(byte)
        offset += 1
        continue
      }
      let (point, width) = CodePoints.next(text, at: offset)
      switch CharacterTables.wordClass(point) {
      case CharacterTables.WordClass.letter, CharacterTables.WordClass.dictionary:
        if start < 0 { start = offset }
        hasLettersBeyondASCII = true
        let lower = point < 0x10000 ? UInt32(CharacterTables.folded[Int(point)]) : point
        CodePoints.append(lower, to: &token)
        offset += width
        end = offset
        foldedEnd = token.count
      case CharacterTables.WordClass.extend where start >= 0:
        token.append(contentsOf: text[offset..<min(offset + width, text.count)])
        offset += width
        end = offset
        foldedEnd = token.count
      default:
        guard start >= 0, point == 0x2019 || point == 0x2018 else {
          if start >= 0 {
            token.removeSubrange(foldedEnd...)
            return TextRange(start, end)
          }
          offset += width
          continue
        }
        token.append(contentsOf: text[offset..<(offset + width)])
        offset += width
      }
    }
    guard start >= 0 else { return nil }
    token.removeSubrange(foldedEnd...)
    return TextRange(start, end)
  }
}
