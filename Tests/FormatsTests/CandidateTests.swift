import Articles
import Formats
import Testing
import Text

/// What memories offer, in the files of translators.
@Suite struct CandidateTests {
  private static func offered() -> Article {
    var article = article("a.html", [(.paragraph, "[One <b>two</b>.] [Three.]")])
    article.segments[0].candidates = [
      Candidate(
        language: "fr", source: marked("One <b>four</b>.").content, content: marked("Un <b>quatre</b>.").content,
        kind: .fuzzy, score: 80, origin: "desk.tmx"),
      Candidate(
        language: "kk", source: MarkedText("One two."), content: MarkedText("Бір екі."), kind: .exact, score: 99,
        origin: "kk"),
    ]
    article.segments[1].candidates = [
      Candidate(
        language: "fr", source: MarkedText("Three."), content: MarkedText("Trois."), kind: .context, score: 101,
        origin: "")
    ]
    return article
  }

  private static func file(_ format: any ExchangeFormat.Type) -> String {
    String(decoding: format.file(of: offered(), target: "fr") ?? [], as: UTF8.self)
  }

  @Test(arguments: [
    (
      "xliff-1.2",
      [
        #"match-quality="80" origin="desk.tmx" xml:space="preserve"><source>One <g id="1" ctype="bold">four</g>.</source><target>Un <g id="1" ctype="bold">quatre</g>.</target></alt-trans>"#,
        #"match-quality="101" xml:space="preserve"><source>Three.</source><target>Trois.</target></alt-trans>"#,
      ]
    ),
    (
      "xliff-2.1",
      [
        #"type="tm" matchQuality="80" origin="desk.tmx"><source>One <pc id="1""#,
        #"type="icm" matchQuality="100"><source>Three.</source><target>Trois.</target></mtc:match>"#,
      ]
    ),
    (
      "po",
      [
        "; 80 % match from desk.tmx\n#, fuzzy\n#| msgid \"One <1>four</1>.\"\nmsgctxt",
        "msgstr \"Un <1>quatre</1>.\"\n",
      ]
    ),
    (
      "tmx",
      [
        "<tu>\n<prop type=\"x-origin\">desk.tmx</prop>\n<prop type=\"x-score\">80</prop>\n",
        "<tuv xml:lang=\"fr\"><seg>Trois.</seg></tuv>\n</tu>",
      ]
    ),
  ])
  func standInFilesOfTheirLanguage(_ format: String, _ expected: [String]) throws {
    let file = Self.file(try #require(ExchangeFormats.named(format)))
    for part in expected { #expect(file.contains(part), "\(part) in \(file)") }
    #expect(!file.contains("Бір"))
  }

  /// Merging takes no candidate for a translation, but for fuzzy entries, which are drafts.
  @Test func areNoTranslations() throws {
    for format in ExchangeFormats.all {
      let read = try ExchangeFormats.read(format.file(of: Self.offered(), target: "fr") ?? [])
      let segments = read.files.flatMap(\.units).flatMap(\.segments).filter(\.isSegment)
      // A unit of TMX without a translation is read as none at all.
      #expect(segments.count == (format.name == "tmx" ? 0 : 2), "\(format.name)")
      for segment in segments {
        #expect(
          segment.target == nil || segment.target?.bytes == segment.source.bytes || segment.state == .candidate,
          "\(format.name)")
      }
    }
  }
}
