import Articles
import Text

/// Makes a block of a leaf's events: runs of text have exact places, and what stands between two of them is told apart
/// by the spans that begin and end there.
struct MarkdownBlockBuilder {
  private let source: [UInt8]
  private let masks: [MarkdownMask]
  private let quoteDepth: Int
  private var text = WrittenText()
  private var codes: [InlineCode] = []
  /// Alternative texts of pictures, and titles of pictures and links.
  private(set) var attributes: [Block] = []

  private enum Opener {
    case span(MarkdownEvent.SpanType, start: TextRange)
    case element(String)
  }
  private var open: [(opener: Opener, code: Int)] = []
  private var lastID = 0
  /// Where the next thing is written.
  private var place = 0
  /// Whether the events and the bytes between the runs do not fit together: nothing is translated then.
  private var isLost = false
  /// A tag of HTML that goes on from run to run.
  private var tag: TextRange?
  private var lastWasBreak = false

  init(_ source: [UInt8], masks: [MarkdownMask], quoteDepth: Int) {
    self.source = source
    self.masks = masks
    self.quoteDepth = quoteDepth
  }

  func block(_ kind: Block.Kind) -> Block? {
    guard text.bytes.contains(where: { $0 > 0x20 }) else { return nil }
    var block = Block(kind, MarkedText(bytes: text.bytes, codes: codes), pieces: text.pieces)
    block.isProtected = isLost
    return block
  }

  mutating func read(_ events: [MarkdownEvent]) {
    guard let first = events.firstIndex(where: { $0.range != nil }), let start = events[first].range?.start else {
      return
    }
    var index = 0
    if let known = startOfSpans(events[..<first], before: start) {
      place = known
    } else {
      // A picture without a text at the start, say: it stays outside of the block.
      index = first
      place = start
      isLost =
        events[..<first].reduce(0) { depth, event in
          switch event.kind {
          case .enter: depth + 1
          case .leave: depth - 1
          default: depth
          }
        } != 0
    }
    while index < events.count { index = read(events, index) }
    endTag()
    closeElements(downTo: 0)
  }

  /// Where the first of the spans begins that all begin before the first run; nil when that cannot be told.
  private func startOfSpans(_ events: ArraySlice<MarkdownEvent>, before start: Int) -> Int? {
    var place = start
    if place > 0 && source[place - 1] == 0x5C && isPunctuation(place) { place -= 1 }
    for event in events.reversed() {
      guard case .enter(let type) = event.kind else { return nil }
      switch type {
      case .em, .other: place -= 1
      case .strong: place -= 2
      case .strike: place -= place > 1 && source[place - 2] == 0x7E ? 2 : 1
      case .image: place -= 2
      case .link:
        if place > 0, source[place - 1] == 0x5B || source[place - 1] == 0x3C { place -= 1 }
      case .code:
        while place > 0, source[place - 1] <= 0x20 { place -= 1 }
        while place > 0, source[place - 1] == 0x60 { place -= 1 }
      }
      guard place >= 0 else { return nil }
    }
    return place
  }

  /// Reads an event; gives the index of the next.
  private mutating func read(_ events: [MarkdownEvent], _ index: Int) -> Int {
    let event = events[index]
    if case .run(.html) = event.kind {
      addTag(event.range)
      return index + 1
    }
    endTag()
    switch event.kind {
    case .enterBlock, .leaveBlock: break
    case .enter(.image): return addImage(events, index)
    case .enter(let type): enter(type, events[(index + 1)...])
    case .leave(let type): leave(type)
    case .run(let type): add(type, event.range)
    }
    return index + 1
  }

  // MARK: Runs

  private mutating func add(_ type: MarkdownEvent.RunType, _ range: TextRange?) {
    switch type {
    case .softBreak: addBreak(isHard: false)
    case .hardBreak: addBreak(isHard: true)
    case .nul:
      text.append([0xEF, 0xBF, 0xBD], from: TextRange(place, place + 1))
      place += 1
    case .entity:
      guard let range, arrive(at: range.start) else { return }
      text.append(HTMLReferences.decoded(source[range]), from: range)
      place = range.end
    case .text, .html, .code:
      guard let range else {
        // A line end inside code.
        addBreak(isHard: false)
        return
      }
      guard arrive(at: range.start) else { return }
      if type == .text { addText(range) } else { text.append(range, of: source) }
      place = range.end
    }
    lastWasBreak = type == .softBreak
  }

