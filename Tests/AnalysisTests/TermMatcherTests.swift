import Articles
import Testing
import Text

@testable import Analysis

/// Terms found in texts.
@Suite struct TermMatcherTests {
  /// Concepts with one term each; "!" before one forbids it, "?" proposes it, "@" makes it a name.
  private static func index(_ terms: [String], _ language: String) throws -> TermIndex {
    try TermIndex(
      terms.enumerated().map { number, text in
        let mark = text.first.flatMap { "!?@".contains($0) ? $0 : nil }
        let term = mark == nil ? text : String(text.dropFirst())
        let status: Designation.Status = mark == "!" ? .forbidden : mark == "?" ? .proposed : .approved
        return Concept(
          id: "c\(number)",
          designations: [Designation(term, language: language, status: status, kind: mark == "@" ? .name : .term)])
      })
  }

  private static func article(_ text: String, _ language: String) -> Article {
    var article = Article(id: "a", original: Original(path: "a"))
    article.language = language
    let bytes = Array(text.utf8)
    article.blocks = [Block(.paragraph, MarkedText(bytes: bytes))]
    article.segments = [Segment(id: "s", block: 0, range: TextRange(0, bytes.count))]
    return article
  }

  private static func words(_ article: Article) throws -> WordTable {
    var words = WordTable()
    let breaker = try BreakIterator(.word, locale: article.language ?? "und")
    for block in article.blocks { try words.appendBlock(block.content.bytes, using: breaker) }
    return words
  }

  /// The text with brackets around what was found.
  private static func marked(_ terms: [String], _ text: String, _ language: String, proposed: Bool = false) throws
    -> String
  {
    let article = article(text, language)
    let matcher = TermMatcher(try index(terms, language), includesProposed: proposed)
    var result = article.blocks[0].content.bytes
    for match in matcher.matches(in: article, words: try words(article)).reversed() {
      result.insert(UInt8(ascii: "]"), at: match.range.end)
      result.insert(UInt8(ascii: "["), at: match.range.start)
    }
    return String(decoding: result, as: UTF8.self)
  }

  @Test(arguments: [
    // Whole words, the longest first, none inside another.
    ("en", ["grain", "grain corridor", "corridor tax"], "The [grain corridor] tax; [grain], not ingrained."),
    ("en", ["water deal"], "No water. Deal with water, deal or not: [water deal]!"),
    ("en", ["e-mail"], "An [e-mail], an [e mail], an [E-Mail], but no email."),
    // Capitals: an abbreviation as it is spelled, a name with its capitals, a term in any.
    ("en", ["IT", "US", "NGO"], "It is [IT], let us see the [US] and its [NGO], [NGOs] too; ngo is none."),
    ("en", ["@Apple", "@Gold Coast"], "An apple from [Apple] on the [Gold Coast], on a gold coast."),
    ("en", ["Water accord"], "The [water accord] and the [WATER ACCORD]."),
    ("de", ["Zug"], "Der [Zug] ist im Zugabteil, zug um zug."),
    // Marks belong to a term that has them.
    ("en", ["AT&T", "C++", "Q&A"], "[AT&T] in [C++], at t or C; a [Q&A]."),
    ("en", ["Halden Instruments, Inc."], "By [Halden Instruments, Inc]., and Halden Instruments."),
    // What stands beside an apostrophe.
    ("fr", ["accord sur l'eau", "eau"], "L'[accord sur l’eau], l'[eau] d'un accord."),
    ("en", ["Regional Water Commission"], "The [Regional Water Commission]'s figures."),
    // Scripts without spaces: anywhere, but katakana and Thai words whole.
    ("ja", ["自動運転バス", "バス", "センサー"], "この[自動運転バス]は[バス]で、バスケットでなく[センサー]の六つ。"),
    ("zh", ["光伏电站", "电站"], "新的[光伏电站]和[电站]。"),
    ("th", ["น้ำ"], "[น้ำ]ใน แม่น้ำ"),
    // Other alphabets; a particle behind a word in a language without a stemmer.
    ("ko", ["정부", "물"], "[정부는] [물] 물가를"),
    ("ar", ["اتفاق"], "هذا [اتفاق] جديد"),
  ])
  func termsAreFound(_ language: String, _ terms: [String], _ expected: String) throws {
    let text = expected.filter { $0 != "[" && $0 != "]" }
    #expect(try Self.marked(terms, text, language) == expected)
  }

