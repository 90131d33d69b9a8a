import Articles
import Text

/// ninjs, the news items of the IPTC in JSON, versions 1 to 3; and any single JSON object with the members of a record.
///
/// Source: IPTC, ninjs 1.4, 2.1 and 3.0. Text is in `headline`, `body_*`, `description_*` and `title`, or from version 2
/// on in the `value`s of `headlines`, `bodies` and `descriptions`; pictures and related items are `associations`.
public enum NinjsFormat: DocumentFormat {
  public static let name = "ninjs"
  public static let endings = ["ninjs", "json"]

  public static func recognizes(_ head: ArraySlice<UInt8>) -> Bool {
    let text = head.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard text.first == 0x7B else { return false }
    let marks: [StaticString] = [
      "\"body_html\"", "\"body_text\"", "\"body_xhtml\"", "\"headline\"", "\"headlines\"", "\"bodies\"",
    ]
    let bytes = Array(text)
    return bytes.indices.contains { offset in
      bytes[offset] == 0x22 && marks.contains { bytes.starts(with: $0, at: offset) }
    }
  }

  public static func read(_ raw: RawContent, into article: inout Article) throws(ArticleError) {
    let document = try decoded(raw)
    let item = try Item(document.bytes)
    article.original.charset = document.charset
    article.original.parts = item.texts.map(\.text.name)
    for (part, entry) in item.texts.enumerated() {
      var inner = Article(id: article.id, original: article.original)
      if let format = entry.text.format {
        // A text that cannot be read leaves the others.
        do throws(ArticleError) {
          try format.read(DecodedText(utf8: entry.text.string.bytes), into: &inner)
        } catch {
          article.findings.append(Finding(.badMember, "\(entry.text.name): \(error.message)"))
        }
      } else {
        inner.blocks = [
          Block(
            entry.kind, MarkedText(bytes: entry.text.string.bytes),
            pieces: [
              Piece(
                text: TextRange(0, entry.text.string.bytes.count),
                origin: TextRange(0, entry.text.string.bytes.count), isVerbatim: true)
            ])
        ]
      }
      for var block in inner.blocks {
        block.part = part
        block.isArticle = block.isArticle && entry.isArticle
        if !entry.isTitle && block.kind == .title { block.kind = .heading }
        if block.kind == .attribute && block.note.isEmpty { block.note = entry.text.name }
        article.blocks.append(block)
      }
    }
    article.metadata.title = article.metadata.title ?? item.title
    article.metadata.byline = article.metadata.byline ?? item.byline
    article.metadata.date = article.metadata.date ?? item.date
    if article.language == nil, let language = item.language, LanguageTag.isWellFormed(language) {
      article.language = LanguageTag.canonical(language)
      article.facts.insert(.language)
    }
  }

  public static func merge(
    _ article: Article, into raw: RawContent, _ options: MergeOptions
  ) throws(ArticleError) -> MergedDocument {
    let document = try decoded(raw)
    let item = try Item(document.bytes)
    var splicer = Splicer(article, options)
    var splices: [Splice] = []
    for (part, entry) in item.texts.enumerated() { splices += entry.text.splices(&splicer, part: part) }
    if let language = options.language, options.marksLanguage, splicer.isMostlyTranslated,
      let member = item.languageText
    {
      splices += member.inJSON([Splice(TextRange(0, member.string.bytes.count), Array(language.utf8))])
    }
    splices.sort { $0.range.start < $1.range.start }
    var merged = MergedDocument(bytes: [], findings: splicer.findings, segmentCount: splicer.segmentCount)
    merged.bytes = try document.applying(
      splices, to: raw.bytes, .changeCharset, language: options.language, findings: &merged.findings)
    return merged
  }

  private static func decoded(_ raw: RawContent) throws(ArticleError) -> DecodedText {
    do throws(TextError) { return try Charset.decode(raw.bytes) } catch {
      throw ArticleError(.charset, error.description)
    }
  }

  /// What an item holds for readers.
  private struct Item {
    struct Entry {
      var text: RecordText
      var kind: Block.Kind
      var isArticle: Bool
      var isTitle: Bool
    }

    var texts: [Entry] = []
    var title: String?
    var byline: String?
    var date: String?
    var language: String?
    var languageText: RecordText?

