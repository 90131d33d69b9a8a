/// How words are told in a script that puts no spaces between them.
enum ScriptClass: UInt8 {
  /// Words stand apart, by spaces or marks.
  case spaced
  /// Han and hiragana: a term may begin and end anywhere.
  case open
  /// Katakana: a run of it is a word, and a term holds such a word whole.
  case katakana
  /// Thai, Lao, Burmese and Khmer: a term begins and ends where the dictionary has a word begin and end.
  case dictionary

  /// By the blocks of Unicode that hold the scripts.
  init(_ point: UInt32) {
    switch point {
    case 0..<0x0E00: self = .spaced
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x19E0...0x19FF, 0xA9E0...0xA9FF, 0xAA60...0xAA7F:
      self = .dictionary
    case 0x30A0...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: self = .katakana
    case 0x3005, 0x3007, 0x3040...0x309F, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF:
      self = .open
    default: self = .spaced
    }
  }
}