  @Test func onlyWhatSomebodyDecidedOnIsFound() throws {
    #expect(try Self.marked(["!water deal", "?levee"], "a water deal, a levee", "en") == "a [water deal], a levee")
    #expect(
      try Self.marked(["!water deal", "?levee"], "a water deal, a levee", "en", proposed: true)
        == "a [water deal], a [levee]")
  }

  @Test func aMatchSaysWhatToWrite() throws {
    let concepts = [
      Concept(
        id: "money", definition: "A house for money.",
        designations: [
          Designation("bank", language: "en"), Designation("pot", language: "en-GB", status: .forbidden),
          Designation("banque", language: "fr"), Designation("tirelire", language: "fr", status: .forbidden),
          Designation("банк", language: "kk", status: .proposed),
        ]),
      Concept(
        id: "river", designations: [Designation("bank", language: "en"), Designation("rive", language: "fr-CA")]),
    ]
    let article = Self.article("A bank, a pot.", "en-US")
    let words = try Self.words(article)
    let matches = TermMatcher(try TermIndex(concepts), languages: ["fr", "kk"]).matches(in: article, words: words)
    #expect(
      matches.map { "\($0.concept) \($0.term) \($0.status)" } == [
        "money bank approved", "river bank approved", "money pot forbidden",
      ])
    #expect(matches[0].translations(into: "fr-BE").map(\.term) == ["banque"])
    #expect(matches[0].forbidden(in: "fr").map(\.term) == ["tirelire"])
    #expect(matches[0].translations(into: "kk").isEmpty && matches[0].definition == "A house for money.")
    #expect(matches[1].translations(into: "fr").map(\.term) == ["rive"])
    // For a forbidden term, first of all the right one of its own language.
    #expect(matches[2].targets.first == TermMatch.Target(term: "bank", language: "en", status: .approved))
    let german = TermMatcher(try TermIndex(concepts), languages: ["de"]).matches(in: article, words: words)
    #expect(german[0].targets.isEmpty && german[2].targets.map(\.term) == ["bank"])
  }

  @Test func termsOfAnotherLanguageAreNotLookedFor() throws {
    #expect(try Self.marked(["bank"], "bank", "en") == "[bank]")
    let matcher = TermMatcher(try Self.index(["bank"], "de"))
    let article = Self.article("bank Bank", "en")
    #expect(matcher.matches(in: article, words: try Self.words(article)).isEmpty)
  }

  /// The trie finds what comparing every term at every place finds, on texts of few words, in which terms overlap a lot.
  @Test(arguments: 1...20)
  func matchingIsThatOfANaiveScan(_ seed: Int) throws {
    var random = SeededNumbers(seed: UInt64(seed))
    let alphabet = ["aa", "ab", "ba", "bb", "c"]
    func phrase(_ most: Int) -> [String] {
      (0..<Int.random(in: 1...most, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "c" }
    }
    var terms: [[String]] = []
    for _ in 0..<Int.random(in: 1...30, using: &random) {
      let term = phrase(4)
      if !terms.contains(term) { terms.append(term) }
    }
    // A language that has neither a stemmer nor endings, and words too short to have any.
    let index = try Self.index(terms.map { $0.joined(separator: " ") }, "eo")
    let matcher = TermMatcher(index)
    for _ in 0..<20 {
      let text = phrase(60)
      var expected: [String] = []
      var place = 0
      while place < text.count {
        let fitting = terms.filter { text[place...].starts(with: $0) }
        guard let longest = fitting.max(by: { $0.count < $1.count }) else {
          place += 1
          continue
        }
        expected.append("\(place) \(longest.joined(separator: " "))")
        place += longest.count
      }
      let article = Self.article(text.joined(separator: " "), "eo")
      let bytes = article.blocks[0].content.bytes
      let found = matcher.matches(in: article, words: try Self.words(article)).map { match in
        "\(bytes[..<match.range.start].count { $0 == 0x20 }) \(match.term)"
      }
      #expect(found == expected, "\(terms) in \(text)")
    }
  }

  @Test func namesAreFoundByTheirFoldedForms() throws {
    let index = try Self.index(["E-Mail", "!levee"], "en")
    func find(_ name: String, _ language: String) -> Designation? {
      FoldedName.of(name).withUnsafeBufferPointer { index.names(of: language)?.concept(named: $0)?.designation }
    }
    #expect(find("email", "en-US")?.term == "E-Mail")
    #expect(find("Levee", "en")?.status == .forbidden)
    #expect(find("levee", "fr") == nil)
    #expect(find("dam", "en") == nil)
  }
}

/// Numbers that are the same for the same seed. Source: the SplitMix64 generator of Steele, Lea and Flood (2014).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
