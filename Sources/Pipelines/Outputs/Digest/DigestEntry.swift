import Analysis
import Articles
import Text

/// One article of the digest as HTML, final as it stands: nothing in it depends on the other articles.
struct DigestEntry {
  private(set) var html: [UInt8] = []
  /// Its summary and terms in that: what is left out where it stands among the articles of a story, which has its own.
  private(set) var ownSummary = TextRange(0, 0)
  /// What the ids of its elements begin with.
  private let anchor: [UInt8]
  private let article: Article
  /// For each segment, the terms in it by where they start: those found, and those of the termbase with what it says.
  private var uses: [Use] = []
  private var keys: [[UInt8]] = []
  private var picked: [Bool] = []

  private struct Use {
    var segment: Int
    var range: TextRange
    /// Among `keys`.
    var key: Int
    /// Among the article's matches.
    var match: Int?

    /// Where its range begins: segment, then offset.
    var place: UInt64 { UInt64(segment) << 32 | UInt64(range.start) }
  }

  /// How many terms of an article are shown under its summary.
  static let termCount = 8

  init(_ article: Article, words: Int) {
    self.article = article
    anchor = DigestEntry.anchor(of: article.id)
    picked = Array(repeating: false, count: article.segments.count)
    for sentence in article.summary?.sentences ?? [] { picked[sentence.segment] = true }
    html.reserveCapacity(article.blocks.reduce(1_000) { $0 + $1.content.bytes.count } * 3)
    collectUses()
    appendHead(words)
    let start = html.count
    appendSummary()
    appendTerms()
    ownSummary = TextRange(start, html.count)
    appendText()
    add("<p class=\"foot\"><bdi class=\"path\">")
    add(text: article.original.path)
    add("</bdi><button type=\"button\" class=\"copy\" lang=\"en\">Copy summary</button></p>\n</article>\n")
  }

  /// The id of an article's element: made from the article's own, so that a link to it holds in tomorrow's page as well.
  static func anchor(of id: String) -> [UInt8] { Array("a\(Digest(of: id.utf8).short(10))".utf8) }

  /// The entry of an article that failed.
  static func html(of failure: Records.Failure) -> [UInt8] {
    var html = HTMLEscaping.text("<article id=\"")
    html += anchor(of: failure.id)
    html += "\" class=\"failure\" data-id=\"".utf8
    HTMLEscaping.append(failure.id, to: &html)
    html += "\">\n<p class=\"meta\"><bdi class=\"failures\">Not read</bdi> · <bdi><code>".utf8
    html += "\(failure.error.code)</code></bdi></p>\n<h2><bdi>".utf8
    HTMLEscaping.append(failure.path, to: &html)
    html += "</bdi></h2>\n<p class=\"message\"><bdi>".utf8
    HTMLEscaping.append(failure.error.message, to: &html)
    html += "</bdi></p>\n</article>\n".utf8
    return html
  }

