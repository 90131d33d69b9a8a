import Text

/// The trained ranking: what each feature of a sentence is worth in an article of this kind.
///
/// The model is a sum of small regression trees (Friedman, "Greedy Function Approximation: A Gradient Boosting Machine",
/// Annals of Statistics 29(5), 2001) in which every path asks for one feature of the sentence only, and else for features
/// of the article. For a given article the questions about the article have answers, so all trees of one sentence feature
/// fall together into one step function of it: a table of worths that is added up once per article, and looked up once per
/// sentence. So the score of a sentence is a plain sum of the shares of its features, and those shares explain it
/// (a generalized additive model, as in Caruana et al., "Intelligible Models for HealthCare", KDD 2015).
///
/// The file is text: `steps FEATURE VALUE...` gives the values at which a sentence feature's worth may change; `tree ...`
/// is a tree from its root, left branch first, of questions `feature<value` and leaves in ten-thousandths.
/// `bench train-summarizer` writes it.
public struct RankingModel: Sendable {
  private struct Node {
    enum Kind: UInt8 { case sentence, article, leaf }
    var kind: Kind
    var feature: UInt8 = 0
    /// Of a sentence feature: the step before which the answer is yes.
    var step: UInt8 = 0
    var threshold: Float = 0
    /// Of a leaf, in ten-thousandths.
    var worth: Int32 = 0
    /// Where the branch for "no" begins.
    var right: Int32 = 0
  }

  private var nodes: [Node] = []
  private var roots: [Int] = []
  private var steps: [[Float]] = SentenceFeature.allCases.map { _ in [] }
  /// The tables of all sentence features for the article in hand, one after the other, and where each begins.
  private var worths: [Int32] = []
  private var tables: [Int] = []

  /// The model in the binary.
  public static func embedded() -> RankingModel {
    RankingModel(LanguageData.lines(of: "summaries/ranking.txt")) ?? RankingModel()
  }

  private init() {}

  var treeCount: Int { roots.count }

  /// - Returns: nil when the lines are no model.
  public init?(_ lines: [ArraySlice<UInt8>]) {
    var names = Vocabulary()
    for feature in SentenceFeature.allCases { names.intern("\(feature)".utf8) }
    for feature in ArticleFeature.allCases { names.intern("article.\(feature)".utf8) }
    for line in lines {
      var words = line.split(separator: 0x20)[...]
      guard let first = words.popFirst() else { continue }
      if first.elementsEqual("steps".utf8) {
        guard let name = words.popFirst(), let feature = RankingModel.find(name, names), feature < steps.count else {
          return nil
        }
        let values = words.compactMap(RankingModel.number)
        guard values.count == words.count, values.count < 255 else { return nil }
        steps[feature] = values
      } else if first.elementsEqual("tree".utf8) {
        roots.append(nodes.count)
        guard addNode(&words, names, depth: 0), words.isEmpty else { return nil }
      } else {
        return nil
      }
    }
    for values in steps {
      tables.append(worths.count)
      worths.append(contentsOf: repeatElement(0, count: values.count + 2))
    }
  }

  private mutating func addNode(_ words: inout ArraySlice<ArraySlice<UInt8>>, _ names: Vocabulary, depth: Int) -> Bool {
    guard depth < 16, let word = words.popFirst() else { return false }
    guard let sign = word.firstIndex(of: UInt8(ascii: "<")) else {
      guard let worth = RankingModel.number(word) else { return false }
      nodes.append(Node(kind: .leaf, worth: Int32(worth)))
      return true
    }
    guard let feature = RankingModel.find(word[..<sign], names),
      let threshold = RankingModel.number(word[(sign + 1)...])
    else { return false }
    let index = nodes.count
    if feature < steps.count {
      guard let step = steps[feature].firstIndex(of: threshold) else { return false }
      nodes.append(Node(kind: .sentence, feature: UInt8(feature), step: UInt8(step + 1), threshold: threshold))
    } else {
      nodes.append(Node(kind: .article, feature: UInt8(feature - steps.count), threshold: threshold))
    }
    guard addNode(&words, names, depth: depth + 1) else { return false }
    nodes[index].right = Int32(nodes.count)
    return addNode(&words, names, depth: depth + 1)
  }

  private static func find(_ name: ArraySlice<UInt8>, _ names: Vocabulary) -> Int? {
    name.withUnsafeBufferPointer { names.find($0, hash: Vocabulary.hash($0)) }
  }

