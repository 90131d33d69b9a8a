import Articles
import Text

/// The words of an article's own text as the term finder sees them. One owner; refilled for each article.
struct TermTokens {
  /// Words that are looked at, some 600 pages of a book: beyond that a text is no article, and each word of it may begin
  /// several phrases that nothing else has, of 112 bytes and more each.
  static let limit = 1 << 18

  private(set) var tokens: [TermToken] = []
  /// For each word: how often it has a capital where that means something, and how often none.
  private(set) var capitalCounts: [Int32] = []
  private(set) var lowerCounts: [Int32] = []
  /// For each token: the end of the name that begins with it, or 0.
  private(set) var nameEnds: [Int32] = []
  /// Cores of words with an apostrophe that are no words of the article themselves.
  private var extra = Vocabulary()
  /// What each word is, the extra ones last.
  private var entries: [TermLexicon.Entry] = []

  mutating func fill(_ article: Article, words: WordTable, lexicon: TermLexicon) {
    extra.removeAll()
    lexicon.read(words, into: &entries)
    capitalCounts.removeAll(keepingCapacity: true)
    capitalCounts.append(contentsOf: repeatElement(0, count: words.vocabulary.count))
    lowerCounts.removeAll(keepingCapacity: true)
    lowerCounts.append(contentsOf: repeatElement(0, count: words.vocabulary.count))
    tokens.removeAll(keepingCapacity: true)
    tokens.reserveCapacity(min(words.words.count, TermTokens.limit))
    for index in article.segments.indices {
      if tokens.count >= TermTokens.limit { break }
      let block = article.segments[index].block
      guard article.blocks[block].isArticle, article.blocks[block].kind.isText else { continue }
      let sentence = article.segments[index].range
      let range = words.words(ofBlock: block, in: sentence)
      guard !range.isEmpty else { continue }
      let inHeading = article.blocks[block].kind == .title || article.blocks[block].kind == .heading
      article.blocks[block].content.bytes.withUnsafeBufferPointer { text in
        append(segment: index, sentence, range, words, text, lexicon, inHeading: inHeading)
      }
    }
    if !lexicon.inflection.inflectsNames && !lexicon.capitalizesNouns { keepNames(words.vocabulary) }
  }

  /// Lets a term hold the whole of a name or nothing of it.
  mutating func protect(_ names: [NameFinder.Span]) {
    nameEnds.removeAll(keepingCapacity: true)
    nameEnds.append(contentsOf: repeatElement(0, count: tokens.count))
    for name in names {
      let last = Int(name.end) - 1
      nameEnds[Int(name.first)] = name.end
      for token in Int(name.first)...last {
        var traits = tokens[token].traits
        if traits.contains(.mayBegin) { traits.insert(.mayBeginWide) }
        if traits.contains(.mayEnd) { traits.insert(.mayEndWide) }
        traits.subtract([.mayBegin, .mayEnd])
        traits.formUnion([.isInside, .inName])
        tokens[token].traits = traits
      }
      tokens[Int(name.first)].traits.insert(.mayBegin)
      tokens[last].traits.insert(.mayEnd)
    }
  }

  /// Whether a token has the ending of a German adjective.
  func isAdjective(_ token: Int) -> Bool { tokens[token].kind.contains(.adjectiveEnding) }

