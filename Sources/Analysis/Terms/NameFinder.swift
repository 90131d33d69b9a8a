/// Finds names as sequences of capitals with evidence: a capital where none is due, there or elsewhere in the article.
///
/// The evidence is Mikheev's, "A Knowledge-free Method for Capitalized Word Disambiguation", ACL 1999: what a word is at
/// the start of a sentence is told by how it is written in other places of the same text.
struct NameFinder {
  struct Span {
    var first: Int32
    /// Exclusive.
    var end: Int32
  }

  private static let mostWords = 7
  /// In words after the first.
  private static let longestTitle = 3
  private static let mostTitleWords = 8
  private static let mostParticleBytes = 4
  private static let mostNounsAfterAdjective = 3

  /// Names in order, without overlap.
  static func find(_ text: TermTokens, _ lexicon: TermLexicon, into spans: inout [Span]) {
    let capitalizesNouns = lexicon.capitalizesNouns
    spans.removeAll(keepingCapacity: true)
    let tokens = text.tokens
    var index = 0
    while index < tokens.count {
      if !capitalizesNouns, let end = titleEnd(text, index) {
        spans.append(Span(first: Int32(index), end: Int32(end)))
        index = end
        continue
      }
      guard opensName(text, index, capitalizesNouns) else {
        index += 1
        continue
      }
      let end = end(text, from: index, lexicon)
      var start = index
      if skipsFirst(text, index, end, lexicon) { start += 1 }
      // "Israeli Prime Minister Ariel Sharon": the office parts two names.
      for token in index..<end where token > start && tokens[token].kind.contains(.honorific) {
        add(text, start, token, capitalizesNouns, to: &spans)
        start = token
      }
      add(text, start, end, capitalizesNouns, to: &spans)
      index = end
    }
  }

  /// Whether the first capital is that of a common noun before a name.
  private static func skipsFirst(_ text: TermTokens, _ start: Int, _ end: Int, _ lexicon: TermLexicon) -> Bool {
    let first = text.tokens[start]
    guard end - start > 1, !first.traits.contains(.allCapitals) else { return false }
    if lexicon.inflection.inflectsNames {
      // "Фермер Галина Ткач": of three capitals at the start of a sentence the first is more often a noun's, in languages
      // that write names in two words.
      return end - start == 3 && first.traits.contains(.isStart) && text.capitalCounts[Int(first.word)] == 0
    }
    guard lexicon.capitalizesNouns, start > 0, text.tokens[start - 1].traits.contains(.joinsNext),
      text.tokens[start - 1].kind.contains(.determiner)
    else { return false }
    // "die Schriftstellerin Ines Geipel", "dem Begriff Amokflug"; but "die Deutsche Bank", "im Weißen Haus".
    return end - start > 2 || !text.isAdjective(start) && !first.kind.contains(.unlisted)
  }

  private static func add(
    _ text: TermTokens, _ start: Int, _ end: Int, _ capitalizesNouns: Bool, to spans: inout [Span]
  ) {
    guard let span = trimmed(text, start, end), isName(text, span, capitalizesNouns) else { return }
    spans.append(span)
  }

  private static func opensName(_ text: TermTokens, _ index: Int, _ capitalizesNouns: Bool) -> Bool {
    let token = text.tokens[index]
    guard token.traits.contains(.capital) else { return opensWithPrefix(text, index) }
    let word = Int(token.word)
    let isTrusted = !token.traits.contains(.isStart)
    if token.traits.contains(.allCapitals), isTrusted || text.capitalCounts[word] > 0 { return true }
    guard token.kind.isDisjoint(with: [.stop, .number]) else { return isCapitalArticle(text, index) }
    if capitalizesNouns && token.kind.contains(.common) { return false }
    if isTrusted { return true }
    if text.capitalCounts[word] > text.lowerCounts[word] { return !capitalizesNouns || joinsCapital(text, index) }
    // "Manche Länder": where all nouns have capitals, an adjective at the start of a sentence looks like a name's.
    if capitalizesNouns && text.isAdjective(index) { return false }
    if isQuotation(text, index) { return true }
    // "Tony Blair said": nowhere else, but a capital that needs a reason follows.
    return text.lowerCounts[word] == 0 && joinsCapital(text, index) && token.kind.isDisjoint(with: .common)
  }

