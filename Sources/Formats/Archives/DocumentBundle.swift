import Articles
import Text

/// A document that holds several articles, each of which can be read and translated by itself: a feed, a news message.
///
/// An article of it is the item with the tags around it, and so a small document of the same format; its translation goes
/// back as the stretch that the item takes.
public struct DocumentBundle: Sendable {
  public struct Item: Hashable, Sendable {
    /// From the item's own identifier, fit for a file name; unique in the bundle.
    public var name: String
    /// Its bytes in the document.
    var extent: TextRange
  }

  public private(set) var items: [Item] = []
  private let document: [UInt8]
  /// What comes before and after each item: the document's beginning, and the tags of the elements around it.
  private var prefix: [UInt8] = []
  private var suffix: [UInt8] = []

  /// The most bytes that the tags around the items may take, counted once for each item.
  private static let overheadLimit = DocumentFormats.sizeLimit

  /// Nil for a document that is one article, or cannot be read: whoever reads it as such says why.
  public init?(_ document: [UInt8]) {
    let head = document.prefix(4096)
    guard FeedFormat.recognizes(head) || NewsMLFormat.recognizes(head) && XMLHead.root(head)?.local == "newsMessage",
      let decoded = try? Charset.decode(document, declared: XMLDeclaration.charset(in: document))
    else { return nil }
    self.document = document
    var finder = ItemFinder()
    decoded.bytes.withUnsafeBufferPointer { finder.find(in: $0) }
    guard finder.isSound, let root = finder.around.first else { return nil }
    prefix = Array(document[..<decoded.map.original(of: root.start.start)])
    for element in finder.around { prefix += document[decoded.map.original(of: element.start)] }
    for element in finder.around.reversed() { suffix += document[decoded.map.original(of: element.end)] }
    guard !finder.items.isEmpty, (prefix.count + suffix.count) * finder.items.count <= DocumentBundle.overheadLimit
    else {
      return nil
    }
    var uses: [String: Int] = [:]
    for (index, item) in finder.items.enumerated() {
      var name = DocumentBundle.name(item.id)
      if name.isEmpty { name = String(index + 1) }
      uses[name, default: 0] += 1
      if let count = uses[name], count > 1 { name += "-\(count)" }
      items.append(Item(name: name, extent: decoded.map.original(of: item.extent)))
    }
  }

  /// An item as a document of its own.
  public func document(of index: Int) -> [UInt8] { prefix + document[items[index].extent] + suffix }

  /// The whole document with items that were changed as documents of their own.
  public func document(replacing changed: [(index: Int, document: [UInt8])]) -> [UInt8] {
    let splices = changed.sorted { $0.index < $1.index }.map { item in
      Splice(items[item.index].extent, Array(item.document.dropFirst(prefix.count).dropLast(suffix.count)))
    }
    return Splice.apply(splices, to: document[...])
  }

  /// An address or identifier as part of a file name: letters, digits and a few marks.
  private static func name(_ id: String) -> String {
    let scheme = id.utf8.firstIndex(of: UInt8(ascii: ":")).map { id.utf8.index(after: $0) }
    var rest = id.utf8[...]
    if let scheme, id.utf8[scheme...].starts(with: "//".utf8) { rest = id.utf8[scheme...].dropFirst(2) }
    var name: [UInt8] = []
    for byte in rest {
      let isKept = HTMLBytes.isLetter(byte) || HTMLBytes.isDigit(byte) || byte == 0x2E || byte == 0x5F || byte >= 0x80
      if isKept { name.append(byte) } else if let last = name.last, last != 0x2D { name.append(0x2D) }
    }
    // What tells items apart stands at the end.
    if name.count > 100 { name = Array(name.suffix(100).drop { $0 & 0xC0 == 0x80 }) }
    while let last = name.last, last == 0x2D || last == 0x2E { name.removeLast() }
    return String(decoding: name.drop { $0 == 0x2D || $0 == 0x2E }, as: UTF8.self)
  }
}

/// Finds the items of a feed or message and what is around them.
private struct ItemFinder {
  struct Item {
    var id: String
    var extent: TextRange
  }

  struct Element {
    var start: TextRange
    var end: TextRange
  }

  var items: [Item] = []
  /// The elements around the first item, and so around all that count, from the root inward.
  var around: [Element] = []
  var isSound = false

  mutating func find(in source: UnsafeBufferPointer<UInt8>) {
    var reader = XMLReader(source, knowsHTMLEntities: true)
    var open: [TextRange] = []
    var item: (depth: Int, start: Int, id: String, rank: Int)?
    do throws(XMLFault) {
      while let event = try reader.next() {
        switch event.kind {
        case .start:
          if item == nil, isItem(reader.names[event.name]), isPlace(open) {
            if around.isEmpty { around = open.map { Element(start: $0, end: $0) } }
            let id = reader.string("guid", of: event) ?? reader.string("about", in: ItemFinder.rdf, of: event)
            item = (open.count, event.range.start, id ?? "", id == nil ? 0 : 4)
          } else if let inside = item, open.count == inside.depth + 1 {
            let name = reader.names[event.name]
            let rank = ["link": 1, "guid": 3, "id": 3][name.local] ?? 0
            if rank > inside.rank {
              let href = reader.string("href", of: event)
              let text = try ItemFinder.text(&reader)
              if let id = href ?? (text.isEmpty ? nil : text) {
                item?.id = id
                item?.rank = rank
              }
              continue
            }
          }
          open.append(event.range)
        case .end:
          let start = open.removeLast()
          if let done = item, open.count == done.depth {
            items.append(Item(id: done.id, extent: TextRange(done.start, event.range.end)))
            item = nil
          }
          if open.count < around.count && around[open.count].start == start { around[open.count].end = event.range }
        default: break
        }
      }
      isSound = true
    } catch {
      isSound = false
    }
  }

  private static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

  private func isItem(_ name: XMLName) -> Bool {
    NewsElement(name) == .item || name.space == NewsElement.newsML && name.local == "newsItem"
  }

  private func isPlace(_ open: [TextRange]) -> Bool {
    !open.isEmpty && (around.isEmpty || around.map(\.start) == open)
  }

  /// The text of an element, to its end.
  private static func text(_ reader: inout XMLReader) throws(XMLFault) -> String {
    var bytes: [UInt8] = []
    var depth = 1
    while depth > 0, let event = try reader.next() {
      if event.kind == .start { depth += 1 }
      if event.kind == .end { depth -= 1 }
      if event.kind == .text { bytes.append(contentsOf: reader.text(of: event)) }
    }
    return HTMLBytes.string(bytes)
  }
}
