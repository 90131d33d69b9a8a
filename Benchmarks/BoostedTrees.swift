/// Learns the trees of `RankingModel`: least-squares gradient boosting over binned values, in which a path asks for one
/// feature of the sentence only, and else for features of the article.
///
/// Source: Friedman, "Greedy Function Approximation", 2001, and "Stochastic Gradient Boosting", 2002; Ke et al., "LightGBM",
/// NIPS 2017, for histograms.
struct BoostedTrees {
  struct Settings {
    var trees = 240
    var depth = 4
    var rate: Float = 0.08
    var fewestRows = 40
    var ridge: Float = 5
    /// Share of the features, and of the rows, that a tree looks at.
    var featureShare = 0.5
    var rowShare = 0.6
    var seed: UInt64 = 1
  }

  /// Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
  struct Random {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    mutating func isBelow(_ share: Double) -> Bool { Double(next() >> 11) < share * 9_007_199_254_740_992 }
  }

  indirect enum Tree {
    case leaf(Float)
    case split(feature: Int, step: Int, Tree, Tree)
  }

  private struct Split {
    var gain: Float
    var feature: Int
    var step: Int
  }

  private let settings: Settings
  /// Number of features of the sentence; those of the article come after.
  private let sentenceFeatures: Int
  /// Ascending values at which a feature may be asked.
  let steps: [[Float]]
  private let bins: [[UInt8]]
  private let weights: [Float]
  private var residuals: [Float]
  private var random: Random
  private(set) var trees: [Tree] = []

  /// - Parameter columns: values of each feature; those before `sentenceFeatures` are of the sentence.
  init(
    columns: [[Float]], sentenceFeatures: Int, targets: [Float], weights: [Float], _ settings: Settings
  ) {
    self.settings = settings
    self.sentenceFeatures = sentenceFeatures
    self.weights = weights
    residuals = targets
    random = Random(state: settings.seed)
    steps = columns.map(BoostedTrees.quantiles)
    let steps = steps
    bins = columns.enumerated().map { feature, column in
      steps[feature].isEmpty ? [] : column.map { UInt8(BoostedTrees.step(of: $0, in: steps[feature])) }
    }
    for _ in 0..<settings.trees { addTree() }
  }

  /// At most 31 values that part the column into shares of about one size, in few digits.
  private static func quantiles(_ column: [Float]) -> [Float] {
    let sorted = column.sorted()
    var steps: [Float] = []
    for part in 1..<32 {
      let value = sorted[sorted.count * part / 32]
      let rounded = (value * 1000).rounded() / 1000
      if rounded > sorted[0] && rounded > (steps.last ?? -.infinity) { steps.append(rounded) }
    }
    return steps
  }

