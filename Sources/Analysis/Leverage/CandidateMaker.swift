import Articles
import Text

/// Makes candidates of what a memory finds: their score, their numbers, their codes.
public struct CandidateMaker: Sendable {
  /// Points taken from a score, for each way in which a match is less than it seems.
  public struct Penalties: Hashable, Sendable {
    /// Other inline codes, or in other places.
    public var codes = 1
    /// Other numbers; one more where they could not be put into the translation.
    public var numbers = 1
    /// Other case, spaces or typography only.
    public var spelling = 1
    /// The languages are the same, their regions are not.
    public var region = 1
    /// The translation was never confirmed.
    public var draft = 5
    /// The memory has several translations of the text.
    public var several = 0

    public init() {}
  }

  /// A segment that candidates are made for.
  public struct Wanted {
    public var content: MarkedText
    public var numbers: [[UInt8]]

    public init(_ content: MarkedText, compared: ComparedText) {
      self.content = content
      numbers = compared.numbers.map { Array(content.bytes[$0]) }
    }
  }

  public var penalties: Penalties

  public init(penalties: Penalties = Penalties()) { self.penalties = penalties }

  /// - Parameters:
  ///   - percent: how alike the compared forms are.
  ///   - points: to be taken away for what only the caller knows: region, draft, several.
  public func candidate(
    for wanted: Wanted, source: MarkedText, target: MarkedText, language: String, percent: Int, isSameText: Bool,
    isInContext: Bool, points: Int, origin: String
  ) -> Candidate {
    let mapping = CodeMapping(from: source, to: wanted.content, samePlaces: isSameText)
    var score = percent - points
    var content = mapping.apply(to: target)
    if !mapping.isExact { score -= penalties.codes }
    if !isSameText {
      let compared = ComparedText(source.bytes)
      let old = compared.numbers.map { Array(source.bytes[$0]) }
      if old != wanted.numbers {
        score -= penalties.numbers
        if let adapted = NumberAdaptation.adapt(content, from: old, to: wanted.numbers) {
          content = adapted
        } else if percent == 100 {
          score -= 1
        }
        if percent == 100, !differsInNumbersOnly(source, compared.numbers, wanted) { score -= penalties.spelling }
      } else if percent == 100 {
        score -= penalties.spelling
      }
      score = min(score, 99)
    }
    score = max(score, 0)
    let kind: Candidate.Kind = score < 100 ? .fuzzy : isInContext ? .context : .exact
    return Candidate(
      language: language, source: mapping.apply(to: source), content: content, kind: kind,
      score: kind == .context ? 101 : score, origin: origin)
  }

  private func differsInNumbersOnly(_ source: MarkedText, _ ranges: [TextRange], _ wanted: Wanted) -> Bool {
    var text: [UInt8] = []
    var copied = 0
    guard ranges.count == wanted.numbers.count else { return false }
    for (range, number) in zip(ranges, wanted.numbers) {
      text.append(contentsOf: source.bytes[copied..<range.start])
      text.append(contentsOf: number)
      copied = range.end
    }
    text.append(contentsOf: source.bytes[copied...])
    return text == wanted.content.bytes
  }

  /// The best candidates of each language, those of equal score in the order in which they came; of several with the
  /// same translation the first of the best.
  public static func best(_ candidates: [Candidate], atLeast score: Int, atMost count: Int) -> [Candidate] {
    var languages: [String] = []
    for candidate in candidates where !languages.contains(candidate.language) { languages.append(candidate.language) }
    return languages.flatMap { language -> [Candidate] in
      var kept: [Candidate] = []
      let ranked = candidates.enumerated()
        .filter { $0.element.language == language && $0.element.score >= score }
        .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
      for (_, candidate) in ranked where kept.count < count {
        if !kept.contains(where: { $0.content == candidate.content }) { kept.append(candidate) }
      }
      return kept
    }
  }
}
