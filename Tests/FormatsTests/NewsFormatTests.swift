import Articles
import Testing
import Text

@testable import Formats

/// A document and the blocks it is to give, one a line, with the metadata after them.
struct NewsCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var document: String
  var blocks: [String]
  var metadata: Metadata

  init(_ name: String, _ document: String, _ metadata: Metadata = Metadata(), _ blocks: String...) {
    testDescription = name
    self.document = document
    self.metadata = metadata
    self.blocks = blocks
  }
}

@Suite struct NewsFormatTests {
  static let cases: [NewsCase] = [
    NewsCase(
      "NITF",
      """
      <?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.2/nitf.dtd">
      <nitf><head><title>slug</title><docdata><date.issue norm="20260311T0930Z"/></docdata></head><body xml:lang="en"><body.head>
      <hedline><hl1>Ferry &amp; <em>tide</em></hl1><hl2>Two boats</hl2></hedline><byline>By <person>Ilona Brandt</person>, harbor desk</byline>
      <distributor>Tarsu Wire</distributor><dateline><location>VARMOUTH</location>, March 11</dateline></body.head>
      <body.content><p>A <org>Harbor Board</org> ferry&nbsp;will run.<br/>It is new.</p><hl2>Boats</hl2><ul><li>One. Two.</li></ul>
      <bq><block><p>"I kept it," he said.</p></block></bq><table><tr><td>1</td><td>a <b>b</b></td></tr></table>
      <media media-type="image"><media-reference source="a.jpg" alternate-text="A &quot;boat&quot;"/><media-caption>The boat. New.</media-caption></media>
      <p/></body.content><body.end><tagline>(tw)</tagline></body.end></body></nitf>
      """,
      Metadata(
        title: "Ferry & tide", byline: "Ilona Brandt, harbor desk", date: "20260311T0930Z", source: "Tarsu Wire"),
      "title: Ferry & <1>tide</1>", "heading: Two boats", "- paragraph: By <1>Ilona Brandt</1>, harbor desk",
      "- paragraph: Tarsu Wire", "- paragraph: <1>VARMOUTH</1>, March 11",
      "paragraph: A <1>Harbor Board</1> ferry\u{A0}will run.<2/> It is new.", "heading: Boats", "item: One. Two.",
      "quote: \"I kept it,\" he said.", "cell: 1", "cell: a <1>b</1>", "attribute: A \"boat\"",
      "caption: The boat. New.",
      "- paragraph: (tw)"),
    NewsCase(
      "NewsML-G2 with HTML inside",
      """
      <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" xml:lang="en-GB"><itemMeta><versionCreated>2026-03-11T09:30:00Z</versionCreated></itemMeta>
      <contentMeta><headline>Ferry returns</headline><by>By Ilona Brandt</by><slugline>FERRY</slugline><language tag="en-US"/></contentMeta>
      <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
      <body><h1>Ferry returns</h1><div>Loose <b>text</b>.<p>A paragraph. <img src="a" alt="Boat"/> End.</p></div></body></html></inlineXML></contentSet></newsItem>
      """, Metadata(title: "Ferry returns", byline: "Ilona Brandt", date: "2026-03-11T09:30:00Z"),
      "title: Ferry returns",
      "- paragraph: By Ilona Brandt", "- heading: Ferry returns", "paragraph: Loose <1>text</1>.", "attribute: Boat",
      "paragraph: A paragraph. <1/> End."),
    NewsCase(
      "RSS with HTML in character data and in references",
      """
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Feed</title>
      <description>About it</description><item><title>Ferry &amp; tide</title><dc:creator>Ilona</dc:creator><pubDate>Wed, 11 Mar 2026 09:30:00 GMT</pubDate>
      <description>&lt;p&gt;In &lt;b class=&quot;x&quot;&gt;short&lt;/b&gt; &amp;amp; sweet.&lt;/p&gt;</description>
      <content:encoded><![CDATA[<p>A <a href="u">ferry</a> will run &amp; more. It's new.</p><p>End&nbsp;of it.</p>]]></content:encoded></item></channel></rss>
      """, Metadata(title: "Ferry & tide", byline: "Ilona", date: "Wed, 11 Mar 2026 09:30:00 GMT"),
      "title: Ferry & tide",
      "- paragraph: In <1>short</1> & sweet.", "paragraph: A <1>ferry</1> will run & more. It's new.",
      "paragraph: End\u{A0}of it."),
    NewsCase(
      "RSS with plain text",
      "<rss><channel><item><title><![CDATA[A & B ]] > C]]></title><description>Just text. More of it.</description></item></channel></rss>",
      Metadata(title: "A & B ]] > C"), "title: A & B ]] > C", "paragraph: Just text. More of it."),
    NewsCase(
      "Atom",
      """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Feed</title><author><name>Feed's</name></author><entry><title type="html">Fähre &amp;amp; mehr</title>
      <updated>2026-03-11</updated><published>2026-03-10</published><author><name>Ilona</name></author><summary>Kurz gesagt.</summary>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eine <em>Fähre</em> fährt. Bald.</p></div></content></entry></feed>
      """, Metadata(title: "Fähre & mehr", byline: "Ilona", date: "2026-03-10"), "title: Fähre & mehr",
      "- paragraph: Kurz gesagt.", "paragraph: Eine <1>Fähre</1> fährt. Bald."),
  ]