  /// "Los Ángeles", "The Guardian" inside a sentence.
  private static func isCapitalArticle(_ text: TermTokens, _ index: Int) -> Bool {
    let token = text.tokens[index]
    return token.kind.contains(.nounLeader) && token.kind.isDisjoint(with: .number) && token.traits.contains(.capital)
      && token.traits.isDisjoint(with: [.isStart, .allCapitals]) && token.end - token.start > 1
      && joinsCapital(text, index)
  }

  /// A quotation of capitals alone: a title.
  private static func isQuotation(_ text: TermTokens, _ index: Int) -> Bool {
    guard text.tokens[index].traits.contains(.opensQuote) else { return false }
    var last = index
    while last + 1 < text.tokens.count, last - index < longestTitle, text.tokens[last].traits.contains(.joinsNext),
      text.tokens[last + 1].traits.contains(.capital)
    { last += 1 }
    return text.tokens[last].traits.contains(.closesQuote)
  }

  /// "al-Qaeda": a particle in lower case with a hyphen.
  private static func opensWithPrefix(_ text: TermTokens, _ index: Int) -> Bool {
    let token = text.tokens[index]
    return token.kind.contains(.particle) && token.traits.contains(.beforeHyphen) && joinsCapital(text, index)
  }

  private static func joinsCapital(_ text: TermTokens, _ index: Int) -> Bool {
    guard text.tokens[index].traits.contains(.joinsNext), index + 1 < text.tokens.count else { return false }
    let next = text.tokens[index + 1]
    return next.traits.contains(.capital) && !next.traits.contains(.isStart) && !next.kind.contains(.stop)
  }

  /// Where the title in quotation marks ends that begins here: two words or more, capitals but for function words in
  /// between; nil when it is none. Of "The Tunnel of Love" in quotation marks all is one name.
  private static func titleEnd(_ text: TermTokens, _ start: Int) -> Int? {
    let tokens = text.tokens
    guard tokens[start].traits.contains([.opensQuote, .capital]), !tokens[start].traits.contains(.closesQuote) else {
      return nil
    }
    var last = start
    while tokens[last].traits.contains(.joinsNext), last + 1 < tokens.count, last - start < mostTitleWords {
      last += 1
      let traits = tokens[last].traits
      if traits.contains(.capital) || tokens[last].kind.contains(.number) {
        if traits.contains(.closesQuote) { return last + 1 }
      } else if tokens[last].kind.isDisjoint(with: [.stop, .particle, .linker]) || traits.contains(.closesQuote) {
        return nil
      }
    }
    return nil
  }

  /// Goes on over joined capitals, and over one or two particles when a capital comes after them.
  private static func end(_ text: TermTokens, from start: Int, _ lexicon: TermLexicon) -> Int {
    let tokens = text.tokens
    let capitalizesNouns = lexicon.capitalizesNouns
    var end = start + 1
    while end < tokens.count, end - start < mostWords, tokens[end - 1].traits.contains(.joinsNext) {
      let next = tokens[end]
      // "Prozent Wachstum": where all nouns have capitals, an everyday word ends a name.
      if capitalizesNouns && !next.kind.isDisjoint(with: [.common, .stop]) && !next.kind.contains(.particle) { break }
      // "Covid-19", but of "Paris-based" only the city.
      if isCapital(text, end) || (next.traits.contains(.afterHyphen) && next.kind.contains(.number)) {
        end += 1
        continue
      }
      if !capitalizesNouns {
        if isNumber(text, end, from: start, lexicon) { return end + 1 }
        if joinsByHyphens(text, end) {
          end += 2
          continue
        }
      }
      var particles = 0
      while particles < 2, end + particles < tokens.count, isParticle(text, end + particles, from: start, end),
        tokens[end + particles].traits.contains(.joinsNext)
      { particles += 1 }
      guard particles > 0, end + particles < tokens.count else { break }
      if capitalizesNouns && !mayTakeParticle(text, start, end) { break }
      let after = tokens[end + particles]
      guard isCapital(text, end + particles), after.kind.isDisjoint(with: [.stop, .calendar]) else { break }
      end += particles + 1
    }
    return lexicon.agreement.isEmpty ? end : endOfNoun(text, start, end, lexicon)
  }

