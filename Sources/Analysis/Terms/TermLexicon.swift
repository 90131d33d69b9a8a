import Text

/// What a language's words are to the term finder. One owner: what it has found out about a word once, it keeps for the
/// articles that follow.
final class TermLexicon {
  struct Class: OptionSet, Hashable, Sendable {
    let rawValue: UInt32
    init(rawValue: UInt32) { self.rawValue = rawValue }

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
    /// A function word that a term may hold between two others: French "de".
    static let linker = Class(rawValue: 2048)
    static let hasApostrophe = Class(rawValue: 4096)
    /// -e, -en, -er, -es, -em, as German adjectives have.
    static let adjectiveEnding = Class(rawValue: 8192)

    /// Of i, v and x only: a century, a king's number.
    static let romanNumeral = Class(rawValue: 16384)

    // Where all nouns have capitals, these tell names from other nouns.

    /// An article or pronoun: what follows is more often a noun than a name.
    static let determiner = Class(rawValue: 32768)
    /// A preposition that stands right before names of places: "in Heerenveen".
    static let placeLeader = Class(rawValue: 65536)
    /// Ends as nouns do, or is composed of two words that are known: "Weltmeisterschaft".
    static let commonNoun = Class(rawValue: 131_072)
    /// Not among the frequent words of the language.
    static let unlisted = Class(rawValue: 262_144)

    // What tells that a sentence says what something is.

    /// "is": with an indefinite article after it.
    static let copula = Class(rawValue: 524_288)
    static let indefinite = Class(rawValue: 1_048_576)
    /// "means", "bezeichnet".
    static let defining = Class(rawValue: 2_097_152)

    /// No word but a formula's symbol, the name of a file or an address: "P_max", "λ", "ωt", "www.example.com".
    static let symbol = Class(rawValue: 4_194_304)

    /// What a term neither begins nor ends with, nor holds.
    static let boundary: Class = [.stop, .common, .calendar, .number, .symbol]
  }

  /// A word, wherever it stands.
  struct Entry {
    var kind: Class
    /// In general language; see `ReferenceFrequencies`.
    var rarity: UInt8
    /// What it shares with its other forms: the hash of their stem.
    var stem: UInt64
    var places = Agreement.Places()
  }

  /// The sections of a language's `terms.txt` that make classes.
  private static let sections: [String: Class] = [
    "everyday": .common, "calendar": .calendar, "titles-of-address": .honorific, "name-particles": .particle,
    "body-particles": .weakParticle, "bodies": .body, "before-nouns": .nounLeader, "before-verbs": .verbLeader,
    "parts-of-names": .qualifier, "linkers": .linker, "determiners": [.determiner, .nounLeader],
    "before-places": [.placeLeader, .nounLeader], "copulas": .copula, "indefinite-articles": .indefinite,
    "defining": .defining,
  ]
  private var listed = Vocabulary()
  private var listedClasses: [Class] = []
  /// What the words of `numbers` are, by their numbers; nil for those that nobody has asked for.
  private var known: [Entry?] = []
  private var numbers: WordNumbers?
  let inflection: Inflection
  let reference: ReferenceFrequencies
  /// Without a stop list, short words stand for stop words.
  private let hasStopWords: Bool
  /// Letters that lean on the next word with an apostrophe: French "l'", "qu'".
  private var elisions = Vocabulary()
  /// Whether what follows an apostrophe is a case ending: Turkish "Ankara'da".
  let hasApostropheEndings: Bool
  /// Whether all nouns are written with a capital, so that one capital is no sign of a name.
  let capitalizesNouns: Bool
  /// Whether the words that nouns come after are listed: then a noun is known by them.
  private(set) var hasNounLeaders = false
  private let nouns: CommonNouns
  private let isGreek: Bool
  let agreement: Agreement

  init(_ language: LanguageData?, reference: ReferenceFrequencies? = nil) {
    let code = language?.language ?? ""
    hasStopWords = (language?.stopWords.count ?? 0) > 0
    hasApostropheEndings = code == "tr" || code == "az"
    capitalizesNouns = code == "de" || code == "lb"
    isGreek = code == "el"
    self.reference = reference ?? ReferenceFrequencies(language: code)
    var endings: [String] = []
    var lists: [(words: [String], kind: Class)] = []
    var elided: [String] = []
    var nounEndings: [String] = []
    var agreements: [String] = []
    var verbEndings: [String] = []
    for (section, words) in TermLexicon.lists(of: code) {
      switch section {
      case "endings": endings += words
      case "elisions": elided += words
      case "noun-endings": nounEndings += words
      case "agreement": agreements += words
      case "verb-endings": verbEndings += words
      default: if let kind = TermLexicon.sections[section] { lists.append((words, kind)) }
      }
    }
    inflection = Inflection(language: code, endings: endings)
    nouns = CommonNouns(endings: nounEndings)
    agreement = Agreement(pairs: agreements, verbs: verbEndings)
    if let language {
      for entry in 0..<language.stopWords.count { add(language.stopWords.bytes(of: entry), .stop) }
    }
    for (words, kind) in lists {
      for word in words { add(word.utf8, kind) }
      if kind == .nounLeader { hasNounLeaders = true }
    }
    for word in elided { elisions.intern(word.utf8) }
  }

