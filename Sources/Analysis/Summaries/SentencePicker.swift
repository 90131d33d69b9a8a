import Text

/// Picks sentences best first until the length is used up, each worth less the more a picked one already says it. One owner.
///
/// Source: Carbonell and Goldstein, "The Use of MMR, Diversity-Based Reranking", SIGIR 1998. The worth of a sentence can
/// only fall while others are picked, with one exception that is handled at once, so a heap whose top is weighed again
/// before it is taken gives the same picks as weighing all of them each time, without their cost.
struct SentencePicker {
  /// What the ranking's scores, of deviation about 1, lose for a cosine of 1 with a picked sentence.
  private static let redundancyWeight: Float = 1
  /// From this cosine on two sentences say the same, and the second is not picked at all.
  private static let sameSentence: Float = 0.75
  /// A sentence that begins in mid-air, or ends inside a quotation, is picked only where there is nothing else.
  private static let unsoundPenalty: Float = 1000
  /// More than any score: a question, or what begins with a speaker's label, comes after all that does not.
  private static let questionPenalty: Float = 100
  private static let mostPicksPerWord = 32
  private static let mostTrades = 20_000
  private static let mostFillings = 4

  private struct Mention {
    var pick: Int32
    /// Index of the word's mention before, or -1.
    var previous: Int32
  }

  private var queue = WorthQueue()
  private var isDone: [Bool] = []
  /// What the ranking gave, and what is left of it after what is held against a sentence.
  private var raw: [Float] = []
  private var base: [Float] = []
  private var picks: [Int] = []
  /// For each picked sentence, its likeness to those picked before it.
  private var pickLikeness: [Float] = []
  private var norms: [Float] = []
  private var knapsack = Knapsack()
  private var lastMention: [Int32] = []
  private var mentions: [Mention] = []
  /// For each picked sentence, its product with the sentence that is being weighed; 0 between two of those.
  private var products: [Float] = []
  private var touched: [Int32] = []

  /// The indices of the picked sentences, in order.
  /// - Parameter isPlain: takes the ranking as it is: nothing is held against a sentence but being a question or
  ///   having a speaker's label.
  mutating func pick(_ table: SentenceTable, scores: [Float], length: SummaryLength, isPlain: Bool) -> [Int] {
    raw = scores
    prepare(table, scores, isPlain)
    if !isPlain { pushPairs(table) }
    var budget = SummaryLength.Budget(length)
    while !budget.isSpent, let top = queue.pop() {
      if Int(top.item) >= table.count {
        takePair(Int(top.item) - table.count, top, table, &budget)
        continue
      }
      let sentence = Int(top.item)
      if isDone[sentence] { continue }
      if !picks.isEmpty && base[sentence] < -SentencePicker.unsoundPenalty / 2 { continue }
      if !isPlain && Int(top.mark) < picks.count {
        let likeness = likeness(of: sentence, table)
        if likeness >= SentencePicker.sameSentence {
          isDone[sentence] = true
          continue
        }
        let worth = base[sentence] - SentencePicker.redundancyWeight * likeness
        queue.push(worth, top.item, mark: Int32(picks.count))
        continue
      }
      isDone[sentence] = true
      let candidate = table.sentences[sentence]
      guard budget.take(words: candidate.wordCount, characters: candidate.characterCount) else { continue }
      if !isPlain { pickLikeness.append(likeness(of: sentence, table)) }
      picks.append(sentence)
      if !isPlain {
        remember(sentence, table)
        supportNext(after: sentence, table)
      }
    }
    if !isPlain && fillWords(table, length) { return picks.sorted() }
    if let room = budget.room, !room.isNearlyFull { fill(table, room, isPlain) }
    return picks.sorted()
  }

  /// A sentence that cannot stand by itself may stand with the one before it: a pronoun with the sentence that has its noun,
  /// the two halves of a quotation. Such a pair is worth what its sentences are worth on average.
  private mutating func pushPairs(_ table: SentenceTable) {
    for second in 0..<table.count where second > 0 && leans(second, table) {
      let first = second - 1
      guard SentencePicker.isSound(table, first) || isTornPair(second, table) else { continue }
      let traits = table.sentences[first].traits.union(table.sentences[second].traits)
      guard traits.isDisjoint(with: [.isQuestion, .hasLabel]) else { continue }
      queue.push((raw[first] + raw[second]) / 2, Int32(table.count + second))
    }
  }

