import Text

/// Writes runs of a paragraph anew, from the middle of one run of the original to the middle of another.
struct DOCXRunWriter {
  /// Where in the XML the next byte would stand.
  enum Place: Equatable {
    case betweenRuns
    /// In a run of a format, after its properties.
    case inRun(Int)
    /// In a `w:t` of a run of a format.
    case inText(Int)
  }

  let paragraph: DOCXParagraph
  let source: [UInt8]
  private(set) var bytes: [UInt8] = []
  private(set) var place: Place
  /// The last byte of text; nil when something else came after it.
  private(set) var lastTextByte: UInt8?
  /// Whether a `w:t` that stands in the original is still open, and the last byte in it once it is closed.
  private(set) var isInOriginalText: Bool
  private(set) var lastOriginalByte: UInt8?
  /// Whether text is the last thing in the run that is open.
  var isAfterText: Bool {
    switch place {
    case .betweenRuns: false
    case .inText: true
    case .inRun: lastTextByte != nil
    }
  }
  /// Text of a `w:t` of ours whose tag has not been written: its ends tell how.
  private var pending: [UInt8] = []
  /// "w:", or whatever stands for the namespace there.
  private let prefix: [UInt8]

  init(_ paragraph: DOCXParagraph, in source: [UInt8], at place: Place) {
    self.paragraph = paragraph
    self.source = source
    self.place = place
    if case .inText = place { isInOriginalText = true } else { isInOriginalText = false }
    let tag = paragraph.runs.first.map { source[$0.tag].dropFirst().prefix { $0 > 0x20 && $0 != 0x3E && $0 != 0x2F } }
    prefix = Array((tag ?? []).dropLast())
  }

  // MARK: Text

  /// Writes text in a format.
  mutating func write(_ text: some Collection<UInt8>, format: Int) {
    var rest = Array(text)[...]
    while let first = rest.first {
      let special = DOCXRunWriter.special(rest)
      if let special {
        enterRun(format)
        tag("<", special.name, "/>")
        rest = rest.dropFirst(special.width)
        lastTextByte = first
        continue
      }
      var count = 1
      while count < rest.count, DOCXRunWriter.special(rest.dropFirst(count)) == nil { count += 1 }
      enterText(format)
      escape(rest.prefix(count))
      lastTextByte = rest[rest.startIndex + count - 1]
      rest = rest.dropFirst(count)
    }
  }

  /// Characters that are elements in a run: tab, line feed, no-break hyphen, soft hyphen.
  private static func special(_ text: ArraySlice<UInt8>) -> (name: StaticString, width: Int)? {
    let at = text.startIndex
    switch text[at] {
    case 0x09: return ("tab", 1)
    case 0x0A: return ("br", 1)
    case 0xE2: return text.count > 2 && text[at + 1] == 0x80 && text[at + 2] == 0x91 ? ("noBreakHyphen", 3) : nil
    case 0xC2: return text.count > 1 && text[at + 1] == 0xAD ? ("softHyphen", 2) : nil
    default: return nil
    }
  }

  private mutating func escape(_ text: ArraySlice<UInt8>) {
    var escaped: [UInt8] = []
    for byte in text {
      switch byte {
      case 0x26: escaped += Array("&amp;".utf8)
      case 0x3C: escaped += Array("&lt;".utf8)
      case 0x3E: escaped += Array("&gt;".utf8)
      case 0x0D: escaped += Array("&#13;".utf8)
      // No other control character can be written in XML.
      case 0..<0x20: break
      default: escaped.append(byte)
      }
    }
    if isInOriginalText { bytes += escaped } else { pending += escaped }
  }

  // MARK: Elements

  /// Writes something that stands between runs.
  mutating func writeBetweenRuns(_ bytes: [UInt8]) {
    leaveRun()
    self.bytes += bytes
    lastTextByte = nil
  }

  /// Writes something that stands in a run like another.
  mutating func write(_ bytes: [UInt8], inRun run: Int) {
    enterRun(paragraph.runs[run].format, like: run)
    self.bytes += bytes
    lastTextByte = nil
  }

  mutating func leaveText() {
    guard case .inText(let format) = place else { return }
    if isInOriginalText {
      lastOriginalByte = bytes.last
      isInOriginalText = false
    } else {
      let keepsSpace = [pending.first, pending.last].contains { $0 == 0x20 }
      tag("<", "t", keepsSpace ? " xml:space=\"preserve\">" : ">")
      bytes += pending
      pending = []
    }
    tag("</", "t", ">")
    place = .inRun(format)
  }

  mutating func leaveRun() {
    leaveText()
    if case .inRun = place { tag("</", "r", ">") }
    place = .betweenRuns
  }

  private mutating func enterRun(_ format: Int, like run: Int? = nil) {
    if place == .inText(format) { leaveText() }
    if place == .inRun(format) { return }
    leaveRun()
    let model = run ?? paragraph.runs.firstIndex { $0.format == format }
    tag("<", "r", ">")
    if let model { bytes += source[paragraph.runs[model].properties] }
    place = .inRun(format)
  }

  private mutating func enterText(_ format: Int) {
    if place == .inText(format) { return }
    enterRun(format)
    place = .inText(format)
  }

  /// Comes to where the original goes on.
  mutating func arrive(at end: Place, run: Int?) {
    switch end {
    case .betweenRuns: leaveRun()
    case .inRun(let format): enterRun(format, like: run)
    case .inText(let format):
      if place == end && isInOriginalText { return }
      if place != end {
        enterRun(format, like: run)
        place = end
      }
      // What comes after it may begin or end with a space.
      tag("<", "t", " xml:space=\"preserve\">")
      bytes += pending
      pending = []
    }
  }

  private mutating func tag(_ open: StaticString, _ name: StaticString, _ close: StaticString) {
    append(open)
    bytes += prefix
    append(name)
    append(close)
  }

  private mutating func append(_ text: StaticString) {
    bytes += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }
}
