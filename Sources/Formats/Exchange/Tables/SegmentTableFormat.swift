import Articles
import Text

/// Comma-separated values (RFC 4180), a row for each segment, with the mark by which spreadsheets know UTF-8.
public enum CommaTableFormat: ExchangeFormat {
  public static let name = "csv"
  public static let ending = "csv"
  public static let foot: [UInt8] = []

  public static func head(source: String, target: String) -> [UInt8] {
    [0xEF, 0xBB, 0xBF] + SegmentTable.head(0x2C, source, target)
  }

  @discardableResult
  public static func append(
    _ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    SegmentTable.append(article, 0x2C, target, options, to: &file)
  }
}

/// Tab-separated values, a row for each segment; white space inside of a text is a space.
public enum TabTableFormat: ExchangeFormat {
  public static let name = "tsv"
  public static let ending = "tsv"
  public static let foot: [UInt8] = []

  public static func head(source: String, target: String) -> [UInt8] { SegmentTable.head(0x09, source, target) }

  @discardableResult
  public static func append(
    _ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    SegmentTable.append(article, 0x09, target, options, to: &file)
  }
}

/// Tables of text that spreadsheets read and write.
enum SegmentTable {
  static func head(_ separator: UInt8, _ source: String, _ target: String) -> [UInt8] {
    var table = DelimitedTable(separator: separator)
    table.row(SegmentColumns.titles(source: source, target: target))
    return table.bytes
  }

  static func append(
    _ article: Article, _ separator: UInt8, _ target: String, _ options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    var table = DelimitedTable(separator: separator)
    for row in SegmentRow.all(of: article, target: target, options) {
      table.row(
        [
          row.id, String(decoding: row.source, as: UTF8.self), String(decoding: row.target, as: UTF8.self), row.state,
          row.note,
        ]
        .map { separator == 0x09 ? quoted($0) : $0 })
    }
    file += table.bytes
    return !table.bytes.isEmpty
  }

  /// Between tabs, only a cell that begins with a quotation mark is quoted: spreadsheets would take it off.
  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.first == 0x22 else { return cell }
    return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// The separator of a table of segments, by its first line; spreadsheets of many languages write semicolons.
  static func separator(of text: [UInt8]) -> UInt8? {
    let line = String(decoding: text.prefix(1 << 12).prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    return [0x2C, 0x09, 0x3B].first { (separator: UInt8) in
      let cells = line.utf8.split(separator: separator).map { cell in
        String(Substring(cell).filter { $0 != "\"" && $0 != "\u{FEFF}" })
      }
      return SegmentColumns(cells) != nil
    }
  }

  static func read(_ text: [UInt8], separator: UInt8) throws(ArticleError) -> ExchangeDocument {
    var document = ExchangeDocument()
    var failure: TermFileError?
    text.withUnsafeBufferPointer { buffer in
      do throws(TermFileError) {
        var reader = DelimitedReader(buffer, separator: separator, keepsSpace: true)
        guard let columns = SegmentColumns(try reader.next() ?? []) else { return }
        while let cells = try reader.next() { columns.add(cells, line: reader.line, to: &document) }
      } catch { failure = error }
    }
    if let failure { throw ArticleError(.badTable, "line \(failure.line): \(failure.message)") }
    return document
  }
}
