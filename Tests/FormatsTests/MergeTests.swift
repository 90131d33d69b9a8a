import Articles
import Testing
import Text

@testable import Formats

/// A document, the segments of it that are translated as `id of code` marked text, and what it becomes.
struct MergeCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var path: String
  var document: String
  /// Text of a block with its codes as <1>…</1> and <2/>, and its translation.
  var translations: [String: String]
  var merged: String

  init(_ name: String, _ path: String, _ document: String, _ translations: [String: String], _ merged: String) {
    testDescription = name
    self.path = path
    self.document = document
    self.translations = translations
    self.merged = merged
  }
}

@Suite struct MergeTests {
  static let cases: [MergeCase] = [
    MergeCase("plain text", "a.txt", "\u{FEFF}One.\r\n\r\n Two.\n", ["Two.": "Deux."], "\u{FEFF}One.\r\n\r\n Deux.\n"),
    MergeCase("wrapped lines", "a.txt", "one, two and\nthree\n", ["one, two and three": "un"], "un\n"),
    MergeCase(
      "codes in another order", "a.html", "<p>The <b class=\"x\">red</b> <i>car</i>.</p>",
      ["The <1>red</1> <2>car</2>.": "La <2>voiture</2> <1>rouge</1> & co <."],
      "<p>La <i>voiture</i> <b class=\"x\">rouge</b> &amp; co &lt;.</p>"),
    MergeCase(
      "references as they were", "a.html", "<p>AT&amp;T&nbsp;&hellip; &#233;<p>x",
      ["AT&T\u{A0}… é": "é… \u{A0}& à"], "<p>&#233;&hellip; &nbsp;&amp; à<p>x"),
    MergeCase(
      "a comment in a word", "a.html", "<p>wo<!-- c -->rd <img>end", ["word <1/>end": "mot <1/>fin"],
      "<p>mot <!-- c --><img>fin"),
    MergeCase(
      "white space", "a.html", "<p>\n  a \n b <br>\n c</p>", ["a b <1/>c": "d e <1/>f"], "<p>\n  d e <br>f</p>"),
  ]

  @Test(arguments: cases) func putsTranslationsBack(_ test: MergeCase) throws {
    let raw = RawContent(bytes: Array(test.document.utf8))
    var article = try Marked.read(raw, path: test.path)
    for (source, translation) in test.translations {
      let index = try #require(article.segments.firstIndex { Marked.string(article.content(of: $0)) == source })
      article.segments[index].target = Target(
        language: "fr", content: Marked.text(translation, like: article.content(of: article.segments[index])),
        state: .translated, origin: "")
    }
    let merged = try DocumentFormats.merge(article, into: raw)
    #expect(String(decoding: merged.bytes, as: UTF8.self) == test.merged)
    #expect(merged.findings.isEmpty && merged.segmentCount == test.translations.count)
  }

  @Test(arguments: [
    ("Le <1>rouge", "code 1 (b) is missing"), ("<1>a</1> <1>b</1>", "code 1 (b) is there twice"),
    ("<1>a</1> <3/>", "code 3 (x) is not in its source"),
    ("</1>a<1> <2></2>", "code 1 (b) is closed before it is opened"),
    ("a", "code 1 (b) is missing"), ("<1>a<2>b</1>c</2>", "the pair of code 1 (b) crosses another"),
  ])
  func codesThatChangedRefuseTheSegment(_ translation: String, _ reason: String) throws {
    let document = "<p><b>red</b> <i>car</i></p><p>x</p>"
    let raw = RawContent(bytes: Array(document.utf8))
    var article = try Marked.read(raw, path: "a.html")
    article.segments[0].target = Target(
      language: "fr", content: Marked.text(translation, like: article.content(of: article.segments[0])),
      state: .translated, origin: "")
    let merged = try DocumentFormats.merge(article, into: raw)
    #expect(String(decoding: merged.bytes, as: UTF8.self) == document && merged.segmentCount == 0)
    #expect(merged.findings == [Finding(.codesChanged, reason, segment: article.segments[0].id)])
  }

