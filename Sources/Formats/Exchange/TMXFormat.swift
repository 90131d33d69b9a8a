import Articles
import Text

/// TMX 1.4b: a translation unit for each segment, with its translation if it has one; codes as `bpt`, `ept`, `ph`, `it`.
///
/// Source: TMX 1.4b Specification, OSCAR Recommendation, 26 April 2005, level 2.
public enum TMXFormat: ExchangeFormat {
  public static let name = "tmx"
  public static let ending = "tmx"
  public static let foot = Array("</body>\n</tmx>\n".utf8)

  public static func head(source: String, target: String) -> [UInt8] {
    var head: [UInt8] = []
    head.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n")
    head.append("<header creationtool=\"Lede\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"lede\"")
    head.append(attribute: "srclang", source)
    head.append(" adminlang=\"en\" datatype=\"plaintext\">\n<prop type=\"x-target-language\">")
    head.append(text: target)
    head.append("</prop>\n</header>\n<body>\n")
    return head
  }

  @discardableResult
  public static func append(
    _ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    let before = file.count
    let units = ExchangeUnit.all(of: article, options)
    var layout = UnitLayout()
    for unit in units where article.blocks[unit.block].isTranslatable {
      let block = article.blocks[unit.block]
      layout.lay(out: unit, of: article, target: target)
      for (number, piece) in layout.pieces.enumerated() {
        guard let segment = piece.segment else { continue }
        let address = SegmentAddress(
          original: article.original.path, unit: unit.id, segment: article.segments[segment].id)
        file.append("<tu")
        file.append(attribute: "tuid", address.text)
        file.append(">\n<note>")
        unit.appendPosition(block.kind, of: units.count, to: &file)
        if unit.isInSummary { file.append("; in the summary") }
        file.append("</note>\n")
        if let translation = piece.target {
          file.append("<prop type=\"x-state\">")
          file.append(verbatim: translation.state.rawValue)
          file.append("</prop>\n")
        }
        file.append("<tuv")
        file.append(attribute: "xml:lang", ExchangeFormats.sourceLanguage(of: article))
        file.append("><seg>")
        layout.append(source: number, of: block.content, in: TMXFormat.self, to: &file)
        file.append("</seg></tuv>\n")
        if let translation = piece.target {
          file.append("<tuv")
          file.append(attribute: "xml:lang", target)
          file.append("><seg>")
          layout.append(translation, of: number, codes: block.content.codes, in: TMXFormat.self, to: &file)
          file.append("</seg></tuv>\n")
        }
        file.append("</tu>\n")
        for candidate in article.segments[segment].candidates where candidate.language == target {
          append(candidate, source: ExchangeFormats.sourceLanguage(of: article), to: &file)
        }
      }
    }
    return file.count > before
  }

  /// Appends a unit of any memory.
  public static func append(_ unit: TMXUnit, to file: inout [UInt8]) {
    file.append("<tu")
    if let language = unit.sourceLanguage { file.append(attribute: "srclang", language) }
    if !unit.date.isEmpty { file.append(attribute: "changedate", unit.date) }
    if !unit.author.isEmpty { file.append(attribute: "changeid", unit.author) }
    file.append(">\n")
    if !unit.note.isEmpty {
      file.append("<note>")
      file.append(text: unit.note)
      file.append("</note>\n")
    }
    for property in unit.properties {
      file.append("<prop")
      file.append(attribute: "type", property.type)
      file.append(">")
      file.append(text: property.text)
      file.append("</prop>\n")
    }
    var layout = UnitLayout()
    for variant in unit.variants {
      append(variant.content, variant.language, &layout, to: &file)
    }
    file.append("</tu>\n")
  }

  private static func append(
    _ content: MarkedText, _ language: String, _ layout: inout UnitLayout, to file: inout [UInt8]
  ) {
    layout.lay(out: content)
    file.append("<tuv")
    file.append(attribute: "xml:lang", language)
    file.append("><seg>")
    layout.append(source: 0, of: content, in: TMXFormat.self, to: &file)
    file.append("</seg></tuv>\n")
  }

  /// The head of a memory with units of several languages.
  public static func memoryHead(source: String?) -> [UInt8] {
    var head: [UInt8] = []
    head.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n")
    head.append("<header creationtool=\"Lede\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"lede\"")
    head.append(attribute: "srclang", source ?? "*all*")
    head.append(" adminlang=\"en\" datatype=\"plaintext\"/>\n<body>\n")
    return head
  }

  /// A candidate is a unit of its own, without the address of a segment: a memory for the translator's tool.
  private static func append(_ candidate: Candidate, source: String, to file: inout [UInt8]) {
    file.append("<tu>\n<prop type=\"x-origin\">")
    file.append(text: candidate.origin)
    file.append("</prop>\n<prop type=\"x-score\">")
    file.append(decimal: candidate.score)
    file.append("</prop>\n")
    var layout = UnitLayout()
    append(candidate.source, source, &layout, to: &file)
    append(candidate.content, candidate.language, &layout, to: &file)
    file.append("</tu>\n")
  }
}

extension TMXFormat: InlineSyntax {
  /// `i` pairs the halves in one segment, `x` the same code in source and target. What a code shows is its content.
  static func append(
    _ code: InlineCode, as shape: UnitLayout.Shape, partner: InlineCode?, to bytes: inout [UInt8]
  ) {
    switch shape {
    case .wrapOpen:
      bytes.append("<bpt i=\"")
      bytes.append(decimal: code.id)
      bytes.append("\" x=\"")
      bytes.append(decimal: code.id)
    case .wrapClose:
      bytes.append("<ept i=\"")
      bytes.append(decimal: code.id)
    case .farOpen, .loneOpen:
      bytes.append("<it pos=\"begin\" x=\"")
      bytes.append(decimal: code.id)
    case .farClose, .loneClose:
      bytes.append("<it pos=\"end\" x=\"")
      bytes.append(decimal: code.id)
    case .point:
      bytes.append("<ph x=\"")
      bytes.append(decimal: code.id)
    }
    bytes.append("\">&lt;")
    if code.kind == .close { bytes.append("/") }
    bytes.append(value: code.name)
    bytes.append("&gt;</")
    switch shape {
    case .wrapOpen: bytes.append("bpt>")
    case .wrapClose: bytes.append("ept>")
    case .point: bytes.append("ph>")
    default: bytes.append("it>")
    }
  }

  static func append(forbidden codePoint: UInt32, piece: Int, number: Int, to bytes: inout [UInt8]) {
    bytes.append("<ph type=\"x-control\">U+")
    bytes.append(hexadecimal: codePoint)
    bytes.append("</ph>")
  }
}
