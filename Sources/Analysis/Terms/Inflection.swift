import Text

/// Brings the forms of a word together, by its ending and the article's own vocabulary: no dictionary, no stemmer.
///
/// Two ways, by language. Where the base form is likely to stand in the text too, an ending is taken off only if what is
/// left is a word of the article. Where it is not (Slavic cases), endings are taken off always, and the stem is only a
/// key that is never shown.
struct Inflection: Sendable {
  private struct Rule {
    var ending: [UInt8]
    var replacement: [UInt8]
    var isPluralS: Bool
  }

  private let rules: [Rule]
  /// Which bytes end an ending.
  private let mayEnd: [Bool]
  private let stripsAlways: Bool
  /// Whether the base form of a word is one of its forms in the article: the shortest of them.
  var basesAreWords: Bool { !stripsAlways }
  /// Whether names have endings too; elsewhere "Williams" is no plural.
  let inflectsNames: Bool
  /// Bytes that a base must have left: four letters of Latin, or of Cyrillic.
  private let shortest: Int

  init(language: String) {
    let endings = Inflection.endings(language)
    stripsAlways = ["ru", "uk", "be", "bg", "sr", "pl", "cs", "sk"].contains(language)
    inflectsNames = stripsAlways || ["kk", "ky", "tr", "az"].contains(language)
    let isCyrillic = ["ru", "uk", "be", "bg", "sr", "kk", "ky"].contains(language)
    shortest = isCyrillic ? (stripsAlways ? 6 : 8) : 4
    // Longest first, so that the first that fits is the right one.
    let rules = endings.split(separator: " ").map { entry in
      let parts = entry.split(separator: ">", omittingEmptySubsequences: false)
      return Rule(
        ending: Array(parts[0].utf8), replacement: parts.count > 1 ? Array(parts[1].utf8) : [], isPluralS: entry == "s")
    }.enumerated().sorted { left, right in
      (right.element.ending.count, left.offset) < (left.element.ending.count, right.offset)
    }.map(\.element)
    self.rules = rules
    mayEnd = (0..<256).map { byte in rules.contains { $0.ending.last == UInt8(byte) } }
  }

  /// The number that a word shares with its other forms: an entry of the article's vocabulary, or one of `stems` after
  /// those.
  func group(
    _ word: UnsafeBufferPointer<UInt8>, entry: Int, of vocabulary: Vocabulary, stems: inout Vocabulary,
    scratch: inout [UInt8]
  ) -> Int32 {
    if let last = word.last, mayEnd[Int(last)] {
      for rule in rules {
        let left = word.count - rule.ending.count
        guard left >= shortest, ends(word, with: rule.ending) else { continue }
        // "glass", "crisis" and "virus" are no plurals.
        if rule.isPluralS, word[left - 1] == 0x73 || word[left - 1] == 0x69 || word[left - 1] == 0x75 { continue }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: UnsafeBufferPointer(rebasing: word[..<left]))
        scratch.append(contentsOf: rule.replacement)
        let found: Int? = scratch.withUnsafeBufferPointer { stem in
          let hash = Vocabulary.hash(stem)
          return stripsAlways
            ? vocabulary.count + stems.intern(stem, hash: hash) : vocabulary.find(stem, hash: hash)
        }
        if let found { return Int32(found) }
      }
    }
    guard stripsAlways else { return Int32(entry) }
    return Int32(vocabulary.count + stems.intern(word, hash: vocabulary.hash(of: entry)))
  }

  private func ends(_ word: UnsafeBufferPointer<UInt8>, with ending: [UInt8]) -> Bool {
    let start = word.count - ending.count
    for i in 0..<ending.count where word[start + i] != ending[i] { return false }
    return true
  }

  private static func endings(_ language: String) -> String {
    switch language {
    case "en": "s es ies>y"
    case "fr": "s x es e"
    case "es", "pt", "ca": "s es"
    case "it": "i>o i>e i>a e>a hi>o he>a"
    case "nl": "s en n e"
    case "de": "e n en er ern s es em"
    case "sv", "da", "no", "nb", "nn": "er ar or en et n s r erna arna ene"
    case "ru", "be", "bg", "sr":
      """
      иями ями ами ией иям иях ием ого его ому ему ыми ими ов ев ей ам ям ах ях ом ем ой ый ий ая яя ое ее ые ие ую юю ою ею \
      ых их ию ия ии ым им ью а я о е у ю ы и ь й
      """
    case "uk":
      """
      іями ями ами ією іям іях ого ього ому ьому ими іми ів їв ей ам ям ах ях ом ем єм ою ею ій ий ая яя ого е є а я о у ю ы и \
      і ї ь й ую юю их іх ия ія ії ію ним им ем
      """
    case "pl", "cs", "sk":
      "ami ach iach ego emu ymi imi owie ów om em ej ych ich ym im ie ią ię a ą e ę i o u y é á í ý ou ům"
    case "tr", "az":
      """
      lar ler ları leri ların lerin ın in un ün nın nin nun nün sı si su sü ı i u ü a e ya ye da de ta te dan den tan ten \
      ını ini unu ünü ına ine una üne
      """
    case "kk", "ky":
      """
      лар лер дар дер тар тер лары лері дары дері тары тері ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті да де \
      та те нда нде дан ден тан тен нан нен мен бен пен ы і сы сі ын ін сын сін ында інде сында сінде ының інің сының сінің
      """
    case "ar", "fa", "ur", "hi", "bn", "zh", "ja", "ko", "th", "vi", "km", "lo", "my", "he": ""
    default: "s es"
    }
  }
}
