import Articles
import Text

/// A table of source and translation side by side as a web page, for reviewers without a translation tool: the right
/// column can be written in, in a browser or an office program.
public enum ReviewPageFormat: ExchangeFormat {
  public static let name = "review-html"
  public static let ending = "html"
  public static let foot = Array("</tbody>\n</table>\n</body>\n</html>\n".utf8)

  /// Only its own style: it loads and runs nothing, whatever an article smuggles into it.
  private static let policy = "default-src 'none'; style-src 'unsafe-inline'"

  public static func head(source: String, target: String) -> [UInt8] {
    var head: [UInt8] = []
    head.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    head.append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
    head.append(text: policy)
    head.append("\">\n<title>Review: ")
    head.append(text: "\(source) – \(target)")
    head.append(
      """
      </title>
      <style>
      table { border-collapse: collapse; width: 100%; font: 1rem/1.5 sans-serif }
      th, td { border: 1px solid #bbb; padding: .4em .6em; vertical-align: top; text-align: start }
      td:nth-child(2), td:nth-child(3) { width: 42% }
      td:first-child, td:last-child { font-size: .7rem; color: #666; overflow-wrap: anywhere }
      td[contenteditable] { background: #fffbe8 }
      </style>
      </head>
      <body>
      <table>
      <thead>
      <tr>
      """)
    for title in SegmentColumns.titles(source: source, target: target) where title != "state" {
      head.append("<th>")
      head.append(text: title)
      head.append("</th>")
    }
    head.append("</tr>\n</thead>\n<tbody>\n")
    return head
  }

  @discardableResult
  public static func append(
    _ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    let rows = SegmentRow.all(of: article, target: target, options)
    for row in rows {
      file.append("<tr><td>")
      file.append(text: row.id)
      file.append("</td>")
      appendCell(row.source, ExchangeFormats.sourceLanguage(of: article), isEditable: false, to: &file)
      appendCell(row.target, target, isEditable: true, to: &file)
      file.append("<td>")
      file.append(text: row.note)
      file.append("</td></tr>\n")
    }
    return !rows.isEmpty
  }

  private static func appendCell(
    _ text: [UInt8], _ language: String, isEditable: Bool, to file: inout [UInt8]
  ) {
    file.append("<td")
    file.append(attribute: "lang", language)
    if LanguageTag.isRightToLeft(language) { file.append(" dir=\"rtl\"") }
    if isEditable { file.append(" contenteditable=\"true\"") }
    file.append(">")
    file.append(text: String(decoding: text, as: UTF8.self))
    file.append("</td>")
  }
}

extension ReviewPageFormat {
  static func read(_ text: [UInt8]) throws(ArticleError) -> ExchangeDocument {
    try ReviewTable.document(of: HTMLTableRows.read(text))
  }
}

/// Rows of cells, wherever they come from.
enum ReviewTable {
  /// - Parameter rows: each with the line that it begins on.
  static func document(of rows: [(line: Int, cells: [String])]) throws(ArticleError) -> ExchangeDocument {
    var document = ExchangeDocument()
    var columns: SegmentColumns?
    for row in rows {
      if let found = SegmentColumns(row.cells) {
        columns = found
      } else {
        columns?.add(row.cells, line: row.line, to: &document)
      }
    }
    guard columns != nil else {
      throw ArticleError(.notExchange, "it has no table whose first row has \"id\", \"source\" and \"target\"")
    }
    return document
  }
}
