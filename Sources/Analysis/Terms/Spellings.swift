import Articles
import Text

/// How the phrases of one article are spelled, and how often each way. One owner; refilled for each article.
struct Spellings {
  struct Spelling {
    var phrase: Int32
    /// Tokens of its first use; the end is exclusive.
    var first: Int32
    var end: Int32
    var hash: UInt64
    var count: Int32
    /// Uses where a capital at the beginning says nothing.
    var startCount: Int32

    func text(in tokens: [TermToken], _ article: Article) -> ArraySlice<UInt8> {
      let block = article.segments[Int(tokens[Int(first)].segment)].block
      return article.blocks[block].content.bytes[Int(tokens[Int(first)].start)..<Int(tokens[Int(end) - 1].end)]
    }
  }

  private var all: [Spelling] = []
  /// Open addressing over phrases and hashes: spelling + 1, or 0.
  private var slots: [Int32] = Array(repeating: 0, count: 4096)
  /// Spellings in the order of their phrases, and where those of each begin.
  private var order: [Int32] = []
  private var starts: [Int32] = []
  private var aliasOf: [Int32: Int32] = [:]

  mutating func find(
    _ text: TermTokens, names: [NameFinder.Span], aliases: [(phrase: Int32, full: Int32)], _ phrases: PhraseTable,
    _ article: Article
  ) {
    all.removeAll(keepingCapacity: true)
    slots.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    aliasOf.removeAll(keepingCapacity: true)
    for alias in aliases { aliasOf[alias.phrase] = alias.full }
    for name in names {
      let range = Int(name.first)..<Int(name.end)
      note(phrases.find(PhraseTable.key(text.tokens, range)), range, text.tokens, article)
    }
    PhraseTable.forEachUse(in: text, .wide) { start, end, key in
      let phrase = phrases.find(key)
      if aliasOf[phrase] != nil, text.tokens[start].traits.contains(.inName) { return }
      note(phrase, start..<end, text.tokens, article)
    }
    sort(phrases.phrases.count)
  }

  func spellings(of phrase: Int) -> [Spelling] {
    order[Int(starts[phrase])..<Int(starts[phrase + 1])].map { all[Int($0)] }
  }

  private mutating func note(_ phrase: Int32, _ range: Range<Int>, _ tokens: [TermToken], _ article: Article) {
    guard phrase >= 0 else { return }
    let phrase = aliasOf[phrase] ?? phrase
    let first = tokens[range.lowerBound]
    let block = article.segments[Int(first.segment)].block
    let hash = article.blocks[block].content.bytes.withUnsafeBufferPointer {
      PhraseKey.hash(UnsafeBufferPointer(rebasing: $0[Int(first.start)..<Int(tokens[range.upperBound - 1].end)]))
    }
    let isStart: Int32 = first.traits.contains(.isStart) ? 1 : 0
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: PhraseKey.adding(hash, to: UInt64(phrase)) >> 32) & mask
    while slots[slot] != 0 {
      let known = Int(slots[slot]) - 1
      if all[known].phrase == phrase && all[known].hash == hash {
        all[known].count += 1
        all[known].startCount += isStart
        return
      }
      slot = (slot + 1) & mask
    }
    all.append(
      Spelling(
        phrase: phrase, first: Int32(range.lowerBound), end: Int32(range.upperBound), hash: hash, count: 1,
        startCount: isStart))
    slots[slot] = Int32(all.count)
    if all.count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = Array(repeating: 0, count: slots.count * 2)
    for (index, spelling) in all.enumerated() {
      var slot = Int(truncatingIfNeeded: PhraseKey.adding(spelling.hash, to: UInt64(spelling.phrase)) >> 32) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index + 1)
    }
  }

  private mutating func sort(_ phraseCount: Int) {
    starts.removeAll(keepingCapacity: true)
    starts.append(contentsOf: repeatElement(0, count: phraseCount + 1))
    for spelling in all { starts[Int(spelling.phrase) + 1] += 1 }
    for index in 0..<phraseCount { starts[index + 1] += starts[index] }
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: repeatElement(0, count: all.count))
    var next = starts
    for (index, spelling) in all.enumerated() {
      order[Int(next[Int(spelling.phrase)])] = Int32(index)
      next[Int(spelling.phrase)] += 1
    }
  }
}
