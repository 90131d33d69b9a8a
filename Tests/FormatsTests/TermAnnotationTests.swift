import Articles
import Testing
import Text

@testable import Formats

/// What translators' files say of the termbase's terms.
@Suite struct TermAnnotationTests {
  private static func matched() -> Article {
    var result = article(
      "a.html", [(.paragraph, "[The <b>water</b> deal and the levee.] [A levee, a pot.]"), (.paragraph, "[Nothing.]")])
    let text = result.blocks[0].content.string
    func add(_ term: String, _ segment: Int, _ status: Designation.Status, _ targets: [TermMatch.Target], at start: Int)
    {
      result.matches.append(
        TermMatch(
          segment: segment, range: TextRange(start, start + term.utf8.count), concept: "c", term: term, status: status,
          definition: term == "levee" ? "A wall & more." : "", targets: targets))
    }
    func places(_ term: String) -> [Int] {
      text.ranges(of: term).map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) }
    }
    let levee = [
      TermMatch.Target(term: "digue", language: "fr", status: .approved),
      TermMatch.Target(term: "levée", language: "fr-CA", status: .admitted),
      TermMatch.Target(term: "mur", language: "fr", status: .forbidden),
    ]
    add(
      "water deal", 0, .forbidden, [TermMatch.Target(term: "accord", language: "fr", status: .approved)],
      at: places("water deal")[0])
    add("levee", 0, .approved, levee, at: places("levee")[0])
    add("levee", 1, .approved, levee, at: places("levee")[1])
    add("pot", 1, .forbidden, [], at: places("pot")[0])
    return result
  }

  private static func file(_ format: any ExchangeFormat.Type, _ target: String) -> String {
    String(decoding: format.file(of: matched(), target: target) ?? [], as: UTF8.self)
  }

  @Test func notesNameTheTermsOfAUnit() {
    let note = "water deal (forbidden) = accord; levee = digue | levée, not mur"
    #expect(Self.file(XLIFF12Format.self, "fr").contains("<note from=\"termbase\" annotates=\"source\">\(note)</note>"))
    let newer = Self.file(XLIFF21Format.self, "fr")
    #expect(newer.contains("<note category=\"term\" appliesTo=\"source\">water deal (forbidden) = accord</note>"))
    #expect(newer.contains("<note category=\"term\" appliesTo=\"source\">levee = digue | levée, not mur</note>"))
    // Nothing is known for other languages, and no file marks terms in the text unless it is asked for.
    for format in [XLIFF12Format.self, XLIFF21Format.self] as [any ExchangeFormat.Type] {
      #expect(!Self.file(format, "kk").contains("levee ="))
      #expect(!Self.file(format, "fr").contains("type=\"term\""))
    }
    let both = XLIFF12Format.files(of: Self.matched(), targets: ["kk", "fr"], includingBoilerplate: false)
    #expect(!String(decoding: both[0].bytes, as: UTF8.self).contains("digue"))
    #expect(String(decoding: both[1].bytes, as: UTF8.self).contains("digue"))
  }

  @Test func marksStandInTheTextWithAGlossary() throws {
    let file = Self.file(XLIFF21GlossaryFormat.self, "fr")
    // A code inside of the term would cross a mark with two tags.
    #expect(file.contains("<sm id=\"t1\" type=\"term\"/>water"))
    #expect(file.contains(" deal<em startRef=\"t1\"/> and the <mrk id=\"t2\" type=\"term\">levee</mrk>."))
    #expect(file.contains("A <mrk id=\"t3\" type=\"term\">levee</mrk>, a <mrk id=\"t4\" type=\"term\">pot</mrk>."))
    #expect(
      file.contains(
        """
        <gls:glossEntry id="g2" ref="#t2">
        <gls:term>levee</gls:term>
        <gls:translation>digue</gls:translation>
        <gls:translation>levée</gls:translation>
        <gls:definition>A wall &amp; more.; not to be translated as mur</gls:definition>
        </gls:glossEntry>
        """))
    #expect(file.contains("<gls:definition>forbidden term</gls:definition>"))
    #expect(file.ranges(of: "<gls:glossary>").count == 1)
    // The marks are no part of a translation that comes back.
    var translated = Self.matched()
    translated.translate(1, "[Une digue, un pot.]", .translated)
    let bytes = XLIFF21GlossaryFormat.file(of: translated, target: "fr") ?? []
    let segments = try ExchangeFormats.read(bytes).files.first?.units.first?.segments ?? []
    let targets = segments.compactMap { $0.target?.string }
    #expect(targets.contains("Une digue, un pot."))
    // What was written as a glossary is read as one.
    let concepts = try TermFormats.concepts(Array(file.utf8), path: "a.xlf")
    #expect(
      concepts.map { $0.designations.map(\.term).joined(separator: " = ") } == [
        "water deal = accord", "levee = digue = levée", "levee = digue = levée", "pot",
      ])
  }
}
