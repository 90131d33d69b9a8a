import Articles
import Text

/// XLIFF 2.1: core elements only, for tools that read the newer standard.
///
/// Source: XLIFF Version 2.1, OASIS Standard, 13 February 2018. An article is a `file`, a block a `unit`, a segment a
/// `segment`, and the white space between two an `ignorable`.
public enum XLIFF21Format: ExchangeFormat {
  public static let name = "xliff-2.1"
  public static let ending = "xlf"

  public static func head(source: String, target: String) -> [UInt8] {
    var head: [UInt8] = []
    head.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    head.append("<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\"")
    head.append(attribute: "srcLang", source)
    head.append(attribute: "trgLang", target)
    head.append(">\n")
    return head
  }

  public static let foot = Array("</xliff>\n".utf8)

  @discardableResult
  public static func append(
    _ article: Article, target: String, includingBoilerplate: Bool, to file: inout [UInt8]
  ) -> Bool {
    let units = ExchangeUnit.all(of: article, includingBoilerplate: includingBoilerplate)
    guard !units.isEmpty else { return false }
    file.append("<file id=\"f")
    // An article's id is unique in a run, but it may be no NMTOKEN, as the specification wants under `id`.
    file.append(verbatim: Digest(of: article.id.utf8).short(12))
    file.append("\"")
    file.append(attribute: "original", article.original.path)
    if LanguageTag.isRightToLeft(ExchangeFormats.sourceLanguage(of: article)) { file.append(" srcDir=\"rtl\"") }
    if LanguageTag.isRightToLeft(target) { file.append(" trgDir=\"rtl\"") }
    file.append(" xml:space=\"preserve\">\n")
    var layout = UnitLayout()
    for (index, unit) in units.enumerated() {
      layout.lay(out: unit, of: article, target: target)
      append(unit, layout, of: article, position: index + 1, of: units.count, to: &file)
    }
    file.append("</file>\n")
    return true
  }

  private static func append(
    _ unit: ExchangeUnit, _ layout: UnitLayout, of article: Article, position: Int, of count: Int,
    to file: inout [UInt8]
  ) {
    let block = article.blocks[unit.block]
    file.append("<unit id=\"")
    file.append(verbatim: unit.id)
    file.append("\" name=\"block ")
    file.append(decimal: position)
    file.append("\" type=\"lede:")
    file.append(verbatim: block.kind.rawValue)
    if block.kind == .code { file.append("\" translate=\"no") }
    file.append("\">\n")
    appendNotes(unit, layout, of: article, position: position, of: count, to: &file)
    for (index, piece) in layout.pieces.enumerated() {
      if let segment = piece.segment {
        file.append("<segment")
        file.append(attribute: "id", article.segments[segment].id)
        file.append(" state=\"")
        file.append(state(piece.target?.state))
        file.append("\"><source>")
      } else {
        file.append("<ignorable><source>")
      }
      let start = file.count
      layout.append(source: index, of: block.content, in: XLIFF21Format.self, to: &file)
      let source = start..<file.count
      file.append("</source>")
      if let target = piece.target {
        file.append("<target>")
        layout.append(target, of: index, codes: block.content.codes, in: XLIFF21Format.self, to: &file)
        file.append("</target>")
      } else if layout.hasTargets && layout.sharesPair(piece) {
        // Both halves of a pair must be in targets when one is (the constraints of `sc` and `ec`, and the
        // specification's Schematron rules F5.1T and F6T): what is not translated yet gets a copy, and stays "initial".
        file.append("<target>")
        file.append(contentsOf: file[source])
        file.append("</target>")
      }
      file.append(piece.segment == nil ? "</ignorable>\n" : "</segment>\n")
    }
    file.append("</unit>\n")
  }

  /// A candidate is not a translation yet: the specification's `state` knows no lower one than "initial".
  private static func state(_ state: Target.State?) -> StaticString {
    switch state {
    case nil, .candidate: "initial"
    case .translated: "translated"
    case .reviewed: "reviewed"
    case .final: "final"
    }
  }

