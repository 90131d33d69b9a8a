import Text

/// Words that a line end cut in two: "govern- ment", where the white space was a line end.
enum HyphenatedWords {
  /// Edits that take away the hyphen and the space behind it.
  ///
  /// A hyphen followed by a space can also be one of "pre- and postwar", and a hyphen at a line end can belong to the word
  /// ("well-known"). So a word is joined when the article has it in one piece; one that it has with its hyphen loses the
  /// space only. A soft hyphen says by itself that the word was cut.
  ///
  /// - Parameter always: join also what the article has nowhere else, where a lower-case letter stands on both sides and
  ///   the second part is none of the stop words.
  static func joins(in bytes: [UInt8], always: Bool, stopWords: Vocabulary?, isWord: ([UInt8]) -> Bool) -> [TextEdit] {
    var edits: [TextEdit] = []
    bytes.withUnsafeBufferPointer { text in
      var offset = 1
      while offset + 1 < text.count {
        defer { offset += 1 }
        guard text[offset] == 0x20, let hyphen = hyphenWidth(text, before: offset), offset > hyphen else { continue }
        let end = offset - hyphen
        guard let first = part(text, before: end), let second = part(text, after: offset + 1) else { continue }
        let head = CharacterTables.fold(Array(text[first..<end]))
        let tail = CharacterTables.fold(Array(text[(offset + 1)..<second]))
        if isWord(head + tail) || (always && stopWords?.contains(tail) != true) {
          edits.append(TextEdit(TextRange(end, offset + 1), []))
        } else if isWord(head + [0x2D] + tail) {
          edits.append(TextEdit(TextRange(offset, offset + 1), []))
        }
      }
    }
    return edits
  }

  /// Start of the letters that end before an offset; nil if there are none, or one but the first is upper case: what
  /// looks like an abbreviation was not cut, its hyphen is its own.
  private static func part(_ text: UnsafeBufferPointer<UInt8>, before end: Int) -> Int? {
    var start = end
    var hasCapital = false
    while start > 0 {
      let (point, width) = CodePoints.previous(text, before: start)
      guard CharacterTables.isAlphabetic(point) else { break }
      if start == end && !isLower(point) { return nil }
      if hasCapital { return nil }
      hasCapital = CharacterTables.isUppercase(point)
      start -= width
    }
    return start < end ? start : nil
  }

  /// End of the letters that begin at an offset; nil if there are none or the first is not lower case.
  private static func part(_ text: UnsafeBufferPointer<UInt8>, after start: Int) -> Int? {
    var end = start
    while end < text.count {
      let (point, width) = CodePoints.next(text, at: end)
      guard CharacterTables.isAlphabetic(point) else { break }
      if end == start && !isLower(point) { return nil }
      end += width
    }
    return end > start ? end : nil
  }

  private static func isLower(_ point: UInt32) -> Bool {
    CharacterTables.hasCase(point) && !CharacterTables.isUppercase(point)
  }

  /// Length of the hyphen that ends before an offset, with a letter before it.
  private static func hyphenWidth(_ text: UnsafeBufferPointer<UInt8>, before offset: Int) -> Int? {
    let (point, width) = CodePoints.previous(text, before: offset)
    return point == 0x2D || point == 0x2010 || point == 0xAD ? width : nil
  }
}
