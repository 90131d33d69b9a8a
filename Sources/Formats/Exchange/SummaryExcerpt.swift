import Articles
import Text

extension ExchangeFormats {
  /// What an article's summary is made of, as an article of its own, so that it can be translated before the rest: a
  /// block for each sentence.
  ///
  /// The sentences keep their ids, by which their translations find the way back.
  ///
  /// - Returns: nil for an article without a summary.
  public static func summary(of article: Article) -> Article? {
    guard let summary = article.summary, !summary.sentences.isEmpty else { return nil }
    var excerpt = article
    excerpt.blocks = []
    excerpt.segments = []
    excerpt.matches = []
    for (index, sentence) in summary.sentences.enumerated() where article.segments.indices.contains(sentence.segment) {
      var segment = article.segments[sentence.segment]
      let whole = article.blocks[segment.block]
      var block = Block(whole.kind, whole.content.slice(segment.range), isArticle: whole.isArticle)
      block.isProtected = whole.isProtected
      block.locales = whole.locales
      block.note = whole.note
      block.language = whole.language
      for match in article.matches where match.segment == sentence.segment {
        var match = match
        match.range = TextRange(match.range.start - segment.range.start, match.range.end - segment.range.start)
        match.segment = excerpt.segments.count
        excerpt.matches.append(match)
      }
      segment.block = excerpt.blocks.count
      segment.range = TextRange(0, block.content.bytes.count)
      excerpt.summary?.sentences[index].segment = excerpt.segments.count
      excerpt.blocks.append(block)
      excerpt.segments.append(segment)
    }
    return excerpt
  }
}
