/// The stemmer of the usual ROUGE scorer, for figures that can be compared.
///
/// Source: Porter, "An algorithm for suffix stripping", Program 14(3), 1980, with the departures of the Natural Language
/// Toolkit, which that scorer uses.
struct PorterStemmer {
  private static let irregular: [String: String] = [
    "sky": "sky", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "news": "news", "innings": "inning",
    "inning": "inning", "outings": "outing", "outing": "outing", "cannings": "canning", "canning": "canning",
    "howe": "howe", "proceed": "proceed", "exceed": "exceed", "succeed": "succeed",
  ]
  private static let second: [(String, String)] = [
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"),
    ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
    ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"), ("fulli", "ful"),
  ]
  private static let third: [(String, String)] = [
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
  ]
  private static let fourth = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
    "ous", "ive", "ize",
  ]

  /// - Parameter word: of lower-case ASCII letters and digits.
  static func stem(_ word: [UInt8]) -> [UInt8] {
    if let known = irregular[String(decoding: word, as: UTF8.self)] { return Array(known.utf8) }
    guard word.count > 2 else { return word }
    var word = plural(word)
    word = past(word)
    if word.last == y && word.count > 2 && isConsonant(word, word.count - 2) { word[word.count - 1] = i }
    word = secondStep(word)
    word = apply(third, to: word)
    word = fourthStep(word)
    if ends(word, "e") {
      let stem = Array(word.dropLast())
      let measure = measure(stem)
      if measure > 1 || (measure == 1 && !endsInShortSyllable(stem)) { word = stem }
    }
    if ends(word, "ll") && measure(Array(word.dropLast())) > 1 { word.removeLast() }
    return word
  }

  private static let y = UInt8(ascii: "y")
  private static let i = UInt8(ascii: "i")

  private static func plural(_ word: [UInt8]) -> [UInt8] {
    if ends(word, "ies") && word.count == 4 { return Array(word.dropLast()) }
    for (suffix, drop) in [("sses", 2), ("ies", 2), ("ss", 0), ("s", 1)] where ends(word, suffix) {
      return Array(word.dropLast(drop))
    }
    return word
  }

  private static func past(_ word: [UInt8]) -> [UInt8] {
    if ends(word, "ied") { return Array(word.dropLast(word.count == 4 ? 1 : 2)) }
    if ends(word, "eed") {
      return measure(Array(word.dropLast(3))) > 0 ? Array(word.dropLast()) : word
    }
    for suffix in ["ed", "ing"] where ends(word, suffix) {
      var stem = Array(word.dropLast(suffix.utf8.count))
      guard stem.indices.contains(where: { !isConsonant(stem, $0) }) else { continue }
      if ends(stem, "at") || ends(stem, "bl") || ends(stem, "iz") { return stem + Array("e".utf8) }
      if let last = stem.last, stem.count > 1, stem[stem.count - 2] == last, isConsonant(stem, stem.count - 1) {
        if !"lsz".utf8.contains(last) { stem.removeLast() }
        return stem
      }
      return measure(stem) == 1 && endsInShortSyllable(stem) ? stem + Array("e".utf8) : stem
    }
    return word
  }

  private static func secondStep(_ word: [UInt8]) -> [UInt8] {
    if ends(word, "alli") && measure(Array(word.dropLast(4))) > 0 { return secondStep(Array(word.dropLast(2))) }
    if ends(word, "logi") && !second.contains(where: { ends(word, $0.0) }) {
      return measure(Array(word.dropLast(3))) > 0 ? Array(word.dropLast()) : word
    }
    return apply(second, to: word)
  }

  private static func fourthStep(_ word: [UInt8]) -> [UInt8] {
    for suffix in fourth where ends(word, suffix) {
      let stem = Array(word.dropLast(suffix.utf8.count))
      guard measure(stem) > 1 else { return word }
      if suffix == "ion" && !(ends(stem, "s") || ends(stem, "t")) { return word }
      return stem
    }
    return word
  }

  /// The first rule whose suffix fits decides, whether its condition holds or not.
  private static func apply(_ rules: [(String, String)], to word: [UInt8]) -> [UInt8] {
    for (suffix, replacement) in rules where ends(word, suffix) {
      let stem = Array(word.dropLast(suffix.utf8.count))
      return measure(stem) > 0 ? stem + Array(replacement.utf8) : word
    }
    return word
  }

  private static func ends(_ word: [UInt8], _ suffix: String) -> Bool {
    word.count >= suffix.utf8.count && word.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  private static func isConsonant(_ word: [UInt8], _ index: Int) -> Bool {
    if "aeiou".utf8.contains(word[index]) { return false }
    return word[index] == y ? index == 0 || !isConsonant(word, index - 1) : true
  }

  /// How often a vowel is followed by a consonant.
  private static func measure(_ stem: [UInt8]) -> Int {
    var count = 0
    var afterVowel = false
    for index in stem.indices {
      let consonant = isConsonant(stem, index)
      if consonant && afterVowel { count += 1 }
      afterVowel = !consonant
    }
    return count
  }

  private static func endsInShortSyllable(_ word: [UInt8]) -> Bool {
    let count = word.count
    if count == 2 { return !isConsonant(word, 0) && isConsonant(word, 1) }
    return count >= 3 && isConsonant(word, count - 3) && !isConsonant(word, count - 2) && isConsonant(word, count - 1)
      && !"wxy".utf8.contains(word[count - 1])
  }
}
