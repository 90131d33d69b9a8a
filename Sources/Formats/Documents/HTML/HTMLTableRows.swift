import Articles
internal import CHTML
import Text

/// The rows of a page's tables, as text.
enum HTMLTableRows {
  static func read(_ text: [UInt8]) throws(ArticleError) -> [(line: Int, cells: [String])] {
    var rows: [(line: Int, cells: [String])] = []
    var failure: ArticleError?
    text.withUnsafeBufferPointer { source in
      do throws(ArticleError) {
        let page = try HTMLPage(source)
        var lines = LineCounter(source)
        var row: UInt32?
        var index = 0
        while index < page.nodes.count {
          let node = page.nodes[index]
          guard Int(node.tag) == LEDE_HTML_CELL else {
            index += 1
            continue
          }
          if row != node.parent {
            row = node.parent
            rows.append((lines.line(at: Int(node.start)), []))
          }
          rows[rows.count - 1].cells.append(String(decoding: page.collapsedText(of: index), as: UTF8.self))
          index = max(Int(node.next), index + 1)
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return rows
  }
}