  /// The word lists of a language by their headers.
  static func lists(of language: String) -> [(section: String, words: [String])] {
    var lists: [(section: String, words: [String])] = []
    for line in LanguageData.lines(of: "languages/\(language)/terms.txt") {
      if line.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]") {
        lists.append((String(decoding: line.dropFirst().dropLast(), as: UTF8.self), []))
      } else if !lists.isEmpty {
        lists[lists.count - 1].words += String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
      }
    }
    return lists
  }

  /// What each entry of an article's vocabulary is.
  func read(_ words: WordTable, into entries: inout [Entry]) {
    entries.removeAll(keepingCapacity: true)
    entries.reserveCapacity(words.vocabulary.count)
    if numbers !== words.known {
      numbers = words.known
      known.removeAll(keepingCapacity: true)
    }
    if known.count < words.known.count {
      known.append(contentsOf: repeatElement(nil, count: words.known.count - known.count))
    }
    for (entry, number) in words.numbers.enumerated() {
      if let known = known[Int(number)] {
        entries.append(known)
      } else {
        let hash = words.vocabulary.hash(of: entry)
        let made = words.vocabulary.withBytes(of: entry) { self.entry($0, hash: hash) }
        known[Int(number)] = made
        entries.append(made)
      }
    }
  }

  /// What a case-folded word is; `hash` is `Vocabulary.hash` of it.
  func entry(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Entry {
    var kind = listed.find(word, hash: hash).map { listedClasses[$0] } ?? []
    if let first = word.first, first >= 0x30 && first <= 0x39 { kind.insert(.number) }
    if !hasStopWords && ContentWords.isShort(word) { kind.insert(.stop) }
    if word.count > 1, word.allSatisfy({ $0 == 0x69 || $0 == 0x76 || $0 == 0x78 }) { kind.insert(.romanNumeral) }
    if Apostrophe(in: word) != nil { kind.insert(.hasApostrophe) }
    if capitalizesNouns && TermLexicon.hasAdjectiveEnding(word) { kind.insert(.adjectiveEnding) }
    if SymbolForm.matches(word, isGreek: isGreek) { kind.insert(.symbol) }
    let isOpen = kind.isDisjoint(with: .boundary) && word.count > 3
    let rarity = reference.rarity(of: word, hash: hash)
    if !reference.isEmpty && rarity == reference.unlisted { kind.insert(.unlisted) }
    if capitalizesNouns && nouns.isNoun(word, isListed: !kind.contains(.unlisted), reference) {
      kind.insert(.commonNoun)
    }
    let stem = inflection.withStem(of: isOpen ? word : nil) { PhraseKey.hash($0 ?? word) }
    return Entry(kind: kind, rarity: rarity, stem: stem, places: agreement.places(of: word))
  }

  func isElision(_ letters: UnsafeBufferPointer<UInt8>) -> Bool {
    elisions.find(letters, hash: Vocabulary.hash(letters)) != nil
  }

  func isLinker(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    listed.find(word, hash: Vocabulary.hash(word)).map { listedClasses[$0].contains(.linker) } ?? false
  }

  private func add(_ word: some Collection<UInt8>, _ kind: Class) {
    let entry = listed.intern(word)
    if entry == listedClasses.count { listedClasses.append(kind) } else { listedClasses[entry].insert(kind) }
  }

  private static func hasAdjectiveEnding(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard word.count > 4 else { return false }
    let last = word[word.count - 1]
    if last == 0x65 { return true }
    return word[word.count - 2] == 0x65 && (last == 0x6E || last == 0x72 || last == 0x73 || last == 0x6D)
  }
}

/// The first apostrophe of a word, straight or curled.
struct Apostrophe {
  var offset: Int
  var width: Int

  init?(in word: UnsafeBufferPointer<UInt8>) {
    for offset in word.indices {
      if word[offset] == 0x27 {
        (self.offset, width) = (offset, 1)
        return
      }
      if word[offset] == 0xE2, offset + 2 < word.count, word[offset + 1] == 0x80, word[offset + 2] == 0x99 {
        (self.offset, width) = (offset, 3)
        return
      }
    }
    return nil
  }
}
