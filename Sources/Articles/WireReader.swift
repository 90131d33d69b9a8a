import Text

/// Reads articles in the wire form: one JSON object per line.
///
/// In: at least `id` and one of `text`, `html`, `markdown`, `document` (a file in base 64), `blocks`; members that Lede does not know are kept. One owner.
public final class WireReader {
  /// What a line holds.
  public enum Line: Hashable, Sendable {
    case article(Article)
    /// The failure of a stage before, to be handed on.
    case failure(id: String, json: [UInt8])
    /// A record that has an id, and something else that is wrong.
    case refused(id: String, ArticleError)
  }

  private let json = JSONReader()

  public init() {}

  /// - Parameter path: where the line stands, as `file.jsonl:12`, for messages.
  /// - Throws: `ArticleError` with a code of the area `jsonl` when not even an id can be read.
  public func read(_ line: [UInt8], path: String) throws(ArticleError) -> Line {
    var result: Result<Line, ArticleError>?
    line.withUnsafeBufferPointer { buffer in
      do throws(ArticleError) {
        let line = try json.read(
          buffer,
          orElse: { WireReader.error($0, in: line) },
          { root throws(ArticleError) in try WireReader.line(root, path: path) })
        result = .success(line)
      } catch { result = .failure(error) }
    }
    switch result {
    case .success(let line): return line
    case .failure(let error): throw error
    case nil: throw ArticleError(.badJSON, "nothing was read")
    }
  }

  /// The parser's reasons are for programmers; two of the mistakes have a plainer name.
  private static func error(_ fault: JSONFault, in line: [UInt8]) -> ArticleError {
    let first = line.first { $0 != 0x20 && $0 != 0x09 }
    if first != UInt8(ascii: "{") {
      return ArticleError(.badJSON, "not a JSON object; to read a document that is no JSON lines, give its file name")
    }
    if !Charset.isUTF8(line) { return ArticleError(.badJSON, "the line is not UTF-8") }
    return ArticleError(.badJSON, "no complete JSON object: wrong near byte \(fault.offset + 1) of the line")
  }

  private static func line(_ root: JSONValue, path: String) throws(ArticleError) -> Line {
    guard root.isObject else { throw ArticleError(.badJSON, "the line is not an object") }
    guard let identity = root["id"] ?? root["uri"] ?? root["guid"] else {
      throw ArticleError(.missingMember, "no \"id\"")
    }
    // Numbers are common as ids in exports; they are taken as they are written.
    let id = identity.string ?? String(decoding: identity.raw, as: UTF8.self)
    guard !id.isEmpty else { throw ArticleError(.badMember, "\"id\" is empty") }
    guard identity.isString || identity.number != nil else {
      throw ArticleError(.badMember, "\"id\" is not a string")
    }
    do throws(ArticleError) { return try line(root, id: id, path: path) } catch { return .refused(id: id, error) }
  }

  private static func line(_ root: JSONValue, id: String, path: String) throws(ArticleError) -> Line {
    var article = Article(id: id, original: Original(path: path))
    var segmentIndex: [String: Int] = [:]
    var failed = false
    // Blocks come before segments, and segments before what refers to them, whatever the order of the members.
    // One of Lede's members that is null is as good as none; others keep their null.
    let members = root.members.filter { !$0.value.isNull || !isKnown($0) }
    for member in members {
      if try readMetadata(member, into: &article) { continue }
      if member.has(key: "blocks") {
        article.blocks = try list(member, WireReader.block)
        article.facts.insert([.blocks])
      } else if member.has(key: "error"), member.value.isObject {
        failed = true
        keep(member, in: &article)
      } else if !isReference(member) {
        keep(member, in: &article)
      }
    }
    for member in members where member.has(key: "segments") {
      article.segments = try list(member) { value throws(ArticleError) in try segment(value, of: article) }
      for (index, segment) in article.segments.enumerated() { segmentIndex[segment.id] = index }
      article.facts.insert(.segments)
    }
    for member in members {
      if member.has(key: "summary"), member.value.isObject {
        article.summary = try summary(member.value, segmentIndex)
        article.facts.insert(.summary)
      } else if member.has(key: "summary") {
        keep(member, in: &article)
      } else if member.has(key: "terms") {
        article.terms = try list(member) { value in term(value, segmentIndex) }
        article.facts.insert(.terms)
      } else if member.has(key: "termMatches") {
        article.matches = try list(member) { value in match(value, segmentIndex, article) }
        article.facts.insert(.matches)
      } else if member.has(key: "findings") {
        article.findings = try list(member, WireReader.finding)
      }
    }
    if article.facts.contains(.blocks) { article.raw = nil }
    guard article.raw != nil || article.facts.contains(.blocks) else {
      if failed { return .failure(id: id, json: Array(root.raw)) }
      throw ArticleError(.missingMember, "none of \"text\", \"html\", \"markdown\", \"document\" and \"blocks\"")
    }
    return .article(article)
  }

