import Articles
internal import CHTML
import Text

/// What a page says of itself, in its head and in the marked places of its text.
struct HTMLMetadata {
  var pageTitle: String?
  var sharedTitle: String?
  var byline: String?
  var date: String?
  var source: String?
  var language: String?

  /// How much a place is to be believed, the best first.
  private enum Rank: Int, Comparable {
    case stated, marked, guessed, none
    static func < (a: Rank, b: Rank) -> Bool { a.rawValue < b.rawValue }
  }

  private var bylineRank = Rank.none
  private var dateRank = Rank.none

  init(_ page: borrowing HTMLPage) {
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
      default:
        if node.attribute_count > 0 { readMarks(page, index) }
      }
      index += 1
    }
  }

  private mutating func readMeta(_ page: borrowing HTMLPage, _ index: Int) {
    guard let content = page.attribute(LEDE_HTML_ATTRIBUTE_CONTENT, of: index) else { return }
    let name =
      page.attribute(LEDE_HTML_ATTRIBUTE_PROPERTY, of: index) ?? page.attribute(LEDE_HTML_ATTRIBUTE_NAME, of: index)
      ?? page.attribute(LEDE_HTML_ATTRIBUTE_ITEMPROP, of: index)
    guard let name, let text = HTMLMetadata.text(content) else { return }
    if name.equals("og:title") {
      if sharedTitle == nil { sharedTitle = text }
    } else if name.equals("og:site_name") {
      if source == nil { source = text }
    } else if name.equals("author") {
      setByline(text, .stated)
    } else if name.equals("article:published_time") {
      setDate(text, .stated)
    } else if name.equals("datepublished") {
      setDate(text, .marked)
    }
  }

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
    if dateRank > .guessed, Int(page.nodes[index].tag) == LEDE_HTML_TIME,
      let value = page.attribute(LEDE_HTML_ATTRIBUTE_DATETIME, of: index)
    {
      setDate(HTMLMetadata.text(value), .guessed)
    }
    if bylineRank > .guessed, let classes = page.attribute(LEDE_HTML_ATTRIBUTE_CLASS, of: index),
      classes.hasWord("byline") || classes.hasWord("author")
    {
      setByline(HTMLMetadata.text(page.collapsedText(of: index)), .guessed)
    }
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

  /// The first of the best rank stays. Long texts are no names, addresses on the web neither.
  private mutating func setByline(_ text: String?, _ rank: Rank) {
    guard rank < bylineRank, let text, text.utf8.count <= 120, !text.hasPrefix("http") else { return }
    byline = text
    bylineRank = rank
  }

  private mutating func setDate(_ text: String?, _ rank: Rank) {
    guard rank < dateRank, let text, text.utf8.count <= 80 else { return }
    date = text
    dateRank = rank
  }

  private static func text(_ bytes: some Sequence<UInt8>) -> String? {
    let collapsed = HTMLBytes.collapsed(bytes)
    return collapsed.isEmpty ? nil : String(decoding: collapsed, as: UTF8.self)
  }

  private static func language(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard let tag = text(bytes), LanguageTag.isWellFormed(tag), tag.utf8.dropFirst().first != 0x2D else { return nil }
    return tag
  }

  /// The page's title without the site's name behind it, which a first heading or the site's own word for itself tells.
  func title(beside heading: String?) -> String? {
    guard let whole = sharedTitle ?? pageTitle else { return heading }
    let title = HTMLMetadata.essence(of: heading ?? "")
    let site = HTMLMetadata.essence(of: source ?? "")
    var rest = whole
    while let cut = HTMLMetadata.lastSeparator(in: rest) {
      let isSite = !site.isEmpty && HTMLMetadata.essence(of: String(rest[cut...])) == site
      rest = String(rest[..<cut])
      let essence = HTMLMetadata.essence(of: rest)
      if isSite || !title.isEmpty && essence.starts(with: title) { return rest }
    }
    return whole
  }

  private static let separators = [" - ", " | ", " – ", " — ", " · ", " :: ", " » "].map { Array($0.utf8) }

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
  private static func essence(of text: String) -> [UInt8] {
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
    return !essence.isEmpty
      && [sharedTitle, pageTitle].contains { $0.map { HTMLMetadata.essence(of: $0).starts(with: essence) } ?? false }
  }
}
