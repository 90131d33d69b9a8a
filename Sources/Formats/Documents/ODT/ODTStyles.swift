import Articles

/// What the styles of an ODT say of its paragraphs and of its formatting.
///
/// Automatic styles have names without meaning and derive from the named ones. Source: OpenDocument 1.3 part 3, section 16.
struct ODTStyles {
  struct Role: Hashable {
    var kind: Block.Kind
    var isFurniture = false
  }

  private struct Style {
    var parent: String?
    var isOutline = false
    /// Whether the style of a text changes what the text looks like: marks of who typed it when do not.
    var isVisible = false
  }

  private var paragraphs: [String: Style] = [:]
  private var texts: [String: Style] = [:]

  /// Adds the styles of a part: `styles.xml` or `content.xml`.
  mutating func add(_ part: OfficePart) throws(ArticleError) {
    var paragraphs = paragraphs
    var texts = texts
    try part.read { reader throws(XMLFault) in
      var open: (name: String, isText: Bool, style: Style)?
      while let event = try reader.next() {
        guard event.kind == .start || event.kind == .end else { continue }
        let name = reader.names[event.name]
        if name.space == ODT.office && name.local == "body" { break }
        guard name.space == ODT.style else { continue }
        if name.local == "style" {
          if event.kind == .end, let done = open {
            if done.isText { texts[done.name] = done.style } else { paragraphs[done.name] = done.style }
            open = nil
          } else if let styleName = reader.string("name", in: ODT.style, of: event) {
            let family = reader.string("family", in: ODT.style, of: event)
            guard family == "text" || family == "paragraph" else { continue }
            var style = Style(parent: reader.string("parent-style-name", in: ODT.style, of: event))
            style.isOutline =
              reader.string("default-outline-level", in: ODT.style, of: event).map { !$0.isEmpty } ?? false
            style.isVisible = style.parent != nil
            open = (styleName, family == "text", style)
          }
        } else if event.kind == .start && name.local == "text-properties" {
          let names = reader.attributes(of: event).map { reader.names[$0.name] }
          if names.contains(where: { !ODTStyles.invisible.contains($0.local) }) { open?.style.isVisible = true }
        }
      }
    }
    self.paragraphs = paragraphs
    self.texts = texts
  }

  /// Whether a span of this style shows: those that LibreOffice makes to tell who typed what do not.
  func shows(_ text: String) -> Bool { texts[text]?.isVisible ?? true }

  func role(of name: String) -> Role? {
    var next: String? = name
    for _ in 0..<32 {
      guard let name = next else { return nil }
      if let role = ODTStyles.role(named: name) { return role }
      guard let style = paragraphs[name] else { return nil }
      if style.isOutline { return Role(kind: .heading) }
      next = style.parent
    }
    return nil
  }

  /// Roles of the styles that every program names alike; spaces are written as `_20_` in names.
  private static func role(named name: String) -> Role? {
    switch name {
    case "Title": return Role(kind: .title)
    case "Subtitle": return Role(kind: .heading)
    case "Quotations", "Quote": return Role(kind: .quote)
    case "Caption", "Illustration", "Table", "Drawing", "Figure": return Role(kind: .caption)
    case "Preformatted_20_Text": return Role(kind: .code)
    case "Footnote", "Endnote": return Role(kind: .item)
    case "Header", "Footer", "Header_20_and_20_Footer": return Role(kind: .paragraph, isFurniture: true)
    default: break
    }
    if name.hasPrefix("Heading") { return Role(kind: .heading) }
    if name.hasPrefix("List_20_") || name.hasPrefix("Numbering_20_") { return Role(kind: .item) }
    if name.hasPrefix("Contents_20_") || name.hasPrefix("Index_20_") {
      return Role(kind: .paragraph, isFurniture: true)
    }
    return nil
  }

  private static let invisible: Set<String> = [
    "rsid", "paragraph-rsid", "language", "country", "script", "language-asian", "country-asian", "language-complex",
    "country-complex", "rfc-language-tag",
  ]
}

/// Namespaces of OpenDocument.
enum ODT {
  static let office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  static let style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
  static let text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  static let table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  static let drawing = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
  static let vector = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
}