  /// Reads the members that are plain strings; false when the member is none of them.
  private static func readMetadata(_ member: JSONValue.Member, into article: inout Article) throws(ArticleError) -> Bool
  {
    if member.has(key: "id") { return true }
    if member.has(key: "title") {
      article.metadata.title = try optionalText(member)
    } else if member.has(key: "headline"), article.metadata.title == nil {
      article.metadata.title = try optionalText(member)
    } else if member.has(key: "byline") {
      article.metadata.byline = try optionalText(member)
    } else if member.has(key: "date") {
      article.metadata.date = try optionalText(member)
    } else if member.has(key: "source"), member.value.isString {
      article.metadata.source = try optionalText(member)
    } else if member.has(key: "url"), member.value.isString {
      article.metadata.address = try optionalText(member)
    } else if member.has(key: "language") {
      article.language = try optionalText(member)
      if let language = article.language, !LanguageTag.isWellFormed(language) {
        throw ArticleError(
          .badMember, "\"language\" is \"\(language)\", not a language tag such as \"en\" or \"pt-BR\"")
      }
      article.language = article.language.map(LanguageTag.canonical)
      if article.language != nil { article.facts.insert(.language) }
    } else if member.has(key: "text") {
      article.raw = RawContent(bytes: try text(member), format: "text")
    } else if member.has(key: "html") {
      article.raw = RawContent(bytes: try text(member), format: "html")
    } else if member.has(key: "markdown") {
      article.raw = RawContent(bytes: try text(member), format: "markdown")
    } else if member.has(key: "document") {
      guard let bytes = Base64.decode(try text(member)) else {
        throw ArticleError(.badMember, "\"document\" is no base 64")
      }
      if bytes.isEmpty { throw ArticleError(.empty, "the file is empty") }
      article.raw = RawContent(bytes: bytes)
    } else if member.has(key: "body_html") || member.has(key: "body_xhtml") {
      article.raw = RawContent(bytes: try text(member), format: "html")
    } else if member.has(key: "body_text") {
      // The names of ninjs, in which the same text may come in two forms.
      if article.raw == nil { article.raw = RawContent(bytes: try text(member), format: "text") }
    } else {
      return false
    }
    return true
  }

  private static func isKnown(_ member: JSONValue.Member) -> Bool {
    let known: [StaticString] = [
      "title", "byline", "date", "source", "url", "language", "text", "html", "markdown", "document",
      "blocks", "segments",
      "summary", "terms", "termMatches", "findings",
    ]
    return known.contains { member.has(key: $0) }
  }

  private static func isReference(_ member: JSONValue.Member) -> Bool {
    member.has(key: "segments") || member.has(key: "summary") || member.has(key: "terms")
      || member.has(key: "termMatches") || member.has(key: "findings")
  }

  private static func keep(_ member: JSONValue.Member, in article: inout Article) {
    article.unknownMembers.append(
      UnknownMember(
        key: String(decoding: member.key, as: UTF8.self), json: member.rawKey + [UInt8(ascii: ":")] + member.value.raw))
  }

  private static func name(_ member: JSONValue.Member) -> String { String(decoding: member.key, as: UTF8.self) }

  private static func text(_ member: JSONValue.Member) throws(ArticleError) -> [UInt8] {
    guard let bytes = member.value.bytes else { throw ArticleError(.badMember, "\"\(name(member))\" is not a string") }
    return bytes
  }

  private static func optionalText(_ member: JSONValue.Member) throws(ArticleError) -> String? {
    member.value.isNull ? nil : String(decoding: try text(member), as: UTF8.self)
  }

  private static func list<Element>(
    _ member: JSONValue.Member, _ read: (JSONValue) throws(ArticleError) -> Element?
  ) throws(ArticleError) -> [Element] {
    guard member.value.isArray else { throw ArticleError(.badMember, "\"\(name(member))\" is not a list") }
    var result: [Element] = []
    for (index, value) in member.value.elements.enumerated() {
      guard let element = try read(value) else {
        throw ArticleError(.badMember, "\"\(name(member))\", element \(index + 1): not in the shape it must have")
      }
      result.append(element)
    }
    return result
  }

