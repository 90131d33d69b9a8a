import Articles
import Text

/// One HTML page of all articles with their summaries: complete in itself, and safe whatever the articles hold.
///
/// Articles are rendered one by one into their records; the page is their sequence. Style and script are files of
/// `Sources/CData/digest`, which a content security policy names by their digests.
struct DigestPage: Output {
  static let name = "digest"
  static let about = "One self-contained HTML page of all articles: summaries, terms, whole texts, search and filters."
  static let needs: Facts = [.blocks, .language, .segments, .summary]
  static let version = 2

  private let title: String
  private let termCount: Int
  private let groupsStories: Bool
  private let showsAnalysis: Analysis
  /// What counts when no output of the pipeline does.
  private let analysis: LeverageAnalysis

  enum Analysis: String, CaseIterable { case auto, yes, no }

  init(options: inout Options) {
    title = options.text("title", default: "Digest", about: "Title of the page.") ?? "Digest"
    termCount = options.integer("terms", 0...1_000, default: 40, about: "How many entries the page's glossary has.")
    groupsStories = options.flag(
      "stories", default: true,
      about: "Put articles that tell the same story together, with one summary and the original marked.")
    showsAnalysis = options.choice(
      "analysis", default: Analysis.auto,
      about:
        "Show how much there is to translate, in bands with their effort: auto, if the pipeline has the output analysis; yes, in any case; or no."
    )
    var standard = Options(owner: LeverageAnalysis.name)
    analysis = LeverageAnalysis(options: &standard)
  }

  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    try tools.findWords(of: article)
    let words = article.blocks.indices.reduce(0) { count, index in
      article.blocks[index].isArticle && article.blocks[index].kind.isText
        ? count + tools.words.words(ofBlock: index).count : count
    }
    var story = JSONWriter()
    if groupsStories { try StoryRecord.write(article, with: tools, to: &story) }
    let entry = DigestEntry(article, words: words)
    var counts = Record()
    if showsAnalysis == .yes { try analysis.fill(&counts, of: article, with: tools) }
    record.json.object { json in
      // The page's glossary is made of the terms that its entries show.
      GlossaryMerger.writeMembers(of: article, atMost: DigestEntry.termCount, to: &json)
      json.member("source", article.metadata.source)
      json.key("words")
      json.integer(words)
      json.key("summaryStart")
      json.integer(entry.ownSummary.start)
      json.key("summaryEnd")
      json.integer(entry.ownSummary.end)
      json.key("bytes")
      json.integer(entry.html.count)
      if !counts.isEmpty {
        json.key("analysis")
        json.raw(counts.json.bytes)
      }
      guard groupsStories else { return }
      json.key("story")
      json.raw(story.bytes)
    }
    record.body = entry.html
  }

  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {
    var merger = GlossaryMerger()
    var frame = DigestFrame(title: title, failures: records.failures.count)
    let stories = try StoryFolder(records, finding: groupsStories) { record throws(EnvironmentError) in
      merger.add(record)
      frame.count(
        language: record["language"]?.string ?? "und", source: record["source"]?.string,
        words: record["words"]?.integer ?? 0)
    }
    let glossary = merger.mostUsed(termCount)
    let file = try folder.open("digest.html")
    try file.write(frame.head(stories: stories.stories.count, glossary: glossary))
    try write(stories, of: records, to: file)
    for failure in records.failures.prefix(DigestFrame.failureLimit) { try file.write(DigestEntry.html(of: failure)) }
    try file.write(frame.foot(glossary: glossary, analysis: try analysis(of: records)))
    try file.close()
  }

  private func analysis(of records: Records) throws(EnvironmentError) -> [UInt8] {
    if showsAnalysis == .no { return [] }
    if let other = records.others(LeverageAnalysis.self) {
      return DigestAnalysis.html(try other.output.report(of: other.records) { $0 })
    }
    return showsAnalysis == .yes ? DigestAnalysis.html(try analysis.report(of: records) { $0["analysis"] }) : []
  }

  /// Every story where its first article stands; what lies between two stories of several articles is copied in one go.
  private func write(_ stories: StoryFolder, of records: Records, to file: OpenFile) throws(EnvironmentError) {
    var run: (first: Int, last: Int)?
    func copyRun() throws(EnvironmentError) {
      guard let ended = run else { return }
      try records.writeBodies(from: stories.places[ended.first], through: stories.places[ended.last], to: file)
      run = nil
    }
    for first in stories.stories {
      if stories.size(first) == 1 {
        if let open = run, open.last + 1 == first {
          run = (open.first, first)
        } else {
          try copyRun()
          run = (first, first)
        }
        continue
      }
      try copyRun()
      let story = try stories.story(first)
      try file.write(DigestStory.open(story))
      let articles = stories.articles(first)
      for index in [story.original] + articles.indices.filter({ $0 != story.original }) {
        try file.write(DigestStory.openVersion(index, of: story))
        let place = stories.places[articles[index]]
        let (own, length) = try stories.summaryRange(of: articles[index])
        try records.writeBody(place, from: 0, to: own.start, into: file)
        try records.writeBody(place, from: own.end, to: length, into: file)
        try file.write(DigestStory.closeVersion)
      }
      try file.write(DigestStory.close)
    }
    try copyRun()
  }
}
