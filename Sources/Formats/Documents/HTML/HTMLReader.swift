import Articles
internal import CHTML
import Text

/// Walks through a page and makes its blocks.
struct HTMLReader: ~Copyable {
  /// An element that is open where the walk stands.
  private struct Frame {
    var element: Int
    /// The first node after it.
    var end: Int
    /// Whether it starts a line of its own; else its tags are codes in the text.
    var isBlock: Bool
    /// What text directly in it is.
    var kind: Block.Kind
    var keepsSpace = false
    var isRaw = false
    var isLink = false
    /// Whether it is not for translators.
    var isProtected = false
    /// Inline elements: whether it is the first around its text that is not for translators.
    var protects = false
    var isMainHeading = false
    /// Index of the filter that holds in it; -1 for none.
    var locales = -1
    /// Inline elements: the id of the code that opened it, and in which block.
    var code = 0
    var block = 0
    /// Cells: the block that comes first in it.
    var firstBlock = 0
  }

  let page: HTMLPage
  private var frames: [Frame] = []
  private var filters: [LocaleFilter] = []
  private(set) var builder: HTMLBlockBuilder

  init(_ page: consuming HTMLPage) {
    builder = HTMLBlockBuilder(source: page.source)
    self.page = page
  }

  mutating func walk() {
    frames.append(Frame(element: 0, end: page.nodes.count, isBlock: true, kind: .paragraph))
    var index = 1
    while index < page.nodes.count {
      while let top = frames.last, top.end <= index { leave(top) }
      index = visit(index)
    }
    while let top = frames.last { leave(top) }
    builder.sort()
  }

  /// Takes a node in; gives the node to go on with.
  private mutating func visit(_ index: Int) -> Int {
    let node = page.nodes[index]
    let next = Int(node.next)
    switch Int(node.tag) {
    case LEDE_HTML_TEXT:
      addText(index)
      return next
    case LEDE_HTML_HEAD, LEDE_HTML_META, LEDE_HTML_LINK, LEDE_HTML_BASE, LEDE_HTML_TITLE:
      return next
    case LEDE_HTML_BODY:
      enter(block: index)
      return index + 1
    case LEDE_HTML_BR:
      addBreak(index)
      return next
    case LEDE_HTML_IMAGE, LEDE_HTML_OBJECT:
      addAlone(index, isSeen: true)
      return next
    case LEDE_HTML_VOID, LEDE_HTML_OPAQUE:
      addAlone(index, isSeen: false)
      return next
    default:
      break
    }
    let isBlock = startsLine(index)
    guard !isHidden(index) else {
      if isBlock { endBlock(before: page.start(from: index)) } else { addAlone(index, isSeen: false) }
      return next
    }
    if isBlock { enter(block: index) } else { enter(inline: index) }
    return index + 1
  }

  /// Whether an element starts a line of its own.
  private func startsLine(_ index: Int) -> Bool {
    let node = page.nodes[index]
    if node.is_fostered { return true }
    switch Int(node.tag) {
    case LEDE_HTML_OTHER, LEDE_HTML_A, LEDE_HTML_TIME: return false
    case LEDE_HTML_CUSTOM:
      // CSS has it inline, but nearly all of them hold whole parts of a page: those that do not stand inside a paragraph.
      guard let top = frames.last, top.isBlock else { return false }
      switch Int(page.nodes[top.element].tag) {
      case LEDE_HTML_P, LEDE_HTML_H1, LEDE_HTML_HEADING, LEDE_HTML_PRE, LEDE_HTML_CAPTION: return false
      default: return true
      }
    default: return true
    }
  }

  private func isHidden(_ index: Int) -> Bool {
    let node = page.nodes[index]
    if Int(node.tag) == LEDE_HTML_DIALOG && page.attribute(LEDE_HTML_ATTRIBUTE_OPEN, of: index) == nil { return true }
    guard node.attribute_count > 0 else { return false }
    if page.attribute(LEDE_HTML_ATTRIBUTE_HIDDEN, of: index) != nil {
      // React sends what comes late in hidden elements "S:0", "S:1", …, and its script moves them into place.
      return !(page.attribute(LEDE_HTML_ATTRIBUTE_ID, of: index)?.starts(with: "s:", at: 0) ?? false)
    }
    if let value = page.attribute(LEDE_HTML_ATTRIBUTE_ARIA_HIDDEN, of: index), value.equals("true") { return true }
    guard let style = page.attribute(LEDE_HTML_ATTRIBUTE_STYLE, of: index) else { return false }
    return HTMLReader.hidesByStyle(style)
  }

