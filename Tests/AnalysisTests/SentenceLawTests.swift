import Testing
import Text

@testable import Analysis

/// What holds for any text at all.
@Suite struct SentenceLawTests {
  /// Random text of many scripts, thick with marks: the sentences hold all but white space, in order, whole characters
  /// each, and the same every time.
  @Test(arguments: LanguageData.languages + ["und"])
  func sentencesCoverAnyText(_ language: String) {
    let finder = SentenceFinder(data: LanguageData(language: language))
    var random = Seeded(state: UInt64(language.utf8.reduce(7) { $0 * 31 + Int($1) }))
    for round in 0..<25 {
      let text = SentenceLawTests.randomText(&random, pieces: 1 + round * 4)
      let bytes = Array(text.utf8)
      let ranges = finder.sentences(in: bytes)
      var last = 0
      for range in ranges {
        #expect(range.start >= last && !range.isEmpty)
        #expect(SentenceFinder.trimmed(bytes, TextRange(last, range.start)).isEmpty, "lost before \(range): \(text)")
        #expect(SentenceFinder.trimmed(bytes, range) == range, "white space around \(range): \(text)")
        #expect(String(validating: bytes[range], as: UTF8.self) != nil, "cut inside a character: \(text)")
        last = range.end
      }
      #expect(SentenceFinder.trimmed(bytes, TextRange(last, bytes.count)).isEmpty, "lost at the end: \(text)")
      #expect(finder.sentences(in: bytes) == ranges)
    }
  }

  /// Bytes that are no UTF-8 are taken as they come, without a fall.
  @Test func oddBytesDoNoHarm() {
    let finder = SentenceFinder(data: LanguageData(language: "de"))
    var random = Seeded(state: 5)
    for _ in 0..<300 {
      let bytes = (0..<Int(random.next() % 60)).map { _ in
        let marks: [UInt8] = [0x2E, 0x20, 0x22, 0x28, 0x29, 0xE2, 0x80, 0xC2, 0xE3, 0xF0, 0x0A, 0x41, 0x61, 0x31]
        return random.next() % 3 == 0 ? UInt8(truncatingIfNeeded: random.next()) : marks[Int(random.next() % 14)]
      }
      for range in finder.sentences(in: bytes) { #expect(range.end <= bytes.count) }
    }
  }

  /// The work per byte does not grow with the text, whatever stands in it. Looks at characters are counted, not time.
  @Test(arguments: [
    ("prose", "The river rose by two meters on Monday. Nobody was hurt, Dr. Sarova said. "),
    ("open quotes", "“"), ("straight quotes", "\" "), ("quotes at words", "\"a "), ("brackets", "("),
    ("closing brackets", ")"),
    ("quotations", "«A! b» "), ("stops", "."), ("spaced stops", ". "), ("marks", "?! "), ("initials", "A. "),
    ("initials, joined", "A."), ("abbreviations", "z. B. "), ("numbers", "1. "), ("items", "a) b "),
    ("line ends", "\n"),
    ("lines", "a\n"), ("lines with spaces", " \n \n"), ("spaces", " "), ("no-break spaces", "\u{A0}"),
    ("stop and spaces", ".          "),
    ("a single word", "a"), ("apostrophes", "l'a. "), ("ideographs", "「天。"), ("ellipses", "… "), ("bullets", "• "),
    ("notes", "a.[1]"), ("note marks", ".["), ("dashes", ". – "), ("invisible", ".\u{200B}"),
    ("open bracket notes", "a.[1"),
  ])
  func workIsLinear(_ name: String, _ unit: String) {
    let finder = SentenceFinder(data: LanguageData(language: "de"))
    func looks(_ size: Int) -> Int {
      var text: [UInt8] = []
      while text.count < size { text += Array(unit.utf8) }
      _ = finder.sentences(in: text)
      return finder.looks
    }
    let small = looks(10_000)
    let large = looks(40_000)
    #expect(large <= small * 9 / 2 + 2_000, "\(name): \(small) looks at 10 kB, \(large) at 40 kB")
    #expect(large <= 40_000 * 80, "\(name): \(large) looks at 40 kB")
  }

  private static func randomText(_ random: inout Seeded, pieces: Int) -> String {
    var text = ""
    for _ in 0..<pieces { text += SentenceLawTests.pieces[Int(random.next() % UInt64(SentenceLawTests.pieces.count))] }
    return text
  }

  private static let pieces = [
    "Sarova", "came", "z. B.", "Dr.", "U.S.", "p.m.", "A.", "i", "3.", "XII.", "1,000", "12", "№", "Дождь", "шёл", "г.",
    "т. е.",
    "雨が", "降った", "他走了", "الريح", "د", "रात", "ฝน", "ភ្លៀង", "မိုး", "ዝናብ", "անձրև", "βροχή", "ძვირი", "😀", "é\u{301}",
    "\u{200F}",
    "\u{AD}", "\u{FEFF}", ".", ".", ".", "!", "?", "…", "...", ". . .", "。", "！", "？", "।", "۔", "։", "።", "។", "။",
    ":", ";", ",",
    "\"", "'", "’", "“", "”", "„", "«", "»", "‹", "「", "」", "『", "』", "(", ")", "[", "]", "{", "（", "）", "¿", "¡", "–",
    "- ", "—", "•", "⁃", "a)", "(i)",
    "[1]", "²", " ", " ", " ", " ", "  ", "\u{A0}", "\u{202F}", "\u{3000}", "\n", "\r\n", "\t", "\u{2028}",
    "http://a.b/c?d=e", "x@y.org", "``", "''",
  ]

  private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    /// SplitMix64.
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
