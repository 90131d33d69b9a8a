import Articles
import Text

/// What a paragraph's text is written with, so that another text can be written in its place.
struct DOCXParagraph {
  /// A `w:t` element.
  struct Spot {
    var tag: TextRange
    var content: TextRange
    var run: Int
    var keepsSpace: Bool
  }

  struct Run {
    /// Its start tag.
    var tag: TextRange
    /// Its `w:rPr` element, empty when it has none.
    var properties: TextRange
    var format: Int
    /// Where its last child ends.
    var end: Int
  }

  /// How an inline code is written.
  enum Written: Hashable {
    /// Text has another format from here on.
    case format(Int)
    /// An element around runs, inside which text has a format of its own.
    case around(TextRange, format: Int)
    /// The end of either.
    case end(TextRange)
    /// The same for what begins and ends with something in a run: a field that is a link.
    case aroundInRun(TextRange, run: Int, format: Int)
    case endInRun(TextRange, run: Int)
    /// In a run like this one. After a line break or tab may come a space that is not written.
    case inRun(TextRange, run: Int, hasGap: Bool)
    case betweenRuns(TextRange)
  }

  var spots: [Spot] = []
  var runs: [Run] = []
  /// The format of text outside of all codes.
  var format = 0
  /// In the order of the block's codes.
  var codes: [Written] = []
  /// Where in the part the paragraph is said to run from right to left.
  var direction = Direction.unknown

  enum Direction: Hashable {
    case unknown
    /// It is said there already, rightly or wrongly: the element.
    case written(TextRange)
    /// Its properties go on there.
    case missing(Int)
    /// It has no properties: they would begin there.
    case withoutProperties(Int)
  }

  /// What stands between the texts and shows nothing, but must stay: an end of a bookmark, half of a smart tag.
  var kept: [Kept] = []

  struct Kept {
    var origin: TextRange
    /// The run that it stands in; nil for between runs.
    var run: Int?
    /// Joins two tags that may go together.
    var pair: Int?
  }
}

/// What the properties of a run come to, without those that do not show.
struct DOCXFormatting {
  /// As codes are named: "b", "sup", "span".
  var name: String
  /// Bytes of its properties.
  var size: Int
}

/// What stands in a paragraph, one thing after the other, until it is known what of it is text and what is code.
struct DOCXItem {
  enum Kind {
    case text
    /// Something to see in a run or between runs.
    case atom
    case open, close
    case fieldBegin, fieldSeparator, fieldEnd
    /// No text, nothing to see: may go when the paragraph is written anew.
    case noise
    /// The ends of a bookmark or of a comment's range.
    case rangeStart, rangeEnd
  }

  var kind: Kind
  /// Its bytes in the part.
  var origin: TextRange
  /// Index of the run that it stands in; nil between runs.
  var run: Int?
  var text: [UInt8] = []
  var isVerbatim = false
  var name = ""
  var equivalent = ""
  /// Joins an open with its close, and the ends of a range.
  var pair = -1
  /// Whether a translator sees it as a code.
  var isShown = true
}

/// Makes a block of a paragraph's items.
struct DOCXParagraphBuilder {
  private var items: [DOCXItem]
  private var paragraph: DOCXParagraph
  private let formats: [DOCXFormatting]
  private var text = XMLTextBuilder()

  init(_ items: [DOCXItem], spots: [DOCXParagraph.Spot], runs: [DOCXParagraph.Run], formats: [DOCXFormatting]) {
    self.items = items
    paragraph = DOCXParagraph(spots: spots, runs: runs)
    self.formats = formats
  }

  /// Nil when there is no text in the paragraph.
  mutating func build(_ kind: Block.Kind) -> (Block, DOCXParagraph)? {
    joinFields()
    hideRanges()
    trim()
    guard !items.isEmpty else { return nil }
    paragraph.format = commonFormat(items.indices)
    append(items.indices, format: paragraph.format)
    for item in items where !item.isShown && item.kind != .noise {
      let pair = item.kind == .open || item.kind == .close ? item.pair : nil
      paragraph.kept.append(DOCXParagraph.Kept(origin: item.origin, run: item.run, pair: pair))
    }
    guard text.hasVisibleText else { return nil }
    for index in paragraph.codes.indices {
      if case .inRun(let origin, let run, _) = paragraph.codes[index] {
        paragraph.codes[index] = .inRun(origin, run: run, hasGap: text.gaps.contains(text.codes[index].id))
      }
    }
    return (text.block(kind), paragraph)
  }

