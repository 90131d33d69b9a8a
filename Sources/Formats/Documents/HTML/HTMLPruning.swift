import Articles
internal import CHTML
import Text

/// What is cut from the part of a page that the article was found in.
extension HTMLArticleFinder {
  mutating func prune(_ page: borrowing HTMLPage, _ container: Int) {
    cutPromotions()
    cutSections(page, container)
    cutTeasers(page)
    cutBehind(page)
    cutCards(page, container)
    cutRepetitions()
    cutEdges()
  }

  private func weight(_ range: some Sequence<Int>) -> Int {
    range.reduce(0) { $0 + (cuts[$1] == nil ? max(scores[$1], 0) : 0) }
  }

  mutating func cut(_ range: some Sequence<Int>, _ reason: Cut) {
    for index in range where cuts[index] == nil { cuts[index] = reason }
  }

  // MARK: Promotions

  /// Cuts lines that ask readers to subscribe, follow or buy: they have a link, or are headings.
  private mutating func cutPromotions() {
    for index in blocks.indices where cuts[index] == nil {
      switch blocks[index].kind {
      case .paragraph, .item, .quote: guard notes[index].linkBytes > 0 else { continue }
      case .heading: break
      default: continue
      }
      if FurniturePhrases.standard.promotes(blocks[index].content.bytes) { cuts[index] = .promotion }
    }
  }

  // MARK: Sections

  /// Cuts what stands under a heading such as "Related stories" or "About the author".
  ///
  /// The section is the largest element that begins with the heading, else what follows up to the next heading of its
  /// rank. Such sections stand behind the article; before its middle one is believed only when it is small.
  private mutating func cutSections(_ page: borrowing HTMLPage, _ container: Int) {
    let candidates = blocks.indices.filter { index in
      cuts[index] == nil && scores[index] <= 0 && blocks[index].content.bytes.count <= 160
        && (blocks[index].kind == .heading || blocks[index].kind == .paragraph)
        && FurniturePhrases.standard.beginsSection(blocks[index].content.bytes)
    }
    guard !candidates.isEmpty else { return }
    let total = weight(blocks.indices)
    for index in candidates where cuts[index] == nil {
      let isLate = 2 * weight(0..<index) >= total
      // Such words head nothing when all of the heading is a link: "Related: How to build a dam".
      if isMostlyLink(index) {
        cuts[index] = .section
        continue
      }
      let section = blocksOfSection(page, container, beginningWith: index)
      let mass = weight(section)
      if section.count > 1, 10 * mass <= (isLate ? 3 : 1) * total {
        cut(section, .section)
      } else if blocks[index].kind == .heading && isLate {
        let following = index..<endOfSection(page, container, after: index)
        if 5 * weight(following) <= total { cut(following, .section) } else { cut([index], .section) }
      } else {
        cut([index], .section)
      }
    }
  }

  /// The blocks of the outermost element inside the container that has nothing of the article before this block.
  private func blocksOfSection(_ page: borrowing HTMLPage, _ container: Int, beginningWith index: Int) -> Range<Int> {
    let before = blocks.indices[..<index].last { cuts[$0] == nil }.map { notes[$0].element }
    var element = notes[index].element
    while element != container {
      let parent = Int(page.nodes[element].parent)
      // Blocks stand in the order of the document: an element that holds the one before begins at or before it.
      if parent == container || before.map({ $0 >= parent }) ?? false { break }
      element = parent
    }
    let end = Int(page.nodes[element].next)
    let last = blocks.indices[index...].first { notes[$0].element >= end || notes[$0].element < element }
    return index..<(last ?? blocks.count)
  }

  private func endOfSection(_ page: borrowing HTMLPage, _ container: Int, after index: Int) -> Int {
    let end = container == 0 ? page.nodes.count : Int(page.nodes[container].next)
    let rank = headingRank(page, index)
    return blocks.indices[(index + 1)...].first { next in
      notes[next].element >= end || blocks[next].kind == .heading && headingRank(page, next) <= rank
    } ?? blocks.count
  }

  /// 1 to 6; headings that are none by their tag come last.
  private func headingRank(_ page: borrowing HTMLPage, _ index: Int) -> Int {
    let name = page.text(of: notes[index].element)
    return name.count == 2 && HTMLBytes.isDigit(name[1]) ? Int(name[1] - 0x30) : 7
  }

  // MARK: Teasers

  /// The first words of other articles, each beside a link to it: short texts that break off, two of them or more.
  private mutating func cutTeasers(_ page: borrowing HTMLPage) {
    let teasers = blocks.indices.filter { index in
      guard cuts[index] == nil, blocks[index].kind != .heading, blocks[index].content.bytes.count <= 400,
        endsInEllipsis(blocks[index].content.bytes)
      else { return false }
      let card = Int(page.nodes[Int(page.nodes[notes[index].element].parent)].parent)
      let end = card == 0 ? page.nodes.count : Int(page.nodes[card].next)
      return (max(index - 3, 0)..<min(index + 3, blocks.count)).contains { near in
        notes[near].element >= card && notes[near].element < end
          && 2 * notes[near].linkBytes > blocks[near].content.bytes.count
      }
    }
    if teasers.count >= 2 { cut(teasers, .teaser) }
  }

  /// Whether a text breaks off: "…", "...", "[…]".
  func endsInEllipsis(_ text: [UInt8]) -> Bool {
    var text = text[...]
    while let last = text.last, last == 0x20 || last == 0x5D { text.removeLast() }
    return text.suffix(2).elementsEqual([0x2E, 0x2E]) || text.suffix(3).elementsEqual([0xE2, 0x80, 0xA6])
  }

  // MARK: Repetitions and edges

  /// A text of more than a line that came before: pull quotes, and parts that a page has twice for two sizes of screen.
  private mutating func cutRepetitions() {
    var seen: Set<[UInt8]> = []
    for index in blocks.indices where cuts[index] == nil && blocks[index].content.bytes.count >= 60 {
      if !seen.insert(blocks[index].content.bytes).inserted { cuts[index] = .repetition }
    }
  }

  /// Before the first and behind the last running text: bylines, dates, labels and buttons.
  private mutating func cutEdges() {
    func isRunning(_ index: Int) -> Bool {
      guard cuts[index] == nil, scores[index] > 0 else { return false }
      return scores[index] >= 60 || blocks[index].kind == .paragraph || blocks[index].kind == .quote
    }
    guard let first = blocks.indices.first(where: isRunning), let last = blocks.indices.last(where: isRunning) else {
      return
    }
    for index in 0..<first where cuts[index] == nil && scores[index] <= 0 {
      // A heading that is not the page's own begins the article's first section.
      if blocks[index].kind == .heading && !notes[index].isMainHeading { continue }
      cuts[index] = .edge
    }
    for index in (last + 1)..<blocks.count where cuts[index] == nil && scores[index] <= 0 {
      switch blocks[index].kind {
      case .item, .cell, .code: break
      default: cuts[index] = .edge
      }
    }
  }
}

extension Collection<UInt8> where Index == Int {
  /// Whether `word`, which is in lower case, stands anywhere in it, in any case.
  func contains(_ word: StaticString) -> Bool { indices.contains { starts(with: word, at: $0) } }
}