  private mutating func add(_ markup: StaticString) {
    html.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  private mutating func add(text: String) { HTMLEscaping.append(text, to: &html) }

  private mutating func add(number: Int) { html.append(contentsOf: String(number).utf8) }

  private mutating func collectUses() {
    for (index, term) in article.terms.enumerated() {
      keys.append(DigestEntry.key(term.name))
      for use in term.uses { uses.append(Use(segment: use.segment, range: use.range, key: index)) }
    }
    for (index, match) in article.matches.enumerated() where match.status != .proposed {
      uses.append(Use(segment: match.segment, range: match.range, key: keys.count, match: index))
      keys.append(DigestEntry.key(match.term))
    }
    // The longer of two that overlap is marked; of two in one place the one found, with what the termbase says.
    uses.sort { a, b in
      if a.place != b.place { return a.place < b.place }
      if a.range.end != b.range.end { return a.range.end > b.range.end }
      return a.match == nil && b.match != nil
    }
    for index in uses.indices.dropLast()
    where uses[index].match == nil && uses[index + 1].segment == uses[index].segment
      && uses[index + 1].range == uses[index].range
    {
      uses[index].match = uses[index + 1].match
    }
  }

  /// How many of a term's translations are shown where it stands: each place has them in the page.
  private static let titleCount = 6

  /// What the termbase says of a term, for who points at it: its translations, or what to write in its place.
  private static func title(_ match: TermMatch) -> String {
    let usable = match.targets.filter(\.status.isUsable).prefix(titleCount).map { "\($0.language): \($0.term)" }
    let said = usable.joined(separator: " · ")
    guard match.status == .forbidden else { return said }
    return said.isEmpty ? "forbidden term" : "forbidden term; " + said
  }

  /// What joins a term's chip, its uses and its glossary entry.
  static func key(_ name: String) -> [UInt8] { FoldedName.of(name) }

  private mutating func appendHead(_ words: Int) {
    let language = article.language ?? "und"
    add("<article id=\"")
    html += anchor
    add("\" lang=\"")
    add(text: language)
    add("\" dir=\"")
    add(text: LanguageTag.isRightToLeft(language) ? "rtl" : "ltr")
    add("\" data-id=\"")
    add(text: article.id)
    add("\" data-words=\"")
    add(number: words)
    add("\">\n<p class=\"meta\"><bdi lang=\"en\">")
    add(text: LanguageTag.name(of: language, in: "en") ?? language)
    add("</bdi>")
    fact(article.metadata.source, "<bdi class=\"source\">")
    fact(article.metadata.date.map(DigestEntry.readable), "<bdi class=\"date\">")
    fact(HTMLEscaping.count(words, "word"), "<bdi lang=\"en\">")
    // Silent reading of news: some 220 words a minute.
    fact("\(max(1, (words + 110) / 220)) min", "<bdi lang=\"en\">")
    if !article.findings.isEmpty {
      fact(HTMLEscaping.count(article.findings.count, "finding"), "<bdi class=\"findings\" lang=\"en\">")
    }
    add("</p>\n<h2><a href=\"#")
    html += anchor
    add("-text\">")
    add(text: article.metadata.title ?? article.id)
    add("</a></h2>\n")
    if let byline = article.metadata.byline {
      add("<p class=\"byline\"><bdi>")
      add(text: byline)
      add("</bdi></p>\n")
    }
  }

  /// A date for people: one that was written for machines (ISO 8601, with a time) loses its T, its seconds and its zone.
  static func readable(_ date: String) -> String {
    let text = Array(date.utf8)
    guard let mark = text.firstIndex(of: UInt8(ascii: "T")), mark == 8 || mark == 10 else { return date }
    let day = text[..<mark].filter { $0 >= 0x30 && $0 <= 0x39 }
    let time = text[(mark + 1)...].filter { $0 >= 0x30 && $0 <= 0x39 }
    let others = text[(mark + 1)...].allSatisfy { "0123456789:.Z+-".utf8.contains($0) }
    guard day.count == 8, time.count >= 4, others, mark == 8 || text[4] == 0x2D else { return date }
    func part(_ digits: ArraySlice<UInt8>) -> String { String(decoding: digits, as: UTF8.self) }
    return "\(part(day[..<4]))-\(part(day[4..<6]))-\(part(day[6...])) \(part(time[..<2])):\(part(time[2..<4]))"
  }

  private mutating func fact(_ text: String?, _ open: StaticString) {
    guard let text else { return }
    add(" · ")
    add(open)
    add(text: text)
    add("</bdi>")
  }

  private mutating func appendSummary() {
    add("<ul class=\"summary\">\n")
    for sentence in article.summary?.sentences ?? [] {
      add("<li><a href=\"#")
      html += anchor
      add("-")
      add(number: sentence.segment + 1)
      add("\">")
      HTMLEscaping.append(article.text(of: sentence), to: &html)
      add("</a></li>\n")
    }
    add("</ul>\n")
  }

  private mutating func appendTerms() {
    add("<ul class=\"terms\">\n")
    for (index, term) in article.terms.prefix(DigestEntry.termCount).enumerated() {
      add("<li><button type=\"button\" data-t=\"")
      HTMLEscaping.append(keys[index], to: &html)
      add("\"")
      if let expansion = term.expansion {
        add(" title=\"")
        add(text: expansion)
        add("\"")
      }
      add(">")
      add(text: term.name)
      add("</button></li>\n")
    }
    add("</ul>\n")
  }

  /// The whole article: its blocks but for the title, every sentence with its id.
  private mutating func appendText() {
    add("<details>\n<summary><bdi lang=\"en\">Whole article</bdi></summary>\n<div class=\"text\" id=\"")
    html += anchor
    add("-text\">\n")
    var inList = false
    var segment = 0
    var use = 0
    for index in article.blocks.indices {
      let first = segment
      while segment < article.segments.count && article.segments[segment].block == index { segment += 1 }
      let kind = article.blocks[index].kind
      guard article.blocks[index].isArticle, kind != .title, kind != .attribute, first < segment else { continue }
      if inList != (kind == .item) {
        add(inList ? "</ul>\n" : "<ul>\n")
        inList.toggle()
      }
      let (open, close) = DigestEntry.tags(kind)
      add(open)
      var end = article.segments[first].range.start
      for number in first..<segment {
        let range = article.segments[number].range
        append(index, end, range.start)
        append(number, &use)
        end = range.end
      }
      add(close)
    }
    if inList { add("</ul>\n") }
    add("</div>\n</details>\n")
  }

  private mutating func append(_ block: Int, _ start: Int, _ end: Int) {
    guard start < end else { return }
    article.blocks[block].content.bytes.withUnsafeBufferPointer {
      HTMLEscaping.append(UnsafeBufferPointer(rebasing: $0[start..<end]), to: &html)
    }
  }

  private static func tags(_ kind: Block.Kind) -> (StaticString, StaticString) {
    switch kind {
    case .title, .heading: ("<h3>", "</h3>\n")
    case .item: ("<li>", "</li>\n")
    case .quote: ("<blockquote>", "</blockquote>\n")
    case .caption: ("<p class=\"caption\">", "</p>\n")
    case .code: ("<pre>", "</pre>\n")
    case .cell: ("<p class=\"cell\">", "</p>\n")
    case .paragraph, .attribute: ("<p>", "</p>\n")
    }
  }

  private mutating func append(_ number: Int, _ use: inout Int) {
    let (block, place) = (article.segments[number].block, article.segments[number].range)
    let isPicked = picked[number]
    if isPicked {
      add("<mark id=\"")
      html += anchor
      add("-")
      add(number: number + 1)
      add("\" data-s=\"")
    } else {
      add("<span data-s=\"")
    }
    add(text: article.segments[number].id)
    add("\">")
    var end = place.start
    while use < uses.count && uses[use].segment < number { use += 1 }
    while use < uses.count && uses[use].segment == number {
      let (range, key, match) = (uses[use].range, uses[use].key, uses[use].match)
      use += 1
      guard range.start >= end, range.end <= place.end else { continue }
      append(block, end, range.start)
      add("<u data-t=\"")
      HTMLEscaping.append(keys[key], to: &html)
      if let match = match.map({ article.matches[$0] }) {
        let title = DigestEntry.title(match)
        if match.status == .forbidden { add("\" class=\"forbidden") }
        if !title.isEmpty {
          add("\" title=\"")
          add(text: title)
        }
      }
      add("\">")
      append(block, range.start, range.end)
      add("</u>")
      end = range.end
    }
    append(block, end, place.end)
    add(isPicked ? "</mark>" : "</span>")
  }
}
