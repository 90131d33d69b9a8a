import Articles
import Text

/// Makes the splices that put translations into one part of a Word document.
///
/// A segment's translation takes the place of what its text is written with, from the middle of a run to the middle of a
/// run; the runs between are written anew, with the formats of the codes. Blocks are to come from the last to the first,
/// so that those in a text box come before the paragraph that holds the box.
struct DOCXSplicer {
  let source: [UInt8]
  private var made = NestedSplices()
  private var widened: Set<Int> = []

  init(_ source: [UInt8]) { self.source = source }

  var splices: [Splice] { made.inOrder }

  /// A stretch of the source with the splices that lie in it.
  private func bytes(of range: TextRange) -> [UInt8] { made.bytes(of: range, in: source) }

  /// Puts one segment's translation in.
  ///
  /// - Returns: why not, if it cannot be.
  mutating func add(
    _ segment: Segment, _ target: MarkedText, of block: Block, _ paragraph: DOCXParagraph
  ) -> (code: Code, reason: String)? {
    let indices = block.content.codeIndices(of: segment.range)
    let codes = Array(block.content.codes[indices])
    let order: [Int]
    switch CodeOrder.of(target, source: codes) {
    case .success(let found): order = found
    case .failure(let fault): return (.codesChanged, fault.reason)
    }
    guard paragraph.codes.count == block.content.codes.count,
      let written = WrittenSegment(segment.range, codes: codes, pieces: block.pieces, in: source)
    else { return (.notMerged, "its text is not written in one stretch of the document") }
    let isSame =
      target.bytes[...] == block.content.bytes[segment.range] && order.elementsEqual(codes.indices)
      && zip(target.codes, codes).allSatisfy { $0.position == $1.position - segment.range.start }
    if isSame { return nil }
    let places = order.map { indices.lowerBound + $0 }
    guard write(target, places, before: indices.lowerBound, in: written.extent, paragraph) else {
      return (.notMerged, "another segment is written in its place, near byte \(written.extent.start)")
    }
    return nil
  }

  /// Says of a paragraph that it runs from right to left.
  mutating func setRightToLeft(_ paragraph: DOCXParagraph) {
    guard let run = paragraph.runs.first else { return }
    let name = source[run.tag].dropFirst().prefix { $0 > 0x20 && $0 != 0x3E && $0 != 0x2F }
    let prefix = Array(name.dropLast())
    let element = Array("<".utf8) + prefix + Array("bidi/>".utf8)
    switch paragraph.direction {
    case .unknown: break
    case .written(let range): _ = made.add(Splice(range, element))
    case .missing(let place): _ = made.add(Splice(TextRange(place, place), element))
    case .withoutProperties(let place):
      let properties =
        Array("<".utf8) + prefix + Array("pPr>".utf8) + element + Array("</".utf8) + prefix + Array("pPr>".utf8)
      _ = made.add(Splice(TextRange(place, place), properties))
    }
  }

  /// The same for the value of an attribute.
  mutating func addAttribute(_ segment: Segment, _ target: MarkedText, of block: Block) -> (code: Code, reason: String)?
  {
    guard let written = WrittenSegment(segment.range, codes: [], pieces: block.pieces, in: source) else {
      return (.notMerged, "its text is not written in one stretch of the document")
    }
    guard target.codes.isEmpty else { return (.codesChanged, "there are no codes in its source") }
    if target.bytes[...] == block.content.bytes[segment.range] { return nil }
    let start = block.pieces.first?.origin.start ?? 0
    let isSingle = start > 0 && source[start - 1] == UInt8(ascii: "'")
    var bytes: [UInt8] = []
    MarkupSyntax(isSingle ? .single : .double).append(
      target.bytes[...], at: TextPlace(startsBlock: true, endsBlock: true, previous: nil, next: nil), to: &bytes)
    return made.add(Splice(written.extent, bytes)) ? nil : (.notMerged, "another segment is written in its place")
  }

