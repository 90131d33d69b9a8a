import Text

/// Bounded looks at a text around a place: spaces, words before and after.
struct SentenceText {
  let bytes: UnsafeBufferPointer<UInt8>
  #if DEBUG
    /// Counts looks at characters, so that tests see work grow, not time.
    let looks = Looks()
    final class Looks { var count = 0 }
  #endif

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// No word before or after a place is looked at beyond this many bytes.
  static let reach = 48

  var count: Int { bytes.count }

  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    look()
    return bytes[offset]
  }

  func point(at offset: Int) -> UInt32 { offset < bytes.count ? CodePoints.next(bytes, at: offset).value : 0 }

  func next(_ offset: Int) -> (value: UInt32, count: Int) {
    look()
    return CodePoints.next(bytes, at: offset)
  }

  func previous(_ offset: Int) -> (value: UInt32, count: Int) {
    look()
    return CodePoints.previous(bytes, before: offset)
  }

  @inline(__always)
  private func look() {
    #if DEBUG
      looks.count += 1
    #endif
  }
  func pointBefore(_ offset: Int) -> UInt32 { offset > 0 ? CodePoints.previous(bytes, before: offset).value : 0x20 }

  /// Length of the white space character at an offset, 0 for another or the end.
  func space(_ offset: Int) -> Int {
    look()
    guard offset < bytes.count else { return 0 }
    let byte = bytes[offset]
    if byte < 0x80 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) ? 1 : 0 }
    guard byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3) || byte == 0xEF else { return 0 }
    let (point, width) = next(offset)
    return SentenceText.isSpace(point) ? width : 0
  }

  static func isSpace(_ point: UInt32) -> Bool {
    switch point {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }

  static func isLetter(_ point: UInt32) -> Bool { CharacterTables.isAlphabetic(point) }
  static func isUpper(_ point: UInt32) -> Bool { CharacterTables.isUppercase(point) }
  static func isLower(_ point: UInt32) -> Bool {
    if point < 0x80 { return point >= 0x61 && point <= 0x7A }
    return CharacterTables.hasCase(point) && !CharacterTables.isUppercase(point)
  }
  static func isDigit(_ point: UInt32) -> Bool {
    switch point {
    case 0x30...0x39, 0x660...0x669, 0x6F0...0x6F9, 0x966...0x96F, 0x9E6...0x9EF, 0xFF10...0xFF19: true
    default: false
    }
  }

  /// Where the token that ends at `end` begins: after the last white space, opening mark or dash, at most `reach` back.
  func tokenStart(_ end: Int, from floor: Int) -> Int {
    var start = end
    let limit = max(floor, end - SentenceText.reach)
    while start > limit {
      let byte = bytes[start - 1]
      if byte < 0x80, byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A {
        start -= 1
        continue
      }
      let (point, width) = previous(start)
      if SentenceText.isSpace(point) { break }
      switch SentenceMarks.pointClass(point) {
      case .opening, .quoteOpening, .full, .bullet: return start
      case .quote where point == 0x22: return start
      default: break
      }
      // "word—U.S." and "1990–Inc."
      if point == 0x2014 || point == 0x2013 || point == 0x2F { return start }
      start -= width
    }
    return max(start, limit)
  }

  /// The end of the run of letters at `start`, marks inside words included.
  func wordEnd(_ start: Int) -> Int {
    var end = start
    let limit = min(bytes.count, start + SentenceText.reach)
    while end < limit {
      let (point, width) = next(end)
      guard SentenceText.isLetter(point) || (point == 0x2019 || point == 0x27) && end > start else { break }
      end += width
    }
    return min(end, bytes.count)
  }

  /// The token before the white space that ends at or before `offset`; empty if there is none.
  func tokenBefore(_ offset: Int, from floor: Int) -> TextRange {
    var end = offset
    while end > floor {
      let (point, width) = previous(end)
      guard SentenceText.isSpace(point) else { break }
      end -= width
    }
    return TextRange(tokenStart(end, from: floor), max(end, tokenStart(end, from: floor)))
  }

  func slice(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[start..<end])
  }
}
