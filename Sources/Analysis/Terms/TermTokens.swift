import Articles
import Text

/// The words of an article's own text as the term finder sees them. One owner; refilled for each article.
struct TermTokens {
  /// What a word of the vocabulary is, wherever it stands.
  private struct Entry {
    var kind: TermLexicon.Class
    var hasApostrophe: Bool
    /// -e, -en, -er, -es, -em, as German adjectives have.
    var hasAdjectiveEnding: Bool
    /// What it shares with its other forms.
    var group: Int32
  }

  private(set) var tokens: [TermToken] = []
  /// For each word: how often it has a capital where that means something, and how often none.
  private(set) var capitalCounts: [Int32] = []
  private(set) var lowerCounts: [Int32] = []
  /// For each token: the end of the name that begins with it, or 0.
  private(set) var nameEnds: [Int32] = []
  /// Greater than any stem.
  private(set) var stemCount = 0
  /// Cores of words with an apostrophe that are no words of the article themselves.
  private var extra = Vocabulary()
  private var stems = Vocabulary()
  private var entries: [Entry] = []
  private var scratch: [UInt8] = []

  mutating func fill(_ article: Article, words: WordTable, lexicon: TermLexicon) {
    classify(words.vocabulary, lexicon)
    capitalCounts.removeAll(keepingCapacity: true)
    capitalCounts.append(contentsOf: repeatElement(0, count: words.vocabulary.count))
    lowerCounts.removeAll(keepingCapacity: true)
    lowerCounts.append(contentsOf: repeatElement(0, count: words.vocabulary.count))
    tokens.removeAll(keepingCapacity: true)
    for (index, segment) in article.segments.enumerated() {
      let block = article.blocks[segment.block]
      guard block.isArticle, block.kind.isText else { continue }
      let range = words.words(ofBlock: segment.block, in: segment.range)
      guard !range.isEmpty else { continue }
      block.content.bytes.withUnsafeBufferPointer { text in
        append(segment: index, segment.range, range, words, text, lexicon)
      }
    }
    setStems(words.vocabulary.count, lexicon)
  }

  /// Lets a term hold the whole of a name or nothing of it.
  mutating func protect(_ names: [NameFinder.Span]) {
    nameEnds.removeAll(keepingCapacity: true)
    nameEnds.append(contentsOf: repeatElement(0, count: tokens.count))
    for name in names {
      let last = Int(name.end) - 1
      nameEnds[Int(name.first)] = name.end
      for token in Int(name.first)...last {
        tokens[token].traits.subtract([.mayBegin, .mayEnd])
        tokens[token].traits.insert(.isInside)
      }
      tokens[Int(name.first)].traits.insert(.mayBegin)
      tokens[last].traits.insert(.mayEnd)
    }
  }

  /// Whether a token has the ending of a German adjective.
  func isAdjective(_ token: Int) -> Bool {
    let word = Int(tokens[token].word)
    return word < entries.count && entries[word].hasAdjectiveEnding
  }

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

  private mutating func classify(_ vocabulary: Vocabulary, _ lexicon: TermLexicon) {
    extra.removeAll()
    stems.removeAll()
    entries.removeAll(keepingCapacity: true)
    for entry in 0..<vocabulary.count {
      entries.append(
        vocabulary.withBytes(of: entry) { word in
          let kind = lexicon.kind(word, hash: vocabulary.hash(of: entry))
          let isOpen = kind.isDisjoint(with: .boundary) && word.count > 3
          return Entry(
            kind: kind, hasApostrophe: TermTokens.apostrophe(word) != nil,
            hasAdjectiveEnding: lexicon.capitalizesNouns && TermTokens.hasAdjectiveEnding(word),
            group: isOpen
              ? lexicon.inflection.group(word, entry: entry, of: vocabulary, stems: &stems, scratch: &scratch)
              : Int32(entry))
        })
    }
    for entry in entries.indices where Int(entries[entry].group) != entry { settle(entry) }
  }

