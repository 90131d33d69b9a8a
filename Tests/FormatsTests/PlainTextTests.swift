import Articles
import Testing
import Text

@testable import Formats

@Suite struct PlainTextTests {
  private func read(_ document: [UInt8], path: String = "a.txt") throws -> Article {
    var article = Article(id: path, original: Original(path: path))
    article.raw = RawContent(bytes: document)
    try DocumentFormats.read(&article)
    return article
  }

  private func blocks(_ text: String) throws -> [String] {
    try read(Array(text.utf8)).blocks.map { "\($0.kind): \($0.content.string)" }
  }

  @Test(arguments: [
    ("One paragraph.\n\nAnother one.", ["paragraph: One paragraph.", "paragraph: Another one."]),
    (
      "A Headline\n\nThe text.\r\n\r\nMore text.",
      ["heading: A Headline", "paragraph: The text.", "paragraph: More text."]
    ),
    ("First line.\nSecond line.", ["paragraph: First line.", "paragraph: Second line."]),
    ("Text follows:\n- one\n- two", ["paragraph: Text follows:", "item: - one", "item: - two"]),
    (
      "This paragraph was wrapped by hand at about fifty\ncolumns, so that its lines belong together in one\nblock.",
      [
        "paragraph: This paragraph was wrapped by hand at about fifty columns, so that its lines belong together in one block."
      ]
    ),
    ("ends in mid-\nsentence and goes on", ["paragraph: ends in mid- sentence and goes on"]),
    (
      "red apples\ngreen pears\nblue plums\n", ["heading: red apples", "heading: green pears", "paragraph: blue plums"]
    ),
    ("W\nAR\nN\n\n3\n\nThe end.", ["heading: W AR N", "heading: 3", "paragraph: The end."]),
    (
      "Nothing was left of it in the \nOld Town that day.",
      ["paragraph: Nothing was left of it in the Old Town that day."]
    ),
    (
      "The first paragraph of a text that is wrapped at sixty or\nmore columns ends here at a point.\n  An indented line begins the next one of the same kind here.",
      [
        "paragraph: The first paragraph of a text that is wrapped at sixty or more columns ends here at a point.",
        "paragraph: An indented line begins the next one of the same kind here.",
      ]
    ),
    ("\u{2028}a.\u{2029}b.\rc.", ["paragraph: a.", "paragraph: b.", "paragraph: c."]),
    ("  \u{A0}indented.\u{3000}\n", ["paragraph: indented."]),
    (
      "最初の行は長くて途中で\n折り返されています。最初の行は長くて途中で折り返されています。",
      ["paragraph: 最初の行は長くて途中で折り返されています。最初の行は長くて途中で折り返されています。"]
    ),
  ])
  func makesBlocks(_ text: String, _ expected: [String]) throws {
    let found = try blocks(text)
    #expect(found == expected)
  }

  /// Verbatim pieces hold the original's bytes; the text between them is what joins lines.
  @Test(arguments: ["UTF-8", "UTF-16LE", "windows-1251"])
  func piecesPointIntoTheOriginal(_ charset: String) throws {
    let text = "Заголовок\n\n  Первая строка абзаца, которая довольно длинна и\nпереносится, и вторая.\r\n\r\nКонец."
    let document = try Charset.encode(Array(text.utf8), in: charset)
    let article = try read(charset == "UTF-16LE" ? [0xFF, 0xFE] + document : document)
    let source = charset == "UTF-16LE" ? [0xFF, 0xFE] + document : document
    #expect(article.original.charset == charset)
    let map = try Charset.decode(source).map
    var count = 0
    for block in article.blocks {
      var last = 0
      for piece in block.pieces {
        #expect(piece.text.start == last)
        last = piece.text.end
        let origin = try Charset.decode(Array(source[map.original(of: piece.origin)]), from: charset, skipping: 0)
        let found = String(decoding: block.content.bytes[piece.text], as: UTF8.self)
        let expected = String(decoding: origin.bytes, as: UTF8.self)
        #expect(found == expected || (found == " " && expected.allSatisfy(\.isWhitespace)))
        count += 1
      }
      #expect(last == block.content.bytes.count)
    }
    #expect(article.blocks.count == 3 && count == 5)
  }

  @Test(arguments: [
    ([], Code.empty), (Array(" \n\t\n".utf8), .empty), ([0x50, 0x4B, 3, 4, 0, 0], .unsupported),
    (Array("%PDF-1.4 text".utf8), .unsupported), ([0x50, 0x4B, 0, 4, 0, 0], .binary),
    ([UInt8](repeating: 1, count: 50) + Array("text".utf8), .binary),
  ])
  func whatIsNoTextIsRefused(_ document: [UInt8], _ code: Code) {
    #expect {
      _ = try read(document)
    } throws: { ($0 as? ArticleError)?.code == code }
  }

  /// Found by a new user: the headlines of records never reached the translator.
  @Test func theTitleOfARecordIsItsFirstBlock() throws {
    var article = Article(id: "r", original: Original(path: "in.jsonl:1"))
    article.metadata.title = "Dam closed"
    article.raw = RawContent(bytes: Array("The dam is closed.".utf8), format: "text")
    try DocumentFormats.read(&article)
    #expect(article.blocks.map(\.kind) == [.title, .paragraph])
    #expect(article.blocks[0].content.string == "Dam closed" && article.blocks[0].part == 1)
  }

  @Test func undecodableBytesAreFindingsWithTheirOffset() throws {
    let article = try read([0xEF, 0xBB, 0xBF] + Array("low \u{20AC}".utf8) + [0xFF] + Array(" water.".utf8))
    #expect(article.findings.map(\.code) == [.undecodable])
    #expect(article.findings.first?.message.contains("offset 10") == true)
  }
}
