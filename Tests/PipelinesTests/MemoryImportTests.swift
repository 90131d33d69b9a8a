import Stores
import TestKit
import Testing
import Text

@testable import Pipelines

/// An import that ends before its end, at any of its commits, and is done again.
@Suite struct MemoryImportTests {
  /// Sentences with neighbors; some come again, with another neighbor or another translation.
  private static func file() -> String {
    var text = "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n"
    for number in 0..<100 {
      let river = ["Tarsu", "Ness", "Varm", "Oder"][number % 4]
      let source = "The \(river) rose by \(number % 30) meters in the night of day \(number / 3)."
      text += "<tu><prop type=\"prev\">Before \(number % 7).</prop><prop type=\"next\">After \(number % 5).</prop>"
      text += "<tuv xml:lang=\"en\"><seg>\(source)</seg></tuv>"
      text += "<tuv xml:lang=\"fr\"><seg>\(source.uppercased()) \(number % 11)</seg></tuv></tu>\n"
      // The same again.
      if number % 10 == 0 {
        text += "<tu><tuv xml:lang=\"en\"><seg>\(source)</seg></tuv>"
        text += "<tuv xml:lang=\"fr\"><seg>\(source.uppercased()) \(number % 11)</seg></tuv></tu>\n"
      }
    }
    return text + "</body></tmx>\n"
  }

  /// Everything that the memory has and finds, as text.
  private func contents(_ base: String) throws -> [String] {
    let writer = try FileWriter(path: base + ".tmx")
    _ = try MemoryExchange.write(base, MemoryFilter(), to: writer)
    var contents = [try Project.text(base + ".tmx")]
    for text in ["The Oder rose by 9 meters in the night of day 55.", "The Ness fell by 2 meters in one night."] {
      contents += try MemoryExchange.search(text, in: base, MemoryFilter(), atMost: 20)
        .map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(try MemoryExchange.memory(base, .read).check() == [])
    return contents
  }

  private func copy(_ base: String, to path: String) throws {
    for suffix in ["", "-wal", "-journal"] {
      if let bytes = try? FileSystem.read(base + suffix) { try Project.write(bytes, to: path + suffix) }
    }
  }

  /// What a kill leaves behind is a memory's files as they are at that moment.
  @Test func anImportThatWasKilledGoesOn() throws {
    let folder = try TemporaryFolder(inMemory: true)
    let file = folder.path + "/desk.tmx"
    try Project.write(Self.file().utf8, to: file)
    let whole = folder.path + "/whole.db"
    let report = try MemoryExchange.read([file], into: whole)
    #expect(report.read == 110 && report.units == report.added)

    let base = folder.path + "/parts.db"
    var copies: [String] = []
    let first = MemoryImport(
      into: try MemoryExchange.memory(base, .create), base: base, MemoryImport.Options(), batch: 30,
      progress: { [self] _ in
        copies.append("\(folder.path)/copy\(copies.count).db")
        try? copy(base, to: copies[copies.count - 1])
      })
    try first.read([file])
    let expected = try contents(whole)
    #expect(expected.count > 10)
    #expect(try contents(base) == expected)

    #expect(copies.count == 3)
    for (number, path) in copies.enumerated() {
      let again = try MemoryExchange.read([file], into: path)
      #expect(again.resumed == (number + 1) * 30, "copy \(number)")
      #expect(try contents(path) == expected, "copy \(number)")
    }
  }
}
