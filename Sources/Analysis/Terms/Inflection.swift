import Text

/// Brings the forms of a word together under a stem, which is only a key and never shown.
///
/// A language whose `terms.txt` lists its inflectional endings has these taken off, the longest first; any other is left to
/// its Snowball stemmer, if there is one. Endings are listed where Snowball takes off more than inflection: its English
/// stem of "university" and "universe" is one.
final class Inflection {
  private struct Rule {
    var ending: [UInt8]
    var replacement: [UInt8]
    var isPluralS: Bool
  }

  private let rules: [Rule]
  /// Which bytes end an ending.
  private let mayEnd: [Bool]
  private let stemmer: Stemmer?
  /// Whether the shortest form of a word is its base form.
  let shortestIsBase: Bool
  /// Whether names have endings too; elsewhere "Williams" is no plural.
  let inflectsNames: Bool
  /// Bytes that a stem must have left: four letters of Latin, or of Cyrillic.
  private let shortest: Int
  private var scratch: [UInt8] = []

  /// Whether the shortest form of a word is its base form.
  static func shortestIsBase(in language: String) -> Bool { !(slavic + ["lt", "lv", "el"]).contains(language) }

  private static let slavic = ["ru", "uk", "be", "bg", "sr", "mk", "pl", "cs", "sk", "hr", "sl", "bs"]

  init(language: String, endings: [String]) {
    let isSlavic = Inflection.slavic.contains(language)
    let manyCases = ["kk", "ky", "tr", "az", "uz", "fi", "et", "hu", "lt", "lv", "el", "eu", "hy", "ka"]
    let isCyrillic = ["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky"].contains(language)
    inflectsNames = isSlavic || manyCases.contains(language)
    shortestIsBase = Inflection.shortestIsBase(in: language)
    shortest = isCyrillic ? (isSlavic ? 6 : 8) : (endings.count > 3 ? 3 : 4)
    rules = endings.map { entry in
      let parts = entry.split(separator: ">", omittingEmptySubsequences: false)
      return Rule(
        ending: Array(parts[0].utf8), replacement: parts.count > 1 ? Array(parts[1].utf8) : [], isPluralS: entry == "s")
    }.enumerated().sorted { left, right in
      (right.element.ending.count, left.offset) < (left.element.ending.count, right.offset)
    }.map(\.element)
    let rules = self.rules
    mayEnd = (0..<256).map { byte in rules.contains { $0.ending.last == UInt8(byte) } }
    stemmer = endings.isEmpty ? Stemmer(language: language) : nil
  }

  /// With the endings that the language's data lists.
  convenience init(language: String) {
    let endings = TermLexicon.lists(of: language).filter { $0.section == "endings" }.flatMap(\.words)
    self.init(language: language, endings: endings)
  }

  /// Whether nothing is known of the language's forms, so that every word is its own stem.
  var isEmpty: Bool { stemmer == nil && rules.isEmpty }
  /// Whether its forms are made by rules, which may be applied to what they leave.
  var hasRules: Bool { !rules.isEmpty }

  /// Calls `body` with the stem of a case-folded word, or with nil when that is the word itself.
  func withStem<Result>(
    of word: UnsafeBufferPointer<UInt8>?, _ body: (UnsafeBufferPointer<UInt8>?) -> Result
  ) -> Result {
    guard let word, let last = word.last else { return body(nil) }
    if let stemmer { return stemmer.withStem(of: word) { body($0) } }
    guard mayEnd[Int(last)] else { return body(nil) }
    for rule in rules {
      let left = word.count - rule.ending.count
      guard left >= shortest, ends(word, with: rule.ending) else { continue }
      // "glass", "crisis" and "virus" are no plurals.
      if rule.isPluralS, word[left - 1] == 0x73 || word[left - 1] == 0x69 || word[left - 1] == 0x75 { continue }
      scratch.removeAll(keepingCapacity: true)
      scratch.append(contentsOf: UnsafeBufferPointer(rebasing: word[..<left]))
      scratch.append(contentsOf: rule.replacement)
      return scratch.withUnsafeBufferPointer { body($0) }
    }
    return body(nil)
  }

  private func ends(_ word: UnsafeBufferPointer<UInt8>, with ending: [UInt8]) -> Bool {
    let start = word.count - ending.count
    for i in 0..<ending.count where word[start + i] != ending[i] { return false }
    return true
  }
}
