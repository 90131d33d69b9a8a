import Articles
import Text

/// A table of source and translation side by side as a DOCX document, for reviewers without a translation tool.
///
/// Source: ECMA-376 part 1, sections 17.4 (tables) and 17.3 (paragraphs), and part 2 for the package. What a reviewer
/// deleted with changes tracked is not read back, what was inserted is.
public enum ReviewDocumentFormat: ExchangeFormat {
  public static let name = "review-docx"
  public static let ending = "docx"
  public static let isPacked = true
  public static let foot = Array(
    """
    </w:tbl><w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="850" w:right="850" \
    w:bottom="850" w:left="850" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr></w:body></w:document>

    """.utf8)

  private static let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  /// Of the columns, in twentieths of a point: id, source, target, note.
  private static let widths = [1_500, 5_900, 5_900, 1_838]

  public static func head(source: String, target: String) -> [UInt8] {
    var head = Array((declaration + "<w:document xmlns:w=\"\(space)\"><w:body><w:tbl><w:tblPr>").utf8)
    head.append("<w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>")
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
      head.append(verbatim: "<w:\(side) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"BBBBBB\"/>")
    }
    head.append("</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>")
    for width in widths { head.append(verbatim: "<w:gridCol w:w=\"\(width)\"/>") }
    head.append("</w:tblGrid>\n<w:tr><w:trPr><w:tblHeader/></w:trPr>")
    let titles = SegmentColumns.titles(source: source, target: target).filter { $0 != "state" }
    for (column, title) in titles.enumerated() { appendCell(Array(title.utf8), column, language: nil, to: &head) }
    head.append("</w:tr>\n")
    return head
  }

  @discardableResult
  public static func append(
    _ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    let rows = SegmentRow.all(of: article, target: target, options)
    for row in rows {
      file.append("<w:tr>")
      appendCell(Array(row.id.utf8), 0, language: nil, to: &file)
      appendCell(row.source, 1, language: ExchangeFormats.sourceLanguage(of: article), to: &file)
      appendCell(row.target, 2, language: target, to: &file)
      appendCell(Array(row.note.utf8), 3, language: nil, to: &file)
      file.append("</w:tr>\n")
    }
    return !rows.isEmpty
  }

  private static func appendCell(_ text: [UInt8], _ column: Int, language: String?, to file: inout [UInt8]) {
    let isRightToLeft = language.map(LanguageTag.isRightToLeft) ?? false
    file.append(verbatim: "<w:tc><w:tcPr><w:tcW w:w=\"\(widths[column])\" w:type=\"dxa\"/></w:tcPr><w:p>")
    if isRightToLeft { file.append("<w:pPr><w:bidi/></w:pPr>") }
    if !text.isEmpty {
      file.append("<w:r><w:rPr>")
      if language == nil { file.append("<w:color w:val=\"666666\"/><w:sz w:val=\"14\"/>") }
      if isRightToLeft { file.append("<w:rtl/>") }
      if let language {
        file.append("<w:lang")
        file.append(attribute: isRightToLeft ? "w:bidi" : "w:val", language)
        file.append("/>")
      }
      file.append("</w:rPr><w:t xml:space=\"preserve\">")
      file.append(text: String(decoding: text, as: UTF8.self))
      file.append("</w:t></w:r>")
    }
    file.append("</w:p></w:tc>")
  }

  public static func pack(_ file: [UInt8]) -> [UInt8] {
    var package = ZipWriter()
    let types = "http://schemas.openxmlformats.org/package/2006/content-types"
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    package.add(
      "[Content_Types].xml",
      Array(
        """
        \(declaration)<Types xmlns="\(types)"><Default Extension="rels" \
        ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" \
        ContentType="application/xml"/><Override PartName="/word/document.xml" \
        ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
        """.utf8))
    package.add(
      "_rels/.rels",
      Array(
        """
        \(declaration)<Relationships xmlns="\(relations)"><Relationship Id="rId1" \
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
        Target="word/document.xml"/></Relationships>
        """.utf8))
    package.add("word/document.xml", file)
    return package.bytes
  }

  // MARK: Reading

  static func read(_ bytes: [UInt8]) throws(ArticleError) -> ExchangeDocument {
    guard let part = try OfficePackage(bytes).part("word/document.xml") else {
      throw ArticleError(.notExchange, "it is an archive, but no DOCX document")
    }
    var rows: [(line: Int, cells: [String])] = []
    try part.read { reader throws(XMLFault) in try read(&reader, &rows) }
    return try ReviewTable.document(of: rows)
  }

  private static func read(_ reader: inout XMLReader, _ rows: inout [(line: Int, cells: [String])]) throws(XMLFault) {
    var cell: [UInt8]?
    while let event = try reader.next() {
      guard event.kind == .start || event.kind == .end else { continue }
      let isStart = event.kind == .start
      switch reader.names[event.name].local {
      case "tr" where isStart: rows.append((rows.count + 1, []))
      case "tc" where isStart: cell = []
      case "tc":
        if let text = cell, !rows.isEmpty {
          rows[rows.count - 1].cells.append(String(decoding: HTMLBytes.collapsed(text), as: UTF8.self))
        }
        cell = nil
      // A paragraph, line break or tab inside of a cell parts words.
      case "p" where isStart, "br" where isStart, "tab" where isStart: cell?.append(0x20)
      case "noBreakHyphen" where isStart: cell?.append(contentsOf: "\u{2011}".utf8)
      case "del" where isStart, "moveFrom" where isStart: try reader.skip(event)
      case "t" where isStart:
        let text = try reader.content()
        cell?.append(contentsOf: text)
      default: break
      }
    }
  }
}
