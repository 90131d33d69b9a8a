import Analysis
import Articles
import Testing
import Text

@Suite struct CountingTests {
  private func count(_ text: String) throws -> TextCount {
    let bytes = Array(text.utf8)
    var table = WordTable()
    try table.appendBlock(bytes, using: BreakIterator(.word, locale: "en"))
    return TextCounter.count(table.words[...], in: bytes, TextRange(0, bytes.count))
  }

  /// Counted by hand: words, numbers, codes, ideographs; characters, punctuation, spaces.
  @Test(arguments: [
    ("", [0, 0, 0, 0, 0, 0, 0]),
    ("The dam leaks.", [3, 0, 0, 0, 11, 1, 2]),
    ("It can't be well-known.", [5, 0, 0, 0, 18, 2, 3]),
    ("In 2024 it cost 3.5 million", [4, 2, 0, 0, 22, 0, 5]),
    ("The A320 flew 5km", [2, 0, 2, 0, 14, 0, 3]),
    ("雨が降った。", [0, 0, 0, 5, 5, 1, 0]),
    ("东京 2024 年", [0, 1, 0, 3, 7, 0, 2]),
    ("ฝนตก", [0, 0, 0, 4, 4, 0, 0]),
    ("비가 왔다.", [2, 0, 0, 0, 4, 1, 1]),
    ("Шығыс Қазақстан — 14 %", [2, 1, 0, 0, 16, 2, 4]),
    ("It rose $5 + 2%", [2, 2, 0, 0, 10, 1, 4]),
    ("a\u{A0}b\u{3000}c\n", [3, 0, 0, 0, 4, 0, 2]),
  ])
  func countsAsTranslatorsArePaid(_ text: String, _ expected: [Int]) throws {
    let count = try count(text)
    let found = [
      count.words, count.numbers, count.codes, count.ideographs, count.characters, count.punctuation, count.spaces,
    ]
    #expect(found == expected)
    #expect(count.total == expected[..<4].reduce(0, +))
    #expect(count.charactersWithSpaces == text.unicodeScalars.count)
  }

  @Test func theCountOfSegmentsAddsUp() throws {
    let bytes = Array("The dam leaks. It was built in 1962! “Why?” she asked.".utf8)
    var table = WordTable()
    try table.appendBlock(bytes, using: BreakIterator(.word, locale: "en"))
    var sum = TextCount()
    for range in SentenceFinder(data: LanguageData(language: "en")).sentences(in: bytes) {
      sum += TextCounter.count(table.words[table.words(ofBlock: 0, in: range)], in: bytes, range)
    }
    var whole = TextCounter.count(table.words[...], in: bytes, TextRange(0, bytes.count))
    whole.spaces = sum.spaces
    #expect(sum == whole)
  }
}