  private static func block(_ value: JSONValue) -> Block? {
    guard let kind = value["kind"]?.string.flatMap(Block.Kind.init), let text = value["text"]?.bytes else { return nil }
    var block = Block(kind, MarkedText(bytes: text), isArticle: value["article"]?.bool ?? true)
    block.language = value["language"]?.string.flatMap {
      LanguageTag.isWellFormed($0) ? LanguageTag.canonical($0) : nil
    }
    return block
  }

  private static func segment(_ value: JSONValue, of article: Article) throws(ArticleError) -> Segment? {
    guard let id = value["id"]?.string, let block = value["block"]?.integer, let start = value["start"]?.integer,
      let end = value["end"]?.integer
    else { return nil }
    guard article.blocks.indices.contains(block), 0 <= start, start <= end,
      end <= article.blocks[block].content.bytes.count
    else { throw ArticleError(.badMember, "\"segments\": \"\(id)\" lies outside its block") }
    let bytes = article.blocks[block].content.bytes
    for offset in [start, end] where offset < bytes.count && bytes[offset] & 0xC0 == 0x80 {
      throw ArticleError(.badMember, "\"segments\": \"\(id)\" begins or ends inside a character")
    }
    var segment = Segment(id: id, block: block, range: TextRange(start, end))
    if let counts = value["counts"], counts.isObject {
      var count = TextCount()
      for (name, path) in TextCount.members { count[keyPath: path] = counts[name]?.integer ?? 0 }
      segment.count = count
    }
    guard segment.readTranslations(value) else {
      throw ArticleError(.badMember, "\"segments\": the translations of \"\(id)\" are not in the shape they must have")
    }
    return segment
  }

  private static func summary(_ value: JSONValue, _ segments: [String: Int]) throws(ArticleError) -> Summary {
    var sentences: [Summary.Sentence] = []
    for sentence in value["sentences"]?.elements ?? [] {
      guard let id = sentence["segment"]?.string, let index = segments[id] else {
        throw ArticleError(.badMember, "\"summary\": a sentence names no segment of the article")
      }
      sentences.append(Summary.Sentence(segment: index, score: sentence["score"]?.number ?? 0))
    }
    return Summary(
      method: value["method"]?.string ?? "", sentences: sentences,
      headlines: value["headlines"]?.elements.compactMap(\.string) ?? [],
      phrases: value["phrases"]?.elements.compactMap(\.string) ?? [])
  }

  private static func term(_ value: JSONValue, _ segmentIndex: [String: Int]) -> Term? {
    guard let name = value["term"]?.string, let kind = value["kind"]?.string.flatMap(Term.Kind.init) else { return nil }
    let context = value["segment"]?.string.flatMap { segmentIndex[$0] }
    return Term(
      name: name, kind: kind, score: value["score"]?.number ?? 0, count: value["count"]?.integer ?? 1,
      variants: value["variants"]?.elements.compactMap(\.string) ?? [], expansion: value["expansion"]?.string,
      context: context, definition: value["definition"] == nil ? nil : context)
  }

  private static func match(_ value: JSONValue, _ segments: [String: Int], _ article: Article) -> TermMatch? {
    guard let segment = value["segment"]?.string.flatMap({ segments[$0] }), let start = value["start"]?.integer,
      let end = value["end"]?.integer, start <= end,
      article.segments[segment].range.contains(TextRange(start, end)), let term = value["term"]?.string,
      let status = value["status"]?.string.flatMap(Designation.Status.init)
    else { return nil }
    let bytes = article.blocks[article.segments[segment].block].content.bytes
    for offset in [start, end] where offset < bytes.count && bytes[offset] & 0xC0 == 0x80 { return nil }
    let targets = (value["targets"]?.elements ?? []).compactMap { target -> TermMatch.Target? in
      guard let term = target["term"]?.string, let language = target["language"]?.string,
        let status = target["status"]?.string.flatMap(Designation.Status.init)
      else { return nil }
      return TermMatch.Target(term: term, language: language, status: status)
    }
    return TermMatch(
      segment: segment, range: TextRange(start, end), concept: value["concept"]?.string ?? "", term: term,
      status: status, definition: value["definition"]?.string ?? "", targets: targets)
  }

  private static func finding(_ value: JSONValue) -> Finding? {
    guard let code = value["code"]?.string.flatMap(Code.named), let message = value["message"]?.string else {
      return nil
    }
    return Finding(code, message, segment: value["segment"]?.string)
  }
}
