import Articles
import Text

/// Finds the terms of a termbase in articles: in any inflected form, whole words only, the longest of those that begin at
/// a place, none inside another. One owner.
///
/// One pass over the words, whatever the number of terms: a trie whose letters are words. A word's key in it is looked up
/// once for all articles.
public final class TermMatcher {
  private let index: TermIndex
  private var scanners: [String: LanguageScanner] = [:]
  private let languages: [String]
  private let includesProposed: Bool
  private var targets: [Int64: [TermMatch.Target]] = [:]

  /// - Parameters:
  ///   - languages: those that translations are wanted in; empty for all.
  ///   - includesProposed: whether terms that nobody has decided on are found too.
  public init(_ index: TermIndex, languages: [String] = [], includesProposed: Bool = false) {
    self.index = index
    self.languages = languages.map(LanguageTag.withoutRegion)
    self.includesProposed = includesProposed
  }

  /// The matches in an article's segments, in the order of the text. A place where several concepts have the same term
  /// has a match for each.
  ///
  /// - Parameter words: those of the article.
  public func matches(in article: Article, words: WordTable) -> [TermMatch] {
    guard let language = article.language.map(LanguageTag.primary), let terms = index.languages[language] else {
      return []
    }
    let scanner: LanguageScanner
    if let known = scanners[language] {
      scanner = known
    } else {
      scanner = LanguageScanner(terms, language: language, includesProposed: includesProposed)
      scanners[language] = scanner
    }
    var matches: [TermMatch] = []
    scanner.begin(words.vocabulary)
    for (number, segment) in article.segments.enumerated() {
      let range = words.words(ofBlock: segment.block, in: segment.range)
      guard !range.isEmpty else { continue }
      article.blocks[segment.block].content.bytes.withUnsafeBufferPointer { text in
        scanner.scan(text, segment.range, words.words[range]) { range, entry in
          matches.append(match(entry, range, segment: number))
        }
      }
    }
    return matches
  }

  private func match(_ entry: LanguageTerms.Entry, _ range: TextRange, segment: Int) -> TermMatch {
    let concept = index.concepts[Int(entry.place.concept)]
    let designation = concept.designations[Int(entry.place.designation)]
    return TermMatch(
      segment: segment, range: range, concept: concept.id, term: designation.term, status: designation.status,
      definition: designation.definition.isEmpty ? concept.definition : designation.definition,
      targets: targets(of: entry.place, concept, designation))
  }

  /// The other terms of the concept: translations into the languages that are wanted, and for a term that is not the
  /// one to be used, those of its own language that are.
  private func targets(
    of place: LanguageTerms.Place, _ concept: Concept, _ own: Designation
  ) -> [TermMatch.Target] {
    let key = Int64(place.concept) << 32 | Int64(place.designation)
    if let known = targets[key] { return known }
    let primary = LanguageTag.primary(own.language)
    let found = concept.designations.filter { other in
      if LanguageTag.primary(other.language) == primary {
        return own.status != .approved && other.status == .approved && other.term != own.term
      }
      guard other.status.isDecided || includesProposed else { return false }
      return languages.isEmpty || languages.contains(LanguageTag.withoutRegion(other.language))
    }.map { TermMatch.Target(term: $0.term, language: $0.language, status: $0.status) }
    targets[key] = found
    return found
  }
}

/// Finds the terms of one language; what it learns of words it keeps for the articles that follow.
private final class LanguageScanner {
  private let terms: LanguageTerms
  private let keys: WordKeys
  private let includesProposed: Bool
  /// Words met so far, and what they come apart into.
  private var known = Vocabulary()
  private var partEnds: [Int32] = []
  private var parts: [TokenParts.Part] = []
  /// The key of a word that is one part, or `isParted`.
  private var single: [Int32] = []
  private static let isParted: Int32 = -2
  /// More words than an article has, so that few are looked up twice; and no more, for memory.
  private static let mostKnown = 200_000
  /// For each word of the article's vocabulary its number among `known`.
  private var numbers: [Int32] = []
  /// Keys of ASCII marks.
  private var marks: [Int32] = []
  private var tokens: [MatchToken] = []

  init(_ terms: LanguageTerms, language: String, includesProposed: Bool) {
    self.terms = terms
    self.includesProposed = includesProposed
    keys = WordKeys(language: language)
    for byte: UInt8 in 0..<128 {
      marks.append([byte].withUnsafeBufferPointer { LanguageScanner.find($0, in: terms.keys) })
    }
  }

  private static func find(_ text: UnsafeBufferPointer<UInt8>, in keys: Vocabulary) -> Int32 {
    keys.find(text, hash: Vocabulary.hash(text)).map(Int32.init) ?? -1
  }

  /// Looks up the words of an article.
  func begin(_ vocabulary: Vocabulary) {
    if known.count > LanguageScanner.mostKnown {
      known.removeAll()
      partEnds.removeAll(keepingCapacity: true)
      parts.removeAll(keepingCapacity: true)
      single.removeAll(keepingCapacity: true)
    }
    numbers.removeAll(keepingCapacity: true)
    numbers.reserveCapacity(vocabulary.count)
    for entry in 0..<vocabulary.count {
      let hash = vocabulary.hash(of: entry)
      vocabulary.withBytes(of: entry) { word in
        let number = known.intern(word, hash: hash)
        if number == single.count { learn(word) }
        numbers.append(Int32(number))
      }
    }
  }

