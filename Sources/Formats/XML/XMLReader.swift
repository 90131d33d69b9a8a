internal import CXML
import Text

/// A name of an element or attribute: its namespace, empty for none, and its local name.
struct XMLName: Hashable, Sendable {
  var space: String
  var local: String
}

/// What stands at one place of an XML document.
struct XMLEvent {
  enum Kind: UInt8 {
    case start, end, text, comment, instruction, cdataStart, cdataEnd
    /// A reference to an entity that is not declared or lies outside of the document.
    case unknownEntity
  }

  var kind: Kind
  /// Number of the element's name among the reader's `names`; the same name has the same number.
  var name: Int
  /// Its bytes in the source. The end of `<a/>` is an empty range after it.
  var range: TextRange
  /// Whether it is the start or the end of `<a/>`.
  var isEmpty: Bool
  /// Whether its text stands in the source byte for byte.
  var isVerbatim: Bool

  fileprivate var text: TextRange
  fileprivate var attributes: Range<Int>
}

/// An attribute of a start tag.
struct XMLAttribute {
  /// Number of its name among the reader's `names`.
  var name: Int
  /// The value as written, between its quotes. Empty for one that only the document type declares.
  var range: TextRange
  var isVerbatim: Bool

  fileprivate var text: TextRange
}

/// XML that cannot be read on.
struct XMLFault: Error, Hashable {
  enum Kind: Int32 { case syntax = 1, tooDeep, amplified, entityMarkup, outOfMemory }

  var kind: Kind
  /// In the bytes that were read.
  var offset: Int
  /// In the parser's words.
  var reason: String
}

/// Reads XML as a stream of events, each with its place in the bytes.
///
/// Nothing is fetched from outside the document, entities may not amplify it, and elements may be nested 1,000 deep.
/// The text and the attributes of an event hold until the next one is asked for.
struct XMLReader: ~Copyable {
  let source: UnsafeBufferPointer<UInt8>
  /// The names met so far; those of an event are always among them.
  private(set) var names: [XMLName] = []
  /// The bytes of the event that was read last.
  private(set) var lastRange = TextRange(0, 0)

  private let handle: OpaquePointer?
  private var index = 0
  private var count = 0
  private var events: UnsafePointer<lede_xml_event>?

  /// - Parameters:
  ///   - source: UTF-8 of less than 2 GiB that must outlive the reader; what it declares as its charset is not looked at.
  ///   - knowsHTMLEntities: whether `&nbsp;` and its like are known where the document does not declare them.
  init(_ source: UnsafeBufferPointer<UInt8>, knowsHTMLEntities: Bool = false) {
    self.source = source
    handle = lede_xml_open(source.baseAddress, source.count, knowsHTMLEntities)
  }

  deinit { lede_xml_close(handle) }

  /// The next event, or nil at the end of the document.
  mutating func next() throws(XMLFault) -> XMLEvent? {
    if index == count { try fill() }
    guard let events, index < count else { return nil }
    let event = events[index]
    index += 1
    lastRange = TextRange(Int(event.start), Int(event.end))
    return XMLEvent(
      kind: XMLEvent.Kind(rawValue: event.kind) ?? .comment, name: Int(event.name),
      range: lastRange, isEmpty: event.is_empty, isVerbatim: event.is_verbatim,
      text: TextRange(Int(event.text), Int(event.text + event.text_length)),
      attributes: Int(event.attributes)..<Int(event.attributes + event.attribute_count))
  }

  private mutating func fill() throws(XMLFault) {
    guard let handle else { throw XMLFault(kind: .outOfMemory, offset: 0, reason: "memory is out") }
    count = lede_xml_next(handle)
    index = 0
    events = lede_xml_events(handle)
    for number in names.count..<max(lede_xml_name_count(handle), names.count) {
      var space: UnsafePointer<CChar>?
      let local = lede_xml_name(handle, number, &space)
      names.append(
        XMLName(space: space.map { String(cString: $0) } ?? "", local: local.map { String(cString: $0) } ?? ""))
    }
    if count == 0, let kind = XMLFault.Kind(rawValue: lede_xml_fault(handle)) {
      throw XMLFault(
        kind: kind, offset: min(lede_xml_fault_offset(handle), source.count),
        reason: lede_xml_fault_reason(handle).map { String(cString: $0) } ?? "")
    }
  }

  /// Reads on behind the end of the element whose start was read last.
  ///
  /// - Returns: the element's end.
  @discardableResult
  mutating func skip(_ start: XMLEvent) throws(XMLFault) -> XMLEvent {
    var depth = 1
    var last = start
    while depth > 0, let event = try next() {
      if event.kind == .start { depth += 1 }
      if event.kind == .end { depth -= 1 }
      last = event
    }
    return last
  }

  /// Reads on to the end of the element whose start was read last.
  ///
  /// - Returns: its text, that of elements inside of it included.
  mutating func content() throws(XMLFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var depth = 1
    while depth > 0, let event = try next() {
      switch event.kind {
      case .start: depth += 1
      case .end: depth -= 1
      case .text: bytes.append(contentsOf: text(of: event))
      default: break
      }
    }
    return bytes
  }

  /// The characters of a text event, with what references stand for, and line ends as line feeds.
  func text(of event: XMLEvent) -> UnsafeBufferPointer<UInt8> { buffer(event.text, event.isVerbatim) }

  func attributes(of event: XMLEvent) -> [XMLAttribute] {
    guard let handle, let all = lede_xml_attributes(handle) else { return [] }
    return event.attributes.map { XMLReader.attribute(all[$0]) }
  }

  /// The attribute of a local name and namespace; attributes without a prefix have none.
  func attribute(_ local: String, in space: String = "", of event: XMLEvent) -> XMLAttribute? {
    guard let handle, let all = lede_xml_attributes(handle) else { return nil }
    for index in event.attributes {
      let name = names[Int(all[index].name)]
      if name.local == local && name.space == space { return XMLReader.attribute(all[index]) }
    }
    return nil
  }

  /// An attribute's value, normalized and with what references stand for.
  func value(of attribute: XMLAttribute) -> UnsafeBufferPointer<UInt8> {
    buffer(attribute.text, attribute.isVerbatim)
  }

  func string(_ local: String, in space: String = "", of event: XMLEvent) -> String? {
    attribute(local, in: space, of: event).map { String(decoding: value(of: $0), as: UTF8.self) }
  }

  private static func attribute(_ found: lede_xml_attribute) -> XMLAttribute {
    XMLAttribute(
      name: Int(found.name), range: TextRange(Int(found.start), Int(found.end)), isVerbatim: found.is_verbatim,
      text: TextRange(Int(found.text), Int(found.text + found.text_length)))
  }

  private func buffer(_ range: TextRange, _ isVerbatim: Bool) -> UnsafeBufferPointer<UInt8> {
    if isVerbatim { return UnsafeBufferPointer(rebasing: source[range.indices]) }
    guard let handle, let arena = lede_xml_arena(handle) else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: arena + range.start, count: range.count)
  }
}
