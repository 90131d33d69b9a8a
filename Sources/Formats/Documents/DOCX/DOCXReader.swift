import Articles
import Text

/// Reads one part of a Word document into blocks.
struct DOCXReader: ~Copyable {
  var xml: XMLReader
  private let styles: DOCXStyles
  let isArticle: Bool
  /// Whether its paragraphs are notes, each an item.
  private let isNotes: Bool
  private var elements: [DOCXElement] = []
  var found: [Found] = []

  /// A block with what its text is written with; attributes have none.
  struct Found {
    var block: Block
    var paragraph: DOCXParagraph?
    /// The same paragraph once more, for programs that do not know the kind of text box it is in.
    var copy: (block: Block, paragraph: DOCXParagraph)?
    /// Where it begins in the part: blocks in a text box are found before the paragraph that holds the box.
    var start: Int
  }

  private var formatNumbers: [[UInt8]: Int] = [[]: 0]
  private var formats = [DOCXFormatting(name: "span", size: 0)]
  /// For each cell that is open, the paragraphs found in it and in no cell inside.
  var cells: [[Int]] = []

  init(
    _ source: UnsafeBufferPointer<UInt8>, styles: DOCXStyles, isArticle: Bool, isNotes: Bool
  ) {
    xml = XMLReader(source)
    self.styles = styles
    self.isArticle = isArticle
    self.isNotes = isNotes
  }

  mutating func read() throws(XMLFault) {
    while let event = try xml.next() { try readBlock(event) }
    // In the order of the document; blocks that begin at one place stay as they were found.
    let order = found.indices.sorted { (found[$0].start, $0) < (found[$1].start, $1) }
    found = order.map { found[$0] }
  }

  mutating func element(_ event: XMLEvent) -> DOCXElement {
    while elements.count < xml.names.count { elements.append(DOCXElement(xml.names[elements.count])) }
    return elements[event.name]
  }

  // MARK: Blocks

  /// Reads on from an event that stands where paragraphs do.
  mutating func readBlock(_ event: XMLEvent) throws(XMLFault) {
    guard event.kind == .start || event.kind == .end else { return }
    switch (element(event), event.kind) {
    case (.paragraph, .start): try readParagraph(event)
    case (.cell, .start): cells.append([])
    case (.cell, .end): closeCell()
    case (.contentControlProperties, .start), (.fallback, .start): try xml.skip(event)
    case (.deletion, .start): try xml.skip(event)
    case (.footnote, .start):
      // The lines above the notes are no notes.
      let type = value("type", event)
      if type != nil && type != "normal" { try xml.skip(event) }
    default: break
    }
  }

  private mutating func closeCell() {
    guard let inside = cells.popLast(), inside.count == 1, let index = inside.first else { return }
    if found[index].block.kind == .paragraph || found[index].block.kind == .item { found[index].block.kind = .cell }
  }

  /// An attribute in the namespace of its element.
  private func value(_ local: String, _ event: XMLEvent) -> String? {
    xml.string(local, in: xml.names[event.name].space, of: event)
  }

  // MARK: Paragraphs

  /// What is known of a paragraph while it is read.
  private struct Open {
    var items: [DOCXItem] = []
    var spots: [DOCXParagraph.Spot] = []
    var runs: [DOCXParagraph.Run] = []
    var role: DOCXStyles.Role?
    var isOutline: Bool?
    var isList: Bool?
    var direction = DOCXParagraph.Direction.unknown
    var lastPair = 0
  }

  mutating func readParagraph(_ start: XMLEvent) throws(XMLFault) {
    var open = Open()
    open.direction = start.isEmpty ? .unknown : .withoutProperties(start.range.end)
    try readInline(&open)
    var builder = DOCXParagraphBuilder(
      open.items, spots: open.spots, runs: open.runs, formats: formats)
    var kind = open.role?.kind ?? .paragraph
    if kind == .paragraph || kind == .heading, let isOutline = open.isOutline {
      kind = isOutline ? .heading : .paragraph
    }
    if let isList = open.isList, kind == .paragraph || kind == .item { kind = isList ? .item : .paragraph }
    if isNotes { kind = .item }
    guard var (block, paragraph) = builder.build(kind) else { return }
    block.isArticle = isArticle && !(open.role?.isFurniture ?? false)
    paragraph.spots.removeAll { $0.content.isEmpty }
    paragraph.direction = open.direction
    if !cells.isEmpty { cells[cells.count - 1].append(found.count) }
    found.append(Found(block: block, paragraph: paragraph, start: start.range.start))
  }

