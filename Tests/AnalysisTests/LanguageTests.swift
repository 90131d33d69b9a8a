import Articles
import Testing
import Text

@testable import Analysis

@Suite struct LanguageTests {
  @Test(arguments: [
    ("en", "The ministers signed a water accord on Monday after eleven years of talks."),
    ("de", "Die Minister haben am Montag nach elf Jahren ein Abkommen unterzeichnet."),
    ("ru", "Министры подписали в понедельник соглашение после одиннадцати лет переговоров."),
    ("kk", "Министрлер он бір жылдық келіссөзден кейін келісімге қол қойды."),
    ("ja", "大臣たちは十一年の交渉の後、月曜日に協定に署名した。"),
    ("zh-Hans", "部长们经过十一年谈判后，于星期一签署了协议。"),
    ("fr", "Les ministres ont signé lundi un accord sur l’eau après onze ans de négociations."),
  ])
  func tellsLanguages(_ language: String, _ text: String) {
    #expect(LanguageDetector().guess(Array(text.utf8))?.tag == language)
  }

  /// Sentences of few function words, of names and of addresses: what common words tell and stop words do not.
  @Test(arguments: [
    ("da", "Vejret forhindrer måske redningen af fiskerne."),
    ("pt", "Tropas do presidente enfrentam soldados do governo."),
    ("ru", "Нижний суд отклонил жалобу адвоката."),
    ("it", "L’accordo dell’anno scorso sull’acqua."),
    ("en", "See http://www.lagoperduto.it/ricerca/della-casa.html and mail luigi.della.casa@example.it for details."),
    ("ja", "元広島県議会議員。"),
    ("hr", "Vlada je danas potvrdila novi zakon."),
  ])
  func fewWordsAreEnough(_ language: String, _ text: String) {
    let tag = LanguageDetector().guess(Array(text.utf8))?.tag ?? "und"
    #expect(LanguageTag.primary(tag) == language)
  }

  /// A language that has no folder is not taken for a relative that has one.
  @Test(arguments: [
    ("lb", "Den Här Schneider huet gëschter eng nei Schoul opgemaach, well vill Kanner keng Plaz haten."),
    ("mt", "Il-ministri ffirmaw ftehim dwar l-ilma nhar it-Tnejn wara ħdax-il sena ta' taħdidiet."),
    ("so", "Waziirka ayaa sheegay in heshiiska la saxiixi doono toddobaadka soo socda ka dib wadahadallada."),
  ])
  func strangersAreNotTakenForRelatives(_ language: String, _ text: String) {
    #expect(LanguageDetector().guess(Array(text.utf8))?.tag == language)
  }

  @Test(
    arguments: [
      ("https://www.example.cz/zpravy/1", "a.html", "cs"), ("https://sk.example.org/1", "a.html", "sk"),
      ("http://example.org/nb/1", "a.html", "nb"), ("https://example.com/world", "a.html", nil),
      (nil, "news/report.sk.html", "sk"), (nil, "desk/pt-BR/report.txt", "pt"), (nil, "desk/report.html", nil),
      (nil, "de.txt", nil),
    ] as [(String?, String, String?)])
  func addressesAndPathsHint(_ address: String?, _ path: String, _ expected: String?) {
    var article = Article(id: "a", original: Original(path: path))
    article.metadata.address = address
    #expect(LanguageHint.of(article) == expected)
  }

  /// A sentence that is Czech and Slovak alike, and one that no hint changes.
  @Test func aHintDecidesWhereTheTextLeavesItOpen() {
    var article = Article(id: "a", original: Original(path: "a"))
    article.metadata.address = "https://www.example.sk/1"
    article.blocks = [Block(.paragraph, MarkedText("Mama varí obed a otec pracuje. Auto stojí na ulici."))]
    #expect(LanguageDetector().detect(article)?.tag == "sk")
    article.blocks = [Block(.paragraph, MarkedText("The ministers signed a water accord on Monday."))]
    #expect(LanguageDetector().detect(article)?.tag == "en")
  }

