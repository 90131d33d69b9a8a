import Articles
import Text

/// Finds the terms, names and abbreviations of an article. One owner: what it allocates for one article serves the next.
///
/// Names come from capitals, abbreviations from brackets and capitals, terms from runs of content words that come back.
/// No tagger, no training: so it works for any language with a stop list, and less well without one.
public final class TermFinder {
  private var lexicons: [String: TermLexicon] = [:]
  private let references: [String: ReferenceFrequencies]
  var text = TermTokens()
  var names: [NameFinder.Span] = []
  /// For each stem the one name that ends with it, or -2 for several; and the stems that have any.
  private var fullNames: [UInt64: Int32] = [:]
  private var surnames: [UInt64] = []
  var phrases = PhraseTable()
  private var abbreviations = AbbreviationFinder()
  var pairs: [AbbreviationFinder.Pair] = []
  private var candidates: [TermCandidate] = []
  private var uses = TermUses()
  var spellings = Spellings()
  private var titleWords: TitleWords
  private var title: [Int32] = []
  private var inTitle: [UInt8] = []
  /// Folded names, and for each the term that has it.
  private var keys = Vocabulary()
  private var keyTerms: [Int] = []
  private var keyBytes: [UInt8] = []

  /// - Parameter references: frequencies by language, in place of those that are built in.
  /// - Throws: `TextError` when ICU's word rules cannot be opened.
  public init(references: [String: ReferenceFrequencies] = [:]) throws(TextError) {
    self.references = references
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
    let (lexicon, aliases, definitions) = read(article, words, language, reach: .plain)
    text.tokens.withUnsafeBufferPointer { phrases.nest($0) }
    try markTitle(article, words)
    // Some are left with no use of their own once longer terms have taken theirs.
    let most = atMost + atMost / 2 + 8
    TermRanking.rank(
      phrases, text, lexicon, inTitle: inTitle, defined: definitions, atMost: most, into: &candidates)
    let chosen = candidates[...]
    uses.find(chosen, aliases: aliases, phrases, text.tokens)
    return terms(
      chosen, article, definitions, shortestIsBase: lexicon.inflection.shortestIsBase, atMost: atMost)
  }

  /// Finds the words, names, abbreviations and phrases of an article.
  ///
  /// - Returns: the language's words, which phrases stand for others, and which are explained by which pair.
  func read(
    _ article: Article, _ words: WordTable, _ language: LanguageData?, reach: PhraseTable.Reach
  ) -> (TermLexicon, aliases: [(phrase: Int32, full: Int32)], definitions: [Int32: Int]) {
    let lexicon = lexicon(of: language)
    text.fill(article, words: words, lexicon: lexicon)
    NameFinder.find(text, lexicon, into: &names)
    text.protect(names)
    phrases.removeAll()
    phrases.count(text, names: names, reach: reach)
    let aliases = mergeSurnames(capitalizesNouns: lexicon.capitalizesNouns)
    abbreviations.find(article, into: &pairs)
    return (lexicon, aliases, internDefinitions(article))
  }

  private func lexicon(of language: LanguageData?) -> TermLexicon {
    let code = language?.language ?? ""
    if let known = lexicons[code] { return known }
    let lexicon = TermLexicon(language, reference: references[code])
    lexicons[code] = lexicon
    return lexicon
  }

  /// Counts "Blair" for "Tony Blair" where only one name ends so, and it was given in full before.
  private func mergeSurnames(capitalizesNouns: Bool) -> [(phrase: Int32, full: Int32)] {
    let tokens = text.tokens
    findFullNames(tokens)
    var aliases: [(phrase: Int32, full: Int32)] = []
    for stem in surnames {
      let single = phrases.find(PhraseKey.adding(stem, to: PhraseKey.empty))
      guard let full = fullNames[stem], full >= 0, single >= 0 else { continue }
      let surname = phrases.phrases[Int(single)]
      let token = tokens[Int(surname.first)]
      // "Total Film" and a film; "Windows PC" and a PC.
      guard text.lowerCounts[Int(token.word)] == 0, !token.traits.contains(.allCapitals) else { continue }
      // "the Council" of "European Council" is not always that one.
      guard !token.kind.contains(.body) else { continue }
      let isName = surname.counts.name > surname.counts.whole - surname.counts.name
      let isNoun = capitalizesNouns && token.traits.contains(.capital) && surname.counts.term > 0
      guard isName || isNoun, surname.first > phrases.phrases[Int(full)].first else { continue }
      phrases.move(single, to: full)
      aliases.append((single, full))
    }
    return aliases
  }

