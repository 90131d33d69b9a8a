import Articles
import Text

/// What else is known of a block while the article is sought.
struct HTMLBlockNotes {
  /// The element that the block's text stands in directly.
  var element: Int
  var isMainHeading: Bool
  /// Bytes of its text inside links.
  var linkBytes: Int
}

/// Makes blocks of a page's text, with the place in the page of every byte.
struct HTMLBlockBuilder {
  /// A stretch of text; it ends where the next begins.
  struct Stretch {
    var text: Int
    var origin: TextRange
    var isVerbatim: Bool
  }

  let source: UnsafeBufferPointer<UInt8>
  private(set) var blocks: [Block] = []
  private(set) var notes: [HTMLBlockNotes] = []

  // The block that is being made.
  private(set) var bytes: [UInt8] = []
  private var stretches: [Stretch] = []
  private var codes: [InlineCode] = []
  private var lastID = 0
  private var linkBytes = 0
  /// The number of the block: tells to which one a code that is still open belongs.
  private(set) var number = 1
  /// Whether nothing has come yet, not even a code.
  private(set) var isFresh = true
  private(set) var endsInSpace = true
  /// After a line break: whether one came, and the white space that followed it.
  private var brokenLine: TextRange?

  /// Where the last thing ends whose place is certain.
  private(set) var lastEnd = 0
  /// Closing codes since then. The parser may give an end tag that stands further on.
  private var uncertainCodes: [Int] = []

  /// Whether white space stays as it is.
  var keepsSpace = false
  var linkDepth = 0
  /// Whether the block is not for translators.
  var isProtected = false
  var locales: LocaleFilter?

  init(source: UnsafeBufferPointer<UInt8>) { self.source = source }

  var isEmpty: Bool { bytes.isEmpty }

  /// Whether a line break was the last thing that came.
  var isAfterBreak: Bool { brokenLine != nil }

  // MARK: Text

