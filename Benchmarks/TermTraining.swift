import Analysis
import Glibc
import Pipelines
import Text

/// Trains the model that tells terms from other candidates, and measures it on domains that it has not seen.
struct TermTraining {
  private let folder: String
  private let output: String?
  /// A folder for the ranked lists and the features of every candidate, for a closer look.
  private let dump: String?
  /// Strength of the pull towards zero, in rows.
  private let ridge: Double

  init(_ words: [String]) {
    var words = words
    output = Bench.value("-o", in: &words)
    ridge = Bench.value("--ridge", in: &words).flatMap(Double.init) ?? 3
    dump = Bench.value("--dump", in: &words)
    guard let folder = words.first else { Bench.fail("bench train-terms: name the folder of the corpora") }
    self.folder = folder
  }

  struct Sample {
    var corpus: TermCorpus
    var rows: [TermCollection.Row]
  }

  func run() async {
    do {
      let corpora = try await TermCorpus.all(in: folder)
      guard !corpora.isEmpty else { Bench.fail("bench train-terms: \(folder) has no corpora") }
      let samples = corpora.map { corpus in
        Sample(corpus: corpus, rows: corpus.terms.trainingRows { corpus.gold.contains(TermCorpus.normalized($0)) })
      }
      for sample in samples {
        let found = Set(sample.rows.flatMap { $0.forms.map(TermCorpus.normalized) }).intersection(sample.corpus.gold)
        print(
          "\(sample.corpus.name): \(sample.corpus.bytes) bytes, \(sample.rows.count) candidates,"
            + " \(found.count) of \(sample.corpus.gold.count) terms are among them")
      }
      var all: [String: [TermScore]] = [:]
      for domain in Set(corpora.map(\.domain)).sorted() {
        let model = train(samples.filter { $0.corpus.domain != domain })
        for sample in samples where sample.corpus.domain == domain {
          let score = TermTraining.score(sample, model)
          print("left out \(sample.corpus.name): \(score.line)")
          all[sample.corpus.language, default: []].append(score)
          if let dump { try dumpList(sample, model, to: dump) }
        }
      }
      for (language, scores) in all.sorted(by: { $0.key < $1.key }) {
        let mean = { (value: (TermScore) -> Double) in scores.map(value).reduce(0, +) / Double(scores.count) }
        print(
          "mean \(language): F1 \(TermScore.text(mean(\.f1))) P@100 \(TermScore.text(mean(\.at100)))"
            + " P@500 \(TermScore.text(mean(\.at500))) R@1000 \(TermScore.text(mean(\.recallAt1000)))")
      }
      let model = train(samples)
      if let output {
        try write(model.text(about: notes(corpora)), to: output)
      }
    } catch {
      Bench.fail("bench train-terms: \(error)")
    }
  }

  /// Scores what ships: both ways of ranking over every corpus of the folder.
  func measure() async {
    do {
      for corpus in try await TermCorpus.all(in: folder) {
        for method in TermRankingMethod.allCases {
          let forms = corpus.terms.terms(by: method).flatMap { [$0.name] + $0.variants }
          let score = TermScore(forms.map { TermCorpus.normalized(Array($0.utf8)) }, gold: corpus.gold)
          print("\(corpus.name) by \(method.rawValue): \(score.line)")
        }
      }
    } catch {
      Bench.fail("bench quality terms: \(error)")
    }
  }

  private func dumpList(_ sample: Sample, _ model: TermModel, to folder: String) throws {
    var list = ""
    for entry in sample.corpus.terms.terms(by: .model, model: model) {
      for form in [entry.name] + entry.variants {
        let isTerm = sample.corpus.gold.contains(TermCorpus.normalized(Array(form.utf8)))
        list += "\(form)\t\(isTerm ? "+" : "-")\t\(entry.score)\t\(entry.count)\t\(entry.kind)\t\(entry.name)\n"
      }
    }
    try write(list, to: "\(folder)/\(sample.corpus.name).list.tsv")
    var rows = (["form", "term", "words"] + TermFeatures.names).joined(separator: "\t") + "\n"
    for row in sample.rows {
      let form = row.forms.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
      rows +=
        "\(form)\t\(row.isTerm ? 1 : 0)\t\(row.words.map(\.description).joined(separator: " "))\t"
        + row.features.map(\.description).joined(separator: "\t") + "\n"
    }
    try write(rows, to: "\(folder)/\(sample.corpus.name).rows.tsv")
  }

  private func notes(_ corpora: [TermCorpus]) -> [String] {
    [
      "Weights of the model that tells terms from other candidates: feature, weight, mean in training.",
      "Made by: bench train-terms DIR -o Sources/CData/models/terms.txt --ridge \(Int(ridge))",
      "Trained on: " + corpora.map(\.name).joined(separator: " "),
      "These are the texts and gold lists with names of ACTER 1.5 (Rigouts Terryn, Hoste, Lefever 2020), CC BY-NC-SA 4.0;",
      "none of their text is here. The corpus is not for commercial use; who must not use what was learned from such data",
      "ranks with --method keyness, which learned nothing. Measured with one domain left out in turn; what ships is trained on all. No seed: the",
      "optimum is unique and is found by Newton's method.",
    ]
  }

