import Articles
import Formats
import Pipelines
import TestKit
import Testing
import Text

/// Small files that are cut, nested, multiplied or made to lead astray, given to every reader there is.
@Suite struct HostileFixtureTests {
  static let folder = Project.root + "/Tests/Fixtures/hostile"
  static let files = ((try? Project.files(under: folder)) ?? []).filter { $0 != "outcomes.txt" }

  /// What the readers take, by name; each says what came of it in a few words.
  static let readers: [(name: String, endings: Set<String>, read: @Sendable ([UInt8], String) throws -> String)] = [
    (
      "document", ["docx", "odt", "xml", "html", "txt", "md"],
      { bytes, path in
        var article = Article(id: path, original: Original(path: path))
        article.raw = RawContent(bytes: bytes)
        try DocumentFormats.read(&article)
        let merged = try DocumentFormats.merge(article, into: RawContent(bytes: bytes))
        return "\(article.blocks.count) blocks" + (merged.bytes == bytes ? "" : ", and is changed by merging nothing")
      }
    ),
    (
      "archive", ["zip"],
      { bytes, _ in
        let archive = try ZipArchive(bytes)
        for index in archive.entries.indices.prefix(8) { _ = try archive.read(index, limit: 1 << 20) }
        return
          "\(archive.entries.count) entries, \(archive.entries.count { $0.hasSafeName && !$0.isLink }) of them safe"
      }
    ),
    (
      "exchange", ["xlf", "tmx", "po", "csv", "tsv"],
      { bytes, _ in
        let document = try ExchangeFormats.read(bytes)
        return "\(document.files.count) files, \(document.files.map(\.units.count).reduce(0, +)) units"
      }
    ),
    (
      "memory", [],
      { bytes, _ in
        var stream = TMXStream()
        var units = 0
        let size = max(bytes.count / 4, 100)
        for start in stride(from: 0, to: bytes.count, by: size) {
          let piece = Array(bytes[start..<min(start + size, bytes.count)])
          try stream.read(piece, isLast: start + size >= bytes.count) { _ in
            units += 1
            return true
          }
        }
        return "\(units) units"
      }
    ),
    (
      "terms", ["tbx"],
      { bytes, path in
        var concepts = 0
        try TermFormats.read(bytes, path: path) { _ in
          concepts += 1
          return true
        }
        return "\(concepts) concepts"
      }
    ),
    ("rules", ["srx"], { bytes, _ in "\(try SRXReader.read(bytes))".isEmpty ? "" : "rules" }),
    (
      "pipeline", ["yaml"],
      { bytes, _ in
        let (pipeline, faults) = PipelineFile.read(bytes)
        return pipeline == nil ? "\(faults.isEmpty ? "no" : "some") faults" : "a pipeline"
      }
    ),
    (
      "records", ["jsonl"],
      { bytes, path in
        let wire = WireReader()
        return bytes.split(separator: 0x0A).map { line in
          do throws(ArticleError) {
            _ = try wire.read(Array(line), path: path)
            return "read"
          } catch { return error.code.name }
        }.joined(separator: ", ")
      }
    ),
  ]

  static func outcome(_ bytes: [UInt8], _ path: String, of reader: @Sendable ([UInt8], String) throws -> String)
    -> String
  {
    do { return try reader(bytes, path) } catch let error as ArticleError {
      // An error is one that is explained, and says something.
      return Code.named(error.code.name) == nil || error.message.isEmpty ? "an error without a word" : error.code.name
    } catch { return "\(error)".isEmpty ? "an error without a word" : "refused" }
  }

  @Test(arguments: files) func everyReaderBearsIt(_ file: String) throws {
    let bytes = try FileSystem.read(Self.folder + "/" + file)
    for reader in Self.readers {
      let clock = ContinuousClock()
      let begin = clock.now
      let outcome = Self.outcome(bytes, file, of: reader.read)
      #expect(outcome != "an error without a word", "\(reader.name)")
      #expect(!outcome.contains("changed"), "\(reader.name)")
      // Ample even where the machine is busy: what multiplies would take minutes.
      #expect(clock.now - begin < .seconds(20), "\(reader.name)")
    }
  }

  /// What becomes of each with the reader that its name says.
  @Test func whatBecomesOfThem() throws {
    #expect(Self.files.count >= 30)
    var text = ""
    for file in Self.files {
      let ending = String(file.split(separator: ".").last ?? "")
      let reader = try #require(Self.readers.first { $0.endings.contains(ending) }, "\(file) is of no reader")
      let outcome = Self.outcome(try FileSystem.read(Self.folder + "/" + file), file, of: reader.read)
      text += "\(file): \(outcome)\n"
    }
    let path = Self.folder + "/outcomes.txt"
    if isAccepting { try Project.write(text.utf8, to: path) }
    let expected = try Project.text(path)
    #expect(text == expected, "\(firstDifference(expected, text))")
  }

  /// A run over all of them ends, says what is wrong with which, and writes nowhere else.
  @Test func aRunOverAllOfThem() throws {
    let folder = try TemporaryFolder()
    let result = try Program.shell(
      "lede run \(Project.root)/pipelines/newsroom.yaml \(Self.folder) -o out; code=$?; ls; exit $code", in: folder.path
    )
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output == "out\n")
    let report = try Project.text(folder.path + "/out/report.jsonl")
    for sound in ["escape.zip/sound.txt", "nested.zip/b.txt"] { #expect(report.contains(sound)) }
    #expect(report.contains("archive/unsafe-name"))
    for file in try Project.files(under: folder.path + "/out") {
      #expect(!file.contains("..") && !file.contains("passwd"))
    }
  }
}
