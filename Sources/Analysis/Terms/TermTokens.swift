import Articles
import Text

/// The words of an article's own text as the term finder sees them. One owner; refilled for each article.
struct TermTokens {
  struct Traits: OptionSet, Hashable {
    let rawValue: UInt8
    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Only one space, hyphen or nothing lies between it and the next word: they may be one term.
    static let joinsNext = Traits(rawValue: 1)
    /// It is joined by a hyphen, so no term begins inside the compound.
    static let afterHyphen = Traits(rawValue: 2)
    static let beforeHyphen = Traits(rawValue: 4)
    /// A capital here says nothing: the first word of a sentence, of a quotation, or any word of a headline in capitals.
    static let isStart = Traits(rawValue: 8)
    static let capital = Traits(rawValue: 16)
    static let allCapitals = Traits(rawValue: 32)
    /// What stood before it in the same word was cut off: "l'" of "l'Europe".
    static let afterElision = Traits(rawValue: 64)
    /// What stood after it was cut off: "'s".
    static let beforeEnding = Traits(rawValue: 128)
  }

  struct Token {
    /// In the text of the segment's block.
    var start: Int32
    var end: Int32
    var segment: Int32
    /// Its word: an entry of the article's vocabulary, or one of `extra` after those.
    var word: Int32
    /// What all forms of the word share.
    var stem: Int32
    var kind: TermLexicon.Class
    var traits: Traits
  }

  /// What a word of the vocabulary is, wherever it stands.
  private struct Entry {
    var kind: TermLexicon.Class
    var hasApostrophe: Bool
  }

  private(set) var tokens: [Token] = []
  /// For each word: how often it has a capital where that means something, and how often none.
  private(set) var capitalCounts: [Int32] = []
  private(set) var lowerCounts: [Int32] = []
  /// Greater than any stem.
  private(set) var stemCount = 0
  /// Cores of words with an apostrophe that are no words of the article themselves.
  private var extra = Vocabulary()
  private var stems = Vocabulary()
  private var entries: [Entry] = []
  private var groups: [Int32] = []
  private var scratch: [UInt8] = []

  mutating func fill(_ article: Article, words: WordTable, lexicon: TermLexicon) {
    classify(words.vocabulary, lexicon)
    tokens.removeAll(keepingCapacity: true)
    for (index, segment) in article.segments.enumerated() {
      let block = article.blocks[segment.block]
      guard block.isArticle, block.kind != .code else { continue }
      block.content.bytes.withUnsafeBufferPointer { text in
        append(segment: index, words.words(ofBlock: segment.block, in: segment.range), words, text, lexicon)
      }
    }
    countCapitals(words.vocabulary.count + extra.count)
    setStems(words.vocabulary.count, lexicon)
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
    groups.removeAll(keepingCapacity: true)
    for entry in 0..<vocabulary.count {
      vocabulary.bytes(of: entry).withUnsafeBufferPointer { word in
        let kind = lexicon.kind(word, hash: vocabulary.hash(of: entry))
        entries.append(Entry(kind: kind, hasApostrophe: TermTokens.apostrophe(word) != nil))
        groups.append(
          kind.isDisjoint(with: .boundary) && word.count > 3
            ? lexicon.inflection.group(word, entry: entry, of: vocabulary, stems: &stems, scratch: &scratch)
            : Int32(entry))
      }
    }
    Inflection.settle(&groups)
  }

  private mutating func append(
    segment: Int, _ range: Range<Int>, _ words: WordTable, _ text: UnsafeBufferPointer<UInt8>, _ lexicon: TermLexicon
  ) {
    let first = tokens.count
    var open = 0
    var capitals = 0
    for position in range {
      let word = words.words[position]
      let entry = entries[Int(word.id)]
      var token = Token(
        start: word.start, end: word.end, segment: Int32(segment), word: word.id, stem: 0, kind: entry.kind, traits: [])
      if word.form.contains(.capital) { token.traits.insert(.capital) }
      if word.form.contains(.allCapitals) { token.traits.insert(.allCapitals) }
      if entry.hasApostrophe && entry.kind.isDisjoint(with: [.stop, .common]) { cut(&token, text, words, lexicon) }
      if tokens.count > first {
        join(&token, text)
        if token.kind.isDisjoint(with: [.stop, .number]) {
          open += 1
          if token.traits.contains(.capital) { capitals += 1 }
        }
      } else {
        token.traits.insert(.isStart)
      }
      tokens.append(token)
    }
    // Where nearly all words have capitals, they are a headline's typography.
    if open >= 3, capitals * 10 >= open * 9 {
      for index in first..<tokens.count { tokens[index].traits.insert(.isStart) }
    }
  }