  private mutating func takePair(
    _ second: Int, _ top: WorthQueue.Entry, _ table: SentenceTable, _ budget: inout SummaryLength.Budget
  ) {
    let first = second - 1
    guard !isDone[first], !isDone[second] else { return }
    if Int(top.mark) < picks.count {
      let likeness = max(likeness(of: first, table), likeness(of: second, table))
      guard likeness < SentencePicker.sameSentence else { return }
      let worth = (raw[first] + raw[second]) / 2 - SentencePicker.redundancyWeight * likeness
      queue.push(worth, top.item, mark: Int32(picks.count))
      return
    }
    var rest = budget
    for sentence in [first, second] {
      let candidate = table.sentences[sentence]
      guard rest.take(words: candidate.wordCount, characters: candidate.characterCount) else { return }
    }
    budget = rest
    for sentence in [first, second] {
      isDone[sentence] = true
      base[sentence] = raw[sentence]
      pickLikeness.append(likeness(of: sentence, table))
      picks.append(sentence)
      remember(sentence, table)
    }
    supportNext(after: second, table)
  }

  private static func isSound(_ table: SentenceTable, _ sentence: Int) -> Bool {
    let traits = table.sentences[sentence].traits
    return !traits.contains(.isTorn) && (sentence == 0 || !traits.contains(.isDangling))
  }

  /// Whether a sentence needs the one before it, and can have it.
  private func leans(_ sentence: Int, _ table: SentenceTable) -> Bool {
    guard table.sentences[sentence].followsPredecessor else { return false }
    let traits = table.sentences[sentence].traits
    return traits.contains(.isTorn) ? isTornPair(sentence, table) : traits.contains(.isDangling)
  }

  /// Whether a quotation runs from the sentence before into this one, and each is otherwise sound.
  private func isTornPair(_ second: Int, _ table: SentenceTable) -> Bool {
    let first = table.sentences[second - 1].traits
    let next = table.sentences[second].traits
    return first.contains(.isTorn) && next.contains(.isTorn) && !next.contains(.isDangling)
      && (second == 1 || !first.contains(.isDangling))
  }

  /// Chooses anew what fits a limit in words best, by the worths that the picking left; false when there is another limit,
  /// or too much to choose from.
  ///
  /// A sentence counts by its words times its worth, and one that leans on the picked sentence before it goes with that.
  private mutating func fillWords(_ table: SentenceTable, _ length: SummaryLength) -> Bool {
    guard let limit = length.words, length.sentences == nil, length.characters == nil, limit > 0,
      table.count * (limit + 1) <= Knapsack.mostCells
    else { return false }
    var worths = base
    for sentence in 0..<table.count {
      let pick = picks.firstIndex(of: sentence)
      let likeness = pick.map { pickLikeness[$0] } ?? likeness(of: sentence, table)
      worths[sentence] =
        pick == nil && likeness >= SentencePicker.sameSentence
        ? -.infinity : base[sentence] - SentencePicker.redundancyWeight * likeness
    }
    let least = worths.filter { $0 > -SentencePicker.questionPenalty / 2 }.min() ?? 0
    var groups: [Range<Int>] = []
    var items: [Knapsack.Item] = []
    for sentence in 0..<table.count {
      let size = table.sentences[sentence].wordCount
      let worth = (worths[sentence] - least) * Float(size)
      if let last = groups.last, last.upperBound == sentence, picks.contains(sentence), picks.contains(sentence - 1),
        supports(sentence - 1, table)
      {
        groups[groups.count - 1] = last.lowerBound..<(sentence + 1)
        items[items.count - 1].worth += worth
        items[items.count - 1].size += size
      } else {
        groups.append(sentence..<(sentence + 1))
        // One that leans on a sentence that is not picked with it is no choice by itself; it may fill what is left.
        items.append(Knapsack.Item(worth: leans(sentence, table) ? -.infinity : worth, size: size))
      }
    }
    picks = knapsack.choose(items, limit: limit).flatMap { groups[$0] }
    var left = limit - picks.reduce(0) { $0 + table.sentences[$1].wordCount }
    let rest = (0..<table.count).filter { worths[$0] > least - 1 && !picks.contains($0) }
    for sentence in rest.sorted(by: { worths[$0] != worths[$1] ? worths[$0] > worths[$1] : $0 < $1 }) {
      guard table.sentences[sentence].wordCount <= left else { continue }
      if leans(sentence, table) && !picks.contains(sentence - 1) { continue }
      left -= table.sentences[sentence].wordCount
      picks.append(sentence)
    }
    return true
  }

