import Text

extension TermCollection {
  /// A candidate as a trainer of `TermModel` sees it.
  public struct Row: Sendable {
    public var features: [Float]
    public var forms: [[UInt8]]
    public var isTerm: Bool
    /// Numbers of its words in its collection.
    public var words: [Int32]
  }

  /// All candidates with their features; a candidate is a term when one of its forms is.
  public func trainingRows(isTerm: ([UInt8]) -> Bool) -> [Row] {
    var rows: [Row] = []
    var features: [Float] = []
    for var part in parts {
      part.nest()
      for candidate in part.candidates where part.mayBeTerm(candidate) {
        TermFeatures.write(candidate, of: part, to: &features)
        let forms = candidate.spellings.map(\.text)
        rows.append(
          Row(
            features: TermFeatures.all(features, of: candidate), forms: forms, isTerm: forms.contains(where: isTerm),
            words: candidate.words))
      }
    }
    return rows
  }
}

extension TermModel {
  public static var featureCount: Int { TermFeatures.count }

  /// The weights as the text that `init(text:)` reads.
  public func text(about notes: [String]) -> String {
    var text = notes.map { "# " + $0 + "\n" }.joined()
    text += "threshold\t\(threshold)\n"
    for (index, name) in TermFeatures.names.enumerated() { text += "\(name)\t\(weights[index])\t\(means[index])\n" }
    return text
  }
}
