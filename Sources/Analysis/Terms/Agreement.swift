/// Which endings of adjectives and nouns go together, in languages where only the first word of a name has a capital:
/// "Красное море", "Массачусетский технологический институт".
///
/// A language lists them in its `terms.txt`, one gender and case after the other: `ая,яя>а,я,ь`, with `-` for a consonant.
struct Agreement {
  /// For each gender and case a bit: whether a word may be an adjective or a noun in it.
  struct Places: Hashable {
    var adjective: UInt16 = 0
    var noun: UInt16 = 0
  }

  private struct Pair {
    var adjectives: [[UInt8]]
    var nouns: [[UInt8]]
    var mayEndInConsonant: Bool
  }

  private static let mostPairs = 16
  /// In bytes: three letters of Cyrillic before the ending, or with it.
  private static let shortestAdjective = 10
  private static let shortestNoun = 6
  private static let vowels: [UInt32] = Array("аеёиоуыэюяіїєйьъ".unicodeScalars.map(\.value))

  private let pairs: [Pair]
  /// Endings of verbs, which are no nouns.
  private let verbs: [[UInt8]]

  init(pairs: [String], verbs: [String]) {
    self.verbs = verbs.map { Array($0.utf8) }
    self.pairs = pairs.prefix(Agreement.mostPairs).map { entry in
      let sides = entry.split(separator: ">", omittingEmptySubsequences: false).map { side in
        side.split(separator: ",").map(String.init)
      }
      let nouns = sides.count > 1 ? sides[1] : []
      return Pair(
        adjectives: sides[0].map { Array($0.utf8) }, nouns: nouns.filter { $0 != "-" }.map { Array($0.utf8) },
        mayEndInConsonant: nouns.contains("-"))
    }
  }

  var isEmpty: Bool { pairs.isEmpty }

  /// What a case-folded word may be by its ending.
  func places(of word: UnsafeBufferPointer<UInt8>) -> Places {
    var places = Places()
    guard !pairs.isEmpty, word.count >= Agreement.shortestNoun else { return places }
    let isVerb = verbs.contains { Agreement.ends(word, with: $0) }
    let isConsonant = Agreement.endsInConsonant(word)
    for (index, pair) in pairs.enumerated() {
      let bit = UInt16(1) << UInt16(index)
      if word.count >= Agreement.shortestAdjective, pair.adjectives.contains(where: { Agreement.ends(word, with: $0) })
      {
        places.adjective |= bit
      }
      if isVerb { continue }
      if pair.mayEndInConsonant && isConsonant || pair.nouns.contains(where: { Agreement.ends(word, with: $0) }) {
        places.noun |= bit
      }
    }
    // "Одесской": what ends as adjectives do is no noun.
    if places.adjective != 0 { places.noun = 0 }
    return places
  }

  private static func ends(_ word: UnsafeBufferPointer<UInt8>, with ending: [UInt8]) -> Bool {
    word.count > ending.count && word.suffix(ending.count).elementsEqual(ending)
  }

  private static func endsInConsonant(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard word.count > 1, let scalar = String(decoding: word.suffix(2), as: UTF8.self).unicodeScalars.first else {
      return false
    }
    return scalar.value >= 0x430 && scalar.value <= 0x45F && !vowels.contains(scalar.value)
  }
}
