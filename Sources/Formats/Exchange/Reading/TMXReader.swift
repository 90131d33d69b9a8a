import Articles
import Text

/// Reads TMX as far as its units have addresses of Lede's, which are in `tuid`.
struct TMXReader {
  private(set) var document = ExchangeDocument()
  private var lines: LineCounter
  private var sourceLanguage: String?

  init(lines: LineCounter) { self.lines = lines }

  /// Reads what stands inside the `tmx` element.
  mutating func read(_ reader: inout XMLReader) throws(XMLFault) {
    while let event = try reader.next() {
      guard event.kind == .start else { continue }
      switch reader.names[event.name].local {
      case "header":
        sourceLanguage = reader.string("srclang", of: event)
        try reader.skip(event)
      case "tu": try readUnit(event, &reader)
      default: break
      }
    }
  }

  private mutating func readUnit(_ start: XMLEvent, _ reader: inout XMLReader) throws(XMLFault) {
    guard let address = reader.string("tuid", of: start).flatMap(SegmentAddress.init) else {
      try reader.skip(start)
      return
    }
    let sourceLanguage = reader.string("srclang", of: start) ?? sourceLanguage
    var state = Target.State.translated
    var variants: [(language: String, text: MarkedText)] = []
    while let event = try reader.next(), event.kind != .end {
      guard event.kind == .start else { continue }
      switch reader.names[event.name].local {
      case "prop" where reader.string("type", of: event) == "x-state":
        state = Target.State(rawValue: try String(decoding: reader.content(), as: UTF8.self)) ?? .translated
      case "tuv":
        let language =
          reader.string("lang", in: "http://www.w3.org/XML/1998/namespace", of: event)
          ?? reader.string("lang", of: event) ?? ""
        while let part = try reader.next(), part.kind != .end {
          guard part.kind == .start else { continue }
          if reader.names[part.name].local == "seg" {
            variants.append((language, try InlineReader.read(&reader, TMXReader.enter).content))
          } else {
            try reader.skip(part)
          }
        }
      default: try reader.skip(event)
      }
    }
    guard
      let source = variants.first(where: {
        LanguageTag.primary($0.language) == LanguageTag.primary(sourceLanguage ?? "")
      })
    else { return }
    for target in variants where target.language != source.language {
      document.add(
        ExchangeDocument.Segment(
          id: address.segment, source: source.text, target: target.text, state: state, isSegment: true),
        at: address, line: lines.line(at: start.range.start), source: source.language, target: target.language)
    }
  }

  private static func number(_ name: String, of event: XMLEvent, _ reader: borrowing XMLReader) -> Int {
    reader.string(name, of: event).flatMap { Int($0) } ?? 0
  }

  /// The text of a unit that is not Lede's: codes are named after their native code, and numbered where they came
  /// without a number.
  static func inline(_ reader: inout XMLReader) throws(XMLFault) -> MarkedText {
    var content = try InlineReader.read(&reader, namesCodes: true, TMXReader.enter)
    content.numberCodes()
    return content.content
  }

  private static func enter(_ event: XMLEvent, _ reader: borrowing XMLReader, _ content: inout InlineReader) {
    switch reader.names[event.name].local {
    case "bpt": content.append(.open, number("i", of: event, reader), "")
    case "ept": content.append(.close, number("i", of: event, reader), "")
    case "it":
      content.append(reader.string("pos", of: event) == "end" ? .close : .open, number("x", of: event, reader), "")
    case "ph" where reader.string("type", of: event) == "x-control": return content.enterControl()
    case "ph": content.append(.alone, number("x", of: event, reader), "")
    default: return content.enterTransparent()
    }
    content.enterNative()
  }
}
