import Text

/// What the ranking of a candidate looks at: one number per feature, none of which needs a tagger or names a language.
public enum TermFeatures {
  /// Each feature counts once for all candidates, once more for those of one word, and once more for names: these are told
  /// by other signs.
  public static let names: [String] = base + base.map { "single: " + $0 } + base.map { "name: " + $0 }

  private static let base = [
    "constant", "two words", "three words", "four words or more", "log frequency", "squared log frequency", "once",
    "log articles", "spread over articles", "log C-value", "share outside the commonest longer one", "log longer ones",
    "least keyness", "greatest keyness", "mean keyness", "keyness of the head", "keyness of the first word",
    "mean rarity", "rarity of the head", "share of unlisted words", "log endings with the head",
    "log beginnings with the first word", "after nothing", "after a noun's leader", "after a verb's leader",
    "after a function word", "before nothing", "before a function word", "capital", "all capitals", "at the start",
    "as a name", "in a heading", "last word with a capital", "hyphen", "digit", "mean letters", "letters of the head",
    "function word inside", "cohesion", "log of the rarest word's frequency", "spellings", "explained abbreviation",
    "short", "calendar or everyday word", "keyness times log frequency", "part of a name",
    "head alone after a noun's leader", "head alone after a verb's leader", "head alone before other words",
    "head alone", "first word alone after a verb's leader", "first word alone before other words",
    "first word alone after a noun's leader", "one letter", "symbols",
  ]

  static var count: Int { names.count }
  static var baseCount: Int { base.count }

  /// The natural logarithm of one step of rarity.
  private static let decadeStep = Float(10).logarithm / ReferenceFrequencies.stepsPerDecade
  private static let logarithms = (0..<256).map { (1 + Float($0)).logarithm }

  private static func logarithm(ofOneAnd value: Int32) -> Float {
    value >= 0 && value < 256 ? logarithms[Int(value)] : (1 + Float(value)).logarithm
  }

  /// Which features cannot be told without a reference.
  static let needsReference: [Bool] = base.map {
    $0.contains("keyness") || $0.contains("rarity") || $0.contains("unlisted")
  }

  /// How much more frequent a word is than in general language, as a logarithm; 0 where the language has no reference.
  static func keyness(_ word: TermCollection.Word, tokens: Int, hasReference: Bool) -> Float {
    guard hasReference else { return 0 }
    let own = logarithm(ofOneAnd: max(word.count, 1) - 1) - Float(max(tokens, 1)).logarithm
    return own + Float(word.rarity) * decadeStep
  }

