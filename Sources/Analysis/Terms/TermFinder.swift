import Articles
import Text

/// Finds the terms, names and abbreviations of an article. One owner: what it allocates for one article serves the next.
///
/// Names come from capitals, abbreviations from brackets and capitals, terms from runs of content words that come back.
/// No tagger, no training: so it works for any language with a stop list, and less well without one.
public final class TermFinder {
  private var lexicons: [String: TermLexicon] = [:]
  private var text = TermTokens()
  private var names: [NameFinder.Span] = []
  private var marks = TermMarks()
  private var phrases = PhraseTable()
  private var abbreviations = AbbreviationFinder()
  private var pairs: [AbbreviationFinder.Pair] = []
  private var candidates: [TermCandidate] = []
  private var uses = TermUses()
  private var titleWords: TitleWords
  private var title: [Int32] = []
  private var inTitle: [UInt8] = []
  /// Folded names, and for each the term that has it.
  private var keys = Vocabulary()
  private var keyTerms: [Int] = []

  /// - Throws: `TextError` when ICU's word rules cannot be opened.
  public init() throws(TextError) {
    titleWords = try TitleWords()
  }

  /// - Parameters:
  ///   - article: with blocks and segments; what is not the article's own text is not searched.
  ///   - words: of all the article's blocks.
  ///   - language: nil when it is not known; then every word but a short one may be part of a term.
  ///   - atMost: how many terms to give.
  /// - Returns: terms, best first.
  public func find(
    in article: Article, words: WordTable, language: LanguageData?, atMost: Int
  ) throws(TextError) -> [Term] {
    guard atMost > 0 else { return [] }
    let lexicon = lexicon(of: language)
    text.fill(article, words: words, lexicon: lexicon)
    NameFinder.find(text, capitalizesNouns: lexicon.capitalizesNouns, into: &names)
    marks.fill(text, names: names)
    phrases.removeAll(stemCount: text.stemCount)
    phrases.count(text.tokens, names: names, marks: marks)
    let aliases = mergeSurnames(capitalizesNouns: lexicon.capitalizesNouns)
    abbreviations.find(article, into: &pairs)
    let definitions = internDefinitions()
    phrases.nest(text.tokens)
    try markTitle(article, words)
    TermRanking.rank(phrases, text, inTitle: inTitle, defined: definitions, into: &candidates)
    // Some are left with no use of their own once longer terms have taken theirs.
    let chosen = candidates.prefix(atMost + atMost / 2 + 8)
    uses.find(chosen, aliases: aliases, phrases, text, marks)
    return terms(chosen, article, definitions, atMost)
  }

  private func lexicon(of language: LanguageData?) -> TermLexicon {
    let code = language?.language ?? ""
    if let known = lexicons[code] { return known }
    let lexicon = TermLexicon(language)
    lexicons[code] = lexicon
    return lexicon
  }

  /// Counts "Blair" for "Tony Blair" where only one name ends so, and it was given in full before.
  private func mergeSurnames(capitalizesNouns: Bool) -> [(phrase: Int32, full: Int32)] {
    var fullNames: [(stem: Int32, phrase: Int32)] = []
    for name in names where name.end - name.first == 2 || name.end - name.first == 3 {
      let range = Int(name.first)..<Int(name.end)
      let isPlain = range.allSatisfy { text.tokens[$0].traits.contains(.capital) }
      guard isPlain, !text.tokens[range.lowerBound].kind.contains(.qualifier) else { continue }
      let phrase = phrases.find(text.tokens, range)
      if !fullNames.contains(where: { $0.phrase == phrase }) {
        fullNames.append((text.tokens[range.upperBound - 1].stem, phrase))
      }
    }
    var aliases: [(phrase: Int32, full: Int32)] = []
    for full in fullNames {
      let single = phrases.find(-1, full.stem)
      guard single >= 0, fullNames.allSatisfy({ $0.stem != full.stem || $0.phrase == full.phrase }) else { continue }
      let surname = phrases.phrases[Int(single)]
      let isName = surname.nameCount > surname.termCount
      let isNoun = capitalizesNouns && text.tokens[Int(surname.first)].traits.contains(.capital)
      guard isName || (isNoun && surname.termCount > 0), surname.first > phrases.phrases[Int(full.phrase)].first else {
        continue
      }
      phrases.move(single, to: full.phrase)
      aliases.append((single, full.phrase))
    }
    return aliases
  }

  /// The phrases of the explained abbreviations, each with the first explanation.
  private func internDefinitions() -> [Int32: Int] {
    var definitions: [Int32: Int] = [:]
    for (index, pair) in pairs.enumerated() {
      guard let range = text.tokens(inSegment: pair.segment, in: pair.short) else { continue }
      let phrase = phrases.intern(text.tokens, range)
      if definitions[phrase] == nil { definitions[phrase] = index }
    }
    return definitions
  }

  private func markTitle(_ article: Article, _ words: WordTable) throws(TextError) {
    title.removeAll(keepingCapacity: true)
    try titleWords.append(of: article, words: words, to: &title)
    inTitle.removeAll(keepingCapacity: true)
    inTitle.append(contentsOf: repeatElement(0, count: text.capitalCounts.count))
    for word in title { inTitle[Int(word)] = 1 }
  }

  private func terms(
    _ chosen: ArraySlice<TermCandidate>, _ article: Article, _ definitions: [Int32: Int], _ atMost: Int
  ) -> [Term] {
    var terms: [Term] = []
    keys.removeAll()
    keyTerms.removeAll(keepingCapacity: true)
    let tokens = text.tokens
    for (index, candidate) in chosen.enumerated() {
      let count = uses.count(of: index)
      guard count >= (candidate.kind == .term ? 2 : 1) else { continue }
      var term = uses.term(index, candidate, article, tokens)
      if let definition = definitions[candidate.phrase] {
        let pair = pairs[definition]
        let block = article.segments[pair.segment].block
        term.expansion = String(decoding: article.blocks[block].content.bytes[pair.long], as: UTF8.self)
      }
      let key = keys.intern(TermFinder.foldedName(term.name))
      if key < keyTerms.count {
        TermFinder.merge(term, into: &terms[keyTerms[key]])
      } else {
        guard terms.count < atMost else { break }
        keyTerms.append(terms.count)
        terms.append(term)
      }
    }
    return terms
  }

  /// Joins two spellings of one term: "web site" and "website".
  private static func merge(_ other: Term, into term: inout Term) {
    var variants = Set(term.variants + other.variants + [other.name])
    variants.remove(term.name)
    term.variants = variants.sorted()
    term.count += other.count
    term.expansion = term.expansion ?? other.expansion
    term.uses = (term.uses + other.uses).sorted { ($0.segment, $0.range.start) < ($1.segment, $1.range.start) }
  }
}
