import Articles
internal import CHTML
import Text

/// Tells a page's article from what stands around it, in five steps that each can be explained.
///
/// 1. Every block has a score: running text counts for its bytes, links and short fragments count against.
/// 2. Elements that call themselves navigation, comments and the like are left aside, unless they hold too much.
/// 3. The article is in the element whose blocks have the greatest sum, or closer, in the innermost one marked as an
///    article's that still holds most of it.
/// 4. What is left there but is none of it is cut: link lists, sections of other articles, teasers, repetitions.
/// 5. When next to nothing was found, the names are not believed, and it is done once more.
///
/// Scores follow the text and link densities of boilerplate detection (Kohlschütter, Fankhauser, Nejdl 2010), the sum
/// over elements that of the maximum subsequence (Pasternack, Roth 2009).
struct HTMLArticleFinder: ~Copyable {
  /// Why a block is not taken for the article's.
  enum Cut {
    case outside, named, links, promotion, section, teaser, card, behind, repetition, edge, unsupported
  }

  let blocks: [Block]
  let notes: [HTMLBlockNotes]
  let scores: [Int]
  /// What the element of each block, or one around it, calls itself.
  private(set) var hints: [HTMLHint] = []
  /// By block; nil for the article's.
  var cuts: [Cut?] = []
  /// The element that the article was found in.
  private(set) var container = 0
  private let nodeCount: Int
  /// By block: whether it is one of a list or table that holds more than links.
  private var isInMixedList: [Bool] = []
  private let evidence: TextEvidence?
  private let byline: String?

  /// - Parameters:
  ///   - body: the article's text as the page gives it to search engines, if it does.
  ///   - byline: the authors, as far as the page names them outside of its text.
  init(
    _ page: borrowing HTMLPage, _ blocks: [Block], _ notes: [HTMLBlockNotes], body: [UInt8]? = nil,
    byline: String? = nil
  ) {
    self.blocks = blocks
    self.notes = notes
    nodeCount = page.nodes.count
    scores = zip(blocks, notes).map(HTMLArticleFinder.score)
    evidence = body.flatMap { TextEvidence($0) }
    self.byline = byline
    readLists(page)
    find(page)
  }

  // MARK: Scores

  /// Bytes from which on a text without an end mark is taken for running text: some fifteen words.
  private static let longText = 100
  /// Bytes that a sentence has at least.
  private static let shortSentence = 20

  private static func score(_ block: Block, _ note: HTMLBlockNotes) -> Int {
    let count = block.content.bytes.count
    let own = count - note.linkBytes
    // Mostly a link. A long one costs more, but no link outweighs a paragraph.
    if 2 * note.linkBytes > count { return -min(note.linkBytes, 60) - 10 }
    switch block.kind {
    case .heading, .title, .attribute: return 0
    default: break
    }
    if own >= longText { return own }
    if count >= shortSentence && endsSentence(block.content.bytes) { return own }
    switch block.kind {
    case .item, .cell, .caption, .code: return own < shortSentence ? -5 : own / 4
    default: return -8
    }
  }

  /// Whether a text ends as sentences do, whatever quotes and brackets close behind it.
  static func endsSentence(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { text in
      var end = text.count
      while end > 0 {
        let (point, width) = CodePoints.previous(text, before: end)
        switch point {
        case 0x2E, 0x21, 0x3F, 0x3A, 0x2026, 0x3002, 0xFF01, 0xFF1F, 0xFF1A, 0x964, 0x6D4, 0x61F, 0x589: return true
        case 0x20, 0x22, 0x27, 0x29, 0x5D, 0xA0, 0xBB, 0x2019, 0x201D, 0x201C, 0x300D, 0x300F, 0xFF09: end -= width
        default: return false
        }
      }
      return false
    }
  }

  /// By element: the sum of the values of the blocks in it.
  func sums(_ page: borrowing HTMLPage, _ values: [Int]) -> [Int] {
    var sums = [Int](repeating: 0, count: nodeCount)
    for (value, note) in zip(values, notes) { sums[note.element] += value }
    for index in stride(from: nodeCount - 1, to: 0, by: -1) where sums[index] != 0 {
      sums[Int(page.nodes[index].parent)] += sums[index]
    }
    return sums
  }

  // MARK: Names

