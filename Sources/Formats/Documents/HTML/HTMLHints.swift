internal import CHTML
import Text

/// What elements call themselves: by their tags, roles, classes and ids.
enum HTMLHint: UInt8 {
  case none
  /// Navigation, share rows, consent banners and the like.
  case furniture
  /// Such a name that pages also give to parts of an article ("meta", "banner", "social"): only small parts are believed.
  case weakFurniture
  case comments

  /// Words that a class or id of furniture consists of, by their length.
  private static let furnitureWords = byLength([
    "nav", "navbar", "navigation", "menu", "submenu", "sidebar", "sidenav", "share", "sharing", "sharebar", "sharer",
    "related", "recommended", "recommendations", "respond", "footer", "cookie", "cookies", "consent", "gdpr", "promo",
    "promos", "newsletter", "newsletters", "subscribe", "signup", "optin", "breadcrumb", "breadcrumbs", "crumbs",
    "taglist", "ads", "advert", "adverts", "advertisement", "advertising", "sponsor", "sponsored", "outbrain",
    "taboola", "popup", "paywall", "byline", "authorbox", "pagination", "pager", "trending", "login", "copyright",
    "postmeta", "masthead", "toolbar", "skip", "upsell", "recirc", "recirculation", "readnext",
  ])

  private static let weakWords = byLength([
    "tag", "tags", "banner", "meta", "metadata", "author", "authors", "bio", "modal", "ad", "disclaimer", "disclosure",
    "promotion", "subscription", "toc", "teaser", "teasers", "popular", "social", "socials", "cta", "footnote",
    "footnotes", "citation", "citations", "references",
  ])

  /// Words that switch a thing on or off for all that an element holds: "sidebar-enabled--false".
  private static let stateWords = byLength(["enabled", "disabled", "false", "true", "off"])

  /// Words after which a class says how the page is laid out, not what the element is: "has-sidebar".
  private static let layoutWords = byLength(["has", "with", "no", "without", "is", "not", "hide", "show"])

  /// What classes and ids of an article's own text end in, without hyphens: "post-content", "entry__content".
  private static let contentNames: [StaticString] = [
    "articlebody", "articlecontent", "entrycontent", "postcontent", "articletext", "storybody", "postbody",
    "storycontent", "bodycontent", "maincontent", "pagecontent", "richtext", "wysiwyg", "prose", "postarticle",
    "blogcontent", "blogpost",
  ]

  private static func byLength(_ words: [StaticString]) -> [[StaticString]] {
    var result = [[StaticString]](repeating: [], count: 17)
    for word in words { result[word.utf8CodeUnitCount].append(word) }
    return result
  }

  private static func contains(_ words: [[StaticString]], _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    word.count < words.count && words[word.count].contains { word.equals($0) }
  }

  /// What an element's class, id and test id say.
  static func named(_ page: borrowing HTMLPage, _ index: Int) -> HTMLHint {
    guard page.nodes[index].attribute_count > 0 else { return .none }
    var found = HTMLHint.none
    for name in [LEDE_HTML_ATTRIBUTE_CLASS, LEDE_HTML_ATTRIBUTE_ID, LEDE_HTML_ATTRIBUTE_TEST_ID] {
      guard let value = page.attribute(name, of: index) else { continue }
      let isID = name == LEDE_HTML_ATTRIBUTE_ID
      if isID && isSlug(value) { continue }
      switch of(value, isID: isID) {
      case .none: break
      case .weakFurniture: found = .weakFurniture
      case let strong: return strong
      }
    }
    switch Int(page.nodes[index].tag) {
    // The heading of a teaser heads what the article says of it.
    case LEDE_HTML_H1, LEDE_HTML_HEADING: return found == .weakFurniture ? .none : found
    default: return found
    }
  }

  /// Whether an id is made of the words of a heading, so that links lead to it: "menu-ideas-for-the-holidays".
  private static func isSlug(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
    var hyphens = 0
    for offset in 1..<max(id.count, 1) where id[offset] == 0x2D && id[offset - 1] != 0x2D { hyphens += 1 }
    return hyphens >= 3
  }

