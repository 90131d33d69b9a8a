import Articles
import Testing
import Text

@testable import Formats

/// The constraints of XLIFF 2, each broken once in a file that is valid otherwise.
@Suite struct XLIFF2ValidatorTests {
  private static let namespaces = """
    xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" \
    xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" \
    xmlns:res="urn:oasis:names:tc:xliff:resourcedata:2.0" xmlns:fs="urn:oasis:names:tc:xliff:fs:2.0" \
    xmlns:slr="urn:oasis:names:tc:xliff:sizerestriction:2.0" xmlns:val="urn:oasis:names:tc:xliff:validation:2.0" \
    xmlns:its="http://www.w3.org/2005/11/its" xmlns:my="urn:my"
    """

  private func violations(_ xliff: String) throws -> [String] {
    try Array(xliff.utf8).withUnsafeBufferPointer { text in
      try XLIFF2Validator.violations(in: text).map(\.message)
    }
  }

  /// A file with what stands inside `file`.
  private func inFile(_ body: String, _ attributes: String = "srcLang='en' trgLang='fr'") -> String {
    "<xliff \(Self.namespaces) version='2.1' \(attributes)><file id='f'>\(body)</file></xliff>"
  }

  /// A file with what stands inside a unit.
  private func inUnit(_ body: String) -> String { inFile("<unit id='u'>\(body)</unit>") }

  // MARK: Valid

  @Test(arguments: [
    "<segment><source/></segment>",
    "<my:thing/><notes><note id='n'>x</note></notes><segment id='a' state='final'><source>a<ph id='1'/></source><target>b<ph id='1'/></target></segment>",
    "<segment><source><sc id='1'/>a</source></segment><ignorable><source> </source></ignorable><segment><source>b<ec startRef='1'/></source></segment>",
    "<segment><source><sc id='1' isolated='yes'/>a<ec isolated='yes' id='2' dir='rtl'/></source></segment>",
    "<originalData><data id='d'>&lt;b></data></originalData><segment><source><pc id='1' dataRefStart='d' dataRefEnd='d'>a</pc></source></segment>",
    "<segment><source>a<cp hex='001F'/></source><target>b<pc id='1'>c</pc></target></segment>",
    "<segment><source><pc id='1'>a</pc></source><target><pc id='1'>a</pc><pc id='2' copyOf='1'>b</pc></target></segment>",
    "<segment><source><ph id='1' canCopy='no' canDelete='no' canReorder='firstNo'/><ph id='2' canCopy='no' canDelete='no' canReorder='no'/></source></segment>",
    "<segment><source>a</source><target order='2'>A</target></segment><segment><source>b</source><target order='1'>B</target></segment>",
    "<notes><note id='n'>x</note></notes><segment><source><mrk id='m' type='comment' ref='#n=n'>a</mrk><sm id='s' translate='no'/>b<em startRef='s'/></source></segment>",
    "<gls:glossary><gls:glossEntry id='g' ref='#m'><gls:term>a</gls:term><gls:translation id='t'>b</gls:translation></gls:glossEntry></gls:glossary><segment><source><mrk id='m' type='term'>a</mrk></source></segment>",
    "<mtc:matches><mtc:match id='1' ref='#s' similarity='98.5' type='tm'><source>a<ph id='1'/></source><target>b<ph id='1'/></target></mtc:match></mtc:matches><segment id='s'><source>a<ph id='1'/></source></segment>",
    "<mda:metadata><mda:metaGroup category='x'><mda:meta type='a'>1</mda:meta></mda:metaGroup></mda:metadata><segment><source>a</source></segment>",
    "<val:validation><val:rule isPresent='B' caseSensitive='no'/></val:validation><segment><source>a</source><target>b</target></segment>",
    "<segment><source><pc id='1' fs:fs='b' fs:subFs='class,x' type='fmt' subType='xlf:b'>a</pc></source></segment>",
  ])
  func accepts(_ unit: String) throws {
    #expect(try violations(inUnit(unit)) == [])
  }

  @Test func acceptsGroupsSkeletonsAndSubFlows() throws {
    let body = """
      <skeleton href='a.skl'/><slr:profiles generalProfile='xliff:codepoints'><slr:normalization general='nfc'/></slr:profiles>
      <notes><note priority='10' appliesTo='source' category='c'>x</note></notes>
      <group id='g' type='my:t'><group id='h'/><unit id='u' slr:sizeRestriction='5,70'><segment><source><ph id='1' subFlows='v'/></source></segment></unit></group>
      <unit id='v' translate='no' xml:space='preserve'><segment><source xml:lang='EN'>a</source></segment></unit>
      """
    #expect(try violations(inFile(body, "srcLang='en' its:version='2.0'")) == [])
  }

