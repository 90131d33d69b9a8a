import Articles
import Testing
import Text

@testable import Formats

/// The body of a Word document and the blocks it is to give, one a line: `kind: text` with codes as <1>…</1> and <2/>,
/// "- " before what is no part of the article.
struct DOCXCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var body: String
  var blocks: [String]

  init(_ name: String, _ body: String, _ blocks: String...) {
    testDescription = name
    self.body = body
    self.blocks = blocks
  }
}

@Suite struct DOCXFormatTests {
  static let b = "<w:rPr><w:b/></w:rPr>"

  static let cases: [DOCXCase] = [
    DOCXCase("one run", "<w:p><w:r><w:t>One word.</w:t></w:r></w:p>", "paragraph: One word."),
    DOCXCase(
      "runs split by marks of revision and spelling",
      """
      <w:p w:rsidR="00A1"><w:r w:rsidRPr="00B2"><w:t xml:space="preserve">The ri</w:t></w:r><w:proofErr w:type="spellStart"/>\
      <w:r w:rsidRPr="00C3"><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>ver</w:t></w:r><w:proofErr w:type="spellEnd"/>\
      <w:r><w:rPr><w:noProof/></w:rPr><w:t xml:space="preserve"> rose. It </w:t><w:lastRenderedPageBreak/><w:t>fell.</w:t></w:r></w:p>
      """, "paragraph: The river rose. It fell."),
    DOCXCase(
      "a bold word of three runs",
      """
      <w:p><w:r><w:t xml:space="preserve">A </w:t></w:r><w:r>\(b)<w:t>b</w:t></w:r><w:r w:rsidR="1">\(b)<w:t>ol</w:t></w:r>\
      <w:r>\(b)<w:t>d</w:t></w:r><w:r><w:t xml:space="preserve"> word.</w:t></w:r></w:p>
      """, "paragraph: A <1>bold</1> word."),
    DOCXCase(
      "a bold beginning",
      "<w:p><w:r>\(b)<w:t>Lead.</w:t></w:r><w:r><w:t xml:space=\"preserve\"> The long rest. And more.</w:t></w:r></w:p>",
      "paragraph: <1>Lead.</1> The long rest. And more."),
    DOCXCase(
      "all bold", "<w:p><w:r>\(b)<w:t>All of it. Really.</w:t></w:r></w:p>", "paragraph: All of it. Really."),
    DOCXCase(
      "link with a style of its own",
      """
      <w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:hyperlink r:id="rId9"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>\
      <w:t>the page. It</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> helps.</w:t></w:r></w:p>
      """, "paragraph: See <1>the page. It</1> helps."),
    DOCXCase(
      "all of it a link",
      "<w:p><w:hyperlink r:id=\"rId9\"><w:r><w:t>A page.</w:t></w:r></w:hyperlink></w:p>", "paragraph: A page."),
    DOCXCase(
      "fields",
      """
      <w:p><w:r><w:t xml:space="preserve">Page </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>\
      <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>\
      <w:r><w:t xml:space="preserve"> of </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple>\
      <w:r><w:t xml:space="preserve">. See </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK "u" </w:instrText>\
      <w:fldChar w:fldCharType="separate"/><w:t>this</w:t><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>.</w:t></w:r></w:p>
      """, "paragraph: Page <1/> of <2/>. See <3>this</3>."),
    DOCXCase(
      "line breaks, tabs and special characters",
      """
      <w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t><w:noBreakHyphen/><w:t>four so</w:t><w:softHyphen/>\
      <w:t>ft</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r><w:r><w:t>end</w:t></w:r></w:p>
      """, "paragraph: One<1/> two<2/> three\u{2011}four so\u{AD}ft<3/>end"),
    DOCXCase(
      "notes",
      """
      <w:p><w:r><w:t>It rose.</w:t></w:r><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="2"/></w:r>\
      <w:r><w:t xml:space="preserve"> It fell.</w:t></w:r></w:p>
      """, "paragraph: It rose.<1/> It fell."),
    DOCXCase(
      "tracked changes",
      """
      <w:p><w:r><w:t xml:space="preserve">The </w:t></w:r><w:del w:id="1"><w:r><w:delText>old </w:delText></w:r></w:del>\
      <w:ins w:id="2"><w:r><w:t xml:space="preserve">new </w:t></w:r></w:ins><w:r><w:t>text.</w:t></w:r></w:p>
      """, "paragraph: The <1/><2>new </2>text."),
    DOCXCase(
      "bookmarks and comments",
      """
      <w:p><w:bookmarkStart w:id="0" w:name="a"/><w:r><w:t xml:space="preserve">A </w:t></w:r><w:bookmarkStart w:id="1" w:name="_GoBack"/>\
      <w:bookmarkEnd w:id="1"/><w:commentRangeStart w:id="0"/><w:r><w:t>commented</w:t></w:r><w:commentRangeEnd w:id="0"/>\
      <w:r><w:commentReference w:id="0"/></w:r><w:r><w:t xml:space="preserve"> word. </w:t></w:r><w:bookmarkStart w:id="2" w:name="_Ref1"/>\
      <w:r><w:t>Ref</w:t></w:r><w:bookmarkEnd w:id="2"/><w:r><w:t xml:space="preserve"> more</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>
      """, "paragraph: A commented word. <1>Ref</1> more"),
    DOCXCase(
      "content controls",
      """
      <w:p><w:r><w:t xml:space="preserve">By </w:t></w:r><w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:r><w:t>Ann</w:t></w:r></w:sdtContent></w:sdt>\
      <w:r><w:t xml:space="preserve"> on </w:t></w:r><w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent><w:r><w:t>Monday</w:t></w:r></w:sdtContent></w:sdt>\
      <w:r><w:t>.</w:t></w:r></w:p>
      """, "paragraph: By <1>Ann</1> on <2/>."),
    DOCXCase(
      "smart tags",
      """
      <w:p><w:r><w:t xml:space="preserve">In </w:t></w:r><w:smartTag w:element="City"><w:r><w:t xml:space="preserve">Paris. It </w:t></w:r></w:smartTag>\
      <w:r><w:t>rained.</w:t></w:r></w:p>
      """, "paragraph: In Paris. It rained."),
    DOCXCase(
      "hidden text",
      """
      <w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>this.</w:t></w:r></w:p>
      """, "paragraph: See <1/>this."),
    DOCXCase(
      "styles, also of another language and derived",
      """
      <w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr><w:r><w:t>Title</w:t></w:r></w:p>\
      <w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Heading</w:t></w:r></w:p>\
      <w:p><w:pPr><w:pStyle w:val="Eigene"/></w:pPr><w:r><w:t>Derived</w:t></w:r></w:p>\
      <w:p><w:pPr><w:pStyle w:val="Zitat"/></w:pPr><w:r><w:t>Quoted.</w:t></w:r></w:p>\
      <w:p><w:pPr><w:pStyle w:val="Beschriftung"/></w:pPr><w:r><w:t>Caption</w:t></w:r></w:p>\
      <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>Item</w:t></w:r></w:p>\
      <w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Outline</w:t></w:r></w:p>
      """, "title: Title", "heading: Heading", "heading: Derived", "quote: Quoted.", "caption: Caption", "item: Item",
      "heading: Outline"),
    DOCXCase(
      "tables",
      """
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>One.</w:t></w:r></w:p><w:p><w:r><w:t>Two.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
      """, "cell: a", "paragraph: One.", "paragraph: Two."),
    DOCXCase(
      "text boxes and pictures",
      """
      <w:p><w:r><w:t xml:space="preserve">Before </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>\
      <wp:docPr id="1" name="Box" descr="A &quot;map&quot;"/><wps:txbx><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p>\
      <w:p><w:r><w:t xml:space="preserve">And </w:t></w:r><w:r>\(b)<w:t>more</w:t></w:r></w:p></w:txbxContent></wps:txbx></wp:inline></w:drawing></mc:Choice>\
      <mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">And </w:t></w:r><w:r>\(b)<w:t>more</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>\
      </mc:AlternateContent></w:r><w:r><w:t>after. End.</w:t></w:r></w:p>
      """, "paragraph: Before <1/>after. End.", "attribute: A \"map\"", "paragraph: In the box.",
      "paragraph: And <1>more</1>"),
  ]