  /// Trades a picked sentence for a better use of the room that is left, as long as there is a trade that gains: what is
  /// picked best first may leave a hole that no sentence fits. Worth is counted by the word, as in a knapsack.
  private mutating func fill(_ table: SentenceTable, _ room: SummaryLength.Room, _ isPlain: Bool) {
    guard !isPlain, picks.count * table.count <= SentencePicker.mostTrades else { return }
    var room = room
    let least = base.filter { $0 > -SentencePicker.questionPenalty / 2 }.min() ?? 0
    func gain(_ sentence: Int) -> Float { (base[sentence] - least + 0.1) * Float(table.sentences[sentence].wordCount) }
    for _ in 0..<SentencePicker.mostFillings where !room.isNearlyFull {
      var best: (gain: Float, pick: Int, sentence: Int)?
      for sentence in 0..<table.count where !picks.contains(sentence) && base[sentence] > least {
        let candidate = table.sentences[sentence]
        guard candidate.traits.isDisjoint(with: [.isDangling, .isQuestion, .isTorn, .hasLabel]) else { continue }
        guard likeness(of: sentence, table) < SentencePicker.sameSentence / 2 else { continue }
        for pick in picks.indices
        where !supports(picks[pick], table) && !table.sentences[picks[pick]].traits.contains(.isTorn) {
          let old = table.sentences[picks[pick]]
          guard room.fits(candidate, insteadOf: old) else { continue }
          let change = gain(sentence) - gain(picks[pick])
          if change > (best?.gain ?? 0) { best = (change, pick, sentence) }
        }
      }
      guard let best else { return }
      room.trade(table.sentences[picks[best.pick]], for: table.sentences[best.sentence])
      picks[best.pick] = best.sentence
    }
  }

  /// Whether the sentence after it is picked and leans on it.
  private func supports(_ sentence: Int, _ table: SentenceTable) -> Bool {
    let next = sentence + 1
    return next < table.count && picks.contains(next) && leans(next, table)
  }

  private mutating func prepare(_ table: SentenceTable, _ scores: [Float], _ isPlain: Bool) {
    queue.removeAll()
    isDone.removeAll(keepingCapacity: true)
    base.removeAll(keepingCapacity: true)
    norms.removeAll(keepingCapacity: true)
    picks.removeAll(keepingCapacity: true)
    pickLikeness.removeAll(keepingCapacity: true)
    mentions.removeAll(keepingCapacity: true)
    lastMention.removeAll(keepingCapacity: true)
    lastMention.append(contentsOf: repeatElement(-1, count: table.weights.count))
    products.removeAll(keepingCapacity: true)
    for sentence in 0..<table.count {
      let traits = table.sentences[sentence].traits
      var worth = scores[sentence]
      if !traits.isDisjoint(with: [.isQuestion, .hasLabel]) { worth -= SentencePicker.questionPenalty }
      if !isPlain {
        // The first sentence of all has nothing before it to lean on.
        if traits.contains(.isDangling) && sentence > 0 { worth -= SentencePicker.unsoundPenalty }
        if traits.contains(.isTorn) { worth -= SentencePicker.unsoundPenalty }
      }
      var square: Float = 0
      for position in table.row(sentence) {
        let weight = table.weights[Int(table.rowWords[position])]
        square += weight * weight
      }
      norms.append(square.squareRoot())
      base.append(worth)
      isDone.append(false)
      queue.push(worth, Int32(sentence))
    }
  }

  /// The greatest cosine of a sentence with a picked one, over content words weighed by rarity.
  private mutating func likeness(of sentence: Int, _ table: SentenceTable) -> Float {
    touched.removeAll(keepingCapacity: true)
    for position in table.row(sentence) {
      let word = Int(table.rowWords[position])
      let weight = table.weights[word]
      var mention = lastMention[word]
      var steps = 0
      while mention >= 0 && steps < SentencePicker.mostPicksPerWord {
        let pick = mentions[Int(mention)].pick
        if products[Int(pick)] == 0 { touched.append(pick) }
        products[Int(pick)] += weight * weight
        mention = mentions[Int(mention)].previous
        steps += 1
      }
    }
    var greatest: Float = 0
    for pick in touched {
      let norm = norms[sentence] * norms[picks[Int(pick)]]
      if norm > 0 { greatest = max(greatest, products[Int(pick)] / norm) }
      products[Int(pick)] = 0
    }
    return greatest
  }

  private mutating func remember(_ sentence: Int, _ table: SentenceTable) {
    let pick = Int32(products.count)
    products.append(0)
    for position in table.row(sentence) {
      let word = Int(table.rowWords[position])
      mentions.append(Mention(pick: pick, previous: lastMention[word]))
      lastMention[word] = Int32(mentions.count - 1)
    }
  }

  /// A sentence that leans on the one just picked has lost its fault.
  private mutating func supportNext(after sentence: Int, _ table: SentenceTable) {
    let next = sentence + 1
    guard next < table.count, !isDone[next], table.sentences[next].followsPredecessor,
      table.sentences[next].traits.contains(.isDangling)
    else { return }
    base[next] += SentencePicker.unsoundPenalty
    queue.push(base[next], Int32(next))
  }

  // A binary heap: greatest worth first, then first in the text.
}
