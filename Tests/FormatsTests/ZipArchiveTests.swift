import Articles
import Testing
import Text

@testable import Formats

@Suite struct ZipArchiveTests {
  static let text = Array(String(repeating: "The river rose by a metre in the night. ", count: 50).utf8)

  /// An archive of three stored entries.
  static func sample() -> [UInt8] {
    Zip.bytes([("mimetype", Array("a/b".utf8)), ("a/é.txt", text), ("b.txt", text)])
  }

  @Test func entriesComeOutAsTheyWentIn() throws {
    let archive = try ZipArchive(Self.sample())
    #expect(archive.entries.map(\.name) == ["mimetype", "a/é.txt", "b.txt"])
    #expect(try archive.read(1) == Self.text)
    #expect(archive.index(of: "b.txt") == 2)
    #expect(archive.index(of: "c.txt") == nil)
  }

  @Test func nothingReplacedIsTheVeryBytes() throws {
    let bytes = Self.sample()
    #expect(try ZipArchive.bytes(of: bytes, replacing: []) == bytes)
  }

  @Test func replacingOneEntryKeepsTheOthers() throws {
    let bytes = Self.sample()
    let changed = try ZipArchive.bytes(of: bytes, replacing: [(1, Array("new".utf8))])
    #expect(try ZipArchive.bytes(of: bytes, replacing: [(1, Array("new".utf8))]) == changed)
    let archive = try ZipArchive(changed)
    #expect(archive.entries.map(\.name) == ["mimetype", "a/é.txt", "b.txt"])
    #expect(try archive.read(0) == Array("a/b".utf8))
    #expect(try archive.read(1) == Array("new".utf8))
    #expect(try archive.read(2) == Self.text)
    // The first entry of an ODT must stay where programs look for it.
    #expect(changed[8..<10] == bytes[8..<10] && changed[26..<41] == bytes[26..<41])
  }

  @Test func aCutArchiveSaysSo() throws {
    let bytes = Self.sample()
    for length in [4, 100, bytes.count / 2, bytes.count - 1] {
      #expect { try ZipArchive(Array(bytes.prefix(length))) } throws: { ($0 as? ArticleError)?.code == .archiveDamaged }
    }
  }

  @Test func aWrongByteIsFound() throws {
    var bytes = Self.sample()
    bytes[30 + 8 + 3 + 30 + 8 + 100] ^= 1
    let archive = try ZipArchive(bytes)
    #expect { try archive.read(1) } throws: { ($0 as? ArticleError)?.code == .archiveDamaged }
    #expect(try archive.read(2) == Self.text)
  }

  @Test(arguments: [
    ("a/b.txt", true), ("..a/b..", true), ("../a", false), ("a/../../b", false), ("/etc/passwd", false),
    ("a\\..\\b", false), ("./a", false),
  ])
  func namesThatLeaveTheFolderAreTold(_ name: String, _ isSafe: Bool) {
    let entry = ZipArchive.Entry(name: name, size: 0, packedSize: 0, isEncrypted: false, isLink: false)
    #expect(entry.hasSafeName == isSafe)
  }

  @Test func claimsBeyondReasonAreRefusedUnopened() throws {
    var bytes = Self.sample()
    // The size in the directory's last entry: 46 bytes and a name before the end record.
    let directory = bytes.count - 22 - 46 - 5
    bytes.replaceSubrange(directory + 24..<directory + 28, with: [0, 0, 0, 0x7F])
    #expect { try ZipArchive(bytes) } throws: { ($0 as? ArticleError)?.code == .archiveBomb }
    bytes.replaceSubrange(directory + 24..<directory + 28, with: [0, 0, 1, 0])
    let archive = try ZipArchive(bytes)
    #expect { try archive.read(2) } throws: { ($0 as? ArticleError)?.code == .archiveDamaged }
  }
}
