import Articles
import Text

/// Makes the splices that put an article's translations into the parts of its document.
///
/// A segment's translation takes the place of all that the segment is written with: its text, its codes, and what stands
/// between these. Codes come back as their original bytes, in the translator's order. Translations of attributes are
/// put in first, for they may lie inside a code of another block.
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
    var inner: [Splice] = []
    var outer: [Splice] = []
    for isAttribute in [true, false] {
      for (index, block) in article.blocks.enumerated() {
        guard block.part == part, (block.kind == .attribute) == isAttribute, let segments = translated[index] else {
          continue
        }
        let syntax = syntax(block)
        let extent = block.writtenExtent
        for segment in segments {
          guard let target = target(of: article.segments[segment]) else { continue }
          let made = splice(article.segments[segment], target, of: block, extent, in: source, syntax, inner: inner)
          guard let made else { continue }
          if isAttribute { inner.append(made) } else { outer.append(made) }
        }
      }
      if isAttribute { inner = inOrder(inner) }
    }
    outer = inOrder(outer)
    // What lies inside a code of a translated segment has been put into that code.
    var next = 0
    let alone = inner.filter { splice in
      while next < outer.count && outer[next].range.end <= splice.range.start { next += 1 }
      return next == outer.count || !outer[next].range.overlaps(splice.range)
    }
    return (outer + alone).sorted { $0.range.start < $1.range.start }
  }

  /// Sorts splices, and leaves out those that overlap one before them: no format should have such.
  private mutating func inOrder(_ splices: [Splice]) -> [Splice] {
    var kept: [Splice] = []
    for splice in splices.sorted(by: { $0.range.start < $1.range.start }) {
      if let last = kept.last, last.range.end > splice.range.start {
        segmentCount -= 1
        findings.append(Finding(.notMerged, "two segments are written in one place, near byte \(splice.range.start)"))
      } else {
        kept.append(splice)
      }
    }
    return kept
  }

  private mutating func refuse(_ segment: Segment, _ code: Code, _ reason: String) -> Splice? {
    findings.append(Finding(code, reason, segment: segment.id))
    return nil
  }

  /// The splice of one segment; nil when nothing is to be changed.
  private mutating func splice(
    _ segment: Segment, _ target: Target, of block: Block, _ blockExtent: TextRange, in source: [UInt8],
    _ syntax: some TextSyntax, inner: [Splice]
  ) -> Splice? {
    let indices = block.content.codeIndices(of: segment.range)
    let codes = Array(block.content.codes[indices])
    let order: [Int]
    switch CodeOrder.of(target.content, source: codes) {
    case .success(let found): order = found
    case .failure(let fault): return refuse(segment, .codesChanged, fault.reason)
    }
    guard let written = WrittenSegment(segment.range, codes: codes, pieces: block.pieces, in: source) else {
      return refuse(segment, .notMerged, "its text is not written in one stretch of the document")
    }
    segmentCount += 1
    if target.content.bytes[...] == block.content.bytes[segment.range] && order.elementsEqual(codes.indices)
      && zip(target.content.codes, codes).allSatisfy({ $0.position == $1.position - segment.range.start })
    {
      return nil
    }
    let isFirst = written.extent.start <= blockExtent.start
    let isLast = written.extent.end >= blockExtent.end
    let text = target.content.bytes
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + written.extent.count)
    var copied = 0
    var run = 0
    for place in 0...order.count {
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
      for range in gap { syntax.append(gap: Splicer.bytes(of: range, in: source, inner: inner)[...], to: &bytes) }
      if place < order.count {
        bytes.append(contentsOf: Splicer.bytes(of: code, in: source, inner: inner))
        run = order[place] + 1
      }
      copied = end
    }
    return Splice(written.extent, bytes)
  }

  /// A stretch of the source with the splices that lie in it.
  private static func bytes(of range: TextRange, in source: [UInt8], inner: [Splice]) -> [UInt8] {
    guard !range.isEmpty else { return [] }
    var low = 0
    var high = inner.count
    while low < high {
      let middle = (low + high) / 2
      if inner[middle].range.start < range.start { low = middle + 1 } else { high = middle }
    }
    return Splice.apply(inner[low...].prefix { $0.range.end <= range.end }, to: source[range])
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
