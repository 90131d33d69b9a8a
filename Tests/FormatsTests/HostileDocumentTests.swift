import Articles
import Testing
import Text

@testable import Formats

/// A document that is broken or made to do harm, and the error that it must give.
struct HostileCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var path: String
  var code: Code
  var bytes: @Sendable () -> [UInt8]

  init(_ name: String, _ path: String, _ code: Code, _ bytes: @escaping @Sendable () -> [UInt8]) {
    testDescription = name
    self.path = path
    self.code = code
    self.bytes = bytes
  }
}

@Suite struct HostileDocumentTests {
  static let docx = DOCXFormatTests.document("<w:p><w:r><w:t>A sound document.</w:t></w:r></w:p>")
  static let deep = String(repeating: "<a>", count: 100_000)
  static let bomb: String = {
    var type = "<!DOCTYPE x [<!ENTITY e0 'boom, boom, boom'>"
    for level in 1...8 { type += "<!ENTITY e\(level) '\(String(repeating: "&e\(level - 1);", count: 10))'>" }
    return type + "]>"
  }()

  /// A package with one main part, of any content.
  static func package(_ main: String, type: String? = nil, name: String = "word/document.xml") -> [UInt8] {
    var entries = [(name, Array(main.utf8))]
    let types =
      "<Types><Override PartName=\"/\(name)\" ContentType=\"\(type ?? "application/wordprocessingml")\"/></Types>"
    entries.insert(("[Content_Types].xml", Array(types.utf8)), at: 0)
    return Zip.bytes(entries)
  }

