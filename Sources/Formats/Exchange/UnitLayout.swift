import Articles
import Text

/// A block cut at its segments, and for each inline code what it can be in XML: what all XLIFF versions write, each in
/// its own elements.
///
/// A pair of codes can be an element around text only when both stand in one piece and no other such pair crosses it,
/// neither in the source nor in a translation; other pairs become two empty elements. A code is the same element in
/// the source and in the target, as XLIFF 2.1 asks for under `id`.
///
/// Its arrays are kept from block to block.
struct UnitLayout {
  /// A segment of the block, or the white space between two.
  struct Piece {
    /// In the block's text.
    var text: TextRange
    /// Indices of its codes, and likewise of their places.
    var places: Range<Int>
    /// Index in the article's segments; nil for white space.
    var segment: Int?
    var target: PieceTarget?
  }

  /// The translation of a segment, with exactly the codes of its source.
  struct PieceTarget {
    var bytes: [UInt8]
    var places: Range<Int>
    var state: Target.State
    var origin: String
  }

  /// Where a code stands: in the block's text or a translation.
  struct Place {
    /// Index in the block's codes.
    var code: Int
    var position: Int
  }

  enum Shape: UInt8 {
    /// One empty element.
    case point
    /// Start and end tag of an element around text.
    case wrapOpen, wrapClose
    /// Two empty elements that refer to each other.
    case farOpen, farClose
    /// Half of a pair whose other half is not in the block.
    case loneOpen, loneClose
  }

  private(set) var pieces: [Piece] = []
  /// Those of the block's text first, one per code in its order; then those of the translations.
  private(set) var places: [Place] = []
  /// One per code of the block.
  private(set) var shapes: [Shape] = []
  /// The other half of a code's pair, or -1.
  private(set) var partners: [Int] = []
  private var stack: [Int] = []

  /// Whether a piece has a translation.
  private(set) var hasTargets = false

  init() {}

  mutating func lay(out unit: ExchangeUnit, of article: Article, target language: String) {
    let content = article.blocks[unit.block].content
    pieces.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    hasTargets = false
    cut(content.bytes.count, at: article.segments, unit.segments)
    pair(content.codes)
    deal(content.codes)
    for index in pieces.indices {
      unwrapCrossing(pieces[index].places)
    }
    for index in pieces.indices {
      guard let segment = pieces[index].segment, let target = article.segments[segment].target(in: language)
      else { continue }
      pieces[index].target = fitted(target, to: pieces[index].places, content.codes)
      hasTargets = true
    }
  }

  /// Lays out a text by itself as one piece, as candidates are: its codes are elements of its own.
  mutating func lay(out content: MarkedText) {
    pieces.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    hasTargets = false
    pieces.append(Piece(text: TextRange(0, content.bytes.count), places: 0..<0))
    pair(content.codes)
    deal(content.codes)
    unwrapCrossing(pieces[0].places)
  }

  /// Whether a code of the piece has its other half in another piece.
  func sharesPair(_ piece: Piece) -> Bool {
    piece.places.contains { partners[$0] >= 0 && !piece.places.contains(partners[$0]) }
  }

  private mutating func cut(_ count: Int, at segments: [Segment], _ indices: Range<Int>) {
    var end = 0
    for index in indices where !segments[index].range.isEmpty {
      let range = segments[index].range
      let start = max(range.start, end)
      if start > end { pieces.append(Piece(text: TextRange(end, start), places: 0..<0)) }
      end = max(range.end, start)
      pieces.append(Piece(text: TextRange(start, end), places: 0..<0, segment: index))
    }
    if count > end { pieces.append(Piece(text: TextRange(end, count), places: 0..<0)) }
  }

  /// Finds each code's other half: a close belongs to the open of the same id before it.
  private mutating func pair(_ codes: [InlineCode]) {
    partners.removeAll(keepingCapacity: true)
    guard !codes.isEmpty else { return }
    var opens: [Int: Int] = [:]
    for (index, code) in codes.enumerated() {
      partners.append(-1)
      switch code.kind {
      case .alone: break
      case .open: opens[code.id] = index
      case .close:
        guard let open = opens.removeValue(forKey: code.id) else { continue }
        partners[index] = open
        partners[open] = index
      }
    }
  }

