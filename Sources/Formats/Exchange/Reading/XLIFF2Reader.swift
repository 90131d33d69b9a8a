import Articles
import Text

/// Reads what stands inside the `xliff` element of versions 2.0, 2.1 and 2.2.
struct XLIFF2Reader {
  private(set) var files: [ExchangeDocument.File] = []
  private var lines: LineCounter
  private let sourceLanguage: String?
  private let targetLanguage: String?

  init(lines: LineCounter, source: String?, target: String?) {
    self.lines = lines
    sourceLanguage = source
    targetLanguage = target
  }

  mutating func read(_ reader: inout XMLReader) throws(XMLFault) {
    while let event = try reader.next() {
      guard event.kind == .start else { continue }
      guard XLIFF2Reader.isCore(event, reader) else {
        if reader.names[event.name].local == "meta", reader.string("type", of: event) == "original", !files.isEmpty,
          files[files.count - 1].units.isEmpty
        {
          files[files.count - 1].digest = String(decoding: try reader.content(), as: UTF8.self)
        }
        continue
      }
      switch reader.names[event.name].local {
      case "file":
        files.append(
          ExchangeDocument.File(
            original: reader.string("original", of: event) ?? "", sourceLanguage: sourceLanguage,
            targetLanguage: targetLanguage))
      case "unit" where !files.isEmpty: try readUnit(event, &reader)
      case "skeleton", "notes": try reader.skip(event)
      default: break
      }
    }
  }

  private static func isCore(_ event: XMLEvent, _ reader: borrowing XMLReader) -> Bool {
    let space = reader.names[event.name].space
    return space == XMLExchange.version2 || space == XMLExchange.version22
  }

  private mutating func readUnit(_ start: XMLEvent, _ reader: inout XMLReader) throws(XMLFault) {
    var unit = ExchangeDocument.Unit(
      id: reader.string("id", of: start) ?? "", line: lines.line(at: start.range.start))
    unit.isProtected = reader.string("translate", of: start) == "no"
    let restriction = reader.string(
      "sizeRestriction", in: "urn:oasis:names:tc:xliff:sizerestriction:2.0", of: start)
    unit.limit = restriction?.split(separator: ",").last.flatMap { Int($0) }
    while let event = try reader.next(), event.kind != .end {
      guard event.kind == .start else { continue }
      let name = XLIFF2Reader.isCore(event, reader) ? reader.names[event.name].local : ""
      guard name == "segment" || name == "ignorable" else {
        try reader.skip(event)
        continue
      }
      var segment = ExchangeDocument.Segment(
        id: reader.string("id", of: event) ?? "", source: MarkedText(), target: nil,
        state: XLIFF2Reader.state(reader.string("state", of: event)), isSegment: name == "segment")
      while let part = try reader.next(), part.kind != .end {
        guard part.kind == .start else { continue }
        switch XLIFF2Reader.isCore(part, reader) ? reader.names[part.name].local : "" {
        case "source": segment.source = try InlineReader.read(&reader, XLIFF2Reader.enter).content
        case "target": segment.target = try InlineReader.read(&reader, XLIFF2Reader.enter).content
        default: try reader.skip(part)
        }
      }
      unit.segments.append(segment)
    }
    files[files.count - 1].units.append(unit)
  }

  /// Section "state" of the specification. A target of state "initial" is a draft.
  private static func state(_ state: String?) -> Target.State {
    switch state {
    case "translated": .translated
    case "reviewed": .reviewed
    case "final": .final
    default: .candidate
    }
  }

  // MARK: Inline elements

  private static func enter(_ event: XMLEvent, _ reader: borrowing XMLReader, _ content: inout InlineReader) {
    guard isCore(event, reader) else { return content.enterTransparent() }
    let id = reader.string("id", of: event) ?? ""
    let name = reader.string("subType", of: event) ?? reader.string("type", of: event) ?? ""
    switch reader.names[event.name].local {
    case "pc":
      content.enterPair(id: InlineReader.number(in: id), name: name)
      return
    case "ph": content.append(.alone, InlineReader.number(in: id), name)
    case "sc": content.append(.open, InlineReader.number(in: id), name)
    case "ec": content.append(.close, InlineReader.number(in: reader.string("startRef", of: event) ?? id), name)
    case "cp":
      if let point = reader.string("hex", of: event).flatMap({ UInt32($0, radix: 16) }) {
        content.add(codePoint: point)
      }
    default: break
    }
    content.enterTransparent()
  }
}
