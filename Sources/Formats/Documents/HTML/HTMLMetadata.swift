import Articles
internal import CHTML
import Text

/// What a page says of itself, in its head, in its linked data, and in the marked places of its text.
struct HTMLMetadata {
  private(set) var pageTitle: String?
  private(set) var sharedTitle: String?
  private(set) var headline: String?
  private(set) var byline: String?
  private(set) var date: String?
  /// The site's name for itself.
  private(set) var source: String?
  /// The address that the page wants to be known by.
  private(set) var address: String?
  private(set) var language: String?
  /// The article's text as the page gives it to search engines.
  private(set) var body: [UInt8]?

  /// How much a place is to be believed, the best first.
  private enum Rank: Int, Comparable {
    case linked, stated, marked, guessed, last, none
    static func < (a: Rank, b: Rank) -> Bool { a.rawValue < b.rawValue }
  }

  private var bylineRank = Rank.none
  private var dateRank = Rank.none
  private var authors: [String] = []

  init(_ page: borrowing HTMLPage) {
    let linked = HTMLLinkedData(page)
    headline = linked.headline
    body = linked.body
    source = linked.publisher
    setDate(linked.published, .linked)
    setDate(linked.modified, .last)
    readElements(page)
    if let url = address, dateRank >= .last, let date = HTMLMetadata.date(inAddress: url) { setDate(date, .guessed) }
    if let name = byline, isSite(name) {
      // What the site calls itself may come after its author.
      byline = nil
      bylineRank = .none
    }
    let named = linked.authors.filter { !isSite($0) }
    if !named.isEmpty { setByline(named.joined(separator: ", "), .linked) }
  }

  private mutating func readElements(_ page: borrowing HTMLPage) {
    var index = 0
    while index < page.nodes.count {
      let node = page.nodes[index]
      switch Int(node.tag) {
      case LEDE_HTML_OPAQUE, LEDE_HTML_OBJECT:
        index = Int(node.next)
        continue
      case LEDE_HTML_HTML:
        language = page.attribute(LEDE_HTML_ATTRIBUTE_LANG, of: index).flatMap(HTMLMetadata.language)
      case LEDE_HTML_TITLE:
        if pageTitle == nil { pageTitle = HTMLMetadata.text(page.collapsedText(of: index)) }
      case LEDE_HTML_META:
        readMeta(page, index)
      case LEDE_HTML_LINK:
        if let relation = page.attribute(LEDE_HTML_ATTRIBUTE_REL, of: index), relation.hasWord("canonical"),
          let target = page.attribute(LEDE_HTML_ATTRIBUTE_HREF, of: index), target.starts(with: "http", at: 0)
        {
          address = HTMLMetadata.text(HTMLBytes.withoutReferences(Array(target)))
        }
      default:
        if node.attribute_count > 0 {
          // What readers write below an article has authors and dates of its own.
          if let type = page.attribute(LEDE_HTML_ATTRIBUTE_ITEMTYPE, of: index), type.contains("comment") {
            index = Int(node.next)
            continue
          }
          readMarks(page, index)
        }
      }
      index += 1
    }
  }

  // MARK: The head

  private static let authorNames: [StaticString] = [
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "dc.creator.creator", "citation_author", "byl", "og:article:author", "authors",
    "cxenseparse:author",
  ]

  private static let dateNames: [StaticString] = [
    "article:published_time", "og:article:published_time", "datepublished", "article:published", "og:published_time",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date",
    "dcterms.date",
    "publish-date", "publish_date", "publishdate", "pubdate", "published_time", "published", "published-date",
    "publication_date", "pub_date", "article.published",
    "cxenseparse:publishtime",
    "citation_publication_date", "citation_online_date", "date", "article:post_date", "created",
  ]

  private static let modifiedNames: [StaticString] = [
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "revised",
  ]

