import Articles
import Formats
import Testing
import Text

/// TMX of any size, in whatever pieces it comes.
@Suite struct TMXStreamTests {
  private static let file = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE tmx SYSTEM "tmx14.dtd" [<!ENTITY desk "The Desk">]>
    <!-- no <tu> yet -->
    <tmx version="1.4"><header srclang="en-us" o-tmf="a>b"/>
    <body>
    <tu tuid="1" changedate="20260101T000000Z" creationid="ann"><note>first</note><prop type="prev">Before.</prop>
    <tuv xml:lang="EN-US"><seg>One <bpt i="1" x="1">&lt;b&gt;</bpt>two<ept i="1">&lt;/b&gt;</ept> &desk;</seg></tuv>
    <tuv xml:lang="fr" changeid="bob"><seg>Un <bpt i="1" x="1">&lt;b&gt;</bpt>deux<ept i="1">&lt;/b&gt;</ept></seg></tuv></tu>
    <tu srclang="*all*"><!-- </tu> --><tuv lang="fr"><seg><![CDATA[a </tu> b]]></seg></tuv><tuv lang="de_AT"><seg>ä<ph>{1}</ph><ph>{2}</ph></seg></tuv></tu>
    <tu a='x > y'><tuv xml:lang="en"><seg>Три 水 𝄞</seg></tuv></tu>
    </body></tmx>
    """

  private static func units(_ bytes: [UInt8], pieces size: Int) throws(ArticleError) -> [TMXUnit] {
    var stream = TMXStream()
    var units: [TMXUnit] = []
    var offset = 0
    repeat {
      let end = min(offset + size, bytes.count)
      try stream.read(Array(bytes[offset..<end]), isLast: end == bytes.count) { unit in
        units.append(unit)
        return true
      }
      offset = end
    } while offset < bytes.count
    return units
  }

  @Test func readsUnitsWithWhatTheySay() throws {
    let units = try Self.units(Array(Self.file.utf8), pieces: .max)
    #expect(units.count == 3)
    #expect(units.map(\.sourceLanguage) == ["en-US", nil, "en-US"])
    #expect(units[0].variants.map(\.language) == ["en-US", "fr"])
    #expect(units[0].variants[0].content.string == "One two The Desk")
    #expect(units[0].variants[1].content.codes.map(\.name) == ["b", "b"])
    #expect(units[0].variants[1].content.codes.map(\.id) == [1, 1])
    #expect((units[0].author, units[0].date, units[0].note) == ("ann", "20260101T000000Z", "first"))
    #expect(units[0].variants[1].author == "bob")
    #expect(units[0].property("prev") == "Before.")
    #expect(units[1].variants.map(\.content.string) == ["a </tu> b", "ä"])
    #expect(units[1].variants.map(\.language) == ["fr", "de-AT"])
    // Codes without a number get one, in their order.
    #expect(units[1].variants[1].content.codes.map(\.id) == [1, 2])
  }

  @Test func piecesDoNotMatter() throws {
    let bytes = Array(Self.file.utf8)
    let whole = try Self.units(bytes, pieces: .max)
    for size in [1, 2, 3, 7, 64, 500, 511, 512, 513, 700, 1_000] {
      #expect(try Self.units(bytes, pieces: size) == whole, "pieces of \(size)")
    }
  }

  @Test(arguments: [true, false])
  func readsUTF16(_ isBigEndian: Bool) throws {
    let text = Self.file.replacing("UTF-8", with: "UTF-16")
    var bytes: [UInt8] = []
    for unit in [0xFEFF] + Array(text.utf16) {
      bytes += isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 255)] : [UInt8(unit & 255), UInt8(unit >> 8)]
    }
    let whole = try Self.units(Array(Self.file.utf8), pieces: .max)
    for size in [1, 2, 333, 1_024, 1_025, 100_000] { #expect(try Self.units(bytes, pieces: size) == whole) }
  }

  @Test func readsOtherCharsets() throws {
    let head = "<?xml version=\"1.0\" encoding=\"windows-1252\"?><tmx version=\"1.4\"><header srclang=\"fr\"/><body>"
    let unit = Array("<tu><tuv xml:lang=\"fr\"><seg>caf".utf8) + [0xE9] + Array("</seg></tuv></tu>".utf8)
    let bytes = Array(head.utf8) + Array(repeating: unit, count: 40).joined() + Array("</body></tmx>".utf8)
    for size in [100, 600, 10_000] {
      let units = try Self.units(bytes, pieces: size)
      #expect(units.count == 40)
      #expect(units.allSatisfy { $0.variants[0].content.string == "café" })
    }
  }

  /// What is wrong, and the line that it is in.
  @Test(arguments: [
    (
      "<tmx><header/><body>\n<tu><tuv xml:lang=\"en\"><seg>a</seg></tuv></tu>\n<tu><tuv></seg></tuv></tu></body></tmx>",
      "line 3: "
    ),
    ("<tmx><header/><body>\n\n<tu><tuv xml:lang=\"en\">", "line 3: "), ("<tmx><header/><body>", "line 1: "),
    ("<xliff><tu/></xliff>", "its first element is not tmx"), ("<html></html>", "its first element is not tmx"),
  ])
  func refusesWhatItCannotRead(_ text: String, _ message: String) {
    for size in [9, 1_000] {
      do throws(ArticleError) {
        _ = try Self.units(Array(text.utf8), pieces: size)
        Issue.record("\(text) was read")
      } catch { #expect(error.message.hasPrefix(message), "\(error.message)") }
    }
  }

  @Test func aFileWithoutUnitsHasNone() throws {
    #expect(try Self.units(Array("<tmx><header srclang=\"en\"/><body></body></tmx>".utf8), pieces: 5).isEmpty)
  }

  /// Writing a unit and reading it gives the unit.
  @Test func unitsComeBackAsTheyWent() throws {
    let units = try Self.units(Array(Self.file.utf8), pieces: .max)
    var file = TMXFormat.memoryHead(source: nil)
    for unit in units { TMXFormat.append(unit, to: &file) }
    file += TMXFormat.foot
    let again = try Self.units(file, pieces: .max)
    #expect(again.map { $0.variants.map(\.content.bytes) } == units.map { $0.variants.map(\.content.bytes) })
    #expect(
      again.map { $0.variants.map { $0.content.codes.map(\.id) } }
        == units.map { $0.variants.map { $0.content.codes.map(\.id) } })
    #expect(again[0].properties.map(\.type) == ["prev"])
  }
}
