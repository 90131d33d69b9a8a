import Text

/// The letters of languages: the file `phrases/letters.txt`.
struct LanguageLetters: Sendable {
  /// For each code point from U+0080, the languages that have letters listed but not this one.
  private let lackingSets: [LanguageSet]
  /// Characters of simplified Chinese only, and of traditional only.
  private let simplified: Set<UInt32>
  private let traditional: Set<UInt32>

  private static let first: UInt32 = 0x80
  private static let end: UInt32 = 0x1F00

  static let standard = LanguageLetters()

  private init() {
    let languages = FunctionWords.standard.languages
    var having = [LanguageSet](
      repeating: LanguageSet(), count: Int(LanguageLetters.end - LanguageLetters.first))
    var listed = LanguageSet()
    var simplified: Set<UInt32> = []
    var traditional: Set<UInt32> = []
    var isHan = false
    for line in LanguageData.lines(of: "phrases/letters.txt") {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("[") {
        isHan = text == "[han]"
      } else if isHan {
        for pair in text.split(separator: " ") {
          let points = pair.unicodeScalars.map(\.value)
          guard points.count == 2 else { continue }
          simplified.insert(points[0])
          traditional.insert(points[1])
        }
      } else {
        let parts = text.split(separator: " ")
        guard let language = parts.first, let index = languages.firstIndex(of: String(language)) else { continue }
        listed.insert(index)
        for scalar in parts.dropFirst().joined().unicodeScalars {
          let point = scalar.value
          if point >= LanguageLetters.first, point < LanguageLetters.end {
            having[Int(point - LanguageLetters.first)].insert(index)
          }
        }
      }
    }
    lackingSets = having.map { listed - $0 }
    self.simplified = simplified
    self.traditional = traditional
  }

  /// The languages that have not all the letters of a word.
  func lacking(_ word: UnsafeBufferPointer<UInt8>) -> LanguageSet {
    var result = LanguageSet()
    var offset = 0
    while offset < word.count {
      let (point, width) = CodePoints.next(word, at: offset)
      offset += width
      guard point >= LanguageLetters.first, point < LanguageLetters.end, CharacterTables.isAlphabetic(point) else {
        continue
      }
      let lower = UInt32(CharacterTables.folded[Int(point)])
      guard lower >= LanguageLetters.first, lower < LanguageLetters.end else { continue }
      result = result | lackingSets[Int(lower - LanguageLetters.first)]
    }
    return result
  }

  /// Simplified or traditional Chinese, by the characters that only one of them writes.
  func chinese(_ text: UnsafeBufferPointer<UInt8>) -> String {
    var balance = 0
    var offset = 0
    while offset < text.count {
      let (point, width) = CodePoints.next(text, at: offset)
      offset += width
      guard point >= 0x4E00, point <= 0x9FFF else { continue }
      if simplified.contains(point) { balance += 1 } else if traditional.contains(point) { balance -= 1 }
    }
    return balance < 0 ? "zh-Hant" : "zh-Hans"
  }
}