  private mutating func readMeta(_ page: borrowing HTMLPage, _ index: Int) {
    guard let content = page.attribute(LEDE_HTML_ATTRIBUTE_CONTENT, of: index) else { return }
    let name =
      page.attribute(LEDE_HTML_ATTRIBUTE_PROPERTY, of: index) ?? page.attribute(LEDE_HTML_ATTRIBUTE_NAME, of: index)
      ?? page.attribute(LEDE_HTML_ATTRIBUTE_ITEMPROP, of: index)
    guard let name, let text = HTMLMetadata.text(content) else { return }
    if name.equals("og:title") {
      if sharedTitle == nil { sharedTitle = text }
    } else if name.equals("og:site_name") {
      source = text
    } else if name.equals("og:url") {
      if address == nil && text.hasPrefix("http") { address = text }
    } else if HTMLMetadata.authorNames.contains(where: { name.equals($0) }) {
      setByline(text, .stated)
    } else if HTMLMetadata.dateNames.contains(where: { name.equals($0) }) {
      setDate(text, .stated)
    } else if HTMLMetadata.modifiedNames.contains(where: { name.equals($0) }) {
      setDate(text, .last)
    }
  }

  // MARK: Marked places

  /// Links, times and other elements that say what they are.
  private mutating func readMarks(_ page: borrowing HTMLPage, _ index: Int) {
    if let property = page.attribute(LEDE_HTML_ATTRIBUTE_ITEMPROP, of: index) {
      if property.hasWord("author") {
        setByline(HTMLMetadata.text(page.collapsedText(of: HTMLMetadata.named(in: page, index))), .marked)
      } else if property.hasWord("datepublished") {
        let value = page.attribute(LEDE_HTML_ATTRIBUTE_DATETIME, of: index).flatMap { HTMLMetadata.text($0) }
        setDate(value ?? HTMLMetadata.text(page.collapsedText(of: index)), .marked)
      }
    }
    if let relation = page.attribute(LEDE_HTML_ATTRIBUTE_REL, of: index), relation.hasWord("author") {
      setByline(HTMLMetadata.text(page.collapsedText(of: index)), .marked)
    }
    if dateRank > .guessed, Int(page.nodes[index].tag) == LEDE_HTML_TIME {
      let value = page.attribute(LEDE_HTML_ATTRIBUTE_DATETIME, of: index).flatMap { HTMLMetadata.text($0) }
      setDate(value ?? HTMLMetadata.text(page.collapsedText(of: index)), .guessed)
    }
    guard bylineRank > .guessed || dateRank > .guessed,
      let classes = page.attribute(LEDE_HTML_ATTRIBUTE_CLASS, of: index)
    else { return }
    if bylineRank > .guessed, HTMLMetadata.names(classes, HTMLMetadata.bylineWords),
      Int(page.nodes[index].tag) != LEDE_HTML_BODY
    {
      setByline(HTMLMetadata.text(page.collapsedText(of: HTMLMetadata.named(in: page, index))), .guessed)
    }
    if dateRank > .guessed, HTMLMetadata.names(classes, HTMLMetadata.dateWords) {
      setDate(HTMLMetadata.text(page.collapsedText(of: index)), .guessed)
    }
  }

  private static let bylineWords: [StaticString] = ["byline", "author", "authors", "writer", "contributor"]
  private static let dateWords: [StaticString] = [
    "date", "datetime", "published", "publish", "pubdate", "timestamp", "posted",
  ]

  /// Whether one of the words stands in a list of names, between hyphens and the like: "entry-author", "author_name".
  private static func names(_ classes: UnsafeBufferPointer<UInt8>, _ words: [StaticString]) -> Bool {
    var start = 0
    while start < classes.count {
      guard HTMLBytes.isLetter(classes[start]) else {
        start += 1
        continue
      }
      var end = start + 1
      while end < classes.count, HTMLBytes.isLetter(classes[end]), classes[end] & 0x20 != 0 { end += 1 }
      let word = UnsafeBufferPointer(rebasing: classes[start..<end])
      if words.contains(where: { word.equals($0) }) { return true }
      start = end
    }
    return false
  }

