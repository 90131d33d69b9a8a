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
    scanner.begin(words)
    for number in article.segments.indices {
      let (block, place) = (article.segments[number].block, article.segments[number].range)
      let range = words.words(ofBlock: block, in: place)
      guard scanner.hasKey(in: range, words) else { continue }
      article.blocks[block].content.bytes.withUnsafeBufferPointer { text in
        scanner.scan(text, place, words.words[range], words.numbers) { range, entry in
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
  /// The words met so far: for each number the word's key if it is one part, or `isParted`, or `isUnknown`.
  private var single: [Int32] = []
  private static let isParted: Int32 = -2
  private static let isUnknown: Int32 = -3
  /// What words that are not one part come apart into, by their numbers.
  private var parted: [Int32: [TokenParts.Part]] = [:]
  /// What the numbers are of.
  private var known: WordNumbers?
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
  func begin(_ words: WordTable) {
    if known !== words.known {
      known = words.known
      single.removeAll(keepingCapacity: true)
      parted.removeAll(keepingCapacity: true)
    }
    if single.count < words.known.count {
      let more = words.known.count - single.count
      single.append(contentsOf: repeatElement(LanguageScanner.isUnknown, count: more))
    }
    for (entry, number) in words.numbers.enumerated() where single[Int(number)] == LanguageScanner.isUnknown {
      words.vocabulary.withBytes(of: entry) { learn($0, number) }
    }
  }

  private func learn(_ word: UnsafeBufferPointer<UInt8>, _ number: Int32) {
    // Nearly every word is letters of the ASCII alphabet, which is one part.
    if word.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) {
      single[Int(number)] = keys.find(word, in: terms.keys)
      return
    }
    let cut = TokenParts.cut(word) { part in keys.find(part, in: terms.keys) }
    let isWhole = cut.count == 1 && cut[0].script == .spaced && cut[0].skipped == 0
    single[Int(number)] = isWhole ? cut[0].key : LanguageScanner.isParted
    if !isWhole { parted[number] = cut }
  }

  /// Whether a term has any of the words.
  func hasKey(in range: Range<Int>, _ words: WordTable) -> Bool {
    single.withUnsafeBufferPointer { single in
      words.numbers.withUnsafeBufferPointer { numbers in
        words.words.withUnsafeBufferPointer { words in
          for index in range where single[Int(numbers[Int(words[index].id)])] != -1 { return true }
          return false
        }
      }
    }
  }

  func scan(
    _ text: UnsafeBufferPointer<UInt8>, _ range: TextRange, _ words: ArraySlice<Word>, _ numbers: [Int32],
    _ found: (TextRange, LanguageTerms.Entry) -> Void
  ) {
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
        parted[Int32(number)]?.withUnsafeBufferPointer { TokenBuilder.append(word, $0, text, to: &tokens) }
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
