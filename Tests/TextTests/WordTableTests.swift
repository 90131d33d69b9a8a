import Testing
import Text

@Suite struct WordTableTests {
  private func words(_ text: String, _ locale: String = "en") throws -> [String] {
    var table = WordTable()
    let bytes = Array(text.utf8)
    try table.appendBlock(bytes, using: BreakIterator(.word, locale: locale))
    return table.words.map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test(arguments: [
    ("Don't panic: it's 3.5 percent.", ["Don't", "panic", "it's", "3.5", "percent"]),
    ("U.S. troops, e.g. 1,000 of them", ["U.S", "troops", "e.g", "1,000", "of", "them"]),
    ("«Тарсу» вышла из берегов", ["Тарсу", "вышла", "из", "берегов"]),
    ("snake_case l'eau d’été x.9", ["snake_case", "l'eau", "d’été", "x", "9"]),
    ("a'' b'c' 'd 9.. 9.,8", ["a", "b'c", "d", "9", "9", "8"]),
    ("e\u{301}te\u{301} ноль", ["e\u{301}te\u{301}", "ноль"]),
    ("大雨でした", ["大雨", "で", "した"]),
    ("", []), ("…—!?", []),
  ])
  func findsWords(_ text: String, _ expected: [String]) throws {
    let found = try words(text)
    #expect(found == expected)
  }

  /// ICU's own rules are the judge of the byte loop.
  @Test(arguments: [
    "The “quick” (brown) fox can’t jump 32.3 feet, right? A.B.C. x:y 3:15 1.000,5 a.b a_b -5 +6 $7 8% #tag @me",
    "l'été où l’on s'aime; aujourd'hui, 12 h 30 — 1 234,5 €", "Straße №5 §3 10°C km² x² ½ naïve coöperate",
    "Ответ: 5,5 млн. руб. — т. е. «много»… д’Артаньян 1990-х", "ελληνικά, τ' όνομα: 5·6 a·b",
    "x\u{200D}y soft\u{AD}hyphen z\u{300} ",
    "mail@example.org https://example.org/a?b=c&d 127.0.0.1 v1.2.3-rc", "İstanbul’da ilişki I ı", "Հայերեն է՞ ձիու",
    "\u{1D400}\u{1D401} 𐐀𐐁 😀 emoji😀glued",
    "'quoted' ''double'' a'b'c 'tis rock'n'roll o'clock 5'6 7.8.9 a.5 5.a ,5 5, .5 5.", "áé\u{301}_1__2 _ __ a_ _a",
  ])
  func agreesWithICU(_ text: String) throws {
    let bytes = Array(text.utf8)
    let breaker = try BreakIterator(.word, locale: "en")
    var expected: [String] = []
    try bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      try breaker.boundaries(in: buffer) { end, status in
        if status.isWord { expected.append(String(decoding: buffer[start..<end], as: UTF8.self)) }
        start = end
      }
    }
    // Words of underscores alone are none to ICU, or one, by their number.
    func joined(_ words: [String]) -> String { words.filter { !$0.allSatisfy { $0 == "_" } }.joined(separator: "|") }
    let found = try joined(words(text))
    let judged = joined(expected)
    #expect(found == judged)
  }

  @Test func numbersWordsByTheirFoldedForm() throws {
    var table = WordTable()
    let breaker = try BreakIterator(.word, locale: "en")
    try table.appendBlock(Array("Water WATER water Вода вода".utf8), using: breaker)
    try table.appendBlock(Array("water 2x 7".utf8), using: breaker)
    #expect(table.words.map(\.id) == [0, 0, 0, 1, 1, 0, 2, 3])
    #expect(String(decoding: table.vocabulary.bytes(of: 1), as: UTF8.self) == "вода")
    #expect(table.words[0].form == [.letters, .capital])
    #expect(table.words[1].form == [.letters, .capital, .allCapitals])
    #expect(table.words[3].form == [.letters, .capital])
    #expect(table.words[6].form == [.letters, .digits])
    #expect(table.words[7].form == [.digits])
    #expect(table.words(ofBlock: 1) == 5..<8)
    #expect(table.words(ofBlock: 0, in: TextRange(6, 17)) == 1..<3)
  }

  @Test func vocabularyGrowsAndForgets() {
    var vocabulary = Vocabulary()
    for round in 0..<2 {
      for number in 0..<5_000 { #expect(vocabulary.intern("\(round)-\(number)".utf8) == number) }
      #expect(vocabulary.contains("\(round)-4999".utf8) && !vocabulary.contains("\(round)-5000".utf8))
      vocabulary.removeAll()
      #expect(vocabulary.count == 0 && !vocabulary.contains("\(round)-1".utf8))
    }
  }
}