  private static func step(of value: Float, in steps: [Float]) -> Int {
    var low = 0
    var high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if steps[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func addTree() {
    var rows: [Int32] = []
    var rest: [Int32] = []
    for row in residuals.indices {
      if random.isBelow(settings.rowShare) { rows.append(Int32(row)) } else { rest.append(Int32(row)) }
    }
    var features = bins.indices.filter { !bins[$0].isEmpty && random.isBelow(settings.featureShare) }
    if features.isEmpty { features = bins.indices.filter { !bins[$0].isEmpty } }
    let tree = grow(rows, rest, features, settings.depth, nil)
    trees.append(tree)
  }

  /// Grows a branch from the sampled rows, and takes its worth off the residuals of all rows, sampled or not.
  private mutating func grow(
    _ rows: [Int32], _ rest: [Int32], _ features: [Int], _ depth: Int, _ asked: Int?
  ) -> Tree {
    let allowed = features.filter { $0 >= sentenceFeatures || asked == nil || asked == $0 }
    guard depth > 0, let split = bestSplit(rows, allowed) else { return leaf(rows, rest) }
    let column = bins[split.feature]
    let (left, right) = BoostedTrees.parted(rows, column, split.step)
    let (leftRest, rightRest) = BoostedTrees.parted(rest, column, split.step)
    let next = split.feature < sentenceFeatures ? split.feature : asked
    return .split(
      feature: split.feature, step: split.step, grow(left, leftRest, features, depth - 1, next),
      grow(right, rightRest, features, depth - 1, next))
  }

  private static func parted(_ rows: [Int32], _ column: [UInt8], _ step: Int) -> ([Int32], [Int32]) {
    var left: [Int32] = []
    var right: [Int32] = []
    for row in rows {
      if Int(column[Int(row)]) < step { left.append(row) } else { right.append(row) }
    }
    return (left, right)
  }

  private mutating func leaf(_ rows: [Int32], _ rest: [Int32]) -> Tree {
    var sum: Float = 0
    var weight: Float = 0
    for row in rows {
      sum += residuals[Int(row)] * weights[Int(row)]
      weight += weights[Int(row)]
    }
    // Rounded as it is written, so that the residuals are those of the model that is read back.
    let worth = (settings.rate * sum / (weight + settings.ridge) * 10_000).rounded() / 10_000
    for row in rows { residuals[Int(row)] -= worth }
    for row in rest { residuals[Int(row)] -= worth }
    return .leaf(worth)
  }

  private func bestSplit(_ rows: [Int32], _ features: [Int]) -> Split? {
    var best: Split?
    for feature in features {
      var sums = Array(repeating: Float(0), count: 32)
      var masses = Array(repeating: Float(0), count: 32)
      var counts = Array(repeating: 0, count: 32)
      bins[feature].withUnsafeBufferPointer { column in
        residuals.withUnsafeBufferPointer { residuals in
          weights.withUnsafeBufferPointer { weights in
            for row in rows {
              let row = Int(row)
              let bin = Int(column[row])
              sums[bin] += residuals[row] * weights[row]
              masses[bin] += weights[row]
              counts[bin] += 1
            }
          }
        }
      }
      let sum = sums.reduce(0, +)
      let mass = masses.reduce(0, +)
      let whole = sum * sum / (mass + settings.ridge)
      var leftSum: Float = 0
      var leftMass: Float = 0
      var leftCount = 0
      for step in 1...max(1, steps[feature].count) where step <= steps[feature].count {
        leftSum += sums[step - 1]
        leftMass += masses[step - 1]
        leftCount += counts[step - 1]
        guard leftCount >= settings.fewestRows, rows.count - leftCount >= settings.fewestRows else { continue }
        let rightSum = sum - leftSum
        let rightMass = mass - leftMass
        let gain =
          leftSum * leftSum / (leftMass + settings.ridge) + rightSum * rightSum / (rightMass + settings.ridge) - whole
        if gain > (best?.gain ?? 1e-4) { best = Split(gain: gain, feature: feature, step: step) }
      }
    }
    return best
  }

  /// The model as lines of its file; `names` are the features' names.
  func lines(_ names: [String]) -> [String] {
    var used = Set<Int>()
    func text(_ tree: Tree) -> String {
      switch tree {
      case .leaf(let worth): return String(Int((worth * 10_000).rounded()))
      case .split(let feature, let step, let left, let right):
        used.insert(feature)
        return "\(names[feature])<\(BoostedTrees.decimal(steps[feature][step - 1])) \(text(left)) \(text(right))"
      }
    }
    let treeLines = trees.map { "tree " + text($0) }
    let stepLines = steps.enumerated().filter { $0.offset < sentenceFeatures && used.contains($0.offset) }
      .map { feature, steps in
        "steps \(names[feature]) " + steps.map(BoostedTrees.decimal).joined(separator: " ")
      }
    return stepLines + treeLines
  }

  private static func decimal(_ value: Float) -> String {
    let scaled = Int((value * 1000).rounded())
    var places = String(abs(scaled) % 1000 + 1000).dropFirst()
    while places.last == "0" { places.removeLast() }
    return (scaled < 0 ? "-" : "") + String(abs(scaled) / 1000) + (places.isEmpty ? "" : "." + places)
  }
}
