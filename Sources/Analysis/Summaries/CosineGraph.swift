/// The sentences of an article as a graph in which two are tied by the cosine of their words, never written out: the matrix
/// of cosines is a product of the sentences' rows with themselves, so its product with a vector takes two passes over the
/// words, whatever the number of sentences. One owner.
struct CosineGraph {
  private static let damping: Float = 0.85
  private let rounds: Int
  private let usesRarity: Bool
  /// Sums of the cosines of each sentence with all others.
  private(set) var degrees: [Float] = []
  private var scale: [Float] = []
  private var sums: [Float] = []
  private var shares: [Float] = []
  private var products: [Float] = []

  /// - Parameters:
  ///   - usesRarity: whether words weigh by their inverse sentence frequency, or all the same.
  ///   - rounds: steps of the walk.
  init(usesRarity: Bool, rounds: Int) {
    self.usesRarity = usesRarity
    self.rounds = rounds
  }

  mutating func fill(_ table: SentenceTable) {
    let count = table.count
    scale.reset(count)
    for sentence in 0..<count {
      var square: Float = 0
      for position in table.row(sentence) {
        let weight = usesRarity ? table.weights[Int(table.rowWords[position])] : 1
        square += weight * weight
      }
      scale[sentence] = square > 0 ? 1 / square.squareRoot() : 0
    }
    shares.reset(count, to: 1)
    multiply(table)
    swap(&degrees, &products)
  }

  /// Scores with a mean of 1 by a walk along the ties, whose odds are their cosines.
  mutating func walk(_ table: SentenceTable, into scores: inout [Float]) {
    let count = table.count
    scores.reset(count, to: 1)
    for _ in 0..<rounds {
      // What a sentence without ties holds goes to all alike.
      var loose: Float = 0
      for sentence in 0..<count {
        let degree = degrees[sentence]
        shares[sentence] = degree > 1e-6 ? scores[sentence] / degree : 0
        if degree <= 1e-6 { loose += scores[sentence] }
      }
      multiply(table)
      let base = 1 - CosineGraph.damping + CosineGraph.damping * loose / Float(Swift.max(1, count))
      for sentence in 0..<count { scores[sentence] = base + CosineGraph.damping * products[sentence] }
    }
  }

  /// The sums of each sentence's cosines with those before it, and with those after it.
  mutating func sides(_ table: SentenceTable, before: inout [Float], after: inout [Float]) {
    before.reset(table.count)
    after.reset(table.count)
    sums.reset(table.weights.count)
    for sentence in 0..<table.count { before[sentence] = add(sentence, table) }
    sums.reset(table.weights.count)
    for sentence in (0..<table.count).reversed() { after[sentence] = add(sentence, table) }
  }

  /// The cosine of two sentences; `marks` has a place for every word, all 0 before and after.
  func cosine(_ first: Int, _ second: Int, _ table: SentenceTable, marks: inout [UInt8]) -> Float {
    for position in table.row(first) { marks[Int(table.rowWords[position])] = 1 }
    var product: Float = 0
    for position in table.row(second) where marks[Int(table.rowWords[position])] == 1 {
      let weight = usesRarity ? table.weights[Int(table.rowWords[position])] : 1
      product += weight * weight
    }
    for position in table.row(first) { marks[Int(table.rowWords[position])] = 0 }
    return product * scale[first] * scale[second]
  }

  /// The cosines with the sentences that were added so far; then adds this one.
  private mutating func add(_ sentence: Int, _ table: SentenceTable) -> Float {
    let scale = scale[sentence]
    var product: Float = 0
    for position in table.row(sentence) {
      let word = Int(table.rowWords[position])
      let weight = usesRarity ? table.weights[word] : 1
      product += weight * sums[word]
      sums[word] += weight * scale
    }
    return product * scale
  }

  /// For each sentence the sum of its cosines with the others, times their shares.
  private mutating func multiply(_ table: SentenceTable) {
    products.reset(table.count)
    sums.reset(table.weights.count)
    sums.withUnsafeMutableBufferPointer { sums in
      table.rowWords.withUnsafeBufferPointer { words in
        table.weights.withUnsafeBufferPointer { weights in
          for sentence in 0..<table.count {
            let share = shares[sentence] * scale[sentence]
            for position in table.row(sentence) {
              let word = Int(words[position])
              sums[word] += usesRarity ? share * weights[word] : share
            }
          }
          for sentence in 0..<table.count {
            var product: Float = 0
            for position in table.row(sentence) {
              let word = Int(words[position])
              product += usesRarity ? sums[word] * weights[word] : sums[word]
            }
            // Its cosine with itself is 1.
            products[sentence] = scale[sentence] > 0 ? Swift.max(0, product * scale[sentence] - shares[sentence]) : 0
          }
        }
      }
    }
  }
}

extension Array {
  /// Fills an array that is used again with one value, keeping its memory.
  mutating func reset(_ count: Int, to value: Element) {
    removeAll(keepingCapacity: true)
    append(contentsOf: repeatElement(value, count: count))
  }
}

extension Array where Element: Numeric {
  mutating func reset(_ count: Int) { reset(count, to: 0) }
}

extension Collection<Float> {
  var mean: Float {
    var sum: Float = 0
    for value in self { sum += value }
    return isEmpty ? 0 : sum / Float(count)
  }

  /// The root of the mean square distance from `mean`.
  func deviation(from mean: Float) -> Float {
    var sum: Float = 0
    for value in self { sum += (value - mean) * (value - mean) }
    return isEmpty ? 0 : (sum / Float(count)).squareRoot()
  }

}

extension [Float] {
  /// Makes the mean 0 and the deviation 1, so that values mean the same in an article of any length.
  mutating func standardize() {
    let mean = self.mean
    let deviation = deviation(from: mean)
    for index in indices { self[index] = deviation > 1e-6 ? (self[index] - mean) / deviation : 0 }
  }
}
