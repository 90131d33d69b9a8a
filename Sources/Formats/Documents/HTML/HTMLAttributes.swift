import Articles
internal import CHTML
import Text

/// Finds what is for translators in a page beside its text: values of attributes, the title and descriptions in the head.
struct HTMLAttributes {
  private var builder: HTMLBlockBuilder

  init(_ page: borrowing HTMLPage) {
    builder = HTMLBlockBuilder(source: page.source)
    walk(page)
  }

  var blocks: [Block] { builder.blocks }

  private static let texts: [(attribute: Int, name: StaticString)] = [
    (LEDE_HTML_ATTRIBUTE_ALT, "alt"), (LEDE_HTML_ATTRIBUTE_TITLE, "title"),
    (LEDE_HTML_ATTRIBUTE_PLACEHOLDER, "placeholder"), (LEDE_HTML_ATTRIBUTE_LABEL, "aria-label"),
  ]

  static let title = "title of the page"

  /// What pages say of themselves in running text.
  private static let descriptions: [StaticString] = [
    "description", "og:title", "og:description", "og:image:alt", "twitter:title", "twitter:description",
    "twitter:image:alt",
  ]

  private mutating func walk(_ page: borrowing HTMLPage) {
    var index = 0
    /// Where the protected part ends that the walk is in.
    var protectedEnd = 0
    while index < page.nodes.count {
      let node = page.nodes[index]
      switch Int(node.tag) {
      case LEDE_HTML_TEXT: break
      case LEDE_HTML_TITLE: addTitle(index, page)
      case LEDE_HTML_META: addDescription(index, page)
      default:
        if node.attribute_count > 0 {
          if index >= protectedEnd && HTMLAttributes.isProtected(index, page) { protectedEnd = Int(node.next) }
          if index >= protectedEnd && node.start < node.end { addTexts(index, page) }
        }
      }
      // Scripts and templates are not shown; a drawing's attributes are its own.
      index = page.isOpaque(index) ? Int(node.next) : index + 1
    }
  }

  private static func isProtected(_ index: Int, _ page: borrowing HTMLPage) -> Bool {
    page.attribute(LEDE_HTML_ATTRIBUTE_TRANSLATE, of: index)?.equals("no") ?? false
      || page.attribute(LEDE_HTML_ATTRIBUTE_CLASS, of: index)?.hasWord("notranslate") ?? false
  }

  private mutating func addTexts(_ index: Int, _ page: borrowing HTMLPage) {
    for (attribute, name) in HTMLAttributes.texts {
      guard let value = page.attribute(attribute, of: index), !value.isEmpty, let start = value.baseAddress,
        let base = page.source.baseAddress
      else { continue }
      let offset = start - base
      let element = String(decoding: page.text(of: index).map(HTMLBytes.lowercased), as: UTF8.self)
      add(TextRange(offset, offset + value.count), "\(name) of \(element)", in: index)
    }
  }

  private mutating func addTitle(_ index: Int, _ page: borrowing HTMLPage) {
    let node = page.nodes[index]
    guard index + 1 < Int(node.next), page.isText(index + 1), Int(page.nodes[Int(node.parent)].tag) == LEDE_HTML_HEAD
    else { return }
    let text = page.nodes[index + 1]
    add(TextRange(Int(text.start), Int(text.end)), HTMLAttributes.title, in: index, decoded: page.text(of: index + 1))
  }

  private mutating func addDescription(_ index: Int, _ page: borrowing HTMLPage) {
    let node = page.nodes[index]
    guard
      let name = page.attribute(LEDE_HTML_ATTRIBUTE_NAME, of: index)
        ?? page.attribute(LEDE_HTML_ATTRIBUTE_PROPERTY, of: index),
      let known = HTMLAttributes.descriptions.first(where: { name.equals($0) })
    else { return }
    var start = 0
    var end = 0
    let found = lede_html_find_attribute(
      page.source.baseAddress, Int(node.end), Int(node.start), "content", &start, &end)
    if found && start < end { add(TextRange(start, end), "\(known) of the page", in: index) }
  }

  private mutating func add(
    _ written: TextRange, _ note: String, in element: Int, decoded: UnsafeBufferPointer<UInt8>? = nil
  ) {
    let count = builder.blocks.count
    builder.begin(at: written.start)
    let value = UnsafeBufferPointer(rebasing: builder.source[written.indices])
    if let decoded {
      builder.add(written: written, decoded: decoded, isRaw: false)
    } else if value.contains(0x26) || value.contains(0x0D) || value.contains(0) {
      var length = 0
      guard let decoded = lede_html_decode_value(value.baseAddress, value.count, &length) else { return }
      builder.add(written: written, decoded: UnsafeBufferPointer(start: decoded, count: length), isRaw: false)
      lede_html_value_release(decoded)
    } else {
      builder.addPlain(written)
    }
    builder.finish(.attribute, in: element, before: written.end)
    guard builder.blocks.count > count else { return }
    builder.setNote(note, of: count)
  }
}

extension HTMLBlockBuilder {
  /// Adds text without references, white space collapsed.
  mutating func addPlain(_ range: TextRange) {
    var from = range.start
    while from < range.end {
      var to = from
      while to < range.end, !HTMLBytes.isSpace(source[to]) { to += 1 }
      if to > from { add(from, to) }
      from = to
      while to < range.end, HTMLBytes.isSpace(source[to]) { to += 1 }
      if to > from { addSpace(from, to) }
      from = to
    }
  }
}

extension Article {
  /// Puts blocks of attributes among the others, in the order of the page.
  ///
  /// An attribute is the article's when the text around it is, and so are those of the head.
  mutating func insert(attributes: [Block]) {
    guard !attributes.isEmpty else { return }
    var merged: [Block] = []
    merged.reserveCapacity(blocks.count + attributes.count)
    var next = 0
    for attribute in attributes {
      let start = attribute.pieces[0].origin.start
      while next < blocks.count && (blocks[next].pieces.first?.origin.start ?? 0) < start {
        merged.append(blocks[next])
        next += 1
      }
      var attribute = attribute
      let before = next > 0 ? blocks[next - 1] : nil
      let end = before?.pieces.last?.origin.end ?? 0
      if attribute.note.hasSuffix(" of the page") {
        attribute.isArticle = true
      } else if let before, start < end {
        attribute.isArticle = before.isArticle
      } else {
        attribute.isArticle = before?.isArticle ?? false && next < blocks.count && blocks[next].isArticle
      }
      merged.append(attribute)
    }
    merged += blocks[next...]
    blocks = merged
  }
}
