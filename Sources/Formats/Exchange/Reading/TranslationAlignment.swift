import Articles
import Text

/// Brings the translations of an exchange file to the segments of the article that they belong to.
///
/// A block is known by its unit's id, and is cut as the file cuts it: so the rules that made the segments need not be
/// those of today, and a tool may have joined or split them. Of blocks that have changed since, the segments that are
/// still there are known by their own ids. Where a tool has given both new ids, blocks and segments are known by their text.
public struct TranslationAlignment: Sendable {
  /// Segments of the file that got a place in the article, and those of them that have a translation.
  public private(set) var aligned = 0
  public private(set) var translated = 0
  /// What found no place.
  public private(set) var findings: [Finding] = []

  /// - Parameters:
  ///   - file: the part of this article.
  ///   - article: with blocks, and segmented by today's rules; its segments are replaced. Targets that it has already,
  ///     from another file, stay where this one has none.
  ///   - language: of the translation, a BCP 47 tag.
  public init(_ file: ExchangeDocument.File, to article: inout Article, language: String) {
    var blocks: [String: Int] = [:]
    var namer = Segment.Namer(prefix: "b")
    for (index, block) in article.blocks.enumerated() { blocks[namer.id(for: block.content.bytes)] = index }
    var own: [[Segment]] = Array(repeating: [], count: article.blocks.count)
    for segment in article.segments {
      own[segment.block].append(segment)
    }
    var places: [String: (block: Int, index: Int)] = [:]
    for block in own.indices {
      for (index, segment) in own[block].enumerated() { places[segment.id] = (block, index) }
    }
    var taken = Set<Int>()
    var texts = AlignmentTexts(article, own)
    for unit in file.units {
      if let block = blocks[unit.id] ?? texts.block(of: unit, knowing: places), !taken.contains(block),
        let segments = TranslationAlignment.segments(of: unit, in: article.blocks[block], block, language: language)
      {
        taken.insert(block)
        own[block] = TranslationAlignment.keeping(own[block], in: segments)
        aligned += segments.count
        translated += segments.count { $0.target != nil }
        continue
      }
      for segment in unit.segments where segment.isSegment {
        if let place = places[segment.id] ?? texts.segment(of: segment), !taken.contains(place.block) {
          let target = TranslationAlignment.target(of: segment, language: language)
          if target != nil { own[place.block][place.index].target = target }
          aligned += 1
          translated += target == nil ? 0 : 1
        } else if TranslationAlignment.target(of: segment, language: language) != nil {
          findings.append(
            Finding(
              .unknownSegment, "line \(unit.line): the document has no such text (any more): \(segment.source.opening)",
              segment: segment.id.isEmpty ? unit.id : segment.id))
        }
      }
    }
    article.segments = Array(own.joined())
  }

  /// Segments with the translations that those of the same ranges had before, where they have none.
  private static func keeping(_ old: [Segment], in segments: [Segment]) -> [Segment] {
    guard old.contains(where: { $0.target != nil }) else { return segments }
    return segments.map { segment in
      var segment = segment
      if segment.target == nil { segment.target = old.first { $0.range == segment.range }?.target }
      return segment
    }
  }

  /// The unit's segments as ranges of its block; nil when the unit's source is not the block's text.
  private static func segments(
    of unit: ExchangeDocument.Unit, in block: Block, _ index: Int, language: String
  ) -> [Segment]? {
    let text = block.content.bytes
    var result: [Segment] = []
    var offset = 0
    for part in unit.segments {
      let start = part.isSegment ? skippingSpace(text, offset) : offset
      guard let end = end(of: part.source.bytes, in: text, from: start) else { return nil }
      if part.isSegment && end > start {
        result.append(
          Segment(
            id: part.id.isEmpty ? unit.id : part.id, block: index, range: TextRange(start, end),
            target: target(of: part, language: language)))
      }
      offset = end
    }
    guard skippingSpace(text, offset) == text.count else { return nil }
    return result
  }

  /// Where a text ends that stands at a place of another, white space of any kind and amount being alike.
  private static func end(of part: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    var (own, offset) = (0, start)
    while own < part.count {
      let afterSpace = skippingSpace(part, own)
      if afterSpace > own {
        let next = skippingSpace(text, offset)
        guard next > offset || own == 0 || afterSpace == part.count else { return nil }
        own = afterSpace
        offset = next
        continue
      }
      guard offset < text.count, text[offset] == part[own] else { return nil }
      own += 1
      offset += 1
    }
    return offset
  }

  private static func skippingSpace(_ text: [UInt8], _ start: Int) -> Int {
    var offset = start
    while offset < text.count, let width = Whitespace.width(in: text, at: offset) { offset += width }
    return offset
  }

  /// The translation, if there is one: a copy of the source is none.
  private static func target(of segment: ExchangeDocument.Segment, language: String) -> Target? {
    guard let target = segment.target, !target.bytes.isEmpty || !target.codes.isEmpty else { return nil }
    let isCopy =
      target.bytes == segment.source.bytes
      && target.codes.elementsEqual(segment.source.codes) {
        $0.id == $1.id && $0.kind == $1.kind && $0.position == $1.position
      }
    return isCopy ? nil : Target(language: language, content: target, state: segment.state, origin: "")
  }
}

/// The texts of an article's blocks and segments, for units whose ids a tool has changed. Each place is given out once.
private struct AlignmentTexts {
  private let article: Article
  private let segments: [[Segment]]
  private var blockPlaces: [[UInt8]: [Int]]?
  private var segmentPlaces: [[UInt8]: [(block: Int, index: Int)]]?

  init(_ article: Article, _ segments: [[Segment]]) {
    self.article = article
    self.segments = segments
  }

  /// The block with the text of a unit that no id leads to.
  mutating func block(
    of unit: ExchangeDocument.Unit, knowing places: [String: (block: Int, index: Int)]
  ) -> Int? {
    guard !unit.segments.contains(where: { places[$0.id] != nil }) else { return nil }
    if blockPlaces == nil {
      blockPlaces = [:]
      for (index, block) in article.blocks.enumerated().reversed() {
        blockPlaces?[AlignmentTexts.key(block.content.bytes), default: []].append(index)
      }
    }
    return blockPlaces?[AlignmentTexts.key(unit.segments.flatMap(\.source.bytes))]?.popLast()
  }

  /// The segment with the text of one that no id leads to.
  mutating func segment(of segment: ExchangeDocument.Segment) -> (block: Int, index: Int)? {
    if segmentPlaces == nil {
      segmentPlaces = [:]
      for block in segments.indices.reversed() {
        for (index, own) in segments[block].enumerated().reversed() {
          let key = AlignmentTexts.key(article.blocks[block].content.bytes[own.range])
          segmentPlaces?[key, default: []].append((block, index))
        }
      }
    }
    return segmentPlaces?[AlignmentTexts.key(segment.source.bytes)]?.popLast()
  }

  /// A text without its white space, of which tools keep more or less.
  private static func key(_ text: some Collection<UInt8>) -> [UInt8] {
    let text = Array(text)
    var key: [UInt8] = []
    key.reserveCapacity(text.count)
    var offset = 0
    while offset < text.count {
      if let width = Whitespace.width(in: text, at: offset) {
        offset += width
      } else {
        key.append(text[offset])
        offset += 1
      }
    }
    return key
  }
}

extension MarkedText {
  /// Its first words, for messages.
  fileprivate var opening: String {
    let text = string
    return text.count > 60 ? "\"\(text.prefix(60))…\"" : "\"\(text)\""
  }
}
