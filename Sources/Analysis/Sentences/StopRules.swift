import Text

/// Whether a full stop with white space behind it ends a sentence, or an abbreviation, an initial or an ordinal.
extension SentenceScan {
  mutating func endsAtStop(_ marks: EndMarks, _ close: Int, _ next: Int, _ word: NextWord, _ opensItem: Bool) -> Bool {
    if rules.hasNoFullStop { return false }
    var stop = marks.first
    // "د\u{202A}.\u{202C}"
    while stop > start, rules.pointClass(text.pointBefore(stop)) == .invisible { stop -= text.previous(stop).count }
    var token = text.tokenStart(stop, from: start)
    // "1. -3. Jahrhundert"
    if token + 1 < stop, text[token] == 0x2D, isNumber(token + 1, stop) { token += 1 }
    let before = text.pointBefore(stop)
    // "5)." and "“so”.": nothing is shortened before the stop.
    guard token < stop,
      SentenceText.isLetter(before) || SentenceText.isDigit(before) || before == 0xB0 || before == 0xBA
        || before == 0xAA
    else {
      if stop == firstOfSentence { return false }
      guard word.kind == .lower else { return true }
      return word.isCamel || opensItem || isAddress(word.offset) || (!marks.hasQuote && isStrongStarter(word.offset))
    }
    let isFirst = self.isFirst(token)
    if isNumber(token, stop) { return endsAtNumber(marks, token, isFirst, word) }
    let (first, width) = text.next(token)
    let isSingle = token + width == stop || (token + width < stop && isMark(token + width, stop))
    // "a. first", "B. Next" at the start of a sentence: the mark of an item.
    if isFirst, isSingle || item.end == close && item.kind != .none { return false }
    // "P.S. By the way"
    if isFirst, isDottedLetters(token, stop) { return false }
    if isSingle, SentenceText.isUpper(first) { return endsAtInitial(token, next, word) }
    let kind = abbreviation(token, stop)
    if word.kind == .lower {
      if kind != nil { return word.isCamel && kind == .either }
      if isDottedLetters(token, stop) { return false }
      if word.isCamel || opensItem || word.hasEllipsis || isAddress(word.offset) { return true }
      if marks.hasQuote || marks.hasBracket || word.hasDash { return false }
      return beginsInLowerCase(token, word, after: marks)
    }
    if let kind { return endsAtAbbreviation(kind, marks, token, next, word) }
    if rules.data.conventions.hasRomanOrdinals, isRoman(token, stop) {
      return isStarter(word.offset) && !isOrdinalContext(token)
    }
    if isDottedLetters(token, stop) { return endsAtAbbreviation(.either, marks, token, next, word) }
    if word.kind == .digit { return endsBeforeNumber(token, stop) }
    if word.kind == .symbol, text.point(at: word.offset) == 0x2116 { return false }
    if word.hasDash, isInQuotation(stop), hasAside(stop) { return false }
    if isSingle {
      guard SentenceText.isLower(first) else { return false }
      return isWord(token, stop, rules.data.stopWords) || isStarter(word.offset) || word.hasQuote
    }
    if hasNoVowel(token, stop) { return isStarter(word.offset) || word.hasQuote || word.hasDash }
    return true
  }

  private func isMark(_ offset: Int, _ end: Int) -> Bool {
    var at = offset
    while at < end {
      let (point, width) = text.next(at)
      guard rules.pointClass(point) == .invisible else { return false }
      at += width
    }
    return true
  }

  // MARK: Abbreviations