  /// "Route 611", "Xbox 360", but neither "October 12" nor "Part 3"; a year where names are not inflected: "Copa América
  /// 2011".
  private static func isNumber(_ text: TermTokens, _ index: Int, from start: Int, _ lexicon: TermLexicon) -> Bool {
    let (last, number) = (text.tokens[index - 1], text.tokens[index])
    guard number.kind.contains(.number), number.traits.isDisjoint(with: [.beforeHyphen, .afterHyphen]),
      number.end - number.start <= (lexicon.inflection.inflectsNames ? 3 : 4)
    else { return false }
    guard last.kind.isDisjoint(with: [.calendar, .honorific, .number, .stop]), !last.traits.contains(.beforeEnding)
    else {
      return false
    }
    if joinsCapital(text, index) { return false }
    if last.traits.contains(.allCapitals) { return true }
    // One digit is more often a score: "Arsenal 2, Chelsea 1".
    return number.end - number.start > 1 && (index - start > 1 || last.kind.contains(.unlisted))
  }

  /// "Roissy-en-France", "Maine-et-Loire".
  private static func joinsByHyphens(_ text: TermTokens, _ index: Int) -> Bool {
    let token = text.tokens[index]
    return token.traits.contains([.afterHyphen, .beforeHyphen]) && token.end - token.start <= mostParticleBytes
      && index + 1 < text.tokens.count && text.tokens[index + 1].traits.contains(.capital)
  }

  /// Where names of bodies and places have one capital, that of their adjective: of "Массачусетский технологический
  /// институт" the nouns that agree with it belong to it.
  private static func endOfNoun(_ text: TermTokens, _ start: Int, _ end: Int, _ lexicon: TermLexicon) -> Int {
    guard end == start + 1, !text.tokens[start].traits.contains(.isStart) else { return end }
    var last = start
    while last - start < mostNounsAfterAdjective, last + 1 < text.tokens.count,
      text.tokens[last].traits.contains(.joinsNext)
    {
      let (adjective, next) = (text.tokens[last], text.tokens[last + 1])
      guard next.traits.isDisjoint(with: [.capital, .afterHyphen]), next.kind.isDisjoint(with: .boundary) else {
        return end
      }
      if adjective.places.adjective & next.places.noun != 0 { return last + 2 }
      guard adjective.places.adjective & next.places.adjective != 0 else { return end }
      last += 1
    }
    return end
  }

  /// Where all nouns have capitals: of "Henning Voss von der Hochschule" only the name is one, of "der Tür von Abteil 3"
  /// nothing, but all of "Ursula von der Leyen".
  private static func mayTakeParticle(_ text: TermTokens, _ start: Int, _ end: Int) -> Bool {
    guard end == start + 1 else { return false }
    guard start > 0, text.tokens[start - 1].traits.contains(.joinsNext) else { return true }
    return text.tokens[start - 1].kind.isDisjoint(with: [.nounLeader, .number])
  }

  /// A capital that means something, or that of a word that is a name elsewhere.
  private static func isCapital(_ text: TermTokens, _ index: Int) -> Bool {
    let token = text.tokens[index]
    guard token.traits.contains(.capital) else { return false }
    let word = Int(token.word)
    return !token.traits.contains(.isStart) || text.capitalCounts[word] > text.lowerCounts[word]
  }

  private static func isParticle(_ text: TermTokens, _ index: Int, from start: Int, _ end: Int) -> Bool {
    let kind = text.tokens[index].kind
    if text.tokens[index].traits.contains(.capital) { return false }
    if kind.contains(.particle) { return true }
    // The article in "von der Leyen".
    if index == end + 1, kind.contains(.nounLeader), text.tokens[end].kind.contains(.nounLeader) { return true }
    return kind.contains(.weakParticle) && index == end
      && (text.tokens[end - 1].kind.contains(.body) || text.tokens[end - 1].kind.contains(.honorific))
  }