  /// The element inside an author's that holds the name alone, else the author's own.
  private static func named(in page: borrowing HTMLPage, _ index: Int) -> Int {
    for inner in index..<Int(page.nodes[index].next) {
      if let property = page.attribute(LEDE_HTML_ATTRIBUTE_ITEMPROP, of: inner), property.hasWord("name") {
        return inner
      }
    }
    return index
  }

  // MARK: Bylines and dates

  /// The first of the best rank stays; several statements of that rank are several authors.
  private mutating func setByline(_ text: String?, _ rank: Rank) {
    guard rank <= bylineRank, let text, let names = Byline.names(in: Array(text.utf8)), !isSite(names) else { return }
    if rank < bylineRank { authors = [] }
    // Marked names stand beside one another; further ones are those of other articles.
    guard rank < bylineRank || rank == .stated, !authors.contains(names), authors.count < 12 else { return }
    authors.append(names)
    byline = authors.joined(separator: ", ")
    bylineRank = rank
  }

  /// Whether a text is no more than what the site calls itself, or is called by in its address.
  private func isSite(_ text: String) -> Bool {
    let essence = HTMLMetadata.essence(of: text)
    guard !essence.isEmpty else { return true }
    if let source, HTMLMetadata.essence(of: source) == essence { return true }
    guard let host = HTMLMetadata.host(address) else { return false }
    return essence == HTMLMetadata.label(of: host)
  }

  private mutating func setDate(_ text: String?, _ rank: Rank) {
    guard rank < dateRank, let text, text.utf8.count <= 120 else { return }
    let bytes = Array(text.utf8)
    // What begins as ISO 8601 does is kept with its time; other ways of writing a day are brought to it.
    if bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D, CalendarDate(in: Array(bytes.prefix(10))) != nil {
      date = text
    } else if let day = CalendarDate(in: bytes, monthFirst: writesMonthFirst) {
      date = day.description
    } else {
      return
    }
    dateRank = rank
  }

  /// The day in an address such as "https://example.org/2021/05/03/title".
  private static func date(inAddress address: String) -> String? {
    let parts = address.utf8.split(separator: UInt8(ascii: "/")).dropFirst(2)
    for (year, (month, day)) in zip(parts, zip(parts.dropFirst(), parts.dropFirst(2))) {
      guard year.count == 4, month.count <= 2, day.count <= 2, let y = Int(String(year) ?? ""),
        let m = Int(String(month) ?? ""),
        let d = Int(String(day) ?? "")
      else { continue }
      if let date = CalendarDate(year: y, month: m, day: d) { return date.description }
    }
    return nil
  }

  /// Takes the byline and the date from the lines around the article's head.
  ///
  /// The one day that is shown there is the article's date even if the page's data say another: they are often those of
  /// the page's first or last saving.
  mutating func read(lines: [[UInt8]]) {
    var days: [CalendarDate] = []
    for line in lines where line.count <= 120 {
      if byline == nil, Byline.isIntroduced(line) { setByline(String(decoding: line, as: UTF8.self), .guessed) }
      if let day = CalendarDate(in: line, monthFirst: writesMonthFirst), !days.contains(day) { days.append(day) }
    }
    guard let day = days.first, days.count == 1 || dateRank >= .last else { return }
    if let date, CalendarDate(in: Array(date.utf8.prefix(10))) == day { return }
    date = day.description
    dateRank = .guessed
  }

  /// Whether 3/5/2021 is a day in March: so in American English, and on pages that do not say which English theirs is.
  private var writesMonthFirst: Bool {
    guard let language = language?.lowercased() else { return true }
    return language == "en" || language == "en-us" || language == "en_us"
  }

  // MARK: The title

  private static func text(_ bytes: some Sequence<UInt8>) -> String? {
    let collapsed = HTMLBytes.collapsed(bytes)
    return collapsed.isEmpty ? nil : String(decoding: collapsed, as: UTF8.self)
  }

  private static func language(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard let tag = text(bytes), LanguageTag.isWellFormed(tag), tag.utf8.dropFirst().first != 0x2D else { return nil }
    return tag
  }

