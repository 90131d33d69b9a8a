import Testing
import Text

/// Texts from every plane that has characters, and ill-formed bytes: what every Unicode service must stand.
enum Specimens {
  static let wellFormed: [String] = [
    "", "a", "Plain words, and no more.", "Straße, naïve café", "Дождь прошёл. Вышло солнце.", "Ауа райы жақсы.",
    "大雨でした。今日は晴れ。", "ฝนตกหนัก", "هطل المطر. أشرقت الشمس؟", "क्या हुआ? कुछ नहीं।", "e\u{301}\u{327} combining",
    "\u{1F469}\u{200D}\u{1F680} plane 1 \u{1D7D8}", "\u{20000}\u{2A6D6} plane 2", "\u{30000} plane 3",
    "\u{E0041}\u{E007F} plane 14", "\u{F0000}\u{10FFFD} planes 15 and 16", "line\nline\r\nline\u{2029}end",
  ]

  static let illFormed: [[UInt8]] = [
    [0x80], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC0, 0xAF], [0xED, 0xA0, 0x80],
    [0xF5, 0x80, 0x80, 0x80],
    [0x61, 0xFF, 0x62], [0xE2, 0x82, 0x41, 0x2E, 0x20, 0x42],
  ]

  static var all: [[UInt8]] { wellFormed.map { Array($0.utf8) } + illFormed }
}

@Suite struct BreakIteratorTests {
  @Test(arguments: [BreakIterator.Kind.word, .sentence])
  func boundariesRiseToTheEndOnAllPlanesAndOnIllFormedBytes(_ kind: BreakIterator.Kind) throws {
    let breaker = try BreakIterator(kind, locale: "en")
    for text in Specimens.all {
      let boundaries = try breaker.boundaries(in: text)
      #expect(boundaries == boundaries.sorted() && Set(boundaries).count == boundaries.count)
      #expect(boundaries.last == (text.isEmpty ? nil : text.count))
    }
  }

  @Test(arguments: Specimens.wellFormed)
  func boundariesFallBetweenCharacters(_ text: String) throws {
    let bytes = Array(text.utf8)
    for offset in try BreakIterator(.word, locale: "en").boundaries(in: bytes) where offset < bytes.count {
      #expect(bytes[offset] & 0xC0 != 0x80)
    }
  }

  @Test(arguments: Specimens.wellFormed)
  func bothWaysOverTheTextAgree(_ text: String) throws {
    let breaker = try BreakIterator(.sentence, locale: "en")
    let bytes = Array(text.utf8)
    let count = try bytes.withUnsafeBufferPointer { try breaker.rawCount(in: $0) }
    #expect(try breaker.boundaries(in: bytes).count == count)
  }

  @Test func sentencesAreByteOffsets() throws {
    let boundaries = try BreakIterator(.sentence, locale: "ru").boundaries(in: Array("Дождь. Снег.".utf8))
    #expect(boundaries == [12, 21])
  }
}

@Suite struct NormalizationTests {
  @Test func composesAndTellsWhatItChanged() throws {
    let text = Array("Cafe\u{301} a\u{30A}".utf8)
    let result = try NormalizationForm.nfc.apply(to: text)
    #expect(String(decoding: result.bytes, as: UTF8.self) == "Café å")
    #expect(result.changes.count == 2)
    #expect(result.changes[0] == TextChange(source: TextRange(3, 6), result: TextRange(3, 5)))
    #expect(try !NormalizationForm.nfc.holds(for: text))
    #expect(try NormalizationForm.nfc.holds(for: result.bytes))
  }

  @Test func compatibilityFormReplacesLigaturesAndWidths() throws {
    let result = try NormalizationForm.nfkc.apply(to: Array("ﬁｎｅ ①".utf8))
    #expect(String(decoding: result.bytes, as: UTF8.self) == "fine 1")
  }

  @Test(arguments: NormalizationForm.allCases)
  func isStableOnAllPlanes(_ form: NormalizationForm) throws {
    for text in Specimens.wellFormed {
      let once = try form.apply(to: Array(text.utf8)).bytes
      #expect(try form.apply(to: once).bytes == once)
    }
  }

  @Test func foldsCaseFully() throws {
    #expect(try foldCase(Array("STRASSE".utf8)).bytes == foldCase(Array("Straße".utf8)).bytes)
    #expect(try foldCase(Array("ΣΊΣΥΦΟΣ".utf8)).bytes == foldCase(Array("Σίσυφος".utf8)).bytes)
  }
}

@Suite struct CollationAndTransliterationTests {
  @Test(arguments: [
    ("de", ["Zebra", "Äpfel", "Apfel"], ["Apfel", "Äpfel", "Zebra"]), ("sv", ["Ö", "Z", "Å"], ["Z", "Å", "Ö"]),
  ])
  func sortsAsReadersExpect(_ locale: String, _ words: [String], _ sorted: [String]) throws {
    let collator = try Collator(locale: locale)
    let keys = try words.map { ($0, try collator.sortKey(of: Array($0.utf8))) }
    #expect(keys.sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0) == sorted)
  }

  @Test func longTextsGetWholeKeys() throws {
    let collator = try Collator(locale: "en")
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 5_000)
    #expect(try collator.sortKey(of: long + [0x61]) != collator.sortKey(of: long + [0x62]))
  }

  /// Whatever the bytes, what comes out is well-formed, and nothing traps.
  @Test func everyServiceStandsEveryText() throws {
    let collator = try Collator(locale: "en")
    let latin = try Transliterator("Any-Latin")
    for text in Specimens.all {
      #expect(try !collator.sortKey(of: text).isEmpty)
      #expect(Charset.isUTF8(try latin.apply(to: text)))
      #expect(Charset.isUTF8(try Charset.decode(text).bytes))
      let isSound = Charset.isUTF8(text)
      let folded = try foldCase(text).bytes
      #expect(!isSound || Charset.isUTF8(folded))
      #expect(!isSound || Charset.isUTF8(CharacterTables.fold(text)))
      var table = WordTable()
      try table.appendBlock(text, using: BreakIterator(.word, locale: "en"))
      #expect(table.words.allSatisfy { $0.start < $0.end && Int($0.end) <= text.count })
    }
  }

  @Test func romanizes() throws {
    let latin = try Transliterator("Any-Latin; Latin-ASCII")
    #expect(String(decoding: try latin.apply(to: Array("Астана".utf8)), as: UTF8.self) == "Astana")
    #expect(throws: TextError.self) { try Transliterator("No-Such-Transform") }
  }

  @Test func languageTags() {
    #expect(LanguageTag.primary("pt-BR") == "pt")
    #expect(LanguageTag.canonical("EN-gb") == "en-GB" && LanguageTag.canonical("zh-hant-tw") == "zh-Hant-TW")
    #expect(LanguageTag.withoutRegion("en-us") == "en" && LanguageTag.withoutRegion("zh-Hant-TW") == "zh-Hant")
    #expect(LanguageTag.name(of: "kk", in: "en") == "Kazakh")
    #expect(LanguageTag.isRightToLeft("ar") && !LanguageTag.isRightToLeft("kk"))
    for tag in ["en", "pt-BR", "zh-Hant-TW", "x-house", "sr-Latn"] { #expect(LanguageTag.isWellFormed(tag), "\(tag)") }
    for tag in ["", "e", "englishlanguage", "en_US", "en-", "1n", "en us"] {
      #expect(!LanguageTag.isWellFormed(tag), "\(tag)")
    }
    #expect(LanguageTag.suppressions(of: "en").contains(Array("Mr.".utf8)))
  }
}
