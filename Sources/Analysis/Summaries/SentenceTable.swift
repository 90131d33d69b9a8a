import Articles
import Text

/// The sentences of an article that a summary may be made of, and their content words as sparse rows. One owner; refilled
/// for each article, so that its buffers are allocated once.
struct SentenceTable {
  struct Sentence {
    /// Index in the article's segments.
    var segment: Int
    /// Of all its words, content or not.
    var wordCount: Int
    var characterCount: Int
    /// Content words, each use counted.
    var contentCount = 0
    /// Words with a digit in them.
    var numberCount = 0
    /// Words with a capital that do not stand first.
    var nameCount = 0
    /// Number of its block among those that have candidates, and its own number in that block.
    var paragraph = 0
    var placeInParagraph = 0
    var traits: SentenceTraits
    /// Whether the candidate before it in the table is also the sentence before it in the text.
    var followsPredecessor: Bool
  }

  private(set) var sentences: [Sentence] = []
  /// Words of all sentences of the article's prose, those that cannot be picked among them.
  private(set) var articleWords = 0
  /// The distinct content words of all sentences, one sentence after another.
  private(set) var rowWords: [Int32] = []
  private var rowStarts: [Int] = [0]
  /// For each entry of the vocabulary, how many sentences use it.
  private(set) var sentenceCounts: [Int32] = []
  /// For each entry of the vocabulary: its inverse sentence frequency, ln((n + 1) / sentences that use it); 0 for the rest.
  private(set) var weights: [Float] = []
  /// Every use of a content word in the order of the text, with its place among the words of its sentence. Filled only
  /// when asked for.
  private(set) var useWords: [Int32] = []
  private(set) var usePlaces: [Int32] = []
  private var useStarts: [Int] = [0]
  private var isContent: [UInt8] = []
  private var lastSentence: [Int32] = []
  /// Sentences that begin in lower case, and those that begin with what may be a label, with its first word.
  private var lowSentences: [Int] = []
  private var labels: [(sentence: Int, word: Word)] = []

  var count: Int { sentences.count }

  func row(_ sentence: Int) -> Range<Int> { rowStarts[sentence]..<rowStarts[sentence + 1] }

  func isContentWord(_ word: Int32) -> Bool { isContent[Int(word)] == 1 }

  func uses(_ sentence: Int) -> Range<Int> { useStarts[sentence]..<useStarts[sentence + 1] }

  init() {}

  /// A table of sentences that consist of the given content words only, numbered from 0.
  init(rows: [[Int32]]) {
    let vocabularyCount = Int(rows.joined().max() ?? -1) + 1
    isContent.reset(vocabularyCount, to: 1)
    sentenceCounts.reset(vocabularyCount)
    useStarts = [0]
    for (index, row) in rows.enumerated() {
      sentences.append(
        Sentence(
          segment: index, wordCount: row.count, characterCount: row.count, contentCount: row.count, traits: .hasEndMark,
          followsPredecessor: index > 0))
      var seen = Set<Int32>()
      for (place, word) in row.enumerated() {
        useWords.append(word)
        usePlaces.append(Int32(place))
        guard seen.insert(word).inserted else { continue }
        rowWords.append(word)
        sentenceCounts[Int(word)] += 1
      }
      rowStarts.append(rowWords.count)
      useStarts.append(useWords.count)
    }
    weighWords()
  }

  /// Fragments shorter than this are never picked: bylines, "Read more", score lines.
  private static let fewestWords = 4
  /// Sentences outside of lists from which these alone tell whether sentences close with a mark.
  private static let fewestProse = 4
  private static let mostLabelWords = 4

  mutating func fill(
    _ article: Article, words: WordTable, language: LanguageData?, dangling: DanglingWords.List,
    captions: CaptionWords.List, withUses: Bool = false
  ) {
    ContentWords.mark(words.vocabulary, language: language, into: &isContent)
    findSentences(article, words, dangling, CaptionWords.Found(captions, in: words.vocabulary))
    markLow()
    markLabels(words.vocabulary.count)
    dropFragments(article)
    findPlaces(article)
    fillRows(article, words)
    useWords.removeAll(keepingCapacity: true)
    usePlaces.removeAll(keepingCapacity: true)
    if withUses { fillUses(article, words) }
  }