  private mutating func endsAtAbbreviation(
    _ kind: LanguageData.AbbreviationKind, _ marks: EndMarks, _ token: Int, _ next: Int, _ word: NextWord
  ) -> Bool {
    let isNumber = word.kind == .digit
    switch kind {
    case .inside: return false
    case .beforeName:
      // "on Main St. The", "in Ste. The": a name before it, and a word that no name is.
      guard word.kind == .upper, !word.hasQuote, isCapitalized(text.tokenBefore(token, from: start)) else {
        return false
      }
      return isStarter(word.offset)
    case .beforeNumber:
      if isNumber || word.kind == .symbol || word.hasBracket { return false }
      return !isNumeral(word.offset)
    case .either:
      if isNumber || word.hasBracket || word.kind == .symbol { return false }
      if word.hasDash { return false }
      if word.hasQuote || word.isInverted { return true }
      if isStarter(word.offset) || (word.kind == .upper && isHour(token, marks.first) && isTitle(word.offset)) {
        return !isShort(token)
      }
      // "pears, etc. Mangos": what ends lists and counts, in small letters, hardly ever stands before a name.
      if word.kind == .upper, !rules.hasNounCapitals, isSmallWord(token, marks.first) { return true }
      return false
    }
  }

  /// Two small letters or more, but not one doubled, as "гг." for years, which names do follow.
  private func isSmallWord(_ start: Int, _ end: Int) -> Bool {
    let (first, width) = text.next(start)
    if start + 2 * width == end, text.point(at: start + width) == first { return false }
    var letters = 0
    var at = start
    while at < end {
      let (point, width) = text.next(at)
      guard SentenceText.isLower(point) else { return false }
      letters += 1
      at += width
    }
    return letters >= 2
  }

  /// "6 P.M"
  private func isHour(_ token: Int, _ stop: Int) -> Bool {
    isDottedLetters(token, stop) && isDigitToken(text.tokenBefore(token, from: start))
  }

  /// "Mr." as the word at an offset.
  private func isTitle(_ offset: Int) -> Bool {
    let end = text.wordEnd(offset)
    return end < text.count && text[end] == 0x2E && kind(offset, end) == .beforeName
  }

  /// "At 5 a.m. Mr. Smith": nothing has been said yet but the time.
  private func isShort(_ token: Int) -> Bool {
    let hour = text.tokenBefore(token, from: start)
    guard isDigitToken(hour), hour.start > firstOfSentence else { return false }
    return text.tokenBefore(hour.start, from: start).start <= firstOfSentence
  }

  /// The kind of an abbreviation, of up to three words with spaces between: "Dr", "z. B", "и т. д".
  func abbreviation(_ token: Int, _ stop: Int) -> LanguageData.AbbreviationKind? {
    // "l'Avv", "d'Ing"
    if let apostrophe = apostrophe(token, stop) { return abbreviation(apostrophe, stop) }
    if let kind = kind(token, stop) {
      // "Lt. Col" is one that a longer one may overrule: "z. B" is not "B".
      return longer(token, stop) ?? kind
    }
    return longer(token, stop) ?? goingOn(token, stop)
  }

  private func apostrophe(_ token: Int, _ stop: Int) -> Int? {
    guard stop - token > 3 else { return nil }
    for at in (token + 1)..<min(token + 6, stop - 1) {
      if text[at] == 0x27 { return at + 1 }
      if text[at] == 0xE2, text.point(at: at) == 0x2019, at + 3 < stop { return at + 3 }
    }
    return nil
  }

  private func longer(_ token: Int, _ stop: Int) -> LanguageData.AbbreviationKind? {
    guard isIn(rules.lastParts, token, stop) else { return nil }
    var begin = token
    var found: LanguageData.AbbreviationKind?
    for _ in 0..<3 {
      guard begin > start else { break }
      let before = text.tokenBefore(begin, from: start)
      guard !before.isEmpty, before.start < begin, stop - before.start <= SentenceText.reach else { break }
      begin = before.start
      if let kind = kind(begin, stop) { found = kind }
      // Only the first part of all may be written without a stop: "et al", "и т. д".
      if text[before.end - 1] != 0x2E { break }
    }
    return found
  }

  /// Whether an abbreviation of several parts goes on after the space: "z. B.", "EE. UU.", "s. r. o.".
  private func goingOn(_ token: Int, _ stop: Int) -> LanguageData.AbbreviationKind? {
    var end = stop + 1
    guard text.space(end) > 0, isIn(rules.firstParts, token, stop) else { return nil }
    for _ in 0..<2 {
      let width = text.space(end)
      guard width > 0 else { return nil }
      var at = end + width
      let limit = min(text.count, at + 16)
      while at < limit, text.space(at) == 0, text[at] != 0x2E { at += text.next(at).count }
      guard at < limit, text[at] == 0x2E else { return nil }
      if kind(token, at) != nil { return .inside }
      end = at + 1
    }
    return nil
  }