  /// A base may have a base: "Kindern", "Kinder", "Kind".
  private mutating func settle(_ entry: Int) {
    var group = Int(entries[entry].group)
    var steps = 0
    while group < entries.count, Int(entries[group].group) != group, steps < 3 {
      group = Int(entries[group].group)
      steps += 1
    }
    entries[entry].group = Int32(group)
  }

  private mutating func append(
    segment: Int, _ sentence: TextRange, _ range: Range<Int>, _ words: WordTable, _ text: UnsafeBufferPointer<UInt8>,
    _ lexicon: TermLexicon
  ) {
    let first = tokens.count
    var open = 0
    var capitals = 0
    var small = 0
    // A token is complete only when the next one is known.
    var last = token(words.words[range.lowerBound], segment, words, text, lexicon)
    last.traits.insert(.isStart)
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
      start: word.start, end: word.end, segment: Int32(segment), word: word.id, stem: 0, kind: entry.kind, traits: [])
    if word.form.contains(.capital) { token.traits.insert(.capital) }
    if word.form.contains(.allCapitals) { token.traits.insert(.allCapitals) }
    if entry.hasApostrophe && entry.kind.isDisjoint(with: [.stop, .common]) { cut(&token, text, words, lexicon) }
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
      guard let (mark, width) = TermTokens.apostrophe(word),
        let (originalMark, _) = TermTokens.apostrophe(original), mark > 0
      else { return }
      let rest = mark + width
      if rest < word.count, lexicon.isElision(UnsafeBufferPointer(rebasing: word[..<mark])) {
        token.start += Int32(originalMark + width)
        token.traits.insert(.afterElision)
        let letter = CodePoints.next(original, at: originalMark + width).value
        token.traits.subtract([.capital, .allCapitals])
        if CharacterTables.isUppercase(letter) { token.traits.insert(.capital) }
        setWord(of: &token, UnsafeBufferPointer(rebasing: word[rest...]), words, lexicon)
        return
      }
      let isPossessive = rest + 1 == word.count && word[rest] == 0x73
      let isEnding = lexicon.hasApostropheEndings && token.traits.contains(.capital)
      guard isPossessive || isEnding || rest == word.count else { return }
      token.end = token.start + Int32(originalMark)
      token.traits.insert(.beforeEnding)
      setWord(of: &token, UnsafeBufferPointer(rebasing: word[..<mark]), words, lexicon)
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
      while capitalCounts.count <= Int(token.word) {
        capitalCounts.append(0)
        lowerCounts.append(0)
      }
    }
    token.kind = lexicon.kind(letters, hash: hash)
  }

  private static func hasAdjectiveEnding(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard word.count > 4 else { return false }
    let last = word[word.count - 1]
    if last == 0x65 { return true }
    return word[word.count - 2] == 0x65 && (last == 0x6E || last == 0x72 || last == 0x73 || last == 0x6D)
  }

  private static func apostrophe(_ word: UnsafeBufferPointer<UInt8>) -> (offset: Int, width: Int)? {
    for offset in word.indices {
      if word[offset] == 0x27 { return (offset, 1) }
      if word[offset] == 0xE2, offset + 2 < word.count, word[offset + 1] == 0x80, word[offset + 2] == 0x99 {
        return (offset, 3)
      }
    }
    return nil
  }

  /// Names keep their endings, except where the language inflects them or writes all nouns so: "Williams" is no plural.
  private mutating func setStems(_ vocabularyCount: Int, _ lexicon: TermLexicon) {
    let inflectsNames = lexicon.inflection.inflectsNames || lexicon.capitalizesNouns
    // Stems come after the vocabulary, where extra words are too: those move behind the stems.
    let offset = Int32(stems.count)
    tokens.withUnsafeMutableBufferPointer { tokens in
      for index in tokens.indices {
        let word = Int(tokens[index].word)
        if word >= vocabularyCount {
          tokens[index].stem = Int32(word) + offset
        } else {
          let isName = tokens[index].traits.contains(.capital) && capitalCounts[word] > lowerCounts[word]
          tokens[index].stem = isName && !inflectsNames ? Int32(word) : entries[word].group
        }
      }
    }
    stemCount = vocabularyCount + stems.count + extra.count
  }
}