  /// Writes a candidate's features, those of `base`.
  static func write(_ candidate: TermCollection.Candidate, of part: TermCollection.Part, to row: inout [Float]) {
    row.removeAll(keepingCapacity: true)
    let length = candidate.words.count
    let count = max(candidate.count, 1)
    let frequency = Float(count)
    let logFrequency = log1(count)
    let longer = candidate.longerCount > 0 ? Float(candidate.longerSum) / Float(candidate.longerCount) : 0
    let lanes = candidate.counts.lanes
    func share(_ lane: Int) -> Float { Float(lanes[lane]) / frequency }
    func log1(_ value: Int32) -> Float { logarithm(ofOneAnd: value) }
    let hasReference = part.hasReference
    var sum: Float = 0
    var least = Float.infinity
    var greatest = -Float.infinity
    var rarity: Float = 0
    var unlisted: Float = 0
    var rarest = Int32.max
    var meanCount: Float = 0
    var content: Float = 0
    var everyday: Float = 0
    for number in candidate.words {
      let word = part.words[Int(number)]
      if word.kind.contains(.linker), length > 1 { continue }
      let keyness = keyness(word, tokens: part.tokens, hasReference: hasReference)
      sum += keyness
      least = min(least, keyness)
      greatest = max(greatest, keyness)
      rarity += Float(word.rarity)
      if word.rarity == part.unlisted { unlisted += 1 }
      rarest = min(rarest, word.count)
      meanCount += logarithm(ofOneAnd: word.count - 1)
      if !word.kind.isDisjoint(with: .boundary) { everyday += 1 }
      content += 1
    }
    content = max(content, 1)
    let head = part.words[Int(candidate.words[length - 1])]
    let first = part.words[Int(candidate.words[0])]
    let text = candidate.spellings.first?.text ?? []
    var letters: Float = 0
    var headLetters: Float = 0
    var hasHyphen: Float = 0
    var hasDigit: Float = 0
    var isSymbol: Float = 0
    var before: UInt8 = 0
    var hasLatin = false
    var hasGreek = false
    for byte in text {
      let isLower = byte >= 0x61 && byte <= 0x7A
      let isUpper = byte >= 0x41 && byte <= 0x5A
      // "Pref_max", "aU", "ΩR"
      if byte == 0x5F || isUpper && before >= 0x61 && before <= 0x7A { isSymbol = 1 }
      if isLower || isUpper { hasLatin = true }
      if byte >= 0xCE && byte <= 0xD1 { hasGreek = true }
      before = byte
      if byte == 0x2D { hasHyphen = 1 }
      if byte >= 0x30 && byte <= 0x39 { hasDigit = 1 }
      if byte == 0x20 { headLetters = 0 }
      if byte & 0xC0 != 0x80 && byte != 0x20 {
        letters += 1
        headLetters += 1
      }
    }
    let headKeyness = keyness(head, tokens: part.tokens, hasReference: hasReference)
    let scale = 1 / ReferenceFrequencies.stepsPerDecade
    row.append(1)
    row.append(length == 2 ? 1 : 0)
    row.append(length == 3 ? 1 : 0)
    row.append(length > 3 ? 1 : 0)
    row.append(logFrequency)
    row.append(logFrequency * logFrequency)
    row.append(count == 1 ? 1 : 0)
    row.append(log1(candidate.articles))
    row.append(Float(candidate.articles) / min(frequency, Float(max(part.articles, 1))))
    row.append((1 + max(0, frequency - longer)).logarithm)
    row.append(max(0, frequency - Float(candidate.longerMost)) / frequency)
    row.append(log1(candidate.longerCount))
    row.append(least.isFinite ? least : 0)
    row.append(greatest.isFinite ? greatest : 0)
    row.append(sum / content)
    row.append(headKeyness)
    row.append(keyness(first, tokens: part.tokens, hasReference: hasReference))
    row.append(rarity / content * scale)
    row.append(Float(head.rarity) * scale)
    row.append(unlisted / content)
    row.append(log1(head.endings))
    row.append(log1(first.beginnings))
    row.append(share(PhraseTable.Lane.afterNothing))
    row.append(share(PhraseTable.Lane.afterNounLeader))
    row.append(share(PhraseTable.Lane.afterVerbLeader))
    row.append(share(PhraseTable.Lane.afterFunctionWord))
    row.append(share(PhraseTable.Lane.beforeNothing))
    row.append(share(PhraseTable.Lane.beforeFunctionWord))
    row.append(share(PhraseTable.Lane.capital))
    row.append(share(PhraseTable.Lane.allCapitals))
    row.append(share(PhraseTable.Lane.start))
    row.append(Float(candidate.counts.name) / frequency)
    row.append(share(PhraseTable.Lane.heading))
    row.append(share(PhraseTable.Lane.lastCapital))
    row.append(hasHyphen)
    row.append(hasDigit)
    row.append(letters / Float(length))
    row.append(headLetters)
    row.append(share(PhraseTable.Lane.linked))
    row.append(logFrequency - meanCount / content)
    row.append(rarest == .max ? 0 : log1(rarest))
    row.append(log1(Int32(candidate.spellings.count)))
    row.append(candidate.expansion.isEmpty ? 0 : 1)
    row.append(letters < 4 ? 1 : 0)
    row.append(everyday / content)
    row.append(sum / content * logFrequency)
    row.append(share(PhraseTable.Lane.inName))
    let headAlone = profile(head, part)
    let firstAlone = profile(first, part)
    row.append(headAlone.share(PhraseTable.Lane.afterNounLeader))
    row.append(headAlone.share(PhraseTable.Lane.afterVerbLeader))
    row.append(headAlone.share(PhraseTable.Lane.beforeContent))
    row.append(headAlone.count == 0 ? 0 : log1(headAlone.count))
    row.append(firstAlone.share(PhraseTable.Lane.afterVerbLeader))
    row.append(firstAlone.share(PhraseTable.Lane.beforeContent))
    row.append(firstAlone.share(PhraseTable.Lane.afterNounLeader))
    row.append(letters < 2 ? 1 : 0)
    row.append(isSymbol > 0 || hasLatin && hasGreek ? 1 : 0)
  }

  /// A candidate's features with those that count for its kind only.
  static func all(_ row: [Float], of candidate: TermCollection.Candidate) -> [Float] {
    let none = [Float](repeating: 0, count: baseCount)
    return row + (candidate.words.count == 1 ? row : none) + (candidate.counts.isName ? row : none)
  }

  /// How a word is used, inside longer candidates and outside.
  private struct Profile {
    var lanes = SIMD16<Int32>()
    var count: Int32 = 0

    func share(_ lane: Int) -> Float { count > 0 ? Float(lanes[lane]) / Float(count) : 0 }
  }

  private static func profile(_ word: TermCollection.Word, _ part: TermCollection.Part) -> Profile {
    guard word.alone >= 0 else { return Profile() }
    let counts = part.candidates[Int(word.alone)].counts
    return Profile(lanes: counts.lanes, count: counts.term)
  }
}
