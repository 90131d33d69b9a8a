import Articles
import Text

/// A string of a JSON text that holds text for readers, and the format that it is in.
struct RecordText {
  /// The member's name, with those of the objects around it.
  var name: String
  var string: JSONString
  /// Nil for a line of plain text, such as a headline.
  var format: (any TextFormat.Type)?

  init(_ name: String, _ value: JSONValue, in json: [UInt8], _ format: (any TextFormat.Type)?) {
    self.name = name
    self.format = format
    string = JSONString(json, value.range)
  }

  /// The splices that put translations into it, as splices of the JSON text.
  ///
  /// - Parameter part: the part that its blocks say they are from.
  func splices(_ splicer: inout Splicer, part: Int) -> [Splice] {
    let made: [Splice]
    if let format {
      made = RecordText.splices(&splicer, part, string.bytes, format)
    } else {
      made = splicer.splices(part: part, in: string.bytes) { _ in PlainSyntax() }
    }
    return inJSON(made)
  }

  /// Splices of the string's text as splices of the JSON text.
  func inJSON(_ splices: [Splice]) -> [Splice] {
    splices.map { Splice(string.map.original(of: $0.range), string.escaped($0.bytes)) }
  }

  private static func splices<Format: TextFormat>(
    _ splicer: inout Splicer, _ part: Int, _ source: [UInt8], _ format: Format.Type
  ) -> [Splice] {
    splicer.splices(part: part, in: source) { Format.syntax(of: $0, in: source) }
  }
}

/// Records of JSON lines, and their way back.
public enum JSONRecord {
  /// A line with the translations of its article in it.
  ///
  /// - Parameters:
  ///   - article: as read from the line, with segments.
  ///   - line: one JSON object, without its line end.
  public static func merge(
    _ article: Article, into line: [UInt8], _ options: MergeOptions
  ) throws(ArticleError) -> MergedDocument {
    var body: RecordText?
    var title: RecordText?
    var language: RecordText?
    let reader = JSONReader()
    try line.withUnsafeBufferPointer { buffer throws(ArticleError) in
      try reader.read(
        buffer,
        orElse: { fault in ArticleError(.badJSON, "wrong near byte \(fault.offset + 1) of the line") },
        { root throws(ArticleError) in
          for member in root.members where member.value.isString {
            if let format = RecordMember.body(member) {
              if member.has(key: "body_text") && body != nil { continue }
              body = RecordText(String(decoding: member.key, as: UTF8.self), member.value, in: line, format)
            } else if RecordMember.isTitle(member) {
              if member.has(key: "headline") && title != nil { continue }
              title = RecordText("title", member.value, in: line, nil)
            } else if member.has(key: "language") {
              language = RecordText("language", member.value, in: line, nil)
            }
          }
        })
    }
    var splicer = Splicer(article, options)
    var splices: [Splice] = []
    if let body { splices += body.splices(&splicer, part: 0) }
    if let title {
      var made = title.splices(&splicer, part: RecordMember.titlePart)
      if made.isEmpty, let translated = headline(of: article, options, like: title.string.bytes) {
        made = title.inJSON([Splice(TextRange(0, title.string.bytes.count), translated)])
      }
      splices += made
    }
    if let language, let target = options.language, options.marksLanguage, splicer.isMostlyTranslated {
      splices += language.inJSON([Splice(TextRange(0, language.string.bytes.count), Array(target.utf8))])
    }
    splices.sort { $0.range.start < $1.range.start }
    return MergedDocument(
      bytes: Splice.apply(splices, to: line[...]), findings: splicer.findings, segmentCount: splicer.segmentCount)
  }

  /// The translation of a title that is also the heading of the record's text.
  private static func headline(of article: Article, _ options: MergeOptions, like title: [UInt8]) -> [UInt8]? {
    guard let index = article.blocks.firstIndex(where: { $0.kind == .title && $0.content.bytes == title }) else {
      return nil
    }
    let segments = article.segments.filter { $0.block == index }
    guard segments.count == 1, let target = segments[0].target,
      options.language == nil || target.language == options.language, segments[0].range.count == title.count
    else { return nil }
    return target.content.bytes
  }
}

/// The members of records and of ninjs that hold text.
enum RecordMember {
  /// The part that a record's title is from; its text is part 0.
  static let titlePart = 1

  static func isTitle(_ member: JSONValue.Member) -> Bool { member.has(key: "title") || member.has(key: "headline") }

  /// The format of a member that holds the article's text.
  static func body(_ member: JSONValue.Member) -> (any TextFormat.Type)? {
    if member.has(key: "text") || member.has(key: "body_text") { return PlainTextFormat.self }
    if member.has(key: "html") || member.has(key: "body_html") || member.has(key: "body_xhtml") {
      return HTMLFormat.self
    }
    if member.has(key: "markdown") { return MarkdownFormat.self }
    return nil
  }
}
