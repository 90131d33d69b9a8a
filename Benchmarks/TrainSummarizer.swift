import Analysis
import Articles
import Glibc
import Pipelines
import Text

/// Learns the weights of the default summarizer, through the code that runs in production.
///
/// What is learned: which sentences a greedy choice of 100 words takes that looks for the best ROUGE against the summaries
/// people made (the *oracle*), and how much of each sentence stands in those (the *density*); both with mean 0 and
/// deviation 1 in each article, since only the order inside an article matters. A set counts by its size to the power of 3/4, so that a large one does not drown the others.
struct TrainSummarizer {
  /// One article's rows.
  struct Sample {
    var set: Int
    var index: Int
    var columns: [[Float]]
    var targets: [Float]
  }

  private let folder: String
  private let output: String?
  private let isLeavingOut: Bool
  private let folds: Int
  private let most: Int
  private let oracleShare: Float
  /// What pairs of words count, of single words 1: ROUGE-2 tells sense from mere words in common, but is small.
  private let pairWeight: Double
  private var settings = BoostedTrees.Settings()

  init(_ words: [String]) {
    var words = words
    output = Bench.value("-o", in: &words)
    folds = Bench.count("--folds", in: &words) ?? 5
    most = Bench.count("--most", in: &words) ?? 6000
    settings.trees = Bench.count("--trees", in: &words) ?? settings.trees
    settings.depth = Bench.count("--depth", in: &words) ?? settings.depth
    settings.seed = UInt64(Bench.count("--seed", in: &words) ?? 1)
    if let rate = Bench.count("--rate", in: &words) { settings.rate = Float(rate) / 1000 }
    oracleShare = Float(Bench.count("--oracle", in: &words) ?? 70) / 100
    pairWeight = Double(Bench.count("--pairs", in: &words) ?? 100) / 100
    isLeavingOut = words.contains("--leave-out")
    words.removeAll { $0 == "--leave-out" }
    guard words.count == 1, let folder = words.first else { Bench.fail("bench train-summarizer: name one folder") }
    self.folder = folder
  }

  func run() {
    do {
      let data = SummaryData()
      let sets = try SummaryData.sets(in: folder)
      guard !sets.isEmpty else { Bench.fail("bench train-summarizer: no .jsonl file in \(folder)") }
      var samples: [Sample] = []
      var sizes: [Int] = []
      for (number, set) in sets.enumerated() {
        let examples = try data.examples(set.path, most: most)
        sizes.append(examples.count)
        samples += try self.samples(of: examples, set: number, data)
      }
      let counts = zip(sets, sizes).map { "\($0.name) \($1)" }.joined(separator: ", ")
      print("sets: \(counts)")
      print(
        "seed \(settings.seed), trees \(settings.trees), depth \(settings.depth), folds \(folds): "
          + "held out is every article whose place in its set is divisible by \(folds)")
      if isLeavingOut {
        for (number, set) in sets.enumerated() {
          let model = try model(of: samples.filter { $0.set != number }, sizes)
          try report(set, model, data, "trained without the set") { $0 % max(1, sizes[number] / 300) == 0 }
        }
        return
      }
      let heldOut = try model(of: samples.filter { $0.index % folds != 0 }, sizes)
      for set in sets { try report(set, heldOut, data, "held-out") { $0 % folds == 0 } }
      guard let output else { return }
      let lines = lines(of: samples, sizes)
      let header = """
        # The default ranking of sentences, written by: bench train-summarizer DIR -o FILE
        # Trained on: \(counts).
        # Seed \(settings.seed), \(settings.trees) trees of depth \(settings.depth), rate \(whole(settings.rate * 1000)), \
        oracle \(whole(oracleShare * 100)), pairs \(whole(Float(pairWeight) * 100)).

        """
      try write(header + lines.joined(separator: "\n") + "\n", to: output)
    } catch { Bench.fail("bench train-summarizer: \(error)") }
  }

  private func whole(_ value: Float) -> Int { Int(value.rounded()) }

  // MARK: Samples

  private func samples(of examples: [SummaryExample], set: Int, _ data: SummaryData) throws -> [Sample] {
    let summarizer = try Summarizer()
    return try examples.enumerated().compactMap { index, example in
      data.tools.begin()
      try data.tools.findWords(of: example.article)
      let language = example.article.language.map { data.tools.data(of: $0) }
      let (segments, counts, features) = try summarizer.features(
        of: example.article, words: data.tools.words, language: language)
      guard segments.count > 1 else { return nil }
      let tokens = try data.tokens(of: segments, in: example)
      let article = features.article.map { Array(repeating: $0, count: segments.count) }
      let oracle = standardized(oracle(tokens, counts, example.references))
      let density = standardized(density(tokens, example.references))
      return Sample(
        set: set, index: index, columns: SentenceFeature.allCases.map { Array(features.column($0)) } + article,
        targets: standardized(zip(oracle, density).map { oracleShare * $0 + (1 - oracleShare) * $1 }))
    }
  }

