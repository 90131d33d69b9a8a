import Pipelines
import TestKit
import Testing
import Text

/// The digest page in a real browser, used as an editor uses it. Skipped, with the reason, where none is installed.
@Suite(.enabled(if: Browser.path != nil, Comment(rawValue: Browser.absence))) struct DigestBrowserTests {
  /// Two papers with one agency's text, a report of the same in other words, and articles of their own in two scripts.
  static let records = [
    #"{"id":"wire.txt","title":"River states sign accord","source":"Reuters","date":"2025-03-03","language":"en","text":"\#(accord)"}"#,
    #"{"id":"ferry.txt","title":"Ferry runs again","source":"Courier","date":"2025-03-05","language":"en","text":"The night ferry to Point Ness runs again from Friday. Its engine was replaced over the winter. Tickets cost 12 crowns."}"#,
    #"{"id":"paper.txt","title":"Four states share a river","source":"Courier","date":"2025-03-04","language":"en","text":"\#(accord) Readers can write to us."}"#,
    #"{"id":"rain.txt","title":"أمطار غزيرة","source":"النهار","date":"2025-03-06","language":"ar","text":"هطل المطر على المدينة طوال الليل. أشرقت الشمس صباحا على الأحياء القديمة."}"#,
  ]
  static let accord = """
    Ministers of four states signed an accord on the Tarsu River in Astana on Monday. It commits the states to share the \
    water of seven dams in dry years. The River Commission will read the gauges of every dam each morning. Two parliaments \
    vote on the accord this month. Engineers say that Dam Five leaks forty liters a second. Lenders have promised half of \
    the money for its repair.
    """

  private func page(_ records: [String], in folder: TemporaryFolder) throws -> String {
    try Project.write(records.joined(separator: "\n").utf8, to: folder.path + "/in.jsonl")
    let pipeline = "stages: [extract, detect-language, segment, summarize, find-terms]\nwrite: [digest]\n"
    try Project.write(pipeline.utf8, to: folder.path + "/p.yaml")
    let result = try Program.shell("lede run p.yaml in.jsonl -o out", in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    return folder.path + "/out/digest.html"
  }

  private func count(_ browser: Browser) throws -> String { try browser.evaluate("find('#count').textContent") }

  private func visible(_ browser: Browser) throws -> String {
    try browser.evaluate(
      "findAll('#articles > article:not([hidden])').map(card => find('h2', card).textContent.trim()).join(' | ')")
  }

  @Test func anEditorReadsTheDigest() throws {
    let folder = try TemporaryFolder()
    let browser = try Browser(try #require(Browser.path))
    try browser.open(file: try page(Self.records, in: folder))
    #expect(try count(browser) == "4 articles")
    #expect(try visible(browser) == "River states sign accord | Ferry runs again | أمطار غزيرة")

    // The story has one summary, its articles below, the agency's first.
    #expect(try browser.evaluate("findAll('.story .summary').length") == "1")
    #expect(
      try browser.evaluate("findAll('.version > .role').map(role => role.textContent).join(' | ')").hasPrefix(
        "Wire original (Reuters) | Same text, "))

    // Search, by the keyboard.
    try browser.press("/")
    try browser.type("\"runs again\"")
    try browser.wait(for: "document.querySelector('#count').textContent === '1 of 4 articles'")
    #expect(try visible(browser) == "Ferry runs again")
    try browser.press("Enter")
    #expect(try browser.evaluate("find('h2', current).textContent.trim()") == "Ferry runs again")
    try browser.press("Escape")
    #expect(try count(browser) == "4 articles")

    // Filters: source, language, term.
    for (list, value, left) in [
      ("source", "Courier", "River states sign accord | Ferry runs again"), ("language", "ar", "أمطار غزيرة"),
    ] {
      try browser.evaluate("(find('#\(list)').value = '\(value)', find('#\(list)').dispatchEvent(new Event('change')))")
      #expect(try visible(browser) == left)
      try browser.evaluate("clear()")
    }
    try browser.click(".story .terms button")
    #expect(try visible(browser) == "River states sign accord")
    #expect(try browser.evaluate("find('#term').value === find('.story .terms button').dataset.t") == "true")
    try browser.evaluate("clear()")

    // Order.
    try browser.evaluate("(order.value = 'newest', order.dispatchEvent(new Event('change')))")
    #expect(try visible(browser) == "أمطار غزيرة | Ferry runs again | River states sign accord")
    try browser.evaluate("(order.value = 'folder', order.dispatchEvent(new Event('change')))")

    // Steps, unfolding, copying.
    try browser.evaluate(
      "(point(null), scrollTo(0, 0), navigator.clipboard.writeText = async text => { window.copied = text; })")
    try browser.press("j")
    #expect(try browser.evaluate("current.matches('.story')") == "true")
    try browser.press("o")
    #expect(try browser.evaluate("find('.version.is-original details').open") == "true")
    try browser.press("Escape")
    #expect(try browser.evaluate("isOpen(current)") == "false")
    try browser.press("c")
    try browser.wait(for: "window.copied !== undefined")
    let text = try browser.evaluate("window.copied")
    #expect(text.hasPrefix("River states sign accord\n\n2 articles · Reuters · Courier\n\nMinisters of four states"))
    #expect(text.contains(" (Reuters)\n") && text.contains("Wire original (Reuters)"))
    try browser.wait(for: "find('#notice').textContent === 'Summary copied'")
    try browser.press("j")
    try browser.press("C", isShifted: true)
    try browser.wait(for: "window.copied.startsWith('# Ferry runs again')")
    let markdown = try browser.evaluate("window.copied")
    #expect(markdown.contains("\n- The night ferry to Point Ness runs again from Friday.\n"))

    // A sentence of a summary leads to its place in the whole text.
    try browser.click(".story .summary a")
    try browser.wait(for: "find('.version details[open] [data-s]:target') !== null")
    #expect(try browser.evaluate("find('[data-s]:target').textContent").hasPrefix("Ministers of four states"))
  }

  @Test func thePageSuitsPaperDarknessAndBothDirections() throws {
    let folder = try TemporaryFolder()
    let browser = try Browser(try #require(Browser.path))
    try browser.open(file: try page(Self.records, in: folder))
    func style(_ selector: String, _ property: String) throws -> String {
      try browser.evaluate("getComputedStyle(find('\(selector)')).\(property)")
    }
    func lightness(_ color: String) -> Int {
      color.split { !$0.isNumber }.prefix(3).compactMap { Int($0) }.reduce(0, +)
    }
    #expect(lightness(try style("body", "backgroundColor")) > lightness(try style("body", "color")))
    try browser.show(preference: "prefers-color-scheme: dark")
    #expect(lightness(try style("body", "backgroundColor")) < lightness(try style("body", "color")))
    // On paper, whatever the screen prefers: black on white, no controls, no whole texts.
    try browser.show(medium: "print", preference: "prefers-color-scheme: dark")
    #expect(lightness(try style("body", "backgroundColor")) > lightness(try style("body", "color")))
    for hidden in ["#controls", "details", ".copy"] { #expect(try style(hidden, "display") == "none") }
    #expect(try style(".summary", "display") != "none")
    try browser.show()
    // The square before a sentence stands at its beginning, on the right in Arabic.
    #expect(try style("article[lang=ar]", "direction") == "rtl")
    #expect(try style("article[lang=ar] .summary li", "paddingRight") != "0px")
    #expect(try browser.evaluate("document.documentElement.scrollWidth <= innerWidth") == "true")
  }

  /// Thousands of articles: what is typed is answered at once.
  @Test func aLargeFolderStaysQuick() throws {
    let folder = try TemporaryFolder()
    let records = (0..<1_200).map { number in
      #"{"id":"a\#(number)","title":"Title \#(number)","source":"Paper \#(number % 7)","language":"en","text":"Report \#(number) of town t\#(number)x stands here for all to read. It has q\#(number)y and r\#(number)z in it, which no other has."}"#
    }
    let browser = try Browser(try #require(Browser.path))
    try browser.open(file: try page(records, in: folder))
    #expect(try count(browser) == "1,200 articles")
    // What is laid out is what is near the screen.
    #expect(try browser.evaluate("findAll('#articles > article:not([hidden])').length <= 500") == "true")
    try browser.press("/")
    try browser.type("t1145x")
    try browser.wait(for: "document.querySelector('#count').textContent === '1 of 1,200 articles'")
    #expect(try visible(browser) == "Title 1145")
    try browser.press("Escape")
    try browser.press("Escape")
    try browser.evaluate("scrollTo(0, document.body.scrollHeight)")
    try browser.wait(for: "findAll('#articles > article:not([hidden])').length > 200")
  }
}
