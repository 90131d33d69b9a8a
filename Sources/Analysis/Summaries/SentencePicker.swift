import Text

/// Picks sentences best first until the length is used up, each worth less the more a picked one already says it. One owner.
///
/// Source: Carbonell and Goldstein, "The Use of MMR, Diversity-Based Reranking", SIGIR 1998. The worth of a sentence can
/// only fall while others are picked, with one exception that is handled at once, so a heap whose top is weighed again
/// before it is taken gives the same picks as weighing all of them each time, without their cost.
struct SentencePicker {
  /// What the ranking's scores, of deviation about 1, lose for a cosine of 1 with a picked sentence.
  private static let redundancyWeight: Float = 2
  /// From this cosine on two sentences say the same, and the second is not picked at all.
  private static let sameSentence: Float = 0.75
  private static let danglingPenalty: Float = 0.8
  private static let tornPenalty: Float = 0.6
  /// More than any score: a question comes after all that is none.
  private static let questionPenalty: Float = 100
  private static let mostPicksPerWord = 32

  private struct Entry {
    var worth: Float
    var sentence: Int32
    /// How many sentences were picked when its worth was found.
    var picks: Int32
  }

  private struct Mention {
    var pick: Int32
    /// Index of the word's mention before, or -1.
    var previous: Int32
  }

  private var heap: [Entry] = []
  private var isDone: [Bool] = []
  private var base: [Float] = []
  private var picks: [Int] = []
  private var norms: [Float] = []
  private var lastMention: [Int32] = []
  private var mentions: [Mention] = []
  /// For each picked sentence, its product with the sentence that is being weighed; 0 between two of those.
  private var products: [Float] = []
  private var touched: [Int32] = []

  /// The indices of the picked sentences, in order.
  /// - Parameter isPlain: takes the ranking as it is: nothing is held against a sentence but being a question.
  mutating func pick(_ table: SentenceTable, scores: [Float], length: SummaryLength, isPlain: Bool) -> [Int] {
    prepare(table, scores, isPlain)
    var budget = SummaryLength.Budget(length)
    while !budget.isSpent, let top = popTop() {
      let sentence = Int(top.sentence)
      if isDone[sentence] { continue }
      if !isPlain && Int(top.picks) < picks.count {
        let likeness = likeness(of: sentence, table)
        if likeness >= SentencePicker.sameSentence {
          isDone[sentence] = true
          continue
        }
        let worth = base[sentence] - SentencePicker.redundancyWeight * likeness
        push(Entry(worth: worth, sentence: top.sentence, picks: Int32(picks.count)))
        continue
      }
      isDone[sentence] = true
      let candidate = table.sentences[sentence]
      guard budget.take(words: candidate.wordCount, characters: candidate.characterCount) else { continue }
      picks.append(sentence)
      if !isPlain {
        remember(sentence, table)
        supportNext(after: sentence, table)
      }
    }
    return picks.sorted()
  }

  private mutating func prepare(_ table: SentenceTable, _ scores: [Float], _ isPlain: Bool) {
    heap.removeAll(keepingCapacity: true)
    isDone.removeAll(keepingCapacity: true)
    base.removeAll(keepingCapacity: true)
    norms.removeAll(keepingCapacity: true)
    picks.removeAll(keepingCapacity: true)
    mentions.removeAll(keepingCapacity: true)
    lastMention.removeAll(keepingCapacity: true)
    lastMention.append(contentsOf: repeatElement(-1, count: table.weights.count))
    products.removeAll(keepingCapacity: true)
    for sentence in 0..<table.count {
      let traits = table.sentences[sentence].traits
      var worth = scores[sentence]
      if traits.contains(.isQuestion) { worth -= SentencePicker.questionPenalty }
      if !isPlain {
        if traits.contains(.isDangling) { worth -= SentencePicker.danglingPenalty }
        if traits.contains(.isTorn) { worth -= SentencePicker.tornPenalty }
      }
      var square: Float = 0
      for position in table.row(sentence) {
        let weight = table.weights[Int(table.rowWords[position])]
        square += weight * weight
      }
      norms.append(square.squareRoot())
      base.append(worth)
      isDone.append(false)
      push(Entry(worth: worth, sentence: Int32(sentence), picks: 0))
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
    base[next] += SentencePicker.danglingPenalty
    push(Entry(worth: base[next], sentence: Int32(next), picks: 0))
  }

  // A binary heap: greatest worth first, then first in the text.

  private static func isBefore(_ left: Entry, _ right: Entry) -> Bool {
    left.worth != right.worth ? left.worth > right.worth : left.sentence < right.sentence
  }

  private mutating func push(_ entry: Entry) {
    heap.append(entry)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard SentencePicker.isBefore(heap[child], heap[parent]) else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func popTop() -> Entry? {
    guard let top = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return top }
    heap[0] = last
    var parent = 0
    while true {
      var child = parent * 2 + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count && SentencePicker.isBefore(heap[child + 1], heap[child]) { child += 1 }
      guard SentencePicker.isBefore(heap[child], heap[parent]) else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return top
  }
}