  /// What each block is in, by the elements around it. Without `believing` them, only tags and roles of small parts count.
  private mutating func readHints(_ page: borrowing HTMLPage, believing: Bool) {
    let weights = sums(page, scores.map { max($0, 0) })
    let total = max(weights[0], 1)
    let mainHeadings = notes.filter(\.isMainHeading).map(\.element)
    let others = sums(page, blocks.map { $0.kind == .heading ? 0 : 1 })
    var hints = [HTMLHint](repeating: .none, count: nodeCount)
    for index in 1..<max(nodeCount, 1) {
      let node = page.nodes[index]
      let around = hints[Int(node.parent)]
      guard around == .none, !page.isText(index) else {
        hints[index] = around
        continue
      }
      let weight = weights[index]
      // A third of all text is no furniture, whatever it is called, when names are not believed.
      if !believing && 10 * weight > 3 * total { continue }
      switch Int(node.tag) {
      case LEDE_HTML_NAV, LEDE_HTML_ASIDE, LEDE_HTML_FOOTER, LEDE_HTML_DIALOG:
        hints[index] = .furniture
      case LEDE_HTML_FORM:
        // Some site builders put the whole page into one.
        if 2 * weight <= total { hints[index] = .furniture }
      case LEDE_HTML_HEADER:
        let hasHeading = mainHeadings.contains { $0 > index && $0 < Int(node.next) }
        // With headings only, it is that of a section.
        if 10 * weight <= 3 * total && !hasHeading && others[index] > 0 { hints[index] = .furniture }
      case LEDE_HTML_BODY, LEDE_HTML_HEAD, LEDE_HTML_HTML, LEDE_HTML_OTHER, LEDE_HTML_A:
        break
      default:
        if 2 * weight <= total && HTMLHint.hasFurnitureRole(page, index) { hints[index] = .furniture }
      }
      guard hints[index] == .none, believing else { continue }
      hints[index] = nameHint(page, index, weight: weight, total: total)
      guard hints[index] == .furniture || hints[index] == .weakFurniture, 5 * weight >= total, weight > 250 else {
        continue
      }
      if holdsNamedText(page, index, weights) { hints[index] = .none }
    }
    self.hints = notes.map { hints[$0.element] }
  }

  /// Whether at least half of the text in an element is in one that is named as holding an article's.
  private func holdsNamedText(_ page: borrowing HTMLPage, _ outer: Int, _ weights: [Int]) -> Bool {
    for index in (outer + 1)..<max(Int(page.nodes[outer].next), outer + 1)
    where 2 * weights[index] >= weights[outer] && HTMLHint.namesText(page, index) { return true }
    return false
  }

  private func nameHint(_ page: borrowing HTMLPage, _ index: Int, weight: Int, total: Int) -> HTMLHint {
    let node = page.nodes[index]
    guard node.attribute_count > 0 else { return .none }
    if let type = page.attribute(LEDE_HTML_ATTRIBUTE_ITEMTYPE, of: index), type.contains("comment") {
      return .comments
    }
    switch Int(node.tag) {
    case LEDE_HTML_BODY, LEDE_HTML_HEAD, LEDE_HTML_HTML, LEDE_HTML_A: return .none
    // A word or two inside a line is no part of the page; whole parts are never this small a mark-up.
    case LEDE_HTML_OTHER: return .none
    default: break
    }
    switch HTMLHint.named(page, index) {
    case .none: return .none
    // A popular article has far more comments than text; there must be something left that they comment on.
    case .comments: return 5 * weight <= 2 * total || total - weight >= 800 ? .comments : .none
    // A word in a class may mean that its element is beside such a thing; what holds so much of the text is none.
    case .furniture: return 5 * weight <= 2 * total ? .furniture : .none
    case .weakFurniture: return 10 * weight <= total ? .weakFurniture : .none
    }
  }

  // MARK: The article

  private mutating func find(_ page: borrowing HTMLPage) {
    readHints(page, believing: true)
    choose(page)
    // Comments outweigh many an article, and do not make it a small one.
    let total = blocks.indices.reduce(0) { $0 + (hints[$1] == .comments ? 0 : max(scores[$1], 0)) }
    let found = weightFound
    if found < 250 || 100 * found < 15 * total {
      let first = (cuts, container, hints)
      readHints(page, believing: false)
      choose(page)
      if weightFound <= 2 * found { (cuts, container, hints) = first }
    }
    takeLeading(page)
    cutNoteOnAuthor(byline: byline)
    weighEvidence()
  }

  var weightFound: Int {
    blocks.indices.reduce(0) { $0 + (cuts[$1] == nil ? max(scores[$1], 0) : 0) }
  }

  private mutating func choose(_ page: borrowing HTMLPage) {
    let values = blocks.indices.map { hints[$0] == .none ? scores[$0] : min(scores[$0], 0) / 4 }
    let best = heaviest(page, sums(page, values))
    container = markedContainer(page, in: best, sums(page, values.map { max($0, 0) }))
    let end = container == 0 ? nodeCount : Int(page.nodes[container].next)
    cuts = blocks.indices.map { index in
      let element = notes[index].element
      if element < container || element >= end { return .outside }
      if hints[index] != .none { return .named }
      return isLinks(index) ? .links : nil
    }
    prune(page, container)
  }

