import Articles
import Text

/// Reads one part of an ODT into blocks: `content.xml`, or the headers and footers of `styles.xml`.
struct ODTReader: ~Copyable {
  private var xml: XMLReader
  private let styles: ODTStyles
  private let isArticle: Bool
  private var elements: [Element] = []
  private var found: [(block: Block, start: Int)] = []

  /// The elements that a reader of articles tells apart. Source: OpenDocument 1.3 part 3, sections 5 to 9.
  private enum Element: UInt8 {
    case paragraph, heading, list, cell, index, note, noteBody
    /// Text in it is shown, but is none of the article's: deleted text, declarations, comments.
    case skipped
    // In a line.
    case span, link, ruby, rubyBase, space, tab, lineBreak, field
    /// Nothing to see, but not to be lost.
    case mark
    case markStart, markEnd, deletion
    case frame, description
    case other
  }

  init(_ source: UnsafeBufferPointer<UInt8>, styles: ODTStyles, isArticle: Bool) {
    xml = XMLReader(source)
    self.styles = styles
    self.isArticle = isArticle
  }

  mutating func read() throws(XMLFault) -> [Block] {
    var around = Around(isArticle: isArticle)
    while let event = try xml.next() {
      if event.kind == .start { try readBlock(event, &around) }
    }
    let order = found.indices.sorted { (found[$0].start, $0) < (found[$1].start, $1) }
    return order.map { found[$0].block }
  }

  private mutating func element(_ event: XMLEvent) -> Element {
    while elements.count < xml.names.count { elements.append(ODTReader.element(xml.names[elements.count])) }
    return elements[event.name]
  }

  private static func element(_ name: XMLName) -> Element {
    switch (name.space, name.local) {
    case (ODT.text, let local):
      switch local {
      case "p": return .paragraph
      case "h": return .heading
      case "list-item", "list-header": return .list
      case "note": return .note
      case "note-body": return .noteBody
      case "span", "meta", "meta-field": return .span
      case "a": return .link
      case "ruby": return .ruby
      case "ruby-base": return .rubyBase
      case "s": return .space
      case "tab": return .tab
      case "line-break": return .lineBreak
      case "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls",
        "index-title-template", "note-citation", "table-of-content-source":
        return .skipped
      case "table-of-content", "illustration-index", "table-index", "object-index", "user-index",
        "alphabetical-index", "bibliography":
        return .index
      case "bookmark", "reference-mark", "soft-page-break", "toc-mark", "toc-mark-start", "toc-mark-end",
        "alphabetical-index-mark", "alphabetical-index-mark-start", "alphabetical-index-mark-end":
        return .mark
      case "bookmark-start", "reference-mark-start", "change-start": return .markStart
      case "bookmark-end", "reference-mark-end", "change-end": return .markEnd
      case "change": return .deletion
      case "section", "numbered-paragraph", "list", "index-body", "index-title": return .other
      default: return .field
      }
    case (ODT.office, "annotation"), (ODT.office, "annotation-end"): return .mark
    case (ODT.office, "forms"), (ODT.office, "scripts"): return .skipped
    case (ODT.table, "table-cell"): return .cell
    case (ODT.vector, "title"), (ODT.vector, "desc"): return .description
    case (ODT.drawing, _): return .frame
    default: return .other
    }
  }

  // MARK: Blocks

  /// What the paragraphs inside an element are.
  private struct Around {
    var isArticle: Bool
    var isItem = false
    var isCell = false
  }

  /// The start of a change or bookmark whose end has not come yet.
  private struct Mark {
    var name: String
    var id: String
    var place: (bytes: Int, codes: Int)
    var range: TextRange
    /// How many inline elements are around it.
    var depth: Int
  }

  private var marks: [Mark] = []
  private var depth = 0

