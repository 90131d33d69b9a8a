import Analysis
import Articles
import Text

/// What outputs keep of an article so that the folder's stories can be told: its mark, who published what and when, and the
/// sentences of its summary.
enum StoryRecord {
  private static let mostTerms = 8
  /// Of a long summary so many sentences are candidates for its story's.
  private static let mostSentences = 100

  /// Writes the object that the functions below read.
  static func write(_ article: Article, with tools: Tools, to json: inout JSONWriter) throws(ArticleError) {
    try tools.findWords(of: article)
    let language = article.language.map { tools.data(of: $0) }
    let (sketch, subject, sentences) = tools.storyMarker.mark(article, words: tools.words, language: language)
    json.object { json in
      json.key("sketch")
      json.string(hexadecimal(sketch.minima.map { UInt32($0) }, digits: 4))
      json.key("words")
      json.string(hexadecimal(subject.entries.map(\.hash), digits: 8))
      json.key("weights")
      json.string(hexadecimal(subject.entries.map { UInt32($0.weight) }, digits: 2))
      json.member("id", article.id)
      json.member("path", article.original.path)
      json.member("language", article.language)
      json.member("title", article.metadata.title)
      json.member("byline", article.metadata.byline)
      json.member("date", article.metadata.date)
      if let day = article.metadata.date.flatMap({ CalendarDate(in: Array($0.utf8))?.ordinal }) {
        json.key("day")
        json.integer(day)
      }
      json.member("source", article.metadata.source)
      if let (agency, evidence) = WireAgencies.find(in: article) {
        json.member("agency", agency)
        json.key("evidence")
        json.integer(evidence.rawValue)
      }
      json.key("length")
      json.integer(tools.words.words.count)
      json.member("terms", article.terms.prefix(mostTerms).map(\.name))
      json.key("sentences")
      json.array { json in
        for (own, sentence) in zip(article.summary?.sentences ?? [], sentences).prefix(mostSentences) {
          write(own, sentence, article, to: &json)
        }
      }
    }
  }

  private static func write(
    _ own: Summary.Sentence, _ sentence: StorySentence, _ article: Article, to json: inout JSONWriter
  ) {
    let segment = article.segments[own.segment]
    let range = own.shown ?? segment.range
    json.object { json in
      json.key("text")
      json.string(article.text(of: own))
      json.member("segment", segment.id)
      for (key, number) in [
        ("block", segment.block), ("start", range.start), ("end", range.end), ("place", sentence.segment),
        ("of", sentence.segmentCount), ("words", sentence.wordCount), ("leans", sentence.leans ? 1 : 0),
      ] as [(StaticString, Int)] {
        json.key(key)
        json.integer(number)
      }
      json.key("score")
      json.decimal(sentence.score)
      json.key("content")
      json.string(hexadecimal(sentence.content, digits: 8))
    }
  }

  static func mark(_ record: JSONValue) -> StoryMark? {
    let minima = numbers(record["sketch"], digits: 4).map { UInt16(truncatingIfNeeded: $0) }
    guard let sketch = StorySketch(minima: minima) else { return nil }
    return StoryMark(
      sketch: sketch, words: subject(record),
      language: LanguageTag.primary(record["language"]?.string ?? "und"),
      day: record["day"]?.integer)
  }

  static func subject(_ record: JSONValue) -> StoryWords {
    let weights = numbers(record["weights"], digits: 2)
    return StoryWords(
      zip(numbers(record["words"], digits: 8), weights).map {
        StoryWords.Entry(hash: $0, weight: UInt8(truncatingIfNeeded: $1))
      })
  }

  /// - Parameter article: what the candidates are to be numbered with.
  static func sentences(_ record: JSONValue, article: Int) -> [Story.Sentence] {
    (record["sentences"]?.elements ?? []).map { value in
      func integer(_ key: StaticString) -> Int { value[key]?.integer ?? 0 }
      let candidate = StorySentence(
        segment: integer("place"), of: integer("of"), score: value["score"]?.number ?? 0, wordCount: integer("words"),
        content: numbers(value["content"], digits: 8), leans: integer("leans") == 1, article: article)
      return Story.Sentence(
        candidate: candidate, text: value["text"]?.bytes ?? [], segment: value["segment"]?.string ?? "",
        block: integer("block"), start: integer("start"), end: integer("end"))
    }
  }

  static func member(_ record: JSONValue) -> Story.Member {
    Story.Member(
      id: record["id"]?.string ?? "", path: record["path"]?.string ?? "", language: record["language"]?.string,
      title: record["title"]?.string, byline: record["byline"]?.string, date: record["date"]?.string,
      source: record["source"]?.string, agency: record["agency"]?.string,
      evidence: record["evidence"]?.integer.flatMap(WireAgencies.Evidence.init),
      length: record["length"]?.integer ?? 0, terms: record["terms"]?.elements.compactMap(\.string) ?? [])
  }

  // MARK: Numbers as text

  private static func hexadecimal(_ numbers: [UInt32], digits: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: numbers.count * digits) { text, count in
      for number in numbers {
        var place = digits
        while place > 0 {
          place -= 1
          let digit = UInt8(truncatingIfNeeded: number >> UInt32(4 * place)) & 15
          text[count] = digit < 10 ? 0x30 + digit : 0x57 + digit
          count += 1
        }
      }
    }
  }

  private static func numbers(_ value: JSONValue?, digits: Int) -> [UInt32] {
    guard let text = value?.text else { return [] }
    return [UInt32](unsafeUninitializedCapacity: text.count / digits) { numbers, count in
      while count < text.count / digits {
        var number: UInt32 = 0
        for offset in (count * digits)..<((count + 1) * digits) {
          let byte = text[offset]
          number = number << 4 | UInt32(byte >= 0x61 ? byte &- 0x57 : byte &- 0x30)
        }
        numbers[count] = number
        count += 1
      }
    }
  }
}