  /// The tokens that together cover a range of a segment's block exactly; nil when none do.
  func tokens(inSegment segment: Int, in range: TextRange) -> Range<Int>? {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      let token = tokens[middle]
      if (Int(token.segment), Int(token.start)) < (segment, range.start) { low = middle + 1 } else { high = middle }
    }
    guard low < tokens.count, Int(tokens[low].start) == range.start else { return nil }
    var end = low
    while end < tokens.count, Int(tokens[end].segment) == segment, Int(tokens[end].end) <= range.end { end += 1 }
    guard end > low, Int(tokens[end - 1].end) == range.end else { return nil }
    return low..<end
  }

  private mutating func append(
    segment: Int, _ sentence: TextRange, _ range: Range<Int>, _ words: WordTable, _ text: UnsafeBufferPointer<UInt8>,
    _ lexicon: TermLexicon, inHeading: Bool
  ) {
    let first = tokens.count
    defer { if inHeading { for index in first..<tokens.count { tokens[index].traits.insert(.inHeading) } } }
    var open = 0
    var capitals = 0
    var small = 0
    // A token is complete only when the next one is known.
    var last = token(words.words[range.lowerBound], segment, words, text, lexicon)
    last.traits.insert(.isStart)
    TermToken.noteOpeningQuote(&last, UnsafeBufferPointer(rebasing: text[sentence.start..<Int(last.wordStart)]))
    for position in range.dropFirst() {
      var next = token(words.words[position], segment, words, text, lexicon)
      TermToken.join(&last, &next, text)
      add(&last)
      last = next
      let isCapital = last.traits.contains(.capital)
      if last.kind.isDisjoint(with: [.stop, .number]) {
        open += 1
        if isCapital { capitals += 1 }
      }
      if !isCapital { small += 1 }
    }
    TermToken.noteClosingQuote(&last, UnsafeBufferPointer(rebasing: text[Int(last.end)..<sentence.end]))
    add(&last)
    // Where nearly all words have capitals, they are a headline's typography. But a sentence may be full of names: it has
    // an end mark, and its function words are small.
    guard open >= 3, capitals * 10 >= open * 9 else { return }
    if small == 0 || !SentenceTraits(of: text, in: sentence).contains(.hasEndMark) { distrust(first..<tokens.count) }
  }

  private mutating func token(
    _ word: Word, _ segment: Int, _ words: WordTable, _ text: UnsafeBufferPointer<UInt8>, _ lexicon: TermLexicon
  ) -> TermToken {
    let entry = entries[Int(word.id)]
    var token = TermToken(
      start: word.start, end: word.end, wordStart: word.start, segment: Int32(segment), word: word.id, stem: entry.stem,
      kind: entry.kind,
      rarity: entry.rarity, traits: [], places: entry.places)
    if word.form.contains(.capital) { token.traits.insert(.capital) }
    if word.form.contains(.allCapitals) { token.traits.insert(.allCapitals) }
    if entry.kind.contains(.hasApostrophe) && entry.kind.isDisjoint(with: [.stop, .common]) {
      cut(&token, text, words, lexicon)
    }
    return token
  }

  private mutating func add(_ token: inout TermToken) {
    token.setPlace()
    if !token.traits.contains(.capital) {
      lowerCounts[Int(token.word)] += 1
    } else if !token.traits.contains(.isStart) {
      capitalCounts[Int(token.word)] += 1
    }
    tokens.append(token)
  }

  private mutating func distrust(_ range: Range<Int>) {
    for index in range where !tokens[index].traits.contains(.isStart) {
      if tokens[index].traits.contains(.capital) { capitalCounts[Int(tokens[index].word)] -= 1 }
      tokens[index].traits.insert(.isStart)
    }
  }

  /// Cuts an elided article or a possessive ending off a word, and finds the word that is left.
  private mutating func cut(
    _ token: inout TermToken, _ text: UnsafeBufferPointer<UInt8>, _ words: WordTable, _ lexicon: TermLexicon
  ) {
    let original = UnsafeBufferPointer(rebasing: text[Int(token.start)..<Int(token.end)])
    words.vocabulary.withBytes(of: Int(token.word)) { word in
      guard let mark = Apostrophe(in: word), let originalMark = Apostrophe(in: original), mark.offset > 0 else {
        return
      }
      let rest = mark.offset + mark.width
      if rest < word.count, lexicon.isElision(UnsafeBufferPointer(rebasing: word[..<mark.offset])) {
        token.start += Int32(originalMark.offset + mark.width)
        token.traits.insert(.afterElision)
        if lexicon.isLinker(UnsafeBufferPointer(rebasing: word[..<mark.offset])) { token.traits.insert(.afterLinker) }
        let letter = CodePoints.next(original, at: originalMark.offset + mark.width).value
        token.traits.subtract([.capital, .allCapitals])
        if CharacterTables.isUppercase(letter) { token.traits.insert(.capital) }
        setWord(of: &token, UnsafeBufferPointer(rebasing: word[rest...]), words, lexicon)
        return
      }
      let isPossessive = rest + 1 == word.count && word[rest] == 0x73
      let isEnding = lexicon.hasApostropheEndings && token.traits.contains(.capital)
      guard isPossessive || isEnding || rest == word.count else { return }
      token.end = token.start + Int32(originalMark.offset)
      token.traits.insert(.beforeEnding)
      setWord(of: &token, UnsafeBufferPointer(rebasing: word[..<mark.offset]), words, lexicon)
    }
  }

  private mutating func setWord(
    of token: inout TermToken, _ letters: UnsafeBufferPointer<UInt8>, _ words: WordTable, _ lexicon: TermLexicon
  ) {
    let hash = Vocabulary.hash(letters)
    if let entry = words.vocabulary.find(letters, hash: hash) {
      token.word = Int32(entry)
    } else {
      token.word = Int32(words.vocabulary.count + extra.intern(letters, hash: hash))
      if entries.count <= Int(token.word) {
        entries.append(lexicon.entry(letters, hash: hash))
        capitalCounts.append(0)
        lowerCounts.append(0)
      }
    }
    token.stem = entries[Int(token.word)].stem
    token.kind = entries[Int(token.word)].kind
    token.rarity = entries[Int(token.word)].rarity
  }

  /// Lets names keep their endings: "Williams" is no plural. Not where the language inflects them or writes all nouns so.
  private mutating func keepNames(_ vocabulary: Vocabulary) {
    for index in tokens.indices where tokens[index].traits.contains(.capital) {
      let word = Int(tokens[index].word)
      guard capitalCounts[word] > lowerCounts[word] else { continue }
      tokens[index].stem =
        word < vocabulary.count
        ? vocabulary.withBytes(of: word, PhraseKey.hash)
        : extra.withBytes(of: word - vocabulary.count, PhraseKey.hash)
    }
  }
}