  /// Reads an element that stands where paragraphs do, to its end.
  private mutating func readBlock(_ start: XMLEvent, _ around: inout Around) throws(XMLFault) {
    var inner = around
    switch element(start) {
    case .paragraph, .heading:
      try readParagraph(start, around)
      return
    case .skipped, .mark, .markStart, .markEnd, .deletion:
      try xml.skip(start)
      return
    case .description:
      try readDescription(start, around)
      return
    case .index: inner.isArticle = false
    case .list, .noteBody: inner.isItem = true
    case .cell:
      inner.isCell = true
      let first = found.count
      try readBlocks(&inner)
      splitCell(from: first)
      return
    default: break
    }
    try readBlocks(&inner)
  }

  private mutating func readBlocks(_ around: inout Around) throws(XMLFault) {
    while let event = try xml.next() {
      if event.kind == .end { return }
      if event.kind == .start { try readBlock(event, &around) }
    }
  }

  /// A cell with several paragraphs is more than an entry of a table.
  private mutating func splitCell(from first: Int) {
    let cells = found.indices[first...].filter { found[$0].block.kind == .cell }
    guard cells.count > 1 else { return }
    for index in cells { found[index].block.kind = .paragraph }
  }

  private mutating func readParagraph(_ start: XMLEvent, _ around: Around) throws(XMLFault) {
    let role = xml.string("style-name", in: ODT.text, of: start).flatMap { styles.role(of: $0) }
    let isHeading = element(start) == .heading
    var text = XMLTextBuilder()
    let outer = (marks, depth)
    (marks, depth) = ([], 0)
    try readInline(&text, around)
    (marks, depth) = outer
    text.trimEnd()
    text.trimCodes()
    guard text.hasVisibleText else { return }
    var kind = role?.kind ?? .paragraph
    if isHeading && kind == .paragraph { kind = .heading }
    if kind == .paragraph { kind = around.isCell ? .cell : around.isItem ? .item : .paragraph }
    let isArticle = around.isArticle && !(role?.isFurniture ?? false)
    found.append((text.block(kind, isArticle: isArticle), start.range.start))
  }

  private mutating func readDescription(_ start: XMLEvent, _ around: Around) throws(XMLFault) {
    var text = XMLTextBuilder()
    var depth = 1
    while depth > 0, let event = try xml.next() {
      if event.kind == .start { depth += 1 }
      if event.kind == .end { depth -= 1 }
      if event.kind == .text {
        text.addCollapsing(xml.text(of: event), from: event.range, isVerbatim: event.isVerbatim)
      }
    }
    text.trimEnd()
    guard text.hasVisibleText else { return }
    var block = text.block(.attribute, isArticle: around.isArticle)
    block.note = xml.names[start.name].local == "title" ? "title of img" : "alt of img"
    found.append((block, start.range.start))
  }

  // MARK: Inline

  /// Reads to the end of the element that was begun last.
  private mutating func readInline(_ text: inout XMLTextBuilder, _ around: Around) throws(XMLFault) {
    depth += 1
    defer { depth -= 1 }
    while let event = try xml.next() {
      switch event.kind {
      case .end:
        while let mark = marks.last, mark.depth == depth { marks.removeLast() }
        return
      case .text: text.addCollapsing(xml.text(of: event), from: event.range, isVerbatim: event.isVerbatim)
      case .start: try readInline(event, &text, around)
      default: break
      }
    }
  }

