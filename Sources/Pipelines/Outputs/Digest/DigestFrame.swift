import Text

/// What stands around the articles of the digest: head, controls, glossary and foot.
struct DigestFrame {
  /// Failed articles beyond these are counted only; the report has them all.
  static let failureLimit = 200

  private let title: String
  private let failures: Int
  private var articles = 0
  private var words = 0
  private var languages: [(tag: String, count: Int)] = []

  init(title: String, failures: Int) {
    self.title = title
    self.failures = failures
  }

  mutating func count(language: String, words: Int) {
    articles += 1
    self.words += words
    if let index = languages.firstIndex(where: { $0.tag == language }) {
      languages[index].count += 1
    } else {
      languages.append((language, 1))
    }
  }

  /// Everything before the first article.
  var head: [UInt8] {
    var html: [UInt8] = []
    html +=
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="Lede">
      <title>
      """.utf8
    HTMLEscaping.append(title, to: &html)
    html += "</title>\n<style>".utf8
    html += DigestFrame.file("page.css")
    html +=
      """
      </style>
      </head>
      <body>
      <a class="skip" href="#articles">Skip to the articles</a>
      <header class="masthead">
      <p class="kicker">Lede digest</p>
      <h1><bdi>
      """.utf8
    HTMLEscaping.append(title, to: &html)
    html += "</bdi></h1>\n<p class=\"totals\"><bdi>\(HTMLEscaping.count(articles, "article"))</bdi>".utf8
    html += " · <bdi>\(HTMLEscaping.count(words, "word"))</bdi>".utf8
    html += " · <bdi>\(HTMLEscaping.count(languages.count, "language"))</bdi>".utf8
    if failures > 0 { html += " · <bdi class=\"failures\">\(failures) not read</bdi>".utf8 }
    html += "</p>\n</header>\n".utf8
    html += controls
    html += "<script>".utf8
    html += DigestFrame.file("page.js")
    html += "</script>\n<main id=\"articles\">\n".utf8
    return html
  }

  /// Everything after the last article.
  func foot(glossary: [GlossaryEntry]) -> [UInt8] {
    var html = HTMLEscaping.text("</main>\n")
    if !glossary.isEmpty {
      html += "<section id=\"glossary\" aria-labelledby=\"glossary-title\">\n".utf8
      html += "<h2 id=\"glossary-title\">Glossary</h2>\n<dl>\n".utf8
      for entry in glossary { append(entry, to: &html) }
      html += "</dl>\n</section>\n".utf8
    }
    html +=
      """
      <footer>
      <p>Made by Lede. Summaries are sentences of the articles, word for word.</p>
      </footer>
      </body>
      </html>

      """.utf8
    return html
  }

  private func append(_ entry: GlossaryEntry, to html: inout [UInt8]) {
    html += "<div lang=\"".utf8
    HTMLEscaping.append(entry.language, to: &html)
    html += "\" dir=\"\(LanguageTag.isRightToLeft(entry.language) ? "rtl" : "ltr")\"><dt>".utf8
    html += "<button type=\"button\" data-t=\"".utf8
    HTMLEscaping.append(DigestEntry.key(entry.name), to: &html)
    html += "\">".utf8
    HTMLEscaping.append(entry.name, to: &html)
    html += "</button>".utf8
    if !entry.expansion.isEmpty {
      html += " <bdi class=\"expansion\">".utf8
      HTMLEscaping.append(entry.expansion, to: &html)
      html += "</bdi>".utf8
    }
    let uses = HTMLEscaping.count(entry.count, "time") + " in " + HTMLEscaping.count(entry.articles, "article")
    html +=
      " <bdi lang=\"en\">\(entry.kind), <button type=\"button\" class=\"uses\">\(uses)</button></bdi></dt>\n<dd><a href=\"#"
      .utf8
    html += DigestEntry.anchor(of: entry.article)
    html += "\" data-s=\"".utf8
    HTMLEscaping.append(entry.segment, to: &html)
    html += "\">".utf8
    HTMLEscaping.append(entry.context, to: &html)
    html += "</a></dd></div>\n".utf8
  }

  /// Nothing from outside, no markup that could run: only the style and the script of this page, by their digests.
  private var policy: String {
    let digests = String(decoding: DigestFrame.file("page.sha256"), as: UTF8.self).split(separator: "\n")
    let style = digests.first ?? ""
    let script = digests.last ?? ""
    return "default-src 'none'; style-src '\(style)'; script-src '\(script)'; base-uri 'none'; form-action 'none'; "
      + "require-trusted-types-for 'script'; trusted-types 'none'"
  }

  private static func file(_ name: String) -> [UInt8] { EmbeddedData.bytes(of: "digest/" + name) ?? [] }

  private var controls: [UInt8] {
    var html: [UInt8] = []
    html +=
      """
      <form id="controls" role="search" autocomplete="off">
      <label class="unseen" for="search">Search the articles</label>
      <input id="search" name="search" type="search" placeholder="Search" enterkeyhint="search">
      <label class="unseen" for="language">Language</label>
      <select id="language" name="language"><option value="">All languages</option>
      """.utf8
    let named = languages.map { (tag: $0.tag, count: $0.count, name: LanguageTag.name(of: $0.tag, in: "en") ?? $0.tag) }
    for language in named.sorted(by: { ($0.name, $0.tag) < ($1.name, $1.tag) }) {
      html += "<option value=\"".utf8
      HTMLEscaping.append(language.tag, to: &html)
      html += "\">".utf8
      HTMLEscaping.append("\(language.name) (\(language.count))", to: &html)
      html += "</option>".utf8
    }
    html += EmbeddedData.bytes(of: "digest/controls.html") ?? []
    return html
  }
}
