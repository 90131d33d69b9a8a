import Articles
import Text

/// Reads the XML formats of news: NITF, NewsML-G2, RSS and Atom, and what of HTML stands in them as elements.
///
/// They share most of their words, so one reader knows them all; what an element is depends on its name and on what it
/// stands in. Sources: NITF 3.6, NewsML-G2 2.x (IPTC), RSS 2.0, RFC 4287.
struct NewsReader: ~Copyable {
  private var xml: XMLReader
  private(set) var blocks: [Block] = []
  private(set) var metadata = Metadata()
  private(set) var language: String?
  private(set) var writings = XMLWritings()
  private var elements: [NewsElement] = []
  /// How much the date is to be believed: the more, the better.
  private var dateRank = 0
  private var hasTitle = false
  private var hasBody = false
  private var failure: ArticleError?

  init(_ source: UnsafeBufferPointer<UInt8>) { xml = XMLReader(source, knowsHTMLEntities: true) }

  mutating func read() throws(XMLFault) {
    var around = Around()
    while let event = try xml.next() {
      if event.kind == .start { try readBlock(event, &around) }
    }
    markTeasers()
  }

  private mutating func element(_ event: XMLEvent) -> NewsElement {
    while elements.count < xml.names.count { elements.append(NewsElement(xml.names[elements.count])) }
    return elements[event.name]
  }

  /// What surrounds the place that is read.
  private struct Around {
    var isArticle = true
    var kind = Block.Kind.paragraph
    /// In a feed's item, an entry, or a news item: elsewhere feeds say what they are.
    var isInItem = false
    var isInFeed = false
    var isInAuthor = false
  }

  // MARK: Blocks

  /// Reads an element that stands where blocks do, to its end.
  private mutating func readBlock(_ start: XMLEvent, _ around: inout Around) throws(XMLFault) {
    var inner = around
    if let tag = xml.string("lang", in: "http://www.w3.org/XML/1998/namespace", of: start), language == nil,
      LanguageTag.isWellFormed(tag)
    {
      language = tag
    }
    let element = element(start)
    switch element {
    case .skipped:
      try xml.skip(start)
      return
    case .feed: inner.isInFeed = true
    case .item:
      inner.isInItem = true
      inner.isInFeed = true
    case .heading, .title, .paragraph, .quoteLine, .caption, .note, .preformatted, .line:
      try readBlockElement(start, element, around)
      return
    case .listItem, .cell, .quote, .division:
      try readContainer(start, element, around)
      return
    case .feedTitle, .feedText, .feedContent:
      try readFeedText(start, element, around)
      return
    case .inlineData:
      try readEmbedded(start, type: xml.string("contenttype", of: start) ?? "text/plain", around)
      return
    case .byline where around.isInFeed:
      let text = try readString(start)
      if around.isInItem, metadata.byline == nil, !text.isEmpty { metadata.byline = text }
      return
    case .byline, .dateline, .sourceLine:
      try readLine(start, element, around)
      return
    case .author:
      inner.isInAuthor = true
      if !around.isInItem && around.isInFeed {
        try xml.skip(start)
        return
      }
    case .name:
      let text = try readString(start)
      if around.isInAuthor, metadata.byline == nil, !text.isEmpty { metadata.byline = text }
      return
    case .date, .updated, .issueDate:
      try readDate(start, element, around)
      return
    case .languageTag:
      if let tag = xml.string("tag", of: start), LanguageTag.isWellFormed(tag) { language = tag }
      try xml.skip(start)
      return
    case .media:
      addAttribute("alternate-text", of: start, around)
      inner.kind = .caption
    case .image:
      addAttribute("alt", of: start, around)
      try xml.skip(start)
      return
    case .inline, .lineBreak:
      // Text beside blocks: a cell or a section that has text of its own.
      try readLoose(start, around)
      return
    case .structure: break
    }
    try readBlocks(&inner)
  }

