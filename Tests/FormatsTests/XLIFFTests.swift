import Articles
import Testing
import Text

@testable import Formats

@Suite struct XLIFFTests {
  // MARK: Whole files

  @Test func writesXLIFF12() {
    var article = article(
      "news/harbor.html", title: "Harbor reopens",
      [(.title, "[Harbor reopens]"), (.paragraph, "[It <b>opened</b><br/> on <i>Monday.]  [“Why?”</i> & so on.]")])
    article.summary = Summary(method: "lead", sentences: [.init(segment: 1, score: 1)])
    #expect(
      file(XLIFF12Format.self, article) == #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
        <file original="news/harbor.html" source-language="en" target-language="fr" datatype="html" tool-id="lede">
        <header><tool tool-id="lede" tool-name="Lede"/></header>
        <body>
        <trans-unit id="b3mktembjmf" restype="x-title" xml:space="preserve">
        <source>Harbor reopens</source>
        <seg-source><mrk mtype="seg" mid="s3mktembjmf">Harbor reopens</mrk></seg-source>
        <target state="needs-translation"><mrk mtype="seg" mid="s3mktembjmf">Harbor reopens</mrk></target>
        <note from="lede">Title, block 1 of 2; article: Harbor reopens</note>
        </trans-unit>
        <trans-unit id="bsh15b07tas" restype="x-paragraph" xml:space="preserve">
        <source>It <g id="1" ctype="bold">opened</g><x id="2" ctype="lb" equiv-text="&#10;"/> on <bx id="3" rid="3" ctype="italic"/>Monday.  “Why?”<ex id="e3" rid="3"/> &amp; so on.</source>
        <seg-source><mrk mtype="seg" mid="sggnr1c80pd">It <g id="1" ctype="bold">opened</g><x id="2" ctype="lb" equiv-text="&#10;"/> on <bx id="3" rid="3" ctype="italic"/>Monday.</mrk>  <mrk mtype="seg" mid="svb4phpvf8g">“Why?”<ex id="e3" rid="3"/> &amp; so on.</mrk></seg-source>
        <target state="needs-translation"><mrk mtype="seg" mid="sggnr1c80pd">It <g id="1" ctype="bold">opened</g><x id="2" ctype="lb" equiv-text="&#10;"/> on <bx id="3" rid="3" ctype="italic"/>Monday.</mrk>  <mrk mtype="seg" mid="svb4phpvf8g">“Why?”<ex id="e3" rid="3"/> &amp; so on.</mrk></target>
        <note from="lede">Paragraph, block 2 of 2; in the summary; article: Harbor reopens</note>
        </trans-unit>
        </body>
        </file>
        </xliff>

        """#)
  }

  @Test func writesXLIFF21() {
    var article = article(
      "news/harbor.html", title: "Harbor reopens",
      [(.title, "[Harbor reopens]"), (.paragraph, "[It <b>opened</b><br/> on <i>Monday.]  [“Why?”</i> & so on.]")])
    article.summary = Summary(method: "lead", sentences: [.init(segment: 1, score: 1)])
    article.translate(0, "Le port rouvre", .translated)
    #expect(
      file(XLIFF21Format.self, article) == #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" xmlns:slr="urn:oasis:names:tc:xliff:sizerestriction:2.0" version="2.1" srcLang="en" trgLang="fr">
        <file id="f91j0ar74hpgg" original="news/harbor.html" xml:space="preserve">
        <mda:metadata>
        <mda:metaGroup category="article">
        <mda:meta type="title">Harbor reopens</mda:meta>
        </mda:metaGroup>
        </mda:metadata>
        <unit id="b3mktembjmf" name="block 1" type="lede:title">
        <notes>
        <note category="position">Title, block 1 of 2</note>
        <note category="article">Harbor reopens</note>
        <note category="origin" appliesTo="target">translation of s3mktembjmf from desk.tmx</note>
        </notes>
        <segment id="s3mktembjmf" state="translated"><source>Harbor reopens</source><target>Le port rouvre</target></segment>
        </unit>
        <unit id="bsh15b07tas" name="block 2" type="lede:paragraph">
        <notes>
        <note category="position">Paragraph, block 2 of 2</note>
        <note category="summary">in the summary</note>
        <note category="article">Harbor reopens</note>
        </notes>
        <segment id="sggnr1c80pd" state="initial"><source>It <pc id="1" canCopy="no" canDelete="no" type="fmt" subType="xlf:b" dispStart="&lt;b&gt;" dispEnd="&lt;/b&gt;">opened</pc><ph id="2" canCopy="no" canDelete="no" type="fmt" subType="xlf:lb" disp="&lt;br&gt;" equiv="&#10;"/> on <sc id="3" canCopy="no" canDelete="no" type="fmt" subType="xlf:i" disp="&lt;i&gt;"/>Monday.</source></segment>
        <ignorable><source>  </source></ignorable>
        <segment id="svb4phpvf8g" state="initial"><source>“Why?”<ec startRef="3" canCopy="no" canDelete="no" type="fmt" subType="xlf:i" disp="&lt;/i&gt;"/> &amp; so on.</source></segment>
        </unit>
        </file>
        </xliff>

        """#)
  }

