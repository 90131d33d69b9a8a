/// The summary of a story from those of its articles: what several of them say, said once.
///
/// Greedy by maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998). A sentence is worth its score in its own
/// article and how much of it the other articles are about, less what a picked one has already said. One that leans on the
/// sentence before it is picked with that one only.
public enum StorySummary {
  public struct Limits: Hashable, Sendable {
    public var sentences: Int
    public var words: Int

    public init(sentences: Int, words: Int) {
      self.sentences = sentences
      self.words = words
    }
  }

  private static let supportWeight = 1.0
  private static let redundancyWeight = 1.0
  /// What a sentence of the original gains, so that of equal ones its own is taken.
  private static let originalBonus = 0.15
  /// From here on two sentences say the same.
  private static let sameSentence = 0.5
  private static let containedSentence = 0.75

  /// - Parameters:
  ///   - sentences: candidates of all articles of the story, those of one article in their order.
  ///   - subjects: the words of each article.
  ///   - original: the article that is to be preferred.
  /// - Returns: indices of the picked ones in reading order: by how far down their articles they stand.
  public static func pick(
    _ sentences: [StorySentence], subjects: [StoryWords], original: Int, _ limits: Limits
  ) -> [Int] {
    let worths = sentences.map { sentence in
      sentence.score + supportWeight * support(of: sentence, subjects)
        + (sentence.article == original ? originalBonus : 0)
    }
    // What the picked ones have said of each already; nil when all of it.
    var said: [Double?] = sentences.map { _ in 0 }
    var units = units(of: sentences)
    var picked: [Int] = []
    var words = 0
    while picked.count < limits.sentences {
      var best: (worth: Double, unit: Int)?
      for (index, unit) in units.enumerated() {
        guard picked.count + unit.count <= limits.sentences else { continue }
        guard words + unit.reduce(0, { $0 + sentences[$1].wordCount }) <= limits.words else { continue }
        let redundancies = unit.compactMap { said[$0] }
        guard redundancies.count == unit.count else { continue }
        let worth = unit.reduce(0) { $0 + worths[$1] } - redundancyWeight * redundancies.reduce(0, +)
        if worth / Double(unit.count) > (best?.worth ?? -.infinity) { best = (worth / Double(unit.count), index) }
      }
      guard let best else { break }
      let unit = units.remove(at: best.unit)
      picked += unit
      words += unit.reduce(0) { $0 + sentences[$1].wordCount }
      for index in sentences.indices {
        for pick in unit { said[index] = said[index].flatMap { redundancy(sentences[index], sentences[pick], $0) } }
      }
    }
    return picked.sorted { a, b in
      let (first, second) = (sentences[a], sentences[b])
      if first.article == second.article { return first.segment < second.segment }
      let place = first.segment * max(second.segmentCount, 1)
      let other = second.segment * max(first.segmentCount, 1)
      return place != other ? place < other : a < b
    }
  }

  /// Sentences that are picked together.
  private static func units(of sentences: [StorySentence]) -> [[Int]] {
    var units: [[Int]] = []
    for index in sentences.indices {
      if index > 0, sentences[index].leans, sentences[index - 1].article == sentences[index].article,
        sentences[index - 1].segment + 1 == sentences[index].segment
      {
        units[units.count - 1].append(index)
      } else {
        units.append([index])
      }
    }
    return units
  }

  /// Nil when a picked sentence says the same.
  private static func redundancy(_ sentence: StorySentence, _ pick: StorySentence, _ before: Double) -> Double? {
    let likeness = sentence.likeness(to: pick)
    guard likeness < sameSentence, sentence.containment(in: pick) < containedSentence else { return nil }
    return max(before, likeness)
  }

  /// The share of a sentence's content words that the other articles are about, on average.
  private static func support(of sentence: StorySentence, _ subjects: [StoryWords]) -> Double {
    guard subjects.count > 1, !sentence.content.isEmpty else { return 0 }
    var held = 0
    for (article, words) in subjects.enumerated() where article != sentence.article {
      held += sentence.content.count { words.holds($0) }
    }
    return Double(held) / Double(sentence.content.count * (subjects.count - 1))
  }
}
