import Articles
import Text

/// The parts of a Word document that have text, read.
struct DOCXDocument {
  let package: OfficePackage
  private(set) var parts: [OfficePart] = []
  /// By part.
  private(set) var found: [[DOCXReader.Found]] = []

  /// - Throws: `ArticleError` for what is no DOCX, encrypted, damaged, or not well-formed.
  init(_ bytes: [UInt8]) throws(ArticleError) {
    package = try OfficePackage(bytes)
    let main = try package.relationships(of: "").first { $0.type == "officeDocument" }?.target ?? "word/document.xml"
    guard let document = try package.part(main) else {
      throw ArticleError(.documentPart, "there is no part \"\(main)\", which holds the text")
    }
    if let type = try package.contentType(of: main), !type.contains("word") {
      throw ArticleError(.documentPart, "\"\(main)\" is of the type \(type), which is no Word document")
    }
    let related = try package.relationships(of: main)
    var styles = DOCXStyles()
    if let name = related.first(where: { $0.type == "styles" })?.target, let part = try package.part(name) {
      styles = try DOCXStyles(part)
    }
    try read(document, styles, isArticle: true, isNotes: false)
    var seen: Set<String> = [main]
    for type in ["footnotes", "endnotes", "comments", "header", "footer"] {
      for relation in related where relation.type == type && seen.insert(relation.target).inserted {
        guard let part = try package.part(relation.target) else { continue }
        let isNotes = type == "footnotes" || type == "endnotes"
        try read(part, styles, isArticle: isNotes, isNotes: isNotes)
      }
    }
  }

  private mutating func read(
    _ part: OfficePart, _ styles: DOCXStyles, isArticle: Bool, isNotes: Bool
  ) throws(ArticleError) {
    var found: [DOCXReader.Found] = []
    var fault: XMLFault?
    part.text.withUnsafeBufferPointer { source in
      var reader = DOCXReader(source, styles: styles, isArticle: isArticle, isNotes: isNotes)
      do throws(XMLFault) { try reader.read() } catch { fault = error }
      found = reader.found
    }
    if let fault { throw ArticleError(fault, in: part.text, of: part.name) }
    for index in found.indices { found[index].block.part = parts.count }
    parts.append(part)
    self.found.append(found)
  }
}
