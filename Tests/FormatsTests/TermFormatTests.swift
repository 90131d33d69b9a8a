import Articles
import Testing

@testable import Formats

/// What every format of term files must do. Formats with two languages, or few fields, are held to what they have room for.
@Suite struct TermFormatTests {
  static let names = TermFormats.all.map(\.name)

  static let desk: [Concept] = [
    Concept(
      id: "c-water", subject: "water", definition: "A treaty on shared rivers.", note: "seen by the desk",
      designations: [
        Designation(
          "water-sharing agreement", language: "en", definition: "An agreement on who takes how much.",
          context: "The water-sharing agreement took nine years.", source: "style guide", note: "not \"deal\"",
          article: "en-water-accord.txt", segment: "s0abc"),
        Designation("water deal", language: "en", status: .forbidden, definition: "the same, in headlines"),
        Designation("WSA", language: "en", status: .admitted, kind: .abbreviation),
        Designation(
          "accord sur le partage de l'eau", language: "fr", context: "L'accord <b>&c</b>; un \"test\", quoi."),
        Designation("су бөлісу туралы келісім", language: "kk", status: .proposed),
      ]),
    Concept(
      id: "42 / β",
      designations: [
        Designation("Varmouth", language: "en-GB", kind: .name),
        Designation(
          "Вармут", language: "ru", status: .proposed, kind: .name, note: "a, b\tc".replacing("\t", with: " ")),
      ]),
    Concept(id: "c3", designations: [Designation("自動運転バス", language: "ja"), Designation("اتفاق", language: "ar")]),
  ]

  private static func read(
    _ text: String, _ path: String, _ languages: [String] = []
  ) -> (concepts: [Concept], error: String?) {
    var concepts: [Concept] = []
    do throws(TermFileError) {
      try TermFormats.read(Array(text.utf8), path: path, languages: languages) { concept in
        concepts.append(concept)
        return true
      }
      return (concepts, nil)
    } catch {
      let hint = error.hint.map { " — \($0)" } ?? ""
      return (concepts, "\(error.line):\(error.column): \(error.message)\(hint)")
    }
  }

  /// The part of a concept that a format with two languages has room for.
  private static func pairs(_ concept: Concept, _ source: String, _ target: String) -> [String] {
    let usable = concept.designations.filter { $0.status != .forbidden }
    let targets = usable.filter { TermLanguage.matches($0.language, target) }.map(\.term)
    return usable.filter { TermLanguage.matches($0.language, source) }.flatMap { term in
      targets.isEmpty ? ["\(term.term) ="] : targets.map { "\(term.term) = \($0)" }
    }
  }

  @Test(arguments: names)
  func whatWasWrittenIsRead(_ name: String) throws {
    let format = try #require(TermFormats.named(name))
    let file = format.file(of: Self.desk, languages: ["en", "fr"])
    let path = "desk.en-fr.\(format.ending)"
    let (concepts, error) = Self.read(String(decoding: file, as: UTF8.self), path)
    #expect(error == nil, "\(error ?? "")")
    if ["omegat", "xliff-glossary"].contains(name) {
      let expected = Self.desk.flatMap { Self.pairs($0, "en", "fr") }
      #expect(Set(concepts.flatMap { Self.pairs($0, "en", "fr") }) == Set(expected))
    } else {
      #expect(concepts == Self.desk)
      // And once more, to the byte.
      #expect(format.file(of: concepts, languages: ["en", "fr"]) == file)
    }
  }

  @Test(arguments: names)
  func aFileIsRecognizedByItsOwnFormat(_ name: String) throws {
    let format = try #require(TermFormats.named(name))
    let file = format.file(of: Self.desk, languages: ["en", "fr"])
    let first = TermFormats.all.first { $0.recognizes(file.prefix(4096), ending: format.ending) }
    // All of TBX is read alike, by the first of its formats.
    #expect(first?.name == (name.hasPrefix("tbx") ? "tbx" : name))
  }

