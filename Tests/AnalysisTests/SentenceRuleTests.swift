import Analysis
import Testing
import Text

/// What the rules for sentence ends know, a table per phenomenon; `|` marks each end.
@Suite struct SentenceRuleTests {
  @Test(arguments: [
    ("en", "Dr. Sarova came.| She left."),
    ("en", "Gen. Ortega met Sen. Lind, Mrs. Adil and Prof. Almas.| Nobody else was asked."),
    ("en", "See Fig. 3, No. 12 and pp. 4–6 of vol. II for more.| The rest is lost."),
    ("en", "The dam, approx. 40 years old, leaks.| It will be closed."),
    ("en", "Acme Inc. said so.| They sold it to Acme Inc.| It was cheap."),
    ("en", "She came from the U.S. Senate.| He stayed in the U.S.| She did not."),
    ("en", "At 5 a.m. Mr. Smith woke.| He left at 6 p.m.| Mr. Smith was tired."),
    ("en", "They met on Main St.| The mayor was late."),
    ("en", "P.S. By then the train had gone.| Nobody wrote."),
    ("en", "RIVERTON, La. -- The river rose.| It fell again."),
    ("en", "It is Rivera v. Stone, not Stone v. Rivera.| Read both."),
    ("de", "Frau Prof. Dr. Brandt kam z. B. am Mo. oder Di. nach Bonn.| Sie ging."),
    ("de", "Die Fa. Meyer GmbH & Co. KG usw. schweigt.| Das ist bekannt."),
    ("de", "Am 12.\u{A0}April fährt er, z.\u{202F}B. Nach Bonn.| Sie bleibt."),
    ("fr", "M. Durand et Mme Petit ont vu le Dr. Roux, p. 12.| Ils sont partis."),
    ("it", "Ha parlato l'Avv. Fabrizi con l'ing. Rossi.| Poi è uscito."),
    ("es", "La Sra. Rescia vive en EE. UU. desde 2010.| Su hermano, no."),
    ("ru", "В 1998 г. Сарова жила на ул. Мира, д. 5, и т. д.| Потом уехала."),
    ("pt", "O Sr. Lima e a Dra. Reis chegaram às 5 p.m.| Eles saíram."),
    ("nl", "Dhr. Bakker woont o.a. in Utrecht, bijv. in de stad.| Hij vertrekt."),
  ])
  func abbreviations(_ language: String, _ marked: String) { check(language, marked) }

  @Test(arguments: [
    ("en", "J. R. R. Tolkien met A. Sarova and John F. Kennedy.| They talked."),
    ("en", "We make a good team, you and I.| Did you see Albert I. Jones?"),
    ("en", "Vitamin C.| It helps."), ("en", "Take Plan B.| It works."),
    ("ru", "Об этом сказал А. С. Иванов.| С. И. Рахимов молчал."),
    ("uk", "Про це сказав Т. Г. Коваль.| Усі мовчали."),
    ("kk", "А. Сарова мен Б. Т. Есімов келді.| Олар кетті."),
    ("ar", "قال د. سامي ذلك.| ثم خرج."),
  ])
  func initials(_ language: String, _ marked: String) { check(language, marked) }

  @Test(arguments: [
    ("en", "It cost $1,000.50 in 2020.| 30 people came.| Version 2.0.1 works at 3.30 p.m. on 1.1.2020."),
    ("en", "She has $100.00.| It is in her bag."),
    ("de", "Am 3. Mai und am 20./21. Juni war der 200. Geburtstag.| Das steht auf Seite 12.| Dort ist es."),
    ("de", "Der 1. FC Bamberg spielt im 19. Jahrhundert.| Er verliert."),
    ("da", "Den 3. maj kom hun på 2. etage.| Hun gik."),
    ("nb", "Den 17. mai er det 3. gang.| Han kom."),
    ("cs", "Dne 3. května 2020 přijel Karel IV. Lucemburský.| Odjel."),
    ("pl", "Dnia 1. Maja przyszedł.| Wyszedł."),
    ("tr", "Konya 4. Aile Mahkemesi karar verdi.| Karar kesin."),
  ])
  func numbersAndOrdinals(_ language: String, _ marked: String) { check(language, marked) }

  @Test(arguments: [
    ("en", "1. Open the valve |2. Close it |3. Wait"),
    ("en", "1.) Open the valve. |2.) Close it."),
    ("en", "a) red |b) green |c) blue"),
    ("en", "• 9. Open it |• 10. Close it"),
    ("en", "(i) Hello there. |(ii) Goodbye."),
    ("en", "As payment for 1. above, pay one; for 2. above, two.| That is all."),
    ("en", "He wants 1) bread and 2) salt.| She does not."),
    ("es", "La lista: 1.Helado, 2.Carne, 3.Arroz.| ¿Cuánto cuesta?"),
  ])
  func items(_ language: String, _ marked: String) { check(language, marked) }

