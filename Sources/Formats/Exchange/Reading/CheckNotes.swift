import Articles
import Text

/// What a check found, as notes of the units in an XLIFF file: everything else in the file keeps its bytes.
///
/// Sources: XLIFF Version 1.2, `note` (behind `target`, where the schema allows it); XLIFF Version 2.1, `notes` (before
/// the segments).
public enum CheckNotes {
  /// By these they are known again: `from` in version 1.2, `category` in 2.x.
  private static let mark = "lede-check"

  /// - Parameter notes: texts by the number of their unit, counted from 0 over all files as `ExchangeFormats.read` has them.
  /// - Returns: the file with them, and without those of an earlier check; nil when it is no XLIFF.
  public static func write(_ notes: [Int: [String]], into file: [UInt8]) throws(ArticleError) -> [UInt8]? {
    let text: DecodedText
    do throws(TextError) {
      text = try Charset.decode(file, declared: XMLDeclaration.charset(in: file))
    } catch { throw ArticleError(.charset, error.description) }
    var fault: XMLFault?
    var splices: [Splice] = []
    var space: String?
    text.bytes.withUnsafeBufferPointer { source in
      do throws(XMLFault) { splices = try CheckNotes.splices(notes, in: source, &space) } catch { fault = error }
    }
    guard space != nil else { return nil }
    if let fault { throw ArticleError(fault, in: text.bytes) }
    var findings: [Finding] = []
    // What is put in at a place comes before what goes there.
    let ordered = splices.sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    return try text.applying(ordered, to: file, .writeReferences, language: nil, findings: &findings)
  }

  /// - Parameter space: the namespace of the version, as soon as it is known to be XLIFF.
  private static func splices(
    _ notes: [Int: [String]], in source: UnsafeBufferPointer<UInt8>, _ space: inout String?
  ) throws(XMLFault) -> [Splice] {
    var reader = XMLReader(source)
    var splices: [Splice] = []
    var unit = 0
    var hasFile = false
    while let event = try reader.next() {
      guard event.kind == .start else { continue }
      let name = reader.names[event.name]
      guard let own = space else {
        let known = [XMLExchange.version12, XMLExchange.version2, XMLExchange.version22]
        guard name.local == "xliff", known.contains(name.space) else { return [] }
        space = name.space
        continue
      }
      let isVersion12 = own == XMLExchange.version12
      switch name.space == own ? name.local : "" {
      case "file": hasFile = true
      case "trans-unit" where isVersion12 && hasFile:
        try inUnit12(event, notes[unit] ?? [], &reader, &splices)
        unit += 1
      case "unit" where !isVersion12 && hasFile:
        try inUnit2(event, notes[unit] ?? [], &reader, &splices)
        unit += 1
      case "alt-trans", "bin-unit", "header", "skeleton", "notes": try reader.skip(event)
      default: break
      }
    }
    return splices
  }

  private static func inUnit12(
    _ unit: XMLEvent, _ notes: [String], _ reader: inout XMLReader, _ splices: inout [Splice]
  ) throws(XMLFault) {
    let prefix = prefix(of: unit, reader)
    let space = reader.names[unit.name].space
    var place: Int?
    var old: [Splice] = []
    while let event = try reader.next(), event.kind != .end {
      guard event.kind == .start else { continue }
      let name = reader.names[event.name]
      let isOld = name.local == "note" && name.space == space && reader.string("from", of: event) == mark
      let end = try reader.skip(event).range.end
      switch name.space == space ? name.local : "" {
      case "source", "seg-source", "target": place = end
      case "note" where isOld:
        let start = event.range.start
        old.append(Splice(TextRange(start > 0 && reader.source[start - 1] == 0x0A ? start - 1 : start, end), []))
      default: break
      }
    }
    if let place, !notes.isEmpty {
      var bytes: [UInt8] = []
      for note in notes {
        bytes.append("\n")
        append(note, prefix, " from=\"lede-check\" annotates=\"target\"", to: &bytes)
      }
      splices.append(Splice(TextRange(place, place), bytes))
    }
    splices += old
  }

  private static func inUnit2(
    _ unit: XMLEvent, _ notes: [String], _ reader: inout XMLReader, _ splices: inout [Splice]
  ) throws(XMLFault) {
    let prefix = prefix(of: unit, reader)
    let space = reader.names[unit.name].space
    var bytes: [UInt8] = []
    for note in notes {
      append(note, prefix, " category=\"lede-check\" appliesTo=\"target\"", to: &bytes)
      bytes.append("\n")
    }
    var isDone = notes.isEmpty
    while let event = try reader.next(), event.kind != .end {
      guard event.kind == .start else { continue }
      let name = reader.names[event.name]
      switch name.space == space ? name.local : "" {
      case "notes":
        let own = try inNotes(event, bytes, &reader)
        splices += own
        isDone = true
      case "originalData", "segment", "ignorable":
        if !isDone {
          let open = Array("<".utf8) + prefix + Array("notes>\n".utf8)
          let close = Array("</".utf8) + prefix + Array("notes>\n".utf8)
          splices.append(Splice(TextRange(event.range.start, event.range.start), open + bytes + close))
          isDone = true
        }
        try reader.skip(event)
      default: try reader.skip(event)
      }
    }
  }

  /// Puts new notes behind the others; an element that only held old ones goes, for it may not be empty.
  private static func inNotes(
    _ start: XMLEvent, _ bytes: [UInt8], _ reader: inout XMLReader
  ) throws(XMLFault) -> [Splice] {
    var old: [Splice] = []
    var keepsOthers = false
    var end = start
    while let event = try reader.next() {
      end = event
      if event.kind == .end { break }
      guard event.kind == .start else { continue }
      let isOld = reader.names[event.name].local == "note" && reader.string("category", of: event) == mark
      let range = TextRange(event.range.start, try reader.skip(event).range.end)
      if isOld { old.append(Splice(withLineEnd(range, reader), [])) } else { keepsOthers = true }
    }
    if bytes.isEmpty && !keepsOthers && !old.isEmpty {
      return [Splice(withLineEnd(TextRange(start.range.start, end.range.end), reader), [])]
    }
    if !bytes.isEmpty { old.append(Splice(TextRange(end.range.start, end.range.start), bytes)) }
    return old
  }

  private static func withLineEnd(_ range: TextRange, _ reader: borrowing XMLReader) -> TextRange {
    let hasLineEnd = range.end < reader.source.count && reader.source[range.end] == 0x0A
    return TextRange(range.start, hasLineEnd ? range.end + 1 : range.end)
  }

  private static func append(
    _ note: String, _ prefix: [UInt8], _ attributes: StaticString, to bytes: inout [UInt8]
  ) {
    bytes.append("<")
    bytes += prefix
    bytes.append("note")
    bytes.append(attributes)
    bytes.append(">")
    bytes.append(text: note)
    bytes.append("</")
    bytes += prefix
    bytes.append("note>")
  }

  /// The namespace prefix of an element with its colon, as the file writes it.
  private static func prefix(of element: XMLEvent, _ reader: borrowing XMLReader) -> [UInt8] {
    let name = reader.source[(element.range.start + 1)..<element.range.end].prefix {
      $0 > 0x20 && $0 != 0x2F && $0 != 0x3E
    }
    return name.firstIndex(of: 0x3A).map { Array(name[...$0]) } ?? []
  }
}
