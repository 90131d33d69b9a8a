import Articles
import Formats
import Pipelines
import TestKit
import Testing
import Text

/// When one paragraph of a document comes, goes, moves or changes, all others keep their ids in the segment files.
@Suite struct StableIdTests {
  private static let paragraphs = [
    "The river rose at night. Nobody had expected it so soon.", "The dam held, the board said on Monday.",
    "Two villages were warned by telephone. Both were empty by noon.", "Water reached the lower road at three.",
    "Schools stay closed until the end of the week.", "The board will meet again on Friday to count the damage.",
  ]

  /// Documents of each format with paragraphs in them.
  static let formats: [String] = ["txt", "html", "md", "json", "nitf.xml", "docx", "odt", "jsonl"]

  private static func document(_ paragraphs: [String], _ format: String) throws -> RawContent {
    func wrapped(_ open: String, _ close: String) -> String { paragraphs.map { open + $0 + close }.joined() }
    switch format {
    case "txt": return RawContent(bytes: Array(("River\n\n" + paragraphs.joined(separator: "\n\n") + "\n").utf8))
    case "html":
      return RawContent(
        bytes: Array(
          "<html lang=en><title>River</title><body><h1>River</h1>\(wrapped("<p>", "</p>\n"))</body></html>".utf8))
    case "md": return RawContent(bytes: Array(("# River\n\n" + paragraphs.joined(separator: "\n\n") + "\n").utf8))
    case "json":
      let body = wrapped("<p>", "<\\/p>")
      return RawContent(
        bytes: Array("{\"uri\":\"urn:x\",\"language\":\"en\",\"headline\":\"River\",\"body_html\":\"\(body)\"}".utf8))
    case "nitf.xml":
      let text = "<nitf><body><body.head><hedline><hl1>River</hl1></hedline></body.head><body.content>"
      return RawContent(bytes: Array((text + wrapped("<p>", "</p>") + "</body.content></body></nitf>").utf8))
    case "docx":
      return try replacing(
        in: "en-ferry.docx", part: "word/document.xml", between: "<w:body>", and: "</w:body>",
        wrapped("<w:p><w:r><w:t>", "</w:t></w:r></w:p>"))
    case "odt":
      return try replacing(
        in: "de-fischtreppe.odt", part: "content.xml", between: "<office:text>", and: "</office:text>",
        wrapped("<text:p>", "</text:p>"))
    default:
      return RawContent(bytes: Array(wrapped("<p>", "</p>").utf8), format: "html")
    }
  }

  /// A sample whose text is replaced.
  private static func replacing(
    in sample: String, part: String, between open: String, and close: String, _ text: String
  ) throws -> RawContent {
    let bytes = try FileSystem.read(Project.root + "/samples/articles/" + sample)
    let archive = try ZipArchive(bytes)
    let index = try #require(archive.index(of: part))
    let xml = String(decoding: try archive.read(index), as: UTF8.self)
    let head = try #require(xml.firstRange(of: open))
    let tail = try #require(xml.firstRange(of: close))
    let changed = xml[..<head.upperBound] + text + xml[tail.lowerBound...]
    return RawContent(bytes: try ZipArchive.bytes(of: bytes, replacing: [(index, Array(changed.utf8))]))
  }

  /// Ids of units and segments by their texts, as a segment file has them.
  private static func ids(_ paragraphs: [String], _ format: String) throws -> [String: [String]] {
    var article = Article(id: "a." + format, original: Original(path: "a." + format))
    article.raw = try document(paragraphs, format)
    let (pipeline, _) = PipelineFile.read(
      Array("name: ids\nabout: Ids.\nstages: [extract, normalize, detect-language, segment]\nwrite: [records]\n".utf8))
    try #require(pipeline).apply(to: &article, with: Tools())
    var ids: [String: [String]] = [:]
    let bytes = try #require(XLIFF12Format.file(of: article, target: "fr", includingBoilerplate: true))
    for unit in try ExchangeFormats.read(bytes).files.flatMap(\.units) {
      let text = unit.segments.map(\.source.string).joined(separator: "")
      ids[text] = [unit.id] + unit.segments.map(\.id)
    }
    return ids
  }

  @Test(arguments: formats)
  func allOtherParagraphsKeepTheirIds(_ format: String) throws {
    let before = try Self.ids(Self.paragraphs, format)
    for paragraph in Self.paragraphs { #expect(before[paragraph] != nil, "\(format): \(paragraph)") }
    var edits: [(name: String, paragraphs: [String], changed: Int?)] = []
    for index in Self.paragraphs.indices {
      var inserted = Self.paragraphs
      inserted.insert("A new paragraph came in at this place.", at: index)
      edits.append(("insert \(index)", inserted, nil))
      var deleted = Self.paragraphs
      deleted.remove(at: index)
      edits.append(("delete \(index)", deleted, index))
      var moved = deleted
      moved.insert(Self.paragraphs[index], at: (index + 3) % Self.paragraphs.count)
      edits.append(("move \(index)", moved, nil))
      var edited = Self.paragraphs
      edited[index] += " One sentence more."
      edits.append(("edit \(index)", edited, index))
    }
    for edit in edits {
      let after = try Self.ids(edit.paragraphs, format)
      for (index, paragraph) in Self.paragraphs.enumerated() where index != edit.changed {
        #expect(after[paragraph] == before[paragraph], "\(format), \(edit.name), paragraph \(index)")
      }
    }
  }
}
