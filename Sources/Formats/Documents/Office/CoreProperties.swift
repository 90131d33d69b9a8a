import Articles
import Text

/// What an office document says of itself: Dublin Core in a part of its own.
struct CoreProperties {
  private(set) var title: String?
  private(set) var creator: String?
  private(set) var date: String?
  private(set) var language: String?

  /// - Parameter part: `docProps/core.xml` of a DOCX, or `meta.xml` of an ODT.
  init(_ part: OfficePart) throws(ArticleError) {
    var values: [String: String] = [:]
    try part.read { reader throws(XMLFault) in
      var name: String?
      var value: [UInt8] = []
      while let event = try reader.next() {
        switch event.kind {
        case .start:
          name = reader.names[event.name].local
          value = []
        case .text: value.append(contentsOf: reader.text(of: event))
        case .end:
          let text = String(decoding: HTMLBytes.collapsed(value), as: UTF8.self)
          if let name, !text.isEmpty, values[name] == nil { values[name] = text }
          name = nil
        default: break
        }
      }
    }
    title = values["title"]
    creator = values["creator"] ?? values["initial-creator"]
    date = values["created"] ?? values["creation-date"] ?? values["date"]
    language = values["language"]
  }

  /// Fills in what nobody else has said of the article.
  func describe(_ article: inout Article) {
    article.metadata.title = article.metadata.title ?? title
    article.metadata.byline = article.metadata.byline ?? creator
    article.metadata.date = article.metadata.date ?? date
    if article.language == nil, let language, LanguageTag.isWellFormed(language) {
      article.language = language
      article.facts.insert(.language)
    }
  }
}