  /// 1 for the sentences of a greedy choice of 100 words by ROUGE-1 plus weighed ROUGE-2, 0 for the others.
  private func oracle(_ tokens: [[Int32]], _ counts: [Int], _ references: [Rouge.Reference]) -> [Float] {
    var isPicked = Array(repeating: false, count: tokens.count)
    var left = 100
    var best = 0.0
    while true {
      var next: Int?
      for sentence in tokens.indices where !isPicked[sentence] && counts[sentence] <= left {
        isPicked[sentence] = true
        let score = Rouge.score(
          tokens.indices.filter { isPicked[$0] }.map { tokens[$0] }, against: references, withLong: false)
        isPicked[sentence] = false
        if score.one + pairWeight * score.two > best + 1e-9 {
          best = score.one + pairWeight * score.two
          next = sentence
        }
      }
      guard let next else { break }
      isPicked[next] = true
      left -= counts[next]
    }
    return isPicked.map { $0 ? 1 : 0 }
  }

  /// The shares of a sentence's words and pairs of words that the references have, added.
  private func density(_ tokens: [[Int32]], _ references: [Rouge.Reference]) -> [Float] {
    tokens.map { sentence in
      let ones = Rouge.counts(sentence, 1)
      let twos = Rouge.counts(sentence, 2)
      var sum = 0.0
      for reference in references {
        var hits = (one: 0, two: 0)
        for (key, count) in ones { hits.one += min(count, reference.ones[key] ?? 0) }
        for (key, count) in twos { hits.two += min(count, reference.twos[key] ?? 0) }
        sum += Double(hits.one) / Double(max(1, sentence.count))
        sum += pairWeight * Double(hits.two) / Double(max(1, sentence.count - 1))
      }
      return Float(sum) / Float(references.count)
    }
  }

  private func standardized(_ values: [Float]) -> [Float] {
    let mean = values.reduce(0, +) / Float(max(1, values.count))
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(max(1, values.count))).squareRoot()
    return values.map { deviation > 1e-6 ? ($0 - mean) / deviation : 0 }
  }

  // MARK: Learning

  private static let names = SentenceFeature.allCases.map { "\($0)" } + ArticleFeature.allCases.map { "article.\($0)" }

  private func lines(of samples: [Sample], _ sizes: [Int]) -> [String] {
    var columns: [[Float]] = TrainSummarizer.names.map { _ in [] }
    var targets: [Float] = []
    var weights: [Float] = []
    for sample in samples {
      for feature in columns.indices { columns[feature] += sample.columns[feature] }
      targets += sample.targets
      // An article counts the same whatever its length.
      let weight = TrainSummarizer.weight(ofSetWith: sizes[sample.set]) / Float(sample.targets.count)
      weights += Array(repeating: weight, count: sample.targets.count)
    }
    let mean = weights.reduce(0, +) / Float(max(1, weights.count))
    let learner = BoostedTrees(
      columns: columns, sentenceFeatures: SentenceFeature.allCases.count, targets: targets,
      weights: weights.map { $0 / mean }, settings)
    return learner.lines(TrainSummarizer.names)
  }

  /// What an article of a set of so many counts: its size to the power of −1/4.
  private static func weight(ofSetWith size: Int) -> Float { 1 / Float(size).squareRoot().squareRoot() }

  private func model(of samples: [Sample], _ sizes: [Int]) throws -> RankingModel {
    let lines = lines(of: samples, sizes)
    guard let model = RankingModel(lines.map { ArraySlice($0.utf8) }) else {
      Bench.fail("bench train-summarizer: what was learned cannot be read back")
    }
    return model
  }

  // MARK: Reports

  private func report(
    _ set: (name: String, path: String), _ model: RankingModel, _ data: SummaryData, _ label: String,
    _ isWanted: (Int) -> Bool
  ) throws {
    let examples = try data.examples(set.path, most: most).enumerated().filter { isWanted($0.offset) }.map(\.element)
    let summarizer = try Summarizer(model: model)
    let lengths = [SummaryLength(words: 100), SummaryLength(sentences: 3)]
    for (length, name) in zip(lengths, ["100 words", "3 sentences"]) {
      let ours = try SummaryQuality.score(examples, data, summarizer, .standard, length)
      let lead = try SummaryQuality.score(examples, data, summarizer, .lead, length)
      print("\(set.name), \(label) \(examples.count), \(name): \(ours.text)   lead \(lead.text)")
    }
  }

  private func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { Bench.fail("bench train-summarizer: \(path) cannot be written") }
    defer { fclose(file) }
    guard text.withCString({ fputs($0, file) }) >= 0 else {
      Bench.fail("bench train-summarizer: \(path) cannot be written")
    }
  }
}
