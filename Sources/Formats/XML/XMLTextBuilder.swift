import Articles
import Text

/// Puts together a block's text, its pieces and its codes from what a reader of XML meets.
struct XMLTextBuilder {
  private(set) var bytes: [UInt8] = []
  private(set) var pieces: [Piece] = []
  private(set) var codes: [InlineCode] = []
  private var lastID = 0
  /// Id of the line break or tab after which no text has come yet.
  private var brokenLine: Int?
  private var endsInVisible = false
  /// Ids of the breaks behind which a space stands that is not written in the document.
  private(set) var gaps: Set<Int> = []

  var isEmpty: Bool { bytes.isEmpty && codes.isEmpty }

  mutating func add(_ text: some Collection<UInt8>, from origin: TextRange, isVerbatim: Bool) {
    guard !text.isEmpty else { return }
    if brokenLine != nil { joinLines(before: text, at: origin.start) }
    endsInVisible = false
    let start = bytes.count
    bytes.append(contentsOf: text)
    if isVerbatim, let last = pieces.last, last.isVerbatim, last.origin.end == origin.start {
      pieces[pieces.count - 1].text.end = bytes.count
      pieces[pieces.count - 1].origin.end = origin.end
    } else {
      pieces.append(Piece(text: TextRange(start, bytes.count), origin: origin, isVerbatim: isVerbatim))
    }
  }

  /// Adds text whose white space is one space however long it is, and none at the start or beside another.
  mutating func addCollapsing(_ text: UnsafeBufferPointer<UInt8>, from origin: TextRange, isVerbatim: Bool) {
    guard isVerbatim else {
      if text.allSatisfy(HTMLBytes.isSpace) {
        if !endsInSpace { add(CollectionOfOne(0x20), from: origin, isVerbatim: false) }
      } else {
        // What a reference stands for is as it is.
        add(text, from: origin, isVerbatim: false)
      }
      return
    }
    var start = 0
    while start < text.count {
      var end = start
      if HTMLBytes.isSpace(text[start]) {
        while end < text.count, HTMLBytes.isSpace(text[end]) { end += 1 }
        if !endsInSpace {
          let range = TextRange(origin.start + start, origin.start + end)
          add(CollectionOfOne(0x20), from: range, isVerbatim: end - start == 1 && text[start] == 0x20)
        }
      } else {
        while end < text.count, !HTMLBytes.isSpace(text[end]) { end += 1 }
        let range = TextRange(origin.start + start, origin.start + end)
        add(UnsafeBufferPointer(rebasing: text[start..<end]), from: range, isVerbatim: true)
      }
      start = end
    }
  }

  private var endsInSpace: Bool {
    bytes.isEmpty || bytes.last == 0x20 && !endsInVisible || brokenLine != nil
  }

  /// White space behind a picture, or behind a space that is an element, is not one with that before it.
  mutating func keepNextSpace() { endsInVisible = true }

  /// Takes white space away that stands at the end and is written as such, and line breaks behind the last text.
  mutating func trimEnd() {
    while bytes.last == 0x20, !endsInVisible, let last = pieces.last, !last.text.isEmpty {
      bytes.removeLast()
      if last.text.count == 1 {
        pieces.removeLast()
      } else if last.isVerbatim {
        pieces[pieces.count - 1].text.end -= 1
        pieces[pieces.count - 1].origin.end -= 1
      } else {
        bytes.append(0x20)
        break
      }
    }
    for index in codes.indices { codes[index].position = min(codes[index].position, bytes.count) }
    while let last = codes.last, last.equivalent == "\n", last.position >= bytes.count { codes.removeLast() }
  }

