import Text

/// Tells the words that carry a text's subject from those that only hold it together.
enum ContentWords {
  /// One flag per entry of a vocabulary: 1 for a content word.
  ///
  /// Without a stop list the shortest words are left out instead, since in the alphabets function words are short: three
  /// letters or fewer, and single characters of the scripts that write a syllable or a word with one.
  static func mark(_ vocabulary: Vocabulary, language: LanguageData?, into flags: inout [UInt8]) {
    flags.removeAll(keepingCapacity: true)
    flags.append(contentsOf: repeatElement(1, count: vocabulary.count))
    if let language, language.stopWords.count > 0 {
      for entry in 0..<vocabulary.count where language.stopWords.contains(entry, of: vocabulary) { flags[entry] = 0 }
    } else {
      for entry in 0..<vocabulary.count where vocabulary.withBytes(of: entry, isShort) {
        flags[entry] = 0
      }
    }
  }

  /// Whether a word would be a function word, as far as its length tells.
  static func isShort(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = word.first, first < 0x30 || first > 0x39 else { return false }
    var characters = 0
    for byte in word where byte & 0xC0 != 0x80 { characters += 1 }
    // Greek, Cyrillic, Armenian, Hebrew and Arabic end at U+07FF, the last character of two bytes.
    return characters <= (first < 0xE0 ? 3 : 1)
  }
}
