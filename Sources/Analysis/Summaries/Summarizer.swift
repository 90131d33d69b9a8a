import Articles
import Text

/// Picks the sentences of an article that carry its story. One owner: what it allocates for one article serves the next.
///
/// Only sentences of the article's own prose are picked, word for word and in the order of the text.
public final class Summarizer {
  private var table = SentenceTable()
  private var textRank = TextRank()
  private var picker = SentencePicker()
  private var titleWords: TitleWords
  private var dangling = DanglingWords()
  private var scores: [Float] = []
  private var title: [Int32] = []
  private var inTitle: [UInt8] = []

  /// - Throws: `TextError` when ICU's word rules cannot be opened.
  public init() throws(TextError) {
    titleWords = try TitleWords()
  }

  /// - Parameters:
  ///   - article: with blocks and segments.
  ///   - words: of all the article's blocks.
  ///   - language: nil when it is not known; short words stand in for stop words then.
  /// - Returns: sentences in the order of the text, with scores from 0 to 1; none when none fits the length.
  public func summarize(
    _ article: Article, words: WordTable, language: LanguageData?, method: SummaryMethod = .standard,
    length: SummaryLength = SummaryLength(sentences: 3)
  ) throws(TextError) -> Summary {
    table.fill(article, words: words, language: language, dangling: dangling.words(of: language?.language ?? ""))
    switch method {
    case .lead:
      rankByPosition()
    case .textRank:
      textRank.rank(table, into: &scores)
    case .standard:
      textRank.rank(table, into: &scores)
      title.removeAll(keepingCapacity: true)
      try titleWords.append(of: article, words: words, to: &title)
      BlendedRanking.rank(table, title: title, inTitle: &inTitle, scores: &scores)
    }
    let picked = picker.pick(table, scores: scores, length: length, isPlain: method == .lead)
    return Summary(method: method.rawValue, sentences: sentences(picked))
  }

  private func rankByPosition() {
    scores.removeAll(keepingCapacity: true)
    for position in 0..<table.count { scores.append(1 / Float(position + 1)) }
  }

  /// The score of a picked sentence runs from 0, the least in the article, to 1, the greatest.
  private func sentences(_ picked: [Int]) -> [Summary.Sentence] {
    let least = scores.min() ?? 0
    let span = (scores.max() ?? 0) - least
    return picked.map { index in
      let score = span > 0 ? (scores[index] - least) / span : 1
      return Summary.Sentence(segment: table.sentences[index].segment, score: Double(score))
    }
  }
}
