import Articles
internal import CHTML
import Text

/// What a page tells search engines about its article: JSON-LD in the vocabulary of schema.org.
///
/// Sources: JSON-LD 1.1, "Embedding JSON-LD in HTML Documents"; schema.org's `Article` and its subtypes.
struct HTMLLinkedData {
  private(set) var headline: String?
  private(set) var authors: [String] = []
  private(set) var published: String?
  private(set) var modified: String?
  private(set) var publisher: String?
  /// The article's text, if the page gives it.
  private(set) var body: [UInt8]?

  /// Objects inside objects; what is deeper describes no article.
  private static let depthLimit = 24
  /// Bytes of one script.
  private static let sizeLimit = 4 << 20

  private var hasArticle = false
  /// Names by "@id": an author often stands elsewhere in the graph.
  private var names: [(id: [UInt8], name: String)] = []
  private var references: [[UInt8]] = []
  private var pageDates: (published: String?, modified: String?) = (nil, nil)
  private var site: String?

  init(_ page: borrowing HTMLPage) {
    var reader: JSONReader?
    for index in page.nodes.indices where Int(page.nodes[index].tag) == LEDE_HTML_OPAQUE {
      guard page.text(of: index).equals("script"),
        let type = page.attribute(LEDE_HTML_ATTRIBUTE_TYPE, of: index), type.contains("ld+json")
      else { continue }
      let start = Int(page.nodes[index].end)
      let end = Int(page.nodes[index].close_start)
      guard start < end, end - start <= HTMLLinkedData.sizeLimit else { continue }
      let own = reader ?? JSONReader()
      reader = own
      read(UnsafeBufferPointer(rebasing: page.source[start..<end]), own)
    }
    for reference in references {
      if let name = names.first(where: { $0.id == reference })?.name, !authors.contains(name) { authors.append(name) }
    }
    published = published ?? pageDates.published
    modified = modified ?? pageDates.modified
    publisher = site ?? publisher
  }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>, _ reader: JSONReader) {
    if take(text, reader) { return }
    // Line feeds in strings, a comma too many, a comment around it all: then it is tried once more without them.
    let mended = HTMLLinkedData.mended(text)
    mended.withUnsafeBufferPointer { _ = take($0, reader) }
  }

  private mutating func take(_ text: UnsafeBufferPointer<UInt8>, _ reader: JSONReader) -> Bool {
    do throws(JSONFault) {
      try reader.read(text, orElse: { $0 }) { value throws(JSONFault) in take(value, depth: 0, isRelated: false) }
      return true
    } catch {
      return false
    }
  }

  private static func mended(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard var start = text.firstIndex(of: 0x7B), var end = text.lastIndex(of: 0x7D), start < end else { return [] }
    // The array around the objects, if there is one.
    if let open = text[..<start].lastIndex(where: { $0 > 0x20 }), text[open] == 0x5B,
      let close = text[(end + 1)...].firstIndex(where: { $0 > 0x20 }), text[close] == 0x5D
    {
      (start, end) = (open, close)
    }
    var result: [UInt8] = []
    result.reserveCapacity(end - start + 1)
    var inString = false
    var isEscaped = false
    // A comma that nothing but white space follows so far.
    var comma: Int?
    for byte in text[start...end] {
      if inString {
        result.append(byte < 0x20 ? 0x20 : byte)
        if !isEscaped && byte == 0x22 { inString = false }
        isEscaped = !isEscaped && byte == 0x5C
        continue
      }
      if byte == 0x7D || byte == 0x5D, let place = comma { result[place] = 0x20 }
      if byte == 0x2C {
        comma = result.count
      } else if byte > 0x20 {
        comma = nil
      }
      inString = byte == 0x22
      result.append(byte)
    }
    return result
  }

  // MARK: Objects

  /// Members whose objects are not the page's own article.
  private static let related: [StaticString] = [
    "comment", "comments", "review", "reviews", "mentions", "about", "citation", "itemlistelement", "haspart",
    "isbasedon", "relatedlink", "video", "associatedmedia",
  ]

  private mutating func take(_ value: JSONValue, depth: Int, isRelated: Bool) {
    guard depth < HTMLLinkedData.depthLimit else { return }
    if value.isArray {
      for element in value.elements { take(element, depth: depth + 1, isRelated: isRelated) }
      return
    }
    guard value.isObject else { return }
    let members = value.members
    let types = HTMLLinkedData.types(members)
    if let name = members.first(where: { $0.has(key: "name") }).flatMap({ HTMLLinkedData.string($0.value) }) {
      if let id = members.first(where: { $0.has(key: "@id") })?.value.bytes { names.append((id, name)) }
      if types.contains(where: { $0.equals("website") }), site == nil { site = name }
    }
    if !isRelated {
      if types.contains(where: HTMLLinkedData.isArticle) {
        if !hasArticle { describe(members) }
      } else if types.contains(where: { $0.equals("webpage") }) {
        takePageDates(members)
      }
    }
    for member in members where member.value.isObject || member.value.isArray {
      let isOther = HTMLLinkedData.related.contains { member.key.equals($0) }
      take(member.value, depth: depth + 1, isRelated: isRelated || isOther)
    }
  }

  private static func types(_ members: [JSONValue.Member]) -> [UnsafeBufferPointer<UInt8>] {
    guard let type = members.first(where: { $0.has(key: "@type") })?.value else { return [] }
    if let text = type.text { return [text] }
    return type.elements.compactMap(\.text)
  }

  /// "Article", "NewsArticle", "TechArticle", "BlogPosting", "LiveBlogPosting", "Report" and the like, with or without the
  /// vocabulary's address before them.
  private static func isArticle(_ type: UnsafeBufferPointer<UInt8>) -> Bool {
    let ends: [StaticString] = ["article", "blogposting", "report", "socialmediaposting", "opinionnewsarticle"]
    return ends.contains {
      type.count >= $0.utf8CodeUnitCount && type.starts(with: $0, at: type.count - $0.utf8CodeUnitCount)
    }
  }

  private mutating func describe(_ members: [JSONValue.Member]) {
    hasArticle = true
    for member in members {
      if member.has(key: "headline") {
        headline = HTMLLinkedData.string(member.value)
      } else if member.has(key: "author") || member.has(key: "creator") && authors.isEmpty {
        takeAuthors(member.value, depth: 0)
      } else if member.has(key: "datePublished") {
        published = HTMLLinkedData.string(member.value)
      } else if member.has(key: "dateModified") {
        modified = HTMLLinkedData.string(member.value)
      } else if member.has(key: "publisher") {
        publisher = member.value["name"].flatMap(HTMLLinkedData.string)
      } else if member.has(key: "articleBody") {
        body = member.value.bytes
      }
    }
  }

  private mutating func takePageDates(_ members: [JSONValue.Member]) {
    for member in members {
      if member.has(key: "datePublished"), pageDates.published == nil {
        pageDates.published = HTMLLinkedData.string(member.value)
      } else if member.has(key: "dateModified"), pageDates.modified == nil {
        pageDates.modified = HTMLLinkedData.string(member.value)
      }
    }
  }

  private mutating func takeAuthors(_ value: JSONValue, depth: Int) {
    guard depth < 4 else { return }
    if value.isArray {
      for element in value.elements.prefix(20) { takeAuthors(element, depth: depth + 1) }
    } else if value.isObject {
      if let name = value["name"] {
        takeAuthors(name, depth: depth + 1)
      } else if let id = value["@id"]?.bytes {
        references.append(id)
      }
    } else if let text = value.bytes, let name = Byline.names(in: HTMLBytes.withoutReferences(text)),
      !authors.contains(name)
    {
      authors.append(name)
    }
  }

  /// A string's text, with character references as some pages put them there.
  private static func string(_ value: JSONValue) -> String? {
    guard let bytes = value.bytes ?? value.elements.first?.bytes else { return nil }
    let text = HTMLBytes.collapsed(HTMLBytes.withoutReferences(bytes))
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }
}

