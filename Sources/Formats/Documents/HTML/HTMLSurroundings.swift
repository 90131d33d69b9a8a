import Articles
internal import CHTML
import Text

/// What is told from a page's structure to be none of its article, whatever it is called: cards, what stands behind the
/// article's body, and notes on its authors; and what of the article stands before the part that it was found in.
extension HTMLArticleFinder {
  // MARK: Cards

  /// What an element holds, as far as cards are told by it.
  private struct Contents {
    var bytes = 0
    var blocks = 0
    /// Blocks that are the article's so far, and the running text in them.
    var taken = 0
    var mass = 0
    /// Blocks of running text, the article's or not.
    var prose = 0
    var hasLink = false

    mutating func add(_ other: Contents) {
      bytes += other.bytes
      blocks += other.blocks
      taken += other.taken
      mass += other.mass
      prose += other.prose
      hasLink = hasLink || other.hasLink
    }

    /// A heading or picture with a link, perhaps with a sentence or two, and nothing more.
    var isCard: Bool { hasLink && bytes < 600 && blocks >= 2 && prose <= 1 }
  }

  /// Cuts cards: siblings of the same name that each hold a link and a little text, and no others of that name.
  ///
  /// An article may consist of such parts, as a list of shops does; cards beside one are a small share of its text.
  mutating func cutCards(_ page: borrowing HTMLPage, _ container: Int) {
    let contents = readContents(page)
    let total = contents[0].mass
    let end = container == 0 ? page.nodes.count : Int(page.nodes[container].next)
    for parent in container..<max(end, container) where contents[parent].taken > 0 && contents[parent].blocks >= 4 {
      var groups: [(name: UInt64, all: Contents, count: Int, cards: Int)] = []
      var child = parent + 1
      while child < Int(page.nodes[parent].next) {
        defer { child = max(Int(page.nodes[child].next), child + 1) }
        guard contents[child].blocks > 0, HTMLArticleFinder.mayBeCard(page, child) else { continue }
        let name = HTMLArticleFinder.signature(page, child)
        // A page has few kinds of cards; more names than this in one element are none.
        let place = groups.firstIndex { $0.name == name }
        guard let place = place ?? (groups.count < 32 ? groups.count : nil) else { continue }
        if place == groups.count { groups.append((name, Contents(), 0, 0)) }
        groups[place].all.add(contents[child])
        groups[place].count += 1
        if contents[child].isCard { groups[place].cards += 1 }
      }
      let names = groups.filter {
        $0.count >= 2 && $0.cards == $0.count && $0.all.taken > 0 && 10 * $0.all.mass <= total
      }.map(\.name)
      guard !names.isEmpty else { continue }
      child = parent + 1
      while child < Int(page.nodes[parent].next) {
        let next = max(Int(page.nodes[child].next), child + 1)
        if contents[child].taken > 0, HTMLArticleFinder.mayBeCard(page, child),
          names.contains(HTMLArticleFinder.signature(page, child))
        {
          cut(blocks(from: child, to: next), .card)
        }
        child = next
      }
    }
  }

  private func readContents(_ page: borrowing HTMLPage) -> [Contents] {
    var contents = [Contents](repeating: Contents(), count: page.nodes.count)
    for index in blocks.indices {
      let isTaken = cuts[index] == nil
      contents[notes[index].element].add(
        Contents(
          bytes: blocks[index].content.bytes.count, blocks: 1, taken: isTaken ? 1 : 0,
          mass: isTaken ? max(scores[index], 0) : 0, prose: scores[index] > 0 ? 1 : 0, hasLink: isMostlyLink(index)))
    }
    for index in stride(from: page.nodes.count - 1, to: 0, by: -1) where contents[index].blocks > 0 {
      contents[Int(page.nodes[index].parent)].add(contents[index])
    }
    return contents
  }

  private static func mayBeCard(_ page: borrowing HTMLPage, _ index: Int) -> Bool {
    switch Int(page.nodes[index].tag) {
    case LEDE_HTML_TEXT, LEDE_HTML_P, LEDE_HTML_H1, LEDE_HTML_HEADING, LEDE_HTML_PRE, LEDE_HTML_BLOCKQUOTE,
      LEDE_HTML_CAPTION, LEDE_HTML_OTHER:
      false
    default: true
    }
  }

