import Articles

/// What the paragraph styles of a Word document say of its paragraphs.
///
/// A style's id is in the language of whoever made the document, its name is not when it is one of Word's own; derived
/// styles are what they derive from, unless they have an outline level of their own. Source: ECMA-376 part 1, section 17.7.
struct DOCXStyles {
  struct Role: Hashable {
    var kind: Block.Kind
    /// A table of contents, a header, a footer: no part of the article.
    var isFurniture = false
  }

  private var roles: [String: Role] = [:]

  init() {}

  init(_ part: OfficePart) throws(ArticleError) {
    var styles: [String: Style] = [:]
    try part.read { reader throws(XMLFault) in
      var open: Style?
      while let event = try reader.next() {
        guard event.kind == .start || event.kind == .end else { continue }
        let name = reader.names[event.name]
        guard DOCX.spaces.contains(name.space) else { continue }
        if event.kind == .end {
          if name.local == "style", let style = open {
            styles[style.id] = style
            open = nil
          }
          continue
        }
        let value = reader.string("val", in: name.space, of: event)
        switch name.local {
        case "style":
          let id = reader.string("styleId", in: name.space, of: event)
          open = id.map { Style(id: $0) }
        case "name": open?.name = value?.lowercased() ?? ""
        case "basedOn": open?.parent = value
        case "outlineLvl": open?.isOutline = value.flatMap { Int($0) }.map { $0 < 9 }
        case "numId": open?.isList = value.map { $0 != "0" }
        default: break
        }
      }
    }
    for id in styles.keys { roles[id] = DOCXStyles.role(of: id, styles) }
  }

  /// The role of a style by its id; nil for running text and for a style that is not there.
  func role(of id: String) -> Role? { roles[id] }

  private struct Style {
    var id: String
    var name = ""
    var parent: String?
    var isOutline: Bool?
    var isList: Bool?
  }

  private static func role(of id: String, _ styles: [String: Style]) -> Role? {
    var next: String? = id
    var isList: Bool?
    // A circle of styles ends too.
    for _ in 0..<32 {
      guard let id = next, let style = styles[id] else { break }
      if let role = role(named: style.name) { return role }
      if let isOutline = style.isOutline { return isOutline ? Role(kind: .heading) : nil }
      if isList == nil { isList = style.isList }
      next = style.parent
    }
    return isList == true ? Role(kind: .item) : nil
  }

  /// The roles of Word's own styles by their names, in lower case.
  private static func role(named name: String) -> Role? {
    switch name {
    case "title": return Role(kind: .title)
    case "subtitle": return Role(kind: .heading)
    case "caption": return Role(kind: .caption)
    case "quote", "intense quote", "block text", "quotations": return Role(kind: .quote)
    case "html preformatted", "macro text", "plain text code": return Role(kind: .code)
    case "header", "footer", "toc heading", "table of figures", "index heading", "annotation text":
      return Role(kind: .paragraph, isFurniture: true)
    case "list paragraph": return nil
    default: break
    }
    if name.hasPrefix("heading ") { return Role(kind: .heading) }
    if name.hasPrefix("list ") || name == "list" { return Role(kind: .item) }
    if name.hasPrefix("toc ") || name.hasPrefix("contents ") || name.hasPrefix("index ") {
      return Role(kind: .paragraph, isFurniture: true)
    }
    return nil
  }
}

/// Names of the format.
enum DOCX {
  /// Of WordprocessingML, transitional and strict.
  static let spaces: Set<String> = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main",
  ]
  static let compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
  static let math: Set<String> = [
    "http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math",
  ]
}
