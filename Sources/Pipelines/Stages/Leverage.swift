import Analysis
import Articles
import Stores
import Text

/// Looks segments up in the memories.
struct Leverage: Stage {
  static let name = "leverage"
  static let about =
    "Looks segments up in translation memories: fills in what was translated between the same neighbors, and offers the rest."
  static let needs: Facts = [.blocks, .language, .segments]
  static let gives: Facts = .candidates
  static let uses: [any Resource.Type] = [MemoryResource.self, EarlierResource.self]
  static let version = 2

  enum Fill: String, CaseIterable { case none, context, exact }

  private let targets: [String]
  private let atLeast: Int
  private let fill: Fill
  private let mostCandidates: Int
  private let offersTerms: Bool
  private let maker: CandidateMaker

  init(options: inout Options) {
    targets = options.texts(
      "targets", default: [], about: "Language tags to look up; all that the memories have when none is named.",
      check: { LanguageTag.isWellFormed($0) ? nil : "a language tag looks like fr, kk or pt-BR" }
    ).map(LanguageTag.canonical)
    atLeast = options.integer(
      "at-least", 50...101, default: 75, about: "Score in percent below which a match is not offered.")
    fill = options.choice(
      "fill", default: Fill.context,
      about:
        "What becomes the translation, and is not only offered: context, the same text between the same neighbors; exact, the same text anywhere, if the memory has one translation of it; or none."
    )
    mostCandidates = options.integer(
      "candidates", 1...20, default: 3, about: "How many matches per segment and language to offer.")
    offersTerms = options.flag(
      "terms", default: true,
      about: "Offer the termbase's translation of a term that is the whole segment; match-terms must run before.")
    var penalties = CandidateMaker.Penalties()
    let standard = CandidateMaker.Penalties()
    penalties.codes = options.integer(
      "code-penalty", 0...50, default: standard.codes, about: "Points off for other inline codes.")
    penalties.numbers = options.integer(
      "number-penalty", 0...50, default: standard.numbers,
      about: "Points off for other numbers, which are put into the translation.")
    penalties.spelling = options.integer(
      "spelling-penalty", 0...50, default: standard.spelling,
      about: "Points off for other case, spaces or quotes alone.")
    penalties.region = options.integer(
      "region-penalty", 0...50, default: standard.region,
      about: "Points off for another region of a language, as en-GB for en-US.")
    penalties.draft = options.integer(
      "draft-penalty", 0...50, default: standard.draft, about: "Points off for translations that nobody has confirmed.")
    penalties.several = options.integer(
      "several-penalty", 0...50, default: standard.several,
      about: "Points off when a memory has several translations of the text.")
    maker = CandidateMaker(penalties: penalties)
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    guard let source = article.language else { return }
    let memories = try tools.memories()
    var compared = ComparedText()
    var known: [String: [KnownPairs]] = [:]
    let keys = Leverage.keys(of: article)
    let contexts = Leverage.contexts(of: article, keys)
    let earlier = tools.resources[EarlierResource.self]
    var terms: [Int: TermMatch] = [:]
    for match in article.matches where offersTerms && match.range == article.segments[match.segment].range {
      if match.status.isUsable && terms[match.segment] == nil { terms[match.segment] = match }
    }
    defer { for (_, memory) in memories { memory.endReading() } }
    for (_, memory) in memories {
      do throws(StoreError) { try memory.beginReading() } catch { throw ArticleError(memory: error) }
    }
    do throws(StoreError) { try lookAhead(article, source, keys, contexts, memories) } catch {
      throw ArticleError(memory: error)
    }
    for index in article.segments.indices where keys[index] != 0 {
      let segment = article.segments[index]
      let text = SegmentText(block: article.blocks[segment.block], range: segment.range, key: keys[index])
      var found: [Candidate] = []
      let language = text.block.language ?? source
      if known[language] == nil { known[language] = memories.map { pairs(of: $0.memory, from: language) } }
      do throws(StoreError) {
        var isRead = false
        for ((name, memory), pairs) in zip(memories, known[language] ?? []) where !pairs.pairs.isEmpty {
          if !isRead { text.withBytes { compared.read($0) } }
          isRead = true
          found += try candidates(for: text, compared, contexts[index], language, pairs, in: memory, name)
        }
      } catch { throw ArticleError(memory: error) }
      if let earlier {
        let content = text.content
        let kept = earlier.translations(of: segment.id, text: content.bytes, in: article.original.path)
        keep(kept, content, in: &article.segments[index])
      }
      if let term = terms[index] { found += translations(of: term, text.content, language: source) }
      if !found.isEmpty || !segment.candidates.isEmpty { settle(found, of: &article.segments[index]) }
    }
  }