  private func isIn(_ words: Vocabulary, _ start: Int, _ end: Int) -> Bool {
    let word = text.slice(start, end)
    return words.count > 0 && words.find(word, hash: Vocabulary.hash(word)) != nil
  }

  private func kind(_ start: Int, _ end: Int) -> LanguageData.AbbreviationKind? {
    // Some bytes more for spaces that are wider than the plain one.
    guard end - start <= rules.longest + 6 else { return nil }
    let word = text.slice(start, end)
    if let entry = rules.data.abbreviations.find(word, hash: Vocabulary.hash(word)) {
      return rules.data.abbreviationKinds[entry]
    }
    let isCapital = end - start > text.next(start).count && SentenceText.isUpper(text.point(at: start))
    guard isCapital || word.contains(where: { $0 == 0xC2 || $0 == 0xE2 }) else { return nil }
    return changedKind(start, end, isCapital)
  }

  /// As `kind`, with any kind of space standing for the plain one, and capitals for small letters: "Vgl." at the start of
  /// a sentence, "ST. ORLAN" in a dateline. A single capital is an initial.
  private func changedKind(_ start: Int, _ end: Int, _ isCapital: Bool) -> LanguageData.AbbreviationKind? {
    var buffer = InlineWord()
    var at = start
    while at < end {
      let (point, width) = text.next(at)
      if SentenceText.isSpace(point) {
        buffer.append(0x20)
      } else if rules.pointClass(point) != .invisible {
        for i in at..<min(at + width, end) { buffer.append(text[i]) }
      }
      at += width
    }
    if let kind = lookUp(&buffer) { return kind }
    guard isCapital else { return nil }
    buffer.lowerRest()
    if let kind = lookUp(&buffer) { return kind }
    buffer.lowerFirst()
    return lookUp(&buffer)
  }

  private func lookUp(_ word: inout InlineWord) -> LanguageData.AbbreviationKind? {
    word.withBytes { bytes in
      rules.data.abbreviations.find(bytes, hash: Vocabulary.hash(bytes)).map { rules.data.abbreviationKinds[$0] }
    }
  }

  /// "U.S", "т.е", "Ph.D": letters with full stops between.
  private func isDottedLetters(_ start: Int, _ end: Int) -> Bool {
    guard end - start >= 3 else { return false }
    var hasStop = false
    var hasSingle = false
    var letters = 0
    var at = start
    while at < end {
      let (point, width) = text.next(at)
      if point == 0x2E {
        guard letters > 0 else { return false }
        if letters == 1 { hasSingle = true }
        hasStop = true
        letters = 0
      } else if rules.pointClass(point) != .invisible {
        letters += 1
        guard letters <= 2, SentenceText.isLetter(point) else { return false }
      }
      at += width
    }
    // "bt.dk" is an address.
    return hasStop && (hasSingle || letters == 1)
  }

  /// Two to four letters without a vowel can only be short for something.
  private func hasNoVowel(_ start: Int, _ end: Int) -> Bool {
    var letters = 0
    var at = start
    while at < end {
      let (point, width) = text.next(at)
      guard SentenceText.isLower(point), point < 0x80 else { return false }
      letters += 1
      switch UInt8(truncatingIfNeeded: point) {
      // r, l and w sound as vowels in some languages.
      case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79, 0x72, 0x6C, 0x77: return false
      default: break
      }
      at += width
    }
    return letters >= 2 && letters <= 4
  }

  // MARK: Initials

