internal import CJSON

/// Why a text is not JSON, and about where (a byte offset).
public struct JSONFault: Error, Hashable {
  public let reason: String
  public let offset: Int
}

/// Reads JSON texts one after another into views of their values; one owner.
public final class JSONReader {
  private let parser: OpaquePointer

  public init() {
    guard let parser = lede_json_open() else { fatalError("memory is out") }
    self.parser = parser
  }

  deinit { lede_json_close(parser) }

  /// Calls `body` with the root, which must be an object or an array. No value may be kept after `body` returns.
  public func read<Result, Failure: Error>(
    _ text: UnsafeBufferPointer<UInt8>, orElse failure: (JSONFault) -> Failure,
    _ body: (JSONValue) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var count = 0
    var message: UnsafePointer<CChar>?
    var offset = 0
    guard let nodes = lede_json_parse(parser, text.baseAddress, text.count, &count, &message, &offset) else {
      throw failure(JSONFault(reason: message.map { String(cString: $0) } ?? "no JSON", offset: offset))
    }
    return try body(JSONValue(nodes: nodes, index: 0, source: text))
  }
}

/// A value inside a JSON text that is being read.
public struct JSONValue {
  fileprivate let nodes: UnsafePointer<lede_json_node>
  fileprivate let index: Int
  fileprivate let source: UnsafeBufferPointer<UInt8>

  private var node: lede_json_node { nodes[index] }

  /// Its bytes as written.
  public var raw: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: source[Int(node.start)..<Int(node.end)])
  }

  /// Where it is written in the JSON text, quotation marks and brackets included.
  public var range: TextRange { TextRange(Int(node.start), Int(node.end)) }

  public var isNull: Bool { Int(node.kind) == LEDE_JSON_NULL }
  public var isObject: Bool { Int(node.kind) == LEDE_JSON_OBJECT }
  public var isArray: Bool { Int(node.kind) == LEDE_JSON_ARRAY }
  public var isString: Bool { Int(node.kind) == LEDE_JSON_STRING }

  /// Decoded UTF-8 of a string, valid while the text is being read; nil for another kind of value.
  public var text: UnsafeBufferPointer<UInt8>? {
    Int(node.kind) == LEDE_JSON_STRING ? UnsafeBufferPointer(start: node.text, count: Int(node.text_length)) : nil
  }

  /// Decoded UTF-8 of a string, or nil for another kind of value.
  public var bytes: [UInt8]? {
    text.map { Array($0) }
  }

  public var string: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

  public var number: Double? { Int(node.kind) == LEDE_JSON_NUMBER ? node.number : nil }

  /// A whole number that a `Double` holds exactly.
  public var integer: Int? { number.flatMap { Int(exactly: $0) } }

  public var bool: Bool? {
    switch Int(node.kind) {
    case LEDE_JSON_TRUE: true
    case LEDE_JSON_FALSE: false
    default: nil
    }
  }

  /// The whole numbers that an array holds, without making values of them; what is none counts as 0.
  public var integers: [Int] {
    guard Int(node.kind) == LEDE_JSON_ARRAY else { return [] }
    var result: [Int] = []
    result.reserveCapacity(Int(node.next) - index)
    var child = index + 1
    while child < Int(node.next) {
      result.append(Int(exactly: nodes[child].number) ?? 0)
      child = Int(nodes[child].next)
    }
    return result
  }

  /// The elements of an array; none for another kind of value.
  public var elements: [JSONValue] {
    guard Int(node.kind) == LEDE_JSON_ARRAY else { return [] }
    var result: [JSONValue] = []
    var child = index + 1
    while child < Int(node.next) {
      result.append(JSONValue(nodes: nodes, index: child, source: source))
      child = Int(nodes[child].next)
    }
    return result
  }

  /// One member of an object: its key decoded and as written, and its value.
  public struct Member {
    public let key: UnsafeBufferPointer<UInt8>
    public let rawKey: UnsafeBufferPointer<UInt8>
    public let value: JSONValue

    public func has(key name: StaticString) -> Bool {
      key.count == name.utf8CodeUnitCount
        && key.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }
  }

  /// The members of an object in order; none for another kind of value.
  public var members: [Member] {
    guard isObject else { return [] }
    var result: [Member] = []
    var child = index + 1
    while child < Int(node.next) {
      let key = nodes[child]
      result.append(
        Member(
          key: UnsafeBufferPointer(start: key.text, count: Int(key.text_length)),
          rawKey: UnsafeBufferPointer(rebasing: source[Int(key.start)..<Int(key.end)]),
          value: JSONValue(nodes: nodes, index: child + 1, source: source)))
      child = Int(nodes[child + 1].next)
    }
    return result
  }

  /// The last member of an object with a key.
  public subscript(_ name: StaticString) -> JSONValue? {
    guard isObject else { return nil }
    let wanted = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    var found: JSONValue?
    var child = index + 1
    let end = Int(node.next)
    while child < end {
      let key = nodes[child]
      if Int(key.text_length) == wanted.count,
        UnsafeBufferPointer(start: key.text, count: wanted.count).elementsEqual(wanted)
      {
        found = JSONValue(nodes: nodes, index: child + 1, source: source)
      }
      child = Int(nodes[child + 1].next)
    }
    return found
  }
}
