import Articles
import Formats
import Testing
import Text

@testable import Analysis

/// Text that was pasted from a page: its lines, "- " before what is to be boilerplate, and what they tell of it.
@Suite struct PastedTextTests {
  private static let prose =
    "It rained all night, and in the morning the river stood higher than anyone in the town had seen it before."

  static let pages: [(text: String, lines: [String], metadata: Metadata)] = [
    (
      "Skip to Content\n\nUN states look at the river\n\nBy Ann Lee\n\nMay 3, 2021\n\n\(prose)\n\nSource: River Agency",
      [
        "- heading: Skip to Content", "title: UN states look at the river", "- heading: By Ann Lee",
        "- heading: May 3, 2021", "paragraph: \(prose)", "- paragraph: Source: River Agency",
      ],
      Metadata(title: "UN states look at the river", byline: "Ann Lee", date: "2021-05-03", source: "River Agency")
    ),
    (
      "World\n\nPolitics\n\nThe river rises to the bridge\n\n\(prose)\n\n\(prose)\n\n\(prose)\n\nFacebook\n\nMore from the river",
      [
        "- heading: World", "- heading: Politics", "title: The river rises to the bridge", "paragraph: \(prose)",
        "paragraph: \(prose)", "paragraph: \(prose)", "- heading: Facebook", "- paragraph: More from the river",
      ],
      Metadata(title: "The river rises to the bridge")
    ),
    (
      "Flood\n\n\(prose)\n\nPhoto: Ann Lee\n\nBy the river\n\n\(prose)",
      [
        "title: Flood", "paragraph: \(prose)", "- heading: Photo: Ann Lee", "heading: By the river",
        "paragraph: \(prose)",
      ],
      Metadata(title: "Flood")
    ),
    (
      "Наводнение в долине реки Брены\n\nАвтор: Анна Ли, 3 мая 2021 года\n\n\(prose)\n\nИсточник: агентство",
      [
        "title: Наводнение в долине реки Брены", "- heading: Автор: Анна Ли, 3 мая 2021 года", "paragraph: \(prose)",
        "- paragraph: Источник: агентство",
      ],
      Metadata(title: "Наводнение в долине реки Брены", byline: "Анна Ли", date: "2021-05-03", source: "агентство")
    ),
  ]

  @Test(arguments: pages.indices) func readsPastedText(_ index: Int) throws {
    let page = Self.pages[index]
    var article = Article(id: "a.txt", original: Original(path: "a.txt"))
    article.raw = RawContent(bytes: Array(page.text.utf8))
    try DocumentFormats.read(&article)
    Furniture.standard.mark(&article)
    let lines = article.blocks.map { ($0.isArticle ? "" : "- ") + "\($0.kind): \($0.content.string)" }
    #expect(lines == page.lines)
    #expect(article.metadata == page.metadata)
  }
}