  private mutating func readBlocks(_ around: inout Around) throws(XMLFault) {
    while let event = try xml.next() {
      if event.kind == .end { return }
      if event.kind == .start { try readBlock(event, &around) }
    }
  }

  private mutating func readBlockElement(
    _ start: XMLEvent, _ element: NewsElement, _ around: Around
  ) throws(XMLFault) {
    var kind = around.kind
    switch element {
    case .title: kind = .title
    case .heading: kind = .heading
    case .quoteLine: kind = .quote
    case .caption: kind = .caption
    case .preformatted: kind = .code
    case .note: kind = .item
    default: break
    }
    var text = XMLTextBuilder()
    try readInline(&text, around)
    add(&text, kind, around)
  }

  /// An element that holds either blocks or text: an item of a list, a cell, a quote, a section.
  private mutating func readContainer(
    _ start: XMLEvent, _ element: NewsElement, _ around: Around
  ) throws(XMLFault) {
    var inner = around
    switch element {
    case .listItem: inner.kind = .item
    case .cell: inner.kind = .cell
    case .quote: inner.kind = .quote
    default: break
    }
    let first = blocks.count
    var text = XMLTextBuilder()
    try readMixed(&text, inner)
    add(&text, inner.kind, inner)
    if element == .cell, blocks.count - first > 1 {
      for index in first..<blocks.count where blocks[index].kind == .cell { blocks[index].kind = .paragraph }
    }
  }

  /// Text and blocks side by side: each stretch of text is a block.
  private mutating func readMixed(_ text: inout XMLTextBuilder, _ around: Around) throws(XMLFault) {
    var data: Int?
    while let event = try xml.next() {
      switch event.kind {
      case .end: return
      case .text: addText(event, to: &text, isData: data != nil)
      case .cdataStart: data = event.range.end
      case .cdataEnd:
        if let start = data { writings.append(TextRange(start, event.range.start), .characterData) }
        data = nil
      case .start:
        let element = element(event)
        if element == .inline || element == .lineBreak || element == .image {
          try readInline(event, &text, around)
        } else {
          add(&text, around.kind, around)
          text = XMLTextBuilder()
          var inner = around
          try readBlock(event, &inner)
        }
      default: break
      }
    }
  }

  private mutating func readLoose(_ start: XMLEvent, _ around: Around) throws(XMLFault) {
    guard around.isInItem || hasBody else {
      var inner = around
      try readBlocks(&inner)
      return
    }
    var text = XMLTextBuilder()
    try readInline(start, &text, around)
    add(&text, around.kind, around)
  }

  private mutating func add(_ text: inout XMLTextBuilder, _ kind: Block.Kind, _ around: Around) {
    text.trimEnd()
    text.trimCodes()
    guard text.hasVisibleText else { return }
    var block = text.block(kind, isArticle: around.isArticle)
    if kind == .title { settleTitle(&block) }
    if kind == .heading && hasTitle && block.content.string == metadata.title { block.isArticle = false }
    blocks.append(block)
  }

  /// The first title is the article's; the same once more is one for the desk.
  private mutating func settleTitle(_ block: inout Block) {
    if !hasTitle {
      hasTitle = true
      metadata.title = block.content.string
      return
    }
    block.kind = .heading
    if block.content.string == metadata.title { block.isArticle = false }
  }

  private mutating func addAttribute(_ name: String, of start: XMLEvent, _ around: Around) {
    guard let attribute = xml.attribute(name, of: start), !attribute.range.isEmpty else { return }
    var text = XMLTextBuilder()
    text.add(xml.value(of: attribute), from: attribute.range, isVerbatim: attribute.isVerbatim)
    guard text.hasVisibleText else { return }
    var block = text.block(.attribute, isArticle: around.isArticle)
    block.note = "alt of img"
    blocks.append(block)
  }

  // MARK: Inline

