import Articles
import Text

/// XLIFF 2, which the formats of its versions share.
///
/// Sources: XLIFF Version 2.1, OASIS Standard, 13 February 2018; XLIFF Version 2.2, Committee Specification 01, 13 March
/// 2025. An article is a `file`, a block a `unit`, a segment a `segment`, and the white space between two an `ignorable`.
/// What the way back needs, and what the article says of itself, is metadata; limits of length are size restrictions.
struct XLIFF2Writer {
  let version: String
  let namespace: String
  /// Whether terms are marked in the text, with a glossary for each unit.
  let withGlossary: Bool

  static let foot = Array("</xliff>\n".utf8)

  func head(source: String, target: String) -> [UInt8] {
    var head: [UInt8] = []
    head.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    head.append("<xliff")
    head.append(attribute: "xmlns", namespace)
    if withGlossary { head.append(" xmlns:gls=\"urn:oasis:names:tc:xliff:glossary:2.0\"") }
    head.append(" xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\"")
    head.append(" xmlns:slr=\"urn:oasis:names:tc:xliff:sizerestriction:2.0\"")
    head.append(attribute: "version", version)
    head.append(attribute: "srcLang", source)
    head.append(attribute: "trgLang", target)
    head.append(">\n")
    return head
  }

  func append(_ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]) -> Bool {
    let units = ExchangeUnit.all(of: article, options)
    guard !units.isEmpty else { return false }
    file.append("<file id=\"f")
    // An article's id is unique in a run, but it may be no NMTOKEN, as the specification wants under `id`.
    file.append(verbatim: Digest(of: article.id.utf8).short(12))
    file.append("\"")
    file.append(attribute: "original", article.original.path)
    if LanguageTag.isRightToLeft(ExchangeFormats.sourceLanguage(of: article)) { file.append(" srcDir=\"rtl\"") }
    if LanguageTag.isRightToLeft(target) { file.append(" trgDir=\"rtl\"") }
    file.append(" xml:space=\"preserve\">\n")
    appendMetadata(article, options, to: &file)
    if options.headlineLimit > 0 { file.append("<slr:profiles generalProfile=\"xliff:codepoints\"/>\n") }
    var layout = UnitLayout()
    var terms = UnitTerms(article, target: target)
    for unit in units {
      layout.lay(out: unit, of: article, target: target)
      append(
        unit, layout, of: article, terms.matches(in: unit), withGlossary ? [] : terms.lines(of: unit),
        of: units.count, headlineLimit: options.headlineLimit, target: target, to: &file)
    }
    file.append("</file>\n")
    return true
  }

  private func appendMetadata(_ article: Article, _ options: ExchangeOptions, to file: inout [UInt8]) {
    func group(_ category: StaticString, _ items: [(type: StaticString, value: String?)]) {
      guard items.contains(where: { !($0.value ?? "").isEmpty }) else { return }
      file.append("<mda:metaGroup category=\"")
      file.append(category)
      file.append("\">\n")
      for (type, value) in items {
        guard let value, !value.isEmpty else { continue }
        file.append("<mda:meta type=\"")
        file.append(type)
        file.append("\">")
        file.append(text: value)
        file.append("</mda:meta>\n")
      }
      file.append("</mda:metaGroup>\n")
    }
    let start = file.count
    file.append("<mda:metadata>\n")
    let empty = file.count
    group("lede", [("original", article.original.digest?.description), ("rules", options.rules)])
    let about = article.metadata
    group(
      "article",
      [
        ("title", about.title), ("byline", about.byline), ("date", about.date), ("source", about.source),
        ("address", about.address),
      ])
    if file.count == empty { file.removeLast(file.count - start) } else { file.append("</mda:metadata>\n") }
  }

  private func append(
    _ unit: ExchangeUnit, _ layout: UnitLayout, of article: Article, _ matches: ArraySlice<TermMatch>,
    _ terms: [String], of count: Int, headlineLimit: Int, target: String, to file: inout [UInt8]
  ) {
    let block = article.blocks[unit.block]
    let marks = withGlossary ? UnitTerms.marks(matches, block.content) : []
    file.append("<unit id=\"")
    file.append(verbatim: unit.id)
    file.append("\" name=\"block ")
    file.append(decimal: unit.position)
    file.append("\" type=\"lede:")
    file.append(verbatim: block.kind.rawValue)
    if headlineLimit > 0 && block.kind.isHeadline {
      file.append("\" slr:sizeRestriction=\"")
      file.append(decimal: headlineLimit)
    }
    if !block.isTranslatable { file.append("\" translate=\"no") }
    file.append("\"")
    if let locales = block.locales {
      // The specification's section 5.9 (ITS module).
      file.append(" xmlns:its=\"http://www.w3.org/2005/11/its\" its:version=\"2.0\"")
      file.append(attribute: "its:localeFilterList", locales.ranges.joined(separator: ", "))
      if locales.excludes { file.append(" its:localeFilterType=\"exclude\"") }
    }
    file.append(">\n")
    if block.isTranslatable { CandidateMatches.append(article.segments[unit.segments], target: target, to: &file) }
    if !marks.isEmpty { appendGlossary(matches, marks, target: target, to: &file) }
    appendNotes(unit, layout, of: article, terms, of: count, to: &file)
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
      layout.append(source: index, of: block.content, marks: marks, in: XLIFF2Writer.self, to: &file)
      file.append("</source>")
      if let target = piece.target {
        file.append("<target>")
        layout.append(target, of: index, codes: block.content.codes, in: XLIFF2Writer.self, to: &file)
        file.append("</target>")
      } else if layout.hasTargets && layout.sharesPair(piece) {
        // Both halves of a pair must be in targets when one is (the constraints of `sc` and `ec`, and the
        // specification's Schematron rules F5.1T and F6T): what is not translated yet gets a copy, and stays "initial".
        file.append("<target>")
        layout.append(source: index, of: block.content, in: XLIFF2Writer.self, to: &file)
        file.append("</target>")
      }
      file.append(piece.segment == nil ? "</ignorable>\n" : "</segment>\n")
    }
    file.append("</unit>\n")
  }

  /// The glossary of a unit: each term with the marks that it stands at.
  private func appendGlossary(
    _ matches: ArraySlice<TermMatch>, _ marks: [TermMark], target: String, to file: inout [UInt8]
  ) {
    file.append("<gls:glossary>\n")
    for (index, match) in matches.enumerated() {
      guard let mark = marks.first(where: { $0.range == match.range }) else { continue }
      var definition = match.definition
      let forbidden = match.forbidden(in: target).map(\.term)
      if match.status == .forbidden { definition = "forbidden term" + (definition.isEmpty ? "" : "; " + definition) }
      if !forbidden.isEmpty {
        definition += (definition.isEmpty ? "" : "; ") + "not to be translated as " + forbidden.joined(separator: ", ")
      }
      GlossaryEntryXML.append(
        term: match.term, source: "", translations: match.translations(into: target).map { ($0.term, "") },
        definition: definition, id: "g\(index + 1)", reference: "#t\(mark.number)", to: &file)
    }
    file.append("</gls:glossary>\n")
  }

  /// A candidate is not a translation yet: the specification's `state` knows no lower one than "initial".
  private func state(_ state: Target.State?) -> StaticString {
    switch state {
    case nil, .candidate: "initial"
    case .translated: "translated"
    case .reviewed: "reviewed"
    case .final: "final"
    }
  }

  private func appendNotes(
    _ unit: ExchangeUnit, _ layout: UnitLayout, of article: Article, _ terms: [String], of count: Int,
    to file: inout [UInt8]
  ) {
    let block = article.blocks[unit.block]
    file.append("<notes>\n<note category=\"position\">")
    unit.appendPosition(block.kind, of: count, to: &file)
    file.append("</note>\n")
    if !block.note.isEmpty {
      file.append("<note category=\"place\">")
      file.append(text: block.note)
      file.append("</note>\n")
    }
    if let heading = unit.heading {
      file.append("<note category=\"heading\">")
      file.append(text: article.blocks[heading].content.string)
      file.append("</note>\n")
    }
    if unit.isInSummary { file.append("<note category=\"summary\">in the summary</note>\n") }
    if !block.isArticle { file.append("<note category=\"boilerplate\">not part of the article's text</note>\n") }
    if let title = article.metadata.title {
      file.append("<note category=\"article\">")
      file.append(text: title)
      file.append("</note>\n")
    }
    for line in terms {
      file.append("<note category=\"term\" appliesTo=\"source\">")
      file.append(text: line)
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

extension XLIFF2Writer: InlineSyntax {
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

  /// A term annotation (the specification's section 4.7.3.1.2), which the glossary's entry refers to.
  static func append(_ mark: TermMark, isStart: Bool, to bytes: inout [UInt8]) {
    if mark.holdsCodes && !isStart {
      bytes.append("<em startRef=\"t")
      bytes.append(decimal: mark.number)
      bytes.append("\"/>")
    } else if !isStart {
      bytes.append("</mrk>")
    } else {
      bytes.append(mark.holdsCodes ? "<sm id=\"t" : "<mrk id=\"t")
      bytes.append(decimal: mark.number)
      bytes.append(mark.holdsCodes ? "\" type=\"term\"/>" : "\" type=\"term\">")
    }
  }
}
