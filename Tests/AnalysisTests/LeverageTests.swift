import Analysis
import Articles
import Testing
import Text

@Suite struct NumberAdaptationTests {
  private static func numbers(_ text: String) -> [[UInt8]] {
    let bytes = Array(text.utf8)
    return ComparedText(bytes).numbers.map { Array(bytes[$0]) }
  }

  /// A text of the memory, its translation, the text at hand, and what is made; empty where nothing can be.
  @Test(arguments: [
    ("In 2024 it rose.", "Elle a monté en 2024.", "In 2025 it rose.", "Elle a monté en 2025."),
    ("1,250 of 3,000", "1.250 von 3.000", "2,750 of 4,000", "2.750 von 4.000"),
    ("1,250 people", "1\u{202F}250 personnes", "9,999 people", "9\u{202F}999 personnes"),
    ("3.5 km", "3,5 km", "4.2 km", "4,2 km"), ("On 5 May 2024", "2024-05-05", "On 6 May 2024", ""),
    ("From 5 to 9", "De 5 à 9", "From 9 to 5", "De 9 à 5"), ("05/06", "05.06", "07/06", "07.06"),
    ("Two and 2", "Deux", "Two and 3", ""), ("5 of 5", "5 sur 5", "5 of 6", ""),
    ("12 boats", "12 bateaux", "1,200 boats", "1,200 bateaux"), ("7 and 8", "7 et 8 (7)", "7 and 9", "7 et 9 (7)"),
  ])
  func putsNumbersIn(_ source: String, _ target: String, _ wanted: String, _ expected: String) {
    let made = NumberAdaptation.adapt(
      MarkedText(target), from: Self.numbers(source), to: Self.numbers(wanted))
    #expect((made?.string ?? "") == expected)
  }

  @Test func codesStayWhereTheyWere() throws {
    var target = MarkedText("En 24, <b>")
    target.codes = [
      InlineCode(.open, at: 3, id: 1, name: "b"), InlineCode(.close, at: 5, id: 1, name: "b"),
      InlineCode(.alone, at: 7, id: 2, name: "br"),
    ]
    let made = try #require(
      NumberAdaptation.adapt(target, from: Self.numbers("In 24"), to: Self.numbers("In 2025")))
    #expect(made.string == "En 2025, <b>")
    #expect(made.codes.map(\.position) == [3, 7, 9])
  }
}

@Suite struct CandidateMakerTests {
  private static func content(_ text: String) -> MarkedText {
    // `{` opens a code, `}` closes it, `|` is one alone.
    var content = MarkedText()
    var id = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "{"):
        id += 1
        content.codes.append(InlineCode(.open, at: content.bytes.count, id: id, name: "b"))
      case UInt8(ascii: "}"): content.codes.append(InlineCode(.close, at: content.bytes.count, id: id, name: "b"))
      case UInt8(ascii: "|"):
        content.codes.append(InlineCode(.alone, at: content.bytes.count, id: 10 + content.codes.count, name: "br"))
      default: content.bytes.append(byte)
      }
    }
    return content
  }

  private static func candidate(_ source: String, _ target: String, _ wanted: String, inContext: Bool = false)
    -> Candidate
  {
    let (from, to) = (content(source), content(wanted))
    let (a, b) = (ComparedText(from.bytes).tokens, ComparedText(to.bytes))
    var distance = EditDistance(from: b.tokens)
    let steps = a.withUnsafeBufferPointer { distance.distance(to: $0, atMost: 1_000) } ?? 1_000
    return CandidateMaker().candidate(
      for: CandidateMaker.Wanted(to, compared: b), source: from, target: content(target), language: "fr",
      percent: EditDistance.percent(distance: steps, a.count, b.tokens.count), isSameText: from.bytes == to.bytes,
      isInContext: inContext, points: 0, origin: "m")
  }

  @Test(arguments: [
    ("The river rose.", "The river rose.", 100), ("The {river} rose.", "The {river} rose.", 100),
    ("The {river} rose.", "The river rose.", 99), ("The {river} rose.", "{The} river rose.", 99),
    ("It rose 5 m.", "It rose 6 m.", 99), ("THE RIVER ROSE.", "The river rose.", 99),
    ("THE RIVER ROSE 5 m.", "The river rose 6 m.", 98), ("The river rose.", "The rivers rose.", 75),
    ("The river rose fast.", "The river rose.", 80), ("One two", "Three four", 0),
  ])
  func scores(_ source: String, _ wanted: String, _ score: Int) {
    #expect(Self.candidate(source, "5", wanted).score == score)
  }

  @Test func onlyTheSameTextIsInContext() {
    #expect(Self.candidate("Yes.", "Oui.", "Yes.", inContext: true).score == 101)
    #expect(Self.candidate("Yes {x}.", "Oui {x}.", "Yes x.", inContext: true).kind == .fuzzy)
  }

  @Test func codesAreThoseOfTheSegment() {
    let candidate = Self.candidate("One {two}|", "{Un} deux||", "One |{two}")
    #expect(candidate.content.codes.map(\.id) == [1, 1, 10])
    #expect(candidate.source.codes.map(\.id) == [1, 1, 10])
    // What stands for no code of the segment is left out.
    #expect(Self.candidate("One {two}", "{Un} deux", "One two").content.codes.isEmpty)
  }

  @Test func theBestOfEachLanguageStay() {
    func candidate(_ language: String, _ text: String, _ score: Int) -> Candidate {
      Candidate(
        language: language, source: MarkedText("x"), content: MarkedText(text), kind: .fuzzy, score: score, origin: "")
    }
    let all = [candidate("fr", "a", 80), candidate("kk", "b", 90), candidate("fr", "c", 95), candidate("fr", "a", 85)]
    let best = CandidateMaker.best(all, atLeast: 81, atMost: 2)
    #expect(best.map { "\($0.language) \($0.content.string) \($0.score)" } == ["fr c 95", "fr a 85", "kk b 90"])
  }
}