  /// The article's title: its own heading, else what the page calls itself, without the site's name.
  ///
  /// Titles that a page gives to search engines and networks are often shortened or sharpened; what readers see is the
  /// heading.
  func title(beside heading: String?) -> String? {
    if let heading, !isSite(heading) { return HTMLMetadata.plain(heading) }
    return (headline ?? sharedTitle ?? pageTitle).map(withoutSite) ?? heading
  }

  /// Without what only serves the setting of a line: no-break spaces and soft hyphens.
  private static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar.value != 0xAD {
      result.append(scalar.value == 0xA0 || scalar.value == 0x202F ? " " : scalar)
    }
    return String(result)
  }

  /// A title up to the last separator behind which the site's name stands.
  private func withoutSite(_ title: String) -> String {
    var rest = title
    while let cut = HTMLMetadata.lastSeparator(in: rest) {
      let end = HTMLMetadata.essence(of: String(rest[cut...]))
      guard isNameOfSite(end) else { break }
      rest = String(rest[..<cut])
    }
    return rest
  }

  private func isNameOfSite(_ essence: [UInt8]) -> Bool {
    guard essence.count >= 2 else { return true }
    if let source {
      let name = HTMLMetadata.essence(of: source)
      if !name.isEmpty && (name.starts(with: essence) || essence.starts(with: name)) { return true }
    }
    guard let host = HTMLMetadata.host(address) else { return false }
    let label = HTMLMetadata.label(of: host)
    if label.count >= 3
      && (essence.starts(with: label) || label.count >= 6 && essence.count >= 6 && label.starts(with: essence))
    {
      return true
    }
    return essence == HTMLMetadata.essence(of: host)
      || label.count >= 4 && essence.count < 2 * label.count && label.suffix(essence.count).elementsEqual(essence)
  }

  private static func host(_ address: String?) -> String? {
    guard let address, let start = address.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let rest = address[start...].drop { $0 == ":" || $0 == "/" }
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != ":" }.lowercased()
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
  }

  /// The part of a host's name that is the site's own: "example" of "news.example.co.uk".
  private static func label(of host: String) -> [UInt8] {
    let labels = host.split(separator: ".")
    guard labels.count > 1 else { return Array(host.utf8) }
    // A country's second level is short: "co.uk", "com.au", "org.kz".
    let isSecondLevel =
      labels.count > 2 && labels[labels.count - 2].utf8.count <= 3 && labels[labels.count - 1].utf8.count == 2
    return essence(of: String(labels[labels.count - (isSecondLevel ? 3 : 2)]))
  }

  private static let separators = [" - ", " | ", " – ", " — ", " · ", " :: ", " » ", " • "].map { Array($0.utf8) }

  private static func lastSeparator(in text: String) -> String.Index? {
    var start = text.utf8.endIndex
    while start > text.utf8.startIndex {
      start = text.utf8.index(before: start)
      guard text.utf8[start] == 0x20 else { continue }
      if separators.contains(where: { text.utf8[start...].starts(with: $0) }) { return start }
    }
    return nil
  }

  /// Letters and digits alone: a title and a heading differ in quotes, dashes and capitals.
  static func essence(of text: String) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.value >= 0x80 {
        // General Punctuation: dashes, quotes, spaces.
        if scalar.value != 0xA0 && !(0x2000...0x206F).contains(scalar.value) { result += Array(String(scalar).utf8) }
      } else if let byte = UInt8(exactly: scalar.value), HTMLBytes.isLetter(byte) || HTMLBytes.isDigit(byte) {
        result.append(HTMLBytes.lowercased(byte))
      }
    }
    return result
  }

  /// Whether a heading is what the page calls itself by.
  func isNamed(_ heading: String) -> Bool {
    let essence = HTMLMetadata.essence(of: heading)
    guard !essence.isEmpty, !isSite(heading) else { return false }
    return [headline, sharedTitle, pageTitle].contains {
      $0.map { HTMLMetadata.essence(of: $0).starts(with: essence) } ?? false
    }
  }
}
