/// One piece of formatting or other non-text inside a text: a tag, a line break, an image, a field.
public struct InlineCode: Hashable, Sendable {
  public enum Kind: UInt8, Sendable { case open, close, alone }

  public var kind: Kind
  /// Where it stands: a byte offset in the text, before the byte at that offset.
  public var position: Int
  /// Joins an `open` with its `close`; unique among the codes of one text otherwise. From 1.
  public var id: Int
  /// What it is, in the vocabulary of HTML: `b`, `a`, `br`, `img`; short, for display and for equivalence checks.
  public var name: String
  /// Its bytes in the original document.
  public var origin: TextRange
  /// Text it stands for when only plain text can be shown: a line feed for a line break, else empty.
  public var equivalent: String
  /// For both halves of a pair: whether the text between them stays as it is in every translation.
  public var isProtected = false

  public init(
    _ kind: Kind, at position: Int, id: Int, name: String, origin: TextRange = TextRange(0, 0), equivalent: String = ""
  ) {
    self.kind = kind
    self.position = position
    self.id = id
    self.name = name
    self.origin = origin
    self.equivalent = equivalent
  }
}

/// Plain UTF-8 text with inline codes standing beside it, so that whoever reads the text sees no markup.
///
/// Codes are sorted by position; those at one position stand in document order.
public struct MarkedText: Hashable, Sendable {
  public var bytes: [UInt8]
  public var codes: [InlineCode]

  public init(bytes: [UInt8] = [], codes: [InlineCode] = []) {
    self.bytes = bytes
    self.codes = codes
  }

  public init(_ string: String) {
    self.init(bytes: Array(string.utf8))
  }

  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// The stretches of text that stay as they are in every translation. A pair of which only one half is here reaches
  /// from the start of the text, or to its end.
  public var protectedRanges: [TextRange] {
    var ranges: [TextRange] = []
    var opens: [(id: Int, position: Int)] = []
    for code in codes where code.isProtected {
      switch code.kind {
      case .alone: break
      case .open: opens.append((code.id, code.position))
      case .close:
        if let index = opens.lastIndex(where: { $0.id == code.id }) {
          ranges.append(TextRange(opens[index].position, code.position))
          opens.remove(at: index)
        } else {
          ranges.append(TextRange(0, code.position))
        }
      }
    }
    for open in opens { ranges.append(TextRange(open.position, bytes.count)) }
    return ranges.sorted { ($0.start, -$0.end) < ($1.start, -$1.end) }
  }

  /// The text of a range with its codes, positions counted from the range's start.
  ///
  /// Where two slices meet, the codes between them are shared out in their order: up to the last close of something
  /// opened before that place they go to the left, the rest to the right. The first slice of a text takes all codes at
  /// offset 0, the last all codes at the end. So neighboring slices hold every code once and in its order.
  public func slice(_ range: TextRange) -> MarkedText {
    MarkedText(
      bytes: Array(bytes[range]),
      codes: codes[codeIndices(of: range)].map { code in
        var code = code
        code.position = min(max(code.position - range.start, 0), range.count)
        return code
      })
  }

  /// Indices of the codes that the slice of a range has.
  public func codeIndices(of range: TextRange) -> Range<Int> {
    let first = range.start == 0 ? 0 : firstCodeOnTheRight(of: range.start)
    let last = range.end == bytes.count ? codes.count : firstCodeOnTheRight(of: range.end)
    return first..<max(first, last)
  }

  /// Index of the first code that belongs to the text after a place inside the text.
  private func firstCodeOnTheRight(of place: Int) -> Int {
    var start = 0
    var high = codes.count
    while start < high {
      let middle = (start + high) / 2
      if codes[middle].position < place { start = middle + 1 } else { high = middle }
    }
    let end = codes[start...].firstIndex { $0.position > place } ?? codes.count
    var opened: Set<Int> = []
    var first = start
    for index in start..<end {
      switch codes[index].kind {
      case .open: opened.insert(codes[index].id)
      case .close where !opened.contains(codes[index].id): first = index + 1
      case .close, .alone: break
      }
    }
    return first
  }
}
