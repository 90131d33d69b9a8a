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
}
