import Text

/// Makes tokens of a stretch of text whose words are known.
enum TokenBuilder {
  /// - Parameters:
  ///   - words: the words inside of `range`, in order.
  ///   - parts: calls its second argument with what a word of the vocabulary comes apart into.
  ///   - mark: the key of a character between words, in UTF-8.
  static func append(
    _ text: UnsafeBufferPointer<UInt8>, _ range: TextRange, _ words: ArraySlice<Word>,
    parts: (Int32, (UnsafeBufferPointer<TokenParts.Part>) -> Void) -> Void,
    mark: (UnsafeBufferPointer<UInt8>) -> Int32, to tokens: inout [MatchToken]
  ) {
    var last = range.start
    for word in words {
      appendMarks(text, last, Int(word.start), mark, to: &tokens)
      parts(word.id) { append(word, $0, text, to: &tokens) }
      last = Int(word.end)
    }
    appendMarks(text, last, range.end, mark, to: &tokens)
  }

  @inline(__always)
  static func appendMarks(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ mark: (UnsafeBufferPointer<UInt8>) -> Int32,
    to tokens: inout [MatchToken]
  ) {
    // Most gaps are one space.
    if start + 1 == end && text[start] == 0x20 { return }
    var offset = start
    while offset < end {
      let (point, width) = CodePoints.next(text, at: offset)
      if !TokenParts.isNothing(point) {
        let key = mark(UnsafeBufferPointer(rebasing: text[offset..<(offset + width)]))
        tokens.append(
          MatchToken(
            start: Int32(offset), end: Int32(offset + width), key: key, form: [], script: .spaced, opensWord: true,
            closesWord: true))
      }
      offset += width
    }
  }

  /// The tokens of a word that comes apart: each part has as many code points as the folded one.
  static func append(
    _ word: Word, _ parts: UnsafeBufferPointer<TokenParts.Part>, _ text: UnsafeBufferPointer<UInt8>,
    to tokens: inout [MatchToken]
  ) {
    if parts.count == 1, parts[0].script == .spaced, parts[0].skipped == 0 {
      tokens.append(
        MatchToken(
          start: word.start, end: word.end, key: parts[0].key, form: word.form, script: .spaced, opensWord: true,
          closesWord: true))
      return
    }
    var offset = Int(word.start)
    for (index, part) in parts.enumerated() {
      for _ in 0..<part.skipped where offset < Int(word.end) { offset += CodePoints.next(text, at: offset).count }
      let start = offset
      var form: Word.Form = []
      var capitals: Int32 = 0
      for place in 0..<part.count where offset < Int(word.end) {
        let (point, width) = CodePoints.next(text, at: offset)
        if CharacterTables.isUppercase(point) {
          capitals += 1
          if place == 0 { form.insert(.capital) }
        }
        offset += width
      }
      if capitals == part.count && part.count > 1 { form.insert(.allCapitals) }
      tokens.append(
        MatchToken(
          start: Int32(start), end: Int32(offset), key: part.key, form: form, script: part.script,
          opensWord: index == 0, closesWord: index == parts.count - 1))
    }
  }
}