  /// Goes to where a run begins; false when what is written there is not understood.
  private mutating func arrive(at start: Int) -> Bool {
    if start == place { return true }
    if start == place + 1 && source[place] == 0x5C && isPunctuation(start) {
      text.append([source[start]], from: TextRange(place, start + 1))
      // The run goes on behind it.
      place = start
      skipsFirst = true
      return true
    }
    // White space that shows nothing.
    if start > place && source[place..<start].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      place = start
      return true
    }
    isLost = true
    place = start
    return true
  }

  private var skipsFirst = false

  private mutating func addText(_ range: TextRange) {
    var start = range.start
    if skipsFirst {
      start += 1
      skipsFirst = false
    }
    var low = 0
    var high = masks.count
    while low < high {
      let middle = (low + high) / 2
      if masks[middle].range.end <= start { low = middle + 1 } else { high = middle }
    }
    for mask in masks[low...] {
      guard mask.range.start < range.end, start < range.end else { break }
      let from = max(mask.range.start, start)
      let to = min(mask.range.end, range.end)
      text.append(TextRange(start, from), of: source)
      switch mask.kind {
      case .footnoteStart where text.bytes.isEmpty && codes.isEmpty:
        start = to
        while start < range.end, source[start] == 0x20 || source[start] == 0x09 { start += 1 }
        continue
      case .footnote, .footnoteStart:
        addAlone("footnote", TextRange(from, to))
      case .formula, .template:
        let name = mask.kind == .formula ? "math" : "template"
        // Of one that goes on over lines, a part stands in each.
        let isWhole = mask.range.start == from && mask.range.end == to
        let width = !isWhole ? 0 : mask.kind == .template || source[from + 1] == 0x24 ? 2 : 1
        var inner = TextRange(from + width, to - width)
        while isWhole, !inner.isEmpty, source[inner.start] <= 0x20 { inner.start += 1 }
        while isWhole, !inner.isEmpty, source[inner.end - 1] <= 0x20 { inner.end -= 1 }
        let id = addCode(.open, name, TextRange(from, inner.start), isProtected: true)
        text.append(inner, of: source)
        addCode(.close, name, TextRange(inner.end, to), id: id, isProtected: true)
      }
      start = to
    }
    if start < range.end { text.append(TextRange(start, range.end), of: source) }
  }

  /// A line end, with the white space before it and the marks of quotes behind it.
  private mutating func addBreak(isHard: Bool) {
    let start = place
    if isHard && place < source.count && source[place] == 0x5C { place += 1 }
    while place < source.count, source[place] == 0x20 || source[place] == 0x09 { place += 1 }
    guard place < source.count, source[place] == 0x0A || source[place] == 0x0D else {
      isLost = true
      return
    }
    place += source[place] == 0x0D && place + 1 < source.count && source[place + 1] == 0x0A ? 2 : 1
    var marks = 0
    while place < source.count {
      if source[place] == 0x20 || source[place] == 0x09 {
        place += 1
      } else if source[place] == 0x3E && marks < quoteDepth {
        marks += 1
        place += 1
      } else {
        break
      }
    }
    let origin = TextRange(start, place)
    if isHard {
      addAlone("br", origin, equivalent: "\n")
      if !joinsWithoutSpace { text.append([0x20], from: TextRange(place, place)) }
    } else {
      text.append(joinsWithoutSpace ? [] : [0x20], from: origin)
    }
  }

  /// Whether the lines that meet at `place` are of a script without spaces.
  private var joinsWithoutSpace: Bool {
    guard place < source.count, !text.bytes.isEmpty else { return false }
    let left = text.bytes.withUnsafeBufferPointer { CodePoints.previous($0, before: $0.count).value }
    let right = source.withUnsafeBufferPointer { CodePoints.next($0, at: place).value }
    func isSpaceless(_ point: UInt32) -> Bool {
      CharacterTables.wordClass(point) == CharacterTables.WordClass.dictionary
        || (0x3000...0x303F).contains(point) || (0xFF01...0xFF60).contains(point)
    }
    return isSpaceless(left) && isSpaceless(right)
  }

  // MARK: Codes

  @discardableResult
  private mutating func addCode(
    _ kind: InlineCode.Kind, _ name: String, _ origin: TextRange, id: Int? = nil, isProtected: Bool = false,
    equivalent: String = ""
  ) -> Int {
    if id == nil { lastID += 1 }
    var code = InlineCode(
      kind, at: text.bytes.count, id: id ?? lastID, name: name, origin: origin, equivalent: equivalent)
    code.isProtected = isProtected
    codes.append(code)
    return code.id
  }

  private mutating func addAlone(_ name: String, _ origin: TextRange, equivalent: String = "") {
    addCode(.alone, name, origin, equivalent: equivalent)
  }

  private static func name(_ type: MarkdownEvent.SpanType) -> String {
    switch type {
    case .em: "em"
    case .strong: "strong"
    case .link: "a"
    case .image: "img"
    case .code: "code"
    case .strike: "del"
    case .other: "span"
    }
  }

  private mutating func enter(_ type: MarkdownEvent.SpanType, _ rest: ArraySlice<MarkdownEvent>) {
    let start = place
    var isProtected = false
    switch type {
    case .em, .other: take(1, where: { $0 == 0x2A || $0 == 0x5F || $0 == 0x24 })
    case .strong: take(2, where: { $0 == 0x2A || $0 == 0x5F })
    case .strike:
      take(1, where: { $0 == 0x7E })
      if place < source.count, source[place] == 0x7E { place += 1 }
    case .image: take(2, where: { $0 == 0x21 || $0 == 0x5B })
    case .link:
      // A bare address is a link without any mark.
      let next = rest.first?.range?.start
      if next != place {
        if place < source.count, source[place] == 0x3C { isProtected = true }
        take(1, where: { $0 == 0x5B || $0 == 0x3C })
      } else {
        isProtected = true
      }
    case .code:
      isProtected = true
      while place < source.count, source[place] == 0x60 { place += 1 }
      isLost = isLost || place == start
      if let next = rest.first?.range?.start, next > place, source[place..<next].allSatisfy({ $0 <= 0x20 }) {
        place = next
      }
    }
    let origin = TextRange(start, place)
    addCode(.open, MarkdownBlockBuilder.name(type), origin, isProtected: isProtected)
    open.append((.span(type, start: origin), codes.count - 1))
  }

  private mutating func leave(_ type: MarkdownEvent.SpanType) {
    let depth = open.lastIndex { if case .span = $0.opener { true } else { false } } ?? -1
    guard depth >= 0, case .span(_, let origin) = open[depth].opener else {
      isLost = true
      return
    }
    closeElements(downTo: depth + 1)
    let opening = codes[open[depth].code]
    open.removeLast()
    let start = place
    switch type {
    case .em, .strong, .strike, .other:
      place = min(start + origin.count, source.count)
      isLost = isLost || source[origin] != source[start..<place]
    case .code:
      while place < source.count, source[place] <= 0x20 { place += 1 }
      let ticks = source[origin].prefix { $0 == 0x60 }.count
      isLost = isLost || place + ticks > source.count || source[place] != 0x60
      place = min(place + ticks, source.count)
    case .image: break
    case .link:
      if origin.isEmpty { break }
      if source[origin.start] == 0x3C {
        take(1, where: { $0 == 0x3E })
      } else {
        endLink("a")
      }
    }
    addCode(
      .close, opening.name, TextRange(start, place), id: opening.id, isProtected: opening.isProtected)
  }

  private mutating func take(_ count: Int, where isExpected: (UInt8) -> Bool) {
    guard place + count <= source.count, source[place..<(place + count)].allSatisfy(isExpected) else {
      isLost = true
      return
    }
    place += count
  }

  /// Goes over the end of a link or picture, whose title is for translators.
  private mutating func endLink(_ name: String) {
    guard let end = MarkdownLinkEnd(source, place) else {
      isLost = true
      return
    }
    if let title = end.title {
      var text = WrittenText()
      text.appendMarkdown(title, of: source)
      if text.bytes.contains(where: { $0 > 0x20 }) {
        var block = Block(.attribute, MarkedText(bytes: text.bytes), pieces: text.pieces)
        block.note = "title of \(name)"
        attributes.append(block)
      }
    }
    place = end.end
  }

  /// A picture is one code; its text is a block inside.
  private mutating func addImage(_ events: [MarkdownEvent], _ index: Int) -> Int {
    var depth = 0
    var end = index
    while end < events.count {
      switch events[end].kind {
      case .enter: depth += 1
      case .leave: depth -= 1
      default: break
      }
      if depth == 0 { break }
      end += 1
    }
    let start = place
    take(2, where: { $0 == 0x21 || $0 == 0x5B })
    var inner = MarkdownBlockBuilder(source, masks: masks, quoteDepth: quoteDepth)
    inner.place = place
    var next = index + 1
    while next < end { next = inner.read(events, next) }
    inner.endTag()
    inner.closeElements(downTo: 0)
    place = inner.place
    isLost = isLost || inner.isLost
    if var alternative = inner.block(.attribute) {
      alternative.note = "alt of img"
      attributes.append(alternative)
    }
    attributes += inner.attributes
    endLink("img")
    addAlone("img", TextRange(start, place))
    return end + 1
  }

  // MARK: HTML

  private mutating func addTag(_ range: TextRange?) {
    guard let range else { return }
    if let known = tag, source[range.start] != 0x3C || known.end == place && !isClosed(known) {
      tag = TextRange(known.start, range.end)
    } else {
      endTag()
      _ = arrive(at: range.start)
      tag = range
    }
    place = range.end
  }

  private func isClosed(_ tag: TextRange) -> Bool { source[tag.end - 1] == 0x3E }

  private mutating func endTag() {
    guard let range = tag else { return }
    tag = nil
    let written = source[range]
    let isEnd = range.count > 1 && source[range.start + 1] == 0x2F
    let nameStart = range.start + (isEnd ? 2 : 1)
    let name = String(
      decoding: source[min(nameStart, range.end)..<range.end].prefix {
        HTMLBytes.isLetter($0) || HTMLBytes.isDigit($0) || $0 == 0x2D
      }
      .map(HTMLBytes.lowercased), as: UTF8.self)
    if name.isEmpty {
      addAlone("comment", range)
    } else if isEnd {
      if let match = open.last, case .element(name) = match.opener {
        open.removeLast()
        addCode(
          .close, name, range, id: codes[match.code].id, isProtected: codes[match.code].isProtected)
      } else {
        addAlone(name, range)
      }
    } else if MarkdownBlockBuilder.isVoid(name) || written.suffix(2).first == 0x2F {
      addAlone(name, range, equivalent: name == "br" ? "\n" : "")
    } else {
      let isProtected =
        name == "code" || name == "kbd" || name == "samp" || HTMLReferences.isProtected(tag: written)
      addCode(.open, name, range, isProtected: isProtected)
      open.append((.element(name), codes.count - 1))
    }
  }

  private static func isVoid(_ name: String) -> Bool {
    ["br", "img", "hr", "input", "wbr", "area", "base", "col", "embed", "link", "meta", "source", "track"].contains(
      name)
  }

  /// Elements that are not closed before a span or the text ends are codes without a partner.
  private mutating func closeElements(downTo depth: Int) {
    while open.count > depth {
      let last = open.removeLast()
      guard case .element = last.opener else {
        isLost = true
        continue
      }
      codes[last.code].kind = .alone
      codes[last.code].isProtected = false
    }
  }

  private func isPunctuation(_ offset: Int) -> Bool {
    offset < source.count && MarkdownSyntax.isPunctuation(source[offset])
  }
}
