import Articles
import Text

/// Finds where the chosen phrases stand, the longest first, and makes terms of them. One owner; refilled for each article.
struct TermUses {
  /// A form in which a term is written: the first use of it, and how many there are.
  private struct Form {
    var use: Int
    var count: Int
    /// Uses where a capital at the beginning says nothing.
    var startCount: Int
  }

  private struct Use {
    var first: Int32
    /// Exclusive.
    var end: Int32
  }

  private static let mostForms = 24
  /// Bytes of a dash with spaces around.
  private static let widestDash = 5
  /// For each phrase: the index of the candidate it is a form of, or -1.
  private var candidateOf: [Int32] = []
  /// The stems with which chosen phrases begin, as a set of bits over their hashes, and how many words the longest has.
  private var beginnings: [UInt64] = []
  private var mostWords = 0
  /// The uses in the order of the text, each with its candidate; then those of each candidate together.
  private var found: [(candidate: Int32, use: Use)] = []
  private var uses: [Use] = []
  /// Where the uses of each candidate begin; one entry more than there are candidates.
  private var starts: [Int32] = []
  private var forms: [Form] = []

  /// - Parameters:
  ///   - candidates: the chosen ones, best first.
  ///   - aliases: phrases that stand for another: a surname for the whole name.
  mutating func find(
    _ candidates: ArraySlice<TermCandidate>, aliases: [(phrase: Int32, full: Int32)], _ phrases: PhraseTable,
    _ tokens: [TermToken]
  ) {
    candidateOf.removeAll(keepingCapacity: true)
    candidateOf.append(contentsOf: repeatElement(-1, count: phrases.phrases.count))
    beginnings.removeAll(keepingCapacity: true)
    beginnings.append(contentsOf: repeatElement(0, count: TermUses.beginningCount / 64))
    mostWords = 0
    for (index, candidate) in candidates.enumerated() {
      candidateOf[Int(candidate.phrase)] = Int32(index)
      let phrase = phrases.phrases[Int(candidate.phrase)]
      note(phrase, tokens)
    }
    for alias in aliases where candidateOf[Int(alias.full)] >= 0 {
      candidateOf[Int(alias.phrase)] = candidateOf[Int(alias.full)]
      note(phrases.phrases[Int(alias.phrase)], tokens)
    }
    found.removeAll(keepingCapacity: true)
    tokens.withUnsafeBufferPointer { scan(candidates, phrases, $0) }
    group(candidates.count)
  }

  private static let beginningCount = 8192

  private static func beginning(_ stem: UInt64) -> Int { Int(truncatingIfNeeded: stem >> 32) & (beginningCount - 1) }

  private mutating func note(_ phrase: PhraseTable.Phrase, _ tokens: [TermToken]) {
    let bit = TermUses.beginning(tokens[Int(phrase.first)].stem)
    beginnings[bit / 64] |= 1 << UInt64(bit % 64)
    mostWords = max(mostWords, Int(phrase.length))
  }