  private mutating func write(
    _ target: MarkedText, _ order: [Int], before first: Int, in extent: TextRange, _ paragraph: DOCXParagraph
  ) -> Bool {
    var formats = [paragraph.format]
    for code in paragraph.codes[..<first] { DOCXSplicer.apply(code, to: &formats) }
    var start = paragraph.place(at: extent.start)
    var range = extent
    // A run whose first text is replaced by something else is written anew as a whole.
    if let spot = start.spot, extent.start == paragraph.spots[spot].content.start,
      !beginsWithText(target, order, paragraph, formats, start.place)
    {
      let run = paragraph.runs[paragraph.spots[spot].run]
      if paragraph.spots[spot].tag.start == max(run.properties.end, run.tag.end) {
        range.start = run.tag.start
        start = (.betweenRuns, nil, nil)
      }
    }
    var writer = DOCXRunWriter(paragraph, in: source, at: start.place)
    var copied = 0
    var dropsSpace = false
    var isAfterNote = false
    for index in 0...order.count {
      let end = index < order.count ? target.codes[index].position : target.bytes.count
      if end > copied {
        if isAfterNote { writer.leaveRun() }
        isAfterNote = false
        let text = target.bytes[copied..<end]
        let isGap = dropsSpace && text.first == 0x20 && text.dropFirst().first.map { $0 > 0x20 } ?? false
        writer.write(isGap ? text.dropFirst() : text, format: formats[formats.count - 1])
        dropsSpace = false
      }
      copied = end
      guard index < order.count else { break }
      let code = paragraph.codes[order[index]]
      let isAfterText = end > 0 && target.bytes[end - 1] > 0x20
      switch code {
      case .format: break
      case .around(let origin, _), .betweenRuns(let origin): writer.writeBetweenRuns(bytes(of: origin))
      case .end(let origin): if !origin.isEmpty { writer.writeBetweenRuns(bytes(of: origin)) }
      case .aroundInRun(let origin, let run, _), .endInRun(let origin, let run):
        writer.leaveRun()
        writer.write(bytes(of: origin), inRun: run)
        writer.leaveRun()
      case .inRun(let origin, let run, let hasGap):
        // LibreOffice takes text beside a note's reference in its run for the note's mark.
        let isNote = refersToNote(origin)
        if isAfterNote || isNote && writer.isAfterText { writer.leaveRun() }
        writer.write(bytes(of: origin), inRun: run)
        isAfterNote = isNote
        dropsSpace = hasGap && isAfterText
      }
      DOCXSplicer.apply(code, to: &formats)
    }
    writeKept(of: paragraph, in: extent, &writer)
    var end = paragraph.place(at: extent.end)
    if let spot = end.spot, extent.end == paragraph.spots[spot].content.end,
      end.place != writer.place || !writer.isInOriginalText,
      let after = endOfRun(after: paragraph.spots[spot])
    {
      range.end = after
      end = (.betweenRuns, nil, nil)
    }
    writer.arrive(at: end.place, run: end.run)
    var used: [TextRange] = paragraph.kept.map(\.origin)
    for code in order.map({ paragraph.codes[$0] }) {
      switch code {
      case .around(let origin, _), .end(let origin), .aroundInRun(let origin, _, _), .endInRun(let origin, _),
        .inRun(let origin, _, _), .betweenRuns(let origin):
        used.append(origin)
      case .format: break
      }
    }
    guard made.add(Splice(range, writer.bytes), used: used) else { return false }
    if let spot = start.spot { keepSpace(of: paragraph.spots[spot], writer, extent, paragraph) }
    return true
  }

  /// Whether what is written there refers to a footnote or an endnote.
  private func refersToNote(_ origin: TextRange) -> Bool {
    let name = source[origin].dropFirst().prefix { $0 > 0x20 && $0 != 0x3E && $0 != 0x2F }
    return name.count < 40 && name.suffix(13).elementsEqual("noteReference".utf8)
  }

