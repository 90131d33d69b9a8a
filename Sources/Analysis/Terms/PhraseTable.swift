/// All phrases of an article as paths in a tree of stems, with their counts. One owner; refilled for each article.
///
/// Counts feed the C-value of Frantzi, Ananiadou and Mima, "Automatic Recognition of Multi-Word Terms: the
/// C-value/NC-value Method", IJDL 3(2), 2000: what a phrase counts for is how often it stands, less how often it stands
/// inside longer phrases.
struct PhraseTable {
  struct Phrase {
    /// The phrase without its last word, or -1.
    var parent: Int32
    var stem: Int32
    var length: Int32
    /// As a run of content words.
    var termCount: Int32 = 0
    /// As a name.
    var nameCount: Int32 = 0
    /// Of its uses as a run of content words: how many come after an article, a preposition or a number, how many after what leads a verb.
    var nounCount: Int32 = 0
    var verbCount: Int32 = 0
    /// Token with which its first use begins.
    var first: Int32
    /// Longer phrases that hold it and occur twice at least: how many, how often together, how often the most frequent.
    var longerCount: Int32 = 0
    var longerSum: Int32 = 0
    var longerMost: Int32 = 0
  }

  static let mostWords = 5

  private(set) var phrases: [Phrase] = []
  /// Phrase of one word by its stem, or -1.
  private var roots: [Int32] = []
  /// Open addressing over (parent, stem): phrase + 1, or 0 for a free slot; a power of two, at most half full.
  private var slots: [Int32] = []
  private var used = 0

  mutating func removeAll(stemCount: Int) {
    phrases.removeAll(keepingCapacity: true)
    roots.removeAll(keepingCapacity: true)
    roots.append(contentsOf: repeatElement(-1, count: stemCount))
    if slots.isEmpty { slots = Array(repeating: 0, count: 2048) }
    if used > 0 { slots.withUnsafeMutableBufferPointer { $0.update(repeating: 0) } }
    used = 0
  }

  /// The phrase that a word makes of another (-1 for none), or -1 when it does not occur.
  func find(_ parent: Int32, _ stem: Int32) -> Int32 {
    if parent < 0 { return roots[Int(stem)] }
    var slot = PhraseTable.hash(parent, stem) & (slots.count - 1)
    while slots[slot] != 0 {
      let phrase = slots[slot] - 1
      if phrases[Int(phrase)].parent == parent && phrases[Int(phrase)].stem == stem { return phrase }
      slot = (slot + 1) & (slots.count - 1)
    }
    return -1
  }

  /// The phrase of some tokens, or -1.
  func find(_ tokens: [TermToken], _ range: Range<Int>) -> Int32 {
    var phrase: Int32 = -1
    for index in range {
      phrase = find(phrase, tokens[index].stem)
      if phrase < 0 { break }
    }
    return phrase
  }

  /// Counts all uses of one phrase for another.
  mutating func move(_ phrase: Int32, to other: Int32) {
    phrases[Int(other)].nameCount += phrases[Int(phrase)].nameCount + phrases[Int(phrase)].termCount
    phrases[Int(phrase)].nameCount = 0
    phrases[Int(phrase)].termCount = 0
  }

  /// The phrase of some tokens, new or known.
  mutating func intern(_ tokens: [TermToken], _ range: Range<Int>) -> Int32 {
    var phrase: Int32 = -1
    for index in range { phrase = intern(phrase, tokens[index].stem, first: range.lowerBound) }
    return phrase
  }

  /// Counts an article's names, and every phrase of its runs of content words in which a term may begin and end.
  mutating func count(_ text: TermTokens, names: [NameFinder.Span]) {
    let tokens = text.tokens
    for name in names { phrases[Int(intern(tokens, Int(name.first)..<Int(name.end)))].nameCount += 1 }
    var start = 0
    while start < tokens.count {
      guard tokens[start].traits.contains(.isInside) else {
        start += 1
        continue
      }
      var end = start + 1
      while end < tokens.count, tokens[end - 1].traits.contains(.joinsNext), tokens[end].traits.contains(.isInside) {
        end += 1
      }
      for token in start..<end where tokens[token].traits.contains(.mayBegin) {
        countPhrases(from: token, to: end, tokens, nameEnd: text.nameEnds[token])
      }
      start = end
    }
  }

  private mutating func countPhrases(from start: Int, to end: Int, _ tokens: [TermToken], nameEnd: Int32) {
    var phrase: Int32 = -1
    let (afterNounSign, afterVerbSign) = PhraseTable.signs(before: start, tokens)
    for index in start..<min(end, start + PhraseTable.mostWords) {
      phrase = intern(phrase, tokens[index].stem, first: start)
      // A name has been counted as such.
      guard tokens[index].traits.contains(.mayEnd), Int(nameEnd) != index + 1 else { continue }
      phrases[Int(phrase)].termCount += 1
      phrases[Int(phrase)].nounCount += afterNounSign
      phrases[Int(phrase)].verbCount += afterVerbSign
    }
  }

  /// What the word before says of a phrase: 1 if a noun is due, 1 if a verb is.
  private static func signs(before start: Int, _ tokens: [TermToken]) -> (noun: Int32, verb: Int32) {
    guard start > 0, tokens[start - 1].segment == tokens[start].segment else { return (0, 0) }
    let last = tokens[start - 1]
    if last.traits.contains(.beforeEnding) || tokens[start].traits.contains(.afterElision) { return (1, 0) }
    guard last.traits.contains(.joinsNext) else { return (0, 0) }
    if !last.kind.isDisjoint(with: [.nounLeader, .number]) { return (1, 0) }
    return (0, last.kind.contains(.verbLeader) ? 1 : 0)
  }

  /// Tells each phrase of the longer ones that hold it and occur twice at least.
  mutating func nest(_ tokens: [TermToken]) {
    for index in phrases.indices {
      let longer = phrases[index]
      let count = longer.termCount + longer.nameCount
      guard longer.length > 1, count > 1 else { continue }
      let begin = Int(longer.first)
      let end = begin + Int(longer.length)
      for start in begin..<end {
        var inner: Int32 = -1
        for token in start..<end where token - start < Int(longer.length) - 1 {
          inner = find(inner, tokens[token].stem)
          guard inner >= 0 else { break }
          phrases[Int(inner)].longerCount += 1
          phrases[Int(inner)].longerSum += count
          phrases[Int(inner)].longerMost = max(phrases[Int(inner)].longerMost, count)
        }
      }
    }
  }

  private mutating func intern(_ parent: Int32, _ stem: Int32, first: Int) -> Int32 {
    let known = find(parent, stem)
    if known >= 0 { return known }
    let phrase = Int32(phrases.count)
    let length = parent < 0 ? 1 : phrases[Int(parent)].length + 1
    phrases.append(Phrase(parent: parent, stem: stem, length: length, first: Int32(first)))
    if parent < 0 {
      roots[Int(stem)] = phrase
    } else {
      insert(phrase)
      used += 1
      if used * 2 > slots.count { grow() }
    }
    return phrase
  }

  private mutating func insert(_ phrase: Int32) {
    var slot = PhraseTable.hash(phrases[Int(phrase)].parent, phrases[Int(phrase)].stem) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = phrase + 1
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for phrase in phrases.indices where phrases[phrase].parent >= 0 { insert(Int32(phrase)) }
  }

  private static func hash(_ parent: Int32, _ stem: Int32) -> Int {
    let key = UInt64(UInt32(bitPattern: parent)) << 32 | UInt64(UInt32(bitPattern: stem))
    return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 33)
  }
}
