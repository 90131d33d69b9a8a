import Text

/// What a language's words are to the term finder: a class for each word that is more than a plain content word.
struct TermLexicon: Sendable {
  struct Class: OptionSet, Hashable, Sendable {
    let rawValue: UInt16
    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A function word.
    static let stop = Class(rawValue: 1)
    /// An everyday word that belongs to no term.
    static let common = Class(rawValue: 2)
    static let calendar = Class(rawValue: 4)
    static let honorific = Class(rawValue: 8)
    static let particle = Class(rawValue: 16)
    static let qualifier = Class(rawValue: 32)
    /// Begins with a digit.
    static let number = Class(rawValue: 64)
    /// A particle that is one only after the name of a body or place: "of", "for".
    static let weakParticle = Class(rawValue: 128)
    /// What such names begin with: bank, university.
    static let body = Class(rawValue: 256)
    /// An article or preposition: a noun follows.
    static let nounLeader = Class(rawValue: 512)
    /// "to", "will", "they": a verb follows.
    static let verbLeader = Class(rawValue: 1024)

    /// What a term neither begins nor ends with, nor holds.
    static let boundary: Class = [.stop, .common, .calendar, .number]
  }

  private var vocabulary = Vocabulary()
  private var classes: [Class] = []
  let inflection: Inflection
  /// Without a stop list, short words stand for stop words.
  private let hasStopWords: Bool
  /// Letters that lean on the next word with an apostrophe: French "l'", "qu'".
  private let elisions: Vocabulary
  /// Whether what follows an apostrophe is a case ending: Turkish "Ankara'da".
  let hasApostropheEndings: Bool
  /// Whether all nouns are written with a capital, so that one capital is no sign of a name.
  let capitalizesNouns: Bool
  /// Whether the words that nouns come after are listed: then a noun is known by them.
  let hasNounLeaders: Bool

  init(_ language: LanguageData?) {
    let code = language?.language ?? ""
    hasStopWords = (language?.stopWords.count ?? 0) > 0
    inflection = Inflection(language: code)
    hasApostropheEndings = code == "tr" || code == "az"
    hasNounLeaders = !TermWordLists.nounLeaders(code).isEmpty
    capitalizesNouns = code == "de" || code == "lb"
    var elisions = Vocabulary()
    for word in TermLexicon.elisions(code).split(separator: " ") { elisions.intern(word.utf8) }
    self.elisions = elisions
    if let language {
      for entry in 0..<language.stopWords.count { add(language.stopWords.bytes(of: entry), .stop) }
    }
    for (list, kind) in [
      (CommonWords.list(code), Class.common), (TermWordLists.calendar(code), .calendar),
      (TermWordLists.honorifics(code), .honorific), (TermWordLists.particles(code), .particle),
      (TermWordLists.qualifiers(code), .qualifier), (TermWordLists.weakParticles(code), .weakParticle),
      (TermWordLists.bodies(code), .body), (TermWordLists.nounLeaders(code), .nounLeader),
      (TermWordLists.verbLeaders(code), .verbLeader),
    ] {
      for word in list.split(separator: " ") { add(word.utf8, kind) }
    }
  }

  func kind(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Class {
    var kind = vocabulary.find(word, hash: hash).map { classes[$0] } ?? []
    if let first = word.first, first >= 0x30 && first <= 0x39 { kind.insert(.number) }
    if !hasStopWords && ContentWords.isShort(word) { kind.insert(.stop) }
    return kind
  }

  func isElision(_ letters: UnsafeBufferPointer<UInt8>) -> Bool {
    elisions.find(letters, hash: Vocabulary.hash(letters)) != nil
  }

  private mutating func add(_ word: some Collection<UInt8>, _ kind: Class) {
    let entry = vocabulary.intern(word)
    if entry == classes.count { classes.append(kind) } else { classes[entry].insert(kind) }
  }

  private static func elisions(_ language: String) -> String {
    switch language {
    case "fr": "l d j m t s n c qu jusqu lorsqu puisqu quoiqu"
    case "it": "l d un c dell nell all dall sull coll quell quest bell"
    case "ca": "l d m n s t"
    default: ""
    }
  }
}