  private mutating func readInline(
    _ start: XMLEvent, _ text: inout XMLTextBuilder, _ around: Around
  ) throws(XMLFault) {
    switch element(start) {
    case .span:
      let style = xml.string("style-name", in: ODT.text, of: start)
      if start.isEmpty || style.map({ !styles.shows($0) }) ?? false {
        try readHidden(start, &text, around)
      } else {
        try readPair(start, "span", &text, around)
      }
    case .link: try readPair(start, "a", &text, around)
    case .ruby: try readRuby(start, &text, around)
    case .space:
      let count = xml.string("c", in: ODT.text, of: start).flatMap { Int($0) } ?? 1
      let end = try xml.skip(start)
      text.add(
        repeatElement(0x20, count: min(max(count, 0), 1000)), from: TextRange(start.range.start, end.range.end),
        isVerbatim: false)
      text.keepNextSpace()
    case .tab: try addAlone(start, "tab", "\t", &text)
    case .lineBreak: try addAlone(start, "br", "\n", &text)
    case .mark, .skipped: try xml.skip(start)
    case .deletion: try addAlone(start, "del", "", &text)
    case .markStart:
      // More than so many at once are no marks of a text.
      if marks.count < 1000 {
        marks.append(
          Mark(
            name: xml.names[start.name].local, id: markID(start), place: text.place, range: start.range, depth: depth))
      }
      try xml.skip(start)
    case .markEnd: try endMark(start, &text)
    case .note, .frame, .other, .description:
      var inner = Around(isArticle: around.isArticle)
      inner.isItem = element(start) == .note
      try readBlocks(&inner)
      text.addAlone(
        element(start) == .note ? "footnote" : "img", TextRange(start.range.start, xml.lastRange.end))
      text.keepNextSpace()
    default:
      try addAlone(start, "field", "", &text)
      text.keepNextSpace()
    }
  }

  private func markID(_ event: XMLEvent) -> String {
    xml.string("change-id", in: ODT.text, of: event) ?? xml.string("name", in: ODT.text, of: event) ?? ""
  }

  /// A change or bookmark that begins and ends around some of the text is a pair; any other is no code, and stays.
  private mutating func endMark(_ start: XMLEvent, _ text: inout XMLTextBuilder) throws(XMLFault) {
    let id = markID(start)
    let isChange = xml.names[start.name].local == "change-end"
    let end = try xml.skip(start)
    guard let mark = marks.last, mark.id == id, mark.depth == depth, isChange == (mark.name == "change-start") else {
      marks.removeAll { $0.id == id }
      return
    }
    marks.removeLast()
    guard text.place.bytes > mark.place.bytes else { return }
    text.wrap(
      from: mark.place, isChange ? "ins" : "bookmark", mark.range, TextRange(start.range.start, end.range.end))
  }

  /// A span that shows nothing is no code, unless there is one in it: that could then be moved across its tags.
  private mutating func readHidden(
    _ start: XMLEvent, _ text: inout XMLTextBuilder, _ around: Around
  ) throws(XMLFault) {
    let place = text.place
    try readInline(&text, around)
    if text.place.codes > place.codes { text.wrap(from: place, "span", start.range, xml.lastRange) }
  }

  private mutating func readPair(
    _ start: XMLEvent, _ name: String, _ text: inout XMLTextBuilder, _ around: Around
  ) throws(XMLFault) {
    guard !start.isEmpty else {
      try addAlone(start, name, "", &text)
      return
    }
    let id = text.open(name, start.range)
    try readInline(&text, around)
    text.close(id, name, xml.lastRange)
  }

  /// The base is text; what is written over it belongs to the code.
  private mutating func readRuby(
    _ start: XMLEvent, _ text: inout XMLTextBuilder, _ around: Around
  ) throws(XMLFault) {
    var id: Int?
    var close = start.range
    while let event = try xml.next() {
      if event.kind == .end { break }
      guard event.kind == .start else { continue }
      if element(event) == .rubyBase && id == nil && !event.isEmpty {
        id = text.open("ruby", TextRange(start.range.start, event.range.end))
        try readInline(&text, around)
        close = xml.lastRange
      } else {
        try xml.skip(event)
      }
    }
    if let id { text.close(id, "ruby", TextRange(close.start, xml.lastRange.end)) }
  }

  private mutating func addAlone(
    _ start: XMLEvent, _ name: String, _ equivalent: String, _ text: inout XMLTextBuilder
  ) throws(XMLFault) {
    let end = try xml.skip(start)
    text.addAlone(name, TextRange(start.range.start, end.range.end), equivalent: equivalent)
  }
}