  /// "A. Sarova", "J. R. R. Tolkien", but "you and I. Did", "Plan B. The".
  private mutating func endsAtInitial(_ token: Int, _ next: Int, _ word: NextWord) -> Bool {
    if let kind = longerOrGoingOn(token, token + text.next(token).count) {
      guard kind == .either else { return false }
      return isStarter(word.offset) && word.kind != .lower
    }
    guard word.kind == .upper else {
      return word.kind == .lower ? false : word.kind == .digit ? false : word.hasQuote && false
    }
    let before = text.tokenBefore(token, from: start)
    let isI = token + 1 < text.count && text[token] == 0x49
    if before.isEmpty { return false }
    // After another initial it is one too.
    if before.end - before.start <= 3, text[before.end - 1] == 0x2E { return false }
    let end = text.wordEnd(word.offset)
    // "I. D. Smith": another initial follows.
    if end < text.count, text[end] == 0x2E, end - word.offset <= 2 { return false }
    let isAfterSmallWord = SentenceText.isLower(text.point(at: before.start))
    if isI, isAfterSmallWord, rules.data.language == "en" { return true }
    return isStarter(word.offset) && end - word.offset > 1 || (isStarter(word.offset) && isAfterSmallWord)
  }

  private func longerOrGoingOn(_ token: Int, _ stop: Int) -> LanguageData.AbbreviationKind? {
    longer(token, stop) ?? goingOn(token, stop)
  }

  // MARK: Numbers

  private func isNumber(_ start: Int, _ end: Int) -> Bool {
    var at = start
    while at < end {
      let (point, width) = text.next(at)
      guard SentenceText.isDigit(point) else { return false }
      at += width
    }
    return end > start
  }

  private mutating func endsAtNumber(_ marks: EndMarks, _ token: Int, _ isFirst: Bool, _ word: NextWord) -> Bool {
    let digits = marks.first - token
    // "1. Open the valve": the number of an item.
    if isFirst, digits <= 3 { return false }
    if item.end == marks.end, item.kind == .number { return false }
    if word.kind == .lower {
      return !rules.data.conventions.hasDigitOrdinals && (word.isCamel || isStrongStarter(word.offset))
    }
    if marks.hasQuote || marks.hasBracket { return true }
    guard rules.data.conventions.hasDigitOrdinals else { return true }
    if word.kind == .digit { return digits > 2 }
    if isAfterOrdinal(word.offset) { return false }
    if digits > 2 { return true }
    if word.hasQuote || word.hasDash { return !isOrdinalContext(token) }
    if word.kind == .symbol { return false }
    return isStarter(word.offset) || !isOrdinalContext(token)
  }

  /// Whether a number stands after a function word or at none: "am 3. Mai", not "Seite 12. Dort".
  private mutating func isOrdinalContext(_ token: Int) -> Bool {
    let before = text.tokenBefore(token, from: start)
    guard !before.isEmpty else { return true }
    let end = text.wordEnd(before.start)
    guard end == before.end else { return true }
    if isWord(before.start, end, rules.data.stopWords) { return true }
    // Where nouns have capitals, a number after one counts it; elsewhere it is a name: "Konya 4. Aile Mahkemesi".
    return !rules.hasNounCapitals || !SentenceText.isUpper(text.point(at: before.start))
  }

  /// Before a number a sentence ends only after a plain word: long enough, in lower case or with a capital first.
  private func endsBeforeNumber(_ start: Int, _ stop: Int) -> Bool {
    // "Hauptstr. 12", "Telefonnr. 30"
    if stop - start > 4, text[stop - 1] == 0x72,
      text[stop - 2] == 0x6E || (text[stop - 2] == 0x74 && text[stop - 3] == 0x73)
    {
      return false
    }
    var letters = 0
    var at = stop
    var isCapital = false
    while at > start {
      let (point, width) = text.previous(at)
      guard SentenceText.isLetter(point) else { break }
      guard !isCapital else { return true }
      isCapital = SentenceText.isUpper(point)
      letters += 1
      at -= width
    }
    // Where a language has a stop list, its abbreviations are known too.
    let enough = isCapital ? 4 : rules.data.stopWords.count > 0 ? 3 : 4
    return letters >= enough
  }

