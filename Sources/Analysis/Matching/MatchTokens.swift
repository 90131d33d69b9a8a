import Text

/// What is compared when terms are looked for: a word, a part of one beside an apostrophe, a character of a script without
/// spaces, or a mark. Spaces, hyphens and apostrophes are nothing, so "e-mail" and "e mail" are the same.
struct MatchToken {
  /// In the block's text.
  var start: Int32
  var end: Int32
  /// Number of its key among the keys of terms, or -1 for one that no term has.
  var key: Int32
  var form: Word.Form
  var script: ScriptClass
  /// Whether it begins and ends a word of the word table.
  var opensWord: Bool
  var closesWord: Bool
}

/// What a word of the word table comes apart into; the same wherever the word stands.
struct TokenParts {
  struct Part {
    var key: Int32
    /// Code points of the part, and of the apostrophe before it.
    var count: Int32
    var skipped: Int32
    var script: ScriptClass
  }

  var parts: [Part] = []

  /// Cuts a case-folded word and calls `key` for what each part's key is.
  static func cut(_ word: UnsafeBufferPointer<UInt8>, _ key: (UnsafeBufferPointer<UInt8>) -> Int32) -> [Part] {
    var parts: [Part] = []
    var offset = 0
    var start = 0
    var count: Int32 = 0
    var skipped: Int32 = 0
    func close(_ end: Int) {
      guard count > 0 else { return }
      parts.append(
        Part(
          key: key(UnsafeBufferPointer(rebasing: word[start..<end])), count: count, skipped: skipped, script: .spaced))
      count = 0
      skipped = 0
    }
    while offset < word.count {
      let (point, width) = CodePoints.next(word, at: offset)
      let script = ScriptClass(point)
      if script != .spaced {
        close(offset)
        let character = UnsafeBufferPointer(rebasing: word[offset..<(offset + width)])
        parts.append(Part(key: key(character), count: 1, skipped: skipped, script: script))
        skipped = 0
        start = offset + width
      } else if isJoint(point) {
        close(offset)
        skipped += 1
        start = offset + width
      } else {
        if count == 0 { start = offset }
        count += 1
      }
      offset += width
    }
    close(word.count)
    return parts
  }

  /// Apostrophes, and hyphens that ICU leaves inside of words.
  static func isJoint(_ point: UInt32) -> Bool {
    switch point {
    case 0x27, 0x2019, 0x2BC, 0x2D, 0x2010, 0x2011, 0xAD: true
    default: false
    }
  }

  /// Whether a character between words is nothing to the comparison: white space, hyphens, apostrophes, and what cannot
  /// be seen.
  static func isNothing(_ point: UInt32) -> Bool {
    switch point {
    case 0...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2064, 0x3000, 0xFEFF: true
    default: isJoint(point)
    }
  }
}