  @Test func writesLimitsHeadingsAndWhereTheTextIsFrom() throws {
    var article = article("a.html", [(.heading, "[Ports]"), (.paragraph, "[It rose.]")])
    article.original.digest = Digest(of: "a".utf8)
    let options = ExchangeOptions(headlineLimit: 70, rules: "segment 3")
    for format in [XLIFF12Format.self, XLIFF21Format.self, XLIFF22Format.self] as [any ExchangeFormat.Type] {
      let bytes = format.file(of: article, target: "fr", options: options) ?? []
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(
        text.contains(format.name == "xliff-1.2" ? "size-unit=\"char\" maxwidth=\"70\"" : "slr:sizeRestriction=\"70\""))
      #expect(text.contains(format.name == "xliff-1.2" ? "; under: Ports" : "<note category=\"heading\">Ports</note>"))
      #expect(text.contains("segment 3"))
      #expect(try ExchangeFormats.read(bytes).files[0].digest == article.original.digest?.description)
    }
  }

  @Test func theSummaryComesFirstOrByItself() throws {
    var article = article(
      "a.html", [(.paragraph, "[One.] [Two.]"), (.paragraph, "[Three.]"), (.paragraph, "[A <b>big</b> four.] [Five.]")])
    article.summary = Summary(method: "lead", sentences: [.init(segment: 1, score: 1), .init(segment: 3, score: 1)])
    for format in ExchangeFormats.all {
      let options = ExchangeOptions(putsSummaryFirst: true)
      let first = format.file(of: article, target: "fr", options: options) ?? []
      var texts = try ExchangeFormats.read(first).files.flatMap(\.units).flatMap(\.segments).filter(\.isSegment)
      if !texts.isEmpty { #expect(texts.map(\.source.string) == ["One.", "Two.", "A big four.", "Five.", "Three."]) }
      let summary = try #require(ExchangeFormats.summary(of: article))
      let own = format.file(of: summary, target: "fr", options: ExchangeOptions()) ?? []
      texts = try ExchangeFormats.read(own).files.flatMap(\.units).flatMap(\.segments).filter(\.isSegment)
      if !texts.isEmpty {
        #expect(texts.map(\.source.string) == ["Two.", "A big four."])
        #expect(texts.map(\.id) == [article.segments[1].id, article.segments[3].id])
      }
    }
    #expect(ExchangeFormats.summary(of: Article(id: "b", original: Original(path: "b"))) == nil)
  }

  /// The desk translates the gist first; the rest comes in a file of its own.
  @Test func translationsOfTheSummaryAndOfTheTextComeTogether() throws {
    var article = article("a.html", [(.paragraph, "[One.] [Two.]")])
    article.summary = Summary(method: "lead", sentences: [.init(segment: 1, score: 1)])
    var gist = article
    gist.translate(1, "Deux.", .translated)
    var rest = article
    rest.translate(0, "Un.", .translated)
    let summary = try #require(ExchangeFormats.summary(of: gist))
    let files = [XLIFF12Format.file(of: rest, target: "fr"), XLIFF12Format.file(of: summary, target: "fr")]
    for order in [files, files.reversed()] {
      var merged = article
      for bytes in order {
        let file = try #require(ExchangeFormats.read(bytes ?? []).files.first)
        let alignment = TranslationAlignment(file, to: &merged, language: "fr")
        #expect(alignment.findings == [])
      }
      #expect(merged.segments.map { $0.target?.content.string } == ["Un.", "Deux."])
    }
  }

  @Test func writesTranslations() {
    var article = article(
      "a.txt", format: "text", [(.item, "[One <b>two</b>.] [Three <i>four</i>.]"), (.code, "[x < 1]")])
    article.translate(0, "<b>Deux</b> un.", .reviewed)
    article.translate(1, "Trois <i>quatre</i>.", .final)
    #expect(
      file(XLIFF12Format.self, article) == #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
        <file original="a.txt" source-language="en" target-language="fr" datatype="plaintext" tool-id="lede">
        <header><tool tool-id="lede" tool-name="Lede"/></header>
        <body>
        <trans-unit id="bnzybbw05nc" restype="listitem" xml:space="preserve">
        <source>One <g id="1" ctype="bold">two</g>. Three <g id="2" ctype="italic">four</g>.</source>
        <seg-source><mrk mtype="seg" mid="s1h6q4hdzfy">One <g id="1" ctype="bold">two</g>.</mrk> <mrk mtype="seg" mid="specgwfrx9b">Three <g id="2" ctype="italic">four</g>.</mrk></seg-source>
        <target state="signed-off"><mrk mtype="seg" mid="s1h6q4hdzfy"><g id="1" ctype="bold">Deux</g> un.</mrk> <mrk mtype="seg" mid="specgwfrx9b">Trois <g id="2" ctype="italic">quatre</g>.</mrk></target>
        <note from="lede">List item, block 1 of 2; translation of s1h6q4hdzfy from desk.tmx; translation of specgwfrx9b from desk.tmx</note>
        </trans-unit>
        <trans-unit id="bsrqxt0w9xf" restype="x-code" translate="no" xml:space="preserve">
        <source>x &lt; 1</source>
        <note from="lede">Code, block 2 of 2</note>
        </trans-unit>
        </body>
        </file>
        </xliff>

        """#)
  }

  // MARK: What goes in

  @Test(arguments: formats) func leavesBoilerplateOut(_ format: any ExchangeFormat.Type) throws {
    var article = article("a.html", [(.paragraph, "[Home]"), (.paragraph, "[Home]"), (.paragraph, "[Text.]")])
    article.blocks[0].isArticle = false
    let without = try units(format, article)
    let with = try units(format, article, includingBoilerplate: true)
    #expect(with.count == 3 && with.dropFirst().map(\.id) == without.map(\.id))
    #expect(without[0].id.hasSuffix("-2"))
  }

  @Test(arguments: formats) func writesNothingWithoutText(_ format: any ExchangeFormat.Type) {
    #expect(format.file(of: article("a.html", []), target: "fr") == nil)
    #expect(format.file(of: article("a.html", [(.paragraph, "[ \u{a0}]"), (.cell, "<img/>")]), target: "fr") == nil)
    var bytes: [UInt8] = []
    let isWritten = format.append(article("a.html", []), target: "fr", includingBoilerplate: false, to: &bytes)
    #expect(!isWritten && bytes.isEmpty)
  }

  @Test(arguments: formats) func holdsSeveralArticles(_ format: any ExchangeFormat.Type) throws {
    var bytes = format.head(source: "en", target: "fr")
    for path in ["a.html", "b.html"] {
      format.append(article(path, [(.paragraph, "[Text.]")]), target: "fr", includingBoilerplate: false, to: &bytes)
    }
    bytes += format.foot
    let root = try XMLTree(bytes)
    #expect(root.all("file").map { $0["original"] } == ["a.html", "b.html"])
    #expect(Set(root.all("file").compactMap { $0["id"] }).count == (format.name.hasPrefix("xliff-2") ? 2 : 0))
  }

  @Test func saysWhichWayTextRuns() throws {
    var article = article("a.html", [(.paragraph, "[Text.]")])
    article.language = "ar"
    let root = try tree(XLIFF21Format.self, article, target: "en")
    #expect(root["srcLang"] == "ar" && root["trgLang"] == "en")
    #expect(root.all("file")[0]["srcDir"] == "rtl" && root.all("file")[0]["trgDir"] == nil)
    article.language = nil
    let other = try tree(XLIFF21Format.self, article, target: "he")
    #expect(other["srcLang"] == "und" && other.all("file")[0]["trgDir"] == "rtl")
  }

  @Test(arguments: formats) func escapesNamesAndNotes(_ format: any ExchangeFormat.Type) throws {
    let title = "\"A\" & <b>\u{1} ]]>"
    let article = article("a\t\"b\" & <c>\n\u{7}.html", title: title, [(.paragraph, "[Text.]")])
    let root = try tree(format, article)
    #expect(root.all("file")[0]["original"] == "a\t\"b\" & <c>\n\u{FFFD}.html")
    #expect(root.all("note").contains { $0.text.hasSuffix("\"A\" & <b>\u{FFFD} ]]>") })
  }

  @Test(arguments: formats) func neverTranslatesCode(_ format: any ExchangeFormat.Type) throws {
    let article = article("a.html", [(.code, "[let x = <b>1</b>]")])
    let unit = try units(format, article)[0]
    #expect(unit.node["translate"] == "no" && unit.node.all("target").isEmpty)
  }

  // MARK: Codes

  /// What becomes of codes: on the left the text, on the right `seg-source` without attributes but ids.
  @Test(arguments: [
    ("[A <b>b</b> c.]", "{A <g 1>b</g> c.}"),
    ("[<b>A <i>b</i></b>]", "{<g 1>A <g 2>b</g></g>}"),
    ("<b>[A.]</b>", "{<g 1>A.</g>}"),
    ("[A <b></b>b<br/>.]", "{A <g 1></g>b<x 2>.}"),
    // Pairs that cross, and pairs across segments.
    ("[A <b>b <i>c</b> d</i>.]", "{A <bx 1>b <g 2>c<ex e1> d</g>.}"),
    ("[A <b>b.] [C</b> d.]", "{A <bx 1>b.} {C<ex e1> d.}"),
    ("[A <b>b.] [C.] [D</b> e.]", "{A <bx 1>b.} {C.} {D<ex e1> e.}"),
    // Between segments.
    ("[A.]<br/> <img/>[B.]", "{A.}<x 1> {<x 2>B.}"),
    ("[A.] <b> </b> [B.]", "{A.} <g 1> </g> {B.}"),
    ("[<b>A.] </b>[B.]", "{<bx 1>A.} <ex e1>{B.}"),
    // At one place their order stays: what closes something from before goes left, and all before it.
    ("[<b>A.<i></i></b>] [B.]", "{<g 1>A.<g 2></g></g>} {B.}"),
    ("[<b>甲。]</b><i></i><u>[乙。</u>]", "{<g 1>甲。</g>}{<g 2></g><g 3>乙。</g>}"),
    ("[<b>甲。]<u></b>[乙。</u>]", "{<g 1>甲。<bx 2></g>}{乙。<ex e2>}"),
    ("<br/>[A.] <b></b>", "{<x 1>A.} <g 2></g>"),
    // Halves without their other half.
    ("[A</b> b <i>c.]", "{A<ex e1> b <bx 2>c.}"),
  ])
  func shapesCodes(_ literal: String, _ expected: String) throws {
    let article = article("a.html", [(.paragraph, literal)])
    let unit = try units(XLIFF12Format.self, article)[0]
    #expect(unit.node.all("seg-source")[0].outline == expected)
    #expect(unit.node.all("target")[0].outline == expected)
    try checkLaws(of: article)
  }

  /// A translation comes out with the codes of its source, whatever codes it came with.
  @Test(arguments: [
    ("[One <b>two</b> <i>three</i>.]", "<i>Trois</i> <b>deux</b>.", "{<g 2>Trois</g> <g 1>deux</g>.}", "reviewed"),
    ("[One <b>two</b> <br/>.]", "Un deux.", "{Un deux.<g 1></g><x 2>}", "needs-review"),
    ("[One <b>two</b>.]", "Un <b>deux</b> <u>trois</u>.", "{Un <g 1>deux</g> trois.}", "needs-review"),
    ("[One <b>two</b> <i>x</i>.]", "Un <b>deux <i>x</b> y</i>.", "{Un <bx 1>deux <g 2>x<ex e1> y</g>.}", "reviewed"),
    ("[One <b>two</b>.]", "</b>Un <b>deux.", "{Un deux.<g 1></g>}", "needs-review"),
    ("[One.]", "<b>Un</b>.", "{Un.}", "needs-review"),
    ("[One\u{1}\u{2}.]", "Un\u{2}.\u{3}\u{4}", "{Un<x u1-1>.<x u1-2><x u1-3>}", "reviewed"),
  ])
  func fitsCodesOfTranslations(_ source: String, _ text: String, _ expected: String, _ state: String) throws {
    var article = article("a.html", [(.paragraph, source)])
    article.translate(0, text, .reviewed)
    let unit = try units(XLIFF12Format.self, article)[0]
    #expect(unit.node.all("target")[0].outline == expected)
    #expect(unit.node.all("target")[0]["state"] == (state == "reviewed" ? "signed-off" : "needs-review-translation"))
    try checkLaws(of: article)
  }

  @Test func ignoresTranslationsIntoOtherLanguages() throws {
    var article = article("a.html", [(.paragraph, "[One.]")])
    article.segments[0].target = Target(language: "de", content: MarkedText("Eins."), state: .final, origin: "")
    #expect(file(XLIFF12Format.self, article).contains(#"<target state="needs-translation">"#))
    #expect(!file(XLIFF21Format.self, article).contains("<target>"))
  }

  @Test func givesTargetsToBothHalvesOfAPair() throws {
    var article = article("a.html", [(.paragraph, "[One <b>two.] [Three</b> four.] [A <i>b<u>c</i>d</u>.]")])
    article.translate(0, "Un <b>deux.", .translated)
    let unit = try units(XLIFF21Format.self, article)[0]
    #expect(unit.node.all("target").map(\.outline) == ["Un <sc 1>deux.", "Three<ec 1> four."])
    #expect(unit.node.all("segment").map { $0["state"] } == ["translated", "initial", "initial"])
  }

  // MARK: Characters

  @Test func writesWhatXMLCannotHold() throws {
    let article = article("a.html", [(.paragraph, "[A\u{c}b\u{fffe}\u{ffff}.]\r\n\t[C\u{0}\u{1f}.]")])
    let old = file(XLIFF12Format.self, article)
    #expect(old.contains(#"A<x id="u1-1" ctype="x-control" equiv-text="U+000C"/>b<x id="u1-2""#))
    #expect(old.contains("</mrk>&#13;\n\t<mrk"))
    let new = file(XLIFF21Format.self, article)
    #expect(new.contains(#"A<cp hex="000C"/>b<cp hex="FFFE"/><cp hex="FFFF"/>."#))
    #expect(new.contains(#"C<cp hex="0000"/><cp hex="001F"/>."#))
    try checkLaws(of: article)
  }

  /// Every byte value at every place of a word of eight, for the search goes eight bytes at a time.
  @Test func findsEveryCharacterThatNeedsAnEscape() {
    for scalar in (0..<0x250).compactMap(Unicode.Scalar.init) + ["\u{FEFF}", "\u{FFFD}", "\u{FFFE}", "\u{FFFF}"] {
      for before in 0..<9 {
        let text = String(repeating: "a", count: before) + String(scalar) + String(repeating: "z", count: 9)
        var bytes: [UInt8] = []
        Array(text.utf8).withUnsafeBufferPointer { buffer in
          bytes.append(text: buffer) { point, bytes in bytes += Array("[\(point)]".utf8) }
        }
        let expected =
          switch scalar {
          case "&": "&amp;"
          case "<": "&lt;"
          case ">": "&gt;"
          case "\r": "&#13;"
          case "\t", "\n": String(scalar)
          case "\u{FFFE}", "\u{FFFF}": "[\(scalar.value)]"
          default: scalar.value < 0x20 ? "[\(scalar.value)]" : String(scalar)
          }
        let whole = String(repeating: "a", count: before) + expected + String(repeating: "z", count: 9)
        #expect(bytes == Array(whole.utf8))
      }
    }
  }

  // MARK: Laws

  @Test(arguments: 0..<60) func holdsTheLaws(_ seed: Int) throws {
    var random = RandomArticles(seed: UInt64(seed))
    try checkLaws(of: random.article())
  }
}

private let formats: [any ExchangeFormat.Type] = [XLIFF12Format.self, XLIFF21Format.self]

/// What holds of every file: it is well-formed; a unit reads back as its block, text and codes; its segments are the
/// article's; codes are the same in source and target; ids are unique; halves of pairs find each other.
private func checkLaws(of article: Article) throws {
  for format in formats {
    let units = try units(format, article, includingBoilerplate: true)
    #expect(Set(units.map(\.id)).count == units.count)
    var ids: [String] = []
    for unit in units {
      let block = try #require(article.blocks.first { Array($0.content.bytes) == unit.source.bytes })
      #expect(unit.source.bytes == block.content.bytes)
      #expect(unit.source.codes == block.content.codes.map(CodeMark.init))
      #expect(Set(unit.source.ids + unit.segments.map(\.id)).count == unit.source.ids.count + unit.segments.count)
      #expect(unit.source.unpaired.isEmpty)
      if block.kind != .code {
        if let segmented = unit.segmented {
          #expect(segmented.bytes == unit.source.bytes && segmented.codes == unit.source.codes)
        }
        for segment in unit.segments {
          ids.append(segment.id)
          let own = try #require(article.segments.first { $0.id == segment.id })
          #expect(segment.source.bytes == Array(article.text(of: own)))
          guard let target = segment.target else { continue }
          #expect(target.bytes == (own.target?.content.bytes ?? segment.source.bytes))
          #expect(target.elements.sorted() == segment.source.elements.sorted())
        }
        if let target = unit.target { #expect(target.unpaired.isEmpty) }
      }
    }
    #expect(Set(ids).count == ids.count)
  }
}

// MARK: - Making articles

private func file(_ format: any ExchangeFormat.Type, _ article: Article) -> String {
  String(decoding: format.file(of: article, target: "fr") ?? [], as: UTF8.self)
}

// MARK: - Reading files back

/// A code as it stands in a text.
private struct CodeMark: Hashable {
  var kind: InlineCode.Kind
  var id: Int
  var position: Int

  init(kind: InlineCode.Kind, id: String, position: Int) {
    self.kind = kind
    self.id = Int(id.drop { $0 == "e" }) ?? -1
    self.position = position
  }

  init(_ code: InlineCode) { self.init(kind: code.kind, id: String(code.id), position: code.position) }
}

/// What stands in a `source` or `target`: the text, the codes in it, and how they are written.
private struct Content {
  var bytes: [UInt8] = []
  var codes: [CodeMark] = []
  /// Names and ids of the elements that stand for codes.
  var elements: [String] = []
  var ids: [String] = []
  /// Halves of pairs, told by `rid` and `startRef`, that have no other half where it must be.
  var unpaired: [String] = []

  mutating func add(_ node: XMLTree) {
    for child in node.children {
      switch child {
      case .text(let text): bytes += Array(text.utf8)
      case .node(let node): addInline(node)
      }
    }
  }

  private mutating func addInline(_ node: XMLTree) {
    let id = node["id"] ?? node["startRef"] ?? "?"
    switch node.name {
    case "mrk": return add(node)
    case "cp": return addCharacter(node["hex"] ?? "")
    case "x" where node["ctype"] == "x-control":
      ids.append(id)
      return addCharacter(String((node["equiv-text"] ?? "").dropFirst(2)))
    default: break
    }
    elements.append("\(node.name) \(id) \(node["rid"] ?? "")")
    if let id = node["id"] { ids.append(id) }
    switch node.name {
    case "g", "pc":
      codes.append(CodeMark(kind: .open, id: id, position: bytes.count))
      add(node)
      codes.append(CodeMark(kind: .close, id: id, position: bytes.count))
    case "x", "ph": codes.append(CodeMark(kind: .alone, id: id, position: bytes.count))
    case "bx", "sc":
      codes.append(CodeMark(kind: .open, id: id, position: bytes.count))
      if let rid = node["rid"] ?? (node.name == "sc" && node["isolated"] == nil ? id : nil) { unpaired.append(rid) }
    case "ex", "ec":
      codes.append(CodeMark(kind: .close, id: id, position: bytes.count))
      guard let rid = node["rid"] ?? node["startRef"] else { return }
      if let index = unpaired.firstIndex(of: rid) { unpaired.remove(at: index) } else { unpaired.append("/" + rid) }
    default: unpaired.append("<" + node.name)
    }
  }

  private mutating func addCharacter(_ hexadecimal: String) {
    let scalar = UInt32(hexadecimal, radix: 16).flatMap(Unicode.Scalar.init)
    bytes += scalar.map { Array(String($0).utf8) } ?? []
  }
}

private struct Unit {
  var node: XMLTree
  var id: String
  var source = Content()
  var segmented: Content?
  var target: Content?
  var segments: [(id: String, source: Content, target: Content?)] = []

  init(_ node: XMLTree) {
    self.node = node
    id = node["id"] ?? ""
    if node.name == "trans-unit" {
      source.add(node.all("source")[0])
      segmented = node.all("seg-source").first.map(Self.content)
      target = node.all("target").first.map(Self.content)
      let targets = node.all("target").first?.all("mrk") ?? []
      for mark in node.all("seg-source").first?.all("mrk") ?? [] {
        let id = mark["mid"] ?? ""
        segments.append((id, Self.content(mark), targets.first { $0["mid"] == id }.map(Self.content)))
      }
    } else {
      var joined = Content()
      for piece in node.nodes where piece.name == "segment" || piece.name == "ignorable" {
        source.add(piece.all("source")[0])
        if let target = piece.all("target").first { joined.add(target) }
        guard piece.name == "segment" else { continue }
        segments.append(
          (piece["id"] ?? "", Self.content(piece.all("source")[0]), piece.all("target").first.map(Self.content)))
      }
      target = joined
    }
  }

  private static func content(_ node: XMLTree) -> Content {
    var content = Content()
    content.add(node)
    return content
  }
}

private func tree(_ format: any ExchangeFormat.Type, _ article: Article, target: String = "fr") throws -> XMLTree {
  let file = format.file(of: article, target: target)
  return try XMLTree(#require(file))
}

private func units(
  _ format: any ExchangeFormat.Type, _ article: Article, includingBoilerplate: Bool = false
) throws -> [Unit] {
  let file = format.file(of: article, target: "fr", includingBoilerplate: includingBoilerplate)
  let root = try XMLTree(#require(file))
  return (root.all("trans-unit") + root.all("unit")).map(Unit.init)
}

/// An XML document as a tree: a checker of what the formats write, no general parser. It throws on everything that XML
/// 1.0 does not call well-formed, and on what the formats have no reason to write (comments, CDATA, entities).
private struct XMLTree {
  enum Child {
    case text(String)
    case node(XMLTree)
  }

  struct Fault: Error { var reason: String }

  var name: String
  var attributes: [(name: String, value: String)] = []
  var children: [Child] = []

  subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

  var nodes: [XMLTree] {
    children.compactMap { if case .node(let node) = $0 { node } else { nil } }
  }

  var text: String {
    children.map { child in
      switch child {
      case .text(let text): text
      case .node(let node): node.text
      }
    }.joined()
  }

  /// All elements of a name, in the order of the document.
  func all(_ name: String) -> [XMLTree] {
    nodes.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) }
  }

  /// Text and codes, "{}" for `mrk`.
  var outline: String {
    children.map { child in
      switch child {
      case .text(let text): return text
      case .node(let node):
        let id = node["id"] ?? node["startRef"] ?? ""
        switch node.name {
        case "mrk": return "{\(node.outline)}"
        case "g", "pc": return "<\(node.name) \(id)>\(node.outline)</\(node.name)>"
        default: return "<\(node.name) \(id)>"
        }
      }
    }.joined()
  }

  init(_ bytes: [UInt8]) throws {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Fault(reason: "not UTF-8") }
    var rest = Substring(text).unicodeScalars
    try XMLTree.skip("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", in: &rest)
    try XMLTree.skip("<", in: &rest)
    try self.init(&rest)
    try XMLTree.skip("\n", in: &rest)
    guard rest.isEmpty else { throw Fault(reason: "text after the root") }
  }

  /// Reads an element after its "<".
  private init(_ rest: inout Substring.UnicodeScalarView) throws {
    name = try XMLTree.name(&rest)
    while rest.first == " " {
      rest.removeFirst()
      let attribute = try XMLTree.name(&rest)
      try XMLTree.skip("=\"", in: &rest)
      guard self[attribute] == nil else { throw Fault(reason: "\(attribute) twice") }
      attributes.append((attribute, try XMLTree.characters(&rest, end: "\"")))
      rest.removeFirst()
    }
    if rest.first == "/" {
      try XMLTree.skip("/>", in: &rest)
      return
    }
    try XMLTree.skip(">", in: &rest)
    while true {
      let text = try XMLTree.characters(&rest, end: "<")
      if !text.isEmpty { children.append(.text(text)) }
      rest.removeFirst()
      if rest.first == "/" {
        try XMLTree.skip("/\(name)>", in: &rest)
        return
      }
      children.append(.node(try XMLTree(&rest)))
    }
  }

  private static func skip(_ literal: String, in rest: inout Substring.UnicodeScalarView) throws {
    guard rest.starts(with: literal.unicodeScalars) else {
      throw Fault(reason: "no \(literal) before \(Substring(rest.prefix(40)))")
    }
    rest.removeFirst(literal.unicodeScalars.count)
  }

  private static func name(_ rest: inout Substring.UnicodeScalarView) throws -> String {
    let name = rest.prefix {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-:_.".unicodeScalars.contains($0)
    }
    guard name.first?.properties.isAlphabetic == true else { throw Fault(reason: "no name") }
    rest.removeFirst(name.count)
    return String(name)
  }

  private static func characters(_ rest: inout Substring.UnicodeScalarView, end: Unicode.Scalar) throws -> String {
    var text = String.UnicodeScalarView()
    while let scalar = rest.first, scalar != end {
      rest.removeFirst()
      switch scalar {
      case "&":
        guard let end = rest.firstIndex(of: ";") else { throw Fault(reason: "a bare &") }
        let name = String(rest[..<end])
        rest.removeSubrange(...end)
        let named: [String: Unicode.Scalar] = [
          "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#9": "\t", "#10": "\n", "#13": "\r",
        ]
        guard let character = named[name] else { throw Fault(reason: "&\(name);") }
        text.append(character)
      case "<", ">": throw Fault(reason: "a bare \(scalar)")
      case "\n",
        "\t" where end == "<":
        text.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": throw Fault(reason: "a forbidden \(scalar.value)")
      default: text.append(scalar)
      }
    }
    guard !rest.isEmpty else { throw Fault(reason: "the end") }
    return String(text)
  }
}

@Suite struct XLIFFTogetherTests {
  /// Files that are made together are the files that are made one by one.
  @Test func filesForSeveralTargetsAreTheFilesOfEach() {
    var article = Article(id: "a", original: Original(path: "a.txt"))
    article.language = "en"
    article.blocks = [Block(.paragraph, MarkedText("One. Two."))]
    article.segments = [
      Segment(id: "s1", block: 0, range: TextRange(0, 4)), Segment(id: "s2", block: 0, range: TextRange(5, 9)),
    ]
    var translated = article
    translated.segments[1].target = Target(
      language: "kk", content: MarkedText("Екі."), state: .translated, origin: "desk")
    for article in [article, translated] {
      for format in ExchangeFormats.all {
        let together = format.files(of: article, targets: ["fr", "kk"], includingBoilerplate: false)
        #expect(together.map(\.target) == ["fr", "kk"])
        for (target, bytes) in together { #expect(format.file(of: article, target: target) == bytes) }
      }
    }
  }
}
