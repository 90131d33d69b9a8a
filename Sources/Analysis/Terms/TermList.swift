import Articles
import Text

/// A term of a whole collection.
public struct TermEntry: Hashable, Sendable {
  public var name: String
  public var kind: Term.Kind
  public var language: String
  /// What entries are sorted by.
  public var score: Double
  public var count: Int
  public var articles: Int
  /// Other spellings and forms, the most used first.
  public var variants: [String]
  public var expansion: String
  /// A sentence that shows it, with the article and segment it stands in.
  public var context: String
  public var article: String
  public var segment: String
}

/// How the terms of a collection are told from its other candidates, and ranked.
public enum TermRankingMethod: String, Sendable, CaseIterable {
  /// Probability of being a term, by the built-in model, times a power of the logarithm of the frequency; see
  /// `TermCollection.Part.frequencyPower`.
  case model
  /// How much more frequent its words are here than in general language, times the logarithm of the frequency: no training.
  case keyness
}

extension TermCollection {
  /// The collection's terms, best first; those of several languages one language after the other.
  ///
  /// - Parameter atMost: how many per language.
  public func terms(by method: TermRankingMethod, model: TermModel? = .standard, atMost: Int = .max) -> [TermEntry] {
    parts.indices.sorted { parts[$0].language < parts[$1].language }.flatMap { index in
      var part = parts[index]
      part.nest()
      let ranked = part.ranked(by: method, model: model)
      return ranked.prefix(atMost).map { entry(part, $0.candidate, score: $0.score) }
    }
  }

  private func entry(_ part: Part, _ index: Int, score: Float) -> TermEntry {
    let candidate = part.candidates[index]
    let kind = candidate.kind
    let best = candidate.bestSpelling(kind, shortestIsBase: Inflection.shortestIsBase(in: part.language))
    let name = candidate.spellings[best].text
    let variants = candidate.spellings.indices.filter { $0 != best }
      .filter { !candidate.spellings[$0].isSentenceCase(of: name) }
      .sorted { left, right in
        let (left, right) = (candidate.spellings[left], candidate.spellings[right])
        return left.count != right.count
          ? left.count > right.count : left.text.lexicographicallyPrecedes(right.text)
      }
    let sentence = sentences[Int(candidate.sentence)]
    return TermEntry(
      name: String(decoding: name, as: UTF8.self), kind: kind, language: part.language, score: Double(score),
      count: Int(candidate.count), articles: Int(candidate.articles),
      variants: variants.map { String(decoding: candidate.spellings[$0].text, as: UTF8.self) },
      expansion: String(decoding: candidate.expansion, as: UTF8.self),
      context: String(decoding: sentence.text, as: UTF8.self), article: articles[Int(sentence.article)],
      segment: sentence.segment)
  }
}

extension TermCollection.Part {
  /// The candidates that are terms, best first; of equal ones those that came first.
  func ranked(by method: TermRankingMethod, model: TermModel?) -> [(candidate: Int, score: Float)] {
    var row: [Float] = []
    var scores: [(candidate: Int, score: Float)] = []
    let power = frequencyPower
    for index in candidates.indices where mayBeTerm(candidates[index]) {
      if method == .model, let model {
        TermFeatures.write(candidates[index], of: self, to: &row)
        let probability = model.probability(row, of: candidates[index], hasReference: hasReference)
        guard probability >= model.threshold else { continue }
        let frequency = (1 + Float(candidates[index].count)).logarithm
        scores.append((index, probability * (power * frequency.logarithm).exponential))
      } else {
        let score = isFragment(candidates[index]) ? 0 : keyness(candidates[index])
        if score > 0 { scores.append((index, score)) }
      }
    }
    scores.sort { $0.score != $1.score ? $0.score > $1.score : $0.candidate < $1.candidate }
    return scores
  }

  /// How much a candidate's frequency counts beside its probability: a quarter in a collection of up to sixty thousand
  /// words, and all in one of four times as many. The more there is to read, the more names and slips occur that are
  /// there once and look like terms; and what matters has come back by then.
  private var frequencyPower: Float {
    let size = (Float(max(tokens, 1)) / 60_000).logarithm / Float(4).logarithm
    return min(max(0.25 + 0.75 * size, 0.25), 1)
  }

  /// Whether it is more than part of one name ("Saddam" is none, where it is always followed by "Hussein") or a word of
  /// names alone ("York" and "United"), and more than a letter or the number of an item: "B", "a7".
  func mayBeTerm(_ candidate: TermCollection.Candidate) -> Bool {
    guard let text = candidate.spellings.first?.text, candidate.count > 0 else { return false }
    if candidate.words.count == 1, candidate.expansion.isEmpty, TermCollection.Part.isItem(text) { return false }
    if candidate.words.count == 1, candidate.counts.whole == 0 { return false }
    return candidate.counts.whole > 0 || candidate.longerMost < candidate.count
  }

  /// One letter, of an alphabet that is written so, with or without a digit after it.
  private static func isItem(_ text: [UInt8]) -> Bool {
    guard let first = text.first, let last = text.last, text.count <= 3 else { return false }
    guard first < 0xE0 else { return false }
    let width = first < 0x80 ? 1 : 2
    return text.count == width || width + 1 == text.count && last >= 0x30 && last <= 0x39
  }

  /// Whether it never stands outside one longer phrase.
  private func isFragment(_ candidate: TermCollection.Candidate) -> Bool {
    candidate.counts.whole == 0 || candidate.longerMost >= candidate.count && candidate.count > 1
  }

  private func keyness(_ candidate: TermCollection.Candidate) -> Float {
    var sum: Float = 0
    var content: Float = 0
    for number in candidate.words {
      let word = words[Int(number)]
      if word.kind.contains(.linker), candidate.words.count > 1 { continue }
      sum += hasReference ? TermFeatures.keyness(word, tokens: tokens, hasReference: true) : 1
      content += 1
    }
    let longer = candidate.longerCount > 0 ? Float(candidate.longerSum) / Float(candidate.longerCount) : 0
    let uses = max(0, Float(candidate.count) - longer)
    return sum / max(content, 1) * (1 + uses).logarithm * (1 + content).logarithm
  }
}

extension TermCollection.Spelling {
  /// "Interest rates" at the start of a sentence is no other form of "interest rates".
  fileprivate func isSentenceCase(of name: [UInt8]) -> Bool {
    count == startCount && text.count == name.count && text.dropFirst() == name.dropFirst()
  }
}

extension TermCollection.Candidate {
  var kind: Term.Kind {
    if !expansion.isEmpty { return .abbreviation }
    guard counts.isName else { return .term }
    let isShort = words.count == 1 && (spellings.first?.text.count ?? 0) <= 6
    return isShort && (spellings.first?.text.allSatisfy { $0 < 0x61 || $0 > 0x7A } ?? false) ? .abbreviation : .name
  }

  /// The form to list: of a name the longest in words, of a term the base form if that is known to be the shortest; then
  /// the one most used inside sentences.
  fileprivate func bestSpelling(_ kind: Term.Kind, shortestIsBase: Bool) -> Int {
    func rank(_ spelling: TermCollection.Spelling) -> (Int, Int, Int, Int) {
      let words = kind == .name ? spelling.text.split(separator: 0x20).count : 0
      let size = shortestIsBase && kind != .abbreviation ? -spelling.text.count : 0
      return (words, size, Int(spelling.count - spelling.startCount), Int(spelling.count))
    }
    var best = 0
    for index in spellings.indices.dropFirst() where rank(spellings[index]) > rank(spellings[best]) { best = index }
    return best
  }
}