  /// Notes on two neighbors what lies between them.
  private mutating func join(_ token: inout Token, _ text: UnsafeBufferPointer<UInt8>) {
    let last = tokens.count - 1
    var start = Int(tokens[last].end)
    let end = Int(token.start)
    if tokens[last].traits.contains(.beforeEnding) || token.traits.contains(.afterElision) { return }
    // "U.S. troops", "George W. Bush": the full stop is the abbreviation's.
    if start < end, text[start] == 0x2E, isDotted(tokens[last], text) {
      start += 1
      if text[Int(tokens[last].start)..<Int(tokens[last].end)].contains(0x2E) { tokens[last].end = Int32(start) }
    }
    switch end - start {
    case 0:
      // Words without a space between: a script of its own kind. A full stop alone ("example.com") joins nothing.
      if start == Int(tokens[last].end) { tokens[last].traits.insert(.joinsNext) }
    case 1 where text[start] == 0x20, 2 where text[start] == 0xC2 && text[start + 1] == 0xA0,
      3 where text[start] == 0xE2 && text[start + 1] == 0x80 && text[start + 2] == 0xAF:
      tokens[last].traits.insert(.joinsNext)
    case 1 where text[start] == 0x2D,
      3 where text[start] == 0xE2 && text[start + 1] == 0x80 && (text[start + 2] == 0x90 || text[start + 2] == 0x91):
      tokens[last].traits.formUnion([.joinsNext, .beforeHyphen])
      token.traits.insert(.afterHyphen)
    default:
      if TermTokens.opensAnew(UnsafeBufferPointer(rebasing: text[start..<end])) { token.traits.insert(.isStart) }
    }
  }

  /// Whether a token may keep a full stop after it without ending a sentence: a single capital, or letters with stops.
  private func isDotted(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard token.traits.contains(.capital) else { return false }
    let bytes = text[Int(token.start)..<Int(token.end)]
    return bytes.count == 1 || (bytes.count == 2 && bytes[bytes.startIndex] >= 0xC0) || bytes.contains(0x2E)
  }

  /// Whether a quotation, or something after a colon or a mark that ends a sentence, begins after this gap.
  private static func opensAnew(_ gap: UnsafeBufferPointer<UInt8>) -> Bool {
    var offset = 0
    while offset < gap.count {
      let (point, width) = CodePoints.next(gap, at: offset)
      switch point {
      case 0x21, 0x22, 0x27, 0x2E, 0x3A, 0x3F, 0xAB, 0xBB, 0x2018, 0x201A, 0x201C, 0x201E, 0x2022, 0x2026, 0x2039, 0x7C:
        return true
      default: break
      }
      offset += width
    }
    return false
  }

  /// Cuts an elided article or a possessive ending off a word, and finds the word that is left.
  private mutating func cut(
    _ token: inout Token, _ text: UnsafeBufferPointer<UInt8>, _ words: WordTable, _ lexicon: TermLexicon
  ) {
    let folded = words.vocabulary.bytes(of: Int(token.word))
    let original = UnsafeBufferPointer(rebasing: text[Int(token.start)..<Int(token.end)])
    let core: Range<Int>? = folded.withUnsafeBufferPointer { word in
      guard let (mark, width) = TermTokens.apostrophe(word),
        let (originalMark, _) = TermTokens.apostrophe(original)
      else { return nil }
      let rest = mark + width
      if lexicon.isElision(UnsafeBufferPointer(rebasing: word[..<mark])) {
        token.start += Int32(originalMark + width)
        token.traits.insert(.afterElision)
        let letter = CodePoints.next(original, at: originalMark + width).value
        token.traits.remove([.capital, .allCapitals])
        if CharacterTables.isUppercase(letter) { token.traits.insert(.capital) }
        return rest..<word.count
      }
      let isPossessive = rest + 1 == word.count && word[rest] == 0x73
      guard isPossessive || rest == word.count || (lexicon.hasApostropheEndings && token.traits.contains(.capital))
      else { return nil }
      token.end = token.start + Int32(originalMark)
      token.traits.insert(.beforeEnding)
      return 0..<mark
    }
    guard let core, !core.isEmpty else { return }
    folded.withUnsafeBufferPointer { word in
      let letters = UnsafeBufferPointer(rebasing: word[core])
      let hash = Vocabulary.hash(letters)
      let entry =
        words.vocabulary.find(letters, hash: hash) ?? words.vocabulary.count + extra.intern(letters, hash: hash)
      token.word = Int32(entry)
      token.kind = lexicon.kind(letters, hash: hash)
    }
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

  private mutating func countCapitals(_ wordCount: Int) {
    capitalCounts.removeAll(keepingCapacity: true)
    capitalCounts.append(contentsOf: repeatElement(0, count: wordCount))
    lowerCounts.removeAll(keepingCapacity: true)
    lowerCounts.append(contentsOf: repeatElement(0, count: wordCount))
    for token in tokens {
      if !token.traits.contains(.capital) {
        lowerCounts[Int(token.word)] += 1
      } else if !token.traits.contains(.isStart) {
        capitalCounts[Int(token.word)] += 1
      }
    }
  }

  /// Names keep their endings, except where the language inflects them: "Williams" is not a plural.
  private mutating func setStems(_ vocabularyCount: Int, _ lexicon: TermLexicon) {
    let inflectsNames = lexicon.inflection.inflectsNames
    // Stems come after the vocabulary, where extra words are too: those move behind the stems.
    let offset = Int32(stems.count)
    for index in tokens.indices {
      let word = Int(tokens[index].word)
      guard word < vocabularyCount else {
        tokens[index].stem = Int32(word) + offset
        continue
      }
      let isName = tokens[index].traits.contains(.capital) && capitalCounts[word] > lowerCounts[word]
      tokens[index].stem = isName && !inflectsNames ? Int32(word) : groups[word]
    }
    stemCount = vocabularyCount + stems.count + extra.count
  }
}