  @Test(arguments: cases) func readsAsBlocks(_ test: NewsCase) throws {
    let article = try Marked.read(RawContent(bytes: Array(test.document.utf8)), path: "a.xml")
    #expect(DOCXFormatTests.lines(article) == test.blocks)
    #expect(article.metadata == test.metadata)
  }

  @Test(arguments: cases) func holdsTheLaws(_ test: NewsCase) throws {
    try Laws.hold(Array(test.document.utf8), path: "a.xml")
  }

  @Test(arguments: ["UTF-16LE", "UTF-16BE", "windows-1251", "ISO-8859-2", "Shift_JIS"])
  func holdsTheLawsInOtherCharsets(_ charset: String) throws {
    let text = charset == "windows-1251" ? "Паром идёт." : charset == "Shift_JIS" ? "船が出る。" : "Loď pluje."
    let document = """
      <?xml version="1.0" encoding="\(charset.prefix(6) == "UTF-16" ? "UTF-16" : charset)"?><rss><channel><item><title>\(text)</title>\
      <description>\(text) &lt;b&gt;\(text)&lt;/b&gt;</description></item></channel></rss>
      """
    let mark: [UInt8] = charset == "UTF-16LE" ? [0xFF, 0xFE] : charset == "UTF-16BE" ? [0xFE, 0xFF] : []
    let bytes = mark + (try Charset.encode(Array(document.utf8), in: charset))
    let article = try Marked.read(RawContent(bytes: bytes), path: "a.xml")
    #expect(article.original.charset == charset && article.metadata.title == text)
    try Laws.hold(bytes, path: "a.xml")
  }

  static let feed = """
    <?xml version="1.0"?>
    <!-- a feed --><rss version="2.0"><channel><title>Feed</title>
    <item><title>One</title><guid>https://news.example/2026/one?x=1</guid><description>First.</description></item>
    <item><title>Two</title><link>https://news.example/two</link></item>
    <item><title>Three</title></item><item><title>Four</title><guid>https://news.example/two</guid></item></channel></rss>

    """

  @Test func aFeedIsADocumentPerItem() throws {
    let bytes = Array(Self.feed.utf8)
    let bundle = try #require(DocumentBundle(bytes))
    #expect(
      bundle.items.map(\.name) == ["news.example-2026-one-x-1", "news.example-two", "3", "news.example-two-2"])
    #expect(
      String(decoding: bundle.document(of: 1), as: UTF8.self)
        == """
        <?xml version="1.0"?>
        <!-- a feed --><rss version="2.0"><channel><item><title>Two</title><link>https://news.example/two</link></item></channel></rss>
        """)
    #expect(bundle.document(replacing: bundle.items.indices.map { ($0, bundle.document(of: $0)) }) == bytes)
    let changed = try Laws.hold(bundle.document(of: 0), path: "a.xml")
    let whole = String(decoding: bundle.document(replacing: [(0, changed)]), as: UTF8.self)
    #expect(
      whole
        == Self.feed.replacing("<title>One<", with: "<title>«Oné&amp;&lt;»<").replacing(
          "First.", with: "«First.&amp;&lt;»"))
  }

  @Test func aMessageIsADocumentPerNewsItem() throws {
    let item = "<newsItem guid=\"urn:newsml:x:1\"><contentMeta><headline>A</headline></contentMeta></newsItem>"
    let message =
      "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header/><itemSet>\(item)\(item)</itemSet></newsMessage>"
    let bundle = try #require(DocumentBundle(Array(message.utf8)))
    #expect(bundle.items.map(\.name) == ["urn-newsml-x-1", "urn-newsml-x-1-2"])
    let article = try Marked.read(RawContent(bytes: bundle.document(of: 1)), path: "a.xml")
    #expect(article.original.format == "newsml-g2" && article.metadata.title == "A")
    let none = DocumentBundle(Array(item.utf8)).map(\.items)
    #expect(none == nil)
  }
}