  private mutating func readProperties(_ start: XMLEvent, _ open: inout Open) throws(XMLFault) {
    var depth = 1
    var place: Int? = start.isEmpty ? nil : start.range.end
    var written: TextRange?
    while depth > 0, let event = try xml.next() {
      if event.kind == .end {
        depth -= 1
        if depth == 1, [.style, .earlyProperty, .rightToLeft].contains(element(event)) { place = event.range.end }
        if depth == 1, element(event) == .rightToLeft { written?.end = event.range.end }
        continue
      }
      guard event.kind == .start else { continue }
      depth += 1
      let value = value("val", event)
      switch element(event) {
      case .style: open.role = value.flatMap { styles.role(of: $0) }
      case .outlineLevel: open.isOutline = value.flatMap { Int($0) }.map { $0 < 9 }
      case .listNumber: open.isList = value.map { $0 != "0" }
      case .rightToLeft: written = event.range
      case .runProperties:
        try xml.skip(event)
        depth -= 1
      default: break
      }
    }
    open.direction = written.map { .written($0) } ?? place.map { .missing($0) } ?? .unknown
  }

  /// Reads to the end of the element that the last start event began.
  private mutating func readInline(_ open: inout Open) throws(XMLFault) {
    while let event = try xml.next() {
      if event.kind == .end { return }
      guard event.kind == .start else { continue }
      // More is no text, but an attempt to make whoever sorts it out slow.
      guard open.items.count < 30_000 else {
        throw XMLFault(kind: .outOfMemory, offset: event.range.start, reason: "a paragraph has over 30,000 pieces")
      }
      switch element(event) {
      case .paragraphProperties: try readProperties(event, &open)
      case .run: try readRun(event, &open)
      case .hyperlink: try readAround(event, "a", &open)
      case .insertion: try readAround(event, "ins", &open)
      case .direction: try readAround(event, "bdo", &open)
      case .transparent: try readAround(event, "", &open)
      case .contentControl: try readControl(event, &open)
      case .deletion: try addAtom(event, "del", &open)
      case .math: try addAtom(event, "math", &open)
      case .simpleField:
        let isLink = value("instr", event).map(DOCXReader.isLink) ?? false
        if isLink { try readAround(event, "a", &open) } else { try addAtom(event, "field", &open) }
      case .bookmarkStart, .rangeStart: try addRange(event, .rangeStart, &open)
      case .bookmarkEnd, .rangeEnd: try addRange(event, .rangeEnd, &open)
      case .alternate:
        let end = try readObject(event)
        open.items.append(
          DOCXItem(kind: .atom, origin: TextRange(event.range.start, end), name: "img"))
      case .contentControlProperties: try xml.skip(event)
      case .noise:
        let end = try xml.skip(event)
        open.items.append(DOCXItem(kind: .noise, origin: TextRange(event.range.start, end.range.end)))
      default: try readInline(&open)
      }
    }
  }

  private static func isLink(_ instruction: String) -> Bool {
    instruction.split(separator: " ").first.map { $0.lowercased() == "hyperlink" } ?? false
  }

  private mutating func readAround(_ start: XMLEvent, _ name: String, _ open: inout Open) throws(XMLFault) {
    guard !start.isEmpty else {
      try xml.skip(start)
      return
    }
    open.lastPair += 1
    let pair = open.lastPair
    let isShown = !name.isEmpty
    open.items.append(DOCXItem(kind: .open, origin: start.range, name: name, pair: pair, isShown: isShown))
    let end = try readInlineEnd(&open)
    open.items.append(DOCXItem(kind: .close, origin: end, name: name, pair: pair, isShown: isShown))
  }

  /// Like `readInline`, and gives the end tag.
  private mutating func readInlineEnd(_ open: inout Open) throws(XMLFault) -> TextRange {
    try readInline(&open)
    return xml.lastRange
  }

  /// A control in a line: its text is text, unless it is chosen from a list.
  private mutating func readControl(_ start: XMLEvent, _ open: inout Open) throws(XMLFault) {
    var isChosen = false
    let before = open.items.count
    var contentStart: TextRange?
    var contentEnd = start.range
    var depth = 1
    while depth > 0, let event = try xml.next() {
      if event.kind == .end { depth -= 1 }
      guard event.kind == .start else { continue }
      depth += 1
      switch element(event) {
      case .choiceControl, .placeholder: isChosen = true
      case .contentControlContent where !event.isEmpty:
        open.lastPair += 1
        contentStart = event.range
        let pair = open.lastPair
        open.items.append(
          DOCXItem(kind: .open, origin: TextRange(start.range.start, event.range.end), name: "field", pair: pair))
        contentEnd = try readInlineEnd(&open)
        open.items.append(DOCXItem(kind: .close, origin: contentEnd, name: "field", pair: pair))
        depth -= 1
      default: break
      }
    }
    let whole = TextRange(start.range.start, xml.lastRange.end)
    if isChosen || contentStart == nil {
      open.items.removeSubrange(before...)
      open.items.append(DOCXItem(kind: .atom, origin: whole, name: "field"))
    } else {
      open.items[open.items.count - 1].origin = TextRange(contentEnd.start, whole.end)
    }
  }