  static let cases: [HostileCase] = [
    HostileCase("encrypted Word document", "a.docx", .archiveEncrypted) {
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600)
        + "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] } + Array(repeating: 0, count: 600)
    },
    HostileCase("Word document of 1997", "a.doc", .unsupported) {
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600)
    },
    HostileCase("cut after its first header", "a.docx", .archiveDamaged) { Array(docx.prefix(40)) },
    HostileCase("cut in the middle", "a.docx", .archiveDamaged) { Array(docx.prefix(docx.count / 2)) },
    HostileCase("cut by one byte", "a.docx", .archiveDamaged) { Array(docx.dropLast()) },
    HostileCase("a byte of a part is wrong", "a.docx", .archiveDamaged) {
      var bytes = docx
      bytes[100] ^= 0x20
      return bytes
    },
    HostileCase("without its document", "a.docx", .documentPart) {
      Zip.bytes([("[Content_Types].xml", Array("<Types/>".utf8)), ("word/styles.xml", Array("<a/>".utf8))])
    },
    HostileCase("a spreadsheet", "a.docx", .documentPart) {
      package("<workbook/>", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
    },
    HostileCase("document that is not well-formed", "a.docx", .badXML) { package("<w:document><w:p></w:document>") },
    HostileCase("zero bytes in the document", "a.docx", .badXML) { package("<a>\u{0}\u{0}</a>") },
    HostileCase("document 100,000 deep", "a.docx", .xmlTooDeep) { package(deep) },
    HostileCase("a paragraph of 40,000 pieces", "a.docx", .tooLarge) {
      let run = "<w:r><w:t>a</w:t></w:r><w:bookmarkEnd w:id=\"1\"/>"
      return DOCXFormatTests.document("<w:p>" + String(repeating: run, count: 20_000) + "</w:p>")
    },
    HostileCase("entities that multiply", "a.docx", .xmlEntities) { package(bomb + "<a>&e8;</a>") },
    HostileCase("empty document", "a.docx", .badXML) { package("") },
    HostileCase("document without text", "a.docx", .empty) { package("<a/>") },
    HostileCase("a part that claims to be huge", "a.docx", .archiveBomb) {
      Zip.bytes([
        Zip.Entry(name: "[Content_Types].xml", bytes: Array("<Types/>".utf8)),
        Zip.Entry(name: "word/document.xml", bytes: Array("<a/>".utf8), size: 0x7FFF_0000),
      ])
    },
    HostileCase("a thousand entries that lie upon one another", "a.docx", .archiveBomb) {
      let first = Zip.Entry(name: "word/document.xml", bytes: Array(repeating: 0x20, count: 100_000), offset: 0)
      return Zip.bytes(
        [first]
          + (0..<1000).map {
            Zip.Entry(name: "word/\($0)", bytes: [], size: 100_000, offset: 0)
          })
    },
    HostileCase("text with zero bytes", "a.txt", .binary) {
      Array("It rained".utf8) + [0, 0] + Array(" all night.".utf8)
    },
    HostileCase("one zero byte in a short text, which is no UTF-16", "a.txt", .binary) {
      Array("no text \u{0} at all".utf8)
    },
    HostileCase("page of zero bytes", "a.html", .binary) { Array("<p>a".utf8) + Array(repeating: 0, count: 1000) },
    HostileCase("Markdown with a zero byte", "a.md", .binary) { Array("# It *rained*\u{0} all night.".utf8) },
    HostileCase("page 100,000 deep", "a.html", .tooDeep) {
      Array((String(repeating: "<div>", count: 100_000) + "x").utf8)
    },
    HostileCase("Markdown of quotes only", "a.md", .empty) { Array(repeating: 0x3E, count: 100_000) },
    HostileCase("text of line ends only", "a.txt", .empty) { Array(repeating: 0x0A, count: 100_000) },
    HostileCase("encrypted entry", "a.docx", .archiveEncrypted) {
      Zip.bytes([Zip.Entry(name: "word/document.xml", bytes: Array(repeating: 7, count: 40), flags: 1)])
    },
    HostileCase("encrypted ODT", "a.odt", .archiveEncrypted) {
      Zip.bytes([
        ("mimetype", Array("application/vnd.oasis.opendocument.text".utf8)),
        ("META-INF/manifest.xml", Array("<m><file-entry><encryption-data/></file-entry></m>".utf8)),
        ("content.xml", Array(repeating: 7, count: 40)),
      ])
    },
    HostileCase("ODT without its content", "a.odt", .documentPart) {
      Zip.bytes([("mimetype", Array("application/vnd.oasis.opendocument.text".utf8))])
    },
    HostileCase("ODT 100,000 deep", "a.odt", .xmlTooDeep) {
      Zip.bytes([
        ("mimetype", Array("application/vnd.oasis.opendocument.text".utf8)), ("content.xml", Array(deep.utf8)),
      ])
    },
    HostileCase("NITF with entities that multiply", "a.xml", .xmlEntities) {
      Array((bomb + "<nitf><body><p>&e8;</p></body></nitf>").utf8)
    },
    HostileCase("NITF with elements in an entity", "a.xml", .xmlEntities) {
      Array("<!DOCTYPE nitf [<!ENTITY e '<p>x</p>'>]><nitf><body>&e;</body></nitf>".utf8)
    },
    HostileCase("NITF 100,000 deep", "a.xml", .xmlTooDeep) { Array(("<nitf>" + deep).utf8) },
    HostileCase("feed that is cut", "a.xml", .badXML) { Array("<rss><channel><item><title>A".utf8) },
    HostileCase("page in a feed 100,000 deep", "a.xml", .tooDeep) {
      let page = String(repeating: "<div>", count: 100_000)
      return Array("<rss><channel><item><description><![CDATA[\(page)x]]></description></item></channel></rss>".utf8)
    },
  ]

  @Test(arguments: cases) func givesAClearError(_ test: HostileCase) throws {
    var article = Article(id: "a", original: Original(path: test.path))
    article.raw = RawContent(bytes: test.bytes())
    let error = #expect(throws: ArticleError.self) { try DocumentFormats.read(&article) }
    #expect(error?.code == test.code, "\(error?.message ?? "")")
    #expect(Code.named(test.code.name) != nil && error?.message.isEmpty == false)
  }

  /// Much of one thing, without an end: read as one block, in time that grows with its length.
  @Test(arguments: [
    ("a.txt", "", "It rained all night. "), ("a.txt", "", "a"), ("a.html", "<p>", "It rained all night. "),
    ("a.html", "<p>", "&amp;"), ("a.html", "<p>", "<"), ("a.html", "<p>x<p ", "a "), ("a.md", "", "*a "),
    ("a.md", "", "["), ("a.md", "", "`a``b"), ("a.md", "", "It rained all night. "),
  ]) func readsLinesWithoutEnd(_ path: String, _ start: String, _ piece: String) throws {
    let line = Array(start.utf8) + Array(String(repeating: piece, count: 200_000 / piece.utf8.count).utf8)
    let article = try Marked.read(RawContent(bytes: line), path: path)
    #expect(article.blocks.count { $0.kind != .attribute } == 1)
  }

  @Test func theFileOfAnEntityStaysClosed() throws {
    let text = "<!DOCTYPE nitf [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><nitf><body><p>Name: &e;!</p></body></nitf>"
    let article = try Marked.read(RawContent(bytes: Array(text.utf8)), path: "a.xml")
    #expect(article.blocks.map { Marked.string($0.content) } == ["Name: <1/>!"])
  }

  /// The end record has room for 65,535: 65,536 wrap around to none.
  @Test func moreEntriesThanTheDirectoryCanCount() throws {
    let entries = (0..<65_536).map { Zip.Entry(name: "\($0)", bytes: []) }
    #expect {
      let archive = try ZipArchive(Zip.bytes(entries, count: 0))
      guard archive.entries.count == 65_536 else { throw ArticleError(.archiveDamaged, "") }
      throw ArticleError(.empty, "")
    } throws: {
      [.archiveDamaged, .empty].contains(($0 as? ArticleError)?.code)
    }
  }

  enum Changed: CaseIterable {
    case docx, odt, news

    var path: String { self == .docx ? "a.docx" : self == .odt ? "a.odt" : "a.xml" }

    var texts: [String] {
      switch self {
      case .docx: DOCXFormatTests.cases.map(\.body)
      case .odt: ODTFormatTests.cases.map(\.body)
      case .news: NewsFormatTests.cases.map(\.document)
      }
    }

    func document(_ text: [UInt8]) -> [UInt8] {
      let string = String(decoding: text, as: UTF8.self)
      return self == .docx
        ? DOCXFormatTests.document(string) : self == .odt ? ODTFormatTests.document(string) : text
    }
  }

  /// Documents with bytes and stretches moved at random, the same on every run: an error or a document that can be
  /// merged into, but never a crash.
  @Test(arguments: Changed.allCases) func changedBytesDoNoHarm(_ kind: Changed) throws {
    var seed: UInt64 = 88_172_645_463_325_252
    func next(_ limit: Int) -> Int {
      seed ^= seed << 13
      seed ^= seed >> 7
      seed ^= seed << 17
      return Int(seed % UInt64(limit))
    }
    let texts = kind.texts.map { Array($0.utf8) }
    var sound = 0
    for round in 0..<400 {
      var text = texts[round % texts.count]
      for _ in 0...next(2) {
        let start = next(text.count)
        let part = text[start..<min(start + next(60), text.count)]
        switch next(3) {
        case 0: text[start] = UInt8(truncatingIfNeeded: next(256))
        case 1: text.insert(contentsOf: Array(part), at: next(text.count))
        default: text.replaceSubrange(start..<part.endIndex, with: [])
        }
        if text.isEmpty { text = [0x20] }
      }
      let bytes = kind.document(text)
      guard var article = try? Laws.read(RawContent(bytes: bytes), path: kind.path) else { continue }
      for index in article.segments.indices {
        let text = Laws.pseudo(article.content(of: article.segments[index]))
        article.segments[index].target = Target(language: "xx", content: text, state: .translated, origin: "")
      }
      _ = try DocumentFormats.merge(article, into: RawContent(bytes: bytes))
      sound += 1
    }
    #expect(sound > 20)
  }
}
