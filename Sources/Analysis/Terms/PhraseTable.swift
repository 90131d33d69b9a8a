/// The phrases of an article with their counts. One owner; refilled for each article.
///
/// Counts feed the C-value of Frantzi, Ananiadou and Mima, "Automatic Recognition of Multi-Word Terms: the
/// C-value/NC-value Method", IJDL 3(2), 2000: what a phrase counts for is how often it stands, less how often it stands
/// inside longer phrases.
struct PhraseTable {
  /// How a phrase is used: sums, so that those of several articles add up.
  struct Counts {
    /// As a run of content words.
    var term: Int32 = 0
    /// As a name.
    var name: Int32 = 0
    /// Uses as a run of content words by what stands before (lanes 0 to 4: nothing that joins, what leads a noun, what
    /// leads a verb, another function word, a content word) and after (5 to 7: nothing, a function word, a content word).
    var neighbors = SIMD8<Int32>()

    var all: Int32 { term + name }
    var afterNounLeader: Int32 { neighbors[1] }
    var afterVerbLeader: Int32 { neighbors[2] }
  }

  struct Phrase {
    /// See `PhraseKey`.
    var key: UInt64
    /// In words.
    var length: Int32
    /// Token with which its first use begins.
    var first: Int32
    var counts = Counts()
    /// Longer phrases that hold it and occur twice at least: how many, how often together, how often the most frequent.
    var longerCount: Int32 = 0
    var longerSum: Int32 = 0
    var longerMost: Int32 = 0
  }

  static let mostWords = 5

  private(set) var phrases: [Phrase] = []
  /// Open addressing over keys: phrase + 1, or 0 for a free slot; a power of two, at most half full.
  private var slots: [Int32] = []

  mutating func removeAll() {
    if slots.isEmpty { slots = Array(repeating: 0, count: 2048) }
    if !phrases.isEmpty { slots.withUnsafeMutableBufferPointer { $0.update(repeating: 0) } }
    phrases.removeAll(keepingCapacity: true)
  }

