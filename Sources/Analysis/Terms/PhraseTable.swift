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
    /// Of the uses as a run of content words, how many are in each `Lane`.
    var lanes = SIMD16<Int32>()

    var all: Int32 { term &+ name }
    /// Uses that are whole: neither part of a name nor overlapping one.
    var whole: Int32 { term &+ name &- lanes[Lane.inName] }
    /// Whether most whole uses are as a name; without any, whether all it does is to be part of names.
    var isName: Bool { name > 0 ? name >= term &- lanes[Lane.inName] : term > 0 && lanes[Lane.inName] == term }
    var afterNounLeader: Int32 { lanes[Lane.afterNounLeader] }
    var afterVerbLeader: Int32 { lanes[Lane.afterVerbLeader] }

    static func += (left: inout Counts, right: Counts) {
      left.term &+= right.term
      left.name &+= right.name
      left.lanes &+= right.lanes
    }
  }

  /// What a use is like: by what stands before, what stands after, how it begins, where it is.
  enum Lane {
    static let afterNothing = 0
    static let afterNounLeader = 1
    static let afterVerbLeader = 2
    static let afterFunctionWord = 3
    static let afterContent = 4
    static let beforeNothing = 5
    static let beforeFunctionWord = 6
    static let beforeContent = 7
    /// A capital where none is due.
    static let capital = 8
    static let allCapitals = 9
    /// Where a capital says nothing.
    static let start = 10
    /// In a title or heading.
    static let heading = 11
    /// Holds a function word.
    static let linked = 12
    /// Its last word has a capital.
    static let lastCapital = 13
    /// Begins or ends within a name.
    static let inName = 14
    static let count = 15
  }

  /// Which runs of words count.
  enum Reach {
    /// Those in which a term may begin and end, with names whole or not at all.
    case plain
    /// Besides, parts of names and what crosses them, compounds with any word at their ends, and possessives: for a folder,
    /// whose many uses tell terms from fragments.
    case wide
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

  static let mostWords = 6

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

  /// Counts all uses of one phrase for another, but for those that are part of a name.
  mutating func move(_ phrase: Int32, to other: Int32) {
    phrases[Int(other)].counts.name += phrases[Int(phrase)].counts.whole
    phrases[Int(phrase)].counts = Counts()
  }

  /// The phrase of some tokens, new or known.
  mutating func intern(_ tokens: [TermToken], _ range: Range<Int>) -> Int32 {
    intern(PhraseTable.key(tokens, range), length: range.count, first: range.lowerBound)
  }

  /// Counts an article's names, and every phrase of its runs of content words in which a term may begin and end.
  mutating func count(_ text: TermTokens, names: [NameFinder.Span], reach: Reach) {
    for name in names { phrases[Int(intern(text.tokens, Int(name.first)..<Int(name.end)))].counts.name += 1 }
    var start = -1
    var before = SIMD16<Int32>()
    text.tokens.withUnsafeBufferPointer { tokens in
      PhraseTable.forEachUse(in: text, reach) { first, end, key in
        if first != start {
          start = first
          before = PhraseTable.before(first, tokens)
        }
        let phrase = intern(key, length: end - first, first: first)
        PhraseTable.note(before &+ PhraseTable.after(first, end - 1, tokens), &phrases[Int(phrase)].counts)
      }
    }
  }

  /// Calls `body` for every phrase of a text's runs of content words in which a term may begin and end, but for whole names,
  /// with its tokens and its key.
  @inline(__always)
  static func forEachUse(
    in text: TermTokens, _ reach: Reach, _ body: (_ first: Int, _ end: Int, _ key: UInt64) -> Void
  ) {
    let begins: TermToken.Traits = reach == .wide ? [.mayBegin, .mayBeginWide] : .mayBegin
    let ends: TermToken.Traits = reach == .wide ? [.mayEnd, .mayEndWide] : .mayEnd
    let joins: TermToken.Traits = reach == .wide ? [.joinsNext, .joinsNextWide] : .joinsNext
    text.tokens.withUnsafeBufferPointer { tokens in
      text.nameEnds.withUnsafeBufferPointer { nameEnds in
        for first in tokens.indices where !tokens[first].traits.isDisjoint(with: begins) {
          var key = PhraseKey.empty
          for index in first..<min(tokens.count, first + PhraseTable.mostWords) {
            let traits = tokens[index].traits
            guard traits.contains(.isInside) else { break }
            key = PhraseKey.adding(tokens[index].stem, to: key)
            // A name is counted as such.
            if !traits.isDisjoint(with: ends), Int(nameEnds[first]) != index + 1 { body(first, index + 1, key) }
            guard !traits.isDisjoint(with: joins) else { break }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func note(_ lanes: SIMD16<Int32>, _ counts: inout Counts) {
    counts.term += 1
    counts.lanes &+= lanes
  }

  private static func before(_ start: Int, _ tokens: UnsafeBufferPointer<TermToken>) -> SIMD16<Int32> {
    var lanes = SIMD16<Int32>()
    let traits = tokens[start].traits
    if traits.contains(.isStart) {
      lanes[Lane.start] = 1
    } else if traits.contains(.capital) {
      lanes[Lane.capital] = 1
    }
    if traits.contains(.allCapitals) { lanes[Lane.allCapitals] = 1 }
    if traits.contains(.inHeading) { lanes[Lane.heading] = 1 }
    var lane = Lane.afterNothing
    if start > 0, tokens[start - 1].segment == tokens[start].segment {
      let last = tokens[start - 1]
      if last.traits.contains(.beforeEnding) || traits.contains(.afterElision) {
        lane = Lane.afterNounLeader
      } else if last.traits.contains(.joinsNext) {
        if !last.kind.isDisjoint(with: [.nounLeader, .number]) {
          lane = Lane.afterNounLeader
        } else if last.kind.contains(.verbLeader) {
          lane = Lane.afterVerbLeader
        } else {
          lane = last.kind.isDisjoint(with: .boundary) ? Lane.afterContent : Lane.afterFunctionWord
        }
      }
    }
    lanes[lane] = 1
    return lanes
  }

  private static func after(_ start: Int, _ last: Int, _ tokens: UnsafeBufferPointer<TermToken>) -> SIMD16<Int32> {
    var lanes = SIMD16<Int32>()
    if tokens[last].traits.contains(.capital) { lanes[Lane.lastCapital] = 1 }
    if tokens[last].traits.union(tokens[start].traits).contains(.inName) { lanes[Lane.inName] = 1 }
    if last - start > 1, (start + 1..<last).contains(where: { tokens[$0].traits.contains(.isLinker) }) {
      lanes[Lane.linked] = 1
    }
    if !tokens[last].traits.contains(.joinsNext) || last + 1 >= tokens.count {
      lanes[Lane.beforeNothing] = 1
    } else if tokens[last + 1].kind.isDisjoint(with: .boundary) {
      lanes[Lane.beforeContent] = 1
    } else {
      lanes[Lane.beforeFunctionWord] = 1
    }
    return lanes
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