  private static func hidesByStyle(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
    guard style.count >= 12 else { return false }
    for start in 0...style.count - 12 where style.starts(with: "display", at: start) {
      let rest = style[(start + 7)...].lazy.filter { !HTMLBytes.isSpace($0) }.prefix(5).map(HTMLBytes.lowercased)
      if rest.elementsEqual([0x3A, 0x6E, 0x6F, 0x6E, 0x65]) { return true }
    }
    return false
  }

  // MARK: Elements

  private mutating func enter(block index: Int) {
    let node = page.nodes[index]
    endBlock(before: page.start(from: index))
    let around = frames.last
    var frame = Frame(
      element: index, end: Int(node.next), isBlock: true, kind: around?.kind ?? .paragraph,
      keepsSpace: around?.keepsSpace ?? false, firstBlock: builder.blocks.count)
    frame.isMainHeading = Int(node.tag) == LEDE_HTML_H1 || around?.isMainHeading ?? false
    frame.isProtected = isProtected(index, around: around?.isProtected ?? false)
    frame.locales = locales(index, around: around?.locales ?? -1)
    switch Int(node.tag) {
    case LEDE_HTML_ARTICLE, LEDE_HTML_MAIN: frame.kind = .paragraph
    case LEDE_HTML_H1, LEDE_HTML_HEADING: frame.kind = .heading
    case LEDE_HTML_ITEM: frame.kind = .item
    case LEDE_HTML_BLOCKQUOTE: frame.kind = .quote
    case LEDE_HTML_CAPTION, LEDE_HTML_FIGURE: frame.kind = .caption
    case LEDE_HTML_CELL: frame.kind = .cell
    case LEDE_HTML_PRE, LEDE_HTML_RAW:
      frame.kind = .code
      frame.keepsSpace = true
      frame.isRaw = Int(node.tag) == LEDE_HTML_RAW
    case LEDE_HTML_A, LEDE_HTML_OTHER:
      frame.isLink = isLink(index)
    case LEDE_HTML_P, LEDE_HTML_DIVISION:
      if node.attribute_count > 0 && frame.kind == .paragraph && HTMLHint.namesCaption(page, index) {
        frame.kind = .caption
      }
    default: break
    }
    if frame.isLink { builder.linkDepth += 1 }
    builder.keepsSpace = frame.keepsSpace
    frames.append(frame)
  }

  private mutating func enter(inline index: Int) {
    let node = page.nodes[index]
    beginBlock(at: page.start(from: index))
    guard var frame = frames.last else { return }
    let origin = TextRange(Int(node.start), Int(node.end))
    frame.element = index
    frame.end = Int(node.next)
    frame.isBlock = false
    frame.isLink = isLink(index)
    let isAround = frame.isProtected
    frame.isProtected = isProtected(index, around: isAround) || isCode(index)
    // Inside of what is protected nothing needs to be.
    frame.protects = frame.isProtected && !isAround
    frame.code = builder.open(name(of: index), origin, isProtected: frame.protects)
    frame.block = builder.number
    if frame.isLink { builder.linkDepth += 1 }
    frames.append(frame)
  }

  private mutating func leave(_ frame: Frame) {
    let node = page.nodes[frame.element]
    if frame.isBlock {
      endBlock(
        before: node.close_start < node.close_end ? Int(node.close_start) : page.start(from: frame.end))
      if Int(node.tag) == LEDE_HTML_CELL { splitCell(from: frame.firstBlock, of: frame.element) }
    } else if frame.block == builder.number {
      builder.close(
        frame.code, name(of: frame.element), TextRange(Int(node.close_start), Int(node.close_end)),
        isProtected: frame.protects)
    }
    if frame.isLink { builder.linkDepth -= 1 }
    frames.removeLast()
    builder.keepsSpace = frames.last?.keepsSpace ?? false
  }

  /// A cell with several blocks is no cell of a table, but a part of the page's layout.
  private mutating func splitCell(from first: Int, of element: Int) {
    guard builder.blocks.count - first > 1 else { return }
    for index in first..<builder.blocks.count where builder.blocks[index].kind == .cell {
      if nearestCell(of: builder.notes[index].element) == element { builder.setKind(.paragraph, of: index) }
    }
  }

  private func nearestCell(of element: Int) -> Int {
    var index = element
    while index > 0 && Int(page.nodes[index].tag) != LEDE_HTML_CELL { index = Int(page.nodes[index].parent) }
    return index
  }

  private func isLink(_ index: Int) -> Bool {
    Int(page.nodes[index].tag) == LEDE_HTML_A && page.attribute(LEDE_HTML_ATTRIBUTE_HREF, of: index) != nil
  }

