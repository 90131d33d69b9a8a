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
  static let version = 1

  private let title: String
  private let termCount: Int

  init(options: inout Options) {
    title = options.text("title", default: "Digest", about: "Title of the page.") ?? "Digest"
    termCount = options.integer("terms", 0...1_000, default: 40, about: "How many entries the page's glossary has.")
  }

  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    try tools.findWords(of: article)
    let words = article.blocks.indices.reduce(0) { count, index in
      article.blocks[index].isArticle && article.blocks[index].kind.isText
        ? count + tools.words.words(ofBlock: index).count : count
    }
    record.json.object { json in
      // The page's glossary is made of the terms that its entries show.
      GlossaryMerger.writeMembers(of: article, atMost: DigestEntry.termCount, to: &json)
      json.key("words")
      json.integer(words)
    }
    record.body = DigestEntry(article, words: words).html
  }

  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {
    var merger = GlossaryMerger()
    var frame = DigestFrame(title: title, failures: records.failures.count)
    try records.forEach { record throws(EnvironmentError) in
      merger.add(record)
      frame.count(language: record["language"]?.string ?? "und", words: record["words"]?.integer ?? 0)
    }
    let glossary = merger.mostUsed(termCount)
    let file = try folder.open("digest.html")
    try file.write(frame.head)
    try records.writeBodies(to: file)
    for failure in records.failures.prefix(DigestFrame.failureLimit) { try file.write(DigestEntry.html(of: failure)) }
    try file.write(frame.foot(glossary: glossary))
    try file.close()
  }
}
