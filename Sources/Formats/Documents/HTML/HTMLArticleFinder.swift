import Articles
internal import CHTML
import Text

/// Tells a page's article from what stands around it, by a first, simple rule.
///
/// The article is what the page marks as such, else the smallest part of the page that holds most of its running text.
/// Within it, parts that call themselves navigation, comments and the like are left out, and blocks that are mostly links.
struct HTMLArticleFinder: ~Copyable {
  private let notes: [HTMLBlockNotes]
  /// By element: bytes of running text in it, outside of links.
  private var weights: [Int]
  /// By element: how many elements around it, itself included, call themselves something else than an article.
  private var boilerplate: [UInt16]

  init(_ page: borrowing HTMLPage, _ blocks: [Block], _ notes: [HTMLBlockNotes]) {
    self.notes = notes
    boilerplate = [UInt16](repeating: 0, count: page.nodes.count)
    weights = HTMLArticleFinder.weights(page, blocks, notes) { _ in true }
    countBoilerplate(page, mainHeadings: notes.filter(\.isMainHeading).map(\.element))
    // Long comments weigh nothing, unless nearly all of the page is called something like that.
    let boilerplate = boilerplate
    let others = HTMLArticleFinder.weights(page, blocks, notes) { boilerplate[$0] == 0 }
    if 4 * others[0] >= weights[0] { weights = others }
  }

  private static func weights(
    _ page: borrowing HTMLPage, _ blocks: [Block], _ notes: [HTMLBlockNotes], where counts: (Int) -> Bool
  ) -> [Int] {
    var weights = [Int](repeating: 0, count: page.nodes.count)
    for (block, note) in zip(blocks, notes) where counts(note.element) { weights[note.element] += weight(block, note) }
    for index in stride(from: page.nodes.count - 1, to: 0, by: -1) where weights[index] > 0 {
      weights[Int(page.nodes[index].parent)] += weights[index]
    }
    return weights
  }

  /// Paragraphs and quotes count; items and cells do when they are long.
  private static func weight(_ block: Block, _ note: HTMLBlockNotes) -> Int {
    let count = block.content.bytes.count - note.linkBytes
    switch block.kind {
    case .paragraph, .quote: return count
    case .item, .cell: return count >= 80 ? count : 0
    default: return 0
    }
  }

  private mutating func countBoilerplate(_ page: borrowing HTMLPage, mainHeadings: [Int]) {
    for index in 1..<max(page.nodes.count, 1) where !page.isText(index) {
      let node = page.nodes[index]
      let isBoilerplate: Bool
      switch Int(node.tag) {
      case LEDE_HTML_NAV, LEDE_HTML_ASIDE, LEDE_HTML_FOOTER, LEDE_HTML_DIALOG:
        isBoilerplate = true
      case LEDE_HTML_FORM:
        // Some site builders put the whole page into one.
        isBoilerplate = 2 * weights[index] <= weights[0]
      case LEDE_HTML_HEADER:
        isBoilerplate =
          2 * weights[index] <= weights[0] && !mainHeadings.contains { $0 > index && $0 < Int(node.next) }
      case LEDE_HTML_BODY, LEDE_HTML_HEAD, LEDE_HTML_OTHER, LEDE_HTML_A:
        isBoilerplate = false
      default:
        // A word in a class may mean that its element is beside such a thing; what holds half of the text is none.
        isBoilerplate = 2 * weights[index] <= weights[0] && HTMLArticleFinder.namesBoilerplate(page, index)
      }
      boilerplate[index] = boilerplate[Int(node.parent)] &+ (isBoilerplate ? 1 : 0)
    }
  }

  /// Which blocks are the article's; none when nothing looks like one.
  func articleBlocks(_ page: borrowing HTMLPage, _ blocks: [Block], title: Int?) -> [Bool] {
    let container = markedContainer(page) ?? densestContainer(page)
    let end = container == 0 ? page.nodes.count : Int(page.nodes[container].next)
    var result = [Bool](repeating: false, count: blocks.count)
    for (index, note) in notes.enumerated() where note.element >= container && note.element < end {
      let isLinks = 10 * note.linkBytes > 6 * blocks[index].content.bytes.count
      result[index] = boilerplate[note.element] == boilerplate[container] && !isLinks
    }
    guard result.contains(true) else { return result }
    if let title { result[title] = true }
    return result
  }

