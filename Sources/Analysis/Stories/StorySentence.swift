import Articles
import Text

/// A sentence of an article's own summary, as a candidate for that of its story.
public struct StorySentence: Hashable, Sendable {
  /// Index of its article among those of the story.
  public var article = 0
  /// Index in the article's segments, and how many of these there are.
  public var segment: Int
  public var segmentCount: Int
  /// In its article, from 0 to 1.
  public var score: Double
  public var wordCount: Int
  /// `Vocabulary.hash` of its content words, each once, ascending.
  public var content: [UInt32]
  /// Whether it begins with a word that leans on the sentence before it: "He", "But".
  public var leans: Bool

  public init(
    segment: Int, of segmentCount: Int, score: Double, wordCount: Int, content: [UInt32], leans: Bool, article: Int = 0
  ) {
    self.article = article
    self.segment = segment
    self.segmentCount = segmentCount
    self.score = score
    self.wordCount = wordCount
    self.content = content
    self.leans = leans
  }

  /// The sentences of an article's summary.
  static func all(
    of article: Article, words: WordTable, isContent: [UInt8], dangling: DanglingWords.List
  ) -> [StorySentence] {
    (article.summary?.sentences ?? []).map { sentence in
      let (block, range) = (article.segments[sentence.segment].block, article.segments[sentence.segment].range)
      let positions = words.words(ofBlock: block, in: range)
      var content: [UInt32] = []
      for position in positions where isContent[Int(words.words[position].id)] == 1 {
        content.append(words.vocabulary.hash(of: Int(words.words[position].id)))
      }
      content.sort()
      var distinct: [UInt32] = []
      for hash in content where distinct.last != hash { distinct.append(hash) }
      return StorySentence(
        segment: sentence.segment, of: article.segments.count, score: sentence.score, wordCount: positions.count,
        content: distinct, leans: dangling.beginsSentence(positions, words))
    }
  }

  /// Cosine of two sentences over their content words.
  public func likeness(to other: StorySentence) -> Double {
    let shared = common(with: other)
    return shared == 0 ? 0 : Double(shared) / (Double(content.count) * Double(other.content.count)).squareRoot()
  }

  /// The share of the smaller one's content words that the other has as well.
  func containment(in other: StorySentence) -> Double {
    let least = min(content.count, other.content.count)
    return least == 0 ? 0 : Double(common(with: other)) / Double(least)
  }

  private func common(with other: StorySentence) -> Int {
    var (i, j, count) = (0, 0, 0)
    while i < content.count && j < other.content.count {
      if content[i] == other.content[j] {
        count += 1
        i += 1
        j += 1
      } else if content[i] < other.content[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return count
  }
}
