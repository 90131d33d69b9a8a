import Text

/// The place, agency and date that news puts before a story: "LONDON, March 3 (Reuters) - ".
///
/// A dateline opens a sentence, ends in a dash, is short, and consists of words that begin with a capital, numbers and
/// round brackets only; what marks it off from a name before a dash is a bracket or a first word in capitals.
enum Dateline {
  private static let longest = 80

  /// How many bytes of the sentence are its dateline and the space after it; 0 for none.
  static func length(_ text: UnsafeBufferPointer<UInt8>, in range: TextRange) -> Int {
    var offset = range.start
    let end = min(range.end, range.start + longest)
    var isMarked = false
    var inBracket = false
    var isFirst = true
    var isAfterNumber = false
    while offset < end {
      let (point, width) = CodePoints.next(text, at: offset)
      switch point {
      case 0x20, 0xA0, 0x2C, 0x2E, 0x2F, 0x3A: break
      case 0x28:
        inBracket = true
        isMarked = true
      case 0x29: inBracket = false
      case 0x2D, 0x2013, 0x2014:
        guard !inBracket, offset > range.start, text[offset - 1] == 0x20 || text[offset - 1] == UInt8(ascii: ")") else {
          return 0
        }
        return isMarked ? afterDash(text, range, offset) - range.start : 0
      default:
        let word = wordEnd(text, offset, end)
        guard word > offset else { return 0 }
        let isUpper = CharacterTables.isUppercase(point)
        let isNumber = point >= 0x30 && point <= 0x39
        // Many languages write months small: "3 mars".
        guard inBracket || isUpper || isNumber || isAfterNumber else { return 0 }
        isAfterNumber = isNumber
        if isFirst && isUpper && isAllCapitals(text, offset, word) { isMarked = true }
        isFirst = false
        offset = word
        continue
      }
      offset += width
    }
    return 0
  }

  /// Past the dashes and spaces; the range's start when nothing would be left.
  private static func afterDash(_ text: UnsafeBufferPointer<UInt8>, _ range: TextRange, _ dash: Int) -> Int {
    var offset = dash
    while offset < range.end {
      let (point, width) = CodePoints.next(text, at: offset)
      guard point == 0x20 || point == 0xA0 || point == 0x2D || point == 0x2013 || point == 0x2014 else {
        // What goes on in lower case is no new sentence, so the words before the dash belong to it.
        return CharacterTables.hasCase(point) && !CharacterTables.isUppercase(point) ? range.start : offset
      }
      offset += width
    }
    return range.start
  }

  private static func wordEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var offset = start
    while offset < end {
      let (point, width) = CodePoints.next(text, at: offset)
      let kind = CharacterTables.wordClass(point)
      guard
        kind == CharacterTables.WordClass.letter || kind == CharacterTables.WordClass.digit || point == 0x27
          || point == 0x2019 || point == 0x2D && offset > start
      else { break }
      offset += width
    }
    return offset
  }

  private static func isAllCapitals(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var letters = 0
    var offset = start
    while offset < end {
      let (point, width) = CodePoints.next(text, at: offset)
      if CharacterTables.hasCase(point) {
        guard CharacterTables.isUppercase(point) else { return false }
        letters += 1
      }
      offset += width
    }
    return letters >= 2
  }
}
