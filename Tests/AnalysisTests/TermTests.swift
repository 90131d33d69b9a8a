import Analysis
import Articles
import Testing
import Text

/// An article written as lines, one segment each; `! ` marks boilerplate, `# ` a heading.
struct TermArticle {
  var article = Article(id: "a", original: Original(path: "a"))
  var words = WordTable()
  let language: LanguageData

  init(_ text: String, title: String? = nil, language: String = "en") throws {
    self.language = LanguageData(language: language)
    article.metadata.title = title
    article.language = language
    var namer = Segment.Namer()
    let breaker = try BreakIterator(.word, locale: language)
    for line in text.split(separator: "\n") {
      var bytes = Array(line.utf8)
      var block = Block(.paragraph, MarkedText())
      if line.hasPrefix("! ") || line.hasPrefix("# ") {
        block.isArticle = !line.hasPrefix("! ")
        block.kind = line.hasPrefix("# ") ? .heading : .paragraph
        bytes.removeFirst(2)
      }
      block.content.bytes = bytes
      article.segments.append(
        Segment(id: namer.id(for: bytes), block: article.blocks.count, range: TextRange(0, bytes.count)))
      article.blocks.append(block)
      try words.appendBlock(bytes, using: breaker)
    }
  }

  func terms(atMost: Int = 40, with finder: TermFinder? = nil) throws -> [Term] {
    try (finder ?? TermFinder()).find(in: article, words: words, language: language, atMost: atMost)
  }

  func text(_ use: Term.Use) -> String {
    let block = article.blocks[article.segments[use.segment].block]
    return String(decoding: block.content.bytes[use.range], as: UTF8.self)
  }
}

/// Terms as readable lines, sorted: kind, name, `= expansion`, `{variants}`, `×count` when more than one.
private func lines(_ terms: [Term]) -> [String] {
  terms.map { term in
    let expansion = term.expansion.map { " = \($0)" } ?? ""
    let variants = term.variants.isEmpty ? "" : " {\(term.variants.joined(separator: "; "))}"
    return "\(term.kind) \(term.name)\(expansion)\(variants)" + (term.count > 1 ? " ×\(term.count)" : "")
  }.sorted()
}

private let flood = """
  ! Flood Warning Newsletter: the Flood Warning Newsletter comes on Mondays. Flood Warning Newsletter.
  # Valley tries out its warning system
  The Alpine Hazards Office (AHO) tried out a new flood warning system in the Orla valley on Saturday.
  Mr Martin Greaves of the valley council called the flood warning system a gift.
  Nobody had heard the sirens before, Greaves said, and AHO engineers counted every siren.
  The warning systems of the Bank of Velden cost $4.8 million in May 2024.
  Interest rates do not matter, said Ada Fenwick; interest rates come and go, and Fenwick stays.
  Every siren in the valley has a battery, and the sirens are tested each January.
  """

