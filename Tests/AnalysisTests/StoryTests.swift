import Analysis
import Articles
import Testing
import Text

@Suite struct StoryTests {
  private func words(_ text: String, _ language: String = "root") throws -> (Article, WordTable) {
    var article = Article(id: "a", original: Original(path: "a"))
    article.blocks = [Block(.paragraph, MarkedText(bytes: Array(text.utf8)))]
    article.segments = [Segment(id: "s", block: 0, range: TextRange(0, text.utf8.count))]
    var words = WordTable()
    try words.appendBlock(Array(text.utf8), using: try BreakIterator(.word, locale: language))
    return (article, words)
  }

  private func mark(_ text: String, language: String = "en", date: String? = nil) throws -> StoryMark {
    let (article, words) = try words(text)
    var marker = StoryMarker()
    let (sketch, subject, _) = marker.mark(article, words: words, language: LanguageData(language: language))
    return StoryMark(
      sketch: sketch, words: subject, language: language,
      day: date.flatMap { CalendarDate(in: Array($0.utf8))?.ordinal })
  }

  private func groups(_ marks: [StoryMark]) -> [Int] {
    var groups = StoryGroups()
    for mark in marks { groups.add(mark) }
    return groups.group()
  }

  /// Sentences made of numbers, so that different ones share no three words in a row.
  private func sentences(_ numbers: Range<Int>) -> [String] {
    numbers.map { "word\($0)a word\($0)b word\($0)c word\($0)d word\($0)e word\($0)f." }
  }

  @Test func likenessFollowsWhatIsCommon() throws {
    func sketch(_ text: String) throws -> StorySketch { try mark(text).sketch }
    let story = sentences(0..<60)
    let whole = try sketch(story.joined(separator: " "))
    #expect(whole.likeness(to: whole) == 1)
    let cut = try sketch(story.prefix(45).joined(separator: " ")).likeness(to: whole)
    #expect(cut > 0.55 && cut < 0.95)
    let other = try sketch(sentences(100..<160).joined(separator: " "))
    #expect(other.likeness(to: whole) < 0.1)
    #expect(try sketch("").isEmpty)
  }

  @Test func groupsAreVersionsOfOneStory() throws {
    let first = sentences(0..<40)
    let second = sentences(100..<140)
    let marks = try [
      first.joined(separator: " "), second.joined(separator: " "), first.dropLast(6).joined(separator: " "),
      sentences(200..<240).joined(separator: " "), (["Agencies report."] + second).joined(separator: " "), "", "",
    ].map { try mark($0) }
    #expect(groups(marks) == [0, 1, 0, 3, 1, 5, 6])
  }

  static let accord =
    "Ministers of the four Tarsu states signed a water accord in Astana on Monday. The accord obliges upstream states "
    + "to release water from seven dams. The Regional Water Commission will read gauges at each dam."
  static let deal =
    "In Astana the quarrel on the Tarsu River is over: four ministers put their names to a water deal. Dams upstream "
    + "must keep water for summer, says the Regional Water Commission, whose inspectors may read gauges."
  static let ferry = "The night ferry to Point Ness runs again from Friday with a new engine. Tickets cost 12 crowns."

  @Test func reportsOfOneEventInOtherWordsAreOneStory() throws {
    let marks = try [Self.accord, Self.ferry, Self.deal].map { try mark($0) }
    #expect(groups(marks) == [0, 1, 0])
  }

  @Test func daysAndLanguagesKeepStoriesApart() throws {
    let same = try [mark(Self.accord, date: "2025-03-03"), mark(Self.deal, date: "2025-03-05")]
    #expect(groups(same) == [0, 0])
    let later = try [mark(Self.accord, date: "2025-03-03"), mark(Self.deal, date: "2025-05-05")]
    #expect(groups(later) == [0, 1])
    let other = try [mark(Self.accord), mark(Self.deal, language: "fr")]
    #expect(groups(other) == [0, 1])
  }

  @Test func manyCopiesAreOneGroupInLinearTime() throws {
    let copy = try mark(sentences(0..<30).joined(separator: " "))
    #expect(groups(Array(repeating: copy, count: 20_000)).allSatisfy { $0 == 0 })
  }

  /// Where an agency is named, and how plainly.
  static let agencies: [(String?, String?, String, String, WireAgencies.Evidence)] = [
    ("Reuters", nil, "Text.", "Reuters", .source),
    ("The Globe", "Ann Lee, Associated Press", "Text.", "Associated Press", .byline),
    ("The Globe", "Ann Lee", "BERLIN (dpa) - Text.", "dpa", .dateline),
    ("Steppe News Agency", nil, "Text.", "Steppe News Agency", .source),
    ("共同通信", nil, "本文。", "共同通信", .source),
  ]

  @Test(arguments: agencies)
  func agenciesAreFound(
    _ source: String?, _ byline: String?, _ text: String, _ agency: String, _ evidence: WireAgencies.Evidence
  ) throws {
    var (article, _) = try words(text)
    article.metadata = Metadata(byline: byline, source: source)
    let found = try #require(WireAgencies.find(in: article))
    #expect(found.agency == agency && found.evidence == evidence)
  }

