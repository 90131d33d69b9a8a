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

  /// Names in order, without overlap.
  static func find(_ text: TermTokens, capitalizesNouns: Bool, into spans: inout [Span]) {
    spans.removeAll(keepingCapacity: true)
    let tokens = text.tokens
    var index = 0
    while index < tokens.count {
      guard opensName(text, index, capitalizesNouns) else {
        index += 1
        continue
      }
      let end = end(text, from: index)
      var start = index
      // "Israeli Prime Minister Ariel Sharon": the office parts two names.
      for token in index..<end where token > start && tokens[token].kind.contains(.honorific) {
        add(text, start, token, capitalizesNouns, to: &spans)
        start = token
      }
      add(text, start, end, capitalizesNouns, to: &spans)
      index = end
    }
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
    guard token.kind.isDisjoint(with: [.stop, .number]) else { return false }
    if isTrusted { return true }
    if text.capitalCounts[word] > text.lowerCounts[word] { return !capitalizesNouns || joinsCapital(text, index) }
    // "Tony Blair said": nowhere else, but a capital that needs a reason follows.
    return text.lowerCounts[word] == 0 && joinsCapital(text, index) && token.kind.isDisjoint(with: .common)
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

  /// Goes on over joined capitals, and over one or two particles when a capital comes after them.
  private static func end(_ text: TermTokens, from start: Int) -> Int {
    let tokens = text.tokens
    var end = start + 1
    while end < tokens.count, end - start < mostWords, tokens[end - 1].traits.contains(.joinsNext) {
      let next = tokens[end]
      // "Covid-19", but of "Paris-based" only the city.
      if next.traits.contains(.capital) || (next.traits.contains(.afterHyphen) && next.kind.contains(.number)) {
        end += 1
        continue
      }
      var particles = 0
      while particles < 2, end + particles < tokens.count, tokens[end + particles].kind.contains(.particle),
        tokens[end + particles].traits.contains(.joinsNext)
      { particles += 1 }
      guard particles > 0, end + particles < tokens.count else { break }
      let after = tokens[end + particles]
      guard after.traits.contains(.capital), after.kind.isDisjoint(with: [.stop, .calendar]) else { break }
      end += particles + 1
    }
    return end
  }

  /// Takes off what is no part of a name at its ends: forms of address, dates, function words.
  private static func trimmed(_ text: TermTokens, _ start: Int, _ end: Int) -> Span? {
    let tokens = text.tokens
    var first = start
    var end = end
    let outside: TermLexicon.Class = [.honorific, .calendar, .number]
    while first < end {
      let token = tokens[first]
      let isWord = token.kind.contains(.stop) && !token.traits.contains(.allCapitals)
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
      let isWord = token.kind.contains(.stop) && !token.traits.contains(.allCapitals)
      guard !token.kind.isDisjoint(with: [.calendar, .honorific]) || isWord, !token.traits.contains(.afterHyphen)
      else { break }
      end -= 1
    }
    return first < end ? Span(first: Int32(first), end: Int32(end)) : nil
  }

  private static func isName(_ text: TermTokens, _ span: Span, _ capitalizesNouns: Bool) -> Bool {
    let first = text.tokens[Int(span.first)]
    let length = span.end - span.first
    if length > 1 { return true }
    if first.end - first.start < 2 { return false }
    if first.traits.contains(.allCapitals) { return true }
    if capitalizesNouns || !first.kind.isDisjoint(with: .boundary) { return false }
    let word = Int(first.word)
    return text.capitalCounts[word] > text.lowerCounts[word]
  }
}
