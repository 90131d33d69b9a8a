import Text

/// Centrality of sentences: those that share words with many others, which share words with many others in turn.
///
/// Source: Mihalcea and Tarau, "TextRank: Bringing Order into Texts", EMNLP 2004: two sentences are tied by the number of
/// their common content words over the sum of the logarithms of their lengths, and ranked by a walk over those ties. One
/// departure keeps a book-length article near-linear: a word ties a sentence to the last few dozen sentences before it that
/// hold the word, no more. News articles never come to that.
struct TextRank: SentenceRanking {
  private static let damping: Float = 0.85
  private static let mostNeighbors = 48
  /// In an article of more sentences than this, a third of that many.
  private static let manySentences = 500
  private static let mostRounds = 24
  /// Rounds end when no score moves by more than this, of a mean of 1.
  private static let tolerance: Float = 0.001

  private struct Tie {
    var first: Int32
    var second: Int32
    var weight: Float
  }

  private var ties: [Tie] = []
  /// Postings: for each word, the sentences that hold it, as far as the pass has come.
  private var postingStarts: [Int32] = []
  private var postingEnds: [Int32] = []
  private var postings: [Int32] = []
  private var common: [Int32] = []
  private var touched: [Int32] = []
  private var sums: [Float] = []
  private var shares: [Float] = []
  private var next: [Float] = []
  private var logLengths: [Float] = []

  /// One score per sentence, with a mean of 1.
  mutating func rank(_ table: SentenceTable, into scores: inout [Float]) {
    scores.removeAll(keepingCapacity: true)
    scores.append(contentsOf: repeatElement(1, count: table.count))
    findTies(table)
    walk(&scores)
  }

  private mutating func findTies(_ table: SentenceTable) {
    ties.removeAll(keepingCapacity: true)
    sums.removeAll(keepingCapacity: true)
    sums.append(contentsOf: repeatElement(0, count: table.count))
    common.removeAll(keepingCapacity: true)
    common.append(contentsOf: repeatElement(0, count: table.count))
    logLengths.removeAll(keepingCapacity: true)
    for sentence in table.sentences { logLengths.append(Float(max(1, sentence.contentCount)).logarithm) }
    postingStarts.removeAll(keepingCapacity: true)
    postingEnds.removeAll(keepingCapacity: true)
    var total: Int32 = 0
    for used in table.sentenceCounts {
      postingStarts.append(total)
      postingEnds.append(total)
      total += used
    }
    postings.removeAll(keepingCapacity: true)
    postings.append(contentsOf: repeatElement(0, count: Int(total)))
    let neighbors = Int32(table.count > TextRank.manySentences ? TextRank.mostNeighbors / 3 : TextRank.mostNeighbors)
    for sentence in 0..<table.count {
      touched.removeAll(keepingCapacity: true)
      for position in table.row(sentence) {
        let word = Int(table.rowWords[position])
        let end = postingEnds[word]
        let start = max(postingStarts[word], end - neighbors)
        for posting in Int(start)..<Int(end) {
          let other = Int(postings[posting])
          if common[other] == 0 { touched.append(Int32(other)) }
          common[other] += 1
        }
        postings[Int(end)] = Int32(sentence)
        postingEnds[word] = end + 1
      }
      for other in touched {
        let shared = Float(common[Int(other)])
        common[Int(other)] = 0
        let lengths = logLengths[Int(other)] + logLengths[sentence]
        // Two sentences of one word each: the paper's measure has no value for them.
        guard lengths > 0 else { continue }
        let weight = shared / lengths
        ties.append(Tie(first: other, second: Int32(sentence), weight: weight))
        sums[Int(other)] += weight
        sums[sentence] += weight
      }
    }
  }

  private mutating func walk(_ scores: inout [Float]) {
    let count = scores.count
    shares.removeAll(keepingCapacity: true)
    shares.append(contentsOf: repeatElement(0, count: count))
    next.removeAll(keepingCapacity: true)
    next.append(contentsOf: repeatElement(0, count: count))
    for _ in 0..<TextRank.mostRounds {
      // What a sentence without ties holds goes to all alike.
      var loose: Float = 0
      for sentence in 0..<count {
        if sums[sentence] > 0 {
          shares[sentence] = scores[sentence] / sums[sentence]
        } else {
          shares[sentence] = 0
          loose += scores[sentence]
        }
        next[sentence] = 0
      }
      for tie in ties {
        let first = Int(tie.first)
        let second = Int(tie.second)
        next[first] += tie.weight * shares[second]
        next[second] += tie.weight * shares[first]
      }
      let base = 1 - TextRank.damping + TextRank.damping * loose / Float(max(1, count))
      var change: Float = 0
      for sentence in 0..<count {
        let score = base + TextRank.damping * next[sentence]
        change = max(change, abs(score - scores[sentence]))
        scores[sentence] = score
      }
      if change < TextRank.tolerance { break }
    }
  }
}
