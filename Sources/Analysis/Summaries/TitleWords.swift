import Articles
import Text

/// The words of an article's title, as entries of the article's own vocabulary. One owner.
///
/// The title may be a block of the article, or stand in its metadata only, as in a JSON record.
struct TitleWords {
  private let breaker: BreakIterator
  private var table = WordTable()

  init() throws(TextError) {
    breaker = try BreakIterator(.word, locale: "root")
  }

  /// Appends the entries, each as often as it occurs; words that the article does not use are left out.
  mutating func append(of article: Article, words: WordTable, to entries: inout [Int32]) throws(TextError) {
    var hasBlock = false
    for index in article.blocks.indices
    where article.blocks[index].kind == .title && article.blocks[index].isArticle {
      hasBlock = true
      for word in words.words(ofBlock: index) { entries.append(words.words[word].id) }
    }
    guard !hasBlock, let title = article.metadata.title else { return }
    table.removeAll()
    try table.appendBlock(Array(title.utf8), using: breaker)
    for word in table.words {
      let hash = table.vocabulary.hash(of: Int(word.id))
      let entry = table.vocabulary.withBytes(of: Int(word.id)) {
        words.vocabulary.find($0, hash: hash)
      }
      if let entry { entries.append(Int32(entry)) }
    }
  }
}