  private mutating func addAtom(_ start: XMLEvent, _ name: String, _ open: inout Open) throws(XMLFault) {
    let end = try xml.skip(start)
    open.items.append(DOCXItem(kind: .atom, origin: TextRange(start.range.start, end.range.end), name: name))
  }

  private mutating func addRange(
    _ start: XMLEvent, _ kind: DOCXItem.Kind, _ open: inout Open, run: Int? = nil
  ) throws(XMLFault) {
    let id = value("id", start).flatMap { Int($0) } ?? -1
    // The cursor's last place, and the ranges of comments, are nothing to a translator.
    let name = xml.names[start.name].local
    let isShown = name == "bookmarkEnd" || name == "bookmarkStart" && value("name", start) != "_GoBack"
    let end = try xml.skip(start)
    open.items.append(
      DOCXItem(
        kind: kind, origin: TextRange(start.range.start, end.range.end), run: run,
        pair: id >= 0 && name.hasPrefix("bookmark") ? id : -1, isShown: isShown && id >= 0))
  }

  // MARK: Runs

  private mutating func readRun(_ start: XMLEvent, _ open: inout Open) throws(XMLFault) {
    guard !start.isEmpty else {
      try xml.skip(start)
      return
    }
    let run = open.runs.count
    open.runs.append(
      DOCXParagraph.Run(
        tag: start.range, properties: TextRange(start.range.end, start.range.end), format: 0, end: start.range.end))
    let before = open.items.count
    var isHidden = false
    while let event = try xml.next() {
      if event.kind == .end { break }
      guard event.kind == .start else { continue }
      switch element(event) {
      case .runProperties:
        let format = try readFormat(event)
        open.runs[run].properties = TextRange(event.range.start, xml.lastRange.end)
        open.runs[run].format = format.number
        isHidden = format.isHidden
      case .text: try readText(event, run, &open)
      case .tab: try addBreak(event, "tab", "\t", run, &open)
      case .carriageReturn: try addBreak(event, "br", "\n", run, &open)
      case .lineBreak:
        let isLine = value("type", event).map { $0 == "textWrapping" } ?? true
        if isLine { try addBreak(event, "br", "\n", run, &open) } else { try addInRun(event, "br", run, &open) }
      case .noBreakHyphen: try addCharacter(event, [0xE2, 0x80, 0x91], run, &open)
      case .softHyphen: try addCharacter(event, [0xC2, 0xAD], run, &open)
      case .symbol: try addInRun(event, "symbol", run, &open)
      case .note: try addInRun(event, "footnote", run, &open)
      case .mark: try addInRun(event, "mark", run, &open)
      case .rangeEnd: try addRange(event, .rangeEnd, &open, run: run)
      case .object, .alternate:
        let end = try readObject(event)
        open.items.append(DOCXItem(kind: .atom, origin: TextRange(event.range.start, end), run: run, name: "img"))
      case .fieldCharacter: try readFieldCharacter(event, run, &open)
      case .instruction: try readInstruction(event, run, &open)
      case .noise, .deletedText: try xml.skip(event)
      default: try addInRun(event, "mark", run, &open)
      }
      open.runs[run].end = xml.lastRange.end
    }
    if isHidden { hide(from: before, run, &open) }
  }

  /// Hidden text is for whoever hid it: all of it is one code.
  private func hide(from index: Int, _ run: Int, _ open: inout Open) {
    guard let first = open.items[index...].first, let last = open.items.last,
      !open.items[index...].contains(where: { [.fieldBegin, .fieldSeparator, .fieldEnd].contains($0.kind) })
    else { return }
    // An item of text is what the element holds: the element is from its tag to the run's last child.
    let start = open.spots.first { $0.content.contains(first.origin) }?.tag.start ?? first.origin.start
    let end = max(last.origin.end, open.runs[run].end)
    open.items.removeSubrange(index...)
    open.items.append(DOCXItem(kind: .atom, origin: TextRange(start, end), run: run, name: "hidden"))
  }

