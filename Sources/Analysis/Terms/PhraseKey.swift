import Text

/// A phrase by the stems of its words, as 64 bits of hash: the same in every article, so that counts of several add up.
enum PhraseKey {
  /// Of no words.
  static let empty: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The hash of a word or stem: FNV-1a, 64 bits.
  static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash
  }

  /// The key of a phrase with one more word.
  @inline(__always)
  static func adding(_ stem: UInt64, to key: UInt64) -> UInt64 {
    var mixed = (key ^ stem) &* 0xD6E8_FEB8_6659_FD93
    mixed ^= mixed >> 32
    return mixed &* 0xD6E8_FEB8_6659_FD93
  }
}