  /// The element with the greatest sum, the innermost of equals.
  private func heaviest(_ page: borrowing HTMLPage, _ sums: [Int]) -> Int {
    var best = 0
    for index in 1..<max(nodeCount, 1) where !page.isText(index) {
      let isInside = best < index && (best == 0 || index < Int(page.nodes[best].next))
      if sums[index] > sums[best] || sums[index] == sums[best] && isInside { best = index }
    }
    // Where nothing speaks for any part, it is the whole page; a paragraph stands in the part that is meant.
    guard sums[best] > 0 else { return 0 }
    while best > 0 && !isPart(page, best) { best = Int(page.nodes[best].parent) }
    return best
  }

  /// Whether an element holds blocks of text, and is none itself.
  func isPart(_ page: borrowing HTMLPage, _ index: Int) -> Bool {
    switch Int(page.nodes[index].tag) {
    case LEDE_HTML_P, LEDE_HTML_H1, LEDE_HTML_HEADING, LEDE_HTML_PRE, LEDE_HTML_BLOCKQUOTE, LEDE_HTML_ITEM,
      LEDE_HTML_CAPTION, LEDE_HTML_FIGURE, LEDE_HTML_OTHER, LEDE_HTML_A:
      false
    default: true
    }
  }

  /// The innermost element marked as an article's that holds at least three fifths of the text in `outer`: the rest is
  /// what the page puts into the same frame. Else `outer` itself.
  ///
  /// Some pages give each part of an article an element of the same name; then it is the one around them all.
  private func markedContainer(_ page: borrowing HTMLPage, in outer: Int, _ weights: [Int]) -> Int {
    var found = outer
    let end = outer == 0 ? nodeCount : Int(page.nodes[outer].next)
    for index in outer..<end
    where 5 * weights[index] >= 3 * weights[outer] && HTMLHint.marksArticle(page, index) { found = index }
    guard found != outer, HTMLHint.namesText(page, found),
      let name = page.attribute(LEDE_HTML_ATTRIBUTE_CLASS, of: found), !name.isEmpty
    else { return found }
    var around = found
    var index = outer
    while index < end {
      let isApart = index > found || Int(page.nodes[index].next) <= found
      if isApart, weights[index] >= HTMLArticleFinder.longText, page.nodes[index].tag == page.nodes[found].tag,
        page.attribute(LEDE_HTML_ATTRIBUTE_CLASS, of: index)?.elementsEqual(name) ?? false
      {
        while around != outer && !(around <= index && index < Int(page.nodes[around].next)) {
          around = Int(page.nodes[around].parent)
        }
      }
      // What stands in the element itself is no twin of it.
      index = index == found ? Int(page.nodes[found].next) : index + 1
    }
    return around
  }

  // MARK: Links

  /// Tells lists and tables in which most blocks are more than a link: their links belong to the text.
  private mutating func readLists(_ page: borrowing HTMLPage) {
    isInMixedList = [Bool](repeating: false, count: blocks.count)
    var known: [Int: Bool] = [:]
    for index in blocks.indices where isMostlyLink(index) {
      let isItem = blocks[index].kind == .item
      guard isItem || blocks[index].kind == .cell else { continue }
      var list = notes[index].element
      while list > 0 && !HTMLArticleFinder.isList(page, list, ofItems: isItem) { list = Int(page.nodes[list].parent) }
      guard list > 0 else { continue }
      let isMixed = known[list] ?? self.isMixed(page, list, around: index)
      known[list] = isMixed
      isInMixedList[index] = isMixed
    }
  }

  private static func isList(_ page: borrowing HTMLPage, _ index: Int, ofItems: Bool) -> Bool {
    guard Int(page.nodes[index].tag) == LEDE_HTML_DIVISION else { return false }
    let name = page.text(of: index)
    return ofItems ? name.equals("ul") || name.equals("ol") || name.equals("dl") : name.equals("table")
  }

  private func isMixed(_ page: borrowing HTMLPage, _ list: Int, around index: Int) -> Bool {
    func isInside(_ block: Int) -> Bool {
      notes[block].element >= list && notes[block].element < Int(page.nodes[list].next)
    }
    var start = index
    while start > 0, isInside(start - 1) { start -= 1 }
    var (bytes, linkBytes, count, links) = (0, 0, 0, 0)
    var block = start
    while block < blocks.count, isInside(block) {
      bytes += blocks[block].content.bytes.count
      linkBytes += notes[block].linkBytes
      count += 1
      if isMostlyLink(block) { links += 1 }
      block += 1
    }
    return count >= 2 && 4 * linkBytes <= 3 * bytes && 2 * links <= count
  }