  /// - Parameter parts: others than the body and the styles, by name.
  static func document(_ body: String, parts: [(String, String)] = []) -> [UInt8] {
    let spaces = """
      xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
      xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
      xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
      xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
      xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"
      """
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    let package = "http://schemas.openxmlformats.org/package/2006/"
    let types = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    var entries: [(String, String)] = [
      (
        "[Content_Types].xml",
        """
        <Types xmlns="\(package)content-types"><Default Extension="xml" ContentType="application/xml"/>\
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
        <Override PartName="/word/document.xml" ContentType="\(types)document.main+xml"/></Types>
        """
      ),
      (
        "_rels/.rels",
        """
        <Relationships xmlns="\(package)relationships"><Relationship Id="rId1" Type="\(office)officeDocument" \
        Target="word/document.xml"/></Relationships>
        """
      ),
      ("word/document.xml", "<w:document \(spaces)><w:body>\(body)<w:sectPr/></w:body></w:document>"),
      (
        "word/styles.xml",
        """
        <w:styles \(spaces)><w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>\
        <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>\
        <w:style w:type="paragraph" w:styleId="Eigene"><w:name w:val="House style"/><w:basedOn w:val="berschrift1"/></w:style>\
        <w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>\
        <w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style></w:styles>
        """
      ),
    ]
    var relations = "<Relationship Id=\"rId1\" Type=\"\(office)styles\" Target=\"styles.xml\"/>"
    for (index, part) in parts.enumerated() {
      let name = part.0.split(separator: ".")[0].filter { !$0.isNumber }
      if part.0.hasPrefix("docProps/") {
        entries.append(part)
      } else {
        relations += "<Relationship Id=\"rId\(index + 2)\" Type=\"\(office)\(name)\" Target=\"\(part.0)\"/>"
        entries.append(("word/" + part.0, part.1.replacing("SPACES", with: spaces)))
      }
    }
    entries.append(
      ("word/_rels/document.xml.rels", "<Relationships xmlns=\"\(package)relationships\">\(relations)</Relationships>"))
    return Zip.bytes(entries.map { ($0.0, Array((head + $0.1).utf8)) })
  }

