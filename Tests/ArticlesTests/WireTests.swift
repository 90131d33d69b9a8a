import Articles
import Testing
import Text

@Suite struct WireTests {
  /// Reads a line and writes it again.
  fileprivate func echo(_ line: String) throws -> String {
    switch try WireReader().read(Array(line.utf8), path: "test:1") {
    case .article(let article):
      var json = JSONWriter()
      article.write(to: &json)
      return String(decoding: json.bytes, as: UTF8.self)
    case .failure(_, let json): return String(decoding: json, as: UTF8.self)
    case .refused(_, let error): throw error
    }
  }

  private static let full = """
    {"id":"a","title":"T","byline":"B","date":"3 May","source":"S","url":"https://example.org/a","language":"en",\
    "blocks":[{"kind":"title","text":"T"},{"kind":"paragraph","text":"One. Two é.","article":true},\
    {"kind":"paragraph","text":"Share","article":false}],\
    "segments":[{"id":"s1","block":1,"start":0,"end":4,"text":"One.",\
    "targets":[{"language":"fr","text":"Un.","codes":[{"kind":"open","at":0,"id":1,"name":"b"},{"kind":"close","at":3,"id":1,"name":"b"}],\
    "state":"translated","origin":"desk.tmx","score":101},{"language":"kk","text":"Бір.","state":"candidate"}],\
    "candidates":[{"language":"de","text":"Eins.","codes":[{"kind":"alone","at":5,"id":2,"name":"br","equivalent":"\\n"}],\
    "kind":"fuzzy","score":80,"origin":"old.tmx","source":{"text":"Ones."}}]},{"id":"s2","block":1,"start":5,"end":12,"text":"Two é."}],\
    "summary":{"method":"lead","sentences":[{"segment":"s2","score":0.5,"text":"Two é."}],"text":"Two é."},\
    "terms":[{"term":"RWC","kind":"abbreviation","score":1.25,"count":2,"variants":["rwc"],"expansion":"Water","segment":"s1","context":"One."}],\
    "findings":[{"code":"language/unknown","message":"m"}],"desk":"economy","n":[1.50,{"x":null}]}
    """

  @Test func everyMemberComesBackAndUnknownOnesPassThrough() throws {
    #expect(try echo(Self.full) == Self.full)
  }

  @Test func theOrderOfMembersDoesNotMatter() throws {
    let line =
      #"{"summary":{"method":"","sentences":[]},"segments":[{"id":"s","block":0,"start":0,"end":1,"text":"x"}],"blocks":[{"kind":"item","text":"x"}],"id":"a"}"#
    let expected =
      #"{"id":"a","blocks":[{"kind":"item","text":"x","article":true}],"segments":[{"id":"s","block":0,"start":0,"end":1,"text":"x"}],"summary":{"method":"","sentences":[],"text":""}}"#
    #expect(try echo(line) == expected)
  }

  @Test(arguments: [
    (#"{"id":7,"text":"x"}"#, #"{"id":"7","text":"x"}"#),
    (#"{"id":"a","html":"<p>x","title":null}"#, #"{"id":"a","html":"<p>x"}"#),
    (
      #"{"id":"a","text":"x","source":{"name":"y"},"summary":"gold"}"#,
      #"{"id":"a","text":"x","source":{"name":"y"},"summary":"gold"}"#
    ),
    (#"{"id":"a","text":"x","blocks":null,"segments":null,"terms":null,"x":null}"#, #"{"id":"a","text":"x","x":null}"#),
    (#"{"id":"a","error":{"code":"x/y","message":"m"}}"#, #"{"id":"a","error":{"code":"x/y","message":"m"}}"#),
  ])
  func otherProgramsRecordsAreTaken(_ line: String, _ expected: String) throws {
    #expect(try echo(line) == expected)
  }

  @Test(arguments: [
    ("", Code.badJSON), ("[]", .badJSON), ("{", .badJSON), (#"{"text":"x"}"#, .missingMember),
    (#"{"id":"a"}"#, .missingMember),
    (#"{"id":null,"text":"x"}"#, .badMember), (#"{"id":"a","text":1}"#, .badMember),
    (#"{"id":"","text":"x"}"#, .badMember),
    (#"{"id":"a","text":"x","language":"English please"}"#, .badMember),
    (#"{"id":"a","blocks":[{"kind":"poem","text":"x"}]}"#, .badMember),
    (
      #"{"id":"a","blocks":[{"kind":"item","text":"x"}],"segments":[{"id":"s","block":0,"start":0,"end":1,"targets":[{"language":"fr","text":"é","state":"final","codes":[{"kind":"alone","at":1,"id":1}]}]}]}"#,
      .badMember
    ),
    (
      #"{"id":"a","blocks":[{"kind":"item","text":"x"}],"segments":[{"id":"s","block":0,"start":0,"end":2}]}"#,
      .badMember
    ),
    (
      #"{"id":"a","blocks":[{"kind":"item","text":"x"}],"segments":[{"id":"s","block":1,"start":0,"end":0}]}"#,
      .badMember
    ),
    (#"{"id":"a","text":"x","blocks":"x"}"#, .badMember), (#"{"id":"a","text":"x","terms":{}}"#, .badMember),
    (
      #"{"id":"a","blocks":[{"kind":"item","text":"é"}],"segments":[{"id":"s","block":0,"start":0,"end":1}]}"#,
      .badMember
    ),
    (#"{"id":"a","text":"x","summary":{"sentences":[{"segment":"none"}]}}"#, .badMember),
  ])
  func badRecordsAreRefusedWithTheirCode(_ line: String, _ code: Code) {
    #expect {
      _ = try echo(line)
    } throws: { ($0 as? ArticleError)?.code == code }
  }

  @Test func segmentIdsStayWhenOthersComeAndGo() {
    func ids(_ texts: [String]) -> [String] {
      var namer = Segment.Namer()
      return texts.map { namer.id(for: $0.utf8) }
    }
    let before = ids(["One.", "Two.", "Two.", "Three."])
    let after = ids(["New.", "One.", "Two.", "Three.", "Two."])
    #expect(after[1] == before[0] && after[2] == before[1] && after[3] == before[3] && after[4] == before[2])
    #expect(before[2] == before[1] + "-2")
    #expect(Set(before).count == 4)
  }

  @Test func codesAreNamedOnceAndExplained() {
    #expect(Set(Code.all.map(\.name)).count == Code.all.count)
    for code in Code.all {
      #expect(code.name.wholeMatch(of: /[a-z]+\/[a-z0-9-]+/) != nil, "\(code.name)")
      #expect(code.about.hasSuffix(".") && code.about.count > 40, "\(code.name)")
    }
  }
}

extension WireTests {
  @Test func termMatchesComeBackAndThoseOfOthersAreRefused() throws {
    func line(_ start: Int, _ end: Int, _ status: String = "forbidden") -> String {
      """
      {"id":"a","blocks":[{"kind":"paragraph","text":"Two é.","article":true}],\
      "segments":[{"id":"s","block":0,"start":0,"end":7,"text":"Two é."}],\
      "termMatches":[{"segment":"s","start":\(start),"end":\(end),"text":"é","concept":"c","term":"é",\
      "status":"\(status)","definition":"d","targets":[{"term":"e","language":"kk","status":"approved"}]}]}
      """
    }
    #expect(try echo(line(4, 6)) == line(4, 6))
    for wrong in [line(5, 6), line(4, 8), line(6, 4), line(4, 6, "perhaps")] {
      #expect(throws: ArticleError.self) { try echo(wrong) }
    }
  }
}