  /// - Parameter isID: ids may be random letters and digits, which make no words.
  static func of(_ names: UnsafeBufferPointer<UInt8>, isID: Bool = false) -> HTMLHint {
    var found = HTMLHint.none
    var isLayout = false
    var start = 0
    while start < names.count {
      guard HTMLBytes.isLetter(names[start]) else {
        if HTMLBytes.isSpace(names[start]) { isLayout = false }
        start += 1
        continue
      }
      // A word ends where letters do, and before a capital in "shareBar".
      var end = start + 1
      while end < names.count, HTMLBytes.isLetter(names[end]), names[end] & 0x20 != 0 || names[end - 1] & 0x20 == 0 {
        end += 1
      }
      let word = UnsafeBufferPointer(rebasing: names[start..<end])
      let isRandom =
        isID
        && (start > 0 && HTMLBytes.isDigit(names[start - 1])
          || word.count <= 2 && end < names.count && HTMLBytes.isDigit(names[end]))
      if !isLayout && !isRandom && !isState(names, after: end) {
        if word.starts(with: "comment", at: 0) && !word.starts(with: "commentar", at: 0) || word.equals("disqus") {
          return .comments
        }
        if contains(furnitureWords, word) { return .furniture }
        if contains(weakWords, word) { found = .weakFurniture }
      }
      isLayout = contains(layoutWords, word)
      start = end
    }
    return found
  }

  /// Whether what follows a word says that it is switched on or off.
  private static func isState(_ names: UnsafeBufferPointer<UInt8>, after wordEnd: Int) -> Bool {
    var start = wordEnd
    while start < names.count, names[start] == 0x2D { start += 1 }
    guard start > wordEnd else { return false }
    var end = start
    while end < names.count, HTMLBytes.isLetter(names[end]) { end += 1 }
    return contains(stateWords, UnsafeBufferPointer(rebasing: names[start..<end]))
  }

  /// Whether an element is marked as holding the article's own text, or the page's main part.
  static func marksArticle(_ page: borrowing HTMLPage, _ index: Int) -> Bool {
    switch Int(page.nodes[index].tag) {
    case LEDE_HTML_ARTICLE, LEDE_HTML_MAIN: return true
    default: break
    }
    if let role = page.attribute(LEDE_HTML_ATTRIBUTE_ROLE, of: index), role.equals("main") || role.equals("article") {
      return true
    }
    return namesText(page, index)
  }

  /// Whether an element is named as holding an article's own text.
  static func namesText(_ page: borrowing HTMLPage, _ index: Int) -> Bool {
    guard page.nodes[index].attribute_count > 0, !page.isText(index) else { return false }
    if let property = page.attribute(LEDE_HTML_ATTRIBUTE_ITEMPROP, of: index), property.hasWord("articlebody") {
      return true
    }
    for name in [LEDE_HTML_ATTRIBUTE_CLASS, LEDE_HTML_ATTRIBUTE_ID, LEDE_HTML_ATTRIBUTE_TEST_ID] {
      if let value = page.attribute(name, of: index), endsInContentName(value) { return true }
    }
    return false
  }

  private static func endsInContentName(_ names: UnsafeBufferPointer<UInt8>) -> Bool {
    var letters: [UInt8] = []
    for offset in 0...names.count {
      if offset < names.count, !HTMLBytes.isSpace(names[offset]) {
        if HTMLBytes.isLetter(names[offset]) { letters.append(HTMLBytes.lowercased(names[offset])) }
        continue
      }
      if contentNames.contains(where: {
        letters.count >= $0.utf8CodeUnitCount && letters.starts(with: $0, at: letters.count - $0.utf8CodeUnitCount)
      }) {
        return true
      }
      letters.removeAll(keepingCapacity: true)
    }
    return false
  }

  /// Whether an element is named as the caption of a picture: "wp-caption-text".
  static func namesCaption(_ page: borrowing HTMLPage, _ index: Int) -> Bool {
    guard let names = page.attribute(LEDE_HTML_ATTRIBUTE_CLASS, of: index), names.count >= 7 else { return false }
    return (0...names.count - 7).contains { offset in
      names.starts(with: "caption", at: offset) && (offset == 0 || !HTMLBytes.isLetter(names[offset - 1]))
        && (offset + 7 == names.count || !HTMLBytes.isLetter(names[offset + 7]))
    }
  }

  private static let roles: [StaticString] = [
    "navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog", "menu", "banner",
  ]

  /// Whether an element's role says that it is no part of the article.
  static func hasFurnitureRole(_ page: borrowing HTMLPage, _ index: Int) -> Bool {
    guard let role = page.attribute(LEDE_HTML_ATTRIBUTE_ROLE, of: index) else { return false }
    return roles.contains { role.equals($0) }
  }
}