  @Test func boilerplateDoesNotDecide() {
    var article = Article(id: "a", original: Original(path: "a"))
    let english = "Skip to the content of this page. Share this article with your friends. Read more of our stories."
    article.blocks = [
      Block(.paragraph, MarkedText(english), isArticle: false),
      Block(.paragraph, MarkedText("Министры подписали в понедельник соглашение после одиннадцати лет переговоров.")),
    ]
    #expect(LanguageDetector().detect(article)?.tag == "ru")
  }

  @Test func nothingToGuessFrom() {
    #expect(LanguageDetector().guess([]) == nil)
    #expect(LanguageDetector().guess(Array("123 456 — 7".utf8)) == nil)
  }
}

@Suite struct CloseLanguageTests {
  /// One sentence each, of words that news uses; the pairs are what detectors confuse.
  @Test(arguments: [
    ("da", "Han sagde også, at aftalen bliver underskrevet efter mødet i næste uge."),
    ("nb", "Han sa også at avtalen blir undertegnet etter møtet i neste uke."),
    ("nn", "Han sa at avtalen ikkje vart underskriven då dei møttest førre veka."),
    ("sv", "Han sade också att avtalet ska undertecknas efter mötet nästa vecka."),
    ("cs", "Ministři podepsali smlouvu, která má být schválena během příštího týdne."),
    ("sk", "Ministri podpísali zmluvu, ktorá má byť schválená počas budúceho týždňa."),
    ("hr", "Tko je rekao da će se prijedlog zakona o sveučilištima raspraviti tijekom siječnja?"),
    ("sr-Latn", "Ko je rekao da će se predlog zakona o univerzitetima razmotriti u toku januara, posle izmena?"),
    ("sr", "Министар је рекао да ће споразум бити потписан после разговора."),
    ("mk", "Министерот рече дека договорот ќе биде потпишан по разговорите."),
    ("bg", "Министърът каза, че споразумението ще бъде подписано след преговорите."),
    ("uk", "Міністр сказав, що угоду буде підписано після переговорів."),
    ("be", "Міністр сказаў, што пагадненне будзе падпісана пасля перамоў."),
    ("id", "Menteri mengatakan bahwa mereka bisa menandatangani perjanjian itu karena warga sudah setuju."),
    ("ms", "Menteri berkata bahawa mereka boleh menandatangani perjanjian itu kerana penduduk sudah bersetuju."),
    ("gl", "O ministro dixo que o acordo será asinado despois das conversas coas veciñas da Coruña."),
    ("pt", "O ministro disse que o acordo será assinado depois das conversas com as vizinhas."),
    ("es", "El ministro dijo que el acuerdo se firmará después de las conversaciones con las vecinas."),
    ("ca", "El ministre va dir que l’acord se signarà després de les converses amb les veïnes."),
    ("af", "Die minister het gesê dat hulle die ooreenkoms volgende week sal onderteken."),
    ("nl", "De minister zei dat zij de overeenkomst volgende week zullen ondertekenen."),
    ("ky", "Министр келишимге кийинки жумада кол коюларын айтты."),
    ("mn", "Сайд хэлэлцээрийн дараа гэрээнд гарын үсэг зурна гэж хэлэв."),
    ("fa", "وزیر گفت که این توافق پس از گفتگوها امضا خواهد شد."),
    ("ur", "وزیر نے کہا کہ مذاکرات کے بعد معاہدے پر دستخط کیے جائیں گے۔"),
    ("mr", "मंत्र्यांनी सांगितले की चर्चेनंतर करारावर स्वाक्षरी केली जाईल आणि तो लागू होईल."),
    ("ne", "मन्त्रीले वार्तापछि सम्झौतामा हस्ताक्षर गर्ने बताएका छन्।"),
    ("zh-Hant", "部長們經過十一年談判後，於星期一簽署了協議。"),
    ("am", "ሚኒስትሮቹ ስምምነቱን ሰኞ ዕለት ፈረሙ።"),
  ])
  func tellsRelativesApart(_ language: String, _ text: String) {
    #expect(LanguageDetector().guess(Array(text.utf8))?.tag == language)
  }