  private mutating func readFormat(_ start: XMLEvent) throws(XMLFault) -> (number: Int, isHidden: Bool) {
    var key: [UInt8] = []
    var isHidden = false
    var names: Set<String> = []
    var superscript: String?
    while let event = try xml.next() {
      if event.kind == .end { break }
      guard event.kind == .start else { continue }
      let kind = element(event)
      let name = xml.names[event.name].local
      let setting = value("val", event)
      let isOn = setting != "0" && setting != "false" && setting != "none" && setting != "off"
      if kind == .vanish { isHidden = isOn }
      let isHint = name == "rFonts" && xml.attributes(of: event).allSatisfy { xml.names[$0.name].local == "hint" }
      if isOn { names.insert(name) }
      if name == "vertAlign" { superscript = setting }
      let end = try xml.skip(event)
      if kind != .irrelevantProperty && !isHint {
        key.append(contentsOf: xml.source[event.range.start..<end.range.end])
      }
    }
    if let known = formatNumbers[key] { return (known, isHidden) }
    formatNumbers[key] = formats.count
    let name =
      superscript == "superscript"
      ? "sup"
      : superscript == "subscript"
        ? "sub"
        : names.contains("b")
          ? "b" : names.contains("i") ? "i" : names.contains("strike") ? "s" : names.contains("u") ? "u" : "span"
    formats.append(DOCXFormatting(name: name, size: key.count))
    return (formats.count - 1, isHidden)
  }

  private mutating func readText(_ start: XMLEvent, _ run: Int, _ open: inout Open) throws(XMLFault) {
    guard !start.isEmpty else {
      try xml.skip(start)
      return
    }
    let keepsSpace = xml.string("space", in: "http://www.w3.org/XML/1998/namespace", of: start) == "preserve"
    let spot = open.spots.count
    open.spots.append(
      DOCXParagraph.Spot(
        tag: start.range, content: TextRange(start.range.end, start.range.end), run: run, keepsSpace: keepsSpace))
    let before = open.items.count
    while let event = try xml.next() {
      if event.kind == .end {
        open.spots[spot].content.end = event.range.start
        break
      }
      guard event.kind == .text else {
        if event.kind == .start { try xml.skip(event) }
        continue
      }
      open.items.append(
        DOCXItem(
          kind: .text, origin: event.range, run: run, text: Array(xml.text(of: event)), isVerbatim: event.isVerbatim))
    }
    if !keepsSpace { trimText(from: before, &open) }
  }

  /// White space at the ends of a `w:t` is not text unless it says so.
  private func trimText(from index: Int, _ open: inout Open) {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
    while open.items.count > index, let last = open.items[open.items.count - 1].text.last, isSpace(last) {
      open.items[open.items.count - 1].text.removeLast()
      if open.items[open.items.count - 1].isVerbatim { open.items[open.items.count - 1].origin.end -= 1 }
      if open.items[open.items.count - 1].text.isEmpty { open.items.removeLast() }
    }
    var first = index
    while first < open.items.count {
      let count = open.items[first].text.prefix(while: isSpace).count
      guard count > 0 else { break }
      open.items[first].text.removeFirst(count)
      if open.items[first].isVerbatim { open.items[first].origin.start += count }
      guard open.items[first].text.isEmpty else { break }
      first += 1
    }
    open.items.removeSubrange(index..<first)
  }

  private mutating func addBreak(
    _ start: XMLEvent, _ name: String, _ equivalent: String, _ run: Int, _ open: inout Open
  ) throws(XMLFault) {
    try addInRun(start, name, run, &open)
    open.items[open.items.count - 1].equivalent = equivalent
  }

  private mutating func addInRun(
    _ start: XMLEvent, _ name: String, _ run: Int, _ open: inout Open
  ) throws(XMLFault) {
    let end = try xml.skip(start)
    open.items.append(
      DOCXItem(kind: .atom, origin: TextRange(start.range.start, end.range.end), run: run, name: name))
  }

  private mutating func addCharacter(
    _ start: XMLEvent, _ character: [UInt8], _ run: Int, _ open: inout Open
  ) throws(XMLFault) {
    let end = try xml.skip(start)
    open.items.append(
      DOCXItem(
        kind: .text, origin: TextRange(start.range.start, end.range.end), run: run, text: character, isVerbatim: false))
  }

  private mutating func readFieldCharacter(_ start: XMLEvent, _ run: Int, _ open: inout Open) throws(XMLFault) {
    let kind: DOCXItem.Kind? =
      switch value("fldCharType", start) {
      case "begin": .fieldBegin
      case "separate": .fieldSeparator
      case "end": .fieldEnd
      default: nil
      }
    try addInRun(start, "field", run, &open)
    if let kind { open.items[open.items.count - 1].kind = kind }
  }

  private mutating func readInstruction(_ start: XMLEvent, _ run: Int, _ open: inout Open) throws(XMLFault) {
    var instruction: [UInt8] = []
    var end = start.range.end
    while let event = try xml.next() {
      end = event.range.end
      if event.kind == .end { break }
      if event.kind == .text { instruction.append(contentsOf: xml.text(of: event)) }
      if event.kind == .start { try xml.skip(event) }
    }
    let isLink = DOCXReader.isLink(String(decoding: instruction, as: UTF8.self))
    open.items.append(
      DOCXItem(
        kind: .noise, origin: TextRange(start.range.start, end), run: run, name: isLink ? "link" : ""))
  }
}
