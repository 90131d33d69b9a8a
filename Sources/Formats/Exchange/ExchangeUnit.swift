import Articles
import Text

/// A block that goes into an exchange file, and what a translator is told of it.
struct ExchangeUnit {
  /// Index of the block in its article.
  var block: Int
  /// Made from the block's text, so that it stays when other blocks come, go or move.
  var id: String
  /// Indices of its segments in the article.
  var segments: Range<Int>
  /// Whether a sentence of it is in the article's summary.
  var isInSummary: Bool
  /// Which of the units it is, in the order of the text, from 1.
  var position: Int
  /// The block that is the heading above it.
  var heading: Int?

  /// The blocks of an article that have something to translate, in the order of the text unless the summary comes first.
  static func all(of article: Article, _ options: ExchangeOptions) -> [ExchangeUnit] {
    var summarized = Set<Int>()
    for sentence in article.summary?.sentences ?? [] where article.segments.indices.contains(sentence.segment) {
      summarized.insert(article.segments[sentence.segment].block)
    }
    var units: [ExchangeUnit] = []
    var namer = Segment.Namer(prefix: "b")
    var next = 0
    var heading: Int?
    for (index, block) in article.blocks.enumerated() {
      // Blocks that are left out are named all the same: the number in the name of an equal block after them counts on.
      let id = namer.id(for: block.content.bytes)
      while next < article.segments.count && article.segments[next].block < index { next += 1 }
      let first = next
      var hasText = false
      while next < article.segments.count && article.segments[next].block == index {
        hasText = hasText || !isBlank(block.content.bytes, article.segments[next].range)
        next += 1
      }
      guard hasText, options.includesBoilerplate || block.isArticle else { continue }
      units.append(
        ExchangeUnit(
          block: index, id: id, segments: first..<next, isInSummary: summarized.contains(index),
          position: units.count + 1, heading: block.kind == .heading ? nil : heading))
      if block.kind == .heading { heading = index }
    }
    if options.putsSummaryFirst { return units.filter(\.isInSummary) + units.filter { !$0.isInSummary } }
    return units
  }

  private static func isBlank(_ text: [UInt8], _ range: TextRange) -> Bool {
    var offset = range.start
    while offset < range.end, let width = Whitespace.width(in: text, at: offset) { offset += width }
    return offset >= range.end
  }
}

extension ExchangeUnit {
  /// Appends what kind of block this is and which of all blocks of its file: "Paragraph, block 3 of 20".
  func appendPosition(_ kind: Block.Kind, of count: Int, to bytes: inout [UInt8]) {
    let name: StaticString =
      switch kind {
      case .title: "Title"
      case .heading: "Heading"
      case .paragraph: "Paragraph"
      case .item: "List item"
      case .quote: "Quotation"
      case .caption: "Caption"
      case .cell: "Table cell"
      case .code: "Code"
      case .attribute: "Attribute"
      }
    bytes.append(name)
    bytes.append(", block ")
    bytes.append(decimal: position)
    bytes.append(" of ")
    bytes.append(decimal: count)
  }
}

extension Block.Kind {
  /// Whether the room for its translation may be limited.
  var isHeadline: Bool { self == .title || self == .heading }
}