  func isMostlyLink(_ index: Int) -> Bool {
    10 * notes[index].linkBytes > 6 * blocks[index].content.bytes.count
  }

  /// Whether a block is no more than links. Headings often link to what they speak of, and stay if text follows.
  private func isLinks(_ index: Int) -> Bool {
    guard isMostlyLink(index), !isInMixedList[index] else { return false }
    guard blocks[index].kind == .heading else { return true }
    return !(index + 1..<min(index + 4, blocks.count)).contains { next in
      scores[next] >= 60 && hints[next] == .none && !endsInEllipsis(blocks[next].content.bytes)
    }
  }

  // MARK: Evidence

  /// Takes the page at its word where it gives the article's text as data and that is what stands in it.
  private mutating func weighEvidence() {
    guard let evidence else { return }
    let supported = blocks.map { evidence.supports($0.content.bytes) }
    let covered = blocks.indices.reduce(0) { $0 + (supported[$1] ? blocks[$1].content.bytes.count : 0) }
    // Some pages give a summary or the first lines; then it says nothing about the rest.
    guard 10 * covered >= 7 * evidence.count, 10 * covered >= 6 * weightFound,
      let first = supported.firstIndex(of: true), let last = supported.lastIndex(of: true)
    else { return }
    for index in blocks.indices {
      if supported[index] {
        if cuts[index] != .repetition { cuts[index] = nil }
      } else if cuts[index] == nil, blocks[index].kind != .title, index < first || index > last {
        cuts[index] = .unsupported
      }
    }
  }

  // MARK: The title

  /// The block of the page's own title: the main heading that its metadata names, else the first one in the article,
  /// else the last one before it.
  func titleBlock(_ page: borrowing HTMLPage, _ metadata: HTMLMetadata) -> Int? {
    let headings = blocks.indices.filter { notes[$0].isMainHeading && blocks[$0].kind == .heading }
    let end = container == 0 ? nodeCount : Int(page.nodes[container].next)
    let inside = headings.filter { notes[$0].element >= container && notes[$0].element < end }
    if let named = (inside + headings).first(where: { metadata.isNamed(blocks[$0].content.string) }) { return named }
    return inside.first ?? headings.last { notes[$0].element < container } ?? headings.first
  }

  /// The short lines around the article's head, where bylines and dates stand: from a little before the title to the
  /// second running text.
  func headLines(title: Int?) -> [[UInt8]] {
    guard let first = cuts.firstIndex(where: { $0 == nil }) else { return [] }
    let running = blocks.indices[first...].filter { cuts[$0] == nil && scores[$0] >= HTMLArticleFinder.longText }
    let last = running.dropFirst().first ?? running.first ?? first
    let start = max(0, min(title ?? first, first) - 4)
    return (start...max(last, start)).compactMap { index in
      let text = blocks[index].content.bytes
      return index != title && text.count <= 160 && scores[index] < HTMLArticleFinder.longText ? text : nil
    }
  }

  /// Which blocks are the article's; none when nothing looks like one.
  func articleBlocks(title: Int?) -> [Bool] {
    var result = cuts.map { $0 == nil }
    guard result.contains(true) else { return result }
    if let title { result[title] = true }
    return result
  }
}

/// A text that blocks are held against, by the hashes of its stretches of 24 letters and digits.
struct TextEvidence {
  private static let width = 24
  private var hashes: Set<UInt64> = []
  /// Bytes of it.
  let count: Int

  /// Nil for a text that is too short to tell anything.
  init?(_ text: [UInt8]) {
    count = text.count
    guard count >= 400, count <= 1 << 20 else { return nil }
    let letters = TextEvidence.letters(text)
    guard letters.count >= TextEvidence.width else { return nil }
    for start in 0...letters.count - TextEvidence.width { hashes.insert(TextEvidence.hash(letters, start)) }
  }

  /// Whether a block's first, middle and last letters all stand in it, in as many stretches.
  func supports(_ text: [UInt8]) -> Bool {
    guard text.count >= TextEvidence.width else { return false }
    let letters = TextEvidence.letters(text)
    guard letters.count >= TextEvidence.width else { return false }
    let last = letters.count - TextEvidence.width
    return [0, last / 2, last].allSatisfy { hashes.contains(TextEvidence.hash(letters, $0)) }
  }

  private static func letters(_ text: [UInt8]) -> [UInt8] {
    text.filter { HTMLBytes.isLetter($0) || HTMLBytes.isDigit($0) || $0 >= 0x80 }.map(HTMLBytes.lowercased)
  }

  private static func hash(_ letters: [UInt8], _ start: Int) -> UInt64 {
    letters[start..<start + width].reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