  /// The phrase with a key, or -1 when it does not occur.
  func find(_ key: UInt64) -> Int32 {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key >> 32) & mask
    while slots[slot] != 0 {
      let phrase = slots[slot] - 1
      if phrases[Int(phrase)].key == key { return phrase }
      slot = (slot + 1) & mask
    }
    return -1
  }

  static func key(_ tokens: [TermToken], _ range: Range<Int>) -> UInt64 {
    range.reduce(PhraseKey.empty) { PhraseKey.adding(tokens[$1].stem, to: $0) }
  }

  /// Counts all uses of one phrase for another.
  mutating func move(_ phrase: Int32, to other: Int32) {
    phrases[Int(other)].counts.name += phrases[Int(phrase)].counts.all
    phrases[Int(phrase)].counts = Counts()
  }

  /// The phrase of some tokens, new or known.
  mutating func intern(_ tokens: [TermToken], _ range: Range<Int>) -> Int32 {
    intern(PhraseTable.key(tokens, range), length: range.count, first: range.lowerBound)
  }

  /// Counts an article's names, and every phrase of its runs of content words in which a term may begin and end.
  mutating func count(_ text: TermTokens, names: [NameFinder.Span]) {
    for name in names { phrases[Int(intern(text.tokens, Int(name.first)..<Int(name.end)))].counts.name += 1 }
    text.tokens.withUnsafeBufferPointer { tokens in
      text.nameEnds.withUnsafeBufferPointer { nameEnds in
        var start = 0
        while start < tokens.count {
          guard tokens[start].traits.contains(.isInside) else {
            start += 1
            continue
          }
          var end = start + 1
          while end < tokens.count, tokens[end - 1].traits.contains(.joinsNext), tokens[end].traits.contains(.isInside)
          {
            end += 1
          }
          for token in start..<end where tokens[token].traits.contains(.mayBegin) {
            countPhrases(from: token, to: end, tokens, nameEnd: nameEnds[token])
          }
          start = end
        }
      }
    }
  }

  private mutating func countPhrases(
    from start: Int, to end: Int, _ tokens: UnsafeBufferPointer<TermToken>, nameEnd: Int32
  ) {
    var key = PhraseKey.empty
    let before = PhraseTable.before(start, tokens)
    for index in start..<min(end, start + PhraseTable.mostWords) {
      key = PhraseKey.adding(tokens[index].stem, to: key)
      // A name has been counted as such.
      guard tokens[index].traits.contains(.mayEnd), Int(nameEnd) != index + 1 else { continue }
      let phrase = intern(key, length: index + 1 - start, first: start)
      let neighbors = before &+ PhraseTable.after(index, tokens)
      PhraseTable.note(neighbors, &phrases[Int(phrase)].counts)
    }
  }

  @inline(__always)
  private static func note(_ neighbors: SIMD8<Int32>, _ counts: inout Counts) {
    counts.term += 1
    counts.neighbors &+= neighbors
  }

  private static let lanes: [SIMD8<Int32>] = (0..<8).map { lane in
    var vector = SIMD8<Int32>()
    vector[lane] = 1
    return vector
  }

  private static func before(_ start: Int, _ tokens: UnsafeBufferPointer<TermToken>) -> SIMD8<Int32> {
    var lane = 0
    if start > 0, tokens[start - 1].segment == tokens[start].segment {
      let last = tokens[start - 1]
      if last.traits.contains(.beforeEnding) || tokens[start].traits.contains(.afterElision) {
        lane = 1
      } else if last.traits.contains(.joinsNext) {
        if !last.kind.isDisjoint(with: [.nounLeader, .number]) {
          lane = 1
        } else if last.kind.contains(.verbLeader) {
          lane = 2
        } else {
          lane = last.kind.isDisjoint(with: .boundary) ? 4 : 3
        }
      }
    }
    return lanes[lane]
  }

  private static func after(_ last: Int, _ tokens: UnsafeBufferPointer<TermToken>) -> SIMD8<Int32> {
    guard tokens[last].traits.contains(.joinsNext), last + 1 < tokens.count else { return lanes[5] }
    return lanes[tokens[last + 1].kind.isDisjoint(with: .boundary) ? 7 : 6]
  }

  /// Tells each phrase of the longer ones that hold it and occur twice at least.
  mutating func nest(_ tokens: UnsafeBufferPointer<TermToken>) {
    for index in phrases.indices {
      let longer = phrases[index]
      let count = longer.counts.all
      guard longer.length > 1, count > 1 else { continue }
      let begin = Int(longer.first)
      let end = begin + Int(longer.length)
      for start in begin..<end {
        var key = PhraseKey.empty
        for token in start..<end where token - start < Int(longer.length) - 1 {
          key = PhraseKey.adding(tokens[token].stem, to: key)
          let inner = find(key)
          guard inner >= 0 else { continue }
          phrases[Int(inner)].longerCount += 1
          phrases[Int(inner)].longerSum += count
          phrases[Int(inner)].longerMost = max(phrases[Int(inner)].longerMost, count)
        }
      }
    }
  }

  private mutating func intern(_ key: UInt64, length: Int, first: Int) -> Int32 {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key >> 32) & mask
    while slots[slot] != 0 {
      let phrase = slots[slot] - 1
      if phrases[Int(phrase)].key == key { return phrase }
      slot = (slot + 1) & mask
    }
    let phrase = Int32(phrases.count)
    phrases.append(Phrase(key: key, length: Int32(length), first: Int32(first)))
    slots[slot] = phrase + 1
    if phrases.count * 2 > slots.count { grow() }
    return phrase
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = Array(repeating: 0, count: slots.count * 2)
    for (index, phrase) in phrases.enumerated() {
      var slot = Int(truncatingIfNeeded: phrase.key >> 32) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index + 1)
    }
  }
}
