import Articles
import Pipelines
import TestKit
import Testing
import Text

/// The digest page, made by the program from articles that try to break out of it.
@Suite struct DigestTests {
  private func digest(_ records: [String], options: String = "", others: String = "") throws -> String {
    let folder = try TemporaryFolder()
    try Project.write(records.joined(separator: "\n").utf8, to: folder.path + "/in.jsonl")
    let pipeline = """
      stages: [extract, detect-language, segment, summarize, find-terms]
      write: [{ digest: { title: "<b>News</b> & more"\(options) } }\(others)]
      """
    try Project.write(pipeline.utf8, to: folder.path + "/p.yaml")
    let result = try Program.shell("lede run p.yaml in.jsonl -o out", in: folder.path)
    #expect(result.status < 2, "\(result.errors)")
    return try Project.text(folder.path + "/out/digest.html")
  }

  @Test func articlesCannotInjectMarkup() throws {
    let attack = #"</span></article><script>alert(1)</script><img src=x onerror=alert(1)> \"' & \u0001 end."#
    let page = try digest([
      #"{"id":"a\"><script>","title":"</title><script>alert(1)</script>","byline":"<i>me</i>","date":"<b>","source":"<u>","language":"en","text":"\#(attack)"}"#
    ])
    let scripts = page.components("<script>")
    #expect(scripts == 1)
    #expect(!page.contains("<img") && !page.contains("<i>me") && !page.contains("\u{1}"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.contains("<title>&lt;b&gt;News&lt;/b&gt; &amp; more</title>"))
  }

  @Test func thePageAllowsNothingFromOutside() throws {
    let page = try digest([#"{"id":"a","language":"en","text":"One sentence stands here for all."}"#])
    #expect(page.contains("content=\"default-src 'none'; style-src 'sha256-"))
    #expect(page.firstMatch(of: /(?:src|href)="(?:https?:|\/\/)/) == nil)
    #expect(page.firstMatch(of: /\ style="|\ on[a-z]+="/) == nil)
  }

  /// The policy names the style and the script by their digests, which are made by `make docs`.
  @Test func thePolicyNamesTheStyleAndScriptAsTheyAre() throws {
    let made = try Program.shell("sh scripts/digest-hashes.sh", in: Project.root).output
    #expect(try Project.text("Sources/CData/digest/page.sha256") == made)
    let page = try digest([#"{"id":"a","language":"en","text":"One sentence stands here for all."}"#])
    for digest in made.split(separator: "\n") { #expect(page.contains("'\(digest)'")) }
    for file in ["page.css", "page.js"] {
      let text = try Project.text("Sources/CData/digest/" + file)
      #expect(page.contains(">" + text + "</") && !text.contains("</style") && !text.contains("</script"))
    }
  }

  /// What was written for machines is shown to people without what only machines need; all else as it was written.
  @Test func datesAreReadable() throws {
    let dates = [
      ("2025-03-03T07:10:00Z", "2025-03-03 07:10"), ("20250303T071000+0100", "2025-03-03 07:10"),
      ("2025-03-03", "2025-03-03"), ("3 March 2025, 07:10", "3 March 2025, 07:10"), ("Tomorrow T", "Tomorrow T"),
    ]
    let records = dates.enumerated().map {
      #"{"id":"a\#($0)","date":"\#($1.0)","language":"en","text":"One sentence stands here."}"#
    }
    let page = try digest(records)
    for (_, shown) in dates { #expect(page.contains("<bdi class=\"date\">\(shown)</bdi>")) }
  }

  /// Bands by hand: five new words, the same again in the second article; weights as the output of the analysis has them.
  @Test func whatThereIsToTranslateIsATable() throws {
    let records = ["a", "b"].map { #"{"id":"\#($0)","language":"en","text":"The mill stands quite still."}"# }
    let analysis = ", { analysis: { targets: [fr, kk], weights: [repeated-across=25] } }"
    let page = try digest(records, others: analysis)
    for row in [
      "<caption><bdi>English</bdi>, 2 documents</caption>",
      "<th scope=\"colgroup\" colspan=\"2\"><bdi>into French</bdi></th><th scope=\"colgroup\" colspan=\"2\"><bdi>into Kazakh</bdi></th>",
      "<tr><th scope=\"row\">Repeated across</th><td>25 %</td><td>5</td><td>1.25</td><td>5</td><td>1.25</td></tr>",
      "<tr><th scope=\"row\">New</th><td>100 %</td><td>5</td><td>5.00</td><td>5</td><td>5.00</td></tr>",
      "<tr><th scope=\"row\">Total</th><td></td><td>10</td><td>6.25</td><td>10</td><td>6.25</td></tr>",
    ] { #expect(page.contains(row), "\(row)") }
    #expect(try !digest(records).contains("id=\"analysis\""))
    #expect(try !digest(records, options: ", analysis: no", others: analysis).contains("id=\"analysis\""))
    let own = try digest(records, options: ", analysis: yes")
    #expect(own.contains("<bdi>into any language</bdi>") && own.contains("<td>10</td><td>5.50</td>"))
  }

  @Test func entriesHaveAnchorsOfTheirOwnAndFailuresStandLast() throws {
    let page = try digest([
      #"{"id":"a","language":"en","text":"First of all, one sentence stands here."}"#, #"{"id":"bad"}"#,
      #"{"id":"c","language":"ar","text":"هطل المطر على المدينة طوال الليل. أشرقت الشمس صباحا."}"#,
    ])
    func anchor(_ id: String) -> String { "a" + Digest(of: id.utf8).short(10) }
    #expect(page.contains("<article id=\"\(anchor("a"))\" lang=\"en\" dir=\"ltr\""))
    #expect(page.contains("<article id=\"\(anchor("c"))\" lang=\"ar\" dir=\"rtl\""))
    #expect(page.contains("<article id=\"\(anchor("bad"))\" class=\"failure\" data-id=\"bad\""))
    let bad = try #require(page.firstRange(of: "data-id=\"bad\""))
    let last = try #require(page.firstRange(of: "data-id=\"c\""))
    #expect(last.upperBound < bad.lowerBound)
    #expect(page.contains("1 not read"))
    #expect(page.contains("<a href=\"#\(anchor("a"))-1\">"))
    #expect(page.contains("<mark id=\"\(anchor("a"))-1\" data-s=\"s"))
  }
}

extension String {
  /// How many times a part stands in it.
  fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