  static func lines(_ article: Article) -> [String] {
    article.blocks.map { "\($0.isArticle ? "" : "- ")\($0.kind): \(Marked.string($0.content))" }
  }

  @Test(arguments: cases) func readsAsBlocks(_ test: DOCXCase) throws {
    let article = try Marked.read(RawContent(bytes: Self.document(test.body)), path: "a.docx")
    #expect(Self.lines(article) == test.blocks)
  }

  @Test(arguments: cases) func holdsTheLaws(_ test: DOCXCase) throws {
    try Laws.hold(Self.document(test.body), path: "a.docx")
  }

  @Test func otherPartsAreReadAfterTheBody() throws {
    let document = Self.document(
      "<w:p><w:r><w:t>Body.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
      parts: [
        (
          "footnotes.xml",
          """
          <w:footnotes SPACES><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote><w:footnote w:id="2">\
          <w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> A note. Long.</w:t></w:r></w:p></w:footnote></w:footnotes>
          """
        ),
        ("header1.xml", "<w:hdr SPACES><w:p><w:r><w:t>Top</w:t></w:r></w:p></w:hdr>"),
        (
          "comments.xml",
          "<w:comments SPACES><w:comment w:id=\"0\"><w:p><w:r><w:t>Hm.</w:t></w:r></w:p></w:comment></w:comments>"
        ),
        (
          "docProps/core.xml",
          """
          <cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="t"><dc:title>A  title</dc:title>\
          <dc:creator>Ann</dc:creator><t:created>2026-01-02</t:created></cp:coreProperties>
          """
        ),
      ])
    let article = try Marked.read(RawContent(bytes: document), path: "a.docx")
    #expect(
      Self.lines(article) == ["paragraph: Body.", "item:  A note. Long.", "- paragraph: Hm.", "- paragraph: Top"])
    #expect(article.metadata == Metadata(title: "A title", byline: "Ann", date: "2026-01-02"))
    try Laws.hold(document, path: "a.docx")
  }

  static func body(of document: [UInt8]) throws -> String {
    let archive = try ZipArchive(document)
    let text = String(decoding: try archive.read(try #require(archive.index(of: "word/document.xml"))), as: UTF8.self)
    let start = try #require(text.firstRange(of: "<w:body>")?.upperBound)
    return String(text[start..<(try #require(text.firstRange(of: "<w:sectPr/>")?.lowerBound))])
  }

  /// The body, the translations of its blocks, and what it becomes.
  static let merges: [(body: String, translations: [String: String], merged: String)] = [
    (
      "<w:p><w:r w:rsidR=\"1\"><w:t>Red</w:t></w:r></w:p>", ["Red": "Rouge"],
      "<w:p><w:r w:rsidR=\"1\"><w:t>Rouge</w:t></w:r></w:p>"
    ),
    (
      "<w:p><w:r><w:t>Red</w:t></w:r></w:p>", ["Red": " Rouge "],
      "<w:p><w:r><w:t xml:space=\"preserve\"> Rouge </w:t></w:r></w:p>"
    ),
    (
      "<w:p><w:r><w:t xml:space=\"preserve\">A </w:t></w:r><w:r>\(b)<w:t>red</w:t></w:r><w:r><w:t xml:space=\"preserve\"> car</w:t></w:r></w:p>",
      ["A <1>red</1> car": "<1>Rouge</1> la voiture"],
      "<w:p><w:r>\(b)<w:t>Rouge</w:t></w:r><w:r><w:t xml:space=\"preserve\"> la voiture</w:t></w:r></w:p>"
    ),
    (
      "<w:p><w:r><w:t>A</w:t><w:br/><w:t>b</w:t></w:r></w:p>", ["A<1/> b": "C<1/> d"],
      "<w:p><w:r><w:t>C</w:t><w:br/><w:t>d</w:t></w:r></w:p>"
    ),
    (
      "<w:p><w:r><w:t>A b.</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>", ["A b.": "C\t\u{2011}d"],
      "<w:p><w:r><w:t>C</w:t><w:tab/><w:noBreakHyphen/><w:t>d</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>"
    ),
    (
      "<w:p><w:r><w:t>Up</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:t xml:space=\"preserve\"> and on.</w:t></w:r></w:p>",
      ["Up<1/> and on.": "Haut<1/> et loin."],
      "<w:p><w:r><w:t>Haut</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:t xml:space=\"preserve\"> et loin.</w:t></w:r></w:p>"
    ),
  ]

  @Test(arguments: merges.indices) func writesWhatWordWouldWrite(_ index: Int) throws {
    let test = Self.merges[index]
    let raw = RawContent(bytes: Self.document(test.body))
    var article = try Marked.read(raw, path: "a.docx")
    for (source, translation) in test.translations {
      let index = try #require(article.segments.firstIndex { Marked.string(article.content(of: $0)) == source })
      let text = Marked.text(translation, like: article.content(of: article.segments[index]))
      article.segments[index].target = Target(language: "fr", content: text, state: .translated, origin: "")
    }
    #expect(try Self.body(of: DocumentFormats.merge(article, into: raw).bytes) == test.merged)
  }

  @Test func aTextBoxForOldProgramsIsKeptInStep() throws {
    let test = try #require(Self.cases.last)
    let merged = try Self.body(of: Laws.hold(Self.document(test.body), path: "a.docx"))
    #expect(merged.ranges(of: "«In thé box.").count == 2 && merged.ranges(of: "«And ").count == 2)
  }

  @Test(arguments: [
    ("<w:p><w:r><w:t>A</w:t></w:r></w:p>", "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:t>ب</w:t></w:r></w:p>"),
    (
      "<w:p><w:pPr><w:pStyle w:val=\"x\"/><w:jc w:val=\"left\"/></w:pPr><w:r><w:t>A</w:t></w:r></w:p>",
      "<w:p><w:pPr><w:pStyle w:val=\"x\"/><w:bidi/><w:jc w:val=\"left\"/></w:pPr><w:r><w:t>ب</w:t></w:r></w:p>"
    ),
    (
      "<w:p><w:pPr><w:bidi w:val=\"0\"/></w:pPr><w:r><w:t>A</w:t></w:r></w:p>",
      "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:t>ب</w:t></w:r></w:p>"
    ),
  ])
  func paragraphsRunFromRightToLeftWhenAskedTo(_ body: String, _ expected: String) throws {
    let raw = RawContent(bytes: Self.document(body))
    var article = try Marked.read(raw, path: "a.docx")
    article.segments[0].target = Target(
      language: "ar", content: MarkedText("ب"), state: .translated, origin: "")
    let options = MergeOptions(language: "ar", marksLanguage: true)
    #expect(try Self.body(of: DocumentFormats.merge(article, into: raw, options).bytes) == expected)
    let plain = try DocumentFormats.merge(article, into: raw, MergeOptions(language: "ar"))
    #expect(try Self.body(of: plain.bytes) == body.replacing("<w:t>A", with: "<w:t>ب"))
  }
}
