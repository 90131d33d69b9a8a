import Articles
import Testing
import Text

@testable import Formats

/// A Markdown text and the blocks it is to give, one a line: `kind: text` with codes as <1>…</1> and <2/>.
struct MarkdownCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var markdown: String
  var blocks: [String]

  init(_ name: String, _ markdown: String, _ blocks: String...) {
    testDescription = name
    self.markdown = markdown
    self.blocks = blocks
  }
}

@Suite struct MarkdownFormatTests {
  private static func read(_ markdown: String) throws -> Article {
    try Marked.read(RawContent(bytes: Array(markdown.utf8)), path: "a.md")
  }

  static let cases: [MarkdownCase] = [
    MarkdownCase("headings", "# A *b* #\n\nC\n=\n\n## D {#d}\n", "title: A <1>b</1>", "heading: C", "heading: D"),
    MarkdownCase(
      "wrapped lines", "one\ntwo  \nthree\\\n four\n", "paragraph: one two<1/> three<2/> four"),
    MarkdownCase("wrapped lines without spaces", "最初の行は\n続きます。", "paragraph: 最初の行は続きます。"),
    MarkdownCase(
      "marks", "*a* **b** ***c*** _d_ __e__ ~~f~~ x",
      "paragraph: <1>a</1> <2>b</2> <3><4>c</4></3> <5>d</5> <6>e</6> <7>f</7> x"
    ),
    MarkdownCase("code", "Use `` a`b `` now.", "paragraph: Use <1>a`b</1> now."),
    MarkdownCase(
      "links", "[a *b*](x \"T\") [c][r] [r] <http://x.y> http://z.w a.\n\n[r]: /u",
      "paragraph: <1>a <2>b</2></1> <3>c</3> <4>r</4> <5>http://x.y</5> <6>http://z.w</6> a.", "attribute: T"),
    MarkdownCase(
      "pictures", "A ![b *c*](d \"E\") [![f](g)](h) ![](i) j", "paragraph: A <1/> <2><3/></2> <4/> j",
      "attribute: b <1>c</1>", "attribute: E", "attribute: f"),
    MarkdownCase("a picture first", "![](i) j ![k](l)", "paragraph:  j <1/>", "attribute: k"),
    MarkdownCase("references and escapes", "AT&amp;T \\*x\\* &copy; \\", "paragraph: AT&T *x* © \\"),
    MarkdownCase(
      "lists and quotes", "- a\n  - b\n    c\n1. d\n\n   e\n\n> f\n> g\n> - h\n", "item: a", "item: b c", "item: d",
      "item: e", "quote: f g", "item: h"),
    MarkdownCase("tasks", "- [ ] a\n- [x] b", "item: a", "item: b"),
    MarkdownCase(
      "a table", "|a|b `c`|\n|---|:---:|\n|*d*|e\\|f|", "cell: a", "cell: b <1>c</1>", "cell: <1>d</1>", "cell: e|f"),
    MarkdownCase("code blocks", "```x\na  b\n\nc\n```\n\n    d\n", "code: a  b\n\nc", "code: d"),
    MarkdownCase(
      "HTML in a line", "a <b>c *d*</b> <br>e <i>f <code>g</code> <!-- h -->i",
      "paragraph: a <1>c <2>d</2></1> <3/>e <4/>f <5>g</5> <6/>i"),
    MarkdownCase(
      "HTML around", "<div class=x>\n\n**a**\n\n</div>\n\n<p align=center>b <i>c</i></p>\n\n<!-- d -->",
      "paragraph: <1>a</1>", "paragraph: b <1>c</1>"),
    MarkdownCase(
      "footnotes", "a[^1] b\n\n[^1]: Note text.\n[^2]: Other\n", "paragraph: a<1/> b",
      "paragraph: Note text.", "paragraph: Other"),
    MarkdownCase(
      "formulas", "a $x_1*y$ b$ $5 and $6 x\n\n$$\nx_1\n$$\n", "paragraph: a <1>x_1*y</1> b$ $5 and $6 x",
      "code: $$\nx_1\n$$"
    ),
    MarkdownCase("templates", "a {{ b_c }} *d* {% e %}\n", "paragraph: a <1>b_c</1> <2>d</2> <3>e</3>"),
    MarkdownCase("definitions", "Term\n: what\n  it is\n", "paragraph: Term", "paragraph: what it is"),
    MarkdownCase(
      "front matter", "---\ntitle: \"A \\\"b\\\"\"\ntags: [a]\ndescription: C d\n---\n\ne\n", "title: A \"b\"",
      "attribute: C d", "paragraph: e"),
    MarkdownCase("TOML", "+++\ntitle = 'A'\ndate = 2024-01-01\n+++\n# B\n", "attribute: A", "title: B"),
    MarkdownCase("a rule first", "---\n\na\n\n---\n", "paragraph: a"),
    MarkdownCase("CRLF", "# T\r\n\r\na\r\nb\r\n", "title: T", "paragraph: a b"),
  ]