extension HTMLBytes {
  private static let references: [(name: StaticString, character: StaticString)] = [
    ("&amp;", "&"), ("&quot;", "\""), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&ndash;", "–"),
    ("&mdash;", "—"), ("&lsquo;", "‘"), ("&rsquo;", "’"), ("&ldquo;", "“"), ("&rdquo;", "”"), ("&hellip;", "…"),
  ]

  /// Text with the character references that titles and names often hold where no parser looks for them.
  static func withoutReferences(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(0x26) else { return text }
    var result: [UInt8] = []
    var offset = 0
    while offset < text.count {
      guard text[offset] == 0x26 else {
        result.append(text[offset])
        offset += 1
        continue
      }
      if let known = references.first(where: { text.starts(with: $0.name, at: offset) }) {
        result.append(
          contentsOf: UnsafeBufferPointer(start: known.character.utf8Start, count: known.character.utf8CodeUnitCount))
        offset += known.name.utf8CodeUnitCount
        continue
      }
      let (point, width) = numericReference(text, offset)
      if let point, width > 0, point >= 0x20, Unicode.Scalar(point) != nil {
        CodePoints.append(point, to: &result)
        offset += width
      } else {
        result.append(0x26)
        offset += 1
      }
    }
    return result
  }

  private static func numericReference(_ text: [UInt8], _ start: Int) -> (UInt32?, Int) {
    guard start + 3 < text.count, text[start + 1] == 0x23 else { return (nil, 0) }
    let isHexadecimal = text[start + 2] | 0x20 == 0x78
    let digits = text[(start + (isHexadecimal ? 3 : 2))...].prefix(7).prefix {
      isDigit($0) || isHexadecimal && $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66
    }
    guard !digits.isEmpty, digits.endIndex < text.count, text[digits.endIndex] == 0x3B else { return (nil, 0) }
    return (
      UInt32(String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10), digits.endIndex + 1 - start
    )
  }
}
