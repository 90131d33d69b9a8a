import Articles
import Testing
import Text

@testable import Formats

/// The laws of merging, for any document of any format.
enum Laws {
  /// Segments as sentences would be: cut behind each full stop and space.
  static func read(_ raw: RawContent, path: String) throws -> Article {
    var article = try Marked.read(raw, path: path)
    var namer = Segment.Namer()
    article.segments = article.blocks.indices.flatMap { index in
      let bytes = article.blocks[index].content.bytes
      var segments: [Segment] = []
      var start = 0
      for offset in bytes.indices where article.blocks[index].kind.isProse {
        guard bytes[offset] == 0x20, offset > 0, bytes[offset - 1] == 0x2E, offset + 1 < bytes.count else { continue }
        segments.append(
          Segment(id: namer.id(for: bytes[start..<offset]), block: index, range: TextRange(start, offset)))
        start = offset + 1
      }
      segments.append(
        Segment(id: namer.id(for: bytes[start...]), block: index, range: TextRange(start, bytes.count)))
      return segments
    }
    return article
  }

  /// Text that can be told from its source: every "e" has an accent, and each end a mark.
  static func pseudo(_ text: MarkedText) -> MarkedText {
    var result = MarkedText(bytes: Array("«".utf8))
    var codes = text.codes[...]
    for offset in 0...text.bytes.count {
      while let code = codes.first, code.position == offset {
        var moved = code
        moved.position = offset == 0 && code.kind != .close ? 0 : result.bytes.count
        result.codes.append(moved)
        codes.removeFirst()
      }
      if offset < text.bytes.count {
        let byte = text.bytes[offset]
        result.bytes += byte == UInt8(ascii: "e") ? Array("é".utf8) : [byte]
      }
    }
    result.bytes += Array("&<»".utf8)
    for index in result.codes.indices where text.codes[index].position == text.bytes.count {
      if text.codes[index].kind == .close { result.codes[index].position = result.bytes.count }
    }
    return result
  }

  static func shape(_ text: MarkedText) -> String { Marked.string(text) }

  /// Holds a document against all laws; gives the document with every segment translated.
  @discardableResult
  static func hold(_ bytes: [UInt8], path: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [UInt8]
  {
    let raw = RawContent(bytes: bytes)
    var article = try read(raw, path: path)
    let untouched = try DocumentFormats.merge(article, into: raw)
    #expect(untouched.bytes == bytes, "not translated", sourceLocation: sourceLocation)
    for index in article.segments.indices {
      let text = article.content(of: article.segments[index])
      article.segments[index].target = Target(language: "xx", content: text, state: .translated, origin: "")
    }
    let same = try DocumentFormats.merge(article, into: raw)
    #expect(same.bytes == bytes && same.findings.isEmpty, "translated by itself", sourceLocation: sourceLocation)
    var all: [UInt8] = []
    for step in 1...3 {
      for rest in 0..<step {
        var some = article
        for index in some.segments.indices {
          let text = article.content(of: article.segments[index])
          some.segments[index].target =
            index % step == rest
            ? Target(language: "xx", content: pseudo(text), state: .translated, origin: "") : nil
        }
        let merged = try DocumentFormats.merge(some, into: raw)
        #expect(merged.findings.isEmpty, sourceLocation: sourceLocation)
        let again = try Marked.read(RawContent(bytes: merged.bytes), path: path)
        let expected = blocks(some).map(shape)
        let found = again.blocks.map { shape($0.content) }
        #expect(expected == found, "every \(step). segment from \(rest)", sourceLocation: sourceLocation)
        if step == 1 { all = merged.bytes }
      }
    }
    return all
  }

  /// The texts of an article's blocks with their translations in.
  private static func blocks(_ article: Article) -> [MarkedText] {
    article.blocks.indices.map { index in
      var result = MarkedText()
      func append(_ text: MarkedText) {
        result.codes += text.codes.map { code in
          var moved = code
          moved.position += result.bytes.count
          return moved
        }
        result.bytes += text.bytes
      }
      var end = 0
      let content = article.blocks[index].content
      for segment in article.segments where segment.block == index {
        if segment.range.start > end { append(content.slice(TextRange(end, segment.range.start))) }
        append(segment.target?.content ?? article.content(of: segment))
        end = segment.range.end
      }
      return result
    }
  }
}