  private mutating func findSentences(
    _ article: Article, _ words: WordTable, _ dangling: DanglingWords.List, _ captions: CaptionWords.Found
  ) {
    sentences.removeAll(keepingCapacity: true)
    lowSentences.removeAll(keepingCapacity: true)
    labels.removeAll(keepingCapacity: true)
    articleWords = 0
    for index in article.segments.indices {
      let (block, place) = (article.segments[index].block, article.segments[index].range)
      guard article.blocks[block].isArticle, article.blocks[block].kind.isProse else { continue }
      let range = words.words(ofBlock: block, in: place)
      guard !range.isEmpty else { continue }
      articleWords += range.count
      let beginsLow = SentenceTable.beginsLow(article.blocks[block].content.bytes, place, words.words[range.lowerBound])
      // An item that begins in lower case goes on from the line above the list.
      if article.blocks[block].kind == .item && beginsLow { continue }
      var (traits, characters) = article.blocks[block].content.bytes.withUnsafeBufferPointer { text in
        (SentenceTraits(of: text, in: place), SentenceTable.characterCount(text, place))
      }
      if dangling.beginsSentence(range, words) { traits.insert(.isDangling) }
      if beginsLow { lowSentences.append(sentences.count) }
      if let label = SentenceTable.label(article.blocks[block].content.bytes, range, words) {
        labels.append((sentences.count, label))
      }
      let isAlone =
        (index == 0 || article.segments[index - 1].block != block)
        && (index + 1 == article.segments.count || article.segments[index + 1].block != block)
      if isAlone && captions.mark(range, of: words, in: article.blocks[block].content.bytes) {
        traits.insert(.isCaption)
      }
      sentences.append(
        Sentence(
          segment: index, wordCount: range.count, characterCount: characters, traits: traits,
          followsPredecessor: false))
    }
  }

  /// Whether a sentence's first word is written small, with nothing before it: "…the rest" and "'t was" are no sign, nor is
  /// a word with a capital further on ("iPhone").
  private static func beginsLow(_ text: [UInt8], _ place: TextRange, _ word: Word) -> Bool {
    guard Int(word.start) == place.start, !word.form.contains(.capital) else { return false }
    let point = text.withUnsafeBufferPointer { CodePoints.next($0, at: Int(word.start)).value }
    guard CharacterTables.hasCase(point) && !CharacterTables.isUppercase(point) else { return false }
    return !text[Int(word.start)..<Int(word.end)].contains { $0 >= 0x41 && $0 <= 0x5A }
  }

  /// A sentence written small goes on from the one before, unless the whole text is written small.
  private mutating func markLow() {
    guard lowSentences.count * 4 <= sentences.count else { return }
    for sentence in lowSentences { sentences[sentence].traits.insert(.isDangling) }
  }

  /// The first word of a speaker's label: up to four words, each with a capital, and a colon.
  private static func label(_ text: [UInt8], _ positions: Range<Int>, _ words: WordTable) -> Word? {
    for position in positions.prefix(mostLabelWords) {
      let word = words.words[position]
      guard word.form.contains(.capital) else { return nil }
      let end = Int(word.end)
      guard end < text.count, text[end] == UInt8(ascii: ":") else { continue }
      return position + 1 < positions.upperBound ? words.words[positions.lowerBound] : nil
    }
    return nil
  }

  /// What stands before a colon names a speaker when it does so again, or is in capitals; before the first sentence it is
  /// a place, or announces the story.
  private mutating func markLabels(_ vocabularyCount: Int) {
    guard !labels.isEmpty else { return }
    lastSentence.reset(vocabularyCount)
    for (_, word) in labels { lastSentence[Int(word.id)] += 1 }
    for (sentence, word) in labels where sentence > 0 {
      if lastSentence[Int(word.id)] > 1 || word.form.contains(.allCapitals) {
        sentences[sentence].traits.insert(.hasLabel)
      }
    }
  }

