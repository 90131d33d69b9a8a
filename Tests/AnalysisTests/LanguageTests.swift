import Analysis
import Articles
import Testing
import Text

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
    #expect(LanguageDetector.guess(Array(text.utf8))?.tag == language)
  }

  @Test func boilerplateDoesNotDecide() {
    var article = Article(id: "a", original: Original(path: "a"))
    let english = "Skip to the content of this page. Share this article with your friends. Read more of our stories."
    article.blocks = [
      Block(.paragraph, MarkedText(english), isArticle: false),
      Block(.paragraph, MarkedText("Министры подписали в понедельник соглашение после одиннадцати лет переговоров.")),
    ]
    #expect(LanguageDetector.detect(article)?.tag == "ru")
  }

  @Test func nothingToGuessFrom() {
    #expect(LanguageDetector.guess([]) == nil)
    #expect(LanguageDetector.guess(Array("123 456 — 7".utf8)) == nil)
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