  /// Whether the first thing of a translation is text in the format that the text there has.
  private func beginsWithText(
    _ target: MarkedText, _ order: [Int], _ paragraph: DOCXParagraph, _ formats: [Int], _ place: DOCXRunWriter.Place
  ) -> Bool {
    var formats = formats
    for (code, index) in zip(target.codes, order) {
      guard code.position == 0 else { break }
      switch paragraph.codes[index] {
      case .format, .end(TextRange(0, 0)): DOCXSplicer.apply(paragraph.codes[index], to: &formats)
      default: return false
      }
    }
    return place == .inText(formats[formats.count - 1])
  }

  private static func apply(_ code: DOCXParagraph.Written, to formats: inout [Int]) {
    switch code {
    case .format(let format), .around(_, let format), .aroundInRun(_, _, let format): formats.append(format)
    case .end, .endInRun: if formats.count > 1 { formats.removeLast() }
    case .inRun, .betweenRuns: break
    }
  }

  /// What shows nothing but must stay comes after the text.
  private func writeKept(of paragraph: DOCXParagraph, in extent: TextRange, _ writer: inout DOCXRunWriter) {
    let kept = paragraph.kept.filter { extent.contains($0.origin) }
    for item in kept {
      if let pair = item.pair, kept.count(where: { $0.pair == pair }) == 2 { continue }
      if let run = item.run {
        writer.leaveRun()
        writer.write(bytes(of: item.origin), inRun: run)
        writer.leaveRun()
      } else {
        writer.writeBetweenRuns(bytes(of: item.origin))
      }
    }
  }

  /// Where the run ends whose last child a `w:t` is; nil when something comes between.
  private func endOfRun(after spot: DOCXParagraph.Spot) -> Int? {
    var offset = spot.content.end
    for name in [UInt8(ascii: "t"), UInt8(ascii: "r")] {
      guard source[offset...].starts(with: "</".utf8), let close = source[offset...].firstIndex(of: 0x3E),
        close - offset < 40, source[close - 1] == name
      else { return nil }
      offset = close + 1
    }
    return offset
  }

  /// Says of a `w:t` of the original that its spaces count, when it begins or ends with one now.
  private mutating func keepSpace(
    of spot: DOCXParagraph.Spot, _ writer: DOCXRunWriter, _ extent: TextRange, _ paragraph: DOCXParagraph
  ) {
    guard !spot.keepsSpace, !widened.contains(spot.tag.start),
      !source[spot.tag].indices.contains(where: { source[$0...].starts(with: "xml:space".utf8) })
    else { return }
    let first = extent.start > spot.content.start ? source[spot.content.start] : writer.bytes.first
    var last = writer.lastOriginalByte ?? (extent.start > spot.content.start ? source[extent.start - 1] : nil)
    if writer.isInOriginalText {
      last = writer.bytes.last
      if let end = paragraph.place(at: extent.end).spot, extent.end < paragraph.spots[end].content.end {
        last = source[paragraph.spots[end].content.end - 1]
      }
    }
    guard first == 0x20 || last == 0x20 else { return }
    widened.insert(spot.tag.start)
    _ = made.add(Splice(TextRange(spot.tag.end - 1, spot.tag.end - 1), Array(" xml:space=\"preserve\"".utf8)))
  }
}

extension DOCXParagraph {
  /// Where in the XML an offset stands.
  func place(at offset: Int) -> (place: DOCXRunWriter.Place, spot: Int?, run: Int?) {
    var low = 0
    var high = spots.count
    while low < high {
      let middle = (low + high) / 2
      if spots[middle].content.end < offset { low = middle + 1 } else { high = middle }
    }
    if low < spots.count, spots[low].content.start <= offset {
      return (.inText(runs[spots[low].run].format), low, spots[low].run)
    }
    low = 0
    high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].end < offset { low = middle + 1 } else { high = middle }
    }
    if low < runs.count, runs[low].tag.end <= offset { return (.inRun(runs[low].format), nil, low) }
    return (.betweenRuns, nil, nil)
  }
}