  @Test(arguments: [
    (
      "a.txt", "windows-1252", "Un caf\u{E9} noir, s'il vous pla\u{EE}t \u{2013} tr\u{E8}s fort.", "Th\u{E9}.",
      "Th\u{E9}.", "windows-1252", []
    ),
    (
      "a.txt", "windows-1252", "Un caf\u{E9} noir, s'il vous pla\u{EE}t \u{2013} tr\u{E8}s fort.", "Чай.", "Чай.",
      "UTF-8", [Code.charsetChanged]
    ),
    (
      "a.html", "windows-1252", "<meta charset=latin1><p>Caf\u{E9}.", "Чай é.",
      "<meta charset=latin1><p>&#x427;&#x430;&#x439; é.", "windows-1252", []
    ),
    ("a.txt", "windows-1251", "Привет, мир.", "Пока.", "Пока.", "windows-1251", []),
  ])
  func theCharsetIsKept(
    _ path: String, _ charset: String, _ document: String, _ translation: String, _ merged: String, _ now: String,
    _ codes: [Code]
  ) throws {
    let raw = RawContent(bytes: try Charset.encode(Array(document.utf8), in: charset))
    var article = try Marked.read(raw, path: path)
    #expect(article.original.charset == charset)
    article.segments[0].target = Target(
      language: "fr", content: MarkedText(translation), state: .translated, origin: "")
    let result = try DocumentFormats.merge(article, into: raw)
    #expect(String(decoding: try Charset.decode(result.bytes, from: now, skipping: 0).bytes, as: UTF8.self) == merged)
    #expect(result.findings.map(\.code) == codes)
  }

  @Test func undecodableBytesComeBack() throws {
    let bytes =
      Array("\u{FEFF}low \u{20AC}".utf8) + [0xFF] + Array(" water.\n\nNext ".utf8) + [0xFE] + Array("one".utf8)
    var article = try Marked.read(RawContent(bytes: bytes), path: "a.txt")
    article.segments[0].target = Target(
      language: "fr", content: MarkedText("eau \u{FFFD} basse"), state: .translated, origin: "")
    let merged = try DocumentFormats.merge(article, into: RawContent(bytes: bytes))
    #expect(
      merged.bytes == Array("\u{FEFF}eau ".utf8) + [0xFF] + Array(" basse\n\nNext ".utf8) + [0xFE] + Array("one".utf8))
  }

  @Test func anotherDocumentIsRefused() throws {
    let article = try Marked.read(RawContent(bytes: Array("One.".utf8)), path: "a.txt")
    let error = #expect(throws: ArticleError.self) {
      try DocumentFormats.merge(article, into: RawContent(bytes: Array("Two.".utf8)))
    }
    #expect(error?.code == .changedOriginal)
  }
}

/// Articles with a segment per block, and texts with their codes as <1>…</1> and <2/>.
enum Marked {
  static func read(_ raw: RawContent, path: String) throws -> Article {
    var article = Article(id: path, original: Original(path: path))
    article.raw = raw
    try DocumentFormats.read(&article)
    var namer = Segment.Namer()
    article.segments = article.blocks.indices.map { index in
      let bytes = article.blocks[index].content.bytes
      return Segment(id: namer.id(for: bytes), block: index, range: TextRange(0, bytes.count))
    }
    return article
  }

  static func string(_ text: MarkedText) -> String {
    var result = ""
    var offset = 0
    for code in text.codes {
      result += String(decoding: text.bytes[offset..<code.position], as: UTF8.self)
      offset = code.position
      switch code.kind {
      case .open: result += "<\(code.id)>"
      case .close: result += "</\(code.id)>"
      case .alone: result += "<\(code.id)/>"
      }
    }
    return result + String(decoding: text.bytes[offset...], as: UTF8.self)
  }

  /// A text from its marked form; codes have the names of those of the source.
  static func text(_ marked: String, like source: MarkedText) -> MarkedText {
    var result = MarkedText()
    var rest = marked[...]
    while let match = rest.firstMatch(of: /<(\/?)([0-9]+)(\/?)>/) {
      result.bytes += rest[..<match.range.lowerBound].utf8
      let id = Int(match.2) ?? 0
      result.codes.append(
        InlineCode(
          match.1.isEmpty ? (match.3.isEmpty ? .open : .alone) : .close, at: result.bytes.count, id: id,
          name: source.codes.first { $0.id == id }?.name ?? "x"))
      rest = rest[match.range.upperBound...]
    }
    result.bytes += rest.utf8
    return result
  }
}

extension Article {
  func content(of segment: Segment) -> MarkedText { blocks[segment.block].content.slice(segment.range) }
}
