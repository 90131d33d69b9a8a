import Articles
import Text

/// Gathers the text and codes of a source or target element, and where in them the segments are.
struct InlineReader {
  private(set) var content = MarkedText()
  /// The segments found, with their ids.
  private(set) var marks: [(id: String, bytes: TextRange, codes: Range<Int>)] = []

  private var openMark: (id: String, byte: Int, code: Int)?
  /// What each open element is, so that its end is known for what it is.
  private var elements: [Element] = []

  private enum Element {
    case transparent
    case mark
    case pair(id: Int, name: String)
    /// Native code inside `bpt`, `ept`, `ph` or `it`, which is no text.
    case native
    /// A character that XML cannot hold, named by what stands inside: "U+000C".
    case control
  }

  /// Reads a source, target or segment, whose start was read last, to its end.
  ///
  /// - Parameters:
  ///   - namesCodes: whether codes without a name are named after their native code.
  ///   - enter: says what an element inside it is, by calling one of the functions whose name begins with `enter`.
  static func read(
    _ reader: inout XMLReader, namesCodes: Bool = false,
    _ enter: (XMLEvent, borrowing XMLReader, inout InlineReader) -> Void
  ) throws(XMLFault) -> InlineReader {
    var content = InlineReader()
    content.namesCodes = namesCodes
    while let event = try reader.next() {
      switch event.kind {
      case .text: content.add(reader.text(of: event))
      case .start: enter(event, reader, &content)
      case .end:
        guard !content.elements.isEmpty else { return content }
        content.leave()
      default: break
      }
    }
    return content
  }

  /// The number in the id of a code: Lede writes numbers, and an "e" before that of the closing half of a pair. What is
  /// no number is 0, which no code has.
  static func number(in id: String) -> Int { Int(id.hasPrefix("e") ? id.dropFirst() : id[...]) ?? 0 }

  private var nativeDepth = 0
  private var native: [UInt8] = []
  private var namesCodes = false
  /// What stands inside a control element.
  private var controlName: [UInt8] = []

  private mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    if case .control = elements.last { return controlName.append(contentsOf: text) }
    if nativeDepth == 0 { content.bytes.append(contentsOf: text) } else { native.append(contentsOf: text.prefix(64)) }
  }

  /// Names the last code after its native code, if that is a tag: `b` for `<b>`.
  private mutating func nameLastCode() {
    guard let last = content.codes.indices.last, content.codes[last].name.isEmpty, native.first == 0x3C else { return }
    let name = native.dropFirst().drop { $0 == 0x2F }.prefix { $0 > 0x20 && $0 != 0x2F && $0 != 0x3E }
    content.codes[last].name = String(decoding: name.prefix(32), as: UTF8.self)
  }

  /// Gives codes that came without a number one of their own, in their order: so those of a text and its translation go
  /// by their order.
  mutating func numberCodes() {
    var next = (content.codes.map(\.id).max() ?? 0) + 1
    for index in content.codes.indices where content.codes[index].id == 0 {
      content.codes[index].id = next
      next += 1
    }
  }

  mutating func add(codePoint: UInt32) {
    guard nativeDepth == 0, let scalar = Unicode.Scalar(codePoint) else { return }
    content.bytes.append(contentsOf: String(Character(scalar)).utf8)
  }

  // MARK: Elements

  mutating func enterTransparent() { elements.append(.transparent) }

  mutating func enterNative() {
    elements.append(.native)
    nativeDepth += 1
    if nativeDepth == 1 { native.removeAll(keepingCapacity: true) }
  }

  mutating func enterControl() {
    elements.append(.control)
    controlName.removeAll()
  }

  mutating func enterMark(_ id: String) {
    // A mark inside a mark is the work of a tool that is lost: the outer one counts.
    guard openMark == nil else { return enterTransparent() }
    openMark = (id, content.bytes.count, content.codes.count)
    elements.append(.mark)
  }

  mutating func enterPair(id: Int, name: String) {
    append(.open, id, name)
    elements.append(.pair(id: id, name: name))
  }

  private mutating func leave() {
    switch elements.popLast() {
    case .mark:
      guard let open = openMark else { return }
      marks.append(
        (open.id, TextRange(open.byte, content.bytes.count), open.code..<content.codes.count))
      openMark = nil
    case .pair(let id, let name): append(.close, id, name)
    case .native:
      nativeDepth -= 1
      if nativeDepth == 0 && namesCodes { nameLastCode() }
    case .control:
      let digits = String(decoding: controlName.dropFirst(2), as: UTF8.self)
      if let point = UInt32(digits, radix: 16) { add(codePoint: point) }
    case .transparent, nil: break
    }
  }

  // MARK: Codes

  mutating func append(_ kind: InlineCode.Kind, _ id: Int, _ name: String) {
    guard nativeDepth == 0 else { return }
    content.codes.append(InlineCode(kind, at: content.bytes.count, id: id, name: name))
  }

  /// The text of a mark by itself.
  func text(of mark: (id: String, bytes: TextRange, codes: Range<Int>)) -> MarkedText {
    part(mark.bytes, mark.codes)
  }

  func part(_ bytes: TextRange, _ codes: Range<Int>) -> MarkedText {
    MarkedText(
      bytes: Array(content.bytes[bytes]),
      codes: content.codes[codes].map { code in
        var code = code
        code.position -= bytes.start
        return code
      })
  }

  /// Whether there is text outside of all marks, white space aside, or a code before the first or behind the last.
  var hasContentOutsideMarks: Bool {
    var byte = 0
    for mark in marks {
      if !isBlank(byte..<mark.bytes.start) { return true }
      byte = mark.bytes.end
    }
    guard let first = marks.first, let last = marks.last else { return !content.codes.isEmpty }
    return !isBlank(byte..<content.bytes.count) || first.codes.lowerBound > 0
      || last.codes.upperBound < content.codes.count
  }

  /// The codes between each mark and the next.
  var codesBetweenMarks: [Range<Int>] {
    zip(marks, marks.dropFirst()).map { $0.codes.upperBound..<$1.codes.lowerBound }
  }

  /// Whether another text has the same codes between the same marks: then nobody has touched them.
  func hasSameBetweenMarks(as other: InlineReader) -> Bool {
    let own = codesBetweenMarks
    if own.allSatisfy(\.isEmpty) && other.codesBetweenMarks.allSatisfy(\.isEmpty) { return true }
    return marks.map(\.id) == other.marks.map(\.id)
      && zip(own, other.codesBetweenMarks).allSatisfy { a, b in
        content.codes[a].elementsEqual(other.content.codes[b]) { $0.id == $1.id && $0.kind == $1.kind }
      }
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound, let width = Whitespace.width(in: content.bytes, at: offset) { offset += width }
    return offset >= range.upperBound
  }
}
