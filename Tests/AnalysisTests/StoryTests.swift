import Analysis
import Articles
import Testing
import Text

@Suite struct StoryTests {
  private func sketch(_ text: String) throws -> StorySketch {
    var article = Article(id: "a", original: Original(path: "a"))
    article.blocks = [Block(.paragraph, MarkedText(bytes: Array(text.utf8)))]
    var words = WordTable()
    try words.appendBlock(Array(text.utf8), using: try BreakIterator(.word, locale: "root"))
    return StorySketch(of: article, words: words)
  }

  /// Sentences made of numbers, so that different ones share no three words in a row.
  private func sentences(_ numbers: Range<Int>) -> [String] {
    numbers.map { "word\($0)a word\($0)b word\($0)c word\($0)d word\($0)e word\($0)f." }
  }

  @Test func likenessFollowsWhatIsCommon() throws {
    let story = sentences(0..<60)
    let whole = try sketch(story.joined(separator: " "))
    #expect(whole.likeness(to: whole) == 1)
    let cut = try sketch(story.prefix(45).joined(separator: " ")).likeness(to: whole)
    #expect(cut > 0.55 && cut < 0.95)
    let other = try sketch(sentences(100..<160).joined(separator: " "))
    #expect(other.likeness(to: whole) < 0.1)
    #expect(try sketch("").isEmpty)
  }

  @Test func groupsAreVersionsOfOneStory() throws {
    let first = sentences(0..<40)
    let second = sentences(100..<140)
    let sketches = try [
      first.joined(separator: " "), second.joined(separator: " "), first.dropLast(6).joined(separator: " "),
      sentences(200..<240).joined(separator: " "), (["Agencies report."] + second).joined(separator: " "), "", "",
    ].map(sketch)
    #expect(StoryGroups.group(sketches) == [0, 1, 0, 3, 1, 5, 6])
  }

  @Test func manyCopiesAreOneGroupInLinearTime() throws {
    let copy = try sketch(sentences(0..<30).joined(separator: " "))
    let groups = StoryGroups.group(Array(repeating: copy, count: 20_000))
    #expect(groups.allSatisfy { $0 == 0 })
  }
}
