import Analysis
import Articles
import Testing
import Text

@Suite struct RuleSegmenterTests {
  private static func rules(_ list: [(Bool, String, String)], cascades: Bool = true) -> SegmentationRules {
    SegmentationRules(
      cascades: cascades,
      groups: [
        .init(
          name: "en",
          rules: list.enumerated().map { .init(isBreak: $1.0, before: $1.1, after: $1.2, line: $0 + 1) })
      ],
      maps: [.init(pattern: "[Ee][Nn].*", group: "en")])
  }

  private func cut(_ text: String, _ rules: SegmentationRules, _ language: String = "en") throws -> String? {
    guard let segmenter = try RuleSegmenter(rules, language: language) else { return nil }
    let bytes = Array(text.utf8)
    return try segmenter.segments(of: bytes).map { String(decoding: bytes[$0.indices], as: UTF8.self) }
      .joined(separator: "|")
  }

  private static let usual: [(Bool, String, String)] = [
    (false, "\\bMr\\.", "\\s"), (false, "\\betc\\.", "\\s+\\p{Ll}"), (true, "[.!?]+", "\\s"), (true, "", "\\n"),
    (false, "\\bDr\\.", "\\s"),
  ]

  @Test(arguments: [
    ("Mr. Hill came. He left.", "Mr. Hill came.|He left."),
    ("Rain, etc. and more. Etc. etc. End.", "Rain, etc. and more.|Etc.|etc.|End."),
    ("one\ntwo", "one|two"), ("No end", "No end"), ("", ""), ("Ärger! Öl? 😀. Ü", "Ärger!|Öl?|😀.|Ü"),
    // An exception behind the break rule comes too late.
    ("Dr. No", "Dr.|No"), ("xMr. No", "xMr.|No"),
  ])
  func theFirstRuleThatFitsDecides(_ text: String, _ expected: String) throws {
    #expect(try cut(text, RuleSegmenterTests.rules(RuleSegmenterTests.usual)) == expected)
  }

  @Test func mapsAreRegularExpressionsForTags() throws {
    let rules = RuleSegmenterTests.rules(RuleSegmenterTests.usual)
    #expect(try cut("A. B.", rules, "en-GB") == "A.|B.")
    #expect(try cut("A. B.", rules, "de") == nil)
  }

  @Test func groupsCascadeInTheOrderOfTheMaps() throws {
    var rules = RuleSegmenterTests.rules([(false, "\\bMr\\.", "\\s")])
    rules.groups.append(.init(name: "all", rules: [.init(isBreak: true, before: "\\.", after: "\\s")]))
    rules.maps.append(.init(pattern: ".*", group: "all"))
    #expect(try cut("Mr. A. B", rules) == "Mr. A.|B")
    #expect(try cut("Mr. A. B", rules, "fr") == "Mr.|A.|B")
    rules.cascades = false
    #expect(try cut("Mr. A. B", rules) == "Mr. A. B")
  }

  @Test func aPatternThatIsNoneIsToldWithItsLine() {
    let faults = RuleSegmenter.faults(of: RuleSegmenterTests.rules([(true, "\\.", "\\s"), (false, "(Mr", "\\s")]))
    #expect(faults.map(\.line) == [2])
    #expect(faults.first?.message.contains("\"(Mr\" is no regular expression") == true)
  }

  @Test func aRuleThatRunsAwayIsAnError() throws {
    let segmenter = try #require(
      try RuleSegmenter(RuleSegmenterTests.rules([(true, "(a+a+)+b", "\\s")]), language: "en"))
    let error = #expect(throws: RuleExceeded.self) {
      try segmenter.segments(of: [UInt8](repeating: UInt8(ascii: "a"), count: 3_000))
    }
    #expect(error?.line == 1)
  }

  /// What a pattern cannot do without is found only where it is certain.
  @Test(arguments: [
    "\\bProf\\.", "(?i)prof\\.", "\\b(Mr|Dr)\\.", "Mr\\.|Dr\\.", "[Pp]rof\\.", "x*", "Prx?of\\.", "A.*of\\.",
  ])
  func exceptionsFitWithAndWithoutARequiredWord(_ pattern: String) throws {
    let rules = RuleSegmenterTests.rules([(false, pattern, "\\s"), (true, "\\.", "\\s")])
    let text = "He met Prof. A and Mr. B. So. prof. C"
    let expected = try PlaceByPlace.cut(text, exception: pattern)
    #expect(try cut(text, rules) == expected)
  }

  /// The exported rules, read back, cut mostly as Lede does; the lines say where they differ.
  @Test func exportedRulesCutMostlyTheSame() throws {
    let text =
      "Dr. Smith met A. Sarova on Jan. 5. He paid $3.5 million to Acme Inc. in May. \"Why now?\" she asked. See Fig. 3 for more. The U.S. Senate agreed. It rained."
    let bytes = Array(text.utf8)
    let own = SentenceFinder(data: LanguageData(language: "en")).sentences(in: bytes)
    let segmenter = try #require(try RuleSegmenter(.own(for: ["en"]), language: "en"))
    #expect(RuleSegmenter.faults(of: .own(for: LanguageData.languages)).isEmpty)
    #expect(try segmenter.segments(of: bytes) == own)
  }
}

/// What a rule file of one exception and one break rule must give, worked out place by place.
private enum PlaceByPlace {
  static func cut(_ text: String, exception: String) throws -> String {
    let side = try RegularExpression("(?:\(exception))\\z")
    let all = try RegularExpressionText()
    let bytes = Array(text.utf8)
    try bytes.withUnsafeBufferPointer { try all.fill($0) }
    var pieces: [String] = []
    var start = 0
    for offset in 1..<bytes.count where bytes[offset - 1] == UInt8(ascii: ".") && bytes[offset] == 0x20 {
      if try side.matches(endingAt: offset, from: 0, in: all) { continue }
      pieces.append(String(decoding: bytes[start..<offset], as: UTF8.self))
      start = offset + 1
    }
    return (pieces + [String(decoding: bytes[start...], as: UTF8.self)]).joined(separator: "|")
  }
}

@Suite struct AbbreviationTests {
  @Test func aListHasKindsAndFaults() {
    let (list, faults) = AbbreviationList.read(Array("# ours\nAbt.\n[before-name]\nKfm\n[odd]\n".utf8))
    #expect(list.entries.map { String(decoding: $0.text, as: UTF8.self) } == ["Abt", "Kfm"])
    #expect(list.entries.map(\.kind) == [.either, .beforeName])
    #expect(faults.map(\.line) == [5])
  }

  @Test func aListIsKnownToTheFinder() {
    let text = Array("The Zzq. Board met. It rained.".utf8)
    let base = LanguageData(language: "en")
    #expect(SentenceFinder(data: base).sentences(in: text).count == 3)
    let wiser = LanguageData(base, adding: AbbreviationList([.init(Array("Zzq".utf8), .beforeName)]))
    #expect(SentenceFinder(data: wiser).sentences(in: text).count == 2)
  }

  @Test func abbreviationsAreLearnedFromTheirUse() {
    var learner = AbbreviationLearner()
    for _ in 0..<6 {
      learner.read(Array("The kvm. rate fell to two kvm. per well. It fell again after the rain.".utf8))
    }
    #expect(learner.abbreviations.map { String(decoding: $0.text, as: UTF8.self) } == ["kvm"])
  }
}
