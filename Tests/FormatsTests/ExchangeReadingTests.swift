import Articles
import Testing
import Text

@testable import Formats

/// What comes back from translators: files as Lede wrote them, and as tools write them anew.
@Suite struct ExchangeReadingTests {
  // MARK: The way there and back

  @Test(arguments: ExchangeFormats.all.indices)
  func readsWhatItWrites(_ index: Int) throws {
    let format = ExchangeFormats.all[index]
    for seed in 1...40 {
      var random = RandomArticles(seed: UInt64(seed))
      let article = random.article()
      guard let bytes = format.file(of: article, target: "fr", includingBoilerplate: true) else { continue }
      let hasTargets = article.segments.contains { $0.target != nil }
      guard format.name != TMXFormat.name || hasTargets else { continue }
      let read = try #require(ExchangeFormats.read(bytes).files.first)
      #expect(read.original == article.original.path)
      #expect(read.sourceLanguage == "en" && read.targetLanguage == "fr")
      var returned = article
      for segment in returned.segments.indices { returned.segments[segment].target = nil }
      let alignment = TranslationAlignment(read, to: &returned, language: "fr")
      #expect(alignment.findings.isEmpty)
      for segment in article.segments where article.blocks[segment.block].kind != .code {
        guard let target = segment.target, let back = returned.segments.first(where: { $0.id == segment.id }) else {
          continue
        }
        // Blank segments are not written, and a unit's white space is the tool's to change.
        let isBlank = article.text(of: segment).allSatisfy { $0 <= 0x20 }
        guard !isBlank else { continue }
        // Tables for people have words, and one space between two; the others have every byte.
        if ["tsv", "review-html", "review-docx"].contains(format.name) {
          #expect(Self.words(back.target) == Self.words(target), "seed \(seed), \(format.name)")
        } else {
          #expect(back.target?.content.bytes == target.content.bytes, "seed \(seed), \(format.name)")
        }
      }
    }
  }

  private static func words(_ target: Target?) -> [String] {
    let text = target?.content.string.map { "\u{FFFE}\u{FFFD}".contains($0) || $0 < " " ? " " : $0 } ?? []
    return String(text).split(separator: " ").map(String.init)
  }

  // MARK: Habits of tools

  private static let source = article(
    "news/harbor.html",
    [(.title, "[Harbor reopens]"), (.paragraph, "[It <b>opened</b><br/> on <i>Monday.]  [“Why?”</i> & so on.]")])

  /// The translations that an article gets from a file: text with codes as "<1>", "</1>" and "<2/>", by segment.
  private func translations(_ body: String, of article: Article = source) throws -> [String] {
    let xliff = """
      <?xml version="1.0"?>
      <x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:1.2" xmlns:t="urn:tool" version="1.2" t:made="yes">
      <x:file original="news/harbor.html" source-language="en" target-language="fr" datatype="html"><x:body>
      \(body)
      </x:body></x:file></x:xliff>
      """
    let file = try #require(ExchangeFormats.read(Array(xliff.utf8)).files.first)
    var article = article
    let alignment = TranslationAlignment(file, to: &article, language: "fr")
    return article.segments.map { segment in
      segment.target.map { "\(segment.range.start): " + $0.content.tagged } ?? "\(segment.range.start): -"
    } + alignment.findings.map { "\($0.code) \($0.segment ?? "") \($0.message)" }
  }

  private static let sourceMarks = """
    <x:source>It <x:g id="1">opened</x:g><x:x id="2"/> on <x:bx id="3"/>Monday.  “Why?”<x:ex id="e3" rid="3"/> &amp; so on.</x:source>
    <x:seg-source><x:mrk mtype="seg" mid="sggnr1c80pd">It <x:g id="1">opened</x:g><x:x id="2"/> on <x:bx id="3" rid="3"/>Monday.</x:mrk>  <x:mrk mid="svb4phpvf8g" mtype="seg">“Why?”<x:ex id="e3" rid="3"/> &amp; so on.</x:mrk></x:seg-source>
    """