  /// Brings the uses of each candidate together, in the order of the text.
  private mutating func group(_ count: Int) {
    starts.removeAll(keepingCapacity: true)
    starts.append(contentsOf: repeatElement(0, count: count + 1))
    for (candidate, _) in found { starts[Int(candidate) + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    uses.removeAll(keepingCapacity: true)
    uses.append(contentsOf: repeatElement(Use(first: 0, end: 0), count: found.count))
    for (candidate, use) in found.reversed() {
      starts[Int(candidate) + 1] -= 1
      uses[Int(starts[Int(candidate) + 1])] = use
    }
    // Each start has moved down to that of the candidate before.
    starts.removeFirst()
    starts.append(Int32(found.count))
  }

  private mutating func scan(
    _ candidates: ArraySlice<TermCandidate>, _ phrases: PhraseTable, _ tokens: UnsafeBufferPointer<TermToken>
  ) {
    var start = 0
    while start < tokens.count {
      let bit = TermUses.beginning(tokens[start].stem)
      guard beginnings[bit / 64] & 1 << UInt64(bit % 64) != 0 else {
        start += 1
        continue
      }
      var longest = -1
      var longestEnd = start + 1
      var key = PhraseKey.empty
      var end = start
      while end < tokens.count, end - start < mostWords {
        key = PhraseKey.adding(tokens[end].stem, to: key)
        end += 1
        let phrase = phrases.find(key)
        let candidate = phrase < 0 ? -1 : Int(candidateOf[Int(phrase)])
        if candidate >= 0, isUse(of: candidates[candidates.startIndex + candidate], start, end, tokens) {
          longest = candidate
          longestEnd = end
        }
        guard tokens[end - 1].traits.contains(.joinsNext) else { break }
      }
      if longest >= 0 { found.append((Int32(longest), Use(first: Int32(start), end: Int32(longestEnd)))) }
      start = longestEnd
    }
  }

  /// Names are so with a capital only, abbreviations in their capitals; a term holds no part of a name.
  private func isUse(
    of candidate: TermCandidate, _ start: Int, _ end: Int, _ tokens: UnsafeBufferPointer<TermToken>
  ) -> Bool {
    let token = tokens[start]
    switch candidate.kind {
    case .term: return token.traits.contains(.mayBegin) && tokens[end - 1].traits.contains(.mayEnd)
    case .name: return token.traits.contains(.capital) || token.traits.contains(.beforeHyphen)
    case .abbreviation:
      return token.traits.contains(.allCapitals) || !tokens[Int(candidate.first)].traits.contains(.allCapitals)
    }
  }

  private func uses(of candidate: Int) -> ArraySlice<Use> { uses[Int(starts[candidate])..<Int(starts[candidate + 1])] }

  /// How often a candidate stands by itself.
  func count(of candidate: Int) -> Int { Int(starts[candidate + 1] - starts[candidate]) }

  /// The first use of a candidate that has one.
  func firstUse(of candidate: Int, _ tokens: [TermToken]) -> Term.Use {
    TermUses.place(uses[Int(starts[candidate])], tokens)
  }

  private static func place(_ use: Use, _ tokens: [TermToken]) -> Term.Use {
    Term.Use(
      segment: Int(tokens[Int(use.first)].segment),
      range: TextRange(Int(tokens[Int(use.first)].start), Int(tokens[Int(use.end) - 1].end)))
  }

  /// Makes a candidate's term, without its expansion.
  mutating func term(
    _ index: Int, _ candidate: TermCandidate, _ article: Article, _ tokens: [TermToken], shortestIsBase: Bool
  ) -> Term {
    let uses = uses(of: index)
    let places = uses.map { TermUses.place($0, tokens) }
    let definition = zip(uses, places).first { TermUses.defines($0, $1, article, tokens) }?.1.segment
    if places.count == 1, let place = places.first {
      return Term(
        name: TermUses.string(place, article), kind: candidate.kind, score: Double(candidate.score), count: 1,
        uses: places, context: place.segment, definition: definition)
    }
    findForms(uses, places, article, tokens)
    let best = best(
      candidate.kind, uses, places, shortestIsBase: shortestIsBase && candidate.kind != .abbreviation)
    let name = TermUses.string(places[forms[best].use], article)
    var variants: [String] = []
    for (position, form) in forms.enumerated() where position != best {
      let variant = TermUses.string(places[form.use], article)
      // "Interest rates" at the start of a sentence is no other form of "interest rates".
      let isSentenceCase = form.count == form.startCount && TermUses.differsInFirstLetter(variant, name)
      if !isSentenceCase { variants.append(variant) }
    }
    return Term(
      name: name, kind: candidate.kind, score: Double(candidate.score), count: places.count,
      variants: variants.sorted(), uses: places, context: definition ?? TermUses.context(places, article),
      definition: definition)
  }

  /// Whether a sentence says what the term is: it begins with the term, "is a" or "means" follows.
  private static func defines(_ use: Use, _ place: Term.Use, _ article: Article, _ tokens: [TermToken]) -> Bool {
    let segment = article.segments[place.segment]
    guard article.blocks[segment.block].kind.isProse else { return false }
    let first = Int(use.first)
    let isFirst = tokens[first].start == segment.range.start
    let isAfterArticle =
      first > 0 && Int(tokens[first - 1].start) == segment.range.start
      && tokens[first - 1].segment == tokens[first].segment
      && tokens[first - 1].kind.contains(.nounLeader)
    guard isFirst || isAfterArticle else { return false }
    let next = Int(use.end)
    guard next < tokens.count, tokens[next].segment == tokens[first].segment,
      tokens[next].start - tokens[next - 1].end <= widestDash
    else { return false }
    if tokens[next].kind.contains(.defining) { return true }
    return tokens[next].kind.contains(.copula) && next + 1 < tokens.count
      && tokens[next + 1].segment == tokens[first].segment && tokens[next + 1].kind.contains(.indefinite)
  }

  /// Finds the distinct spellings of a candidate, in order of their first use.
  private mutating func findForms(
    _ uses: ArraySlice<Use>, _ places: [Term.Use], _ article: Article, _ tokens: [TermToken]
  ) {
    forms.removeAll(keepingCapacity: true)
    for (position, use) in uses.enumerated() {
      let isStart = tokens[Int(use.first)].traits.contains(.isStart)
      let known = forms.firstIndex { TermUses.areEqual(places[$0.use], places[position], article) }
      if let known {
        forms[known].count += 1
        if isStart { forms[known].startCount += 1 }
      } else if forms.count < TermUses.mostForms {
        forms.append(Form(use: position, count: 1, startCount: isStart ? 1 : 0))
      }
    }
  }

  /// The form to list: of a name the longest in words, of a term the base form if that is known to be the shortest; then
  /// the one most used inside sentences.
  private func best(
    _ kind: Term.Kind, _ uses: ArraySlice<Use>, _ places: [Term.Use], shortestIsBase: Bool
  ) -> Int {
    func rank(_ form: Form) -> (Int, Int, Int, Int) {
      let use = uses[uses.startIndex + form.use]
      let words = kind == .name ? Int(use.end - use.first) : 0
      let size = shortestIsBase ? -places[form.use].range.count : 0
      return (words, size, form.count - form.startCount, form.count)
    }
    var best = 0
    for position in forms.indices.dropFirst() where rank(forms[position]) > rank(forms[best]) { best = position }
    return best
  }

  private static func areEqual(_ left: Term.Use, _ right: Term.Use, _ article: Article) -> Bool {
    guard left.range.count == right.range.count else { return false }
    return bytes(left, article).elementsEqual(bytes(right, article))
  }

  private static func bytes(_ use: Term.Use, _ article: Article) -> ArraySlice<UInt8> {
    article.blocks[article.segments[use.segment].block].content.bytes[use.range]
  }

  private static func string(_ use: Term.Use, _ article: Article) -> String {
    String(decoding: bytes(use, article), as: UTF8.self)
  }

  private static func differsInFirstLetter(_ left: String, _ right: String) -> Bool {
    left.dropFirst() == right.dropFirst()
  }

  /// The segment of the first use in running text that is long enough to show anything; failing that, of the first use.
  private static func context(_ uses: [Term.Use], _ article: Article) -> Int? {
    let telling = uses.first { use in
      let segment = article.segments[use.segment]
      return article.blocks[segment.block].kind.isProse && segment.range.count >= 40
    }
    return (telling ?? uses.first)?.segment
  }
}
