import Articles
import Text

/// Tells the lines that a page wraps around its article: "Skip to Content", share rows, source and copyright lines.
///
/// They stay in the article as boilerplate. Works on the text alone, so it serves pasted pages as well as HTML.
public struct Furniture: Sendable {
  private let whole: Vocabulary
  /// By their first byte.
  private let starts: [UInt8: [[UInt8]]]

  /// The phrases that come with Lede.
  public static let standard = Furniture()

  private init() {
    var whole = Vocabulary()
    var starts: [UInt8: [[UInt8]]] = [:]
    var inWhole = true
    for line in LanguageData.lines(of: "phrases/furniture.txt") {
      if line.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]") {
        inWhole = line.elementsEqual("[whole]".utf8)
      } else if inWhole {
        whole.intern(line)
      } else {
        starts[line[line.startIndex], default: []].append(Array(line))
      }
    }
    self.whole = whole
    self.starts = starts
  }

  /// Marks blocks as boilerplate and gives the article its title and date line if nothing else did.
  ///
  /// The first heading of the article proper is its title; short headings before it are what a page puts there.
  public func mark(_ article: inout Article) {
    for index in article.blocks.indices where article.blocks[index].isArticle {
      let block = article.blocks[index]
      if block.kind != .title && isFurniture(block.content.bytes) { article.blocks[index].isArticle = false }
    }
    guard article.original.format == "text" else { return }
    markTitle(&article)
  }

  public func isFurniture(_ text: [UInt8]) -> Bool {
    guard text.count <= 240 else { return false }
    let folded = CharacterTables.fold(text)
    if whole.contains(Furniture.withoutPunctuation(folded)) { return true }
    guard folded.count <= 200, let first = folded.first, let candidates = starts[first],
      !Furniture.hasTwoSentences(folded)
    else { return false }
    return candidates.contains { folded.starts(with: $0) }
  }

  /// In plain text the readers can only guess at headings. The first is the title; others stay headings if prose follows.
  private func markTitle(_ article: inout Article) {
    let headings = article.blocks.indices.filter { article.blocks[$0].isArticle && article.blocks[$0].kind == .heading }
    let firstProse = article.blocks.indices.first { article.blocks[$0].isArticle && article.blocks[$0].kind.isProse }
    if let title = headings.first, firstProse.map({ title < $0 }) ?? true,
      !article.blocks.contains(where: { $0.kind == .title })
    {
      if let known = article.metadata.title {
        if article.blocks[title].content.string == known { article.blocks[title].kind = .title }
      } else {
        article.blocks[title].kind = .title
        article.metadata.title = article.blocks[title].content.string
      }
    }
  }

  private static func withoutPunctuation(_ text: [UInt8]) -> ArraySlice<UInt8> {
    func isWord(_ point: UInt32) -> Bool {
      CharacterTables.isAlphabetic(point) || CharacterTables.wordClass(point) == CharacterTables.WordClass.digit
    }
    return text.withUnsafeBufferPointer { buffer in
      var start = 0
      var end = buffer.count
      while end > start {
        let (point, width) = CodePoints.previous(buffer, before: end)
        guard !isWord(point) else { break }
        end -= width
      }
      while start < end {
        let (point, width) = CodePoints.next(buffer, at: start)
        guard !isWord(point) else { break }
        start += width
      }
      return text[start..<max(start, end)]
    }
  }

  private static func hasTwoSentences(_ text: [UInt8]) -> Bool {
    var ends = 0
    for i in text.indices.dropLast() where text[i] == 0x2E && text[i + 1] == 0x20 { ends += 1 }
    return ends > 1
  }
}
