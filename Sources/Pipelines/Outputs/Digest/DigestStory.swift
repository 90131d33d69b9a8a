import Articles
import Text

/// A story of several articles on the digest page: one summary, each sentence with its source, and the articles below it.
enum DigestStory {
  /// Sources beyond these are not named in its head.
  private static let mostNames = 6

  /// Everything before its first article.
  static func open(_ story: Story) -> [UInt8] {
    let original = story.members[story.original]
    let language = original.language ?? "und"
    let anchor = DigestEntry.anchor(of: original.id)
    var html = HTMLEscaping.text("<article class=\"story\" id=\"s")
    html += anchor
    html += "\" lang=\"".utf8
    HTMLEscaping.append(language, to: &html)
    html += "\" dir=\"\(LanguageTag.isRightToLeft(language) ? "rtl" : "ltr")\" data-words=\"".utf8
    html += "\(story.members.reduce(0) { $0 + $1.length })\">\n".utf8
    html += "<p class=\"meta\"><bdi lang=\"en\" class=\"count\">\(story.members.count) articles</bdi>".utf8
    for name in names(story) {
      html += " · <bdi>".utf8
      HTMLEscaping.append(name, to: &html)
      html += "</bdi>".utf8
    }
    html += "</p>\n<h2><a href=\"#".utf8
    html += anchor
    html += "-text\">".utf8
    HTMLEscaping.append(original.heading, to: &html)
    html += "</a></h2>\n<ul class=\"summary\">\n".utf8
    for sentence in story.sentences { append(sentence, of: story.members[sentence.candidate.article], to: &html) }
    html += "</ul>\n<ul class=\"terms\">\n".utf8
    for term in story.terms(DigestEntry.termCount) {
      html += "<li><button type=\"button\" data-t=\"".utf8
      HTMLEscaping.append(DigestEntry.key(term), to: &html)
      html += "\">".utf8
      HTMLEscaping.append(term, to: &html)
      html += "</button></li>\n".utf8
    }
    html += "</ul>\n<p class=\"foot\">".utf8
    html += "<button type=\"button\" class=\"copy\" lang=\"en\">Copy summary</button></p>\n".utf8
    html += "<div class=\"versions\">\n".utf8
    return html
  }

  static let close = HTMLEscaping.text("</div>\n</article>\n")

  /// What stands before the entry of one of its articles: what it is to the story.
  static func openVersion(_ index: Int, of story: Story) -> [UInt8] {
    let role = story.role(of: index)
    var html = HTMLEscaping.text("<div class=\"version is-\(role.rawValue)\"><p class=\"role\" lang=\"en\"><bdi>")
    HTMLEscaping.append(StoryText.role(of: index, in: story), to: &html)
    html += "</bdi></p>\n".utf8
    return html
  }

  static let closeVersion = HTMLEscaping.text("</div>\n")

  /// A sentence is known by the id of its segment, since entries give numbers to those of their own summary only.
  private static func append(_ sentence: Story.Sentence, of member: Story.Member, to html: inout [UInt8]) {
    html += "<li><a href=\"#".utf8
    html += DigestEntry.anchor(of: member.id)
    html += "\" data-s=\"".utf8
    HTMLEscaping.append(sentence.segment, to: &html)
    html += "\">".utf8
    HTMLEscaping.append(sentence.text, to: &html)
    html += "</a> <cite><bdi>".utf8
    HTMLEscaping.append(member.name, to: &html)
    html += "</bdi></cite></li>\n".utf8
  }

  private static func names(_ story: Story) -> [String] {
    var names: [String] = []
    for member in story.members {
      guard let name = member.source ?? member.agency, !names.contains(name) else { continue }
      if names.count == mostNames { return names + ["…"] }
      names.append(name)
    }
    return names
  }
}
