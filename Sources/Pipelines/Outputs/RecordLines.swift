import Articles
import Text

/// Every article in the wire form, one JSON object per line.
struct RecordLines: Output {
  static let name = "records"
  static let about = "All articles with what the stages found, one JSON object per line."
  static let needs: Facts = .blocks
  static let version = 1

  init(options: inout Options) {}

  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    article.write(to: &record.json)
  }

  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {
    let file = try folder.open("articles.jsonl")
    try records.forEachLine { line throws(EnvironmentError) in
      try file.write(line)
      try file.write([0x0A])
    }
    try file.close()
  }
}
