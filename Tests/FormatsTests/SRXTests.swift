import Articles
import Formats
import Testing

@Suite struct SRXTests {
  private static let file = """
    <?xml version="1.0" encoding="UTF-8"?>
    <srx xmlns="http://www.lisa.org/srx20" xmlns:okpsrx="http://okapi.sf.net/srx-extensions" version="2.0">
      <header segmentsubflows="yes" cascade="no">
        <formathandle type="start" include="no"/>
        <okpsrx:options oneSegmentIncludesAll="no"/>
      </header>
      <body>
        <languagerules>
          <languagerule languagerulename="default">
            <rule break="no"><beforebreak>\\bMr\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
            <!-- a comment -->
            <rule break="yes"><beforebreak>[.?!]+&amp;?</beforebreak><afterbreak>\\s+&lt;</afterbreak></rule>
            <rule><afterbreak>\\n</afterbreak></rule>
          </languagerule>
        </languagerules>
        <maprules><languagemap languagepattern="[Ee][Nn].*" languagerulename="default"/></maprules>
      </body>
    </srx>
    """

  @Test func rulesAreReadInOrderWithTheirLines() throws {
    let rules = try SRXReader.read(Array(SRXTests.file.utf8))
    #expect(!rules.cascades && rules.segmentsSubflows && rules.codes["start"] == "no")
    #expect(rules.maps.map(\.pattern) == ["[Ee][Nn].*"])
    #expect(
      rules.groups.first?.rules == [
        .init(isBreak: false, before: "\\bMr\\.", after: "\\s", line: 10),
        .init(isBreak: true, before: "[.?!]+&?", after: "\\s+<", line: 12),
        .init(isBreak: true, before: "", after: "\\n", line: 13),
      ])
  }

  @Test func whatIsWrittenReadsTheSame() throws {
    var rules = try SRXReader.read(Array(SRXTests.file.utf8))
    let written = SRXWriter.write(rules, note: "a -- b")
    var again = try SRXReader.read(written)
    for group in rules.groups.indices {
      for rule in rules.groups[group].rules.indices {
        rules.groups[group].rules[rule].line = 0
        again.groups[group].rules[rule].line = 0
      }
    }
    for map in rules.maps.indices {
      rules.maps[map].line = 0
      again.maps[map].line = 0
    }
    #expect(again == rules)
  }

  @Test(arguments: [
    ("<a/>", "1: this is no SRX file: its first element is not <srx>"),
    ("<srx version=\"2.0\">\n<body>", "2: no element found"),
    (
      "<srx version=\"3.0\"><body><languagerules><languagerule languagerulename=\"a\">\n<rule break=\"maybe\"><beforebreak>x</beforebreak></rule><rule/></languagerule></languagerules>\n<maprules><languagemap languagepattern=\".*\" languagerulename=\"b\"/></maprules></body></srx>",
      "1: version \"3.0\" is neither 2.0 nor 1.0|2: break is \"maybe\", neither yes nor no|3: there are no rules by the name \"b\""
    ),
  ])
  func faultsHaveTheirLines(_ file: String, _ expected: String) {
    let error = #expect(throws: SRXFaults.self) { try SRXReader.read(Array(file.utf8)) }
    #expect(error?.faults.map { "\($0.line): \($0.message)" }.joined(separator: "|") == expected)
  }
}