  // MARK: Fields

  /// A field of this paragraph is one code, but a link is a pair with its text inside.
  private mutating func joinFields() {
    guard items.contains(where: { $0.kind == .fieldBegin }) else { return }
    var opens: [(begin: Int, separator: Int?)] = []
    var joined: [(range: ClosedRange<Int>, separator: Int?)] = []
    for (index, item) in items.enumerated() {
      switch item.kind {
      case .fieldBegin: opens.append((index, nil))
      case .fieldSeparator: if !opens.isEmpty { opens[opens.count - 1].separator = index }
      case .fieldEnd:
        guard let open = opens.popLast() else { continue }
        // Of fields in fields the outer one counts.
        if isBalanced(open.begin...index) {
          joined.removeAll { open.begin <= $0.range.lowerBound }
          joined.append((open.begin...index, open.separator))
        }
      default: break
      }
    }
    for (range, separator) in joined.reversed() {
      let begin = items[range.lowerBound]
      let end = items[range.upperBound]
      let isLink = items[range].contains { $0.kind == .noise && $0.name == "link" }
      if isLink, let separator {
        items[range.upperBound] = DOCXItem(
          kind: .close, origin: end.origin, run: end.run, name: "a", pair: pairOf(field: range.lowerBound))
        let open = DOCXItem(
          kind: .open, origin: TextRange(begin.origin.start, items[separator].origin.end), run: begin.run, name: "a",
          pair: pairOf(field: range.lowerBound))
        items.replaceSubrange(range.lowerBound...separator, with: [open])
      } else {
        let origin = TextRange(begin.origin.start, end.origin.end)
        items.replaceSubrange(range, with: [DOCXItem(kind: .atom, origin: origin, run: begin.run, name: "field")])
      }
    }
    // What begins or ends in another paragraph stays where it is.
    for index in items.indices {
      switch items[index].kind {
      case .fieldBegin, .fieldSeparator, .fieldEnd:
        items[index].kind = .atom
        items[index].name = "field"
      default: break
      }
    }
  }

  private func pairOf(field index: Int) -> Int { -2 - index }

  private func isBalanced(_ range: ClosedRange<Int>) -> Bool {
    var depth = 0
    for item in items[range] {
      if item.kind == .open { depth += 1 }
      if item.kind == .close { depth -= 1 }
      if depth < 0 { return false }
    }
    return depth == 0
  }

  // MARK: Ranges

  /// A bookmark with both ends between the texts is a pair of codes. One that reaches beyond them may grow: its end goes
  /// before or after all text. So may the range of a comment.
  private mutating func hideRanges() {
    var starts: [Int: Int] = [:]
    for index in items.indices {
      if items[index].kind == .rangeStart && items[index].isShown { starts[items[index].pair] = index }
      guard items[index].kind == .rangeEnd, let start = starts[items[index].pair] else { continue }
      let isInside =
        items[..<start].contains { $0.kind == .text } && items[index...].contains { $0.kind == .text }
        || items[start...index].contains { $0.kind == .text }
      guard isInside, isBalanced(start...index) else { continue }
      items[start].kind = .open
      items[index].kind = .close
      let pair = -1_000_000 - items[index].pair
      items[start].pair = pair
      items[index].pair = pair
      items[start].name = "bookmark"
      items[index].name = "bookmark"
    }
    for index in items.indices {
      if items[index].kind == .rangeStart || items[index].kind == .rangeEnd {
        items[index].kind = .atom
        items[index].isShown = false
      }
    }
  }

  // MARK: Ends

  /// Takes away what stands before the first and after the last text: it is not touched by a translation.
  private mutating func trim() {
    var start = 0
    var end = items.count
    while start < end {
      let item = items[start]
      if item.kind == .text { break }
      if item.kind == .open {
        // A pair around all of the text goes; one that ends before the text does is a code.
        guard let close = items[start..<end].lastIndex(where: { $0.kind == .close && $0.pair == item.pair }) else {
          start += 1
          continue
        }
        if items[start...close].allSatisfy({ $0.kind != .text }) {
          start = close + 1
          continue
        }
        if items[(close + 1)..<end].contains(where: { $0.kind == .text }) { break }
        start += 1
        end = close
        continue
      }
      start += 1
    }
    while end > start, items[end - 1].kind != .text {
      if items[end - 1].kind == .close {
        let pair = items[end - 1].pair
        guard let open = items[start..<end].firstIndex(where: { $0.kind == .open && $0.pair == pair }) else {
          end -= 1
          continue
        }
        if items[open..<end].contains(where: { $0.kind == .text }) { break }
        end = open
        continue
      }
      end -= 1
    }
    items = Array(items[start..<max(start, end)])
  }