  /// Adds bytes of the source as they are.
  mutating func add(_ start: Int, _ end: Int) {
    arrive(at: start)
    if brokenLine != nil { joinLines(before: start) }
    if let last = stretches.last, last.isVerbatim, last.origin.end == start {
      stretches[stretches.count - 1].origin.end = end
    } else {
      stretches.append(Stretch(text: bytes.count, origin: TextRange(start, end), isVerbatim: true))
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<end]))
    if linkDepth > 0 { linkBytes += end - start }
    lastEnd = end
    endsInSpace = false
  }

  /// Adds text that is written in another way.
  mutating func add(_ text: some Collection<UInt8>, from origin: TextRange) {
    arrive(at: origin.start)
    if brokenLine != nil { joinLines(before: origin.start) }
    stretches.append(Stretch(text: bytes.count, origin: origin, isVerbatim: false))
    bytes.append(contentsOf: text)
    if linkDepth > 0 { linkBytes += text.count }
    lastEnd = origin.end
    endsInSpace = false
  }

  /// Adds white space as CSS collapses it: one space, and none beside another or beside a line break.
  mutating func addSpace(_ start: Int, _ end: Int) {
    if let line = brokenLine {
      if line.isEmpty && line.start <= start { brokenLine = TextRange(start, end) }
      return
    }
    guard !endsInSpace else { return }
    if end - start == 1 && source[start] == 0x20 {
      add(start, end)
    } else {
      add(CollectionOfOne(0x20), from: TextRange(start, end))
    }
    endsInSpace = true
  }

  /// Between the last line and the text that comes: what a reader sees as the gap between two words, and nothing in
  /// scripts without spaces.
  private mutating func joinLines(before start: Int) {
    guard var gap = brokenLine else { return }
    brokenLine = nil
    guard !endsInSpace else { return }
    if gap.start < lastEnd {
      // Codes came after the white space: the gap stands where it is written, before them.
      if !gap.isEmpty, !keepsSpace, !joinsWithoutSpace(before: start) { return insert(gap: gap) }
      gap = TextRange(lastEnd, lastEnd)
    }
    if keepsSpace {
      add(CollectionOfOne(0x0A), from: TextRange(gap.start, gap.start))
      return
    }
    if joinsWithoutSpace(before: start) { return }
    if gap.count == 1 && source[gap.start] == 0x20 {
      add(gap.start, gap.end)
    } else {
      add(CollectionOfOne(0x20), from: gap)
    }
  }

  private func joinsWithoutSpace(before start: Int) -> Bool {
    let left = bytes.withUnsafeBufferPointer { CodePoints.previous($0, before: $0.count).value }
    return HTMLBlockBuilder.isSpaceless(left)
      && HTMLBlockBuilder.isSpaceless(CodePoints.next(source, at: start).value)
  }

  /// Puts the space of a gap before the codes that are written behind it.
  private mutating func insert(gap: TextRange) {
    var first = codes.count
    while first > 0, codes[first - 1].position == bytes.count, codes[first - 1].origin.start >= gap.end { first -= 1 }
    for index in first..<codes.count { codes[index].position += 1 }
    let isVerbatim = gap.count == 1 && source[gap.start] == 0x20
    stretches.append(Stretch(text: bytes.count, origin: gap, isVerbatim: isVerbatim))
    bytes.append(0x20)
    if linkDepth > 0 { linkBytes += 1 }
    endsInSpace = true
  }

  /// Whether a character is of a script that puts no spaces between words, or of its punctuation.
  private static func isSpaceless(_ point: UInt32) -> Bool {
    CharacterTables.wordClass(point) == CharacterTables.WordClass.dictionary
      || (0x3000...0x303F).contains(point) || (0xFF01...0xFF60).contains(point)
  }

  // MARK: Codes

  /// Begins a code that another will close; gives its id.
  mutating func open(_ name: String, _ origin: TextRange, isProtected: Bool = false) -> Int {
    lastID += 1
    codes.append(InlineCode(.open, at: bytes.count, id: lastID, name: name, origin: certain(origin)))
    codes[codes.count - 1].isProtected = isProtected
    isFresh = false
    return lastID
  }

  /// Whether an opening code stands before all of the block's text.
  func startsBlock(code id: Int) -> Bool { codes.first { $0.id == id }?.position == 0 }

  mutating func addAlone(_ name: String, _ origin: TextRange, equivalent: String = "") {
    lastID += 1
    codes.append(
      InlineCode(
        .alone, at: bytes.count, id: lastID, name: name, origin: certain(origin), equivalent: equivalent))
    isFresh = false
  }

  /// White space behind a picture is not collapsed with that before it.
  mutating func keepNextSpace() {
    if !bytes.isEmpty { endsInSpace = false }
  }

  mutating func addBreak(_ name: String, _ origin: TextRange) {
    // At the start of a block it shows nothing.
    if bytes.isEmpty && codes.isEmpty { return }
    addAlone(name, origin, equivalent: "\n")
    brokenLine = TextRange(lastEnd, lastEnd)
  }

  mutating func close(_ id: Int, _ name: String, _ origin: TextRange, isProtected: Bool = false) {
    let place = uncertainCodes.last.map { codes[$0].origin.end } ?? lastEnd
    let isPossible = !origin.isEmpty && origin.start >= place
    codes.append(
      InlineCode(
        .close, at: bytes.count, id: id, name: name, origin: isPossible ? origin : TextRange(place, place)))
    codes[codes.count - 1].isProtected = isProtected
    if isPossible { uncertainCodes.append(codes.count - 1) }
  }

  /// A block or a code goes on from `start`: end tags that would stand behind it belong elsewhere.
  private mutating func arrive(at start: Int) {
    if !uncertainCodes.isEmpty { settleCodes(before: start) }
  }

  private mutating func settleCodes(before limit: Int) {
    var place = lastEnd
    for index in uncertainCodes {
      if codes[index].origin.end > limit { codes[index].origin = TextRange(place, place) }
      place = codes[index].origin.end
    }
    lastEnd = place
    uncertainCodes.removeAll(keepingCapacity: true)
  }

  /// An origin in its place, or an empty one where it cannot be: a tag that the parser made up or moved.
  private mutating func certain(_ origin: TextRange) -> TextRange {
    guard !origin.isEmpty, origin.start >= lastEnd else {
      let place = uncertainCodes.last.map { codes[$0].origin.end } ?? lastEnd
      return TextRange(place, place)
    }
    arrive(at: origin.start)
    lastEnd = origin.end
    return origin
  }

  // MARK: Blocks

  /// Where a block begins: the first thing in it stands there or after it.
  mutating func begin(at start: Int) {
    guard isFresh else { return }
    isFresh = false
    lastEnd = start
  }

  /// Ends the block, if there is text in it.
  ///
  /// - Parameter limit: where in the source the next thing stands.
  mutating func finish(_ kind: Block.Kind, in element: Int, isMainHeading: Bool = false, before limit: Int) {
    arrive(at: max(limit, lastEnd))
    if keepsSpace || bytes.last == 0x20 { trim() }
    if hasVisibleText {
      dropBreaksAtEnd()
      let pieces = stretches.indices.map { index in
        let end = index + 1 < stretches.count ? stretches[index + 1].text : bytes.count
        let stretch = stretches[index]
        return Piece(
          text: TextRange(stretch.text, end), origin: stretch.origin, isVerbatim: stretch.isVerbatim)
      }
      for index in codes.indices { codes[index].position = min(codes[index].position, bytes.count) }
      var block = Block(kind, MarkedText(bytes: bytes, codes: codes), pieces: pieces)
      block.isProtected = isProtected
      block.locales = locales
      blocks.append(block)
      notes.append(
        HTMLBlockNotes(element: element, isMainHeading: isMainHeading, linkBytes: min(linkBytes, bytes.count)))
    }
    bytes.removeAll(keepingCapacity: true)
    stretches.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
    uncertainCodes.removeAll(keepingCapacity: true)
    lastID = 0
    linkBytes = 0
    number += 1
    isFresh = true
    endsInSpace = true
    brokenLine = nil
  }

  /// Puts the blocks into the order of the page: the tree has what stands in a table outside of its cells before it.
  mutating func sort() {
    let starts = blocks.map { $0.pieces.first?.origin.start ?? 0 }
    guard zip(starts, starts.dropFirst()).contains(where: { $0 > $1 }) else { return }
    let order = blocks.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }
    blocks = order.map { blocks[$0] }
    notes = order.map { notes[$0] }
  }

  mutating func setNote(_ note: String, of index: Int) { blocks[index].note = note }

  mutating func setKind(_ kind: Block.Kind, of index: Int) { blocks[index].kind = kind }

  private var hasVisibleText: Bool {
    var offset = 0
    while offset < bytes.count {
      guard let width = Whitespace.width(in: bytes, at: offset) else { return true }
      offset += width
    }
    return false
  }

  /// Line breaks after the last text show nothing, unless something else follows them.
  mutating func dropBreaksAtEnd() {
    while let last = codes.last, last.equivalent == "\n", last.position >= bytes.count { codes.removeLast() }
  }

  private mutating func trim() {
    var end = bytes.count
    while end > 0, HTMLBytes.isSpace(bytes[end - 1]) { end -= 1 }
    var start = 0
    while start < end, HTMLBytes.isSpace(bytes[start]) { start += 1 }
    guard start > 0 || end < bytes.count else { return }
    var kept: [Stretch] = []
    for (index, stretch) in stretches.enumerated() {
      let stretchEnd = index + 1 < stretches.count ? stretches[index + 1].text : bytes.count
      let from = max(stretch.text, start)
      let to = min(stretchEnd, end)
      guard from < to else { continue }
      var origin = stretch.origin
      if stretch.isVerbatim {
        origin = TextRange(origin.start + from - stretch.text, origin.end - (stretchEnd - to))
      }
      kept.append(Stretch(text: from - start, origin: origin, isVerbatim: stretch.isVerbatim))
    }
    stretches = kept
    bytes.removeSubrange(end...)
    bytes.removeFirst(start)
    for index in codes.indices { codes[index].position = min(max(codes[index].position - start, 0), bytes.count) }
  }
}
