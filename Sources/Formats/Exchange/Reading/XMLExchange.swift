import Articles
import Text

/// Reads the exchange formats that are XML, each by its first element: XLIFF 1.2 and 2.x, and TMX; also when other tools
/// have written them anew, with other prefixes, attributes of their own, units without `mrk`, or states left as they were.
///
/// Sources: XLIFF Version 1.2, OASIS Standard, 1 February 2008; XLIFF Version 2.1, OASIS Standard, 13 February 2018.
enum XMLExchange {
  static let version12 = "urn:oasis:names:tc:xliff:document:1.2"
  static let version2 = "urn:oasis:names:tc:xliff:document:2.0"
  static let version22 = "urn:oasis:names:tc:xliff:document:2.2"

  /// - Parameter allowsInvalid: whether XLIFF 2 that breaks the specification's rules is read as far as it goes.
  static func read(_ text: [UInt8], allowsInvalid: Bool) throws(ArticleError) -> ExchangeDocument {
    var document = ExchangeDocument()
    var violations: [XLIFF2Violation] = []
    var fault: XMLFault?
    var isOther = false
    text.withUnsafeBufferPointer { source in
      let lines = LineCounter(source)
      var reader = XMLReader(source)
      do throws(XMLFault) {
        while let event = try reader.next() {
          guard event.kind == .start else { continue }
          let name = reader.names[event.name]
          switch (name.local, name.space) {
          case ("xliff", version12):
            var body = XLIFF12Reader(lines: lines)
            try body.read(&reader)
            document.files = body.files
          case ("xliff", version2), ("xliff", version22):
            violations = try XLIFF2Validator.violations(in: source)
            var body = XLIFF2Reader(
              lines: lines, source: reader.string("srcLang", of: event), target: reader.string("trgLang", of: event))
            try body.read(&reader)
            document.files = body.files
          case ("tmx", ""):
            var body = TMXReader(lines: lines)
            try body.read(&reader)
            document = body.document
          default:
            isOther = true
            return
          }
        }
      } catch { fault = error }
    }
    if let fault { throw ArticleError(fault, in: text) }
    if isOther {
      throw ArticleError(
        .notExchange, "its first element is neither xliff in a namespace of XLIFF 1.2, 2.1 or 2.2, nor tmx")
    }
    document.findings = findings(violations, in: text)
    if let first = document.findings.first, !allowsInvalid {
      let more = violations.count - 1
      throw ArticleError(.invalidXLIFF, first.message + (more > 0 ? " (and \(more) more)" : ""))
    }
    return document
  }

  private static func findings(_ violations: [XLIFF2Violation], in text: [UInt8]) -> [Finding] {
    text.withUnsafeBufferPointer { source in
      var lines = LineCounter(source)
      return violations.map {
        Finding(.invalidXLIFF, "line \(lines.line(at: $0.offset)): \($0.message); \($0.remedy)")
      }
    }
  }
}

/// Line numbers of places that come in order.
struct LineCounter {
  private let source: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var line = 1

  init(_ source: UnsafeBufferPointer<UInt8>) { self.source = source }

  mutating func line(at place: Int) -> Int {
    while offset < min(place, source.count) {
      if source[offset] == 0x0A { line += 1 }
      offset += 1
    }
    return line
  }
}
