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
  private var sources: [(name: String, count: Int)] = []
  private var sourcePlaces: [String: Int] = [:]
  /// Sources beyond these are found by searching.
  private static let mostSources = 100

  init(title: String, failures: Int) {
    self.title = title
    self.failures = failures
  }

  mutating func count(language: String, source: String?, words: Int) {
    articles += 1
    self.words += words
    if let source {
      if let place = sourcePlaces[source] {
        sources[place].count += 1
      } else {
        sourcePlaces[source] = sources.count
        sources.append((source, 1))
      }
    }
    if let index = languages.firstIndex(where: { $0.tag == language }) {
      languages[index].count += 1
    } else {
      languages.append((language, 1))
    }
  }

  /// Everything before the first article.
  ///
  /// - Parameter stories: how many stories the articles tell.
  func head(stories: Int, glossary: [GlossaryEntry]) -> [UInt8] {
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
    if stories < articles { html += " · <bdi>\(HTMLEscaping.count(stories, "story", "stories"))</bdi>".utf8 }
    html += " · <bdi>\(HTMLEscaping.count(words, "word"))</bdi>".utf8
    html += " · <bdi>\(HTMLEscaping.count(languages.count, "language"))</bdi>".utf8
    if failures > 0 { html += " · <bdi class=\"failures\">\(failures) not read</bdi>".utf8 }
    html += "</p>\n</header>\n".utf8
    html += controls(glossary)
    html += "<script>".utf8
    html += DigestFrame.file("page.js")
    html += "</script>\n<main id=\"articles\">\n".utf8
    return html
  }

  /// Everything after the last article.
  func foot(glossary: [GlossaryEntry], analysis: [UInt8]) -> [UInt8] {
    var html = HTMLEscaping.text("</main>\n<p id=\"more\" hidden><button type=\"button\">More articles</button></p>\n")
    if !glossary.isEmpty {
      html += "<section id=\"glossary\" aria-labelledby=\"glossary-title\">\n".utf8
      html += "<h2 id=\"glossary-title\">Glossary</h2>\n<dl>\n".utf8
      for entry in glossary { append(entry, to: &html) }
      html += "</dl>\n</section>\n".utf8
    }
    html += analysis
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

  private func controls(_ glossary: [GlossaryEntry]) -> [UInt8] {
    var html: [UInt8] = []
    html +=
      """
      <form id="controls" role="search" autocomplete="off">
      <label class="unseen" for="search">Search the articles</label>
      <input id="search" name="search" type="search" placeholder="Search" enterkeyhint="search">

      """.utf8
    let named = languages.map { (tag: $0.tag, count: $0.count, name: LanguageTag.name(of: $0.tag, in: "en") ?? $0.tag) }
    DigestFrame.select(
      "language", "Language", all: "All languages",
      named.sorted { ($0.name, $0.tag) < ($1.name, $1.tag) }.map { ($0.tag, "\($0.name) (\($0.count))") }, to: &html)
    let most = sources.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .prefix(DigestFrame.mostSources).map(\.element)
    DigestFrame.select(
      "source", "Source", all: "All sources",
      most.sorted { $0.name < $1.name }.map { ($0.name, "\($0.name) (\($0.count))") }, to: &html)
    var keys = Set<[UInt8]>()
    let terms = glossary.filter { keys.insert(DigestEntry.key($0.name)).inserted }
    DigestFrame.select(
      "term", "Term", all: "All terms",
      terms.map { (String(decoding: DigestEntry.key($0.name), as: UTF8.self), "\($0.name) (\($0.articles))") },
      to: &html)
    html += EmbeddedData.bytes(of: "digest/controls.html") ?? []
    return html
  }

  /// A list to choose one from; hidden when there is nothing to choose, but there for the script.
  private static func select(
    _ id: String, _ label: String, all: String, _ options: [(value: String, text: String)], to html: inout [UInt8]
  ) {
    html += "<label class=\"unseen\" for=\"\(id)\">\(label)</label>\n".utf8
    html += "<select id=\"\(id)\" name=\"\(id)\"\(options.count < 2 ? " hidden" : "")>".utf8
    html += "<option value=\"\">\(all)</option>".utf8
    for option in options {
      html += "<option value=\"".utf8
      HTMLEscaping.append(option.value, to: &html)
      html += "\">".utf8
      HTMLEscaping.append(option.text, to: &html)
      html += "</option>".utf8
    }
    html += "</select>\n".utf8
  }
}
