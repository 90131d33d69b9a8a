import Articles
import Testing
import Text

@testable import Formats

@Suite struct ODTFormatTests {
  static let cases: [DOCXCase] = [
    DOCXCase(
      "paragraph and heading", "<text:h>Head</text:h><text:p>One. Two.</text:p>", "heading: Head",
      "paragraph: One. Two."),
    DOCXCase(
      "white space",
      "<text:p>  One\n two<text:s text:c=\"2\"/>three<text:s/> <text:span text:style-name=\"B\"> b</text:span> </text:p>",
      "paragraph: One two  three  <1>b</1>"),
    DOCXCase(
      "spans that show and spans that do not",
      "<text:p>A <text:span text:style-name=\"R\">wo</text:span>rd <text:span text:style-name=\"B\">bold. More</text:span> x.</text:p>",
      "paragraph: A word <1>bold. More</1> x."),
    DOCXCase(
      "a span that shows nothing around a code",
      "<text:p>A <text:span text:style-name=\"R\">b<text:tab/>c</text:span> d</text:p>", "paragraph: A <1>b<2/> c</1> d"
    ),
    DOCXCase(
      "links, breaks, fields, marks",
      """
      <text:p>See <text:a xlink:href="u">this</text:a>,<text:line-break/>page <text:page-number>3</text:page-number>\
      <text:bookmark-start text:name="a"/> end<text:bookmark-end text:name="a"/>ing.<office:annotation><text:p>Hm.</text:p></office:annotation></text:p>
      """, "paragraph: See <1>this</1>,<2/> page <3/><4> end</4>ing."),
    DOCXCase(
      "notes and pictures",
      """
      <text:p>It rose.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>\
      <text:p text:style-name="Footnote">By a <text:span text:style-name="B">metre</text:span>. Or two.</text:p></text:note-body></text:note> It fell.\
      <draw:frame><draw:image/><svg:title>Map</svg:title><svg:desc>A map &amp; more</svg:desc></draw:frame> End.</text:p>
      """, "paragraph: It rose.<1/> It fell.<2/> End.", "item: By a <1>metre</1>. Or two.", "attribute: Map",
      "attribute: A map & more"),
    DOCXCase(
      "text boxes in text boxes",
      """
      <text:p>Out <draw:frame><draw:text-box><text:p>In <draw:custom-shape><text:p>Innermost.</text:p></draw:custom-shape> in.</text:p>\
      </draw:text-box></draw:frame>out.</text:p>
      """, "paragraph: Out <1/>out.", "paragraph: In <1/> in.", "paragraph: Innermost."),
    DOCXCase(
      "lists and tables",
      """
      <text:list><text:list-item><text:p>Item one.</text:p></text:list-item></text:list><table:table><table:table-row>\
      <table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b.</text:p><text:p>c.</text:p></table:table-cell>\
      </table:table-row></table:table>
      """, "item: Item one.", "cell: a", "paragraph: b.", "paragraph: c."),
    DOCXCase(
      "tracked changes",
      """
      <text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>Gone.</text:p></text:deletion></text:changed-region></text:tracked-changes>\
      <text:p>It <text:change text:change-id="c1"/>stays. <text:change-start text:change-id="c2"/>New.<text:change-end text:change-id="c2"/></text:p><text:p>An <text:change-start text:change-id="c3"/>ins<text:span text:style-name="B">er</text:span>tion<text:change-end text:change-id="c3"/> here.</text:p>
      """, "paragraph: It <1/>stays. <2>New.</2>", "paragraph: An <1>ins<2>er</2>tion</1> here."),
    DOCXCase(
      "styles",
      "<text:p text:style-name=\"P1\">Title</text:p><text:p text:style-name=\"Quotations\">Said.</text:p><text:table-of-content><text:index-body><text:p>Title 1</text:p></text:index-body></text:table-of-content>",
      "title: Title", "quote: Said.", "- paragraph: Title 1"),
    DOCXCase(
      "ruby",
      "<text:p>A <text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>over</text:ruby-text></text:ruby> b.</text:p>",
      "paragraph: A <1>base</1> b."),
  ]

  static let spaces = """
    xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" \
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
    xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" \
    xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" \
    xmlns:officeooo="http://openoffice.org/2009/office"
    """

  static func document(_ body: String, parts: [(String, String)] = []) -> [UInt8] {
    let content = """
      <?xml version="1.0" encoding="UTF-8"?>
      <office:document-content \(spaces)><office:automatic-styles><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>\
      <style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>\
      <style:style style:name="R" style:family="text"><style:text-properties officeooo:rsid="00112233"/></style:style></office:automatic-styles>\
      <office:body><office:text>\(body)</office:text></office:body></office:document-content>
      """
    return Zip.bytes(
      [("mimetype", Array("application/vnd.oasis.opendocument.text".utf8)), ("content.xml", Array(content.utf8))]
        + parts.map { ($0.0, Array($0.1.replacing("SPACES", with: spaces).utf8)) })
  }

  @Test(arguments: cases) func readsAsBlocks(_ test: DOCXCase) throws {
    let article = try Marked.read(RawContent(bytes: Self.document(test.body)), path: "a.odt")
    #expect(DOCXFormatTests.lines(article) == test.blocks)
  }

  @Test(arguments: cases) func holdsTheLaws(_ test: DOCXCase) throws {
    try Laws.hold(Self.document(test.body), path: "a.odt")
  }

  @Test func headersAndPropertiesAreRead() throws {
    let document = Self.document(
      "<text:p>Body text.</text:p>",
      parts: [
        (
          "styles.xml",
          """
          <office:document-styles SPACES><office:master-styles><style:master-page><style:header><text:p text:style-name="Header">Top</text:p>\
          </style:header></style:master-page></office:master-styles></office:document-styles>
          """
        ),
        (
          "meta.xml",
          """
          <office:document-meta SPACES xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>A title</dc:title>\
          <dc:creator>Ann Author</dc:creator><dc:date>2026-01-02T03:04:05</dc:date><dc:language>de-AT</dc:language></office:meta></office:document-meta>
          """
        ),
      ])
    let article = try Marked.read(RawContent(bytes: document), path: "a.odt")
    #expect(DOCXFormatTests.lines(article) == ["paragraph: Body text.", "- paragraph: Top"])
    #expect(
      article.metadata == Metadata(title: "A title", byline: "Ann Author", date: "2026-01-02T03:04:05"))
    #expect(article.language == "de-AT" && article.original.parts == ["content.xml", "styles.xml"])
    try Laws.hold(document, path: "a.odt")
  }
}