  /// An element's tag and class without digits, in which cards of a kind differ: "post-4184".
  private static func signature(_ page: borrowing HTMLPage, _ index: Int) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    for byte in page.text(of: index) { add(HTMLBytes.lowercased(byte)) }
    add(0)
    if let names = page.attribute(LEDE_HTML_ATTRIBUTE_CLASS, of: index) {
      for byte in names where !HTMLBytes.isDigit(byte) { add(byte) }
    }
    return hash
  }

  /// The blocks in a stretch of the page's nodes.
  private func blocks(from first: Int, to end: Int) -> [Int] {
    blocks.indices.filter { notes[$0].element >= first && notes[$0].element < end }
  }

  // MARK: Behind the body

  /// Cuts what stands behind the innermost part of the page that holds at least three quarters of the text.
  ///
  /// Some pages put an article into several parts of one name, with something between them; those stay.
  mutating func cutBehind(_ page: borrowing HTMLPage) {
    let weights = sums(page, blocks.indices.map { cuts[$0] == nil ? max(scores[$0], 0) : 0 })
    let total = weights[0]
    guard total > 0,
      let body = weights.indices.last(where: { 4 * weights[$0] >= 3 * total && isPart(page, $0) }), body > 0
    else { return }
    let name = page.attribute(LEDE_HTML_ATTRIBUTE_CLASS, of: body)
    for index in blocks.indices where cuts[index] == nil && notes[index].element >= Int(page.nodes[body].next) {
      var around = notes[index].element
      var isTwin = false
      while around > body {
        if page.nodes[around].tag == page.nodes[body].tag, 10 * weights[around] >= total, let name, !name.isEmpty,
          page.attribute(LEDE_HTML_ATTRIBUTE_CLASS, of: around)?.elementsEqual(name) ?? false
        {
          isTwin = true
        }
        around = Int(page.nodes[around].parent)
      }
      if !isTwin { cuts[index] = .behind }
    }
  }

  // MARK: Authors

  /// Cuts a note on the author at the article's end: what begins with one of the names in the byline, and all after it.
  mutating func cutNoteOnAuthor(byline: String?) {
    let names = (byline ?? "").split(separator: ", ").map { CharacterTables.fold(Array($0.utf8)) }
      .filter { $0.count <= 60 && $0.contains(0x20) }
    guard !names.isEmpty else { return }
    let taken = blocks.indices.filter { cuts[$0] == nil }
    guard taken.count >= 4 else { return }
    let total = weightFound
    var mass = 0
    for index in taken.suffix(6).reversed() {
      mass += max(scores[index], 0)
      guard 4 * mass <= total else { return }
      let text = CharacterTables.fold(Array(blocks[index].content.bytes.prefix(120)))
      let start = text.firstIndex { $0 >= 0x80 || $0 >= 0x61 && $0 <= 0x7A } ?? text.endIndex
      if names.contains(where: { text[start...].starts(with: $0) }) {
        cut(taken.filter { $0 >= index }, .section)
        return
      }
    }
  }

  // MARK: Before the part that was found

  /// Takes in what the article begins with when it stands between the page's main heading and the part that the article
  /// was found in: two paragraphs of running text or more in one element. A single one is most often a teaser.
  mutating func takeLeading(_ page: borrowing HTMLPage) {
    guard let first = cuts.firstIndex(where: { $0 == nil }),
      let heading = blocks.indices[..<first].last(where: { notes[$0].isMainHeading && blocks[$0].kind == .heading })
    else { return }
    let leading = blocks.indices[heading..<first].filter { index in
      cuts[index] == .outside && hints[index] == .none && scores[index] >= 60
        && (blocks[index].kind == .paragraph || blocks[index].kind == .quote)
        && 4 * notes[index].linkBytes < blocks[index].content.bytes.count
        && !endsInEllipsis(blocks[index].content.bytes)
    }
    for index in leading {
      let element = page.nodes[notes[index].element].parent
      if leading.count(where: { page.nodes[notes[$0].element].parent == element }) >= 2 { cuts[index] = nil }
    }
  }
}
