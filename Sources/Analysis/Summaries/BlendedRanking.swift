import Text

/// The default ranking: how central a sentence is, how early it comes, and how much of the title it takes up.
///
/// News puts the story first, so position alone is hard to beat there; other texts do not, and centrality finds what they
/// keep coming back to. The sum of both is within a few points of the better one on either kind. The title is the
/// editor's own summary (Edmundson, "New Methods in Automatic Extracting", JACM 16(2), 1969, has both it and position).
/// The constants were fitted by hand on articles in ten languages; results change little around them.
enum BlendedRanking {
  private static let positionWeight: Float = 2
  /// e^(−1/6): the weight of position falls to a third over six sentences.
  private static let positionDecay: Float = 0.846_481_7
  private static let titleWeight: Float = 1.5

  /// Turns centralities into scores; `title` holds entries of the vocabulary that the sentences' rows refer to.
  static func rank(_ table: SentenceTable, title: [Int32], inTitle: inout [UInt8], scores: inout [Float]) {
    standardize(&scores)
    var position = positionWeight
    for sentence in scores.indices {
      scores[sentence] += position
      position *= positionDecay
    }
    addTitle(table, title, &inTitle, &scores)
  }

  /// Mean 0 and deviation 1, so that the weights mean the same in an article of any length.
  private static func standardize(_ scores: inout [Float]) {
    guard !scores.isEmpty else { return }
    var mean: Float = 0
    for score in scores { mean += score }
    mean /= Float(scores.count)
    var variance: Float = 0
    for score in scores { variance += (score - mean) * (score - mean) }
    let deviation = (variance / Float(scores.count)).squareRoot()
    for sentence in scores.indices { scores[sentence] = deviation > 1e-6 ? (scores[sentence] - mean) / deviation : 0 }
  }

  /// Adds the share of the title's words, rare ones counting more, that a sentence holds.
  private static func addTitle(
    _ table: SentenceTable, _ title: [Int32], _ inTitle: inout [UInt8], _ scores: inout [Float]
  ) {
    inTitle.removeAll(keepingCapacity: true)
    inTitle.append(contentsOf: repeatElement(0, count: table.weights.count))
    var whole: Float = 0
    for word in title where inTitle[Int(word)] == 0 {
      inTitle[Int(word)] = 1
      whole += table.weights[Int(word)]
    }
    guard whole > 0 else { return }
    for sentence in scores.indices {
      var held: Float = 0
      for position in table.row(sentence) {
        let word = Int(table.rowWords[position])
        if inTitle[word] == 1 { held += table.weights[word] }
      }
      scores[sentence] += titleWeight * held / whole
    }
  }
}
