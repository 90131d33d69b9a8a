import Analysis
import Testing
import Text

@Suite struct SentenceTests {
  /// `|` in a text marks each end of a sentence.
  @Test(arguments: [
    ("en", "Dr. Smith came.| He left."),
    ("en", "\"We won,\" A. Sarova said.| No one else did."),
    ("en", "Gen. Luis Ortega paid $3.5 million on Jan. 5 for No. 7.| He smiled."),
    ("en", "\"Why now?\" she asked.| \"Stop!\" he cried.| Then silence."),
    ("en", "It is in the U.S. Senate.| They live in the U.S.| He does not."),
    ("en", "Some tools, e.g. Hammers, are heavy, i.e. Not light."),
    ("en", "ST. ORLAN, May 6 — It rained.| It stopped."),
    ("en", "1. Open the valve.| 2. Close it."),
    ("de", "Die Probe ist am 3. Mai.| Der Leiter kam z. B. Aus Bonn."),
    ("de", "Es kostete 4,8 Mio. Euro.| „Nein!“, rief J. P. Brandt.| Er ging."),
    ("de", "Am 12.\u{A0}April fährt er, z.\u{202F}B. Nach Bonn, u.\u{A0}a. Nachts.| Sie bleibt."),
    ("es", "Lo paga un grupo de EE. UU.| Según la Sra. M. T. Quiroga, basta."),
    ("ru", "Так решил А. Б. Петров, т. е. Председатель.| В 2027 г. союз вырастет."),
    ("ru", "«Почему?» — спросил он.| Никто не ответил."),
    ("kk", "А. Сарова келді.| Жаңбыр жауды."),
    ("ja", "雨が降った。|今日は晴れ。"),
    // Found by a new user: what a desk reads every day.
    ("zh", "他走了。|“你来吗？|我来。”"), ("ja", "彼は言った。|「来るの？」|彼女は去った。|『本』を読んだ。"),
    ("fr", "« Les nuages liront notre accord ? » a demandé le Pr D. Almas.| Il pleut."), ("fr", "« Non. »| Elle part."),
    ("de", "Er ging.| »Komm!«, rief sie."), ("ru", "Об этом сообщил А. С. Пушкин.| Так объяснил С. И. Рахимов."),
    ("kk", "АЭҚ төрағасы Б. Т. Есімов келді.| Ол кетті."),
    ("en", "He lost his job last year.| 20 people left the office on Monday.| 2-in-1s are cool."),
    ("en", "See Fig. 3 and vol. 12 of p. 5 for it."), ("en", "It was on Jan. 5 and approx. 20 came."),
    ("vi", "Ông sống tại TP. HCM.| Bà ở TP. Huế."), ("cs", "Přišel např. Ing. Novák, tj. šéf.| Odešel."),
    ("no", "Det koster ca. 20 kr. nå, bl.a. I Oslo."), ("nb", "Han kom til en pub.| - Alle vet hvor det er.| – Ja."),
    ("ru", "Куда? — спросил он.| — Домой.| — Иди!"),
    ("zh", "下雨了。|今天晴天！|真的？"),
    ("ar", "هطل المطر.| هل توقف؟| نعم."),
  ])
  func cutsAtTheMarks(_ language: String, _ marked: String) {
    let finder = SentenceFinder(data: LanguageData(language: language))
    let text = Array(marked.replacing("|", with: "").utf8)
    let found = finder.sentences(in: text).map { String(decoding: text[$0], as: UTF8.self) }
    let expected = marked.split(separator: "|").map { $0.drop { $0 == " " } }.map(String.init)
    #expect(found == expected)
  }

  /// Nothing but white space lies between sentences, before the first or after the last.
  @Test(arguments: [
    "  A.  B! \n C?\u{A0} D\u{3000}", "no end", "...", "“Open quote. Never closed. Ever", "\u{2028}x\u{2029}y", "",
    " \t ",
  ])
  func nothingIsLost(_ text: String) {
    let finder = SentenceFinder(data: LanguageData(language: "en"))
    let bytes = Array(text.utf8)
    var last = 0
    for range in finder.sentences(in: bytes) {
      #expect(SentenceFinder.trimmed(bytes, TextRange(last, range.start)).isEmpty)
      #expect(SentenceFinder.trimmed(bytes, range) == range && !range.isEmpty)
      last = range.end
    }
    #expect(SentenceFinder.trimmed(bytes, TextRange(last, bytes.count)).isEmpty)
  }

  @Test(arguments: LanguageData.languages)
  func everyLanguageFolderIsComplete(_ language: String) {
    let data = LanguageData(language: language)
    #expect(data.stopWords.count >= 80)
    #expect(data.abbreviations.count == data.abbreviationKinds.count && data.abbreviations.count > 10)
    #expect(data.conventions.parts == SentenceConventions.Part.allCases && !data.conventions.quotes.isEmpty)
    for entry in 0..<data.stopWords.count {
      let word = Array(data.stopWords.bytes(of: entry))
      #expect((try? NormalizationForm.nfc.holds(for: word)) == true && !word.contains(0x20), "\(language)")
    }
  }
}
