import Text

/// Tells what stands in formulas, file names and addresses from words, by its letters alone.
enum SymbolForm {
  /// Whether a case-folded word is one: it has an underscore, a full stop between two letters and two, or letters of
  /// Greek without a hyphen, alone ("λ") or beside those of Latin ("ωt").
  ///
  /// - Parameter isGreek: whether Greek is the language of the text.
  static func matches(_ word: UnsafeBufferPointer<UInt8>, isGreek: Bool) -> Bool {
    var greek = 0
    var latin = 0
    var hasHyphen = false
    for offset in word.indices {
      switch word[offset] {
      case 0x5F, 0x40: return true
      case 0x2D: hasHyphen = true
      case 0x61...0x7A: latin += 1
      case 0x2E: if isAddress(word, offset) { return true }
      case 0xCD...0xCF: greek += 1
      default: break
      }
    }
    return greek > 0 && !isGreek && !hasHyphen && (latin > 0 || greek <= 2)
  }

  /// "example.com": two small letters on both sides, where an abbreviation has one.
  private static func isAddress(_ word: UnsafeBufferPointer<UInt8>, _ stop: Int) -> Bool {
    guard stop >= 2, stop + 2 < word.count else { return false }
    return [stop - 2, stop - 1, stop + 1, stop + 2].allSatisfy { word[$0] >= 0x61 && word[$0] <= 0x7A }
  }
}
