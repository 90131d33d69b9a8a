import Articles
import Testing
import Text

@testable import Formats

/// A page and the blocks it is to give, one a line: `kind: text` with codes as <1>…</1> and <2/>, "- " before what is no
/// part of the article.
struct HTMLCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var html: String
  var blocks: [String]

  init(_ name: String, _ html: String, _ blocks: String...) {
    testDescription = name
    self.html = html
    self.blocks = blocks
  }
}

private func read(_ html: String) throws -> Article {
  let bytes = Array(html.utf8)
  return try read(DecodedText(bytes: bytes, charset: Charset.utf8, map: ByteMap(identity: bytes.count), faults: []))
}

private func read(_ document: DecodedText) throws -> Article {
  var article = Article(id: "page", original: Original(path: "page.html"))
  try HTMLFormat.read(document, into: &article)
  return article
}

private func decoded(_ bytes: [UInt8]) throws -> Article {
  try read(Charset.decode(bytes, declared: HTMLFormat.declaredCharset(in: bytes)))
}

private func rendered(_ text: MarkedText) -> String {
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

private func rendered(_ article: Article) -> [String] {
  article.blocks.map { ($0.isArticle ? "" : "- ") + "\($0.kind.rawValue): \(rendered($0.content))" }
}

/// A block's codes as `name=source`, an empty source where nothing is written.
private func codes(_ html: String, block: Int = 0) throws -> [String] {
  let bytes = Array(html.utf8)
  return try read(html).blocks[block].content.codes.map {
    "\($0.name)=\(String(decoding: bytes[$0.origin], as: UTF8.self))"
  }
}

/// A block's pieces: those written otherwise than they read as `text←source`.
private func pieces(_ html: String) throws -> [String] {
  let bytes = Array(html.utf8)
  let block = try read(html).blocks[0]
  return block.pieces.map { piece in
    let text = String(decoding: block.content.bytes[piece.text], as: UTF8.self)
    let source = String(decoding: bytes[piece.origin], as: UTF8.self)
    return text == source ? text : "\(text)←\(source)"
  }
}

@Suite struct HTMLFormatTests {
  static let blocks: [HTMLCase] = [
    HTMLCase("paragraphs", "<p>One.</p>\n<p>Two.</p>", "paragraph: One.", "paragraph: Two."),
    HTMLCase(
      "tags left open", "<P>One.<P>Two.<ul><LI>a<LI>b", "paragraph: One.", "paragraph: Two.", "item: a", "item: b"),
    HTMLCase(
      "headings", "<h1>A</h1><h2>B</h2><h6>C</h6><h1>D</h1>", "title: A", "heading: B", "heading: C", "heading: D"),
    HTMLCase("white space", "<p>\n  One \t\r\n two.\n</p>", "paragraph: One two."),
    HTMLCase("white space between tags", "<p>One <b> two </b> .", "paragraph: One <1>two </1>."),
    HTMLCase(
      "white space around a picture", "<p> <img> a <img> b <script></script> c <img> ",
      "paragraph: <1/>a <2/> b <3/>c<4/>"),
    HTMLCase("no-break space", "<p>a&nbsp; b\u{A0}</p>", "paragraph: a\u{A0} b\u{A0}"),
    HTMLCase("no text", "<p> &nbsp; </p><p><img src=a></p><p></p><p>x", "paragraph: x"),
    HTMLCase(
      "text beside blocks", "<div>a<p>b</p>c<div>d</div></div>e", "paragraph: a", "paragraph: b",
      "paragraph: c", "paragraph: d", "paragraph: e"),
    HTMLCase("line break", "<p>one<br>two<br/> three <br>four</p>", "paragraph: one<1/> two<2/> three <3/>four"),
    HTMLCase("line break without spaces", "<p>一行目。<br>\n二行目。</p>", "paragraph: 一行目。<1/>二行目。"),
    HTMLCase("line breaks at the ends", "<p><br>one<br> </p>", "paragraph: one"),
    HTMLCase(
      "two line breaks", "<p>one<br> <br>two<br><br><br>three", "paragraph: one", "paragraph: two", "paragraph: three"),
    HTMLCase(
      "formatting across two line breaks", "<p>a <b>one<br><br>two</b> c", "paragraph: a <1>one</1>",
      "paragraph: <1>two</1> c"),
    HTMLCase(
      "quotes and captions", "<blockquote>a<p>b</blockquote><figure><img src=i><figcaption>c</figcaption></figure>",
      "quote: a", "quote: b", "caption: c"),
    HTMLCase(
      "a table", "<table><caption>T</caption><tr><th>a<td>b<tr><td><p>c</table>", "caption: T", "cell: a", "cell: b",
      "cell: c"),
    HTMLCase(
      "a table for layout", "<table><td>a<br><br>b<p>c</p><ul><li>d</table>", "paragraph: a", "paragraph: b",
      "paragraph: c", "item: d"),
    HTMLCase(
      "what stands in a table outside of its cells", "<table><tr><td>x</td></tr>foo<tr><td>y</table>bar", "cell: x",
      "paragraph: foo", "cell: y", "paragraph: bar"),
    HTMLCase(
      "lists in items", "<ul><li>a<ul><li>b</ul>c<li><p>d<p>e</ul>", "item: a", "item: b", "item: c", "item: d",
      "item: e"),
    HTMLCase("definitions", "<dl><dt>a<dd>b</dl>", "item: a", "item: b"),
    HTMLCase("preformatted", "<pre>\n  a\r\n\n  <b>b</b>\t&lt;\n</pre>", "code: a\n\n  <1>b</1>\t<"),
    HTMLCase("raw text", "<xmp><b>&amp;</b></xmp>", "code: <b>&amp;</b>"),
    HTMLCase(
      "what is no text",
      "<p>a</p><script>x<p>y</script><style>p{}</style><noscript>z</noscript><svg><text>s</text></svg>"
        + "<template><p>t</template><iframe>i</iframe><textarea>u</textarea><select><option>o</select><button>v</button>"
        + "<!-- <p>c --><p>b", "paragraph: a", "paragraph: b"),
    HTMLCase(
      "what is hidden",
      "<p hidden>a</p><div aria-hidden=\"true\">b</div><p style='color:red;DISPLAY : none'>c</p>"
        + "<dialog>d</dialog><p>e", "paragraph: e"),
    HTMLCase("hidden until React moves it", "<div hidden id=S:0><p>a</div>", "paragraph: a"),
    HTMLCase(
      "hidden inside a paragraph", "<p>a <span hidden>b</span>c <svg><path/></svg>d</p>", "paragraph: a <1/>c <2/>d"),
    HTMLCase("a comment in a word", "<p>wo<!-- <p> -->rd<!---->s", "paragraph: words"),
    HTMLCase(
      "links around blocks", "<a href=x>a<p>b</p>c</a>", "paragraph: <1>a</1>", "paragraph: b",
      "paragraph: <1>c</1>"),
    HTMLCase("nested codes", "<p><a href=x><b>a</b> <i>b</i></a><img>c", "paragraph: <1><2>a</2> <3>b</3></1><4/>c"),
    HTMLCase("misnested codes", "<p>a<b>b<i>c</b>d</i>e", "paragraph: a<1>b<2>c</2></1><3>d</3>e"),
    HTMLCase("formatting that is never closed", "<p>a<b>b<p>c</b>d", "paragraph: a<1>b</1>", "paragraph: <1>c</1>d"),
    HTMLCase("readings of characters", "<p><ruby>漢<rp>(</rp><rt>かん</rt></ruby>字", "paragraph: <1>漢<2/><3/></1>字"),
    HTMLCase(
      "elements nobody knows", "<p>a <foo>b</foo> <x-y>c</x-y></p><x-y>d</x-y><x-y>e</x-y>",
      "paragraph: a <1>b</1> <2>c</2>", "paragraph: d", "paragraph: e"),
    HTMLCase("tags that are passed over", "<p>a</i>b</td>c</>d<tr>e<!doctype html>f", "paragraph: abcdef"),
    HTMLCase(
      "attributes with >", "<p title='a > b'>x <a href=\"?a>b\" title='\"'>y</a>", "- attribute: a > b",
      "paragraph: x <1>y</1>", "attribute: \""),
    HTMLCase("less-than signs", "<p>a < b <3 <é <", "paragraph: a < b <3 <é <"),
    HTMLCase("a tag cut off at the end", "<p>a <b>b</b><a href=\"x", "paragraph: a <1>b</1>"),
    HTMLCase("CDATA", "<p>a<![CDATA[b]]>c", "paragraph: ac"),
    HTMLCase("zero bytes", "<p>a\0b</p><xmp>a\0b</xmp>", "paragraph: ab", "code: a\u{FFFD}b"),
    HTMLCase(
      "character references",
      "<p>&lt;&AMP;&eacute&#233;&#xe9;&notit;&notin;&NotEqualTilde;x&fjlig;&copyx&nosuch;&;&#;&#128;",
      "paragraph: <&ééé¬it;∉≂̸xfj©x&nosuch;&;&#;€"),
    HTMLCase("white space by reference", "<p>a&#32;&#10; b", "paragraph: a b"),
    HTMLCase(
      "a text that is parsed as one character",
      "<p>\t It rained all night</foo> in the town\n  &amp; in the hills <b>and by the river</b>.",
      "paragraph: It rained all night in the town & in the hills <1>and by the river</1>."),
    HTMLCase(
      "the character that stands for text", "<p>It rained \u{F8FF} all night", "paragraph: It rained \u{F8FF} all night"
    ),
    HTMLCase(
      "a reference to the character that stands for text", "<p>It rained all night</foo>&#xF8FF;<p>in the whole town",
      "paragraph: It rained all night\u{F8FF}", "paragraph: in the whole town"),
    HTMLCase(
      "long texts with what the parser changes",
      "<p>It rained\r\nall night<p>It rained\u{85} all night<p>It rained\u{A0} all night<p>\u{FB01} and so on and on",
      "paragraph: It rained all night", "paragraph: It rained\u{85} all night", "paragraph: It rained\u{A0} all night",
      "paragraph: \u{FB01} and so on and on"),
    HTMLCase("emoji and right to left", "<p>🙂 <b>שלום</b>\u{200F}", "paragraph: 🙂 <1>שלום</1>\u{200F}"),
  ]

  @Test(arguments: blocks) func readsBlocks(_ page: HTMLCase) throws {
    #expect(rendered(try read(page.html)) == page.blocks)
  }

  // MARK: The way back

  @Test func codesKnowTheirTags() throws {
    #expect(
      try codes("<p>a <A HREF='x>y' >b</A > <img src=i\n/>c<BR>d") == [
        "a=<A HREF='x>y' >", "a=</A >", "img=<img src=i\n/>", "br=<BR>",
      ])
    #expect(try codes("<p>a <svg><script>x</script><g/></svg>b") == ["svg=<svg><script>x</script><g/></svg>"])
    #expect(try codes("<p>a <!-- c --><script>if (a<b) {}</script>b") == ["script=<script>if (a<b) {}</script>"])
  }

  @Test func tagsThatAreNotThereHaveEmptyOrigins() throws {
    #expect(try codes("<p>a<b>b<p>c</b>d") == ["b=<b>", "b="])
    #expect(try codes("<p>a<b>b<p>c</b>d", block: 1) == ["b=", "b=</b>"])
    #expect(try codes("<p>a<b>b<i>c</b>d</i>e") == ["b=<b>", "i=<i>", "i=", "b=</b>", "i=", "i=</i>"])
    #expect(try codes("<p>a<x-a>b<x-c>c</x-a>") == ["x-a=<x-a>", "x-c=<x-c>", "x-c=", "x-a="])
  }

  @Test func breaksStandForLineFeeds() throws {
    let codes = try read("<p>one<br>two").blocks[0].content.codes
    #expect(codes.map(\.equivalent) == ["\n"])
    #expect(codes.map(\.position) == [3])
  }

  @Test func piecesSayHowTheTextIsWritten() throws {
    #expect(
      try pieces("<p>AT&amp;T &nbsp;&hellip; &lt;x") == [
        "AT", "&←&amp;", "T ", "\u{A0}←&nbsp;", "…←&hellip;", " ", "<←&lt;", "x",
      ])
    #expect(try pieces("<p> one\r\n two  three four ") == ["one", " ←\r\n ", "two", " ←  ", "three four"])
    #expect(try pieces("<p>wo<!-- x -->rd<b>s</b> !") == ["wo", "rd", "s", " !"])
    #expect(try pieces("<p>one<br>two<br> three") == ["one", " ←", "two", " three"])
    #expect(try pieces("<pre>a\r\nb</pre>") == ["a", "\n←\r\n", "b"])
    #expect(
      try pieces("<p>&copyx &notit; a&ampb") == ["©←&copy", "x ", "¬←&not", "it; a", "&←&amp", "b"])
  }

  @Test func originsLeadToTheDocumentsOwnBytes() throws {
    let latin: [UInt8] = Array("<meta charset=iso-8859-1><p>Caf".utf8) + [0xE9] + Array(" <b>".utf8) + [0x80]
    let article = try decoded(latin)
    let map = try Charset.decode(latin, declared: HTMLFormat.declaredCharset(in: latin)).map
    #expect(rendered(article) == ["paragraph: Café <1>€</1>"])
    #expect(article.blocks[0].pieces.map { map.original(of: $0.origin) } == [TextRange(28, 33), TextRange(36, 37)])
    #expect(map.original(of: article.blocks[0].content.codes[0].origin) == TextRange(33, 36))

    let wide: [UInt8] =
      [0xFF, 0xFE] + "<p>é<b>x".utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let wideMap = try Charset.decode(wide).map
    #expect(
      try decoded(wide).blocks[0].pieces.map { wideMap.original(of: $0.origin) } == [
        TextRange(8, 10), TextRange(16, 18),
      ])
  }

  /// Pages in which something is missing, crossed, moved or written in an odd way.
  static let hard =
    blocks.map(\.html) + [
      "\u{FEFF}<!DOCTYPE html><p>mark", "<table>a<tr>b<td>c<table>d<td>e</table>f</table>g",
      "<a>a<div>b<a>c</div>d</a>e", "<p><b><i><u>a<p>b</i>c</b>d<p>e", "<b>a<table><tr><td>b</b>c</table>d</b>e",
      "<svg><p>a</svg>b<math><mi>c</mi><p>d", "<select><p>a<input>b", "<button>a<p>b</button>c<button>d<button>e",
      "<body>a</body>b</html>c<p>d<body>e", "<frameset><p>a", "<nobr>a<nobr>b</nobr>c",
      "<form>a<form>b</form>c</form>d",
      "<h1>a<h2>b</h1>c</h2>d", "<p>a<br></p><br>b</br>c</p>d", "<!-- a --!>b<!-->c<!--->d<!- e ->f",
      "<script><!--<script>a</script>b</script>c",
      "<table><svg><title><![CDATA[x]]>r", "<p>\u{1}a\u{85}\u{FFFE}b", "a<plaintext>b</plaintext>&amp;c",
      "<title>a</p>b</title><p>c",
      "<table>It rained all night<tr>in the whole of the town<td>and in the hills behind it</table>",
      "<frameset>It rained all night<p>in the whole of the town", "<template><col>It rained all night</template><p>x",
      "<pre>\n  It rained all night</pre><select>It rained all night<p>in the town", "<p>It rained all night</",
      "<p>a<p>a".repeated(300), "<b>".repeated(200) + "a<p>b", "<font size=1>a<p>".repeated(9) + "<font size=2>b",
    ]

  @Test(arguments: hard) func piecesCoverTheTextInTheOrderOfTheDocument(_ html: String) throws {
    let source = Array(html.utf8)
    var end = 0
    for block in try read(html).blocks where block.kind != .attribute {
      var text = 0
      var written: [(position: Int, origin: TextRange)] = []
      for piece in block.pieces {
        #expect(piece.text.start == text)
        text = piece.text.end
        let isVerbatim = block.content.bytes[piece.text] == source[piece.origin]
        #expect(isVerbatim || piece.text.count <= 6, "a reference, white space or a zero byte")
        // A verbatim piece may go on behind a code that is not written.
        let cuts = isVerbatim ? block.content.codes.map(\.position).filter { piece.text.start < $0 && $0 < text } : []
        for (from, to) in zip([piece.text.start] + cuts, cuts + [text]) {
          let shift = piece.origin.start - piece.text.start
          written.append((from, isVerbatim ? TextRange(from + shift, to + shift) : piece.origin))
        }
      }
      #expect(text == block.content.bytes.count && text > 0)
      let codes = block.content.codes.filter { !$0.origin.isEmpty }.map { (position: $0.position, origin: $0.origin) }
      for (_, origin) in (written + codes).filter({ !$0.origin.isEmpty }).sorted(by: {
        $0.origin.start < $1.origin.start
      }) {
        #expect(origin.start >= end, "\(origin) in \(html)")
        end = origin.end
      }
      for pair in zip(codes, codes.dropFirst()) { #expect(pair.0.origin.end <= pair.1.origin.start) }
    }
  }

  @Test(arguments: hard) func codesPairUp(_ html: String) throws {
    for block in try read(html).blocks {
      var open: [Int] = []
      for code in block.content.codes {
        if code.kind == .open { open.append(code.id) }
        if code.kind == .close { #expect(open.popLast() == code.id) }
      }
      #expect(open.isEmpty)
      let ids = block.content.codes.filter { $0.kind != .close }.map(\.id)
      #expect(ids == Array(1..<ids.count + 1))
    }
  }

  // MARK: The article

  static let articles: [HTMLCase] = [
    HTMLCase(
      "a marked article",
      "<header>Site</header><nav>Menu</nav><article><h1>T</h1><p>\(prose)</p><aside>x</aside></article>"
        + "<footer>F</footer>", "- paragraph: Site", "- paragraph: Menu", "title: T", "paragraph: \(prose)",
      "- paragraph: x", "- paragraph: F"),
    HTMLCase(
      "the heading outside of it", "<header><h1>T</h1>by</header><main><p>\(prose)</main><p>after", "title: T",
      "- paragraph: by", "paragraph: \(prose)", "- paragraph: after"),
    HTMLCase(
      "cards of other articles", "<article><p>\(prose)<p>\(more)</article><article><p>card</article>",
      "paragraph: \(prose)", "paragraph: \(more)", "- paragraph: card"),
    HTMLCase(
      "no mark", "<div><div>top</div><div><p>\(prose)<p>\(more)</div><div>bottom</div></div>", "- paragraph: top",
      "paragraph: \(prose)", "paragraph: \(more)", "- paragraph: bottom"),
    HTMLCase(
      "a mark closer to the text",
      "<main><p>The desk of this paper writes for you.</p><div class=entry-content><p>\(prose)<p>\(more)</div></main>",
      "- paragraph: The desk of this paper writes for you.", "paragraph: \(prose)", "paragraph: \(more)"),
    HTMLCase(
      "names",
      "<main><p class=navy>\(prose)</p><div class='post-share big'>a</div><div id=relatedPosts>b</div>"
        + "<div class=has-sidebar>It is wet.</div><form><p>d</form><div class=elementor-widget><p>\(more)</div></main>",
      "paragraph: \(prose)", "- paragraph: a", "- paragraph: b", "paragraph: It is wet.", "- paragraph: d",
      "paragraph: \(more)"),
    HTMLCase(
      "a page in a form", "<form class=nav><p>\(prose)<p>\(more)</form>", "paragraph: \(prose)", "paragraph: \(more)"),
    HTMLCase(
      "links",
      "<main><p>\(prose)</p><p><a href=x>one thing</a> or <a href=y>another</a></p><ul><li><a href=z>z</a></ul></main>",
      "paragraph: \(prose)", "- paragraph: <1>one thing</1> or <2>another</2>", "- item: <1>z</1>"),
    HTMLCase(
      "headings that link to what they speak of",
      "<main><p>\(prose)</p><h2><a href=x>The old dam</a></h2><p>\(more)</p><h2><a href=y>Elsewhere</a></h2></main>",
      "paragraph: \(prose)", "heading: <1>The old dam</1>", "paragraph: \(more)", "- heading: <1>Elsewhere</1>"),
    HTMLCase(
      "more comments than text",
      "<main><p>\(prose)<p>\(more)<p>\(prose)!<p>\(more)!<ol class=comment-list>"
        + "<li>Well said. \(prose)<li>Not so. \(more)<li>\(prose) \(more) \(more)<li>\(more) \(prose)</ol></main>",
      "paragraph: \(prose)", "paragraph: \(more)", "paragraph: \(prose)!", "paragraph: \(more)!",
      "- item: Well said. \(prose)", "- item: Not so. \(more)", "- item: \(prose) \(more) \(more)",
      "- item: \(more) \(prose)"),
    HTMLCase(
      "sections of other articles",
      "<main><p>\(prose)<p>\(more)<h2>Later</h2><p>\(more) And on.<div><h3>Related stories</h3><p>A bridge was sold to the highest "
        + "bidder.</div><p>The end of it all came in the spring.</main>",
      "paragraph: \(prose)", "paragraph: \(more)", "heading: Later", "paragraph: \(more) And on.",
      "- heading: Related stories", "- paragraph: A bridge was sold to the highest bidder.",
      "paragraph: The end of it all came in the spring."),
    HTMLCase(
      "a section up to the next heading",
      "<main><p>\(prose)<p>\(more)<h2>Über den Autor</h2><p>Sie schreibt seit Jahren über Flüsse.</p><h2>Data</h2>"
        + "<p>The gauge stood at four meters.</main>",
      "paragraph: \(prose)", "paragraph: \(more)", "- heading: Über den Autor",
      "- paragraph: Sie schreibt seit Jahren über Flüsse.", "heading: Data",
      "paragraph: The gauge stood at four meters."),
    HTMLCase(
      "teasers",
      "<main><p>\(prose)<p>\(more)<div><div><a href=a>Dam</a><p>The dam was closed on …</div><div><a href=b>Fair</a>"
        + "<p>Thousands came to ...</div></div></main>",
      "paragraph: \(prose)", "paragraph: \(more)", "- paragraph: <1>Dam</1>", "- paragraph: The dam was closed on …",
      "- paragraph: <1>Fair</1>", "- paragraph: Thousands came to ..."),
    HTMLCase(
      "names that are none",
      "<main><div id=menu-ideas-for-holidays><p>\(prose)</div><div id=7ad><p>\(more)</div>"
        + "<div class=sidebar--false><p>\(other)</div><div class=sidebar><p>A note.</div></main>",
      "paragraph: \(prose)", "paragraph: \(more)", "paragraph: \(other)", "- paragraph: A note."),
    HTMLCase(
      "parts with one name",
      "<main><div><div class=rich-text><p>\(prose)</div></div><p>The desk writes.<div><div class=rich-text>"
        + "<p>\(more)<p>\(other)<p>\(more) \(other)</div></div></main>",
      "paragraph: \(prose)", "paragraph: The desk writes.", "paragraph: \(more)", "paragraph: \(other)",
      "paragraph: \(more) \(other)"),
    HTMLCase(
      "the header of a section", "<main><p>\(prose)<header><h2>At the dam</h2></header><p>\(more)</main>",
      "paragraph: \(prose)", "heading: At the dam", "paragraph: \(more)"),
    HTMLCase(
      "links in a list of other things",
      "<main><p>\(prose)<ul><li>a tent for two<li><a href=x>a sleeping bag</a><li>a lamp that burns all night</ul></main>",
      "paragraph: \(prose)", "item: a tent for two", "item: <1>a sleeping bag</1>",
      "item: a lamp that burns all night"),
    HTMLCase(
      "what asks to subscribe",
      "<main><p>\(prose)<p>More of this? <a href=x>Sign up for our newsletter</a>, every Friday.<h3>Folgen Sie uns!</h3>"
        + "<p>The mayor called it the end of our newsletter and of much else besides.</main>",
      "paragraph: \(prose)", "- paragraph: More of this? <1>Sign up for our newsletter</1>, every Friday.",
      "- heading: Folgen Sie uns!", "paragraph: The mayor called it the end of our newsletter and of much else besides."
    ),
    HTMLCase(
      "captions", "<main><p>\(prose)<div class=wp-caption><img src=x><p>The dam at dawn</div><p>\(more)</main>",
      "paragraph: \(prose)", "caption: The dam at dawn", "paragraph: \(more)"),
    HTMLCase(
      "headings that break off",
      "<main><p>\(prose)<h2>Ten days to go…</h2><p><a href=x>a</a><p>\(more)<h2>Two days to go…</h2><p>\(other)</main>",
      "paragraph: \(prose)", "heading: Ten days to go…", "- paragraph: <1>a</1>", "paragraph: \(more)",
      "heading: Two days to go…", "paragraph: \(other)"),
    HTMLCase(
      "what comes twice", "<main><p>\(prose)<blockquote>\(more)</blockquote><p>\(more)</main>", "paragraph: \(prose)",
      "quote: \(more)", "- paragraph: \(more)"),
    HTMLCase(
      "before and behind the text",
      "<main><h1>T</h1><p>Politics<p>4 min<h2>At the river</h2><p>\(prose)<p>There is one more thing.<p>Rivers<p>Rain</main>",
      "title: T", "- paragraph: Politics", "- paragraph: 4 min", "heading: At the river", "paragraph: \(prose)",
      "paragraph: There is one more thing.", "- paragraph: Rivers", "- paragraph: Rain"),
    HTMLCase(
      "cards between the paragraphs",
      "<main><p>\(prose)<div><div class='card post-1'><h3><a href=x>A dam breaks</a></h3><p>It rained all night, they say.</div>"
        + "<div class='card post-2'><h3><a href=y>A dam holds</a></h3><p>The river is calm, they say.</div></div>"
        + "<p>\(more)</p><p>\(other)</main>",
      "paragraph: \(prose)", "- heading: <1>A dam breaks</1>", "- paragraph: It rained all night, they say.",
      "- heading: <1>A dam holds</1>", "- paragraph: The river is calm, they say.", "paragraph: \(more)",
      "paragraph: \(other)"),
    HTMLCase(
      "an article made of cards",
      "<main><div class=shop><h3><a href=x>The first</a></h3><p>\(prose)</div>"
        + "<div class=shop><h3><a href=y>The second</a></h3><p>\(more)</div></main>",
      "heading: <1>The first</1>", "paragraph: \(prose)", "heading: <1>The second</1>", "paragraph: \(more)"),
    HTMLCase(
      "behind the body",
      "<main><div><div class=a><p>\(prose)<p>\(more)</div><div class=b><h2>The desk</h2><p>We write about dams.</div></div></main>",
      "paragraph: \(prose)", "paragraph: \(more)", "- heading: The desk", "- paragraph: We write about dams."),
    HTMLCase(
      "a body in two parts of one name",
      "<main><div><div class=a><p>\(prose)<p>\(more)<p>\(prose) \(more)</div><hr><div class=a><p>\(other)</div></div></main>",
      "paragraph: \(prose)", "paragraph: \(more)", "paragraph: \(prose) \(more)", "paragraph: \(other)"),
    HTMLCase(
      "a note on the author",
      "<meta name=author content='Ann Lee'><main><h1>T</h1><p>Ann Lee saw it. \(prose)<p>\(more)<p>\(other)<p>\(prose) \(more)"
        + "<p>Ann Lee is a reporter at the desk.<p>She likes rivers.</main>",
      "title: T", "paragraph: Ann Lee saw it. \(prose)", "paragraph: \(more)", "paragraph: \(other)",
      "paragraph: \(prose) \(more)", "- paragraph: Ann Lee is a reporter at the desk.", "- paragraph: She likes rivers."
    ),
    HTMLCase(
      "what the article begins with, before its body",
      "<h1>T</h1><div><p>\(other)<p>Nobody had asked the river what it wanted, the mayor said, and it rained.</div>"
        + "<article><p>\(prose)<p>\(more)</article>",
      "title: T", "paragraph: \(other)",
      "paragraph: Nobody had asked the river what it wanted, the mayor said, and it rained.", "paragraph: \(prose)",
      "paragraph: \(more)"),
    HTMLCase(
      "a link that calls itself related",
      "<main><p>\(prose)<p>\(more)<h4><a href=x>Related: How to build a dam</a></h4><p>\(other)</main>",
      "paragraph: \(prose)", "paragraph: \(more)", "- heading: <1>Related: How to build a dam</1>",
      "paragraph: \(other)"),
    HTMLCase(
      "what the page gives as its article",
      linked(#"{"@type":"Article","articleBody":"\#(prose) \#(more) \#(other)"}"#)
        + "<div><p>\(prose)</p><p>\(other)</p></div><div class=teaser><p>\(more)</div>"
        + "<div><p>The desk of this paper writes this for you every day of the year, and it is glad to hear from you.</div>",
      "paragraph: \(prose)", "paragraph: \(other)", "paragraph: \(more)",
      "- paragraph: The desk of this paper writes this for you every day of the year, and it is glad to hear from you."),
  ]

  @Test(arguments: articles) func findsTheArticle(_ page: HTMLCase) throws {
    let article = try read(page.html)
    #expect(rendered(article) == page.blocks)
    #expect(article.findings.isEmpty)
  }

  @Test func withoutAnArticleAllIsTaken() throws {
    let article = try read("<nav><a href=a>one</a></nav><footer>two</footer>")
    #expect(rendered(article) == ["paragraph: <1>one</1>", "paragraph: two"])
    #expect(article.findings.map(\.code) == [.noArticle])
  }

  // MARK: Metadata

  @Test func readsWhatThePageSaysOfItself() throws {
    let article = try read(
      """
      <html lang="en-GB"><head><title>Rain &amp; wind | The Daily</title>
      <meta property="og:site_name" content="The Daily"><meta name="author" content="Ann  Lee">
      <link rel="canonical" href="https://daily.example/rain?a=1&amp;b=2">
      <meta property="article:published_time" content="2024-05-01T08:00:00Z"></head>
      <body><h1>Rain &amp; wind</h1><time datetime="2020-01-01">then</time><p>\(prose)
      """)
    #expect(
      article.metadata
        == Metadata(
          title: "Rain & wind", byline: "Ann Lee", date: "2024-05-01T08:00:00Z", source: "The Daily",
          address: "https://daily.example/rain?a=1&b=2"))
    #expect(article.language == "en-GB")
    #expect(article.facts.contains(.language))
  }

  @Test(arguments: [
    ("<title>Rain - Wind - Paper</title><h1>Rain – wind</h1>", "Rain – wind"),
    ("<title>Rain - Wind</title><h1>Snow</h1>", "Snow"),
    ("<title>a</title><meta property=og:title content='b'>", "b"),
    ("<svg><title>s</title></svg><h1>c <b>d</b></h1>", "c d"),
    ("<title>Rain | The Daily</title><meta property=og:site_name content='The Daily'>", "Rain"),
    ("<title>Rain - Daily Paper</title><link rel=canonical href='https://www.dailypaper.co.uk/x'>", "Rain"),
    ("<title>Rain - and wind</title><link rel=canonical href='https://daily.example/x'>", "Rain - and wind"),
    ("<title>Rain</title><meta property=og:site_name content='The Daily'><h1>The Daily</h1>", "Rain"),
  ]) func cutsTheSiteFromTheTitle(_ html: String, _ title: String) throws {
    #expect(try read(html + "<p>text").metadata.title == title)
  }

  @Test(
    arguments: [
      ("<p rel=author>Bo Sun</p><a rel='nofollow author' href=y>Ann</a>", "Bo Sun"),
      ("<div itemprop=author><i>by</i> <b itemprop=name>Ann</b></div>", "Ann"),
      ("<p class='byline small'>By Ann</p><p itemprop=author>Lee</p>", "Lee"),
      ("<p class=author>\("long ".repeated(40))</p>", nil),
      ("<meta name=author content='https://example.org/ann'>", nil),
      ("<meta name=author content='@ann'><meta name=author content=admin>", nil),
      ("<meta name=author content='The Daily'><meta property=og:site_name content='The Daily'>", nil),
      ("<meta name=author content='Ann Lee'><meta name=author content='Bo Sun'>", "Ann Lee, Bo Sun"),
      ("<p class=post-author>Written by: Ann Lee | 3 May 2021</p>", "Ann Lee"),
      ("<div itemscope itemtype=https://schema.org/Comment><b itemprop=author>Troll</b></div>", nil),
      ("<h1>T</h1><p>Von Anna Lehmann</p>", "Anna Lehmann"), ("<h1>T</h1><p>Автор: Анна Ли</p>", "Анна Ли"),
      (linked(#"{"@type":"NewsArticle","author":{"@type":"Person","name":"Ann Lee"}}"#), "Ann Lee"),
      (
        linked(#"{"@type":["Article","X"],"author":[{"name":"Ann Lee"},"Bo Sun",{"name":["Cy"]}]}"#),
        "Ann Lee, Bo Sun, Cy"
      ),
      (linked(#"{"@graph":[{"@type":"Article","author":{"@id":"x:a"}},{"@id":"x:a","name":"Ann Lee"}]}"#), "Ann Lee"),
      (linked("{\"@type\":\"Article\",\"headline\":\"a\nb\",\"author\":\"Ann Lee\",}"), "Ann Lee"),
      (linked(#"/*<![CDATA[*/[{"@type":"Article","author":"Ann Lee"}]/*]]>*/;"#), "Ann Lee"),
      (linked(#"{"@type":"Article","comment":[{"@type":"Comment","author":"Troll"}]}"#), nil),
      (linked("[".repeated(30) + #"{"@type":"Article","author":"Deep"}"# + "]".repeated(30)), nil),
      (linked(#"{"@type":"Article","author":"Ann"#), nil),
    ] as [(String, String?)]) func findsTheByline(_ html: String, _ byline: String?) throws
  {
    #expect(try read(html + "<p>\(prose)").metadata.byline == byline)
  }

  @Test(
    arguments: [
      ("<time datetime='2024-05-01'>May</time><i itemprop=datePublished>2 June 2024</i>", "2024-06-02"),
      ("<time datetime='2024-05-01'>May</time><time datetime='2025-01-01'>", "2024-05-01"),
      ("<meta itemprop=datePublished content='2023-02-03T10:00+06:00'>", "2023-02-03T10:00+06:00"),
      ("<meta property=article:modified_time content=2024-01-01><time>3 May 2021</time>", "2021-05-03"),
      ("<meta property=article:modified_time content=2024-01-01>", "2024-01-01"),
      ("<h1>T</h1><p>Published 3 May 2021</p>", "2021-05-03"), ("<h1>T</h1><p>3. Mai 2021</p>", "2021-05-03"),
      ("<h1>T</h1><p>3 мая 2021 г.</p>", "2021-05-03"), ("<h1>T</h1><p>2021年5月3日</p>", "2021-05-03"),
      ("<link rel=canonical href='https://daily.example/2021/05/03/rain'>", "2021-05-03"),
      ("<meta name=date content=2020-02-02><h1>T</h1><p>Updated May 3, 2021</p>", "2021-05-03"),
      ("<meta name=date content=2021-05-03T08:00Z><h1>T</h1><p>3 May 2021</p>", "2021-05-03T08:00Z"),
      ("<html lang=en-US><h1>T</h1><p>5/3/2021</p>", "2021-05-03"),
      ("<html lang=en-GB><h1>T</h1><p>3/5/2021</p>", "2021-05-03"),
      ("<p class=entry-date>May 3rd, 2021</p>", "2021-05-03"), ("<time>yesterday</time>", nil),
      (linked(#"{"@type":"WebPage","datePublished":"2021-05-03"}"#), "2021-05-03"),
      (linked(#"{"@type":"BlogPosting","dateModified":"2024-01-01","datePublished":"2021-05-03"}"#), "2021-05-03"),
    ] as [(String, String?)]) func findsTheDate(_ html: String, _ date: String?) throws
  {
    #expect(try read(html + "<p>\(prose)").metadata.date == date)
  }

  private static func linked(_ json: String) -> String { "<script type='application/ld+json'>\(json)</script>" }

  @Test(arguments: ["", "x", "x-default", "english language", "en_"]) func passesOverWhatIsNoLanguage(_ tag: String)
    throws
  {
    let article = try read("<html lang='\(tag)'><p>text")
    #expect(article.language == nil)
    #expect(!article.facts.contains(.language))
  }

  // MARK: Before reading

  @Test(arguments: [
    ("<!DOCTYPE html>", true), (" \n<!-- c --><HTML lang=en>", true), ("\u{FEFF}<!doctype HTML public>", true),
    ("<?xml version='1.0'?>\n<html xmlns='x'>", true), ("<head><title>", true), ("<div class=x>a</div>", true),
    ("<p>a", true), ("<h1\nid=x>a</h1>", true), ("", false), ("a <p>b</p>", false), ("<3 hearts", false),
    ("<pea>a", false), ("<p and no end", false), ("5 < 6 > 4", false), ("<?xml version='1.0'?><article>", false),
    ("<?xml version='1.0'?><!DOCTYPE nitf><nitf>", false), ("<p align=center>logo</p>\n\n# Title\n", false),
    ("{\"id\": \"<p>\"}", false),
  ]) func recognizesPages(_ head: String, _ isHTML: Bool) {
    #expect(HTMLFormat.recognizes(Array(head.utf8)[...]) == isHTML)
  }

  @Test func recognizesPagesInUTF16() {
    #expect(HTMLFormat.recognizes([0xFF, 0xFE, 0x3C, 0, 0x70, 0, 0x3E, 0]))
  }

  @Test(
    arguments: [
      ("<meta charset=utf-8>", "utf-8"), ("<META CharSet = 'koi8-r' />", "koi8-r"),
      ("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "windows-1251"),
      ("<meta content=\"text/html;charset = 'big5'\" http-equiv='content-type'>", "big5"),
      ("<!-- <meta charset=a> --><meta name=x content='charset=b'><meta charset=\"c\">", "c"),
      ("<?xml version='1.0' encoding='iso-8859-2'?><html>", "iso-8859-2"), ("<meta charset=latin1>", "windows-1252"),
      ("<meta charset=gb2312>", "gb18030"), ("<p>charset=x</p>", nil), ("<metadata charset=x>", nil),
      ("<meta charset=", nil),
      (" ".repeated(4096) + "<meta charset=x>", nil),
    ] as [(String, String?)]) func findsTheDeclaredCharset(_ page: String, _ charset: String?)
  {
    #expect(HTMLFormat.declaredCharset(in: Array(page.utf8)) == charset)
  }

  // MARK: Hostile pages

  @Test(arguments: ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<li><ul></li>", "<svg><g>", "<p><span><object>"])
  func refusesPagesNestedTooDeep(_ tags: String) {
    let error = #expect(throws: ArticleError.self) { try read(tags.repeated(100_000) + "x") }
    #expect(error?.code == .tooDeep)
  }

  @Test func takesPagesNestedDeep() throws {
    #expect(try read("<div>".repeated(1_900) + "x").blocks.count == 1)
    #expect(throws: ArticleError.self) { try read("<div>".repeated(2_100) + "x") }
  }

  @Test(arguments: [
    ("<p>one <b>two ", 20_000), ("<li>x", 1), ("<td>x", 1), ("<tr><td>x<td>y", 1), ("<select><option>", 0), ("<!--", 0),
    ("<![CDATA[", 0), ("<a href=\"", 0), ("&#x", 1), ("<", 1), ("\0", 0), ("x<br>", 1), ("<a b='c'>x</a>", 1),
  ]) func survivesWithoutEnd(_ piece: String, _ count: Int) throws {
    let article = try read("<table><tr>".prefix(piece.hasPrefix("<t") ? 11 : 0) + piece.repeated(20_000))
    #expect(article.blocks.count >= min(count, 1))
    if count > 1 { #expect(article.blocks.count == count) }
  }

  @Test func refusesPagesThatGrowWithoutBounds() {
    let page = (0..<20_000).map { "<p><font size=\($0)>x" }.joined()
    #expect(throws: ArticleError.self) { try read(page) }
  }

  /// libgumbo, left to itself, ends the process on this one.
  @Test func refusesPagesThatTheParserCannotRead() throws {
    let error = #expect(throws: ArticleError.self) {
      try read("<table><svg><select><foreignobject><select><table>")
    }
    #expect(error?.code == .unreadablePage)
    #expect(try read("<p>next").blocks.count == 1)
  }
}

/// About 200 bytes of running text.
private let prose =
  "It rained all night, and in the morning the river stood higher than anyone in the town had seen it. "
  .repeated(2).dropLast().description

private let other = prose.split(separator: " ").reversed().joined(separator: " ")

/// As much again, of another matter.
private let more =
  "Engineers went out to the dam at dawn and found the gates shut, the pumps silent and nobody on watch. "
  .repeated(2).dropLast().description

extension String {
  fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
