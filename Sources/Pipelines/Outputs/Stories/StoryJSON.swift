import Text

/// Stories as JSON: one object for the folder, with a line for each story.
enum StoryJSON {
  /// Everything before the first story; the list is left open.
  static func head(_ title: String, articles: Int, _ brief: [FolderBrief.Sentence]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("title", title)
      json.key("articles")
      json.integer(articles)
      json.key("brief")
      json.array { json in
        for item in brief { write(item.sentence, of: item.member, to: &json) }
      }
    }
    return json.bytes.dropLast() + ",\"stories\":[".utf8
  }

  static func story(_ story: Story) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      let original = story.members[story.original]
      json.member("title", original.heading)
      json.member("language", original.language)
      json.member("original", original.id)
      if story.members.count > 1 { json.member("because", story.reason.rawValue) }
      json.key("articles")
      json.array { json in
        for index in story.members.indices { write(index, of: story, to: &json) }
      }
      json.key("summary")
      json.array { json in
        for sentence in story.sentences {
          write(sentence, of: story.members[sentence.candidate.article], to: &json)
        }
      }
      json.member("terms", story.terms(8))
    }
    return json.bytes
  }

  private static func write(_ index: Int, of story: Story, to json: inout JSONWriter) {
    let member = story.members[index]
    json.object { json in
      json.member("id", member.id)
      json.member("path", member.path)
      json.member("title", member.title)
      json.member("byline", member.byline)
      json.member("date", member.date)
      json.member("source", member.source)
      json.member("agency", member.agency)
      guard story.members.count > 1 else { return }
      json.member("role", story.role(of: index).rawValue)
      guard index != story.original else { return }
      json.key("likeness")
      json.decimal((member.likeness * 100).rounded() / 100)
    }
  }

  private static func write(_ sentence: Story.Sentence, of member: Story.Member, to json: inout JSONWriter) {
    json.object { json in
      json.key("text")
      json.string(sentence.text)
      json.member("article", member.id)
      json.member("source", member.source)
      json.member("segment", sentence.segment)
      for (key, number) in [("block", sentence.block), ("start", sentence.start), ("end", sentence.end)]
        as [(StaticString, Int)]
      {
        json.key(key)
        json.integer(number)
      }
    }
  }
}