  private func learn(_ word: UnsafeBufferPointer<UInt8>) {
    let cut = TokenParts.cut(word) { part in keys.find(part, in: terms.keys) }
    parts.append(contentsOf: cut)
    partEnds.append(Int32(parts.count))
    let isWhole = cut.count == 1 && cut[0].script == .spaced && cut[0].skipped == 0
    single.append(isWhole ? cut[0].key : LanguageScanner.isParted)
  }

  func scan(
    _ text: UnsafeBufferPointer<UInt8>, _ range: TextRange, _ words: ArraySlice<Word>,
    _ found: (TextRange, LanguageTerms.Entry) -> Void
  ) {
    guard words.contains(where: { single[Int(numbers[Int($0.id)])] != -1 }) else { return }
    tokens.removeAll(keepingCapacity: true)
    var last = range.start
    let mark = { (mark: UnsafeBufferPointer<UInt8>) -> Int32 in
      mark.count == 1 ? self.marks[Int(mark[0])] : LanguageScanner.find(mark, in: self.terms.keys)
    }
    for word in words {
      TokenBuilder.appendMarks(text, last, Int(word.start), mark, to: &tokens)
      let number = Int(numbers[Int(word.id)])
      let key = single[number]
      if key != LanguageScanner.isParted {
        tokens.append(
          MatchToken(
            start: word.start, end: word.end, key: key, form: word.form, script: .spaced, opensWord: true,
            closesWord: true))
      } else {
        let start = number == 0 ? 0 : Int(partEnds[number - 1])
        parts.withUnsafeBufferPointer { parts in
          let own = UnsafeBufferPointer(rebasing: parts[start..<Int(partEnds[number])])
          TokenBuilder.append(word, own, text, to: &tokens)
        }
      }
      last = Int(word.end)
    }
    TokenBuilder.appendMarks(text, last, range.end, mark, to: &tokens)
    walk(text, found)
  }

  private func walk(_ text: UnsafeBufferPointer<UInt8>, _ found: (TextRange, LanguageTerms.Entry) -> Void) {
    var start = 0
    while start < tokens.count {
      let key = tokens[start].key
      var node = key < 0 ? 0 : terms.first[Int(key)]
      guard node > 0 else {
        start += 1
        continue
      }
      var end = start
      var best = 0
      var bestNode: Int32 = 0
      while node > 0 {
        end += 1
        if terms.outputs[Int(node)] >= 0, hasEdges(start, end), accepts(node, start, text) {
          best = end
          bestNode = node
        }
        guard end < tokens.count, tokens[end].key >= 0 else { break }
        node = terms.edges.find(node, tokens[end].key)
      }
      guard best > 0 else {
        start += 1
        continue
      }
      let range = TextRange(Int(tokens[start].start), Int(tokens[best - 1].end))
      var entry = terms.outputs[Int(bestNode)]
      while entry >= 0 {
        let candidate = terms.entries[Int(entry)]
        if accepts(candidate, start, text) { found(range, candidate) }
        entry = candidate.next
      }
      start = best
    }
  }

  /// Whether a term may begin and end at the tokens, in a script without spaces.
  private func hasEdges(_ start: Int, _ end: Int) -> Bool {
    let (first, last) = (tokens[start], tokens[end - 1])
    if first.script == .dictionary && !first.opensWord { return false }
    if last.script == .dictionary && !last.closesWord { return false }
    if first.script == .katakana, start > 0, tokens[start - 1].script == .katakana,
      tokens[start - 1].end == first.start
    {
      return false
    }
    if last.script == .katakana, end < tokens.count, tokens[end].script == .katakana, tokens[end].start == last.end {
      return false
    }
    return true
  }

  private func accepts(_ node: Int32, _ start: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var entry = terms.outputs[Int(node)]
    while entry >= 0 {
      if accepts(terms.entries[Int(entry)], start, text) { return true }
      entry = terms.entries[Int(entry)].next
    }
    return false
  }

  private func accepts(_ entry: LanguageTerms.Entry, _ start: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard entry.status.isDecided || includesProposed else { return false }
    for number in entry.requirements {
      let requirement = terms.requirements[Int(number)]
      let token = tokens[start + Int(requirement.token)]
      guard token.form.contains(.capital) else { return false }
      if !requirement.spelling.isEmpty, !spells(token, requirement.spelling, text) { return false }
    }
    return true
  }

  /// Whether a token is spelled so, or so with the small "s" of a plural: "NGOs".
  private func spells(_ token: MatchToken, _ spelling: [UInt8], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = Int(token.end - token.start)
    guard count == spelling.count || (count == spelling.count + 1 && text[Int(token.end) - 1] == 0x73) else {
      return false
    }
    for (offset, byte) in spelling.enumerated() where text[Int(token.start) + offset] != byte { return false }
    return true
  }
}