  // MARK: Text and codes

  /// The plainest format of the words outside of pairs, or of all words when there are none outside.
  ///
  /// Not the most frequent: a translation makes some texts longer than others, and is to have the same codes.
  private func commonFormat(_ range: Range<Int>) -> Int {
    var outside: Int?
    var inside: Int?
    var first: Int?
    var depth = 0
    for item in items[range] {
      if item.kind == .open && item.isShown { depth += 1 }
      if item.kind == .close && item.isShown { depth -= 1 }
      guard item.kind == .text, let run = item.run else { continue }
      let format = paragraph.runs[run].format
      if first == nil { first = format }
      // Spaces and marks are often left without a format.
      guard item.text.contains(where: { $0 >= 0x80 || HTMLBytes.isLetter($0) || HTMLBytes.isDigit($0) }) else {
        continue
      }
      let size = formats[format].size
      if depth == 0 {
        if outside.map({ size < formats[$0].size }) ?? true { outside = format }
      } else if inside.map({ size < formats[$0].size }) ?? true {
        inside = format
      }
    }
    return outside ?? inside ?? first ?? 0
  }

  /// Appends items whose pairs lie within them.
  private mutating func append(_ range: Range<Int>, format: Int) {
    var index = range.lowerBound
    while index < range.upperBound {
      let item = items[index]
      switch item.kind {
      case .text:
        let own = item.run.map { paragraph.runs[$0].format } ?? format
        guard own != format else {
          text.add(item.text, from: item.origin, isVerbatim: item.isVerbatim)
          index += 1
          continue
        }
        // All that has this format, with what stands between, is one pair.
        let end = endOfFormat(own, from: index, to: range.upperBound)
        let id = text.open(formats[own].name, TextRange(item.origin.start, item.origin.start))
        paragraph.codes.append(.format(own))
        for inner in index..<end { appendSingle(items[inner]) }
        let place = items[end - 1].origin.end
        text.close(id, formats[own].name, TextRange(place, place))
        paragraph.codes.append(.end(TextRange(0, 0)))
        index = end
      case .open:
        let close =
          items[index..<range.upperBound].firstIndex { $0.kind == .close && $0.pair == item.pair } ?? range.upperBound
        let inner = (index + 1)..<close
        if item.isShown && close < range.upperBound {
          let innerFormat = inner.contains { items[$0].kind == .text } ? commonFormat(inner) : format
          let id = text.open(item.name, item.origin)
          let end = items[close]
          if let run = item.run {
            paragraph.codes.append(.aroundInRun(item.origin, run: run, format: innerFormat))
          } else {
            paragraph.codes.append(.around(item.origin, format: innerFormat))
          }
          append(inner, format: innerFormat)
          text.close(id, item.name, end.origin)
          paragraph.codes.append(end.run.map { .endInRun(end.origin, run: $0) } ?? .end(end.origin))
        } else {
          append(inner, format: format)
        }
        index = min(close + 1, range.upperBound)
      default:
        appendSingle(item)
        index += 1
      }
    }
  }

  /// The index after the last text of a format, if only things in a run stand between.
  private func endOfFormat(_ format: Int, from start: Int, to limit: Int) -> Int {
    var end = start + 1
    var index = start + 1
    while index < limit {
      let item = items[index]
      if item.kind == .text {
        guard let run = item.run, paragraph.runs[run].format == format else { break }
        end = index + 1
      } else if item.kind == .open || item.kind == .close {
        break
      }
      index += 1
    }
    return end
  }

  private mutating func appendSingle(_ item: DOCXItem) {
    switch item.kind {
    case .text: text.add(item.text, from: item.origin, isVerbatim: item.isVerbatim)
    case .atom where item.isShown:
      text.addAlone(item.name, item.origin, equivalent: item.equivalent)
      if let run = item.run {
        paragraph.codes.append(.inRun(item.origin, run: run, hasGap: false))
      } else {
        paragraph.codes.append(.betweenRuns(item.origin))
      }
    default: break
    }
  }
}
