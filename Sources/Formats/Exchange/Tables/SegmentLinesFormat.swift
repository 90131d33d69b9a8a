import Articles
import Text

/// JSON lines, an object for each segment, for scripts and services.
public enum SegmentLinesFormat: ExchangeFormat {
  public static let name = "jsonl"
  public static let ending = "jsonl"
  public static let foot: [UInt8] = []

  public static func head(source: String, target: String) -> [UInt8] { [] }

  @discardableResult
  public static func append(
    _ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    let rows = SegmentRow.all(of: article, target: target, options)
    for row in rows {
      var json = JSONWriter()
      json.object { json in
        json.key("segment")
        json.string(row.id)
        json.key("from")
        json.string(ExchangeFormats.sourceLanguage(of: article))
        json.key("to")
        json.string(target)
        json.key("kind")
        json.string(row.kind.rawValue)
        json.key("source")
        json.string(row.source)
        json.key("target")
        json.string(row.target)
        json.key("state")
        json.string(row.state)
        json.key("note")
        json.string(row.note)
      }
      file += json.bytes
      file.append(0x0A)
    }
    return !rows.isEmpty
  }

  /// Whether a text begins with such a line.
  static func recognizes(_ text: [UInt8]) -> Bool {
    let line = text.prefix(1 << 16).drop { $0 <= 0x20 }.prefix { $0 != 0x0A }
    return line.first == 0x7B && String(decoding: line, as: UTF8.self).contains("\"segment\"")
  }

  static func read(_ text: [UInt8]) throws(ArticleError) -> ExchangeDocument {
    var document = ExchangeDocument()
    let reader = JSONReader()
    var number = 0
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      let found = try read(Array(line), number, reader)
      guard let address = SegmentAddress(found.address) else { continue }
      document.add(found.segment, at: address, line: number, source: found.from, target: found.to)
    }
    return document
  }

  private static func read(
    _ line: [UInt8], _ number: Int, _ reader: JSONReader
  ) throws(ArticleError) -> (address: String, segment: ExchangeDocument.Segment, from: String?, to: String?) {
    var failure: ArticleError?
    var result: (String, ExchangeDocument.Segment, String?, String?)?
    line.withUnsafeBufferPointer { buffer in
      do throws(ArticleError) {
        try reader.read(
          buffer, orElse: { ArticleError(.badTable, "line \(number) is no JSON object: \($0.reason)") },
          { json throws(ArticleError) in
            let target = json["target"]?.bytes ?? []
            let address = json["segment"]?.string ?? ""
            result = (
              address,
              ExchangeDocument.Segment(
                id: SegmentAddress(address)?.segment ?? "", source: TaggedText.read(json["source"]?.bytes ?? []),
                target: target.isEmpty ? nil : TaggedText.read(target),
                state: json["state"]?.string.flatMap(Target.State.init) ?? .translated, isSegment: true),
              json["from"]?.string, json["to"]?.string
            )
          })
      } catch { failure = error }
    }
    if let failure { throw failure }
    return result ?? (
      "", ExchangeDocument.Segment(id: "", source: MarkedText(), state: .candidate, isSegment: true), nil, nil
    )
  }
}
