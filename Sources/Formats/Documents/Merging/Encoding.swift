import Articles
import Text

extension DecodedText {
  /// The document with splices in its text: what they do not touch keeps its very bytes.
  ///
  /// A U+FFFD in a splice stands for the next undecodable bytes in its place, as long as there are any.
  ///
  /// - Parameters:
  ///   - splices: in order, without overlap, as offsets in `bytes`.
  ///   - document: what this text was decoded from.
  func applying(
    _ splices: [Splice], to document: [UInt8], _ lacking: LackingCharacters, language: String?,
    findings: inout [Finding]
  ) throws(ArticleError) -> [UInt8] {
    guard !splices.isEmpty else { return document }
    do throws(TextError) {
      guard !hasStates else {
        return try Charset.encode(
          Splice.apply(splices, to: bytes[...]), in: charset, references: lacking == .writeReferences)
      }
      let known = Set(faults)
      var encoded: [Splice] = []
      encoded.reserveCapacity(splices.count)
      for splice in splices {
        encoded.append(Splice(map.original(of: splice.range), try encode(splice, of: document, lacking, known)))
      }
      return Splice.apply(encoded, to: document[...])
    } catch {
      guard lacking == .changeCharset else { throw ArticleError(.charset, error.description) }
      let name = language.map { " into \"\($0)\"" } ?? ""
      findings.append(
        Finding(.charsetChanged, "the translation\(name) does not fit \(charset): the document is UTF-8 now"))
      return Splice.apply(splices, to: bytes[...])
    }
  }

  /// Charsets in which bytes mean something else after an escape sequence cannot be cut anywhere.
  private var hasStates: Bool {
    charset.hasPrefix("ISO-2022") || charset.hasPrefix("UTF-7") || charset.hasPrefix("HZ")
  }

  private func encode(
    _ splice: Splice, of document: [UInt8], _ lacking: LackingCharacters, _ known: Set<Int>
  ) throws(TextError) -> [UInt8] {
    let references = lacking == .writeReferences
    let damaged = faultBytes(in: splice.range, known)
    guard !damaged.isEmpty else { return try Charset.encode(splice.bytes, in: charset, references: references) }
    var result: [UInt8] = []
    var copied = 0
    var offset = 0
    var next = 0
    while next < damaged.count, offset + 2 < splice.bytes.count {
      guard splice.bytes[offset] == 0xEF, splice.bytes[offset + 1] == 0xBF, splice.bytes[offset + 2] == 0xBD else {
        offset += 1
        continue
      }
      result += try Charset.encode(Array(splice.bytes[copied..<offset]), in: charset, references: references)
      result += document[damaged[next]]
      next += 1
      offset += 3
      copied = offset
    }
    return result + (try Charset.encode(Array(splice.bytes[copied...]), in: charset, references: references))
  }

  /// The undecodable sequences of a range of `bytes`, as ranges of the document.
  private func faultBytes(in range: TextRange, _ known: Set<Int>) -> [TextRange] {
    guard !known.isEmpty else { return [] }
    var result: [TextRange] = []
    var offset = range.start
    while offset + 2 < range.end {
      guard bytes[offset] == 0xEF, bytes[offset + 1] == 0xBF, bytes[offset + 2] == 0xBD else {
        offset += 1
        continue
      }
      let origin = map.original(of: TextRange(offset, offset + 3))
      if known.contains(origin.start) { result.append(origin) }
      offset += 3
    }
    return result
  }
}
