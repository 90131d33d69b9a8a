import Articles
import Text

/// A brief as a small HTML page without style or script, for pasting into a page or a message. Each sentence carries the id
/// of its segment and its bytes in the block's text.
enum BriefPage {
  static func html(_ article: Article, title: String, credits: String, terms: String) -> [UInt8] {
    var page: [UInt8] = []
    func add(_ markup: String) { page.append(contentsOf: markup.utf8) }
    add("<!DOCTYPE html>\n<html lang=\"")
    HTMLEscaping.append(article.language ?? "und", to: &page)
    add("\">\n<meta charset=\"utf-8\">\n")
    // It loads and runs nothing, whatever an article smuggles into it.
    add("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n<title>")
    HTMLEscaping.append(title, to: &page)
    add("</title>\n<h1 dir=\"auto\">")
    HTMLEscaping.append(title, to: &page)
    add("</h1>\n<p dir=\"auto\">")
    HTMLEscaping.append(credits, to: &page)
    add("</p>\n<ul>\n")
    for sentence in article.summary?.sentences ?? [] {
      let segment = article.segments[sentence.segment]
      let range = sentence.shown ?? segment.range
      add("<li dir=\"auto\" data-segment=\"")
      HTMLEscaping.append(segment.id, to: &page)
      add("\" data-block=\"\(segment.block)\" data-start=\"\(range.start)\" data-end=\"\(range.end)\">")
      HTMLEscaping.append(article.text(of: sentence), to: &page)
      add("</li>\n")
    }
    add("</ul>\n")
    if !terms.isEmpty {
      add("<p dir=\"auto\"><b>Terms:</b> ")
      HTMLEscaping.append(terms, to: &page)
      add("</p>\n")
    }
    add("</html>\n")
    return page
  }
}