  /// Does the look-ups in memories on servers beforehand, all of the article's together: a few questions for each article,
  /// and not some for each segment.
  private func lookAhead(
    _ article: Article, _ source: String, _ keys: [UInt64], _ contexts: [[MemoryUnit.Context]],
    _ memories: [(name: String, memory: TranslationMemory)]
  ) throws(StoreError) {
    for (name, memory) in memories {
      var known: [String: KnownPairs] = [:]
      try memory.gather(article.segments.count) { index throws(StoreError) in
        guard keys[index] != 0 else { return }
        let segment = article.segments[index]
        let text = SegmentText(block: article.blocks[segment.block], range: segment.range, key: keys[index])
        let language = text.block.language ?? source
        let pairs = known[language] ?? pairs(of: memory, from: language)
        known[language] = pairs
        guard !pairs.pairs.isEmpty else { return }
        let compared = ComparedText(text.content.bytes)
        _ = try candidates(for: text, compared, contexts[index], language, pairs, in: memory, name)
      }
    }
  }

  /// A segment's text where it stands: copied only for those that match something.
  private struct SegmentText {
    var block: Block
    var range: TextRange
    var key: UInt64
    var content: MarkedText { block.content.slice(range) }

    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
      block.content.bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range.start..<range.end])) }
    }
  }

  /// The key of each segment's text, 0 for what is not translated.
  private static func keys(of article: Article) -> [UInt64] {
    article.segments.map { segment in
      let block = article.blocks[segment.block]
      guard block.isTranslatable, !segment.range.isEmpty else { return 0 }
      return SegmentText(block: block, range: segment.range, key: 0).withBytes { MemoryUnit.key(of: $0) }
    }
  }

  /// The keys of each segment's neighbors: those in the article's text, which is what translators usually get; and those
  /// in all of the document.
  private static func contexts(of article: Article, _ keys: [UInt64]) -> [[MemoryUnit.Context]] {
    let none = MemoryUnit.Context(previous: 0, next: 0)
    var contexts = Array(repeating: [none, none], count: article.segments.count)
    for (place, withBoilerplate) in [false, true].enumerated() {
      var last: (index: Int, key: UInt64)?
      for (index, segment) in article.segments.enumerated() {
        let key = keys[index]
        guard key != 0, withBoilerplate || article.blocks[segment.block].isArticle else { continue }
        if let last {
          contexts[last.index][place].next = key
          contexts[index][place].previous = last.key
        }
        last = (index, key)
      }
    }
    // Boilerplate has no place in the article's text.
    for (index, segment) in article.segments.enumerated() where !article.blocks[segment.block].isArticle {
      contexts[index].removeFirst()
    }
    return contexts
  }

  /// The pairs of a memory that are wanted for texts of one language.
  private struct KnownPairs {
    var pairs: [TranslationMemory.Pair]
    var numbers: [Int]
    /// The languages that their translations count as.
    var languages: Set<String>
  }

  private func pairs(of memory: TranslationMemory, from language: String) -> KnownPairs {
    let pairs = memory.pairs.filter { pair in
      MemoryExchange.matches(pair.source, language)
        && (targets.isEmpty || targets.contains { MemoryExchange.matches(pair.target, $0) })
    }
    return KnownPairs(
      pairs: pairs, numbers: pairs.map(\.number), languages: Set(pairs.map { wantedLanguage($0.target) }))
  }

  private func candidates(
    for text: SegmentText, _ compared: ComparedText, _ contexts: [MemoryUnit.Context], _ language: String,
    _ known: KnownPairs, in memory: TranslationMemory, _ name: String
  ) throws(StoreError) -> [Candidate] {
    let same = try memory.mayHold(text.key) ? memory.exact(text.content.bytes, contexts: contexts) : []
    let exact = same.filter { match in
      known.pairs.contains { $0.source == match.unit.sourceLanguage && $0.target == match.unit.targetLanguage }
    }
    var wanted: CandidateMaker.Wanted?
    var made: [Candidate] = []
    func make(_ match: MemoryMatch, isOneOfSeveral: Bool) {
      // Most segments have no match at all.
      let segment = wanted ?? CandidateMaker.Wanted(text.content, compared: compared)
      wanted = segment
      made += candidates(match, segment, language, name, isOneOfSeveral: isOneOfSeveral)
    }
    for match in exact {
      let alike = exact.count { $0.unit.targetLanguage == match.unit.targetLanguage }
      make(match, isOneOfSeveral: alike > 1)
    }
    // Who has the same text in every language looks for no similar one.
    guard !known.languages.allSatisfy({ language in made.contains { $0.language == language && $0.score >= 100 } })
    else { return made }
    guard atLeast <= 100 else { return made }
    for match in try memory.similar(
      to: compared, atLeast: min(atLeast, 100), pairs: known.numbers,
      atMost: mostCandidates * known.pairs.count + 10)
    where !exact.contains(where: { $0.number == match.number }) {
      make(match, isOneOfSeveral: false)
    }
    return made
  }

  /// The language that a memory's translation counts as: the tag that the user named for it, or the memory's own.
  private func wantedLanguage(_ language: String) -> String {
    targets.first { $0 == language } ?? targets.first { MemoryExchange.matches(language, $0) } ?? language
  }

  private func candidates(
    _ match: MemoryMatch, _ wanted: CandidateMaker.Wanted, _ language: String, _ name: String, isOneOfSeveral: Bool
  ) -> [Candidate] {
    let unit = match.unit
    let into = wantedLanguage(unit.targetLanguage)
    var points = unit.state == .candidate ? maker.penalties.draft : 0
    if isOtherRegion(unit.sourceLanguage, language) || isOtherRegion(unit.targetLanguage, into) {
      points += maker.penalties.region
    }
    if isOneOfSeveral { points += maker.penalties.several }
    return [
      maker.candidate(
        for: wanted, source: unit.source, target: unit.target, language: into, percent: match.percent,
        isSameText: match.isSameText, isInContext: match.isInContext, points: points, origin: name)
    ]
  }

  /// Whether both name a region, and not the same.
  private func isOtherRegion(_ a: String, _ b: String) -> Bool {
    a != b && LanguageTag.withoutRegion(a) != a && LanguageTag.withoutRegion(b) != b
  }

  /// The approved translations of a term that is the whole segment.
  private func translations(of term: TermMatch, _ content: MarkedText, language: String) -> [Candidate] {
    let languages = targets.isEmpty ? Set(term.targets.map(\.language)).sorted() : targets
    return languages.filter { $0 != language }.flatMap { language in
      term.translations(into: language).filter { $0.status == .approved }.map { translation in
        Candidate(
          language: language, source: MarkedText(bytes: content.bytes), content: MarkedText(translation.term),
          kind: .term, score: 100, origin: TermbaseResource.name)
      }
    }
  }

  /// Takes over what was translated in an earlier version, with the codes that the segment has now.
  private func keep(_ kept: [EarlierResource.Translation], _ content: MarkedText, in segment: inout Segment) {
    for translation in kept where segment.target(in: translation.language) == nil {
      guard targets.isEmpty || targets.contains(translation.language) else { continue }
      let mapping = CodeMapping(from: translation.source, to: content, samePlaces: true)
      guard mapping.isExact else { continue }
      segment.targets.append(
        Target(
          language: translation.language, content: mapping.apply(to: translation.target), state: translation.state,
          origin: EarlierResource.name))
    }
  }

  /// Fills in what is sure, and offers the rest.
  private func settle(_ found: [Candidate], of segment: inout Segment) {
    var best = CandidateMaker.best(found, atLeast: atLeast, atMost: mostCandidates)
    var languages: [String] = []
    for candidate in best where !languages.contains(candidate.language) { languages.append(candidate.language) }
    for language in languages where segment.target(in: language) == nil {
      guard let filling = filling(of: best.filter { $0.language == language && $0.kind != .term }) else { continue }
      segment.targets.append(
        Target(
          language: language, content: filling.content, state: .translated, origin: filling.origin,
          score: filling.score))
      best.removeAll { $0 == filling }
    }
    // Who has the translation of an earlier version needs no other.
    segment.candidates = best.filter { segment.target(in: $0.language)?.origin != EarlierResource.name }
  }

  /// The one translation that is in context; failing that, if the user wants so, the one of the same text.
  private func filling(of candidates: [Candidate]) -> Candidate? {
    guard fill != .none else { return nil }
    let inContext = candidates.filter { $0.kind == .context }
    if !inContext.isEmpty { return inContext.count == 1 ? inContext[0] : nil }
    let exact = candidates.filter { $0.kind == .exact }
    return fill == .exact && exact.count == 1 ? exact[0] : nil
  }
}
