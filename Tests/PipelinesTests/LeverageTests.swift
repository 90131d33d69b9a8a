import Articles
import TestKit
import Testing
import Text

@testable import Pipelines

/// The stage that looks segments up, over a small memory.
@Suite struct LeverageTests {
  private static let memory = """
    <tmx version="1.4"><header srclang="en"/><body>
    <tu><prop type="prev">First.</prop><prop type="next">Third.</prop><tuv xml:lang="en"><seg>It holds.</seg></tuv>
    <tuv xml:lang="fr"><seg>Il tient (entre).</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>It holds.</seg></tuv><tuv xml:lang="fr"><seg>Il tient.</seg></tuv>
    <tuv xml:lang="de"><seg>Es hält.</seg></tuv></tu>
    <tu><tuv xml:lang="en-GB"><seg>The old bridge at the mill stands firm.</seg></tuv>
    <tuv xml:lang="fr"><seg>Le vieux pont du moulin tient bon.</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>A ferry to Point Ness runs twice a day.</seg></tuv>
    <tuv xml:lang="fr"><seg>Le bac circule deux fois par jour.</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>A ferry to Point Ness runs once a day.</seg></tuv>
    <tuv xml:lang="fr"><seg>Le bac circule une fois par jour.</seg></tuv></tu>
    </body></tmx>
    """

  /// What becomes of the second segment, as "language score text" with an asterisk for what is filled in.
  private static func leverage(_ segments: [String], _ options: [String: String]) throws -> [String] {
    let path = "/tmp/lede-leverage-\(UInt64.random(in: 0...(.max))).tmx"
    defer { FileSystem.remove(path) }
    let writer = try FileWriter(path: path)
    try writer.write(Array(memory.utf8))
    try writer.flush()
    var given: [String: Options.Given] = [:]
    for (name, value) in options {
      let place = Place.flag("--" + name)
      let isList = name == "targets"
      given[name] = Options.Given(
        value.split(separator: ",").map { .init(String($0), at: place) }, isList: isList, at: place)
    }
    var options = Options(owner: "leverage", given: given)
    let stage = Leverage(options: &options)
    #expect(options.faults.isEmpty)
    var resources = Resources()
    resources.add(try MemoryResource(reading: [path]))
    var article = Article(id: "a", original: Original(path: "a.txt"))
    article.language = "en-US"
    for (index, text) in segments.enumerated() {
      article.blocks.append(Block(.paragraph, MarkedText(text)))
      article.segments.append(Segment(id: "s\(index)", block: index, range: TextRange(0, text.utf8.count)))
    }
    try stage.apply(to: &article, with: Tools(resources: resources))
    let segment = article.segments[1]
    return segment.targets.map { "*\($0.language) \($0.score ?? 0) \($0.content.string)" }
      + segment.candidates.map { "\($0.language) \($0.score) \($0.content.string)" }
  }

  @Test(arguments: [
    // In context, and nothing sure for German.
    (
      ["First.", "It holds.", "Third."], [:],
      ["*fr 101 Il tient (entre).", "fr 100 Il tient.", "de 100 Es hält."]
    ),
    (["First.", "It holds.", "Third."], ["targets": "fr"], ["*fr 101 Il tient (entre).", "fr 100 Il tient."]),
    (
      ["First.", "It holds.", "Third."], ["fill": "none"],
      ["fr 101 Il tient (entre).", "fr 100 Il tient.", "de 100 Es hält."]
    ),
    // The same text, of which French has two translations and German one.
    (
      ["First.", "It holds.", "Last."], ["fill": "exact"],
      ["*de 100 Es hält.", "fr 100 Il tient (entre).", "fr 100 Il tient."]
    ),
    (
      ["First.", "It holds.", "Last."], ["several-penalty": "2"],
      ["fr 98 Il tient (entre).", "fr 98 Il tient.", "de 100 Es hält."]
    ),
    (["First.", "It holds.", "Last."], ["candidates": "1", "targets": "fr"], ["fr 100 Il tient (entre)."]),
    // Alike: eight tokens of nine; another region of English.
    (["", "The old bridge at the mill stands strong.", ""], [:], ["fr 87 Le vieux pont du moulin tient bon."]),
    (
      ["", "The old bridge at the mill stands strong.", ""], ["region-penalty": "0"],
      ["fr 88 Le vieux pont du moulin tient bon."]
    ),
    (["", "The old bridge at the mill stands strong.", ""], ["at-least": "90"], []),
    (["", "THE OLD bridge at the mill stands firm.", ""], [:], ["fr 98 Le vieux pont du moulin tient bon."]),
    // Beside the same text in every language that is asked for, a similar one is not looked for.
    (
      ["", "A ferry to Point Ness runs twice a day.", ""], ["targets": "fr"],
      ["fr 100 Le bac circule deux fois par jour."]
    ),
    (
      ["", "A ferry to Point Ness runs twice a day.", ""], [:],
      ["fr 100 Le bac circule deux fois par jour.", "fr 90 Le bac circule une fois par jour."]
    ),
    (["", "Something else altogether is said here.", ""], [:], []),
  ])
  func fillsInWhatIsSureAndOffersTheRest(_ segments: [String], _ options: [String: String], _ expected: [String]) throws
  {
    #expect(try Self.leverage(segments, options) == expected)
  }
}
