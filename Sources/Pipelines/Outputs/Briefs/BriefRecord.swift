import Articles
import Text

/// A brief as one JSON object: who wrote what where, each sentence of the summary with its segment, its bytes in the
/// block's text and, as far as known, in the original, the headline candidates, key phrases and terms.
enum BriefRecord {
  static func json(_ article: Article) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("id", article.id)
      json.member("path", article.original.path)
      json.member("title", article.metadata.title)
      json.member("byline", article.metadata.byline)
      json.member("date", article.metadata.date)
      json.member("source", article.metadata.source)
      json.member("language", article.language)
      json.member("method", article.summary?.method)
      json.key("sentences")
      json.array { json in
        for sentence in article.summary?.sentences ?? [] { write(sentence, article, to: &json) }
      }
      json.member("headlines", article.summary?.headlines ?? [])
      json.member("phrases", article.summary?.phrases ?? [])
      json.member("terms", article.terms.map(\.name))
    }
    return json.bytes + [0x0A]
  }

  private static func write(_ sentence: Summary.Sentence, _ article: Article, to json: inout JSONWriter) {
    let segment = article.segments[sentence.segment]
    let range = sentence.shown ?? segment.range
    json.object { json in
      json.member("segment", segment.id)
      json.key("block")
      json.integer(segment.block)
      json.key("start")
      json.integer(range.start)
      json.key("end")
      json.integer(range.end)
      if let origin = article.blocks[segment.block].origin(of: range) {
        json.key("origin")
        json.object { json in
          json.key("start")
          json.integer(origin.start)
          json.key("end")
          json.integer(origin.end)
        }
      }
      json.key("score")
      json.decimal(sentence.score)
      json.key("text")
      json.string(article.text(of: sentence))
    }
  }
}
