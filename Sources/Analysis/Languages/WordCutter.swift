import Text

/// Cuts a text into runs of letters with the marks on them and apostrophes inside, case-folded: fast, and good enough to
/// look words up by.
struct WordCutter {
  /// What is beyond so many bytes of a folded word is in its hash only.
  private static let longest = 64

  private let text: UnsafeBufferPointer<UInt8>
  private let classes = CharacterTables.wordClasses
  private let folded = CharacterTables.folded
  private var offset = 0
  private var bytes: InlineArray<64, UInt8> = .init(repeating: 0)
  private var length = 0
  /// `Vocabulary.hash` of the folded word.
  private(set) var hash: UInt32 = 0
  /// Where the first apostrophe is in the folded word; 0 when there is none.
  private(set) var apostrophe = 0
  /// Whether the word that was found last has letters beyond a to z.
  private(set) var hasLettersBeyondASCII = false

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// Calls `body` with the folded form of the last word.
  @inline(__always)
  func withWord<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.span.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[0..<length])) }
  }

  /// The range of the next word.
  mutating func next() -> TextRange? {
    length = 0
    apostrophe = 0
    hasLettersBeyondASCII = false
    var hash = Vocabulary.hashStart
    var start = -1
    while offset < text.count {
      let byte = text[offset]
      if byte < 0x80 {
        let lower = byte | 0x20
        if lower >= 0x61 && lower <= 0x7A {
          if start < 0 { start = offset }
          put(lower, &hash)
          offset += 1
          continue
        }
        guard start >= 0 else {
          offset += 1
          continue
        }
        guard byte == 0x27, isLetter(offset + 1) else { break }
        // An apostrophe stays when a letter follows.
        if apostrophe == 0 { apostrophe = length }
        put(0x27, &hash)
        offset += 1
        continue
      }
      let (point, width) = CodePoints.next(text, at: offset)
      let kind = point < 0x10000 ? classes[Int(point)] : CharacterTables.wordClass(point)
      if kind == CharacterTables.WordClass.letter || kind == CharacterTables.WordClass.dictionary {
        if start < 0 { start = offset }
        hasLettersBeyondASCII = true
        put(point: point < 0x10000 ? UInt32(folded[Int(point)]) : point, &hash)
      } else if start >= 0, kind == CharacterTables.WordClass.extend {
        put(point: point, &hash)
      } else if start >= 0, point == 0x2019 || point == 0x2018, isLetter(offset + width) {
        if apostrophe == 0 { apostrophe = length }
        put(0x27, &hash)
      } else if start >= 0 {
        break
      }
      offset += width
    }
    guard start >= 0 else { return nil }
    self.hash = Vocabulary.hashEnd(hash)
    return TextRange(start, min(offset, text.count))
  }

  /// Whether a range is part of an address or the name of a file: "example.org", "mary@…", "/usr/…".
  func isInAddress(_ range: TextRange) -> Bool {
    if range.end + 1 < text.count, isJoint(text[range.end]), isAlphanumeric(text[range.end + 1]) { return true }
    guard range.start > 0, isJoint(text[range.start - 1]) else { return false }
    return text[range.start - 1] != 0x2E || (range.start > 1 && isAlphanumeric(text[range.start - 2]))
  }

  private func isJoint(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x2F || byte == 0x40 || byte == 0x5F }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
  }

  private func isLetter(_ offset: Int) -> Bool {
    guard offset < text.count else { return false }
    return CharacterTables.wordClass(CodePoints.next(text, at: offset).value) == CharacterTables.WordClass.letter
  }

  @inline(__always)
  private mutating func put(_ byte: UInt8, _ hash: inout UInt32) {
    hash = Vocabulary.hashStep(hash, byte)
    if length < WordCutter.longest {
      bytes[length] = byte
      length += 1
    }
  }

  private mutating func put(point: UInt32, _ hash: inout UInt32) {
    if point < 0x80 { return put(UInt8(truncatingIfNeeded: point), &hash) }
    if point < 0x800 {
      put(UInt8(truncatingIfNeeded: 0xC0 | point >> 6), &hash)
    } else {
      if point < 0x10000 {
        put(UInt8(truncatingIfNeeded: 0xE0 | point >> 12), &hash)
      } else {
        put(UInt8(truncatingIfNeeded: 0xF0 | point >> 18), &hash)
        put(UInt8(truncatingIfNeeded: 0x80 | point >> 12 & 0x3F), &hash)
      }
      put(UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 0x3F), &hash)
    }
    put(UInt8(truncatingIfNeeded: 0x80 | point & 0x3F), &hash)
  }
}