  /// Deals the codes out to the pieces and gives them their first shapes.
  ///
  /// Where two pieces meet, codes that close something opened before that place stay with the first, and so do those
  /// before them, for the order of codes never changes; the rest goes to the second.
  private mutating func deal(_ codes: [InlineCode]) {
    shapes.removeAll(keepingCapacity: true)
    var next = 0
    for index in pieces.indices {
      let first = next
      let end = pieces[index].text.end
      if index == pieces.count - 1 {
        next = codes.count
      } else {
        while next < codes.count && codes[next].position < end { next += 1 }
        let run = next
        var code = run
        while code < codes.count && codes[code].position == end {
          if codes[code].kind == .close && partners[code] < run { next = code + 1 }
          code += 1
        }
      }
      pieces[index].places = first..<next
      for code in first..<next {
        places.append(Place(code: code, position: codes[code].position))
        let partner = partners[code]
        switch codes[code].kind {
        case .alone: shapes.append(.point)
        case .open: shapes.append(partner < 0 ? .loneOpen : partner < next ? .wrapOpen : .farOpen)
        case .close: shapes.append(partner < 0 ? .loneClose : partner >= first ? .wrapClose : .farClose)
        }
      }
    }
  }

  /// Makes empty elements of the pairs that would cross others as elements around text.
  private mutating func unwrapCrossing(_ range: Range<Int>) {
    stack.removeAll(keepingCapacity: true)
    for place in range {
      let code = places[place].code
      switch shapes[code] {
      case .wrapOpen: stack.append(code)
      case .wrapClose:
        while let top = stack.last, shapes[top] != .wrapOpen { stack.removeLast() }
        if stack.last == partners[code] {
          stack.removeLast()
        } else {
          shapes[code] = .farClose
          shapes[partners[code]] = .farOpen
        }
      default: break
      }
    }
  }

  /// Gives a translation the codes of its source, each once: unknown and doubled ones are dropped, and those that it
  /// lacks are put at its end, where the translator sees them. A translation for which that was needed is a candidate.
  private mutating func fitted(_ target: Target, to source: Range<Int>, _ codes: [InlineCode]) -> PieceTarget {
    let found = target.content.codes
    let first = places.count
    var state = target.state
    if found.count == source.count
      && zip(source, found).allSatisfy({ codes[$0].isLike($1) })
    {
      for (code, own) in zip(source, found) { places.append(Place(code: code, position: own.position)) }
    } else {
      let (fitting, isExact) = fittingPlaces(for: found, in: source, codes, end: target.content.bytes.count)
      places.append(contentsOf: fitting)
      if !isExact { state = .candidate }
    }
    let range = first..<places.count
    unwrapCrossing(range)
    return PieceTarget(bytes: target.content.bytes, places: range, state: state, origin: target.origin)
  }

  private func fittingPlaces(
    for found: [InlineCode], in source: Range<Int>, _ codes: [InlineCode], end: Int
  ) -> (places: [Place], isExact: Bool) {
    var wanted: [CodeKey: Int] = [:]
    for code in source { wanted[CodeKey(codes[code])] = code }
    var fitting: [Place] = []
    var order: [Int: Int] = [:]
    for code in found {
      guard let index = wanted.removeValue(forKey: CodeKey(code)) else { continue }
      order[index] = fitting.count
      fitting.append(Place(code: index, position: code.position))
    }
    // A pair that stands in the source whole must do so here, and in its order.
    fitting.removeAll { place in
      let partner = partners[place.code]
      guard partner >= 0, source.contains(partner), let here = order[place.code] else { return false }
      guard let there = order[partner] else { return true }
      return codes[place.code].kind == .open ? here > there : here < there
    }
    let isExact = fitting.count == found.count && fitting.count == source.count
    let present = Set(fitting.map(\.code))
    for code in source where !present.contains(code) { fitting.append(Place(code: code, position: end)) }
    return (fitting, isExact)
  }
}

private struct CodeKey: Hashable {
  var id: Int
  var kind: InlineCode.Kind

  init(_ code: InlineCode) {
    id = code.id
    kind = code.kind
  }
}

extension InlineCode {
  fileprivate func isLike(_ other: InlineCode) -> Bool { id == other.id && kind == other.kind }
}