  /// "IV", "XII" or "12" as the word at an offset.
  func isNumeral(_ offset: Int) -> Bool {
    let end = text.wordEnd(offset)
    return end > offset && isRoman(offset, end)
  }

  private func isRoman(_ start: Int, _ end: Int) -> Bool {
    guard end > start, end - start <= 8 else { return false }
    for i in start..<end {
      switch text[i] {
      case 0x49, 0x56, 0x58, 0x4C, 0x43, 0x44, 0x4D: continue
      default: return false
      }
    }
    return true
  }

  // MARK: Words

  private func isDigitToken(_ token: TextRange) -> Bool {
    !token.isEmpty && text[token.end - 1] >= 0x30 && text[token.end - 1] <= 0x39
  }

  private func isCapitalized(_ token: TextRange) -> Bool {
    guard !token.isEmpty, SentenceText.isUpper(text.point(at: token.start)) else { return false }
    return SentenceText.isLetter(text.pointBefore(token.end))
  }

  private mutating func isAfterOrdinal(_ offset: Int) -> Bool {
    isWord(offset, text.wordEnd(offset), rules.data.conventions.afterOrdinal)
  }

  /// Whether the word at an offset is one that begins sentences far more often than it follows an abbreviation.
  mutating func isStarter(_ offset: Int) -> Bool {
    let end = text.wordEnd(offset)
    if isWord(offset, end, rules.starters) { return true }
    // "It's", "J'ai", "Mr."
    var at = offset
    while at < end, text[at] != 0x27, text[at] != 0xE2 { at += text.next(at).count }
    return at < end && at > offset && isWord(offset, at, rules.starters)
  }

  mutating func isWord(_ start: Int, _ end: Int, _ words: Vocabulary) -> Bool {
    guard end > start else { return false }
    scratch.removeAll(keepingCapacity: true)
    var at = start
    while at < end {
      let (point, width) = text.next(at)
      let folded = point < 0x10000 ? UInt32(CharacterTables.folded[Int(point)]) : point
      CodePoints.append(folded, to: &scratch)
      at += width
    }
    return scratch.withUnsafeBufferPointer { words.find($0, hash: Vocabulary.hash($0)) != nil }
  }

  /// Whether a sentence may begin with a small letter here, as in chats: the one before did too, or a word that surely
  /// begins sentences comes after one that is surely whole.
  mutating func beginsInLowerCase(_ token: Int, _ word: NextWord, after marks: EndMarks) -> Bool {
    let end = text.wordEnd(word.offset)
    let isWhole = isPlainWord(token, marks.first, atLeast: 2)
    if !marks.hasMark, !isWhole {
      // "call 303-832-8160. they"
      return SentenceText.isDigit(text.pointBefore(marks.first)) && isStrongStarter(word.offset)
    }
    if SentenceText.isLower(text.point(at: firstOfSentence)), marks.hasMark || !isFirst(token) { return true }
    if isWord(word.offset, end, rules.data.conventions.starters) {
      return marks.hasMark || isPlainWord(token, marks.first, atLeast: 3)
    }
    if marks.hasMark, end < text.count, text[end] == 0x3F { return true }
    return false
  }

  /// Whether a word is of those that begin sentences in careless small letters too.
  mutating func isStrongStarter(_ offset: Int) -> Bool {
    isWord(offset, text.wordEnd(offset), rules.data.conventions.starters)
  }

  /// "http://", "www."
  func isAddress(_ offset: Int) -> Bool {
    guard offset + 4 < text.count else { return false }
    let word = text.slice(offset, offset + 4)
    return word.elementsEqual([0x68, 0x74, 0x74, 0x70]) || word.elementsEqual([0x77, 0x77, 0x77, 0x2E])
  }

  /// Letters only, with hyphens and apostrophes.
  func isPlainWord(_ start: Int, _ end: Int, atLeast count: Int) -> Bool {
    var letters = 0
    var at = start
    while at < end {
      let (point, width) = text.next(at)
      guard SentenceText.isLetter(point) || point == 0x2D || point == 0x2019 || point == 0x27 else { return false }
      letters += 1
      at += width
    }
    return letters >= count
  }
}
