import Articles
import TestKit
import Testing
import Text

/// The contract of every format: what is put back into a document comes out of it again, and the rest stays.
@Suite struct MergeLawTests {
  /// Hard documents of each format, in UTF-8 with line feeds.
  static let documents: [(path: String, text: String)] = [
    (
      "a.txt",
      "A Title\n\nFirst café sentence. Second one – here.\n\n\tIndented line\n- an item\n- another\n\n\u{A0}End."
    ),
    (
      "b.txt",
      "This paragraph was wrapped by hand at about fifty\ncolumns, so that its lines belong together. It has\ntwo sentences.\n\n\n\nNext\u{2028}one.\n"
    ),
    (
      "a.html",
      "<!DOCTYPE html>\n<html lang=\"en\"><head><title>T &amp; U</title>\n<meta name=\"description\" content='It\"s caf&eacute;'>"
        + "</head>\n<body ><p title=\"a &quot;b&quot;\">One <b>two <i>three</i></b><!-- c --> four.  Five&nbsp;&hellip;<br/>\nsix. "
        + "<img src=x alt='it s'> Seven <code>x &lt; y</code>.</p>\n<ul><li>a<li>b <a href=\"?a=1&b=2\" title=Word>c</a>.</ul>"
        + "<pre>\n keep  <b>x</b>\n</pre><p translate=no>No.</p><p class='x notranslate'>No!</p>"
        + "<p>Mix <span translate=\"no\">KEEP. IT</span> here.</p><input placeholder=Name><textarea> a </textarea>\n"
        + "<table><tr><td>cell <td>un<b>closed<p>in cell</table>tail & < 5\n<script>if (a<b) { s = '<p>no</p>' }</script></html>"
    ),
    ("b.html", "<p>a<b>b<p>c</b>d<p>e</i>f<table>g<tr><td>h</table><b><p>x</b>y<div>z</p>w <a>v<p>u</a>t"),
    (
      "a.md",
      "---\ntitle: It's: \"x\"\ndescription: \"caf\\u00e9 \\\"y\\\"\"\n---\n# A *b* #\n\nOne **two _three_** `four  five`\nsix [seven](x \"Eight 'n'\") ![nine](y).  \n"
        + "Ten. Eleven &copy; \\*no\\* <b>twelve</b><br>thirteen.[^1]\n\n> quote one\n> quote two. Three.\n> - item\n\n1. a\n   - b\n     c\n\n"
        + "| h *i* | j |\n|:----|----:|\n| k\\|l | `m` |\n\n```\ncode\n```\n\n<div align=\"center\">Hello <i>x</i></div>\n\n[^1]: Note.\n\n"
        + "Term\n: definition $x_1$ and {{ y }}\n\nSetext\n======\n\n- [ ] todo\n- [x] done\n\nAuto <https://a.b/c> www.d.ef\n"
    ),
    (
      "a.json",
      "{\n  \"uri\": \"urn:x\", \"headline\": \"A \\\"b\\\" caf\\u00e9\",\n  \"body_html\": \"<p>One <b>two<\\/b>. Three.<\\/p>\\n<p>Four &amp; five \\ud83d\\ude42.<\\/p>\",\n"
        + "  \"language\": \"en\", \"associations\": {\"picture\": {\"headline\": \"Pic\", \"description_text\": \"A caption.\"}}\n}\n"
    ),
    (
      "b.json",
      "{\"bodies\":[{\"contentType\":\"text/plain\",\"value\":\"One.\\n\\nTwo/three.\"}],\"headlines\":[{\"value\":\"H\"}]}"
    ),
  ]

  static let variants = [
    "as it is", "mark", "CRLF", "CR", "mixed", "no end", "UTF-16LE", "UTF-16BE", "windows-1252", "ISO-8859-15",
    "GB18030", "Shift_JIS",
  ]