  /// Leaves out what is no sentence. Where most paragraphs close with a mark, a line without is a caption, an item of a list
  /// or an introduction to what follows; where few do (Thai, transcripts), the mark says nothing. An article of fragments
  /// only keeps those that are long enough, and failing that all of them.
  private mutating func dropFragments(_ article: Article) {
    var marked = (prose: 0, items: 0)
    var sound = (prose: 0, items: 0)
    for sentence in sentences where sentence.wordCount >= SentenceTable.fewestWords {
      let hasMark = sentence.traits.contains(.hasEndMark) ? 1 : 0
      if article.blocks[article.segments[sentence.segment].block].kind == .item {
        sound.items += 1
        marked.items += hasMark
      } else {
        sound.prose += 1
        marked.prose += hasMark
      }
    }
    guard sound.prose + sound.items > 0 else { return }
    let isProse = sound.prose >= SentenceTable.fewestProse
    let needsMark =
      isProse ? marked.prose * 2 > sound.prose : (marked.prose + marked.items) * 2 > sound.prose + sound.items
    let hasOthers = sentences.contains { sentence in
      sentence.wordCount >= SentenceTable.fewestWords && !sentence.traits.contains(.isCaption)
        && (!needsMark || sentence.traits.contains(.hasEndMark))
    }
    sentences.removeAll { sentence in
      sentence.wordCount < SentenceTable.fewestWords || (needsMark && !sentence.traits.contains(.hasEndMark))
        || (hasOthers && sentence.traits.contains(.isCaption))
    }
  }

  /// Where each candidate stands among the others.
  private mutating func findPlaces(_ article: Article) {
    for index in sentences.indices.dropFirst() {
      let before = sentences[index - 1]
      sentences[index].followsPredecessor = sentences[index].segment == before.segment + 1
      let isSameBlock = article.segments[sentences[index].segment].block == article.segments[before.segment].block
      sentences[index].paragraph = isSameBlock ? before.paragraph : before.paragraph + 1
      sentences[index].placeInParagraph = isSameBlock ? before.placeInParagraph + 1 : 0
    }
  }

  private mutating func fillRows(_ article: Article, _ words: WordTable) {
    let vocabularyCount = words.vocabulary.count
    rowWords.removeAll(keepingCapacity: true)
    rowStarts.removeAll(keepingCapacity: true)
    rowStarts.append(0)
    sentenceCounts.removeAll(keepingCapacity: true)
    sentenceCounts.append(contentsOf: repeatElement(0, count: vocabularyCount))
    lastSentence.removeAll(keepingCapacity: true)
    lastSentence.append(contentsOf: repeatElement(-1, count: vocabularyCount))
    for index in sentences.indices {
      let segment = sentences[index].segment
      let positions = words.words(ofBlock: article.segments[segment].block, in: article.segments[segment].range)
      words.words.withUnsafeBufferPointer { fillRow(index, $0, positions) }
      rowStarts.append(rowWords.count)
    }
    weighWords()
  }

  private mutating func fillRow(_ index: Int, _ words: UnsafeBufferPointer<Word>, _ positions: Range<Int>) {
    var contentCount = 0
    var numberCount = 0
    var nameCount = 0
    for position in positions {
      let form = words[position].form
      if form.contains(.digits) { numberCount += 1 }
      if form.contains(.capital) && position > positions.lowerBound { nameCount += 1 }
      let id = words[position].id
      guard isContent[Int(id)] == 1 else { continue }
      contentCount += 1
      guard lastSentence[Int(id)] != Int32(index) else { continue }
      lastSentence[Int(id)] = Int32(index)
      sentenceCounts[Int(id)] += 1
      rowWords.append(id)
    }
    sentences[index].contentCount = contentCount
    sentences[index].numberCount = numberCount
    sentences[index].nameCount = nameCount
  }

  private mutating func weighWords() {
    weights.removeAll(keepingCapacity: true)
    let all = Float(sentences.count + 1).logarithm
    for used in sentenceCounts { weights.append(used == 0 ? 0 : all - Float(used).logarithm) }
  }

  private mutating func fillUses(_ article: Article, _ words: WordTable) {
    useStarts.removeAll(keepingCapacity: true)
    useStarts.append(0)
    for sentence in sentences {
      let segment = article.segments[sentence.segment]
      let positions = words.words(ofBlock: segment.block, in: segment.range)
      for position in positions where isContent[Int(words.words[position].id)] == 1 {
        useWords.append(words.words[position].id)
        usePlaces.append(Int32(position - positions.lowerBound))
      }
      useStarts.append(useWords.count)
    }
  }

  private static func characterCount(_ text: UnsafeBufferPointer<UInt8>, _ range: TextRange) -> Int {
    var count = 0
    for offset in range.indices where text[offset] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