@Suite struct TermTests {
  @Test func findsTheTermsOfAnArticle() throws {
    let article = try TermArticle(flood, title: "Valley tries out its warning system")
    #expect(
      try lines(article.terms()) == [
        "abbreviation AHO = Alpine Hazards Office ×2",
        "name Ada Fenwick {Fenwick} ×2",
        "name Bank of Velden",
        "name Martin Greaves {Greaves} ×2",
        "name Orla",
        "term flood warning system ×2",
        "term interest rates ×2",
        "term siren {sirens} ×4",
        "term valley ×4",
        "term warning system {warning systems} ×2",
      ])
  }

  @Test(arguments: [
    ("en", "The World Health Organization (WHO) said so.", "WHO", "World Health Organization"),
    ("en", "Experts of the WHO (World Health Organization) said so.", "WHO", "World Health Organization"),
    ("en", "Two NGOs (non-governmental organizations) left.", "NGOs", "non-governmental organizations"),
    (
      "en", "The Office of the Special Adviser on Rivers (OSAR) left.", "OSAR",
      "Office of the Special Adviser on Rivers"
    ),
    ("en", "It uses deoxyribonucleic acid (DNA), they said.", "DNA", "deoxyribonucleic acid"),
    ("de", "Der Bundesverband Schiene und Reise (BSR) klagt.", "BSR", "Bundesverband Schiene und Reise"),
    ("fr", "La Commission régionale de l’eau (CRE) décide.", "CRE", "Commission régionale de l’eau"),
    ("ru", "Евразийский союз зерновладельцев (ЕСЗ) растёт.", "ЕСЗ", "Евразийский союз зерновладельцев"),
    ("kk", "Оны Астық экспорттаушылар қауымдастығы (АЭҚ) айтты.", "АЭҚ", "Астық экспорттаушылар қауымдастығы"),
    // The abbreviation of another language.
    (
      "es", "Lo dice el Fondo de Población de las Naciones Unidas (UNFPA) hoy.", "UNFPA",
      "Fondo de Población de las Naciones Unidas"
    ),
    (
      "fr", "Selon l’Organisation internationale de normalisation (ISO) c’est vrai.", "ISO",
      "Organisation internationale de normalisation"
    ),
    ("en", "Read the Code of Federal Regulations (C.F.R.) aloud, they said.", "C.F.R.", "Code of Federal Regulations"),
    // Written as the text explains it.
    ("en", "They helped the least developed countries (LDC's) again.", "LDC's", "least developed countries"),
    ("en", "It is sold free on board (F.O.B.), they said.", "F.O.B.", "free on board"),
    ("en", "The I.W. (individually wrapped) cuts are here.", "I.W.", "individually wrapped"),
    ("en", "They paid for research and development (R&D) there.", "R&D", "research and development"),
    // A name begins at its capital and behind the mark that ends another.
    (
      "en", "An upward trend was discernible only in the World Tourism Organization (UNWTO).", "UNWTO",
      "World Tourism Organization"
    ),
    (
      "en", "It was sent by UNDP, WFP, United Nations Population Fund (UNFPA) and others.", "UNFPA",
      "United Nations Population Fund"
    ),
    (
      "en", "Read the report of ECA's sub regional Office in West Africa (SRO-WA) now.", "SRO-WA",
      "sub regional Office in West Africa"
    ),
  ])
  func explainsAbbreviations(_ language: String, _ text: String, _ short: String, _ long: String) throws {
    let terms = try TermArticle(text, language: language).terms().filter { $0.expansion != nil }
    #expect(terms.map(\.name) == [short] && terms.map(\.expansion) == [long])
    #expect(terms.map(\.kind) == [.abbreviation])
  }

  @Test func bracketsDoNotReachIntoOthers() throws {
    let text = "They helped least developed countries (LDCs), landlocked developing countries (LLDCs) and more."
    let terms = try TermArticle(text).terms().filter { $0.expansion != nil }
    #expect(Set(terms.compactMap(\.expansion)) == ["least developed countries", "landlocked developing countries"])
  }

  @Test(arguments: [
    "They met in Bonn (Germany).", "The bridge (see below) is closed.", "He paid ten crowns (EUR) for it.",
    "The firm (founded in 1901) is small.", "The intervention (II) is invasive.",
    "They sent the DDR Unit (DDR) home.",
  ])
  func leavesOtherBracketsAlone(_ text: String) throws {
    #expect(try TermArticle(text).terms().allSatisfy { $0.expansion == nil })
  }

  @Test(arguments: [
    ("en", "Then Prime Minister Tony Blair met Dr. Ada Fenwick.", ["Ada Fenwick", "Tony Blair"]),
    ("en", "On Tuesday the Bank of England waited.", ["Bank of England"]),
    ("en", "We saw John W. Bush in St. Petersburg.", ["John W. Bush", "St. Petersburg"]),
    ("en", "A U.S. court heard al-Qaeda and Ernst & Young.", ["Ernst & Young", "U.S.", "al-Qaeda"]),
    ("en", "The Paris-based painter Vincent van Gogh slept.", ["Paris", "Vincent van Gogh"]),
    ("en", "In May we saw Britain’s Olympic team.", ["Britain", "Olympic"]),
    ("fr", "Elle vit à l’Université de Paris avec d’Artagnan.", ["Artagnan", "Université de Paris"]),
    ("es", "Viajó de México y Nicaragua a Lima.", ["Lima", "México", "Nicaragua"]),
    ("es", "Vimos a Juan Carlos de la Cruz en Madrid.", ["Juan Carlos de la Cruz", "Madrid"]),
    ("es", "Vivió en Los Ángeles y luego en El Salvador.", ["El Salvador", "Los Ángeles"]),
    ("en", "They watched “Gladiator” and “Blue Harbour” there.", ["Blue Harbour", "Gladiator"]),
    ("de", "Am Montag sprach die Deutsche Bank mit dem Chef der NATO.", ["Deutsche Bank", "NATO"]),
    (
      "de", "Mit der Staffel siegte sie in Nagoya, und in Zusammenarbeit mit Geoff Murphy zog sie nach Heerenveen.",
      ["Geoff Murphy", "Heerenveen", "Nagoya"]
    ),
    ("ru", "Вчера мы видели Галину Ткач в Верхнем Яре.", ["Верхнем Яре", "Галину Ткач"]),
    // Titles, numbers, hyphens.
    ("en", "They sang “The Tunnel of Love” there.", ["The Tunnel of Love"]),
    ("en", "He drove along Pennsylvania Route 611 on May 12.", ["Pennsylvania Route 611"]),
    ("en", "The score was Arsenal 2 Chelsea 1 then.", ["Arsenal", "Chelsea"]),
    ("fr", "Elle habite à Roissy-en-France depuis hier.", ["Roissy-en-France"]),
    // One capital for the whole name, that of its adjective.
    (
      "ru", "Он поступил в Массачусетский технологический институт и увидел Красное море.",
      ["Красное море", "Массачусетский технологический институт"]
    ),
    ("ru", "Тогда Достоевский написал роман.", ["Достоевский"]),
    ("tr", "Dün Ankara'da Galatasaray'ın maçı vardı.", ["Ankara", "Galatasaray"]),
  ])
  func findsNames(_ language: String, _ text: String, _ names: [String]) throws {
    let terms = try TermArticle(text, language: language).terms()
    #expect(terms.filter { $0.kind != .term }.map(\.name).sorted() == names)
  }

  @Test func capitalsNeedEvidence() throws {
    // At the start of a sentence, in a headline, after a quotation mark.
    let article = try TermArticle(
      """
      # Farmers Wait As Spring Comes Late
      Orchards freeze at night.
      He said: “Nobody knows.”
      Kathmandu is far; from Kathmandu it is far to all places.
      """)
    #expect(try lines(article.terms()) == ["name Kathmandu ×2"])
  }

  @Test(arguments: [
    ("en", "Floods came.\nThe flood wall holds.\nA flood wall (new) is high.\nA flood wall is a bank of earth.", 3),
    ("de", "Der Nachtzug hält.\nEin Nachtzug ist ein Zug mit Betten.\nDer Nachtzug fährt.", 1),
    ("ru", "Зерновой союз растёт.\nЗерновой союз — это объединение.\nЗерновой союз ждёт.", 1),
    ("en", "The flood wall is here.\nThe flood wall is old.", nil),
  ])
  func findsTheSentenceThatDefines(_ language: String, _ text: String, _ segment: Int?) throws {
    let terms = try TermArticle(text, language: language).terms()
    #expect(terms.first?.definition == segment)
    if let segment { #expect(terms.first?.context == segment) }
  }

  @Test func anotherReferenceChangesWhatIsRare() throws {
    let article = try TermArticle(
      """
      The siren and the valley are here.
      The siren is far, the valley is near.
      The valley has the siren.
      """)
    let rarities: [(word: [UInt8], rarity: UInt8)] = [(Array("siren".utf8), 60), (Array("valley".utf8), 200)]
    let finder = try TermFinder(references: ["en": ReferenceFrequencies(rarities)])
    #expect(try article.terms(with: finder).map(\.name) == ["valley", "siren"])
  }

  @Test func surnamesOfTwoPeopleStayApart() throws {
    let article = try TermArticle(
      """
      We met Rahul Gandhi and Sonia Gandhi.
      Then Gandhi left, and Gandhi wept.
      """)
    #expect(try lines(article.terms()) == ["name Gandhi ×2", "name Rahul Gandhi", "name Sonia Gandhi"])
  }

  @Test func joinsSpellingsAndForms() throws {
    let article = try TermArticle(
      """
      The web site and the web-site grew; the website grew, and the websites of the website slept.
      A flood wall holds, and flood walls hold.
      """)
    #expect(
      try lines(article.terms()) == [
        "term flood wall {flood walls} ×2", "term website {web site; web-site; websites} ×5",
      ])
  }

  @Test(arguments: [
    ("ru", "Зерновой коридор открыт.\nО зерновом коридоре спорят.", "зерновом коридоре {Зерновой коридор}"),
    ("kk", "Жаңа астық дәлізі ашылды.\nБұл астық дәлізінің жолы.", "астық дәлізі {астық дәлізінің}"),
    ("de", "Der lange Nachtzug hält.\nIm langen Nachtzug schläft man.", "lange Nachtzug {langen Nachtzug}"),
    ("zh", "新的光伏电站很大。\n羊在光伏电站吃草。", "光伏电站"),
  ])
  func findsTermsInManyLanguages(_ language: String, _ text: String, _ expected: String) throws {
    #expect(try lines(TermArticle(text, language: language).terms()) == ["term \(expected) ×2"])
  }

  @Test func fragmentsOfLongerTermsAreNoTerms() throws {
    let article = try TermArticle(
      """
      The flash flood siren works.
      A flash flood siren costs money, and the flash flood siren saves lives.
      """)
    #expect(try lines(article.terms()) == ["term flash flood siren ×3"])
  }

  @Test func formulasAndAddressesAreNoTerms() throws {
    let article = try TermArticle(
      """
      The yield P_max and the angle λ and the speed ωt matter at www.example.com today.
      The yield P_max and the angle λ and the speed ωt matter at www.example.com today.
      The yield and the angle and the speed matter.
      """)
    #expect(try Set(article.terms().map(\.name)).isSubset(of: ["yield", "angle", "speed"]))
  }

  @Test func datesAndNumbersAreNoTerms() throws {
    let article = try TermArticle(
      """
      On Monday 3 May 2024 the May meeting of 2024 was moved to Tuesday.
      On Monday in May 2024 the meeting of Tuesday was moved to Monday 3 May 2024.
      """)
    #expect(try article.terms().allSatisfy { $0.name == "meeting" })
  }

  @Test(arguments: ["en", "xx"])
  func lawsOfTerms(_ language: String) throws {
    let article = try TermArticle(flood, title: "Valley tries out its warning system", language: language)
    let finder = try TermFinder()
    let terms = try article.terms(with: finder)
    #expect(!terms.isEmpty)
    #expect(zip(terms, terms.dropFirst()).allSatisfy { $0.score >= $1.score })
    for term in terms {
      #expect(term.count == term.uses.count && term.count > 0)
      for use in term.uses {
        #expect(([term.name] + term.variants).contains { $0.lowercased() == article.text(use).lowercased() })
        #expect(article.article.blocks[use.segment].isArticle)
      }
      #expect(term.uses.contains { $0.segment == term.context })
      let parts = term.name.lowercased().split(whereSeparator: { " -".contains($0) })
      for edge in [parts.first, parts.last] where term.kind == .term {
        #expect(!article.language.stopWords.contains(edge?.utf8.map { $0 } ?? []))
      }
    }
    for count in 0...terms.count {
      let fewer = try article.terms(atMost: count, with: finder)
      #expect(fewer.count <= count)
    }
    let other = try TermArticle("The fox (Vulpes vulpes) met the Fox Film Corporation (FFC) in Berlin.")
    _ = try other.terms(with: finder)
    #expect(try article.terms(with: finder) == terms)
    #expect(try article.terms() == terms)
  }

  @Test func worksWithoutALanguage() throws {
    let article = try TermArticle(flood)
    let terms = try TermFinder().find(in: article.article, words: article.words, language: nil, atMost: 40)
    #expect(terms.contains { $0.name == "flood warning system" } && terms.contains { $0.name == "Martin Greaves" })
  }

  @Test(arguments: [
    ("E-Mail", "email", true), ("web site", "Website", true), ("U.S.", "US", true), ("O’Brien", "O'Brien", true),
    ("Энергия", "энергия", true), ("bank", "banks", false), ("Straße", "Strasse", false),
  ])
  func foldsNames(_ left: String, _ right: String, _ areEqual: Bool) {
    #expect((FoldedName.of(left) == FoldedName.of(right)) == areEqual)
  }
}