  /// The block of the page's own title: the main heading that its metadata names, else the first one in the article,
  /// else the last one before it.
  func titleBlock(_ page: borrowing HTMLPage, _ blocks: [Block], _ metadata: HTMLMetadata) -> Int? {
    let headings = blocks.indices.filter { notes[$0].isMainHeading && blocks[$0].kind == .heading }
    if let named = headings.first(where: { metadata.isNamed(blocks[$0].content.string) }) { return named }
    let container = markedContainer(page) ?? densestContainer(page)
    let end = container == 0 ? page.nodes.count : Int(page.nodes[container].next)
    return headings.first { notes[$0].element >= container && notes[$0].element < end }
      ?? headings.last { notes[$0].element < container } ?? headings.first
  }

  // MARK: Where the article is

  /// The element that is marked as the article, or as the page's main part, and holds the most text.
  private func markedContainer(_ page: borrowing HTMLPage) -> Int? {
    var best: Int?
    for index in 1..<max(page.nodes.count, 1) where weights[index] > 0 && isMarked(page, index) {
      guard let chosen = best else {
        best = index
        continue
      }
      // A part inside the chosen one that holds nearly all of its text fits closer.
      let isInside = index < Int(page.nodes[chosen].next)
      if weights[index] > weights[chosen] || isInside && 10 * weights[index] >= 8 * weights[chosen] { best = index }
    }
    // A card that points to another article is marked as one, too.
    guard let best, 3 * weights[best] >= weights[0] else { return nil }
    return best
  }

  private func isMarked(_ page: borrowing HTMLPage, _ index: Int) -> Bool {
    switch Int(page.nodes[index].tag) {
    case LEDE_HTML_ARTICLE, LEDE_HTML_MAIN: return true
    case LEDE_HTML_TEXT: return false
    default: break
    }
    if let role = page.attribute(LEDE_HTML_ATTRIBUTE_ROLE, of: index), role.equals("main") { return true }
    guard let property = page.attribute(LEDE_HTML_ATTRIBUTE_ITEMPROP, of: index) else { return false }
    return property.hasWord("articlebody")
  }

  /// From the top down, always into the part that holds most of the text, as long as there is one with several blocks.
  private func densestContainer(_ page: borrowing HTMLPage) -> Int {
    var container = 0
    while true {
      var child = container + 1
      var heaviest = container
      let end = container == 0 ? page.nodes.count : Int(page.nodes[container].next)
      while child < end {
        if heaviest == container || weights[child] > weights[heaviest] { heaviest = child }
        child = Int(page.nodes[child].next)
      }
      guard heaviest != container, boilerplate[heaviest] == boilerplate[container], weights[heaviest] >= 200,
        10 * weights[heaviest] >= 7 * weights[container], blockCount(page, heaviest) > 1
      else { return container }
      container = heaviest
    }
  }

  private func blockCount(_ page: borrowing HTMLPage, _ element: Int) -> Int {
    notes.count { $0.element >= element && $0.element < Int(page.nodes[element].next) }
  }

  // MARK: Names

  private static let boilerplateWords: [StaticString] = [
    "nav", "navbar", "navigation", "menu", "sidebar", "share", "sharing", "social", "related", "comment", "comments",
    "footer", "cookie", "cookies", "consent", "promo", "newsletter", "breadcrumb", "breadcrumbs", "tags", "ad", "ads",
    "advert", "advertisement",
  ]

  /// Words after which a class says how the page is laid out, not what the element is: "has-sidebar".
  private static let layoutWords: [StaticString] = ["has", "with", "no", "without"]

  private static func namesBoilerplate(_ page: borrowing HTMLPage, _ index: Int) -> Bool {
    guard page.nodes[index].attribute_count > 0 else { return false }
    return [LEDE_HTML_ATTRIBUTE_CLASS, LEDE_HTML_ATTRIBUTE_ID].contains { name in
      page.attribute(name, of: index).map(namesBoilerplate) ?? false
    }
  }

  private static func namesBoilerplate(_ names: UnsafeBufferPointer<UInt8>) -> Bool {
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
      if !isLayout && word.count <= 13 && boilerplateWords.contains(where: { word.equals($0) }) { return true }
      isLayout = layoutWords.contains { word.equals($0) }
      start = end
    }
    return false
  }
}
