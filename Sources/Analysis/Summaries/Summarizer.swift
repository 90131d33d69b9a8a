import Articles
import Text

/// Picks the sentences of an article that carry its story. One owner: what it allocates for one article serves the next.
///
/// Only sentences of the article's own prose are picked, word for word and in the order of the text.
public final class Summarizer {
  private var table = SentenceTable()
  private var lead = LeadRanking()
  private var lexRank = LexRank()
  private var textRank = TextRank()
  private var latentSemantics = LatentSemantics()
  private var luhn = Luhn()
  private var klSum = KLSum()
  private var sumBasic = SumBasic()
  private var pacSum = PacSum()
  private var picker = SentencePicker()
  private var titleWords: TitleWords
  private var model: RankingModel
  private var features = SentenceFeatures()
  private var dangling = DanglingWords()
  private var captions = CaptionWords()
  private var scores: [Float] = []
  private var title: [Int32] = []
  private var queryFocus: QueryFocus?
  private static let mostReasons = 6
  /// Shares below it are no reason.
  private static let leastShare: Float = 0.01

  /// - Throws: `TextError` when ICU's word rules cannot be opened.
  public init(model: RankingModel = .embedded()) throws(TextError) {
    self.model = model
    titleWords = try TitleWords()
  }

  /// What a summary is to be.
  public struct Request: Hashable, Sendable {
    public var method = SummaryMethod.standard
    public var length = SummaryLength(sentences: 3)
    /// What the reader wants to know of.
    public var query: String?
    /// Whether each sentence comes with the reasons why it was picked.
    public var explains = false
    public var stripsDatelines = false

    public init(method: SummaryMethod = .standard, length: SummaryLength = SummaryLength(sentences: 3)) {
      self.method = method
      self.length = length
    }
  }

  /// Words and characters of the shortest sentence that the last article's summary could have had.
  public var shortest: (words: Int, characters: Int)? {
    table.sentences.min { $0.wordCount < $1.wordCount }.map { ($0.wordCount, $0.characterCount) }
  }

  /// - Parameters:
  ///   - article: with blocks and segments.
  ///   - words: of all the article's blocks.
  ///   - language: nil when it is not known; short words stand in for stop words then.
  /// - Returns: sentences in the order of the text, with scores from 0 to 1; none when none fits the length.
  public func summarize(
    _ article: Article, words: WordTable, language: LanguageData?, _ request: Request = Request()
  ) throws(TextError) -> Summary {
    let method = request.method
    table.fill(
      article, words: words, language: language, dangling: dangling.list(of: language?.language ?? ""),
      captions: captions.list(of: language?.language ?? ""),
      withUses: method == .luhn || method == .klSum || method == .sumBasic)
    switch method {
    case .standard:
      try fillFeatures(article, words)
      model.score(features, into: &scores)
    case .lead: lead.rank(table, into: &scores)
    case .lexRank: lexRank.rank(table, into: &scores)
    case .textRank: textRank.rank(table, into: &scores)
    case .latentSemantics: latentSemantics.rank(table, into: &scores)
    case .luhn: luhn.rank(table, into: &scores)
    case .klSum: klSum.rank(table, into: &scores)
    case .sumBasic: sumBasic.rank(table, into: &scores)
    case .pacSum: pacSum.rank(table, into: &scores)
    }
    if !method.isPlain { scores.standardize() }
    if let query = request.query { try focus(query, words) }
    let length = request.length.resolved(articleWords: table.articleWords)
    let picked = picker.pick(table, scores: scores, length: length, isPlain: method.isPlain && request.query == nil)
    var summary = Summary(
      method: method.rawValue, sentences: sentences(picked),
      headlines: Headlines.find(article, words, table, scores: scores, picked: picked),
      phrases: KeyPhrases.find(article, words, table, picked: picked))
    if request.stripsDatelines { stripDatelines(article, &summary) }
    if request.explains { explain(picked, method, &summary) }
    return summary
  }

  private func focus(_ query: String, _ words: WordTable) throws(TextError) {
    scores.standardize()
    var focus: QueryFocus
    if let queryFocus { focus = queryFocus } else { focus = try QueryFocus() }
    try focus.apply(query, table, words, to: &scores)
    queryFocus = focus
  }

  private func stripDatelines(_ article: Article, _ summary: inout Summary) {
    for index in summary.sentences.indices {
      let segment = article.segments[summary.sentences[index].segment]
      let length = article.blocks[segment.block].content.bytes.withUnsafeBufferPointer {
        Dateline.length($0, in: segment.range)
      }
      if length > 0 {
        summary.sentences[index].shown = TextRange(segment.range.start + length, segment.range.end)
      }
    }
  }

  /// The shares of the features, strongest first; a method that is not the trained one has its rank to show only.
  private func explain(_ picked: [Int], _ method: SummaryMethod, _ summary: inout Summary) {
    for (index, sentence) in picked.enumerated() {
      guard method == .standard else {
        let rank = scores.filter { $0 > scores[sentence] }.count + 1
        let text = "its rank by \(method.rawValue) is \(rank) of \(scores.count)"
        summary.sentences[index].reasons = [Summary.Reason(feature: "rank", share: Double(rank), text: text)]
        continue
      }
      let shares = model.shares(of: sentence, features).filter { abs($0.share) >= Summarizer.leastShare }
        .sorted {
          abs($0.share) != abs($1.share) ? abs($0.share) > abs($1.share) : $0.feature.rawValue < $1.feature.rawValue
        }
      summary.sentences[index].reasons = shares.prefix(Summarizer.mostReasons).map { feature, share in
        let text = ReasonText.text(feature, features[feature, sentence], count: features.count)
        return Summary.Reason(feature: "\(feature)", share: Double(share), text: text)
      }
    }
  }

  /// The features of the sentences that may be picked, with their segments; what the ranking is trained on.
  public func features(
    of article: Article, words: WordTable, language: LanguageData?
  ) throws(TextError) -> (segments: [Int], wordCounts: [Int], features: SentenceFeatures) {
    table.fill(
      article, words: words, language: language, dangling: dangling.list(of: language?.language ?? ""),
      captions: captions.list(of: language?.language ?? ""))
    try fillFeatures(article, words)
    return (table.sentences.map(\.segment), table.sentences.map(\.wordCount), features)
  }

  private func fillFeatures(_ article: Article, _ words: WordTable) throws(TextError) {
    title.removeAll(keepingCapacity: true)
    try titleWords.append(of: article, words: words, to: &title)
    features.fill(table, title: title)
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
