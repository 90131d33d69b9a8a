import Articles
import Text

/// Translation memory as OmegaT wants it: codes are OmegaT's own tags as text, and properties name the file and the
/// neighbors of a segment, so that an equal text elsewhere can have another translation.
///
/// Source: OmegaT's manual, "Translation memories". The tags are those that OmegaT makes of XLIFF 1.2: the first letter of
/// the element, and a number that counts the codes of the segment from 0. Standard codes (`bpt`, `ph`) it does not insert.
public enum OmegaTMemory {
  public static func head(source: String, target: String) -> [UInt8] {
    var head: [UInt8] = []
    head.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header creationtool=\"OmegaT\"")
    head.append(" creationtoolversion=\"3.6\" segtype=\"sentence\" o-tmf=\"OmegaT TMX\" adminlang=\"EN-US\"")
    head.append(attribute: "srclang", source)
    head.append(" datatype=\"plaintext\"/>\n<body>\n")
    return head
  }

  public static let foot = Array("</body>\n</tmx>\n".utf8)

  /// Appends the segments of an article that have a translation.
  ///
  /// - Parameters:
  ///   - file: name of the article's file in the project's folder of sources.
  ///   - candidates: whether to take those that nobody has confirmed, or those that somebody has.
  public static func append(
    _ article: Article, file name: String, target language: String, candidates: Bool, options: ExchangeOptions,
    to file: inout [UInt8]
  ) {
    var layout = UnitLayout()
    var segments: [(source: [UInt8], target: [UInt8]?)] = []
    for unit in ExchangeUnit.all(of: article, options) where article.blocks[unit.block].isTranslatable {
      layout.lay(out: unit, of: article, target: language)
      let content = article.blocks[unit.block].content
      for (index, piece) in layout.pieces.enumerated() where piece.segment != nil {
        let isWanted = piece.target.map { ($0.state == .candidate) == candidates } ?? false
        let tags = tags(of: index, layout, content.codes)
        segments.append(
          (
            tagged(piece.text, of: content.bytes, layout.places[piece.places], tags),
            piece.target.flatMap { target in
              isWanted
                ? tagged(
                  TextRange(0, target.bytes.count), of: target.bytes, layout.places[target.places], tags) : nil
            }
          ))
      }
    }
    for (index, segment) in segments.enumerated() {
      guard let target = segment.target else { continue }
      file.append("<tu>\n<prop type=\"file\">")
      file.append(text: name)
      file.append("</prop>\n")
      for (name, neighbor) in [("prev", index - 1), ("next", index + 1)] where segments.indices.contains(neighbor) {
        file.append("<prop type=\"")
        file.append(verbatim: name)
        file.append("\">")
        file.append(text: String(decoding: segments[neighbor].source, as: UTF8.self))
        file.append("</prop>\n")
      }
      for (language, text) in [(ExchangeFormats.sourceLanguage(of: article), segment.source), (language, target)] {
        file.append("<tuv")
        file.append(attribute: "xml:lang", language)
        file.append("><seg>")
        file.append(text: String(decoding: text, as: UTF8.self))
        file.append("</seg></tuv>\n")
      }
      file.append("</tu>\n")
    }
  }

  /// OmegaT's tag for each code of a piece.
  private static func tags(of piece: Int, _ layout: UnitLayout, _ codes: [InlineCode]) -> [Int: String] {
    var tags: [Int: String] = [:]
    var next = 0
    for place in layout.places[layout.pieces[piece].places] {
      let letter: String
      switch layout.shapes[place.code] {
      case .wrapClose:
        // It has the number of its start.
        let open = tags[layout.partners[place.code]] ?? "<g0>"
        tags[place.code] = "</" + open.dropFirst()
        continue
      case .wrapOpen: letter = "g"
      case .point: letter = "x"
      case .farOpen, .loneOpen: letter = "b"
      case .farClose, .loneClose: letter = "e"
      }
      tags[place.code] = letter == "g" ? "<g\(next)>" : "<\(letter)\(next)/>"
      next += 1
    }
    return tags
  }

  private static func tagged(
    _ range: TextRange, of text: [UInt8], _ places: ArraySlice<UnitLayout.Place>, _ tags: [Int: String]
  ) -> [UInt8] {
    var result: [UInt8] = []
    var copied = range.start
    for place in places {
      let end = min(max(place.position, copied), range.end)
      result += text[copied..<end]
      copied = end
      result += (tags[place.code] ?? "").utf8
    }
    return result + text[copied..<range.end]
  }
}
