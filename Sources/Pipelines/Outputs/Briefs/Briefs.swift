import Articles
import Text

/// A short file per article: title, summary, where each sentence stands, key terms.
struct Briefs: Output {
  static let name = "briefs"
  static let about = "A brief per article: its title, its summary and where each sentence stands, its terms."
  static let needs: Facts = [.segments, .summary]
  static let version = 2

  enum Form: String, CaseIterable { case md, txt, html, json }

  private let forms: [Form]

  init(options: inout Options) {
    forms = options.choices("as", default: [Form.md], about: "Markdown, plain text, HTML, JSON, or several of them.")
  }

  func files(for article: Article, with tools: Tools) throws(ArticleError) -> [OutputFile] {
    forms.map { form in
      OutputFile(
        path: "briefs/" + OutputName.path(for: article) + "." + form.rawValue,
        bytes: bytes(of: article, as: form))
    }
  }

  private func bytes(of article: Article, as form: Form) -> [UInt8] {
    switch form {
    case .md: markdown(article)
    case .txt: text(article)
    case .html: BriefPage.html(article, title: title(article), credits: credits(article), terms: termLine(article))
    case .json: BriefRecord.json(article)
    }
  }

  private func markdown(_ article: Article) -> [UInt8] {
    var page: [UInt8] = []
    page.append(contentsOf: "# ".utf8)
    MarkdownEscaping.append(title(article), to: &page)
    page.append(contentsOf: "\n\n".utf8)
    MarkdownEscaping.append(credits(article), to: &page)
    page.append(contentsOf: "\n\n".utf8)
    for sentence in article.summary?.sentences ?? [] {
      page.append(contentsOf: "- ".utf8)
      MarkdownEscaping.append(Array(article.text(of: sentence)), to: &page)
      page.append(0x0A)
    }
    if !article.terms.isEmpty {
      page.append(contentsOf: "\n**Terms:** ".utf8)
      MarkdownEscaping.append(termLine(article), to: &page)
      page.append(0x0A)
    }
    page.append(contentsOf: "\n**Places:** ".utf8)
    MarkdownEscaping.append(places(article), to: &page)
    page.append(0x0A)
    return page
  }

  private func text(_ article: Article) -> [UInt8] {
    var page = Array((title(article) + "\n" + credits(article) + "\n\n").utf8)
    for sentence in article.summary?.sentences ?? [] {
      page.append(contentsOf: article.text(of: sentence))
      page.append(0x0A)
    }
    if !article.terms.isEmpty { page.append(contentsOf: "\nTerms: \(termLine(article))\n".utf8) }
    page.append(contentsOf: "\nPlaces: \(places(article))\n".utf8)
    return page
  }

  private func title(_ article: Article) -> String { article.metadata.title ?? article.id }

  private func credits(_ article: Article) -> String {
    let metadata = article.metadata
    let parts = [metadata.byline, metadata.date, metadata.source, article.language, article.original.path]
    return parts.compactMap { $0 }.joined(separator: " · ")
  }

  private func termLine(_ article: Article) -> String {
    article.terms.prefix(8).map { term in term.expansion.map { "\(term.name) (\($0))" } ?? term.name }
      .joined(separator: ", ")
  }

  /// Segment, block from 1 and bytes in the block's text of each sentence of the summary.
  private func places(_ article: Article) -> String {
    (article.summary?.sentences ?? []).map { sentence in
      let segment = article.segments[sentence.segment]
      return "\(segment.id) (block \(segment.block + 1), bytes \(segment.range.start)–\(segment.range.end))"
    }.joined(separator: "; ")
  }
}