  private mutating func readInline(_ text: inout XMLTextBuilder, _ around: Around) throws(XMLFault) {
    var data: Int?
    while let event = try xml.next() {
      switch event.kind {
      case .end: return
      case .text: addText(event, to: &text, isData: data != nil)
      case .cdataStart: data = event.range.end
      case .cdataEnd:
        if let start = data { writings.append(TextRange(start, event.range.start), .characterData) }
        data = nil
      case .unknownEntity:
        text.addAlone("entity", event.range)
        text.keepNextSpace()
      case .start: try readInline(event, &text, around)
      default: break
      }
    }
  }

  private func addText(_ event: XMLEvent, to text: inout XMLTextBuilder, isData: Bool) {
    text.addCollapsing(xml.text(of: event), from: event.range, isVerbatim: event.isVerbatim)
  }

  private mutating func readInline(
    _ start: XMLEvent, _ text: inout XMLTextBuilder, _ around: Around
  ) throws(XMLFault) {
    let name = xml.names[start.name].local
    switch element(start) {
    case .lineBreak:
      let end = try xml.skip(start)
      text.addAlone("br", TextRange(start.range.start, end.range.end), equivalent: "\n")
    case .image:
      addAttribute("alt", of: start, around)
      let end = try xml.skip(start)
      text.addAlone("img", TextRange(start.range.start, end.range.end))
      text.keepNextSpace()
    case .skipped:
      let end = try xml.skip(start)
      text.addAlone(name, TextRange(start.range.start, end.range.end))
    default:
      guard !start.isEmpty else {
        let end = try xml.skip(start)
        text.addAlone(name, TextRange(start.range.start, end.range.end))
        return
      }
      let id = text.open(name, start.range)
      try readInline(&text, around)
      text.close(id, name, xml.lastRange)
    }
  }

  // MARK: Lines about the article

  /// A line on who wrote the article, when and where: boilerplate, and metadata.
  private mutating func readLine(
    _ start: XMLEvent, _ element: NewsElement, _ around: Around
  ) throws(XMLFault) {
    var inner = around
    inner.isArticle = false
    var text = XMLTextBuilder()
    try readInline(&text, inner)
    text.trimEnd()
    let string = text.block(.paragraph).content.string
    if !string.isEmpty {
      if element == .byline && metadata.byline == nil { metadata.byline = NewsReader.withoutBy(string) }
      if element == .sourceLine && metadata.source == nil { metadata.source = string }
    }
    add(&text, .paragraph, inner)
  }

  private static func withoutBy(_ line: String) -> String {
    let word = ["by ", "par ", "por "].first { line.lowercased().hasPrefix($0) }
    return String(line.dropFirst(word?.count ?? 0))
  }

  private mutating func readString(_ start: XMLEvent) throws(XMLFault) -> String {
    var bytes: [UInt8] = []
    var depth = 1
    while depth > 0, let event = try xml.next() {
      if event.kind == .start { depth += 1 }
      if event.kind == .end { depth -= 1 }
      if event.kind == .text { bytes.append(contentsOf: xml.text(of: event)) }
    }
    return HTMLBytes.string(bytes)
  }

  private mutating func readDate(
    _ start: XMLEvent, _ element: NewsElement, _ around: Around
  ) throws(XMLFault) {
    let norm = xml.string("norm", of: start)
    let text = try readString(start)
    guard around.isInItem || !around.isInFeed else { return }
    let rank = element == .date ? 3 : element == .issueDate ? 2 : 1
    let date = norm ?? text
    guard rank > dateRank, !date.isEmpty else { return }
    dateRank = rank
    metadata.date = date
  }

  // MARK: Feeds

  private mutating func readFeedText(
    _ start: XMLEvent, _ element: NewsElement, _ around: Around
  ) throws(XMLFault) {
    // Elements of the same name in a news item are what their name says.
    guard around.isInItem else {
      if around.isInFeed {
        try xml.skip(start)
      } else {
        var inner = around
        try readBlocks(&inner)
      }
      return
    }
    var inner = around
    if element == .feedTitle { inner.kind = .title }
    if element == .feedContent { hasBody = true }
    let type = xml.string("type", of: start) ?? (xml.names[start.name].space == NewsElement.atom ? "text" : "html")
    let before = blocks.count
    if type == "xhtml" || type.hasSuffix("+xml") || type.hasSuffix("/xml") {
      var text = XMLTextBuilder()
      try readMixed(&text, inner)
      add(&text, inner.kind, inner)
    } else {
      try readEmbedded(start, type: type, inner)
    }
    if element == .feedText { teasers.append(before..<blocks.count) }
  }

