import Articles
import Text

/// Makes blocks of a document's events.
///
/// A leaf is what stands between two starts or ends of blocks: a paragraph, heading, cell or the text of an item.
struct MarkdownReader {
  let source: [UInt8]
  let masks: [MarkdownMask]
  private(set) var blocks: [Block] = []

  /// What surrounds the place where the walk stands.
  private var around: [MarkdownEvent.BlockType] = []
  private var headingLevel = 0
  private var hasTitle = false
  private var leaf: [MarkdownEvent] = []
  private var nextMask = 0

  init(_ source: [UInt8], from start: Int, masks: [MarkdownMask]) {
    self.source = source
    self.masks = masks
  }

  mutating func walk(_ events: [MarkdownEvent]) {
    for event in events {
      switch event.kind {
      case .enterBlock(let type, let level):
        endLeaf()
        around.append(type)
        if type == .heading { headingLevel = level }
      case .leaveBlock:
        endLeaf()
        around.removeLast()
      case .enter, .leave: leaf.append(event)
      case .run: leaf.append(event)
      }
    }
    endLeaf()
  }

  private var kind: Block.Kind {
    for type in around.reversed() {
      switch type {
      case .cell: return .cell
      case .heading: return headingLevel == 1 && !hasTitle ? .title : .heading
      case .item: return .item
      case .quote: return .quote
      case .code: return .code
      default: break
      }
    }
    return .paragraph
  }

  private mutating func endLeaf() {
    guard let first = leaf.first(where: { $0.range != nil })?.range,
      let last = leaf.last(where: { $0.range != nil })?.range
    else {
      leaf.removeAll(keepingCapacity: true)
      return
    }
    let whole = TextRange(first.start, last.end)
    switch around.last {
    case .html: blocks += HTMLFragment.blocks(in: source, whole)
    case .code: addCode()
    default:
      if let mask = mask(around: whole), mask.range.contains(whole) || mask.range.end == whole.end {
        addCode()
      } else {
        addText()
      }
    }
    leaf.removeAll(keepingCapacity: true)
  }

  /// The formula or template that a leaf begins with.
  private mutating func mask(around range: TextRange) -> MarkdownMask? {
    while nextMask < masks.count && masks[nextMask].range.end <= range.start { nextMask += 1 }
    guard nextMask < masks.count, masks[nextMask].range.start <= range.start else { return nil }
    let mask = masks[nextMask]
    return mask.kind == .formula || mask.kind == .template ? mask : nil
  }

  private func startsFootnote(_ offset: Int) -> Bool {
    var low = 0
    var high = masks.count
    while low < high {
      let middle = (low + high) / 2
      if masks[middle].range.start < offset { low = middle + 1 } else { high = middle }
    }
    return low < masks.count && masks[low].range.start == offset && masks[low].kind == .footnoteStart
  }

  private mutating func addCode() {
    var text = WrittenText()
    for event in leaf {
      guard let range = event.range else { continue }
      if let last = text.pieces.last, last.origin.end < range.start {
        let between = TextRange(last.origin.end, range.start)
        text.append([UInt8](repeating: 0x0A, count: max(1, source[between].count { $0 == 0x0A })), from: between)
      }
      text.append(range, of: source)
    }
    if !text.bytes.isEmpty { blocks.append(Block(.code, MarkedText(bytes: text.bytes), pieces: text.pieces)) }
  }

  private mutating func addText() {
    // A definition goes on in the line under its term, and a footnote under another: each is a text of its own.
    var start = 0
    var depth = 0
    var parts: [ArraySlice<MarkdownEvent>] = []
    for (index, event) in leaf.enumerated() {
      switch event.kind {
      case .enter: depth += 1
      case .leave: depth -= 1
      case .run(.text):
        guard depth == 0, index > start, case .run(.softBreak) = leaf[index - 1].kind, let range = event.range else {
          continue
        }
        if source[range.start] == 0x5B, startsFootnote(range.start) {
          parts.append(leaf[start..<(index - 1)])
          start = index
        }
        guard range.count >= 2, source[range.start] == 0x3A, source[range.start + 1] == 0x20 else { continue }
        parts.append(leaf[start..<(index - 1)])
        var text = range.start + 1
        while text < range.end, source[text] == 0x20 { text += 1 }
        leaf[index].range = text < range.end ? TextRange(text, range.end) : nil
        start = index
      default: break
      }
    }
    parts.append(leaf[start...])
    for part in parts {
      let kind = self.kind
      var builder = MarkdownBlockBuilder(source, masks: masks, quoteDepth: around.count { $0 == .quote })
      builder.read(Array(part))
      guard var block = builder.block(kind) else {
        blocks += builder.attributes
        continue
      }
      if kind == .heading || kind == .title { block.trimHeadingAttributes(in: source) }
      if kind == .title { hasTitle = true }
      // Attributes stand where they are written: inside the block.
      blocks.append(block)
      blocks += builder.attributes
    }
  }
}

extension Block {
  /// Takes `{#name}` off the end of a heading: it is its anchor.
  fileprivate mutating func trimHeadingAttributes(in source: [UInt8]) {
    guard let piece = pieces.last, piece.isVerbatim, content.bytes.last == 0x7D,
      !content.codes.contains(where: { $0.position >= content.bytes.count }),
      let open = content.bytes.lastIndex(of: 0x7B), open > piece.text.start, open + 1 < content.bytes.count,
      content.bytes[open + 1] == 0x23 || content.bytes[open + 1] == 0x2E || content.bytes[open + 1] == 0x3A
    else { return }
    var end = open
    while end > piece.text.start, content.bytes[end - 1] == 0x20 { end -= 1 }
    guard end > piece.text.start else { return }
    content.bytes.removeSubrange(end...)
    pieces[pieces.count - 1].text.end = end
    pieces[pieces.count - 1].origin.end = piece.origin.start + end - piece.text.start
  }
}