  /// Whether an element is not for translators: HTML Standard, section 3.2.6.2, and the class that came before it.
  private func isProtected(_ index: Int, around: Bool) -> Bool {
    guard page.nodes[index].attribute_count > 0 else { return around }
    if let value = page.attribute(LEDE_HTML_ATTRIBUTE_TRANSLATE, of: index) {
      if value.equals("no") { return true }
      if value.isEmpty || value.equals("yes") { return false }
    }
    return around || page.attribute(LEDE_HTML_ATTRIBUTE_CLASS, of: index)?.hasWord("notranslate") ?? false
  }

  /// The filter of an element or of what is around it: ITS 2.0, section 8.10, in HTML as its section 6 says.
  private mutating func locales(_ index: Int, around: Int) -> Int {
    guard page.nodes[index].attribute_count > 0, let list = page.attribute(LEDE_HTML_ATTRIBUTE_LOCALES, of: index)
    else { return around }
    let type = page.attribute(LEDE_HTML_ATTRIBUTE_LOCALES_TYPE, of: index)
    filters.append(
      LocaleFilter(
        list: String(decoding: list, as: UTF8.self), type: type.map { String(decoding: $0, as: UTF8.self) }))
    return filters.count - 1
  }

  /// Whether an inline element holds what computers read or write.
  private func isCode(_ index: Int) -> Bool {
    let name = page.text(of: index)
    return name.equals("code") || name.equals("kbd") || name.equals("samp")
  }

  private func name(of index: Int) -> String {
    let name = page.text(of: index)
    if name.allSatisfy({ HTMLBytes.lowercased($0) == $0 }) { return String(decoding: name, as: UTF8.self) }
    return String(decoding: name.map(HTMLBytes.lowercased), as: UTF8.self)
  }

  // MARK: Text and single codes

  private mutating func addText(_ index: Int) {
    guard let frame = frames.last else { return }
    let node = page.nodes[index]
    let decoded = page.text(of: index)
    guard node.start < node.end else { return }
    if builder.isEmpty && decoded.allSatisfy(HTMLBytes.isSpace) { return }
    let isElsewhere = node.is_fostered || Int(node.start) < builder.lastEnd
    if isElsewhere { endBlock(before: Int(node.start)) }
    beginBlock(at: Int(node.start))
    builder.add(written: TextRange(Int(node.start), Int(node.end)), decoded: decoded, isRaw: frame.isRaw)
    if node.is_fostered { endBlock(before: page.start(from: index + 1)) }
  }

  private mutating func addAlone(_ index: Int, isSeen: Bool) {
    let node = page.nodes[index]
    // Scripts and drawings between the blocks are no part of a text.
    if builder.isFresh && page.isOpaque(index) && frames.last?.isBlock ?? true { return }
    let origin = page.extent(of: index)
    guard !origin.isEmpty, !node.is_fostered else { return }
    beginBlock(at: origin.start)
    builder.addAlone(name(of: index), origin)
    if isSeen { builder.keepNextSpace() }
  }

  private mutating func addBreak(_ index: Int) {
    let node = page.nodes[index]
    if builder.isAfterBreak && !builder.keepsSpace {
      // Two of them make a paragraph.
      endBlock(before: page.start(from: index))
    } else if !builder.isFresh {
      builder.addBreak(name(of: index), TextRange(Int(node.start), Int(node.end)))
    }
  }

  // MARK: Blocks

  /// Before the first thing in a block: opens the inline elements again that go on from the block before.
  private mutating func beginBlock(at start: Int) {
    guard builder.isFresh else { return }
    builder.begin(at: start)
    let outermost = (frames.lastIndex { $0.isBlock } ?? -1) + 1
    // More than 32 of them are no formatting, but tags that were never closed.
    for index in max(outermost, frames.count - 32)..<frames.count {
      frames[index].code = builder.open(
        name(of: frames[index].element), TextRange(start, start), isProtected: frames[index].protects)
      frames[index].block = builder.number
    }
  }

  private mutating func endBlock(before limit: Int) {
    guard !builder.isFresh, let around = frames.lastIndex(where: { $0.isBlock }) else { return }
    builder.dropBreaksAtEnd()
    for frame in frames[(around + 1)...].reversed() where frame.block == builder.number {
      builder.close(frame.code, name(of: frame.element), TextRange(limit, limit), isProtected: frame.protects)
    }
    let frame = frames[around]
    // What is not for translators may go on from the block before through the whole of this one.
    let isInside = frames[(around + 1)...].contains {
      $0.protects && $0.block == builder.number && builder.startsBlock(code: $0.code)
    }
    builder.isProtected = frame.isProtected || isInside
    builder.locales = frame.locales < 0 ? nil : filters[frame.locales]
    builder.finish(frame.kind, in: frame.element, isMainHeading: frame.isMainHeading, before: limit)
  }
}
