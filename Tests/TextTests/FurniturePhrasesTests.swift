import Testing
import Text

@Suite struct FurniturePhrasesTests {
  @Test(arguments: [
    ("Related articles", true), ("More from the desk", true), ("You may also like:", true), ("ABOUT THE AUTHOR", true),
    ("Lesen Sie auch", true), ("Читайте также:", true), ("関連記事", true), ("相关阅读", true), ("Leave a Reply", true),
    ("Moreover, it rained", false), ("The comments of the minister", false), ("Relatedness", false),
    ("More on this would be too much for one article, the minister said, and he would not hear of it", false),
    ("At the river", false), ("", false),
  ]) func knowsHeadingsOfOtherSections(_ heading: String, _ begins: Bool) {
    let found = FurniturePhrases.standard.beginsSection(Array(heading.utf8))
    #expect(found == begins)
  }

  @Test(arguments: [
    ("Photo: Ann Lee", true), ("A dam at dawn. Getty Images", true), ("Credit: Ann Lee", true), ("© Ann Lee", true),
    ("Foto: dpa", true), ("A dam at dawn", false),
    ("A dam at dawn, in a photo by a passer-by that went around the world before the water did", false),
  ]) func knowsCredits(_ caption: String, _ isCredit: Bool) {
    let found = FurniturePhrases.standard.isCredit(Array(caption.utf8))
    #expect(found == isCredit)
  }

  @Test(arguments: [
    ("Ann Lee | 5 min read", true), ("7 мин. чтения", true), ("Best Prices Today: from 40", true), ("分钟阅读", true),
    ("It took her a minute to read the letter that the dam's builder had left", false), ("admin readers", false),
  ]) func knowsShortLines(_ line: String, _ isLine: Bool) {
    let found = FurniturePhrases.standard.isLine(Array(line.utf8))
    #expect(found == isLine)
  }

  @Test(arguments: [
    ("Liked it? Sign up for our newsletter.", true), ("The post A dam appeared first on The Desk.", true),
    ("Подпишитесь на рассылку", true), ("Abonnez-vous dès maintenant", true), ("扫码关注我们", true),
    ("Hour newsletters", false), ("A dam at dawn", false), ("", false),
  ]) func knowsPromotions(_ text: String, _ promotes: Bool) {
    let found = FurniturePhrases.standard.promotes(Array(text.utf8))
    #expect(found == promotes)
  }

  @Test(arguments: [
    ("We may earn a commission when you buy through links here.", true),
    ("This story originally appeared on The Desk, and is here by its leave.", true),
    ("Все права защищены, 2024", true), ("未经许可不得转载", true),
    ("The mayor's journalism was one of commissions earned", false), ("The dam appeared in the mist", false),
    ("", false),
  ]) func knowsNotices(_ text: String, _ isNotice: Bool) {
    let found = FurniturePhrases.standard.isNotice(Array(text.utf8))
    #expect(found == isNotice)
  }
}
