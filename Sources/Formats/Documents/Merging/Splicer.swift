import Articles
import Text

/// Makes the splices that put an article's translations into the parts of its document.
///
/// A segment's translation takes the place of all that the segment is written with: its text, its codes, and what stands
/// between these. Codes come back as their original bytes, in the translator's order. Blocks that lie inside a code of
/// another, such as an attribute or a footnote, go into that code.
public struct Splicer {
  public let article: Article
  private let language: String?
  /// Translations that do not go back, each with its segment.
  public private(set) var findings: [Finding] = []
  /// How many translations go back.
  public private(set) var segmentCount = 0
  /// Indices of segments that have a translation to put back, by their block.
  private var translated: [Int: Range<Int>] = [:]

  public init(_ article: Article, _ options: MergeOptions) {
    self.article = article
    language = options.language
    var index = 0
    while index < article.segments.count {
      let block = article.segments[index].block
      let first = index
      var hasTarget = false
      while index < article.segments.count && article.segments[index].block == block {
        hasTarget = hasTarget || target(of: article.segments[index]) != nil
        index += 1
      }
      if hasTarget { translated[block] = first..<index }
    }
  }

  private func target(of segment: Segment) -> Target? {
    guard let target = segment.target, language == nil || target.language == language else { return nil }
    return target
  }

  /// Whether more than half of what is for translators is translated: then the document is in the other language.
  public var isMostlyTranslated: Bool {
    2 * segmentCount > article.segments.count { article.blocks[$0.block].isTranslatable }
  }

  /// The splices of a document that is one text.
  mutating func splices<Format: TextFormat>(of format: Format.Type, in source: [UInt8]) -> [Splice] {
    splices(part: 0, in: source) { Format.syntax(of: $0, in: source) }
  }

  /// The splices of one part, in order, without overlap.
  ///
  /// - Parameters:
  ///   - source: the part's decoded text, in which the origins of its blocks are offsets.
  ///   - syntax: how a block's text is written there.
  public mutating func splices<Syntax: TextSyntax>(
    part: Int, in source: [UInt8], syntax: (Block) -> Syntax
  ) -> [Splice] {
    var made = NestedSplices()
    let known = findings.count
    let blocks = translated.keys.filter { article.blocks[$0].part == part }
      .map { (index: $0, extent: article.blocks[$0].writtenExtent) }
      .sorted { ($0.extent.start, $0.index) > ($1.extent.start, $1.index) }
    for (index, extent) in blocks {
      let block = article.blocks[index]
      let syntax = syntax(block)
      for segment in (translated[index] ?? 0..<0).reversed() {
        guard let target = target(of: article.segments[segment]) else { continue }
        splice(article.segments[segment], target, of: block, extent, in: source, syntax, &made)
      }
    }
    findings[known...].reverse()
    return made.inOrder
  }

  private mutating func refuse(_ segment: Segment, _ code: Code, _ reason: String) {
    findings.append(Finding(code, reason, segment: segment.id))
  }

  /// Makes the splice of one segment, unless nothing is to be changed.
  private mutating func splice(
    _ segment: Segment, _ target: Target, of block: Block, _ blockExtent: TextRange, in source: [UInt8],
    _ syntax: some TextSyntax, _ made: inout NestedSplices
  ) {
    let indices = block.content.codeIndices(of: segment.range)
    let codes = Array(block.content.codes[indices])
    let order: [Int]
    switch CodeOrder.of(target.content, source: codes, in: segment.range) {
    case .success(let found): order = found
    case .failure(let fault): return refuse(segment, .codesChanged, fault.reason)
    }
    guard Splicer.keepsProtected(target.content, block.content.slice(segment.range)) else {
      return refuse(segment, .notMerged, "it changes text that the document protects from translation")
    }
    guard let written = WrittenSegment(segment.range, codes: codes, pieces: block.pieces, in: source) else {
      return refuse(segment, .notMerged, "its text is not written in one stretch of the document")
    }
    segmentCount += 1
    if target.content.bytes[...] == block.content.bytes[segment.range] && order.elementsEqual(codes.indices)
      && zip(target.content.codes, codes).allSatisfy({ $0.position == $1.position - segment.range.start })
    {
      return
    }
    let isFirst = written.extent.start <= blockExtent.start
    let isLast = written.extent.end >= blockExtent.end
    let text = target.content.bytes
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + written.extent.count)
    var copied = 0
    var run = 0
    var used: [TextRange] = []
    var place = 0
    while place <= order.count {
      let end = place < order.count ? target.content.codes[place].position : text.count
      let gap = written.gaps[run]
      let code = place < order.count ? codes[order[place]].origin : TextRange(0, 0)
      if end > copied {
        let next = code.isEmpty ? written.extent.end : code.start
        syntax.append(
          text[copied..<end],
          at: TextPlace(
            startsBlock: isFirst && copied == 0 && bytes.isEmpty, endsBlock: isLast && place == order.count,
            previous: bytes.last ?? (written.extent.start > 0 ? source[written.extent.start - 1] : nil),
            next: next < source.count ? source[next] : nil),
          to: &bytes)
      }
      for range in gap {
        syntax.append(gap: made.bytes(of: range, in: source)[...], to: &bytes)
        used.append(range)
      }
      guard place < order.count else { break }
      copied = end
      var extent = code
      run = order[place] + 1
      if codes[order[place]].isProtected, codes[order[place]].kind == .open,
        let close = order[place...].firstIndex(where: {
          codes[$0].kind == .close && codes[$0].id == codes[order[place]].id
        })
      {
        // What is protected comes back as its original bytes, with all that stands in it.
        run = order[close] + 1
        copied = target.content.codes[close].position
        extent = TextRange(code.start, max(code.end, codes[order[close]].origin.end))
        place = close
      }
      bytes.append(contentsOf: made.bytes(of: extent, in: source))
      if !extent.isEmpty { used.append(extent) }
      place += 1
    }
    if !made.add(Splice(written.extent, bytes), used: used) {
      segmentCount -= 1
      refuse(segment, .notMerged, "another segment is written in its place, near byte \(written.extent.start)")
    }
  }

  private static func keepsProtected(_ target: MarkedText, _ source: MarkedText) -> Bool {
    guard source.codes.contains(where: { $0.isProtected }) else { return true }
    func texts(_ text: MarkedText) -> [[UInt8]] {
      text.protectedRanges.map { Array(text.bytes[$0]) }.sorted { $0.lexicographicallyPrecedes($1) }
    }
    // Whoever made the translation may know of the codes no more than their kinds and ids.
    var target = target
    let ids = Set(source.codes.lazy.filter(\.isProtected).map(\.id))
    for index in target.codes.indices { target.codes[index].isProtected = ids.contains(target.codes[index].id) }
    return texts(target) == texts(source)
  }
}

extension Block {
  /// From the first byte that its text or codes are written with to the last.
  fileprivate var writtenExtent: TextRange {
    var start = Int.max
    var end = 0
    for origin in pieces.lazy.map(\.origin) where !origin.isEmpty {
      start = min(start, origin.start)
      end = max(end, origin.end)
    }
    for origin in content.codes.lazy.map(\.origin) where !origin.isEmpty {
      start = min(start, origin.start)
      end = max(end, origin.end)
    }
    return TextRange(min(start, end), end)
  }
}
