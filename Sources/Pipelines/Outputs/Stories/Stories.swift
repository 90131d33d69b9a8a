import Articles
import Text

/// The folder's stories in one file: each told once, however many articles tell it.
struct Stories: Output {
  static let name = "stories"
  static let about =
    "The folder's summary: what matters most in it, and every story once, with its articles and which of them is the original."
  static let needs: Facts = [.language, .segments, .summary]
  static let version = 2

  enum Form: String, CaseIterable { case md, json }

  private let forms: [Form]
  private let title: String
  private let briefCount: Int

  init(options: inout Options) {
    forms = options.choices("as", default: [Form.md], about: "Markdown, JSON, or both.")
    title = options.text("title", default: "Stories", about: "Title of the file.") ?? "Stories"
    briefCount = options.integer(
      "sentences", 0...100, default: 7,
      about: "How many sentences the summary of the whole folder has at most, each of another story.")
  }

  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    var story = JSONWriter()
    try StoryRecord.write(article, with: tools, to: &story)
    record.json.object { json in
      json.key("story")
      json.raw(story.bytes)
    }
  }

  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {
    let stories = try StoryFolder(records) { _ throws(EnvironmentError) in }
    let brief = try FolderBrief.sentences(of: stories, atMost: briefCount)
    for form in forms {
      let file = try folder.open("stories." + form.rawValue)
      switch form {
      case .md: try writeMarkdown(stories, brief, to: file)
      case .json: try writeJSON(stories, brief, to: file)
      }
      try file.close()
    }
  }

  private func writeMarkdown(
    _ stories: StoryFolder, _ brief: [FolderBrief.Sentence], to file: OpenFile
  ) throws(EnvironmentError) {
    try file.write(
      StoryText.head(title, articles: stories.places.count, stories: stories.stories.count, brief))
    for first in stories.stories { try file.write(StoryText.markdown(of: try stories.story(first))) }
  }

  private func writeJSON(
    _ stories: StoryFolder, _ brief: [FolderBrief.Sentence], to file: OpenFile
  ) throws(EnvironmentError) {
    try file.write(StoryJSON.head(title, articles: stories.places.count, brief))
    for (number, first) in stories.stories.enumerated() {
      if number > 0 { try file.write([0x2C]) }
      try file.write([0x0A])
      try file.write(StoryJSON.story(try stories.story(first)))
    }
    try file.write("\n]}\n".utf8)
  }
}
