import Analysis
import Articles
import Text

/// Cuts the blocks into segments: sentences of prose, whole blocks of the rest.
struct SegmentText: Stage {
  static let name = "segment"
  static let about = "Cuts text into sentences; headings, captions and cells are one segment each."
  static let needs: Facts = [.blocks, .language]
  static let gives: Facts = .segments
  static let version = 2

  private let counts: Bool

  init(options: inout Options) {
    counts = options.flag(
      "counts", default: false, about: "Count words, numbers, codes and characters of each segment.")
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    let language = article.language ?? "und"
    var namer = Segment.Namer()
    article.segments.removeAll(keepingCapacity: true)
    for (index, block) in article.blocks.enumerated() {
      let bytes = block.content.bytes
      let ranges: [TextRange]
      if block.kind.isProse {
        ranges = tools.sentenceFinder(for: block.language ?? language).sentences(in: bytes)
      } else {
        let whole = SentenceFinder.trimmed(bytes, TextRange(0, bytes.count))
        ranges = whole.isEmpty ? [] : [whole]
      }
      for range in ranges {
        article.segments.append(Segment(id: namer.id(for: bytes[range]), block: index, range: range))
      }
    }
    if counts {
      try tools.findWords(of: article)
      for index in article.segments.indices {
        let segment = article.segments[index]
        let words = tools.words.words[tools.words.words(ofBlock: segment.block, in: segment.range)]
        article.segments[index].count = TextCounter.count(
          words, in: article.blocks[segment.block].content.bytes, segment.range)
      }
    }
  }
}