  @Test(arguments: [
    ("en", "Write to a.sarova@example.com.| Or see https://www.example.com/a.b?c=d.| Thanks."),
    ("en", "The library node.JS and example.Com are names.| So is app.config.Name."),
    ("en", "It ended.|Next came the rain.| He paid 1,000.|That was much."),
    ("en", "iPhone sales rose.| eBay fell.| iOS is new."),
    ("en", "It is a martyr.[1]| The emperor knew.[2][3]| Nobody else did."),
    ("en", "The gap is real.11 12| Take one example.| See (1987).1| It is old."),
  ])
  func addressesAndNotes(_ language: String, _ marked: String) { check(language, marked) }

  @Test(arguments: [
    ("en", "She works at Yahoo! in Riverton.| Yahoo! Finance said so.| What?!| No way!"),
    ("en", "“Why now?” she asked.| “Stop!” he cried.| Silence."),
    ("en", "I wasn’t really ... well, what I mean ... no.| Never mind...| She left."),
    ("en", "The habit was weakened . . . by time.| It ended.| . . . Nobody knew."),
    ("en", "\"Bohr [...] used the analogy [...]\" (Smith 55).| It held."),
    ("en", "i like it here.| it is warm.| you coming?| ok"),
    ("nl", "Het was raak.| ...en toen barste de hel los."),
    ("fr", "Peu en reste .|.| Puis il part.| Il dort .|...| Puis il rit."),
    ("vi", "Cô đến chợ, trường học…| Anh ở nhà."),
  ])
  func marksAndEllipses(_ language: String, _ marked: String) { check(language, marked) }

  @Test(arguments: [
    ("en", "She turned to him, \"This is great.\" she said.| He nodded."),
    ("en", "She turned to him, \"This is great.\"| She held it out."),
    ("en", "\"It is late. I must go,\" she said.| \"Go.\"| He stayed."),
    ("en", "He said (I heard it. Really.) that it rained.| (It did not.)| So be it."),
    ("en", "Oh.| \"Never closed.| He left.| She stayed."),
    ("en", "\"I told you, sir--\"| The door closed."),
    ("en", "\"Stop! It is late\" was on the wall.| He left."),
    ("en", "He read \"Stop! It is late\" on the wall.| He left."),
    ("de", "„Nein! Nie!“, rief er.| »Komm!«, sagte sie.| „Gut.“| Er ging."),
    ("fr", "« Non. »| Elle part.| « Et vous ? » demanda-t-il."),
    ("ru", "«К чему ты? – спросила мама. – Завтра выходной».| Он молчал.| «Не видали маму?».| Нет."),
    ("sk", "„Beriem to ľahko. Nezaujíma ma to,“ povedal."),
    ("nl", "Hij was moe.| ,,Ik ga naar huis.''| Zij bleef."),
    ("es", "«Nadie está exento.», dijo él.| ¡Hola!| ¿Cómo está?"),
  ])
  func quotationsAndBrackets(_ language: String, _ marked: String) { check(language, marked) }

  @Test(arguments: [
    ("ja", "彼は「行く。」と言った。|「来るの？」|彼女は去った。"), ("ja", "これは山です（これは川です。海です）。|空です！"),
    ("zh", "我们去看《摔跤吧！爸爸》好吗？|好！"), ("zh", "“快走！”他说。|天黑了。"),
    ("hi", "यह सच है।| कोई नहीं जानता।"), ("ur", "کیا حال ہے؟| میں ٹھیک ہوں۔"), ("am", "ደህና ነህ፧| አዎ።| እሺ።"),
    ("my", "မင်္ဂလာပါ။| နေကောင်းလား။"), ("km", "សួស្តី។| អរគុណ។"), ("ar", "هل توقف؟| نعم.| شكرا."),
  ])
  func otherScripts(_ language: String, _ marked: String) { check(language, marked) }

  @Test func linesAreKeptUnlessTheyGoOn() {
    check("en", "Roses are red,\nviolets are blue.|\nSugar is sweet|\nAnd so are you")
  }

  private func check(_ language: String, _ marked: String) {
    let finder = SentenceFinder(data: LanguageData(language: language))
    let text = Array(marked.replacing("|", with: "").utf8)
    let found = finder.sentences(in: text).map { String(decoding: text[$0], as: UTF8.self) }
    let expected = marked.split(separator: "|").map { part in
      String(part.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
    #expect(found == expected)
  }
}
