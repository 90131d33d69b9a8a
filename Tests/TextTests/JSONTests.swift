import Testing
import Text

@Suite struct JSONTests {
  private struct Unreadable: Error {}

  /// Writes a value out again from what the reader says of it.
  private func echo(_ text: String) throws -> String {
    let reader = JSONReader()
    return try Array(text.utf8).withUnsafeBufferPointer { buffer in
      try reader.read(buffer, orElse: { $0 }) { (root) throws(JSONFault) -> String in
        var writer = JSONWriter()
        JSONTests.write(root, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
      }
    }
  }

  private static func write(_ value: JSONValue, to json: inout JSONWriter) {
    if let bytes = value.bytes {
      json.string(bytes)
    } else if value.isObject {
      json.object { json in
        for member in value.members {
          json.raw(member.rawKey + [UInt8(ascii: ":")] + value.raw.prefix(0))
          json.bytes += Array(member.value.raw)
        }
      }
    } else if value.number != nil || value.bool != nil || value.isNull {
      json.raw(value.raw)
    } else {
      json.array { json in for element in value.elements { write(element, to: &json) } }
    }
  }

  @Test(arguments: [
    "{}", "[]", "[[],{}]", #"{"a":1.50,"b":[true,false,null],"c":{"d":"e"}}"#, #"["\"\\\n\u0001é😀"]"#,
    #"{"a": "x" }"#, #"[1e5,-0.0]"#, #"{"k\u0065y":"v"}"#,
  ])
  func valuesKeepTheirBytes(_ text: String) throws {
    let compact = text.replacing(": ", with: ":").replacing(" }", with: "}")
    #expect(try echo(text) == compact)
  }

  @Test(arguments: [
    "", "{", "[1,]", #"{"a"}"#, "nul", "{} x", #"["\ud800"]"#, "[1] [2]", "\"text\"", "{\"a\":01}", "[nil]", "[nulll]",
    #"{"a":n"b"}"#, "[tru]", "[falsey]", "[-]", "[1e]", "[x]",
  ])
  func illFormedTextIsAFault(_ text: String) {
    #expect(throws: JSONFault.self) { try echo(text) }
  }

  @Test func deepNestingIsAFaultAndNoCrash() {
    #expect(throws: JSONFault.self) { try echo(String(repeating: "[", count: 100_000)) }
    #expect(throws: JSONFault.self) {
      try echo(String(repeating: "[", count: 200) + String(repeating: "]", count: 200))
    }
  }

  @Test func lineEndsOfEveryKindAreEscaped() throws {
    var json = JSONWriter()
    json.string("a\u{85}b\u{2028}c\u{2029}d\u{2027}e\u{A0}\n\u{C2}")
    let text = String(decoding: json.bytes, as: UTF8.self)
    #expect(text == #""a\u0085b\u2028c\u2029d"# + "\u{2027}e\u{A0}" + #"\n"# + "\u{C2}\"")
    #expect(try echo("[\(text)]") == "[\(text)]")
  }

  @Test(arguments: [
    (0.5, "0.5"), (1.0, "1"), (-0.12345, "-0.1235"), (0.00001, "0"), (12.3400, "12.34"), (.nan, "0"), (1e300, "0"),
  ])
  func decimalsAreShortAndAlike(_ value: Double, _ text: String) {
    var json = JSONWriter()
    json.decimal(value)
    #expect(String(decoding: json.bytes, as: UTF8.self) == text)
  }
}