  /// A decimal number of a few digits: `-1.25`.
  private static func number(_ word: ArraySlice<UInt8>) -> Float? {
    let digits = word.first == UInt8(ascii: "-") ? word.dropFirst() : word
    guard !digits.isEmpty, digits.count < 10 else { return nil }
    var whole = 0
    var divisor = 0
    for byte in digits {
      if byte == UInt8(ascii: "."), divisor == 0 {
        divisor = 1
        continue
      }
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      whole = whole * 10 + Int(byte - 0x30)
      divisor *= 10
    }
    let value = Float(whole) / Float(max(1, divisor))
    return digits.count < word.count ? -value : value
  }

  /// Scores all sentences of an article.
  mutating func score(_ features: SentenceFeatures, into scores: inout [Float]) {
    prepare(for: features.article)
    scores.reset(features.count)
    scores.withUnsafeMutableBufferPointer { scores in
      for feature in SentenceFeature.allCases where !steps[feature.rawValue].isEmpty {
        let table = tables[feature.rawValue]
        features.column(feature).withUnsafeBufferPointer { column in
          steps[feature.rawValue].withUnsafeBufferPointer { steps in
            worths.withUnsafeBufferPointer { worths in
              for sentence in scores.indices {
                scores[sentence] += Float(worths[table + RankingModel.step(of: column[sentence], in: steps)])
              }
            }
          }
        }
      }
      for sentence in scores.indices { scores[sentence] /= 10_000 }
    }
  }

  /// What each feature adds to a sentence's score, above what it adds to the article's sentences on average.
  func shares(of sentence: Int, _ features: SentenceFeatures) -> [(feature: SentenceFeature, share: Float)] {
    SentenceFeature.allCases.compactMap { feature in
      guard !steps[feature.rawValue].isEmpty else { return nil }
      let column = features.column(feature)
      var sum = 0
      for value in column { sum += Int(worth(of: feature, value)) }
      let own = worth(of: feature, features[feature, sentence])
      return (feature, (Float(own) - Float(sum) / Float(column.count)) / 10_000)
    }
  }

  private func worth(of feature: SentenceFeature, _ value: Float) -> Int32 {
    steps[feature.rawValue].withUnsafeBufferPointer {
      worths[tables[feature.rawValue] + RankingModel.step(of: value, in: $0)]
    }
  }

  /// How many of the ascending steps a value has reached.
  private static func step(of value: Float, in steps: UnsafeBufferPointer<Float>) -> Int {
    // Halving without a branch that the processor would have to guess.
    var low = 0
    var count = steps.count
    while count > 1 {
      let half = count >> 1
      low += steps[low + half - 1] <= value ? half : 0
      count -= half
    }
    return count == 1 && steps[low] <= value ? low + 1 : low
  }

  /// Answers the questions about the article and adds up the tables of worths.
  private mutating func prepare(for article: [Float]) {
    worths.reset(worths.count)
    worths.withUnsafeMutableBufferPointer { worths in
      nodes.withUnsafeBufferPointer { nodes in
        article.withUnsafeBufferPointer { article in
          var tree = TreeReading(nodes: nodes, article: article, tables: tables, worths: worths)
          for root in roots { tree.add(root, from: 0, to: .max, of: -1) }
        }
      }
      for (feature, start) in tables.enumerated() {
        for step in (start + 1)..<(start + steps[feature].count + 2) { worths[step] += worths[step - 1] }
      }
    }
  }

  /// The trees with the answers about one article.
  private struct TreeReading {
    let nodes: UnsafeBufferPointer<Node>
    let article: UnsafeBufferPointer<Float>
    let tables: [Int]
    let worths: UnsafeMutableBufferPointer<Int32>

    /// Notes a branch as differences between neighboring steps; `feature` is -1 until a sentence's has been asked for.
    mutating func add(_ node: Int, from low: Int, to high: Int, of feature: Int) {
      var node = node
      while nodes[node].kind == .article {
        node = article[Int(nodes[node].feature)] < nodes[node].threshold ? node + 1 : Int(nodes[node].right)
      }
      let here = nodes[node]
      if here.kind == .sentence {
        let step = Int(here.step)
        if low < step { add(node + 1, from: low, to: min(high, step), of: Int(here.feature)) }
        if step < high { add(Int(here.right), from: max(low, step), to: high, of: Int(here.feature)) }
      } else if feature >= 0 {
        let start = tables[feature]
        let end = feature + 1 < tables.count ? tables[feature + 1] : worths.count
        worths[start + low] += here.worth
        if high < end - start { worths[start + high] -= here.worth }
      }
    }
  }
}