  @Test func prefixesForeignAttributesAndOrderOfMarksDoNotMatter() throws {
    #expect(
      try translations(
        """
        <x:trans-unit id="bsh15b07tas" t:confirmed="true">\(Self.sourceMarks)
        <x:target t:percent="100"><x:mrk mid="svb4phpvf8g" mtype="seg" t:x="y"><![CDATA[« Pourquoi ? »]]><x:ex id="e3" rid="3"/>, etc.</x:mrk>
          <x:mrk mtype="seg" mid="sggnr1c80pd">Lundi<x:x id="2"/> <x:bx id="3" rid="3"/>il <x:g id="1" ctype="bold">a ouvert</x:g>.</x:mrk></x:target></x:trans-unit>
        """) == ["0: -", "0: Lundi<2/> <3>il <1>a ouvert</1>.", "22: « Pourquoi ? »</3>, etc."])
  }

  @Test func aToolThatJoinsTheSegmentsGivesOneForTheBlock() throws {
    #expect(
      try translations(
        """
        <x:trans-unit id="bsh15b07tas">\(Self.sourceMarks)
        <x:target>Lundi <x:g id="1">ouvert</x:g><x:x id="2"/>. <x:bx id="3"/>« Pourquoi ? »<x:ex id="e3" rid="3"/></x:target></x:trans-unit>
        """) == ["0: -", "0: Lundi <1>ouvert</1><2/>. <3>« Pourquoi ? »</3>"])
  }

  @Test func aToolThatSplitsASegmentGivesItsOwn() throws {
    #expect(
      try translations(
        """
        <x:trans-unit id="b3mktembjmf"><x:source>Harbor reopens</x:source>
        <x:seg-source><x:mrk mtype="seg" mid="0">Harbor</x:mrk> <x:mrk mtype="seg" mid="1">reopens</x:mrk></x:seg-source>
        <x:target><x:mrk mtype="seg" mid="0">Le port</x:mrk> <x:mrk mtype="seg" mid="1">rouvre</x:mrk></x:target></x:trans-unit>
        """) == ["0: Le port", "7: rouvre", "0: -", "22: -"])
  }

  @Test func nativeCodesOfOtherToolsKeepTheirNumbers() throws {
    #expect(
      try translations(
        """
        <x:trans-unit id="bsh15b07tas">\(Self.sourceMarks)
        <x:target><x:mrk mtype="seg" mid="sggnr1c80pd">Il <x:bpt id="1">&lt;b></x:bpt>a ouvert<x:ept id="1">&lt;/b></x:ept><x:ph id="2">&lt;br></x:ph> <x:it id="3" pos="open">&lt;i></x:it>lundi.</x:mrk> <x:mrk mtype="seg" mid="svb4phpvf8g">“Why?”<x:ex id="e3" rid="3"/> &amp; so on.</x:mrk></x:target></x:trans-unit>
        """) == ["0: -", "0: Il <1>a ouvert</1><2/> <3>lundi.", "22: -"])
  }

  @Test func whiteSpaceThatAToolChangedIsNoOtherText() throws {
    #expect(
      try translations(
        """
        <x:trans-unit id="b3mktembjmf"><x:source>
          Harbor
          reopens
        </x:source><x:target>Le port rouvre</x:target></x:trans-unit>
        """) == ["0: Le port rouvre", "0: -", "22: -"])
  }

  @Test func segmentsOfAChangedBlockAreKnownByTheirIds() throws {
    let changed = article("news/harbor.html", [(.paragraph, "[It was cold.] [“Why?” & so on.]")])
    let id = changed.segments[1].id
    #expect(
      try translations(
        """
        <x:trans-unit id="bgone"><x:source>“Why?” &amp; so on. Gone.</x:source>
        <x:seg-source><x:mrk mtype="seg" mid="\(id)">“Why?” &amp; so on.</x:mrk> <x:mrk mtype="seg" mid="sgone">Gone.</x:mrk></x:seg-source>
        <x:target><x:mrk mtype="seg" mid="\(id)">Pourquoi ?</x:mrk> <x:mrk mtype="seg" mid="sgone">Parti.</x:mrk></x:target></x:trans-unit>
        """, of: changed) == [
          "0: -", "13: Pourquoi ?",
          "exchange/unknown-segment sgone line 4: the document has no such text (any more): \"Gone.\"",
        ])
  }

  /// memoQ: attributes and elements of its own, segments renumbered, statuses instead of states.
  @Test func whatMemoQAddsIsPassedOver() throws {
    #expect(
      try translations(
        """
        <x:group id="1" xmlns:mq="MQXliff"><x:trans-unit id="bsh15b07tas" mq:status="ManuallyConfirmed" mq:lastchanginguser="A">
        <x:source xml:space="preserve">It <x:g id="1">opened</x:g><x:x id="2"/> on <x:bx id="3"/>Monday.  “Why?”<x:ex id="e3" rid="3"/> &amp; so on.</x:source>
        <x:seg-source><x:mrk mtype="seg" mid="0">It <x:g id="1">opened</x:g><x:x id="2"/> on <x:bx id="3"/>Monday.</x:mrk><x:mrk mtype="seg" mid="1">“Why?”<x:ex id="e3" rid="3"/> &amp; so on.</x:mrk></x:seg-source>
        <x:target xml:space="preserve"><x:mrk mtype="seg" mid="0">Lundi, il <x:g id="1">ouvrit</x:g><x:x id="2"/>.<x:bx id="3"/></x:mrk><x:mrk mtype="seg" mid="1">« Pourquoi ? »<x:ex id="e3" rid="3"/></x:mrk></x:target>
        <mq:minorversions><mq:historical-unit><x:source>It</x:source><x:target>Old</x:target></mq:historical-unit></mq:minorversions>
        </x:trans-unit></x:group>
        """) == ["0: -", "0: Lundi, il <1>ouvrit</1><2/>.<3>", "22: « Pourquoi ? »</3>"])
  }

  /// Trados: a head of tag definitions, marks of its own inside of segments, and statuses behind the target.
  @Test func whatTradosAddsIsPassedOver() throws {
    #expect(
      try translations(
        """
        <x:group><sdl:cxts xmlns:sdl="sdl"><sdl:cxt id="1"/></sdl:cxts><x:trans-unit id="bsh15b07tas" xmlns:sdl="sdl">\(Self.sourceMarks)
        <x:target><x:mrk mtype="seg" mid="sggnr1c80pd"><x:mrk mtype="x-sdl-comment" sdl:cid="c">Lundi</x:mrk>, il <x:g id="1" sdl:start="false">ouvrit</x:g><x:x id="2"/> <x:bx id="3" rid="3"/>.</x:mrk>
        <x:mrk mtype="seg" mid="svb4phpvf8g"><x:mrk mtype="x-sdl-added" sdl:revid="r">« Pourquoi ? »</x:mrk><x:ex id="e3" rid="3"/></x:mrk></x:target>
        <sdl:seg-defs><sdl:seg id="sggnr1c80pd" conf="Translated" percent="100"/></sdl:seg-defs></x:trans-unit></x:group>
        """) == ["0: -", "0: Lundi, il <1>ouvrit</1><2/> <3>.", "22: « Pourquoi ? »</3>"])
  }

  /// Matecat: state and matches added, the white space between segments gone, file indented.
  @Test func whatMatecatChangesIsPutRight() throws {
    #expect(
      try translations(
        """
        <x:trans-unit id="bsh15b07tas" help-id="1">
          \(Self.sourceMarks)
          <x:target state="translated"><x:mrk mid="sggnr1c80pd" mtype="seg">Lundi, il <x:g id="1">ouvrit</x:g><x:x id="2"/> <x:bx id="3" rid="3"/>.</x:mrk><x:mrk mid="svb4phpvf8g" mtype="seg">« Pourquoi ? »<x:ex id="e3" rid="3"/></x:mrk></x:target>
          <x:alt-trans match-quality="85%"><x:source>It</x:source><x:target>Autre</x:target></x:alt-trans>
        </x:trans-unit>
        """) == ["0: -", "0: Lundi, il <1>ouvrit</1><2/> <3>.", "22: « Pourquoi ? »</3>"])
  }

  @Test func unitsAndSegmentsWithNewIdsAreKnownByTheirText() throws {
    #expect(
      try translations(
        """
        <x:trans-unit id="1"><x:source> Harbor  reopens</x:source><x:target>Le port rouvre</x:target></x:trans-unit>
        <x:trans-unit id="2"><x:source>“Why?”<x:ex id="e3" rid="3"/> &amp; so on.</x:source><x:target>« Pourquoi ? »<x:ex id="e3" rid="3"/></x:target></x:trans-unit>
        <x:trans-unit id="3"><x:source>Gone.</x:source><x:target>Parti.</x:target></x:trans-unit>
        """) == [
          "0: Le port rouvre", "0: -", "22: « Pourquoi ? »</3>",
          "exchange/unknown-segment 3 line 6: the document has no such text (any more): \"Gone.\"",
        ])
  }

  // MARK: Text with tags

  @Test(arguments: [
    "a < b", "<1>", "</2>", "<3/>", "\\<1>", "\\\\</1>", "\\", "a\\", "<1", "<", "x \\< 1 <b>",
    "<99999999999999999999>",
  ])
  func textThatLooksLikeTagsIsText(_ text: String) {
    let content = MarkedText(
      bytes: Array(text.utf8),
      codes: [InlineCode(.open, at: 0, id: 7, name: ""), InlineCode(.close, at: text.utf8.count, id: 7, name: "")])
    var tagged: [UInt8] = []
    TaggedText.append(content, to: &tagged)
    #expect(TaggedText.read(tagged) == content, "\(String(decoding: tagged, as: UTF8.self))")
  }

  @Test func portableObjectsOfOtherToolsAreRead() throws {
    let file = """
      # Translators
      msgid ""
      msgstr "Language: fr\\n"
      "X-Source-Language: en\\n"

      #. A comment
      #, fuzzy, c-format
      #| msgctxt "old"
      msgctxt ""
      "a.txt#b1/s1"
      msgid "One <1>two</1>."
      msgstr ""
      "Un\\t<1>\\"deux\\"</1>\\0412"
      #~ msgid "gone"
      #~ msgstr "parti"
      msgid "not ours"
      msgstr "pas à nous"
      """
    let document = try ExchangeFormats.read(Array(file.utf8))
    let read = try #require(document.files.first)
    #expect(
      document.files.count == 1 && read.original == "a.txt" && read.targetLanguage == "fr"
        && read.sourceLanguage == "en")
    let segment = try #require(read.units.first?.segments.first)
    #expect(read.units.first?.id == "b1" && segment.id == "s1" && segment.state == .candidate)
    #expect(segment.target?.tagged == "Un\t<1>\"deux\"</1>!2")
  }

  // MARK: Tables

  /// What spreadsheets make of a table: other separators, columns moved, a charset of their own.
  @Test(arguments: [
    "id;note;source: en;state;target: fr\r\na.html#b1/s1;x;One <1>two</1>;reviewed;\"Un <1>« deux »</1>; oui\"\r\n",
    "\u{FEFF}target: fr,SOURCE: en,Id\n\"Un <1>« deux »</1>; oui\",One <1>two</1>,a.html#b1/s1\n,Not translated,a.html#b1/s2\n",
    "id\tsource: en\ttarget: fr\na.html#b1/s1\tOne <1>two</1>\t\"Un <1>« deux »</1>; oui\"\n",
    "<!DOCTYPE html><body><table><tr><td><p>id<td><p>source: en<td>target: fr</tr><tr><td colspan=3>My article</tr><tr><td>\na.html#b1/s1 <td>One &lt;1&gt;two&lt;/1&gt;<td lang=fr><p><span>Un\n&lt;1&gt;«&nbsp;deux&nbsp;»&lt;/1&gt;; <i>oui</i></span></table>",
    "{\"segment\":\"a.html#b1/s1\",\"from\":\"en\",\"to\":\"fr\",\"source\":\"One\",\"target\":\"Un <1>« deux »</1>; oui\"}\n",
  ])
  func readsTablesThatWereEdited(_ table: String) throws {
    let file = try #require(ExchangeFormats.read(Array(table.utf8)).files.first)
    #expect(file.original == "a.html" && file.sourceLanguage == "en" && file.targetLanguage == "fr")
    let segment = try #require(file.units.first?.segments.first)
    let target = segment.target?.tagged.map { $0 == "\u{A0}" ? " " : String($0) }.joined()
    #expect(target == "Un <1>« deux »</1>; oui" && segment.id == "s1")
    if table.contains("reviewed") { #expect(segment.state == .reviewed) }
    if file.units[0].segments.count > 1 { #expect(file.units[0].segments[1].target == nil) }
  }

  @Test func readsADocumentWithTrackedChanges() throws {
    let article = article("a.html", [(.paragraph, "[One <b>two</b>.]")])
    var bytes = ReviewDocumentFormat.head(source: "en", target: "fr")
    #expect(ReviewDocumentFormat.append(article, target: "fr", options: ExchangeOptions(), to: &bytes))
    let id = "a.html#\(Segment.Namer.block(article))/\(article.segments[0].id)"
    let row = """
      <w:tr><w:tc><w:p><w:r><w:t>\(id)</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>One &lt;1&gt;two&lt;/1&gt;.</w:t></w:r></w:p></w:tc>
      <w:tc><w:p><w:del><w:r><w:delText>Une</w:delText></w:r></w:del><w:ins><w:r><w:t>Un</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> &lt;1&gt;de</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ux&lt;/1&gt;.</w:t></w:r></w:p></w:tc></w:tr>
      """
    bytes += Array(row.utf8) + ReviewDocumentFormat.foot
    let file = try #require(ExchangeFormats.read(ReviewDocumentFormat.pack(bytes)).files.first)
    #expect(file.units[0].segments.map { $0.target?.tagged } == [nil, "Un <1>deux</1>."])
    var merged = article
    _ = TranslationAlignment(file, to: &merged, language: "fr")
    #expect(merged.segments[0].target?.content.tagged == "Un <1>deux</1>.")
  }

  // MARK: OmegaT

  @Test func omegaTGetsItsOwnTagsAndNeighbors() {
    var article = article(
      "a.html", [(.paragraph, "[It <b>opened</b><br/> on <i>Monday.]  [Why?</i> So.]"), (.paragraph, "[Because.]")])
    article.translate(0, "Lundi<br/> il <b>a ouvert</b> <i>ici.", .translated)
    article.translate(2, "Parce que.", .candidate)
    var memory: [UInt8] = []
    OmegaTMemory.append(
      article, file: "a.html.xlf", target: "fr", candidates: false, options: ExchangeOptions(), to: &memory)
    #expect(
      String(decoding: memory, as: UTF8.self) == """
        <tu>
        <prop type="file">a.html.xlf</prop>
        <prop type="next">Why?&lt;e0/&gt; So.</prop>
        <tuv xml:lang="en"><seg>It &lt;g0&gt;opened&lt;/g0&gt;&lt;x1/&gt; on &lt;b2/&gt;Monday.</seg></tuv>
        <tuv xml:lang="fr"><seg>Lundi&lt;x1/&gt; il &lt;g0&gt;a ouvert&lt;/g0&gt; &lt;b2/&gt;ici.</seg></tuv>
        </tu>

        """)
    memory = []
    OmegaTMemory.append(
      article, file: "a.html.xlf", target: "fr", candidates: true, options: ExchangeOptions(), to: &memory)
    #expect(String(decoding: memory, as: UTF8.self).contains("<seg>Parce que.</seg>"))
  }

  // MARK: Faults

  @Test(
    arguments: [
      ("", "xml/syntax", "line 1, column 1: no element found"),
      (
        "<feed/>", "exchange/unknown-format",
        "its first element is neither xliff in a namespace of XLIFF 1.2, 2.1 or 2.2, nor tmx"
      ),
      (
        "<html><table><tr><td>a</td></tr></table>", "exchange/unknown-format",
        "it has no table whose first row has \"id\", \"source\" and \"target\""
      ),
      (
        "id,source,target\na.html#b/s,\"open,x", "exchange/table", "line 2: the quoted cell that begins here has no end"
      ),
      ("{\"segment\": \"a#b/s\"\n", "exchange/table", nil),
      (
        "<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2'><file>\n</xliff>", "xml/syntax",
        "line 2, column 3: mismatched tag"
      ),
      ("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xliff>&a;</xliff>", "exchange/unknown-format", nil),
    ] as [(String, String, String?)])
  func refuses(_ file: String, _ code: String, _ message: String?) throws {
    do {
      _ = try ExchangeFormats.read(Array(file.utf8))
      Issue.record("no error")
    } catch {
      #expect(error.code.name == code)
      if let message { #expect(error.message == message) }
    }
  }
}

extension Segment.Namer {
  /// Id of an article's first block.
  fileprivate static func block(_ article: Article) -> String {
    var namer = Segment.Namer(prefix: "b")
    return namer.id(for: article.blocks[0].content.bytes)
  }
}

extension MarkedText {
  /// Text with its codes as "<1>", "</1>" and "<2/>".
  fileprivate var tagged: String {
    var result: [UInt8] = []
    var copied = 0
    for code in codes {
      result += bytes[copied..<code.position]
      copied = code.position
      switch code.kind {
      case .open: result += "<\(code.id)>".utf8
      case .close: result += "</\(code.id)>".utf8
      case .alone: result += "<\(code.id)/>".utf8
      }
    }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }
}
