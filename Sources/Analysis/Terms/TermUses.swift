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

  /// For each phrase: the index of the candidate it is a form of, or -1; and whether a chosen phrase goes on from it.
  private var candidateOf: [Int32] = []
  private var goesOn: [Bool] = []
  private var uses: [[Use]] = []

  /// - Parameters:
  ///   - candidates: the chosen ones, best first.
  ///   - aliases: phrases that stand for another: a surname for the whole name.
  mutating func find(
    _ candidates: ArraySlice<TermCandidate>, aliases: [(phrase: Int32, full: Int32)], _ phrases: PhraseTable,
    _ tokens: [TermToken]
  ) {
    candidateOf.removeAll(keepingCapacity: true)
    candidateOf.append(contentsOf: repeatElement(-1, count: phrases.phrases.count))
    goesOn.removeAll(keepingCapacity: true)
    goesOn.append(contentsOf: repeatElement(false, count: phrases.phrases.count))
    for index in uses.indices { uses[index].removeAll(keepingCapacity: true) }
    while uses.count < candidates.count { uses.append([]) }
    for (index, candidate) in candidates.enumerated() {
      candidateOf[Int(candidate.phrase)] = Int32(index)
      var parent = phrases.phrases[Int(candidate.phrase)].parent
      while parent >= 0 {
        goesOn[Int(parent)] = true
        parent = phrases.phrases[Int(parent)].parent
      }
    }
    for alias in aliases { candidateOf[Int(alias.phrase)] = candidateOf[Int(alias.full)] }
    scan(candidates, phrases, tokens)
  }

  private mutating func scan(
    _ candidates: ArraySlice<TermCandidate>, _ phrases: PhraseTable, _ tokens: [TermToken]
  ) {
    var start = 0
    while start < tokens.count {
      var longest = -1
      var longestEnd = start + 1
      var phrase = phrases.find(-1, tokens[start].stem)
      var end = start + 1
      while phrase >= 0 {
        let candidate = Int(candidateOf[Int(phrase)])
        if candidate >= 0, isUse(of: candidates[candidates.startIndex + candidate], start, end, tokens) {
          longest = candidate
          longestEnd = end
        }
        guard goesOn[Int(phrase)], end < tokens.count, tokens[end - 1].traits.contains(.joinsNext) else { break }
        phrase = phrases.find(phrase, tokens[end].stem)
        end += 1
      }
      if longest >= 0 { uses[longest].append(Use(first: Int32(start), end: Int32(longestEnd))) }
      start = longestEnd
    }
  }

  /// Names are so with a capital only, abbreviations in their capitals; a term holds no part of a name.
  private func isUse(of candidate: TermCandidate, _ start: Int, _ end: Int, _ tokens: [TermToken]) -> Bool {
    let token = tokens[start]
    switch candidate.kind {
    case .term: return token.traits.contains(.mayBegin) && tokens[end - 1].traits.contains(.mayEnd)
    case .name: return token.traits.contains(.capital) || token.traits.contains(.beforeHyphen)
    case .abbreviation:
      return token.traits.contains(.allCapitals) || !tokens[Int(candidate.first)].traits.contains(.allCapitals)
    }
  }

  /// How often a candidate stands by itself.
  func count(of candidate: Int) -> Int { uses[candidate].count }

  /// The first use of a candidate that has one.
  func firstUse(of candidate: Int, _ tokens: [TermToken]) -> Term.Use { TermUses.place(uses[candidate][0], tokens) }

  private static func place(_ use: Use, _ tokens: [TermToken]) -> Term.Use {
    Term.Use(
      segment: Int(tokens[Int(use.first)].segment),
      range: TextRange(Int(tokens[Int(use.first)].start), Int(tokens[Int(use.end) - 1].end)))
  }

  /// Makes a candidate's term, without its expansion.
  func term(
    _ index: Int, _ candidate: TermCandidate, _ article: Article, _ tokens: [TermToken], baseIsShortest: Bool
  ) -> Term {
    let places = uses[index].map { TermUses.place($0, tokens) }
    if places.count == 1, let place = places.first {
      return Term(
        name: TermUses.string(place, article), kind: candidate.kind, score: Double(candidate.score), count: 1,
        uses: places, context: String(decoding: article.text(of: article.segments[place.segment]), as: UTF8.self))
    }
    let forms = forms(of: index, places, article, tokens)
    let best = TermUses.best(
      forms, candidate.kind, uses[index], places, baseIsShortest: baseIsShortest && candidate.kind != .abbreviation)
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
      variants: variants.sorted(), uses: places, context: TermUses.context(places, article))
  }

  /// The distinct spellings of a candidate, in order of their first use.
  private func forms(
    of index: Int, _ places: [Term.Use], _ article: Article, _ tokens: [TermToken]
  ) -> [Form] {
    var forms: [Form] = []
    for (position, place) in places.enumerated() {
      let isStart = tokens[Int(uses[index][position].first)].traits.contains(.isStart)
      let bytes = TermUses.bytes(place, article)
      if let known = forms.firstIndex(where: { TermUses.bytes(places[$0.use], article) == bytes }) {
        forms[known].count += 1
        if isStart { forms[known].startCount += 1 }
      } else if forms.count < 24 {
        forms.append(Form(use: position, count: 1, startCount: isStart ? 1 : 0))
      }
    }
    return forms
  }

  /// The form to list: of a name the longest in words, of a term the base form if that is known to be the shortest; then
  /// the one most used inside sentences.
  private static func best(
    _ forms: [Form], _ kind: Term.Kind, _ uses: [Use], _ places: [Term.Use], baseIsShortest: Bool
  ) -> Int {
    func rank(_ form: Form) -> (Int, Int, Int, Int) {
      let words = kind == .name ? Int(uses[form.use].end - uses[form.use].first) : 0
      let size = baseIsShortest ? -places[form.use].range.count : 0
      return (words, size, form.count - form.startCount, form.count)
    }
    var best = 0
    for position in forms.indices.dropFirst() where rank(forms[position]) > rank(forms[best]) { best = position }
    return best
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

  /// The sentence of the first use in running text that is long enough to show anything; failing that, of the first use.
  private static func context(_ uses: [Term.Use], _ article: Article) -> String {
    guard let first = uses.first else { return "" }
    let telling = uses.first { use in
      let segment = article.segments[use.segment]
      return article.blocks[segment.block].kind.isProse && segment.range.count >= 40
    }
    return String(decoding: article.text(of: article.segments[(telling ?? first).segment]), as: UTF8.self)
  }
}