  @Test func aForeignParagraphIsFound() {
    var article = Article(id: "a", original: Original(path: "a"))
    article.blocks = [
      "The ministers signed a water accord on Monday after eleven years of talks between the four states.",
      "Die Minister haben am Montag nach elf Jahren ein Abkommen unterzeichnet, das den Streit beenden soll.",
      "Dam, river, canal, lake, reservoir, pump, valve, sluice, gate, gauge, ditch and a pond.",
    ].map { Block(.paragraph, MarkedText($0)) }
    let found = LanguageDetector().foreignBlocks(of: article, language: "en")
    #expect(found.map(\.block) == [1] && found.map(\.language) == ["de"])
  }

  @Test(arguments: [
    ("en", "de", true), ("en-GB", "en", false), ("nb", "da", false), ("sr", "sr-Latn", false), ("und", "fr", false),
    ("kk", "ru", true), ("tlh", "en", false),
  ])
  func contradictionIsMoreThanDoubt(_ declared: String, _ told: String, _ expected: Bool) {
    let detector = LanguageDetector()
    #expect(detector.contradicts(declared, LanguageGuess(tag: told, isReliable: true)) == expected)
    #expect(!detector.contradicts(declared, LanguageGuess(tag: told, isReliable: false)))
  }
}

@Suite struct LanguageFolderTests {
  @Test func thereAreManyLanguages() { #expect(LanguageData.languages.count >= 70) }

  /// Every file is of the shape that the README beside it asks for.
  @Test(arguments: LanguageData.languages)
  func filesAreWellFormed(_ language: String) throws {
    for (name, headers) in [
      ("abbreviations", LanguageData.AbbreviationKind.allCases.map(\.rawValue)),
      ("sentences", SentenceConventions.Part.allCases.map(\.rawValue)), ("stopwords", []),
    ] {
      let path = "languages/\(language)/\(name).txt"
      let bytes = try #require(EmbeddedData.bytes(of: path), "\(path) is missing")
      #expect(try NormalizationForm.nfc.holds(for: bytes), "\(path) is not in NFC")
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        .filter { !$0.hasPrefix("#") }
      #expect(lines.filter { $0.hasPrefix("[") }.map { String($0.dropFirst().dropLast()) } == headers, "\(path)")
      var seen: Set<Substring> = []
      for line in lines {
        #expect(!line.hasPrefix(" ") && !line.hasSuffix(" "), "\(path): \(line)")
        if name != "sentences" { #expect(seen.insert(line).inserted, "\(path): \(line) is there twice") }
        if name == "abbreviations" { #expect(!line.hasSuffix("."), "\(path): \(line) has its full stop") }
        if name == "stopwords" {
          let hasCapital = line.unicodeScalars.contains { CharacterTables.isUppercase($0.value) }
          #expect(!hasCapital && !line.contains(" "), "\(path): \(line) is no single word in lower case")
        }
      }
    }
  }
}

@Suite struct FurnitureTests {
  @Test(arguments: [
    "Skip to Content", "Share:", "Source: Steppe News Agency", "Источник: агентство", "Quelle: dpa", "Read more »",
  ])
  func knowsFurniture(_ line: String) {
    let isFurniture = Furniture.standard.isFurniture(Array(line.utf8))
    #expect(isFurniture)
  }

  @Test(arguments: [
    "The source: a spring in the hills that feeds the whole valley, and has done so for a thousand years, engineers said. It is low.",
    "He promised to share the water.", "Comments from the minister were few.", "Water",
  ])
  func leavesTextAlone(_ line: String) {
    let isFurniture = Furniture.standard.isFurniture(Array(line.utf8))
    #expect(!isFurniture)
  }
}