  /// Takes codes away that stand before the first or after the last text, or around all of it, and numbers the rest.
  ///
  /// They stay where they are whatever the text becomes, and need no translator's care.
  mutating func trimCodes() {
    var first = 0
    var last = codes.count
    while first < last {
      if codes[first].position == 0 && codes[first].kind == .alone {
        first += 1
      } else if codes[last - 1].position == bytes.count && codes[last - 1].kind == .alone {
        last -= 1
      } else if codes[first].position == 0 && codes[first].kind == .open, codes[last - 1].position == bytes.count,
        codes[last - 1].id == codes[first].id
      {
        first += 1
        last -= 1
      } else {
        break
      }
    }
    codes = Array(codes[first..<last])
    var ids: [Int: Int] = [:]
    for index in codes.indices {
      let id = ids[codes[index].id] ?? ids.count + 1
      ids[codes[index].id] = id
      codes[index].id = id
    }
  }

  /// Between two lines, or two columns, stands what a reader sees as the gap between two words; nothing in scripts
  /// without spaces.
  private mutating func joinLines(before text: some Collection<UInt8>, at place: Int) {
    guard let id = brokenLine else { return }
    brokenLine = nil
    guard !bytes.isEmpty, Whitespace.width(in: bytes, before: bytes.count) == nil else { return }
    let next = Array(text.prefix(4))
    guard Whitespace.width(in: next, at: 0) == nil else { return }
    let left = bytes.withUnsafeBufferPointer { CodePoints.previous($0, before: $0.count).value }
    let right = next.withUnsafeBufferPointer { CodePoints.next($0, at: 0).value }
    if XMLTextBuilder.isSpaceless(left) && XMLTextBuilder.isSpaceless(right) { return }
    pieces.append(
      Piece(text: TextRange(bytes.count, bytes.count + 1), origin: TextRange(place, place), isVerbatim: false))
    bytes.append(0x20)
    gaps.insert(id)
  }

  /// Whether a character is of a script that puts no spaces between words, or of its punctuation.
  private static func isSpaceless(_ point: UInt32) -> Bool {
    CharacterTables.wordClass(point) == CharacterTables.WordClass.dictionary
      || (0x3000...0x303F).contains(point) || (0xFF01...0xFF60).contains(point)
  }

  /// Begins a code that `close` ends.
  ///
  /// - Returns: its id.
  mutating func open(_ name: String, _ origin: TextRange) -> Int {
    lastID += 1
    codes.append(InlineCode(.open, at: bytes.count, id: lastID, name: name, origin: origin))
    return lastID
  }

  mutating func close(_ id: Int, _ name: String, _ origin: TextRange) {
    codes.append(InlineCode(.close, at: bytes.count, id: id, name: name, origin: origin))
  }

  /// How far the text and its codes have come.
  var place: (bytes: Int, codes: Int) { (bytes.count, codes.count) }

  /// Makes a pair of all that came since a place.
  mutating func wrap(
    from place: (bytes: Int, codes: Int), _ name: String, _ open: TextRange, _ close: TextRange
  ) {
    lastID += 1
    codes.insert(InlineCode(.open, at: place.bytes, id: lastID, name: name, origin: open), at: place.codes)
    codes.append(InlineCode(.close, at: bytes.count, id: lastID, name: name, origin: close))
  }

  @discardableResult
  mutating func addAlone(_ name: String, _ origin: TextRange, equivalent: String = "") -> Int {
    lastID += 1
    codes.append(
      InlineCode(.alone, at: bytes.count, id: lastID, name: name, origin: origin, equivalent: equivalent))
    if !equivalent.isEmpty { brokenLine = lastID }
    return lastID
  }

  /// Whether there is anything but white space in the text.
  var hasVisibleText: Bool {
    var offset = 0
    while offset < bytes.count {
      guard let width = Whitespace.width(in: bytes, at: offset) else { return true }
      offset += width
    }
    return false
  }

  func block(_ kind: Block.Kind, isArticle: Bool = true) -> Block {
    Block(kind, MarkedText(bytes: bytes, codes: codes), pieces: pieces, isArticle: isArticle)
  }
}
