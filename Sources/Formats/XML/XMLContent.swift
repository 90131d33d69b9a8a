import Articles
import Text

/// The text of an element, taken out of the XML to be read as a document of its own, with the way back.
struct XMLContent {
  /// A stretch of it: bytes that stand in the source as they are, or what one reference stands for.
  private struct Run {
    var start: Int
    var count: Int
    var source: TextRange
    var isVerbatim: Bool { count == source.count }
  }

  private(set) var bytes: [UInt8] = []
  private var runs: [Run] = []

  mutating func append(_ text: UnsafeBufferPointer<UInt8>, from source: TextRange, isVerbatim: Bool) {
    guard !text.isEmpty else { return }
    if isVerbatim, let last = runs.last, last.isVerbatim, last.source.end == source.start {
      runs[runs.count - 1].count += text.count
      runs[runs.count - 1].source.end = source.end
    } else {
      runs.append(Run(start: bytes.count, count: text.count, source: source))
    }
    bytes.append(contentsOf: text)
  }

  /// Index of the run that a byte is in.
  private func run(of offset: Int) -> Int {
    var low = 0
    var high = runs.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if runs[middle].start <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Where a byte begins in the source.
  func start(of offset: Int) -> Int {
    guard !runs.isEmpty else { return 0 }
    guard offset < bytes.count else { return runs[runs.count - 1].source.end }
    let run = runs[run(of: offset)]
    return run.isVerbatim ? run.source.start + offset - run.start : run.source.start
  }

  func source(of range: TextRange) -> TextRange {
    let start = start(of: range.start)
    guard !range.isEmpty else { return TextRange(start, start) }
    let last = runs[run(of: range.end - 1)]
    return TextRange(start, last.isVerbatim ? last.source.start + range.end - last.start : last.source.end)
  }

  /// A block that was read from this text, as one of the source.
  func block(_ block: Block) -> Block {
    var block = block
    block.pieces = block.pieces.flatMap(pieces)
    for index in block.content.codes.indices {
      block.content.codes[index].origin = source(of: block.content.codes[index].origin)
    }
    return block
  }

  /// A piece, cut where references stand in the source.
  private func pieces(_ piece: Piece) -> [Piece] {
    guard piece.isVerbatim, !piece.origin.isEmpty else {
      return [Piece(text: piece.text, origin: source(of: piece.origin), isVerbatim: false)]
    }
    var result: [Piece] = []
    var offset = piece.origin.start
    var index = run(of: offset)
    while offset < piece.origin.end, index < runs.count {
      let end = min(runs[index].start + runs[index].count, piece.origin.end)
      let text = TextRange(
        piece.text.start + offset - piece.origin.start, piece.text.start + end - piece.origin.start)
      let isWhole = offset == runs[index].start && end == runs[index].start + runs[index].count
      let isVerbatim = runs[index].isVerbatim
      // A part of what one reference stands for has no place of its own: the first part has the reference's.
      let origin =
        isVerbatim || isWhole || offset == runs[index].start
        ? source(of: TextRange(offset, end)) : TextRange(runs[index].source.end, runs[index].source.end)
      result.append(Piece(text: text, origin: origin, isVerbatim: isVerbatim))
      offset = end
      index += 1
    }
    return result
  }
}

/// How text is written in the place where a block stands.
enum XMLWriting: Equatable {
  /// As text of XML.
  case text
  /// In a section of character data, where it means what it is.
  case characterData
  /// HTML in a section of character data.
  case markupInCharacterData
  /// HTML that is written as text of XML, so that each "<" is a reference.
  case escapedMarkup
}

/// The stretches of a document in which text is written in another way than as text of XML; in order.
struct XMLWritings {
  private var ranges: [(range: TextRange, writing: XMLWriting)] = []

  mutating func append(_ range: TextRange, _ writing: XMLWriting) {
    if writing != .text && !range.isEmpty { ranges.append((range, writing)) }
  }

  func writing(at offset: Int) -> XMLWriting {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].range.end <= offset { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].range.contains(offset) ? ranges[low].writing : .text
  }

  /// How a translation of a block is written.
  func syntax(of block: Block, in source: [UInt8]) -> XMLSyntax {
    let start = block.pieces.first { !$0.origin.isEmpty }?.origin.start ?? 0
    let writing = writing(at: start)
    var quote = MarkupSyntax.Quote.none
    if block.kind == .attribute, start > 0 {
      let before = source[max(0, start - 6)..<start]
      if source[start - 1] == 0x22 || writing == .escapedMarkup && (before.ends("&quot;") || before.ends("&#34;")) {
        quote = .double
      } else if source[start - 1] == 0x27
        || writing == .escapedMarkup && (before.ends("&apos;") || before.ends("&#39;"))
      {
        quote = .single
      } else if writing != .text {
        quote = .missing
      }
    }
    return XMLSyntax(writing: writing, quote: quote)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}

/// Text in XML, in any of the ways in which it can be written there.
struct XMLSyntax: TextSyntax {
  var writing: XMLWriting
  var quote: MarkupSyntax.Quote

  func append(_ text: ArraySlice<UInt8>, at place: TextPlace, to bytes: inout [UInt8]) {
    // No other control character can be written in XML.
    let text = text.filter { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }[...]
    switch writing {
    case .text, .markupInCharacterData:
      MarkupSyntax(quote).append(text, at: place, to: &bytes)
    case .characterData:
      for (offset, byte) in zip(text.indices, text) {
        if byte == 0x3E && text[..<offset].suffix(2).elementsEqual("]]".utf8) {
          bytes += Array("]]><![CDATA[".utf8)
        }
        bytes.append(byte)
      }
    case .escapedMarkup:
      var markup: [UInt8] = []
      MarkupSyntax(quote).append(text, at: place, to: &markup)
      for byte in markup {
        switch byte {
        case 0x26: bytes += Array("&amp;".utf8)
        case 0x3C: bytes += Array("&lt;".utf8)
        case 0x3E: bytes += Array("&gt;".utf8)
        default: bytes.append(byte)
        }
      }
    }
  }
}
