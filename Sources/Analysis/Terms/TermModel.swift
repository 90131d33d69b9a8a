import Text

/// The probability that a candidate is a term, by logistic regression over `TermFeatures`.
///
/// The weights that ship, and what they were trained on, are in `Sources/CData/models/terms.txt`.
public struct TermModel: Sendable {
  /// One for each of `TermFeatures.names`.
  var weights: [Float]
  /// The feature's mean in training, for languages in which it cannot be told.
  var means: [Float]
  /// Candidates less probable than this are not listed.
  public var threshold: Float

  static let embeddedPath = "models/terms.txt"

  /// The model that is built in.
  public static let standard: TermModel? = EmbeddedData.bytes(of: embeddedPath).flatMap(TermModel.init(text:))

  public init(weights: [Float], means: [Float], threshold: Float) {
    self.weights = weights
    self.means = means
    self.threshold = threshold
  }

  /// Reads lines of feature, weight and mean, separated by tabs, and one of `threshold`; nil when a feature is missing.
  public init?(text: [UInt8]) {
    var weights = [Float](repeating: .nan, count: TermFeatures.count)
    var means = weights
    var threshold: Float?
    for line in text.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      let fields = line.split(separator: 0x09).map { String(decoding: $0, as: UTF8.self) }
      if fields.count == 2, fields[0] == "threshold" {
        threshold = Float(fields[1])
      } else if fields.count == 3, let index = TermFeatures.names.firstIndex(of: fields[0]),
        let weight = Float(fields[1]),
        let mean = Float(fields[2])
      {
        weights[index] = weight
        means[index] = mean
      }
    }
    guard let threshold, !weights.contains(where: \.isNaN) else { return nil }
    self.init(weights: weights, means: means, threshold: threshold)
  }

  /// - Parameter row: the candidate's features as `TermFeatures.write` gives them.
  func probability(
    _ row: [Float], of candidate: TermCollection.Candidate, hasReference: Bool
  ) -> Float {
    let isSingle = candidate.words.count == 1
    let isName = candidate.counts.isName
    let count = TermFeatures.baseCount
    var sum: Float = 0
    for index in 0..<count {
      let value = !hasReference && TermFeatures.needsReference[index] ? means[index] : row[index]
      var weight = weights[index]
      if isSingle { weight += weights[count + index] }
      if isName { weight += weights[2 * count + index] }
      sum += weight * value
    }
    return 1 / (1 + (-sum).exponential)
  }
}