  /// Lists the last words of names of two or three words, each with its name.
  private func findFullNames(_ tokens: [TermToken]) {
    surnames.removeAll(keepingCapacity: true)
    fullNames.removeAll(keepingCapacity: true)
    for name in names where name.end - name.first == 2 || name.end - name.first == 3 {
      let range = Int(name.first)..<Int(name.end)
      let isPlain = range.allSatisfy { tokens[$0].traits.contains(.capital) }
      guard isPlain, !tokens[range.lowerBound].kind.contains(.qualifier) else { continue }
      let phrase = phrases.find(PhraseTable.key(tokens, range))
      let stem = tokens[range.upperBound - 1].stem
      if let known = fullNames[stem] {
        if known != phrase { fullNames[stem] = -2 }
      } else {
        fullNames[stem] = phrase
        surnames.append(stem)
      }
    }
  }

  /// The phrases of the explained abbreviations, each with the first explanation.
  private func internDefinitions(_ article: Article) -> [Int32: Int] {
    var definitions: [Int32: Int] = [:]
    for (index, pair) in pairs.enumerated() {
      let withoutStop = TextRange(pair.short.start, pair.short.end - 1)
      guard
        let range = text.tokens(inSegment: pair.segment, in: pair.short)
          ?? text.tokens(inSegment: pair.segment, in: withoutStop)
          ?? withoutPossessive(pair, article).flatMap({ text.tokens(inSegment: pair.segment, in: $0) })
      else { continue }
      let phrase = phrases.intern(text.tokens, range)
      if definitions[phrase] == nil { definitions[phrase] = index }
    }
    return definitions
  }

  /// The abbreviation of "LDC's" alone, which is how its token stands; nil when it has no such ending.
  private func withoutPossessive(_ pair: AbbreviationFinder.Pair, _ article: Article) -> TextRange? {
    let block = article.segments[pair.segment].block
    return article.blocks[block].content.bytes.withUnsafeBufferPointer { bytes in
      let short = UnsafeBufferPointer(rebasing: bytes[pair.short.start..<pair.short.end])
      guard let mark = Apostrophe(in: short), mark.offset + mark.width + 1 >= short.count else { return nil }
      return TextRange(pair.short.start, pair.short.start + mark.offset)
    }
  }

  private func markTitle(_ article: Article, _ words: WordTable) throws(TextError) {
    title.removeAll(keepingCapacity: true)
    try titleWords.append(of: article, words: words, to: &title)
    inTitle.removeAll(keepingCapacity: true)
    inTitle.append(contentsOf: repeatElement(0, count: text.capitalCounts.count))
    for word in title { inTitle[Int(word)] = 1 }
  }

  private func terms(
    _ chosen: ArraySlice<TermCandidate>, _ article: Article, _ definitions: [Int32: Int], shortestIsBase: Bool,
    atMost: Int
  ) -> [Term] {
    var terms: [Term] = []
    keys.removeAll()
    keyTerms.removeAll(keepingCapacity: true)
    let tokens = text.tokens
    for (index, candidate) in chosen.enumerated() {
      let count = uses.count(of: index)
      let pair = definitions.isEmpty ? nil : definitions[candidate.phrase].map { pairs[$0] }
      guard count >= (candidate.kind == .term ? 2 : pair == nil ? 1 : 0) else { continue }
      if count == 1, explains(uses.firstUse(of: index, tokens)) { continue }
      var term: Term
      if count == 0, let pair {
        // "R&D", "AC.3": words that nothing joins elsewhere.
        term = Term(
          name: "", kind: .abbreviation, score: Double(candidate.score), count: 1,
          uses: [Term.Use(segment: pair.segment, range: pair.short)], context: pair.segment)
      } else {
        term = uses.term(index, candidate, article, tokens, shortestIsBase: shortestIsBase)
      }
      if let pair {
        let bytes = article.blocks[article.segments[pair.segment].block].content.bytes
        term.expansion = String(decoding: bytes[pair.long], as: UTF8.self)
        TermFinder.rename(&term, String(decoding: bytes[pair.short], as: UTF8.self))
      }
      keyBytes.removeAll(keepingCapacity: true)
      term.name.withUTF8 { FoldedName.append($0, to: &keyBytes) }
      let key = keyBytes.withUnsafeBufferPointer { keys.intern($0, hash: Vocabulary.hash($0)) }
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

  /// Whether a use is within the explanation of an abbreviation: that has it as its expansion.
  private func explains(_ use: Term.Use) -> Bool {
    pairs.contains { $0.segment == use.segment && $0.long.contains(use.range) }
  }

  /// Lists an abbreviation in the form in which the text explains it: "F.O.B." with its last full stop.
  private static func rename(_ term: inout Term, _ name: String) {
    guard term.name != name else { return }
    term.variants = (term.variants.filter { $0 != name } + (term.name.isEmpty ? [] : [term.name])).sorted()
    term.name = name
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