  @Test(arguments: cases) func readsBlocks(_ test: MarkdownCase) throws {
    let found = try Self.read(test.markdown).blocks.map { "\($0.kind): \(Marked.string($0.content))" }
    #expect(found == test.blocks)
  }

  /// Whatever a translator writes reads as that very text.
  @Test(arguments: [
    "*a* _b_ `c` [d](e) ![f](g) <b> & &amp; \\ \\* ~~h~~ | $i$ {{ j }}", "# a", "1. a", "12) a", "- a", "+ a", "* a",
    "> a", "---", "===", "***", "```", "~~~", "a *b", "5 * 3", "a_b_c", "[x]: y", "[^1]: z", "[ ] a", "#a", "1.5", "-a",
    "<!-- a", "a #", "a!", "C:\\dir\\", "a ] b [ c", "**a**", "!", "&copy;", "\u{A0}a", "|a|b|", ": a", "$5 and $6",
  ])
  func textIsWrittenAsItReads(_ text: String) throws {
    for document in [
      "x\n", "# x\n", "- x\n", "> x\n", "|a|b|\n|---|---|\n|c|x|\n", "*b* x [d](e)\n", "a\\\nx\n", "![x](y) z",
      "[a](b \"x\")",
      "<p>x</p>\n",
    ] {
      let raw = RawContent(bytes: Array(document.utf8))
      var article = try Marked.read(raw, path: "a.md")
      let index = try #require(
        article.segments.lastIndex {
          Marked.string(article.content(of: $0)).hasSuffix("x") || document.hasPrefix("*b*")
        })
      var content = article.content(of: article.segments[index])
      if let place = content.bytes.lastIndex(of: UInt8(ascii: "x")) {
        content.bytes.replaceSubrange(place...place, with: text.utf8)
        for code in content.codes.indices where content.codes[code].position > place {
          content.codes[code].position += text.utf8.count - 1
        }
      }
      article.segments[index].target = Target(language: "fr", content: content, state: .translated, origin: "")
      let merged = try DocumentFormats.merge(article, into: raw)
      let again = try Marked.read(RawContent(bytes: merged.bytes), path: "a.md")
      let block = article.segments[index].block
      let written = String(decoding: merged.bytes, as: UTF8.self)
      #expect(again.blocks.count == article.blocks.count, "\(written)")
      if again.blocks.count > block {
        #expect(Marked.string(again.blocks[block].content) == Marked.string(content), "\(written)")
      }
    }
  }

  @Test(arguments: [
    (">", 100_000), ("> ", 100_000), ("- ", 100_000), ("[", 100_000), ("*a ", 100_000), ("![a", 50_000),
    ("[a](", 50_000),
    ("<b>", 50_000), ("<!--", 50_000), ("`", 100_000), ("**a", 50_000), ("$a ", 100_000), ("{{", 100_000),
    ("[^", 100_000),
    ("\\", 100_000), ("&amp;", 20_000), ("| a ", 20_000), ("a\n", 50_000), ("<div>\n\n", 20_000), ("  - a\n", 20_000),
  ])
  func survivesWithoutEnd(_ piece: String, _ count: Int) throws {
    var article = Article(id: "a", original: Original(path: "a.md"))
    article.raw = RawContent(bytes: Array((String(repeating: piece, count: count) + "x").utf8))
    do throws(ArticleError) { try DocumentFormats.read(&article) } catch {
      #expect(error.code == .markdownTooDeep || error.code == .empty)
    }
  }

  @Test func theNameTellsIt() throws {
    let bytes = Array("<div>\n\n*a*\n\n</div>\n".utf8)
    #expect(DocumentFormats.recognize(bytes, path: "a.md") == MarkdownFormat.self)
    #expect(DocumentFormats.recognize(bytes, path: "a") == HTMLFormat.self)
    #expect(DocumentFormats.recognize(Array("<!DOCTYPE html><p>a".utf8), path: "a.md") == HTMLFormat.self)
  }
}