  @Test func namesThatOnlyHoldLettersOfAnAgencyAreNone() throws {
    var (article, _) = try words("MAPS (1961) - The APPLE was red, says the AP of old.")
    article.metadata = Metadata(byline: "Ann Antarasson, with Steppe News Agency", source: "Apfelblatt")
    #expect(WireAgencies.find(in: article) == nil)
  }

  /// How sentences begin that cannot stand without the one before, and how others do that look like them.
  @Test(arguments: [
    ("en", "This is what the council wants", true), ("en", "This week the council meets", false),
    ("en", "For example, the bridge is closed", true), ("en", "For the first time it is open", false),
    ("en", "One of them is closed", true), ("en", "One of the bridges is closed", false),
    ("en", "That's why it is closed", true), ("en", "That bridge is closed", false), ("en", "Yeah, it is", true),
    ("da", "Det skriver avisen i dag", true), ("da", "Det danske forsvar er klar", false),
    ("da", "For når turisterne kommer", true), ("da", "For første gang er den åben", false),
    ("nb", "Dette betyr at broen er stengt", true), ("no", "Dette året er broen stengt", false),
    ("de", "Das ist der Grund", true), ("de", "Das Haus ist alt", false), ("de", "In der Tat ist es alt", true),
    ("fr", "En effet, le pont est fermé", true), ("fr", "En mai, le pont est fermé", false),
    ("fr", "C’est pourquoi le pont est fermé", true), ("es", "Sin embargo, el puente abre", true),
    ("ru", "По его словам, мост закрыт", true), ("ru", "По данным мэрии, мост закрыт", false),
    ("uk", "Про це повідомили в мерії", true), ("tr", "Bu nedenle köprü kapalı", true),
    ("tr", "Bu köprü kapalı", false), ("vi", "Tuy nhiên, cây cầu đã đóng", true),
    ("id", "Selain itu jembatan ditutup", true),
    ("bn", "এর ফলে সেতু বন্ধ", true), ("zh", "例如，大桥关闭了。", true), ("zh", "大桥关闭了。", false),
    ("ja", "しかし橋は閉鎖された。", true), ("kk", "Сонымен қатар көпір жабық", true), ("xx", "This is that", false),
  ])
  func sentencesThatLeanAreKnown(_ language: String, _ text: String, _ leans: Bool) throws {
    var (article, words) = try words(text, language)
    article.summary = Summary(method: "lead", sentences: [Summary.Sentence(segment: 0, score: 1)])
    var marker = StoryMarker()
    let sentences = marker.mark(article, words: words, language: LanguageData(language: language)).sentences
    #expect(sentences.map(\.leans) == [leans])
  }

  // MARK: Summaries of stories

  private func candidate(
    _ article: Int, _ segment: Int, _ score: Double, _ content: [UInt32], leans: Bool = false
  ) -> StorySentence {
    StorySentence(
      segment: segment, of: 10, score: score, wordCount: 10, content: content, leans: leans, article: article)
  }

  private func pick(_ sentences: [StorySentence], sentences count: Int = 3, words: Int = 100) -> [Int] {
    let subjects = (0...1).map { article in
      StoryWords(
        Set(sentences.filter { $0.article == article }.flatMap(\.content)).sorted().map {
          StoryWords.Entry(hash: $0, weight: 100)
        })
    }
    return StorySummary.pick(
      sentences, subjects: subjects, original: 0, StorySummary.Limits(sentences: count, words: words))
  }

  @Test func whatTwoArticlesSayIsSaidOnceByTheOriginal() {
    let same = [candidate(0, 0, 0.9, [1, 2, 3]), candidate(1, 0, 1, [1, 2, 3]), candidate(1, 4, 0.5, [7, 8, 9])]
    #expect(pick(same) == [0, 2])
  }

  @Test func sentencesStandAsFarDownAsInTheirArticles() {
    #expect(
      pick([candidate(0, 5, 1, [1, 2]), candidate(0, 9, 0.9, [3, 4]), candidate(1, 2, 0.8, [5, 6])]) == [2, 0, 1])
  }

  @Test func aSentenceThatLeansComesWithTheOneBefore() {
    let pair = [
      candidate(0, 0, 0.2, [1, 2]), candidate(0, 1, 1, [3, 4], leans: true), candidate(1, 5, 0.5, [5, 6]),
    ]
    #expect(pick(pair, sentences: 2) == [0, 1])
    #expect(pick(pair, sentences: 1) == [2])
  }

  @Test func limitsHold() {
    let many = (0..<6).map { candidate($0 % 2, $0, 1, [UInt32($0) * 2, UInt32($0) * 2 + 1]) }
    #expect(pick(many, sentences: 4).count == 4)
    #expect(pick(many, sentences: 6, words: 25).count == 2)
  }
}