  /// Takes off what is no part of a name at its ends: forms of address, dates, function words.
  private static func trimmed(_ text: TermTokens, _ start: Int, _ end: Int) -> Span? {
    let tokens = text.tokens
    var first = start
    var end = end
    let outside: TermLexicon.Class = [.honorific, .calendar, .number]
    while first < end {
      let token = tokens[first]
      let isWord = isFunctionWord(text, first) && !(first + 1 < end && isCapitalArticle(text, first))
      guard !token.kind.isDisjoint(with: outside) || (isWord && !token.traits.contains(.beforeHyphen)) else { break }
      // "Lord of the Rings" is no lord.
      if token.kind.contains(.honorific), first + 1 < end, tokens[first + 1].kind.contains(.particle),
        !tokens[first + 1].traits.contains(.capital)
      {
        break
      }
      first += 1
    }
    while end > first {
      let token = tokens[end - 1]
      let isWord = isFunctionWord(text, end - 1)
      // A lone initial: the full stop after it was taken for the end of the sentence.
      let isInitial = isOneLetter(token)
      guard !token.kind.isDisjoint(with: [.calendar, .honorific]) || isWord || isInitial,
        !token.traits.contains(.afterHyphen)
      else { break }
      end -= 1
    }
    return first < end ? Span(first: Int32(first), end: Int32(end)) : nil
  }

  /// "the", but not "IT" or "US" among words in small letters.
  private static func isFunctionWord(_ text: TermTokens, _ index: Int) -> Bool {
    let token = text.tokens[index]
    guard token.kind.contains(.stop) else { return false }
    let isTrusted = !token.traits.contains(.isStart) || text.capitalCounts[Int(token.word)] > 0
    return !(token.traits.contains(.allCapitals) && isTrusted)
  }

  private static func isName(_ text: TermTokens, _ span: Span, _ capitalizesNouns: Bool) -> Bool {
    let first = text.tokens[Int(span.first)]
    if span.end - span.first > 1 {
      if !capitalizesNouns || hasSpace(text, span) { return true }
      let last = text.tokens[Int(span.end) - 1]
      return last.traits.contains(.allCapitals) || last.kind.contains(.number)
    }
    if isOneLetter(first) { return false }
    if first.traits.contains(.allCapitals) { return !first.kind.contains(.romanNumeral) }
    if !first.kind.isDisjoint(with: .boundary) { return false }
    if capitalizesNouns { return isNameAmongNouns(text, Int(span.first)) }
    if isQuotation(text, Int(span.first)) { return true }
    let word = Int(first.word)
    return text.capitalCounts[word] > text.lowerCounts[word]
  }

  /// "in Heerenveen", "gegen Syskowa": where all nouns have capitals, a noun right after a preposition is a name if it is
  /// not made as nouns are.
  private static func isNameAmongNouns(_ text: TermTokens, _ index: Int) -> Bool {
    let token = text.tokens[index]
    guard index > 0, token.kind.isDisjoint(with: .commonNoun), !token.traits.contains(.isStart),
      token.traits.isDisjoint(with: [.afterHyphen, .beforeHyphen])
    else { return false }
    let last = text.tokens[index - 1]
    guard last.traits.contains(.joinsNext), last.kind.contains(.nounLeader), !last.kind.contains(.determiner) else {
      return false
    }
    return last.kind.contains(.placeLeader) || token.kind.contains(.unlisted)
  }

  /// "BSR-Sprecherin" is one noun; "DSM-IV" is not.
  private static func hasSpace(_ text: TermTokens, _ span: Span) -> Bool {
    for token in Int(span.first)..<Int(span.end) - 1 where !text.tokens[token].traits.contains(.beforeHyphen) {
      return true
    }
    return false
  }

  private static func isOneLetter(_ token: TermToken) -> Bool {
    // All capitals means two letters at least; a letter of Latin, Greek or Cyrillic has one byte or two.
    token.end - token.start <= 2 && token.traits.contains(.capital) && !token.traits.contains(.allCapitals)
  }
}
