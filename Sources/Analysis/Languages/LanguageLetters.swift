import Text

/// The letters of languages: the file `phrases/letters.txt`.
struct LanguageLetters: Sendable {
  /// For each letter from U+0080, the languages that have letters listed but not this one.
  private let lackingSets: [LanguageSet]
  /// For each ideograph from U+4E00, who writes it so: a `Han`.
  private let ideographs: [UInt8]

  private enum Han {
    static let simplified: UInt8 = 1
    static let traditional: UInt8 = 2
    static let japanese: UInt8 = 3
    static let first: UInt32 = 0x4E00
    static let last: UInt32 = 0x9FFF
  }

  private static let first: UInt32 = 0x80
  private static let end: UInt32 = 0x1F00

  static let standard = LanguageLetters()

  private init() {
    let languages = FunctionWords.standard.languages
    var having = [LanguageSet](
      repeating: LanguageSet(), count: Int(LanguageLetters.end - LanguageLetters.first))
    var listed = LanguageSet()
    var ideographs = [UInt8](repeating: 0, count: Int(Han.last - Han.first) + 1)
    func set(_ point: UInt32, _ kind: UInt8) {
      if point >= Han.first, point <= Han.last { ideographs[Int(point - Han.first)] = kind }
    }
    var part = "[letters]"
    for line in LanguageData.lines(of: "phrases/letters.txt") {
      let text = String(decoding: line, as: UTF8.self)
      let parts = text.split(separator: " ")
      if text.hasPrefix("[") {
        part = text
      } else if part == "[japanese]" {
        for scalar in text.unicodeScalars { set(scalar.value, Han.japanese) }
      } else if part == "[han]" {
        for pair in parts {
          let points = pair.unicodeScalars.map(\.value)
          guard points.count == 2 else { continue }
          set(points[0], Han.simplified)
          set(points[1], Han.traditional)
        }
      } else {
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
    lackingSets = having.indices.map { index in
      let point = LanguageLetters.first + UInt32(index)
      guard CharacterTables.isAlphabetic(point) else { return LanguageSet() }
      let lower = UInt32(CharacterTables.folded[Int(point)])
      guard lower >= LanguageLetters.first, lower < LanguageLetters.end else { return LanguageSet() }
      return listed - having[Int(lower - LanguageLetters.first)]
    }
    self.ideographs = ideographs
  }

  /// The languages that have not all the letters of a word.
  func lacking(_ word: UnsafeBufferPointer<UInt8>) -> LanguageSet {
    var result = LanguageSet()
    var offset = 0
    while offset < word.count {
      let (point, width) = CodePoints.next(word, at: offset)
      offset += width
      guard point >= LanguageLetters.first, point < LanguageLetters.end else { continue }
      result = result | lackingSets[Int(point - LanguageLetters.first)]
    }
    return result
  }

  /// The language of a text in ideographs alone, by the characters that only one writes: simplified or traditional
  /// Chinese, or Japanese.
  func ideographic(_ text: UnsafeBufferPointer<UInt8>) -> String {
    var counts: InlineArray<4, Int> = .init(repeating: 0)
    var offset = 0
    while offset < text.count {
      let (point, width) = CodePoints.next(text, at: offset)
      offset += width
      guard point >= Han.first, point <= Han.last else { continue }
      counts[Int(ideographs[Int(point - Han.first)])] += 1
    }
    let simplified = counts[Int(Han.simplified)]
    let traditional = counts[Int(Han.traditional)]
    // Japanese shares characters with either.
    if counts[Int(Han.japanese)] * 6 > simplified + traditional { return "ja" }
    return simplified < traditional ? "zh-Hant" : "zh-Hans"
  }
}
