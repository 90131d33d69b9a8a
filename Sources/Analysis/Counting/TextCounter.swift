import Articles
import Text

/// Counts text as translators are paid for it.
public enum TextCounter {
  /// The count of a range of a text.
  ///
  /// - Parameters:
  ///   - words: the words of the text that lie in the range, as a `WordTable` has them.
  ///   - text: the text that the words point into.
  public static func count(_ words: ArraySlice<Word>, in text: [UInt8], _ range: TextRange) -> TextCount {
    text.withUnsafeBufferPointer { text in
      asciiKinds.withUnsafeBufferPointer { asciiKinds in
        var count = TextCount()
        var offset = range.start
        for word in words {
          let start = max(Int(word.start), offset)
          between(text, TextRange(offset, start), asciiKinds, &count)
          let first = inside(text, TextRange(start, Int(word.end)), &count)
          offset = max(Int(word.end), offset)
          if first >= 0x80 && isCountedByCharacter(first) { continue }
          switch (word.form.contains(.letters), word.form.contains(.digits)) {
          case (true, false): count.words += 1
          case (false, true): count.numbers += 1
          case (true, true): count.codes += 1
          // Marks alone, an underscore: nobody pays for them.
          case (false, false): break
          }
        }
        between(text, TextRange(offset, range.end), asciiKinds, &count)
        return count
      }
    }
  }

  /// Everything in a word is a character, an apostrophe or a decimal point too.
  ///
  /// - Returns: the first code point.
  private static func inside(
    _ text: UnsafeBufferPointer<UInt8>, _ range: TextRange, _ count: inout TextCount
  ) -> UInt32 {
    var offset = range.start
    while offset < range.end, text[offset] < 0x80 { offset += 1 }
    count.characters += offset - range.start
    let first = offset > range.start ? UInt32(text[range.start]) : 0
    var other: UInt32 = 0
    while offset < range.end {
      count.characters += 1
      guard text[offset] >= 0x80 else {
        offset += 1
        continue
      }
      let (point, width) = CodePoints.next(text, at: offset)
      if other == 0 { other = point }
      offset += width
      if isCountedByCharacter(point), CharacterTables.isAlphabetic(point) { count.ideographs += 1 }
    }
    return first > 0 ? first : other
  }

  private enum Kind { case character, space, punctuation }

  private static let asciiKinds = (0..<0x80).map { kind(UInt32($0)) }

  private static func kind(_ point: UInt32) -> Kind {
    isSpace(point) ? .space : isPunctuation(point) ? .punctuation : .character
  }

  private static func between(
    _ text: UnsafeBufferPointer<UInt8>, _ range: TextRange, _ asciiKinds: UnsafeBufferPointer<Kind>,
    _ count: inout TextCount
  ) {
    var offset = range.start
    while offset < range.end {
      let isASCII = text[offset] < 0x80
      let (point, width) = isASCII ? (UInt32(text[offset]), 1) : CodePoints.next(text, at: offset)
      offset += width
      switch isASCII ? asciiKinds[Int(point)] : kind(point) {
      case .space: count.spaces += 1
      case .punctuation: count.punctuation += 1
      case .character:
        count.characters += 1
        if !isASCII, isCountedByCharacter(point), CharacterTables.isAlphabetic(point) { count.ideographs += 1 }
      }
    }
  }

  /// Scripts that write no spaces between words. Korean does, and is counted by words.
  private static func isCountedByCharacter(_ point: UInt32) -> Bool {
    switch ScriptSurvey.script(of: point) {
    case .han, .kana, .thai, .lao, .khmer, .myanmar, .tibetan: true
    // The prolonged sound mark and the iteration marks are letters of kana and Han texts.
    default: point == 0x30FC || point == 0x3005 || point == 0x309D || point == 0x30FD || point == 0x303B
    }
  }

  /// GMX-V section 2.7: spaces that break a line, and the controls that count as such.
  private static func isSpace(_ point: UInt32) -> Bool {
    switch point {
    case 0x09...0x0D, 0x1C...0x20, 0x1680, 0x2000...0x2006, 0x2008...0x200A, 0x2028, 0x2029, 0x205F, 0x3000: true
    default: false
    }
  }

  /// The general categories of punctuation; symbols are characters.
  private static func isPunctuation(_ point: UInt32) -> Bool {
    switch Unicode.Scalar(point)?.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      true
    default: false
    }
  }
}
