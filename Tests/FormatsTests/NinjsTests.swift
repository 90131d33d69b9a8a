import Articles
import Testing
import Text

@testable import Formats

@Suite struct NinjsTests {
  @Test func readsAnItem() throws {
    let json = """
      {"uri": "u", "versioncreated": "2024-05-01", "byline": "Ann", "language": "en-gb",
       "body_text": "One.\\n\\nTwo.", "body_html": "<p>One.</p><p>T<b>w</b>o.</p>", "headline": "H",
       "associations": {"p": {"headline": "P", "description_text": "Caption"}}}
      """
    let article = try Marked.read(RawContent(bytes: Array(json.utf8)), path: "a.json")
    #expect(article.original.format == "ninjs")
    #expect(article.metadata == Metadata(title: "H", byline: "Ann", date: "2024-05-01"))
    #expect(article.language == "en-GB")
    let blocks = article.blocks.map { "\($0.isArticle ? "" : "- ")\($0.kind): \(Marked.string($0.content))" }
    #expect(
      blocks == [
        "title: H", "- paragraph: One.", "- paragraph: Two.", "paragraph: One.", "paragraph: T<1>w</1>o.",
        "attribute: P",
        "caption: Caption",
      ])
    #expect(
      article.original.parts == [
        "headline", "body_text", "body_html", "associations.p.headline", "associations.p.description_text",
      ])
  }

  @Test(arguments: [
    (#"{"headline": "A"}"#, true), (#" {"a": 1, "bodies": []}"#, true), (#"{"name": "x", "version": 1}"#, false),
    (#"["headline"]"#, false), ("text", false),
  ]) func recognizesItems(_ head: String, _ isItem: Bool) {
    #expect(NinjsFormat.recognizes(Array(head.utf8)[...]) == isItem)
  }

  /// All but the strings that are translated stays as it is written, and these keep their way of writing.
  @Test(arguments: [
    (
      #"{"id": 1,  "html": "<p>T<b>w<\/b>o. Three.<\/p>" , "title":"A", "x": 1e2}"#,
      #"{"id": 1,  "html": "<p>Z\"<b>w<\/b>é. Three.<\/p>" , "title":"A", "x": 1e2}"#
    ),
    (#"{"id":"a","text":"\u00e9 Two."}"#, #"{"id":"a","text":"Z\"w\u00e9. Three."}"#),
    (#"{"markdown":"*T*w","id":"é"}"#, #"{"markdown":"*Z*\"w\\*","id":"é"}"#),
  ])
  func recordsAreMergedInPlace(_ line: String, _ merged: String) throws {
    guard case .article(var article) = try WireReader().read(Array(line.utf8), path: "a.jsonl:1") else {
      Issue.record("no article")
      return
    }
    try DocumentFormats.read(&article)
    let index = article.blocks.indices.last ?? 0
    var namer = Segment.Namer()
    let bytes = article.blocks[index].content.bytes
    var end = bytes.count
    if let stop = bytes.firstIndex(of: UInt8(ascii: ".")), stop + 1 < bytes.count, line.contains("html") {
      end = stop + 1
    }
    article.segments = [Segment(id: namer.id(for: bytes), block: index, range: TextRange(0, end))]
    let translation =
      line.contains("html") ? "Z\"<1>w</1>é." : line.contains("markdown") ? "<1>Z</1>\"w*" : "Z\"wé. Three."
    article.segments[0].target = Target(
      language: "fr", content: Marked.text(translation, like: article.content(of: article.segments[0])), state: .final,
      origin: "")
    let result = try JSONRecord.merge(article, into: Array(line.utf8), MergeOptions())
    #expect(String(decoding: result.bytes, as: UTF8.self) == merged)
    #expect(result.findings.isEmpty)
  }

  @Test func titlesOfRecordsGoBack() throws {
    let line = #"{"id":"a","title":"Dam closed","text":"It is.","language":"en"}"#
    guard case .article(var article) = try WireReader().read(Array(line.utf8), path: "a.jsonl:1") else { return }
    try DocumentFormats.read(&article)
    article.segments = article.blocks.indices.map { index in
      Segment(
        id: "s\(index)", block: index, range: TextRange(0, article.blocks[index].content.bytes.count),
        target: Target(language: "fr", content: MarkedText("T\(index)"), state: .final, origin: ""))
    }
    let result = try JSONRecord.merge(
      article, into: Array(line.utf8), MergeOptions(language: "fr", marksLanguage: true))
    #expect(String(decoding: result.bytes, as: UTF8.self) == #"{"id":"a","title":"T0","text":"T1","language":"fr"}"#)
  }
}