  static func bytes(_ text: String, _ variant: String) throws -> [UInt8]? {
    let utf8 = Array(text.utf8)
    switch variant {
    case "mark": return [0xEF, 0xBB, 0xBF] + utf8
    case "CRLF": return Array(text.replacing("\n", with: "\r\n").utf8)
    case "CR": return Array(text.replacing("\n", with: "\r").utf8)
    case "mixed":
      var count = 0
      return utf8.flatMap { byte -> [UInt8] in
        guard byte == 0x0A else { return [byte] }
        count += 1
        return count % 3 == 0 ? [0x0D] : count % 3 == 1 ? [0x0D, 0x0A] : [0x0A]
      }
    case "no end": return Array(utf8.reversed().drop { $0 <= 0x20 }.reversed())
    case "UTF-16LE": return [0xFF, 0xFE] + (try Charset.encode(utf8, in: variant))
    case "UTF-16BE": return [0xFE, 0xFF] + (try Charset.encode(utf8, in: variant))
    case "as it is": return utf8
    default: return try? Charset.encode(utf8, in: variant)
    }
  }

  @Test(arguments: documents.map(\.path), variants)
  func hardDocumentsKeepTheLaws(_ path: String, _ variant: String) throws {
    let text = try #require(Self.documents.first { $0.path == path }).text
    guard let bytes = try Self.bytes(text, variant) else { return }
    // Line ends in front matter may be of any kind, but a carriage return alone is none for YAML's readers.
    for normalizes in [false, true] {
      let result = MergeLaws(normalizes: normalizes).check(RawContent(bytes: bytes), path: path)
      #expect(result.error == nil)
      #expect(result.breaches.isEmpty, "\(result.breaches.map(\.description))")
      #expect(result.segments > 2)
    }
  }

  /// Documents thrown together from pieces of markup and text, the same in every run.
  @Test(arguments: ["r.html", "r.md", "r.txt"]) func generatedDocumentsKeepTheLaws(_ path: String) {
    var state: UInt64 = 7
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    let pieces: [String]
    switch path {
    case "r.html":
      pieces = [
        "<p>", "</p>", "<b>", "</b>", "<i class=\"x\">", "</i>", "<a href='y'>", "</a>", "<br>",
        "<img alt=\"Pic ture\">", "<li>",
        "<ul>", "</ul>", "<div>", "</div>", "<!-- c -->", "&amp;", "&nbsp;", "&eacute;", " ", "\n", " Words here. ",
        "More words",
        "é", "日本語。", "<code>a b</code>", "<span translate=no>", "</span>", "<td>", "<table>", "</table>", "<h2>",
        "</h2>", "<pre>", "</pre>",
        "<input placeholder=x>", "5 < 6", "<script>x</script>",
      ]
    case "r.md":
      pieces = [
        "\n\n", "\n", "# ", "> ", "- ", "1. ", "*a*", "**b c**", "`d`", "[e](f)", "![g](h \"i\")", " ", "Words here. ",
        "More words",
        "\\*", "&amp;", "é", "日本語。", "<b>j</b>", "<br>", "  \n", "\n\n    code\n\n",
        "\n\n| a | b |\n|---|---|\n| c | d |\n\n", "[^1]",
        "$x_1$", "~~k~~", "<https://l.m>", "\n\n<div>n</div>\n\n", "***o** p*", "_", "*", "[", "]", "!", "#",
      ]
    default:
      pieces = [
        "\n", "\n\n", "\r\n", "Words here. ", "More words", "- ", "\t", " ", "é", "日本語。",
        "A line that is longer than most of the others here",
      ]
    }
    let laws = MergeLaws(normalizes: false)
    for _ in 0..<150 {
      let text = (0..<(2 + random(14))).map { _ in pieces[random(pieces.count)] }.joined() + "x"
      let result = laws.check(RawContent(bytes: Array(text.utf8)), path: path)
      #expect(result.breaches.isEmpty, "\(text.debugDescription): \(result.breaches.map(\.description))")
    }
  }
}