  private func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw FileError(path) }
    defer { fclose(file) }
    fputs(text, file)
  }

  static func score(_ sample: Sample, _ model: TermModel) -> TermScore {
    let listed = sample.corpus.terms.terms(by: .model, model: model)
    return TermScore(
      listed.flatMap { [$0.name] + $0.variants }.map { TermCorpus.normalized(Array($0.utf8)) }, gold: sample.corpus.gold
    )
  }

  /// Logistic regression with a ridge, by iteratively reweighted least squares; then the threshold with the best mean F1.
  ///
  /// Each corpus weighs the same, whatever its number of candidates.
  private func train(_ samples: [Sample]) -> TermModel {
    var regression = LogisticRegression(count: TermModel.featureCount, ridge: ridge)
    for sample in samples {
      for row in sample.rows { regression.measure(row.features) }
    }
    regression.settle()
    for _ in 0..<8 {
      regression.begin()
      for sample in samples {
        for row in sample.rows { regression.add(row.features, row.isTerm) }
      }
      regression.step()
    }
    var model = TermModel(
      weights: regression.rawWeights.map(Float.init), means: regression.means.map(Float.init), threshold: 0)
    var best = (threshold: Float(0.5), f1: 0.0)
    for step in 2..<20 {
      model.threshold = Float(step) * 0.03
      let f1 = samples.map { TermTraining.score($0, model).f1 }.reduce(0, +) / Double(samples.count)
      if f1 > best.f1 { best = (model.threshold, f1) }
    }
    model.threshold = best.threshold
    print(
      "trained on \(samples.map(\.corpus.name).joined(separator: " ")): threshold \(best.threshold), F1 \(TermScore.text(best.f1))"
    )
    return model
  }
}

/// Logistic regression with a ridge penalty, fitted by Newton's method.
struct LogisticRegression {
  private let count: Int
  private let ridge: Double
  private(set) var means: [Double]
  private var deviations: [Double]
  private var rows = 0.0
  /// On standardized features.
  private var weights: [Double]
  private var gradient: [Double] = []
  private var hessian: [Double] = []
  private var row: [Double]

  init(count: Int, ridge: Double) {
    self.count = count
    self.ridge = ridge
    means = Array(repeating: 0, count: count)
    deviations = means
    weights = means
    row = means
  }

  mutating func measure(_ features: [Float]) {
    rows += 1
    for index in 0..<count {
      means[index] += Double(features[index])
      deviations[index] += Double(features[index]) * Double(features[index])
    }
  }

  mutating func settle() {
    for index in 0..<count {
      means[index] /= rows
      deviations[index] = max(deviations[index] / rows - means[index] * means[index], 0).squareRoot()
    }
  }

  mutating func begin() {
    gradient = Array(repeating: 0, count: count)
    hessian = Array(repeating: 0, count: count * count)
  }

  private mutating func standardize(_ features: [Float]) {
    row[0] = 1
    for index in 1..<count {
      row[index] = deviations[index] > 1e-6 ? (Double(features[index]) - means[index]) / deviations[index] : 0
    }
  }

  mutating func add(_ features: [Float], _ isPositive: Bool) {
    standardize(features)
    var sum = 0.0
    for index in 0..<count { sum += weights[index] * row[index] }
    let probability = 1 / (1 + exp(-sum))
    let error = probability - (isPositive ? 1 : 0)
    let curvature = probability * (1 - probability)
    row.withUnsafeBufferPointer { row in
      hessian.withUnsafeMutableBufferPointer { hessian in
        for i in 0..<count {
          gradient[i] += error * row[i]
          let scaled = curvature * row[i]
          guard scaled != 0 else { continue }
          for j in 0...i { hessian[i * count + j] += scaled * row[j] }
        }
      }
    }
  }

  /// One Newton step, by Cholesky's factorization.
  mutating func step() {
    for index in 0..<count {
      if index > 0 { gradient[index] += ridge * weights[index] }
      hessian[index * count + index] += index > 0 ? ridge : 1e-9
    }
    for i in 0..<count {
      for j in 0...i {
        var sum = hessian[i * count + j]
        for k in 0..<j { sum -= hessian[i * count + k] * hessian[j * count + k] }
        hessian[i * count + j] = i == j ? max(sum, 1e-12).squareRoot() : sum / hessian[j * count + j]
      }
    }
    var solution = gradient
    for i in 0..<count {
      for k in 0..<i { solution[i] -= hessian[i * count + k] * solution[k] }
      solution[i] /= hessian[i * count + i]
    }
    for i in (0..<count).reversed() {
      for k in i + 1..<max(count, i + 1) { solution[i] -= hessian[k * count + i] * solution[k] }
      solution[i] /= hessian[i * count + i]
    }
    for index in 0..<count { weights[index] -= solution[index] }
  }

  /// Weights for features as they are; the first takes up the constant.
  var rawWeights: [Double] {
    var raw = weights
    for index in 1..<count {
      raw[index] = deviations[index] > 1e-6 ? weights[index] / deviations[index] : 0
      raw[0] -= raw[index] * means[index]
    }
    return raw
  }
}
