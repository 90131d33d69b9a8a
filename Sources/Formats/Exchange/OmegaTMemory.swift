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

  /// Appends the segments of an article that have a translation; with those that nobody has confirmed, also what memories
  /// offer.
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
    var offers: [UInt8] = []
    for unit in ExchangeUnit.all(of: article, options) where article.blocks[unit.block].isTranslatable {
      layout.lay(out: unit, of: article, target: language)
      let content = article.blocks[unit.block].content
      for (index, piece) in layout.pieces.enumerated() where piece.segment != nil {
        let isWanted = piece.target.map { ($0.state == .candidate) == candidates } ?? false
        let tags = tags(of: index, layout, content.codes)
        if candidates, let segment = piece.segment {
          for candidate in article.segments[segment].candidates where candidate.language == language {
            append(candidate, content.codes, tags, source: ExchangeFormats.sourceLanguage(of: article), to: &offers)
          }
        }
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
    file += offers
  }

  /// What a memory offers for a segment, with the tags of the segment's codes; the properties say where it is from.
  private static func append(
    _ candidate: Candidate, _ codes: [InlineCode], _ tags: [Int: String], source: String, to file: inout [UInt8]
  ) {
    func tagged(_ content: MarkedText) -> String {
      var text: [UInt8] = []
      var copied = 0
      for code in content.codes {
        text += content.bytes[copied..<code.position]
        copied = code.position
        let own = codes.indices.first { codes[$0].id == code.id && codes[$0].kind == code.kind }
        text += (own.flatMap { tags[$0] } ?? "").utf8
      }
      return String(decoding: text + content.bytes[copied...], as: UTF8.self)
    }
    file.append("<tu>\n")
    if !candidate.origin.isEmpty {
      file.append("<prop type=\"x-origin\">")
      file.append(text: candidate.origin)
      file.append("</prop>\n")
    }
    file.append("<prop type=\"x-score\">")
    file.append(decimal: candidate.score)
    file.append("</prop>\n")
    for (language, content) in [(source, candidate.source), (candidate.language, candidate.content)] {
      file.append("<tuv")
      file.append(attribute: "xml:lang", language)
      file.append("><seg>")
      file.append(text: tagged(content))
      file.append("</seg></tuv>\n")
    }
    file.append("</tu>\n")
  }

  /// The units of what `append` has appended.
  public static func units(in bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let end = Array("</tu>\n".utf8)
    var units: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var offset = start
    while let mark = bytes[offset...].firstIndex(of: 0x3C) {
      if bytes[mark...].starts(with: end) {
        units.append(bytes[start..<(mark + end.count)])
        start = mark + end.count
      }
      offset = mark + 1
    }
    return units
  }

  /// OmegaT's tag for each code of a piece.
  static func tags(of piece: Int, _ layout: UnitLayout, _ codes: [InlineCode]) -> [Int: String] {
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

  static func tagged(
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
