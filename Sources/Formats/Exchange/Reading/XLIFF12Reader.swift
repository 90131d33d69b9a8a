import Articles
import Text

/// Reads what stands inside the `xliff` element of version 1.2.
struct XLIFF12Reader {
  private(set) var files: [ExchangeDocument.File] = []
  private var lines: LineCounter

  init(lines: LineCounter) { self.lines = lines }

  mutating func read(_ reader: inout XMLReader) throws(XMLFault) {
    while let event = try reader.next() {
      guard event.kind == .start, isOwn(event, reader) else { continue }
      switch reader.names[event.name].local {
      case "file":
        files.append(
          ExchangeDocument.File(
            original: reader.string("original", of: event) ?? "",
            sourceLanguage: reader.string("source-language", of: event),
            targetLanguage: reader.string("target-language", of: event)))
      case "trans-unit" where !files.isEmpty: try readUnit(event, &reader)
      case "header" where !files.isEmpty: try readHeader(&reader)
      case "alt-trans", "bin-unit", "header": try reader.skip(event)
      default: break
      }
    }
  }

  private func isOwn(_ event: XMLEvent, _ reader: borrowing XMLReader) -> Bool {
    reader.names[event.name].space == XMLExchange.version12
  }

  /// Takes the original's digest from the note that the writer leaves in the head.
  private mutating func readHeader(_ reader: inout XMLReader) throws(XMLFault) {
    while let event = try reader.next(), event.kind != .end {
      guard event.kind == .start else { continue }
      guard isOwn(event, reader), reader.names[event.name].local == "note" else {
        try reader.skip(event)
        continue
      }
      let note = String(decoding: try reader.content(), as: UTF8.self)
      if note.hasPrefix("original: ") {
        files[files.count - 1].digest = String(note.dropFirst(10).prefix { $0.isHexDigit })
      }
    }
  }

  private mutating func readUnit(_ start: XMLEvent, _ reader: inout XMLReader) throws(XMLFault) {
    var unit = ExchangeDocument.Unit(
      id: reader.string("id", of: start) ?? "", line: lines.line(at: start.range.start))
    unit.isProtected = reader.string("translate", of: start) == "no"
    if reader.string("size-unit", of: start) == "char" {
      unit.limit = reader.string("maxwidth", of: start).flatMap { Int($0) }
    }
    let isApproved = reader.string("approved", of: start) == "yes"
    var source = InlineReader()
    var segmented: InlineReader?
    var target: InlineReader?
    var state: String?
    while let event = try reader.next(), event.kind != .end {
      guard event.kind == .start else { continue }
      switch isOwn(event, reader) ? reader.names[event.name].local : "" {
      case "source": source = try InlineReader.read(&reader, XLIFF12Reader.enter)
      case "seg-source": segmented = try InlineReader.read(&reader, XLIFF12Reader.enter)
      case "target":
        state = reader.string("state", of: event)
        target = try InlineReader.read(&reader, XLIFF12Reader.enter)
      default: try reader.skip(event)
      }
    }
    unit.segments = XLIFF12Reader.segments(
      segmented ?? source, target, state: XLIFF12Reader.state(state, isApproved: isApproved))
    files[files.count - 1].units.append(unit)
  }

  /// Pairs the segments of source and target by their ids; where a tool has not kept them, the unit is one segment.
  private static func segments(
    _ source: InlineReader, _ target: InlineReader?, state: Target.State
  ) -> [ExchangeDocument.Segment] {
    let whole = ExchangeDocument.Segment(
      id: "", source: source.content, target: target?.content, state: state, isSegment: true)
    guard !source.marks.isEmpty, !source.hasContentOutsideMarks else { return [whole] }
    if let target {
      let ids = Set(source.marks.map(\.id))
      // Segments may have changed places, but each must be there, once.
      guard !target.hasContentOutsideMarks, target.marks.count == ids.count, ids.count == source.marks.count,
        Set(target.marks.map(\.id)) == ids, source.hasSameBetweenMarks(as: target)
      else { return [whole] }
    }
    var result: [ExchangeDocument.Segment] = []
    var end = 0
    for mark in source.marks {
      if mark.bytes.start > end {
        result.append(
          ExchangeDocument.Segment(
            id: "", source: source.part(TextRange(end, mark.bytes.start), 0..<0), target: nil, state: state,
            isSegment: false))
      }
      result.append(
        ExchangeDocument.Segment(
          id: mark.id, source: source.text(of: mark),
          target: target.flatMap { target in target.marks.first { $0.id == mark.id }.map(target.text) }, state: state,
          isSegment: true))
      end = mark.bytes.end
    }
    return result
  }

  /// Section "state" of the specification; what tools do not touch stays "needs-translation".
  private static func state(_ state: String?, isApproved: Bool) -> Target.State {
    switch state {
    case "final": .final
    case "signed-off": .reviewed
    case "needs-review-translation", "needs-review-adaptation", "needs-review-l10n": .candidate
    default: isApproved ? .reviewed : .translated
    }
  }

  // MARK: Inline elements

  private static func enter(_ event: XMLEvent, _ reader: borrowing XMLReader, _ content: inout InlineReader) {
    let name = reader.names[event.name]
    guard name.space == XMLExchange.version12 else { return content.enterTransparent() }
    let id = reader.string("id", of: event) ?? ""
    let type = reader.string("ctype", of: event) ?? ""
    switch name.local {
    case "mrk" where reader.string("mtype", of: event) == "seg":
      content.enterMark(reader.string("mid", of: event) ?? "")
    case "g":
      content.enterPair(id: InlineReader.number(in: id), name: type)
    case "x":
      if id.hasPrefix("u"), let point = codePoint(reader.string("equiv-text", of: event)) {
        content.add(codePoint: point)
      } else {
        content.append(.alone, InlineReader.number(in: id), type)
      }
      content.enterTransparent()
    case "bx":
      content.append(.open, InlineReader.number(in: reader.string("rid", of: event) ?? id), type)
      content.enterTransparent()
    case "ex":
      content.append(.close, InlineReader.number(in: reader.string("rid", of: event) ?? id), type)
      content.enterTransparent()
    case "bpt":
      content.append(.open, InlineReader.number(in: reader.string("rid", of: event) ?? id), type)
      content.enterNative()
    case "ept":
      content.append(.close, InlineReader.number(in: reader.string("rid", of: event) ?? id), type)
      content.enterNative()
    case "ph":
      content.append(.alone, InlineReader.number(in: id), type)
      content.enterNative()
    case "it":
      content.append(reader.string("pos", of: event) == "close" ? .close : .open, InlineReader.number(in: id), type)
      content.enterNative()
    default: content.enterTransparent()
    }
  }

  private static func codePoint(_ equivalent: String?) -> UInt32? {
    guard let equivalent, equivalent.hasPrefix("U+") else { return nil }
    return UInt32(equivalent.dropFirst(2), radix: 16)
  }
}