    init(_ json: [UInt8]) throws(ArticleError) {
      let reader = JSONReader()
      var found = Item()
      try json.withUnsafeBufferPointer { buffer throws(ArticleError) in
        try reader.read(
          buffer,
          orElse: { fault in ArticleError(.badJSON, "no complete JSON object: wrong near byte \(fault.offset + 1)") },
          { root throws(ArticleError) in
            guard root.isObject else { throw ArticleError(.badJSON, "it is a JSON list, not an object") }
            found.add(root, json, "", depth: 0)
          })
      }
      // A headline comes first, whatever the order of the members.
      found.texts = found.texts.filter(\.isTitle) + found.texts.filter { !$0.isTitle }
      self = found
    }

    private init() {}

    private mutating func add(_ item: JSONValue, _ json: [UInt8], _ path: String, depth: Int) {
      let members = item.members
      // The same text in several formats is one text: that with the most structure is the article's.
      var bodies: [(rank: Int, index: Int)] = []
      for member in members {
        let name = path + String(decoding: member.key, as: UTF8.self)
        if member.value.isString {
          addString(member, name, json, depth, &bodies)
        } else if member.value.isArray {
          addList(member, name, json, depth, &bodies)
        } else if member.has(key: "associations"), depth < 8 {
          for inner in member.value.members {
            add(inner.value, json, "\(name).\(String(decoding: inner.key, as: UTF8.self)).", depth: depth + 1)
          }
        }
      }
      guard let best = bodies.max(by: { $0.rank < $1.rank }) else { return }
      for body in bodies where body.index != best.index { texts[body.index].isArticle = false }
    }

    private mutating func addString(
      _ member: JSONValue.Member, _ name: String, _ json: [UInt8], _ depth: Int,
      _ bodies: inout [(rank: Int, index: Int)]
    ) {
      let value = member.value
      if RecordMember.isTitle(member) {
        add(RecordText(name, value, in: json, nil), depth == 0 ? .title : .attribute, isTitle: depth == 0)
        if depth == 0 { title = title ?? value.string }
      } else if let format = RecordMember.body(member) {
        bodies.append((member.has(key: "body_text") || member.has(key: "text") ? 0 : 1, texts.count))
        add(RecordText(name, value, in: json, format), .paragraph, isArticle: depth == 0)
      } else if member.has(key: "description_text") || member.has(key: "description") || member.has(key: "subheadline")
      {
        add(RecordText(name, value, in: json, nil), depth == 0 ? .attribute : .caption)
      } else if member.has(key: "description_html") {
        add(RecordText(name, value, in: json, HTMLFormat.self), .paragraph, isArticle: false)
      } else if depth == 0 {
        if member.has(key: "byline") { byline = value.string }
        if member.has(key: "versioncreated") || member.has(key: "versionCreated") || member.has(key: "date") {
          date = date ?? value.string
        }
        if member.has(key: "language") {
          language = value.string
          languageText = RecordText(name, value, in: json, nil)
        }
      }
    }

    /// The lists of ninjs 2 and 3: objects with a `value`, and for a body its `contentType`.
    private mutating func addList(
      _ member: JSONValue.Member, _ name: String, _ json: [UInt8], _ depth: Int,
      _ bodies: inout [(rank: Int, index: Int)]
    ) {
      let isHeadline = member.has(key: "headlines")
      let isBody = member.has(key: "bodies")
      let isAssociation = member.has(key: "associations") && depth < 8
      guard isHeadline || isBody || isAssociation || member.has(key: "descriptions") else { return }
      for (index, element) in member.value.elements.enumerated() {
        let path = "\(name)[\(index)]"
        if isAssociation {
          add(element, json, path + ".", depth: depth + 1)
          continue
        }
        guard let value = element["value"], value.isString else { continue }
        let isHTML = element["contentType"]?.string?.contains("html") ?? false
        if isHeadline {
          let isTitle = depth == 0 && index == 0
          add(RecordText(path, value, in: json, nil), isTitle ? .title : .attribute, isTitle: isTitle)
          if isTitle { title = title ?? value.string }
        } else if isBody {
          bodies.append((isHTML ? 1 : 0, texts.count))
          let text = RecordText(path, value, in: json, isHTML ? HTMLFormat.self : PlainTextFormat.self)
          add(text, .paragraph, isArticle: depth == 0)
        } else {
          add(RecordText(path, value, in: json, isHTML ? HTMLFormat.self : nil), depth == 0 ? .attribute : .caption)
        }
      }
    }

    private mutating func add(_ text: RecordText, _ kind: Block.Kind, isArticle: Bool = true, isTitle: Bool = false) {
      guard text.string.bytes.contains(where: { $0 > 0x20 }) else { return }
      texts.append(Entry(text: text, kind: kind, isArticle: isArticle, isTitle: isTitle))
    }
  }
}
