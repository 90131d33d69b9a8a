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
    "promotion", "subscription", "toc", "teaser", "teasers", "popular", "social", "socials",
  ])

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
      switch of(value) {
      case .none: break
      case .weakFurniture: found = .weakFurniture
      case let strong: return strong
      }
    }
    return found
  }

  static func of(_ names: UnsafeBufferPointer<UInt8>) -> HTMLHint {
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
      if !isLayout {
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

  /// Whether an element is marked as holding the article's own text, or the page's main part.
  static func marksArticle(_ page: borrowing HTMLPage, _ index: Int) -> Bool {
    switch Int(page.nodes[index].tag) {
    case LEDE_HTML_ARTICLE, LEDE_HTML_MAIN: return true
    case LEDE_HTML_TEXT: return false
    default: break
    }
    guard page.nodes[index].attribute_count > 0 else { return false }
    if let role = page.attribute(LEDE_HTML_ATTRIBUTE_ROLE, of: index), role.equals("main") || role.equals("article") {
      return true
    }
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

  private static let roles: [StaticString] = [
    "navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog", "menu", "banner",
  ]

  /// Whether an element's role says that it is no part of the article.
  static func hasFurnitureRole(_ page: borrowing HTMLPage, _ index: Int) -> Bool {
    guard let role = page.attribute(LEDE_HTML_ATTRIBUTE_ROLE, of: index) else { return false }
    return roles.contains { role.equals($0) }
  }
}