  private var teasers: [Range<Int>] = []

  /// A description beside the whole text is no part of it.
  private mutating func markTeasers() {
    guard hasBody else { return }
    for index in teasers.joined() { blocks[index].isArticle = false }
  }

  /// Text that is a document of its own: HTML, or plain text.
  private mutating func readEmbedded(_ start: XMLEvent, type: String, _ around: Around) throws(XMLFault) {
    var content = XMLContent()
    var stretches: [(range: TextRange, isData: Bool)] = []
    var isData = false
    var depth = 1
    while depth > 0, let event = try xml.next() {
      switch event.kind {
      case .start: depth += 1
      case .end: depth -= 1
      case .cdataStart: isData = true
      case .cdataEnd: isData = false
      case .text:
        content.append(xml.text(of: event), from: event.range, isVerbatim: event.isVerbatim)
        if let last = stretches.last, last.isData == isData, last.range.end == event.range.start {
          stretches[stretches.count - 1].range.end = event.range.end
        } else {
          stretches.append((event.range, isData))
        }
      default: break
      }
    }
    let isMarkup = type.contains("html") && NewsReader.hasMarkup(content.bytes)
    for stretch in stretches {
      writings.append(
        stretch.range,
        isMarkup
          ? (stretch.isData ? .markupInCharacterData : .escapedMarkup) : (stretch.isData ? .characterData : .text))
    }
    guard content.bytes.contains(where: { !HTMLBytes.isSpace($0) }) else { return }
    addEmbedded(content, isMarkup: isMarkup, around)
  }

  private mutating func addEmbedded(_ content: XMLContent, isMarkup: Bool, _ around: Around) {
    var article = Article(id: "", original: Original(path: ""))
    do throws(ArticleError) {
      let document = DecodedText(utf8: content.bytes)
      if isMarkup {
        try HTMLFormat.read(document, into: &article)
      } else {
        try PlainTextFormat.read(document, into: &article)
      }
    } catch {
      failure = failure ?? error
    }
    for block in article.blocks {
      var block = content.block(block)
      block.isArticle = around.isArticle
      if block.kind != .attribute {
        if around.kind == .title {
          block.kind = .title
          settleTitle(&block)
        } else if block.kind == .title || block.kind == .heading && !isMarkup {
          block.kind = isMarkup ? .heading : .paragraph
        }
      }
      blocks.append(block)
    }
  }

  /// What went wrong inside, if anything did.
  var embeddedFailure: ArticleError? { failure }

  /// Whether a text has tags or references of HTML in it: titles and descriptions of feeds may or may not.
  private static func hasMarkup(_ bytes: [UInt8]) -> Bool {
    for (offset, byte) in bytes.enumerated() where byte == 0x3C || byte == 0x26 {
      guard offset + 1 < bytes.count else { return false }
      let next = bytes[offset + 1]
      if byte == 0x3C {
        if HTMLBytes.isLetter(next) || next == UInt8(ascii: "!") { return true }
        if next == UInt8(ascii: "/"), offset + 2 < bytes.count, HTMLBytes.isLetter(bytes[offset + 2]) { return true }
      } else {
        let name = bytes[(offset + 1)...].prefix(32).prefix {
          HTMLBytes.isLetter($0) || HTMLBytes.isDigit($0) || $0 == UInt8(ascii: "#")
        }
        let end = name.endIndex
        if !name.isEmpty, end < bytes.count, bytes[end] == UInt8(ascii: ";") { return true }
      }
    }
    return false
  }
}