  private static func appendNotes(
    _ unit: ExchangeUnit, _ layout: UnitLayout, of article: Article, position: Int, of count: Int,
    to file: inout [UInt8]
  ) {
    let block = article.blocks[unit.block]
    file.append("<notes>\n<note category=\"position\">")
    unit.appendPosition(block.kind, position: position, of: count, to: &file)
    file.append("</note>\n")
    if !block.note.isEmpty {
      file.append("<note category=\"place\">")
      file.append(text: block.note)
      file.append("</note>\n")
    }
    if unit.isInSummary { file.append("<note category=\"summary\">in the summary</note>\n") }
    if !block.isArticle { file.append("<note category=\"boilerplate\">not part of the article's text</note>\n") }
    if let title = article.metadata.title {
      file.append("<note category=\"article\">")
      file.append(text: title)
      file.append("</note>\n")
    }
    for piece in layout.pieces {
      guard let segment = piece.segment, let target = piece.target, !target.origin.isEmpty else { continue }
      file.append("<note category=\"origin\" appliesTo=\"target\">translation of ")
      file.append(text: article.segments[segment].id)
      file.append(" from ")
      file.append(text: target.origin)
      file.append("</note>\n")
    }
    file.append("</notes>\n")
  }
}

extension XLIFF21Format: InlineSyntax {
  /// Codes may be moved, but neither copied nor deleted (the specification's editing hints): a translation without its
  /// codes cannot go back into the document.
  static func append(
    _ code: InlineCode, as shape: UnitLayout.Shape, partner: InlineCode?, to bytes: inout [UInt8]
  ) {
    switch shape {
    case .wrapClose:
      bytes.append("</pc>")
      return
    case .point: bytes.append("<ph id=\"")
    case .wrapOpen: bytes.append("<pc id=\"")
    case .farOpen: bytes.append("<sc id=\"")
    case .loneOpen: bytes.append("<sc isolated=\"yes\" id=\"")
    case .farClose: bytes.append("<ec startRef=\"")
    case .loneClose: bytes.append("<ec isolated=\"yes\" id=\"e")
    }
    bytes.append(decimal: code.id)
    bytes.append("\" canCopy=\"no\" canDelete=\"no\"")
    appendType(code.name, isPoint: shape == .point, to: &bytes)
    if shape == .wrapOpen {
      bytes.append(" dispStart=\"&lt;")
      bytes.append(value: code.name)
      bytes.append("&gt;\" dispEnd=\"&lt;/")
      bytes.append(value: code.name)
      bytes.append("&gt;\"")
      let end = partner?.equivalent ?? ""
      if !(code.equivalent.isEmpty && end.isEmpty) {
        bytes.append(attribute: "equivStart", code.equivalent)
        bytes.append(attribute: "equivEnd", end)
      }
      bytes.append(">")
    } else {
      bytes.append(code.kind == .close ? " disp=\"&lt;/" : " disp=\"&lt;")
      bytes.append(value: code.name)
      bytes.append("&gt;\"")
      if !code.equivalent.isEmpty { bytes.append(attribute: "equiv", code.equivalent) }
      bytes.append("/>")
    }
  }

  /// The specification allows all code points that XML does not under `hex`; its Schematron rule F25 forgets U+FFFE and
  /// U+FFFF.
  static func append(forbidden codePoint: UInt32, piece: Int, number: Int, to bytes: inout [UInt8]) {
    bytes.append("<cp hex=\"")
    bytes.append(hexadecimal: codePoint)
    bytes.append("\"/>")
  }

  /// The specification's lists under `type` and `subType`.
  private static func appendType(_ name: String, isPoint: Bool, to bytes: inout [UInt8]) {
    switch (name, isPoint) {
    case ("b", false), ("strong", false): bytes.append(" type=\"fmt\" subType=\"xlf:b\"")
    case ("i", false), ("em", false): bytes.append(" type=\"fmt\" subType=\"xlf:i\"")
    case ("u", false): bytes.append(" type=\"fmt\" subType=\"xlf:u\"")
    case ("br", true): bytes.append(" type=\"fmt\" subType=\"xlf:lb\"")
    case ("a", false): bytes.append(" type=\"link\"")
    case ("img", true): bytes.append(" type=\"image\"")
    case ("q", false): bytes.append(" type=\"quote\"")
    default: bytes.append(" type=\"other\"")
    }
  }
}