  @Test(arguments: names)
  func readingStopsWhenItIsAskedTo(_ name: String) throws {
    let format = try #require(TermFormats.named(name))
    let file = format.file(of: Self.desk, languages: ["en", "fr"])
    var count = 0
    try TermFormats.read(file, path: "desk.en-fr.\(format.ending)") { _ in
      count += 1
      return false
    }
    #expect(count == 1)
  }

  /// Cut anywhere, a file is read up to there or refused, and never more than it holds comes out.
  @Test(arguments: names)
  func aFileThatIsCutShortDoesNoHarm(_ name: String) throws {
    let format = try #require(TermFormats.named(name))
    let file = format.file(of: Self.desk, languages: ["en", "fr"])
    for end in stride(from: 0, to: file.count, by: 7) {
      let (concepts, error) = Self.read(
        String(decoding: file[..<end], as: UTF8.self), "desk.en-fr.\(format.ending)")
      #expect(concepts.count <= 6)
      if format.ending == "tbx" || format.ending == "xlf" { #expect(error != nil, "cut at \(end)") }
    }
  }

  @Test(arguments: ["utf-16le", "windows-1251"])
  func otherCharsetsAreRead(_ charset: String) throws {
    let text =
      "<?xml version=\"1.0\" encoding=\"\(charset)\"?><martif><text><body><termEntry><langSet xml:lang=\"ru\">"
      + "<tig><term>Вода</term></tig></langSet></termEntry></body></text></martif>"
    var bytes: [UInt8] = charset == "utf-16le" ? [0xFF, 0xFE] : []
    for unit in text.utf16 {
      if charset == "utf-16le" {
        bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      } else {
        bytes.append(unit < 0x80 ? UInt8(unit) : UInt8(unit - 0x410 + 0xC0))
      }
    }
    #expect(try TermFormats.concepts(bytes, path: "a.tbx").map { $0.designations[0].term } == ["Вода"])
  }

  // TBX of others.

  /// An entry as other tools write it, and what is read of it.
  @Test(arguments: [
    (
      // Version 2 with a DOCTYPE, groups, older status names, an inline element, and a history.
      """
      <!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
      <martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
      <text><body><termEntry id="t1"><descrip type="subjectField">law</descrip>
      <transacGrp><transac type="transactionType">creation</transac><date>2001-01-01</date></transacGrp>
      <langSet xml:lang="EN-us"><descripGrp><descrip type="definition">A  thing.
      </descrip><admin type="source">book</admin></descripGrp>
      <ntig><termGrp><term>big <hi>deal</hi></term><termNote type="partOfSpeech">noun</termNote>
      <termNote type="normativeAuthorization">supersededTerm</termNote></termGrp></ntig>
      <tig><term/></tig></langSet></termEntry></body></text></martif>
      """,
      "t1 law | en-US big deal forbidden term (A thing.) [partOfSpeech: noun; source: book]"
    ),
    (
      // Version 3, data categories as tags.
      """
      <tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
       xmlns:m="http://www.tbxinfo.net/ns/min" xmlns:b="http://www.tbxinfo.net/ns/basic"><text><body>
      <conceptEntry id="c9"><m:subjectField>rail</m:subjectField><langSec xml:lang="de"><termSec><term>Nachtzug</term>
      <m:administrativeStatus>admittedTerm-admn-sts</m:administrativeStatus><b:termType>acronym</b:termType>
      <descripGrp><b:context>Der Nachtzug fährt.</b:context><b:source>ÖBB</b:source></descripGrp></termSec></langSec>
      </conceptEntry></body></text></tbx>
      """,
      "c9 rail | de Nachtzug admitted abbreviation {Der Nachtzug fährt.} <ÖBB>"
    ),
    (
      // With a prefix for everything, no status, a process status.
      """
      <t:tbx xmlns:t="urn:iso:std:iso:30042:ed-2" type="TBX-Core" style="dca"><t:text><t:body><t:conceptEntry>
      <t:langSec xml:lang="kk"><t:termSec><t:term>астық</t:term><t:termNote type="processStatus">unprocessed</t:termNote>
      </t:termSec></t:langSec></t:conceptEntry></t:body></t:text></t:tbx>
      """,
      "  | kk астық proposed term"
    ),
  ])
  func entriesOfOtherToolsAreRead(_ file: String, _ expected: String) throws {
    let (concepts, error) = Self.read(file, "desk.tbx")
    #expect(error == nil, "\(error ?? "")")
    let concept = try #require(concepts.first)
    let terms = concept.designations.map { term in
      "\(term.language) \(term.term) \(term.status) \(term.kind)"
        + (term.definition.isEmpty ? "" : " (\(term.definition))")
        + (term.context.isEmpty ? "" : " {\(term.context)}") + (term.source.isEmpty ? "" : " <\(term.source)>")
        + (term.note.isEmpty ? "" : " [\(term.note)]")
    }
    #expect("\(concept.id) \(concept.subject) | \(terms.joined(separator: ", "))" == expected)
  }

  /// Files that are wrong, and what is said of them.
  @Test(arguments: [
    ("a.tbx", "<html/>", "1:1: the root element is \"html\", not \"tbx\" or \"martif\""),
    ("a.tbx", "<tbx><text>\n <langSec xml:lang='en'/></text></tbx>", "2:2: \"langSec\" stands where it must not"),
    (
      "a.tbx", "<tbx><conceptEntry><conceptEntry/></conceptEntry></tbx>",
      "1:20: \"conceptEntry\" stands where it must not"
    ),
    (
      "a.tbx", "<tbx><conceptEntry><langSec xml:lang='en'><term>x</term></langSec></conceptEntry></tbx>",
      "1:43: \"term\" stands outside of a term section"
    ),
    ("a.tbx", "<tbx><conceptEntry><langSec/></conceptEntry></tbx>", "1:20: \"langSec\" has no xml:lang"),
    (
      "a.tbx", "<tbx><conceptEntry><langSec xml:lang='a b'/></conceptEntry></tbx>", "1:20: \"a b\" is no language tag"
    ),
    ("a.tbx", "<tbx><conceptEntry></tbx>", "1:22: mismatched tag"),
    ("a.csv", "", "1:1: the table is empty"),
    ("a.csv", "\n\n", "1:1: the table is empty"),
    ("a.csv", "term,meaning\nx,y", "1:1: no column says in which language the terms are"),
    ("a.csv", "a1,b1\nx,y", "1:1: no column holds terms"),
    ("a.csv", "term,language\nbank,e n\n", "2:1: \"e n\" is no language tag"),
    ("a.csv", "term,language\nbank,\n", "2:1: the row says no language for \"bank\""),
    ("a.csv", "term,language\nbank,en,x\n", "2:1: the row has 3 cells, and the first row names 2"),
    ("a.csv", "term,language\nbank,\"en\n", "2:6: the quoted cell that begins here has no end"),
    ("a.csv", "term,language,status\nbank,en,perhaps\n", "2:1: the status \"perhaps\" is not known"),
    ("a.csv", "term,language,target\nbank,en,banque\n", "2:1: the row says no language for \"banque\""),
    ("a.utf8", "bank\tbanque\n", "1:1: an OmegaT glossary does not say its languages"),
    ("en-fr.utf8", "bank\tbanque\ta\tb\n", "1:1: the line has 4 fields between tabs, and a glossary has two or three"),
    (
      "a.xlf", "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0'/>", "1:1: \"xliff\" has no srcLang"
    ),
    ("a.doc", "text", "1:1: it is no file of terms that lede knows"),
  ])
  func whatIsWrongIsSaidWithItsPlace(_ path: String, _ file: String, _ expected: String) {
    let error = Self.read(file, path).error ?? "nothing is wrong"
    #expect(error.hasPrefix(expected), "\(error)")
  }

  /// Files that were made to do harm.
  @Test func hostileFilesAreRefused() {
    let bomb =
      "<!DOCTYPE tbx [<!ENTITY a \"aaaaaaaaaa\">"
      + (0..<9).map { "<!ENTITY a\($0) \"\(String(repeating: $0 == 0 ? "&a;" : "&a\($0 - 1);", count: 10))\">" }
      .joined()
      + "]><tbx><conceptEntry><langSec xml:lang='en'><termSec><term>&a8;</term></termSec></langSec></conceptEntry></tbx>"
    #expect(Self.read(bomb, "a.tbx").error != nil)
    let outside =
      "<!DOCTYPE tbx [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><tbx><conceptEntry><langSec xml:lang='en'><termSec>"
      + "<term>x&a;y</term></termSec></langSec></conceptEntry></tbx>"
    let (concepts, _) = Self.read(outside, "a.tbx")
    #expect(concepts.allSatisfy { $0.designations.allSatisfy { $0.term == "xy" } })
    let deep = "<tbx>" + String(repeating: "<text>", count: 5_000)
    #expect(Self.read(deep, "a.tbx").error?.contains("1:") == true)
    let long = "<tbx><conceptEntry><langSec xml:lang='en'><termSec><term>\(String(repeating: "x ", count: 40_000))"
    #expect(Self.read(long, "a.tbx").error?.contains("more than 64 KiB") == true)
    let cell = "term,language\n\"\(String(repeating: "x", count: 70_000))"
    #expect(Self.read(cell, "a.csv").error?.hasPrefix("2:1: a cell has more than 64 KiB") == true)
    let wide = "term,language" + String(repeating: ",", count: 2_000)
    #expect(Self.read(wide, "a.csv").error?.contains("more than 1,000 cells") == true)
    let many = String(repeating: "<termSec><term>x</term></termSec>", count: 10_001)
    let crowd = "<tbx><conceptEntry><langSec xml:lang='en'>\(many)</langSec></conceptEntry></tbx>"
    #expect(Self.read(crowd, "a.tbx").error?.contains("more than 10,000 terms") == true)
  }

  /// Tables in the shapes that people make, as "language term, …" per concept.
  @Test(arguments: [
    ("a.csv", "en,fr,note\nbank,banque|rive,money\n", ["en bank, fr banque, fr rive"]),
    ("a.csv", "ID;en;pt-br\n1;bus;ônibus\n", ["en bus, pt-BR ônibus"]),
    ("a.csv", "\u{FEFF}Term,Language,Target,Target language\n\"a \"\"b\"\", c\",en,d,fr\n", ["en a \"b\", c, fr d"]),
    ("a.csv", "concept,language,term\n1,en,bus\n1,fr,car\n2,en,train\n", ["en bus, fr car", "en train"]),
    ("a.csv", "term,language,expansion,count\nUNO,en,United Nations,3\n", ["en UNO, en United Nations"]),
    ("a.tsv", "term\tlanguage\r\nit's \"x\"\ten\r\n\r\n", ["en it's \"x\""]),
    ("a.csv", "term,language,fr\nbank,en,banque\n", ["en bank, fr banque"]),
    ("en-fr.txt", "# remark\nbank\tbanque\tmoney\r\nlevee\t\tcontext\n", ["en bank, fr banque", "en levee"]),
  ])
  func tablesAreToldByTheirFirstRow(_ path: String, _ file: String, _ expected: [String]) {
    let (concepts, error) = Self.read(file, path)
    #expect(error == nil, "\(error ?? "")")
    #expect(concepts.map { $0.designations.map { "\($0.language) \($0.term)" }.joined(separator: ", ") } == expected)
  }

  /// OmegaT drops a line whose target and comment are both empty.
  @Test func aGlossaryLineAlwaysHasATargetOrAComment() {
    let concepts = [
      Concept(designations: [Designation("levee", language: "en", status: .proposed, context: "The levee held.")]),
      Concept(designations: [Designation("#tag", language: "en")]),
      Concept(designations: [
        Designation("bank", language: "en"), Designation("rive", language: "fr", status: .forbidden),
      ]),
    ]
    let file = OmegaTGlossaryFormat().file(of: concepts, languages: ["en", "fr"])
    #expect(
      String(decoding: file, as: UTF8.self)
        == "levee\t\tproposed; The levee held.\n #tag\t\tno translation yet\nbank\t\tnot: rive\n")
  }
}
