import Articles
import Pipelines
import Text

/// An article with the summaries that people made of it.
struct SummaryExample {
  var article: Article
  let isEnglish: Bool
  /// As they are written, a sentence per line.
  let summaries: [[UInt8]]
  let references: [Rouge.Reference]
}

/// Data sets for summaries: a folder of JSON-lines files, a set each, of records `{"id", "text", "title"?, "language" or
/// "lang"?, "summary" or "summaries"}`; a record without text has its `sentences`. Members beyond these are ignored.
struct SummaryData {
  let words = Rouge.Words()
  let tools = Tools()
  private let reader = JSONReader()
  private let pipeline: Pipeline

  init() {
    guard let stage = Catalog.stage(named: "segment") else { Bench.fail("bench: there is no stage segment") }
    pipeline = Pipeline.alone(stage, given: [:]).pipeline
  }

  /// Names and paths of the sets, sorted.
  static func sets(in folder: String) throws -> [(name: String, path: String)] {
    try FileSystem.names(in: folder).filter { $0.hasSuffix(".jsonl") }.sorted()
      .map { (String($0.prefix { $0 != "." }), folder + "/" + $0) }
  }

  /// The first `most` examples of a set, read and cut into sentences by the stages of a run.
  func examples(_ path: String, most: Int = .max) throws -> [SummaryExample] {
    var examples: [SummaryExample] = []
    for line in try FileSystem.read(path).split(separator: 0x0A) where examples.count < most {
      if let example = try example(Array(line), path) { examples.append(example) }
    }
    return examples
  }

  private func example(_ line: [UInt8], _ path: String) throws -> SummaryExample? {
    guard case .article(let read) = try tools.wire.read(withText(line), path: path) else { return nil }
    var article = read
    var texts: [[UInt8]] = []
    for member in read.unknownMembers {
      try parse(member.json) { value in
        switch member.key {
        case "summary": if let bytes = value.bytes { texts.append(bytes) }
        case "summaries": texts += value.elements.compactMap(\.bytes)
        case "lang" where article.language == nil: setLanguage(value.string, of: &article)
        default: break
        }
      }
    }
    article.unknownMembers = []
    guard !texts.isEmpty else { return nil }
    try pipeline.apply(to: &article, with: tools, onlyMissing: true)
    let isEnglish = article.language.map { LanguageTag.primary($0) } == "en"
    var references: [Rouge.Reference] = []
    for text in texts { references.append(try Rouge.Reference(text, isEnglish: isEnglish, words)) }
    return SummaryExample(article: article, isEnglish: isEnglish, summaries: texts, references: references)
  }

  /// A text as an article, cut into sentences by the stages of a run.
  func article(_ text: [UInt8], language: String?) throws -> Article {
    var json = JSONWriter()
    json.string(text)
    let line = Array(#"{"id":"text","text":"#.utf8) + json.bytes + [UInt8(ascii: "}")]
    guard case .article(var article) = try tools.wire.read(line, path: "text") else {
      Bench.fail("bench: a text cannot be read as a record")
    }
    setLanguage(language, of: &article)
    try pipeline.apply(to: &article, with: tools, onlyMissing: true)
    return article
  }

  private func setLanguage(_ tag: String?, of article: inout Article) {
    guard let tag, LanguageTag.isWellFormed(tag) else { return }
    article.language = LanguageTag.canonical(tag)
    article.facts.insert(.language)
  }

  /// The line with its sentences as text, a line each, when it has no text.
  private func withText(_ line: [UInt8]) throws -> [UInt8] {
    var text: [UInt8]?
    try line.withUnsafeBufferPointer { buffer in
      try reader.read(buffer, orElse: { $0 }) { (root: JSONValue) throws(JSONFault) in
        guard root["text"] == nil, let sentences = root["sentences"] else { return }
        text = Array(sentences.elements.compactMap(\.bytes).joined(separator: [0x0A]))
      }
    }
    guard let text else { return line }
    var json = JSONWriter()
    json.string(text)
    return Array(#"{"text":"#.utf8) + json.bytes + [0x2C] + line.dropFirst()
  }

  /// Calls `body` with the value of a member `"key":value`.
  private func parse(_ member: [UInt8], _ body: (JSONValue) -> Void) throws {
    let object = [UInt8(ascii: "{")] + member + [UInt8(ascii: "}")]
    try object.withUnsafeBufferPointer { buffer in
      try reader.read(buffer, orElse: { $0 }) { (root: JSONValue) throws(JSONFault) in
        if let value = root.members.first?.value { body(value) }
      }
    }
  }

  /// The tokens of the sentences of a summary, or of any segments.
  func tokens(of segments: [Int], in example: SummaryExample) throws -> [[Int32]] {
    try segments.map { index in
      try words.tokens(example.article.text(of: example.article.segments[index]), isEnglish: example.isEnglish)
    }
  }
}