  @Test
  func whatLedeWritesIsValid() throws {
    for seed in 1...40 {
      var random = RandomArticles(seed: UInt64(seed))
      let article = random.article()
      for format in ExchangeFormats.all where format.name.hasPrefix("xliff-2") {
        guard let bytes = format.file(of: article, target: "fr", includingBoilerplate: true) else { continue }
        let found = try bytes.withUnsafeBufferPointer { try XLIFF2Validator.violations(in: $0) }
        #expect(found == [], "seed \(seed), \(format.name)")
      }
    }
  }

  // MARK: Invalid

  @Test(
    arguments: [
      ("<file id='f'><unit id='u'><segment><source/></segment></unit></file>", "xliff has no srcLang")
    ])
  func refusesDocuments(_ body: String, _ message: String) throws {
    #expect(try violations("<xliff \(Self.namespaces) version='2.1'>\(body)</xliff>").contains(message))
    #expect(try violations("<xliff \(Self.namespaces) version='2.1' srcLang='en'/>") == ["xliff has no file"])
    #expect(
      try violations(inFile("<unit id='u'><segment><source/></segment></unit>", "srcLang='en_US'"))
        == ["srcLang=\"en_US\" of xliff must be a language tag such as en or pt-BR (BCP 47)"])
  }

  /// Versions 2.0 and 2.1 share a namespace, 2.2 has one of its own.
  @Test(arguments: [
    ("2.0", "2.0", []), ("2.1", "2.0", []), ("2.2", "2.2", []),
    ("2.2", "2.0", ["version 2.2 has another namespace than urn:oasis:names:tc:xliff:document:2.0"]),
    ("2.1", "2.2", ["version 2.1 has another namespace than urn:oasis:names:tc:xliff:document:2.2"]),
    ("2.3", "2.2", ["there is no version 2.3 of XLIFF 2"]),
  ])
  func versionAndNamespaceBelongTogether(_ version: String, _ namespace: String, _ expected: [String]) throws {
    let body = "<file id='f'><unit id='u'><segment><source/></segment></unit></file>"
    let space = "urn:oasis:names:tc:xliff:document:" + namespace
    #expect(try violations("<xliff xmlns='\(space)' version='\(version)' srcLang='en'>\(body)</xliff>") == expected)
  }

  @Test func elementsOfAnotherVersionHaveNoPlace() throws {
    let unit = "<unit xmlns='urn:oasis:names:tc:xliff:document:2.2' id='u'><segment><source/></segment></unit>"
    let body = "<file id='f'>\(unit)</file>"
    #expect(
      try violations("<xliff \(Self.namespaces) version='2.1' srcLang='en'>\(body)</xliff>").first
        == "unit is in the namespace of another version")
  }

  @Test(
    arguments: [
      ("", "file has no unit or group"),
      (
        "<unit id='u'><segment><source/></segment></unit><unit id='u'><segment><source/></segment></unit>",
        "two units of the file have the id \"u\""
      ),
      ("<group id='g'/><group id='g'/>", "two groups of the file have the id \"g\""),
      ("<skeleton/><group id='g'/>", "skeleton has neither content nor href"),
      ("<skeleton href='a'>b</skeleton><group id='g'/>", "skeleton has content and href"),
      ("<group id='g'/><notes><note>x</note></notes>", "notes may not stand here in file"),
      ("<notes/><group id='g'/>", "notes has no note"),
      (
        "<notes><note id='a'>x</note><note id='a'>y</note></notes><group id='g'/>",
        "two notes of one element have the id \"a\""
      ),
      (
        "<notes><note priority='11'>x</note></notes><group id='g'/>",
        "priority=\"11\" of note must be a whole number from 1 to 10"
      ),
      ("<group id='a b'/>", "id=\"a b\" of group must be a name of letters, digits and .-_: without spaces"),
      ("<group/>", "group has no id"),
      ("<group id='g' color='red'/>", "group has no attribute color"),
      ("<group id='g' type='plain'/>", "type=\"plain\" of group must be a prefix, a colon and a value"),
      ("<group id='g'>text</group>", "there is text in group"),
      ("<unit id='u'><ignorable><source/></ignorable></unit>", "the unit \"u\" has no segment"),
      (
        "<unit id='u'><segment><source><ph id='1' subFlows='w'/></source></segment></unit>",
        "subFlows names \"w\", which is no unit of the file"
      ),
      (
        "<mtc:matches><mtc:match ref='#a'><source/><target/></mtc:match></mtc:matches><group id='g'/>",
        "mtc:matches stands in file"
      ),
      ("<group id='g' its:domains='x'/>", "its:domains is there, but no its:version"),
      ("<res:resourceData><res:resourceItem id='i'/></res:resourceData><group id='g'/>", "a resourceItem is empty"),
      (
        "<res:resourceData><res:resourceItem id='i' mimeType='a/b'><res:source/></res:resourceItem></res:resourceData><group id='g'/>",
        "res:source has neither content nor href"
      ),
      ("<thing/><group id='g'/>", "XLIFF has no element \"thing\""),
    ])
  func refusesFiles(_ body: String, _ message: String) throws {
    let found = try violations(inFile(body))
    #expect(found.contains(message), "\(found)")
  }

  @Test(
    arguments: [
      ("<segment/>", "segment has no source"),
      ("<segment><target/><source/></segment>", "segment has target before source"),
      ("<segment><source/><source/></segment>", "segment has source twice"),
      (
        "<segment state='done'><source/></segment>",
        "state=\"done\" of segment must be initial or translated or reviewed or final"
      ),
      ("<segment state='translated'><source/></segment>", "a segment of state \"translated\" has no target"),
      ("<segment subState='my:x'><source/></segment>", "a segment has subState without state"),
      ("<segment><source xml:lang='de'/></segment>", "the language of the source is \"de\", that of the file \"en\""),
      (
        "<segment><source/><target xml:lang='de'/></segment>",
        "the language of the target is \"de\", that of the file \"fr\""
      ),
      (
        "<segment id='a'><source/></segment><segment id='a'><source/></segment>",
        "the id \"a\" is there twice in its unit"
      ),
      ("<segment id='1'><source><ph id='1'/></source></segment>", "the id \"1\" is there twice in its unit"),
      (
        "<segment><source><ph id='1'/></source><target><pc id='1'>a</pc></target></segment>",
        "the pc \"1\" has the id of another element that is no source of it"
      ),
      (
        "<segment><source><ph id='1'/></source><target><ph id='1'/><ph id='1'/></target></segment>",
        "the id \"1\" is there twice in the targets"
      ),
      ("<segment><source><sc id='1'/></source></segment>", "the sc \"1\" has no end in the source of its unit"),
      (
        "<segment><source><sc id='1'/><ec startRef='1'/></source><target><sc id='1'/></target></segment>",
        "the sc \"1\" has no end in the target of its unit"
      ),
      (
        "<segment><source><sc id='1' isolated='yes'/><ec startRef='1'/></source></segment>",
        "the sc \"1\" is isolated, but its ec is in the same unit"
      ),
      ("<segment><source><ec startRef='1'/></source></segment>", "startRef \"1\" names no sc of the same unit"),
      ("<segment><source><ec/></source></segment>", "an ec has no startRef"),
      ("<segment><source><ec isolated='yes'/></source></segment>", "an isolated ec has no id"),
      ("<segment><source><ec isolated='yes' id='2' startRef='1'/></source></segment>", "an isolated ec has a startRef"),
      (
        "<segment><source><sc id='1'/><ec id='2' startRef='1'/></source></segment>",
        "an ec that is not isolated has an id"
      ),
      (
        "<segment><source><sc id='1'/><ec startRef='1' dir='rtl'/></source></segment>",
        "an ec that is not isolated has dir"
      ),
      ("<segment><source><ec startRef='1'/><sc id='1'/></source></segment>", "the ec stands before its sc \"1\""),
      (
        "<segment><source><sc id='1' canDelete='no'/><ec startRef='1'/></source></segment>",
        "canDelete is not that of the sc"
      ),
      (
        "<segment><source><sm id='1' type='term'/></source></segment>",
        "the sm \"1\" has no end in the source of its unit"
      ),
      ("<segment><source><em startRef='1'/></source></segment>", "startRef \"1\" names no sm of the same unit"),
      ("<segment><source><mrk id='1'>a</mrk></source></segment>", "a generic mrk has no translate"),
      (
        "<segment><source><mrk id='1' type='comment'>a</mrk></source></segment>",
        "a comment must have one of value and ref"
      ),
      (
        "<segment><source><mrk id='1' type='comment' ref='#n=x'>a</mrk></source></segment>",
        "ref \"#n=x\" of mrk leads to nothing that it may refer to"
      ),
      (
        "<segment><source><mrk id='1' type='term' ref='#u=u/f=f'>a</mrk></source></segment>",
        "ref \"#u=u/f=f\" is no fragment identifier of XLIFF"
      ),
      (
        "<segment><source><mrk id='1' type='xlf:x'>a</mrk></source></segment>",
        "type \"xlf:x\" has the prefix of XLIFF itself"
      ),
      ("<segment><source><ph id='1' dataRef='d'/></source></segment>", "dataRef \"d\" names no data of the unit"),
      (
        "<originalData><data id='d'/><data id='d'/></originalData><segment><source/></segment>",
        "two data have the id \"d\""
      ),
      (
        "<originalData><data id='d'/></originalData><segment><source><pc id='1' dataRefStart='d'>a</pc></source></segment>",
        "a pc has one of dataRefStart and dataRefEnd"
      ),
      ("<segment><source><ph id='1' copyOf='2'/></source></segment>", "copyOf \"2\" names no code of the unit"),
      (
        "<segment><source><ph id='1' canCopy='no'/><ph id='2' copyOf='1'/></source></segment>",
        "it is a copy of \"1\", which may not be copied"
      ),
      ("<segment><source><ph id='1' subType='my:x'/></source></segment>", "ph has subType without type"),
      (
        "<segment><source><ph id='1' type='ui' subType='xlf:b'/></source></segment>",
        "subType \"xlf:b\" does not belong to type \"ui\""
      ),
      (
        "<segment><source><ph id='1' canReorder='no'/></source></segment>",
        "canReorder is \"no\", but canCopy and canDelete are not \"no\""
      ),
      (
        "<segment><source><ph id='1' canReorder='no' canCopy='no' canDelete='no'/></source></segment>",
        "a sequence of codes that keeps its order begins with canReorder=\"no\""
      ),
      (
        "<segment state='final'><source><ph id='1' canDelete='no'/></source><target/></segment>",
        "the final target lacks the code \"1\", which may not be deleted"
      ),
      ("<segment><source/><target order='2'/></segment>", "order is 2, and the unit has 1 segments and ignorables"),
      (
        "<segment><source/><target order='1'/></segment><segment><source/><target order='1'/></segment>",
        "two targets of the unit have the place 1"
      ),
      (
        "<segment><source/><target order='2'/></segment><segment><source/></segment>",
        "order moves the target to place 2, whose own target has no order"
      ),
      (
        "<segment><source><cp hex='0041'/></source></segment>",
        "hex=\"0041\" of cp must be a character that XML cannot hold, in hexadecimal"
      ),
      (
        "<gls:glossary><gls:glossEntry><gls:term>a</gls:term></gls:glossEntry></gls:glossary><segment><source/></segment>",
        "an entry of a glossary has neither translation nor definition"
      ),
      (
        "<mtc:matches><mtc:match ref='#x'><source/><target/></mtc:match></mtc:matches><segment><source/></segment>",
        "ref \"#x\" of mtc:match leads to nothing that it may refer to"
      ),
      (
        "<mtc:matches><mtc:match ref='#s' similarity='101'><source/><target/></mtc:match></mtc:matches><segment id='s'><source/></segment>",
        "similarity=\"101\" of mtc:match must be a number from 0.0 to 100.0"
      ),
      (
        "<mtc:matches><mtc:match ref='#s'><source/></mtc:match></mtc:matches><segment id='s'><source/></segment>",
        "mtc:match has no target"
      ),
      (
        "<val:validation><val:rule occurs='2' startsWith='a'/></val:validation><segment><source/></segment>",
        "a rule has occurs without isPresent"
      ),
      (
        "<val:validation><val:rule isPresent='x'/></val:validation><segment><source>a</source><target>b</target></segment>",
        "the target breaks the rule isPresent=\"x\""
      ),
      ("<segment><source><ph id='1' fs:subFs='a,b'/></source></segment>", "fs:subFs is there without fs:fs"),
      (
        "<segment><source><ph id='1' fs:fs='blink'/></source></segment>",
        "fs:fs=\"blink\" must be an element of HTML that XLIFF lists"
      ),
      (
        "<segment><source><ph id='1' slr:sizeInfo='a' slr:sizeInfoRef='b'/></source></segment>",
        "there are sizeInfo and sizeInfoRef"
      ),
    ])
  func refusesUnits(_ body: String, _ message: String) throws {
    let found = try violations(inUnit(body))
    #expect(found.contains(message), "\(found)")
  }

  // MARK: The message

  @Test func aRefusedFileSaysWhereAndWhatToDo() throws {
    let file = inUnit("\n<segment><source><ph id='1'/><ph id='1'/></source></segment>\n<segment/>")
    do {
      _ = try ExchangeFormats.read(Array(file.utf8))
      Issue.record("no error")
    } catch {
      #expect(error.code.name == "xliff/invalid")
      #expect(
        error.message
          == "line 2: the id \"1\" is there twice in its unit; give each segment and code its own id (and 1 more)")
    }
    let document = try ExchangeFormats.read(Array(file.utf8), allowsInvalid: true)
    #expect(document.files.count == 1 && document.findings.count == 2)
  }
}
