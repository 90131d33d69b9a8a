import Text

/// Stories as Markdown.
enum StoryText {
  static func head(
    _ title: String, articles: Int, stories: Int, _ brief: [FolderBrief.Sentence]
  ) -> [UInt8] {
    var page = Array("# ".utf8)
    MarkdownEscaping.append(title, to: &page)
    let counts = HTMLEscaping.count(articles, "article") + ", " + HTMLEscaping.count(stories, "story", "stories")
    page += "\n\n\(counts)\n".utf8
    guard !brief.isEmpty else { return page }
    page += "\n## In brief\n\n".utf8
    for item in brief {
      page += "- ".utf8
      MarkdownEscaping.append(item.sentence.text, to: &page)
      page += " *".utf8
      MarkdownEscaping.append(item.member.name, to: &page)
      page += item.articles > 1 ? "*, \(item.articles) articles\n".utf8 : "*\n".utf8
    }
    return page
  }

  static func markdown(of story: Story) -> [UInt8] {
    var page = Array("\n## ".utf8)
    MarkdownEscaping.append(story.members[story.original].heading, to: &page)
    page += "\n\n".utf8
    let isOne = story.members.count == 1
    if isOne {
      MarkdownEscaping.append(credits(story.members[0]), to: &page)
    } else {
      page += "\(story.members.count) articles".utf8
    }
    page += "\n\n".utf8
    for sentence in story.sentences {
      page += "- ".utf8
      MarkdownEscaping.append(sentence.text, to: &page)
      if !isOne { page += " \\[\(sentence.candidate.article + 1)\\]".utf8 }
      page.append(0x0A)
    }
    guard !isOne else { return page }
    page.append(0x0A)
    for (index, member) in story.members.enumerated() {
      page += "\(index + 1). \(role(of: index, in: story)): ".utf8
      if index != story.original {
        MarkdownEscaping.append(member.heading, to: &page)
        page += " · ".utf8
      }
      MarkdownEscaping.append(credits(member), to: &page)
      page.append(0x0A)
    }
    return page
  }

  /// What an article is to its story, in words.
  static func role(of index: Int, in story: Story) -> String {
    switch story.role(of: index) {
    case .original:
      switch story.reason {
      case .agency: "Wire original" + (story.members[index].agency.map { " (\($0))" } ?? "")
      case .earliest: "Earliest"
      case .longest: "Longest"
      }
    case .copy: "Same text, \(Int((story.members[index].likeness * 100).rounded())) %"
    case .report: "Other report"
    }
  }

  private static func credits(_ member: Story.Member) -> String {
    [member.byline, member.date, member.source, member.language, member.path].compactMap { $0 }
      .joined(separator: " · ")
  }
}
