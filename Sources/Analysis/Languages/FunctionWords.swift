import Text

/// A set of languages, as bits of their numbers in `FunctionWords`; at most 128.
struct LanguageSet: Hashable, Sendable {
  var low: UInt64 = 0
  var high: UInt64 = 0

  static let capacity = 128

  static let all = LanguageSet(low: .max, high: .max)

  mutating func insert(_ index: Int) {
    if index < 64 { low |= 1 << UInt64(index) } else { high |= 1 << UInt64(index - 64) }
  }

  func contains(_ index: Int) -> Bool {
    index < 64 ? low >> UInt64(index) & 1 == 1 : high >> UInt64(index - 64) & 1 == 1
  }

  var count: Int { low.nonzeroBitCount + high.nonzeroBitCount }

  static func & (a: LanguageSet, b: LanguageSet) -> LanguageSet {
    LanguageSet(low: a.low & b.low, high: a.high & b.high)
  }

  static func | (a: LanguageSet, b: LanguageSet) -> LanguageSet {
    LanguageSet(low: a.low | b.low, high: a.high | b.high)
  }

  /// What is in `a` and not in `b`.
  static func - (a: LanguageSet, b: LanguageSet) -> LanguageSet {
    LanguageSet(low: a.low & ~b.low, high: a.high & ~b.high)
  }

  @inline(__always)
  func forEach(_ body: (Int) -> Void) {
    var bits = low
    while bits != 0 {
      body(bits.trailingZeroBitCount)
      bits &= bits - 1
    }
    bits = high
    while bits != 0 {
      body(64 + bits.trailingZeroBitCount)
      bits &= bits - 1
    }
  }
}

/// The languages that have a folder: their scripts, their relatives, and the stop words of those whose common words are
/// not known.
struct FunctionWords: Sendable {
  /// Folder names, sorted; their places are the languages' numbers.
  let languages: [String]
  /// In which scripts each is written.
  let scripts: [Set<ScriptSurvey.Script>]
  /// The languages of each script, by its number.
  let inScript: [LanguageSet]
  /// The numbers of each language's close relatives.
  let relatives: [[Int]]
  /// The languages whose common words are not known.
  let unlisted: LanguageSet
  private let words: Vocabulary
  private let sets: [LanguageSet]

  static let standard = FunctionWords()

  private init() {
    let languages = Array(LanguageData.languages.prefix(LanguageSet.capacity))
    self.languages = languages
    let listed = CommonWords()?.languages ?? []
    var unlisted = LanguageSet()
    var words = Vocabulary()
    var sets: [LanguageSet] = []
    var scripts: [Set<ScriptSurvey.Script>] = []
    for (index, language) in languages.enumerated() {
      let isListed = listed.contains(language)
      if !isListed { unlisted.insert(index) }
      var found: Set<ScriptSurvey.Script> = []
      for line in LanguageData.lines(of: "languages/\(language)/stopwords.txt") {
        if let script = line.withUnsafeBufferPointer({ ScriptSurvey($0).main }) { found.insert(script) }
        if isListed { continue }
        let entry = words.intern(CharacterTables.fold(Array(line)))
        if entry == sets.count { sets.append(LanguageSet()) }
        sets[entry].insert(index)
      }
      scripts.append(found)
    }
    self.words = words
    self.sets = sets
    self.scripts = scripts
    self.unlisted = unlisted
    inScript = ScriptSurvey.Script.allCases.map { script in
      var set = LanguageSet()
      for index in languages.indices where scripts[index].contains(script) { set.insert(index) }
      return set
    }
    relatives = languages.map { language in
      let near = Set(CloseLanguages.groups.filter { $0.languages.contains(language) }.flatMap(\.languages))
      return languages.indices.filter { near.contains(languages[$0]) && languages[$0] != language }
    }
  }

  /// The unlisted languages that a case-folded word is a function word of.
  @inline(__always)
  func languages(of word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> LanguageSet? {
    words.find(word, hash: hash).map { sets[$0] }
  }

  /// The number of a tag's language.
  func index(of tag: String) -> Int? {
    languages.firstIndex(of: LanguageData.folder(of: LanguageTag.primary(tag)))
  }

  /// A language's tag, with the script where it is not the usual one.
  func tag(of index: Int, in script: ScriptSurvey.Script) -> String {
    switch (languages[index], script) {
    case ("sr", .latin): "sr-Latn"
    case ("uz", .cyrillic): "uz-Cyrl"
    case ("tl", _): "fil"
    default: languages[index]
    }
  }
}
