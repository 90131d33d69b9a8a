import Articles
import Text

/// Counts text as translators are paid for it.
public enum TextCounter {
  /// The count of a range of a text.
  ///
  /// - Parameters:
  ///   - words: the words of the text that lie in the range, as a `WordTable` has them.
  ///   - text: the text that the words point into.
  public static func count(_ words: some Collection<Word>, in text: [UInt8], _ range: TextRange) -> TextCount {
    text.withUnsafeBufferPointer { text in
      var count = TextCount()
      var offset = range.start
      while offset < range.end {
        let byte = text[offset]
        if byte < 0x80 {
          if byte <= 0x20 || byte == 0x7F {
            count.spaces += 1
          } else if byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39 {
            count.characters += 1
          } else {
            count.punctuation += 1
          }
          offset += 1
          continue
        }
        let (point, width) = CodePoints.next(text, at: offset)
        offset += width
        if CharacterTables.isAlphabetic(point) {
          count.characters += 1
          if isCountedByCharacter(point) { count.ideographs += 1 }
        } else {
          switch CharacterTables.wordClass(point) {
          case CharacterTables.WordClass.digit, CharacterTables.WordClass.extend: count.characters += 1
          default: if isSpace(point) { count.spaces += 1 } else { count.punctuation += 1 }
          }
        }
      }
      for word in words {
        let first = CodePoints.next(text, at: Int(word.start)).value
        if first >= 0x80 && isCountedByCharacter(first) { continue }
        switch (word.form.contains(.letters), word.form.contains(.digits)) {
        case (true, false): count.words += 1
        case (false, true): count.numbers += 1
        case (true, true): count.codes += 1
        // Marks alone, an underscore: nobody pays for them.
        case (false, false): break
        }
      }
      return count
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

  private static func isSpace(_ point: UInt32) -> Bool {
    switch point {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}
