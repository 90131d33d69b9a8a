import Stores
import TestKit
import Testing
import Text

@testable import Pipelines

/// An import into a memory on a server, interrupted: what was kept stays, and the next one goes on there.
@Suite(.enabled(if: PostgreSQLServer.isInstalled, Comment(rawValue: PostgreSQLServer.reason)))
struct SharedMemoryImportTests {
  /// Units with two translations each, which must not be parted.
  static func tmx(_ units: Range<Int>) -> String {
    var text = "<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n"
    for number in units {
      text += "<tu><tuv xml:lang=\"en\"><seg>The river rose by \(number) and w\(number % 97)x.</seg></tuv>"
      for language in ["fr", "kk"] { text += "<tuv xml:lang=\"\(language)\"><seg>\(language)\(number)</seg></tuv>" }
      text += "</tu>\n"
    }
    return text + "</body></tmx>\n"
  }

  private static func texts(_ base: String) throws -> [String] {
    let memory = try TranslationMemory(base, access: .write)
    #expect(try memory.check().isEmpty)
    var texts: [String] = []
    try memory.forEach { _, unit in
      texts.append(unit.source.string + unit.target.string)
      return true
    }
    return texts
  }

  @Test(arguments: [1, 3])
  func theConnectionIsLostMidway(_ batches: Int) throws {
    let server = try PostgreSQLServer.shared.get()
    let database = "lost\(batches)"
    let base = try server.database(database)
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.tmx"
    try Project.write(Self.tmx(0..<600).utf8, to: path)
    var kept = 0
    let importer = MemoryImport(
      into: try MemoryExchange.memory(base, .create), base: base, MemoryExchange.Options(), batch: 250
    ) { _ in
      kept += 1
      let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database)'"
      if kept == batches { _ = try? server.run(end, in: "postgres") }
    }
    do throws(ResourceError) {
      try importer.read([path])
      Issue.record("it went on without a connection")
    } catch {
      #expect(error.message.hasPrefix("the connection to the server was lost"))
      #expect(error.hint?.contains("run the same command again") == true)
    }
    #expect(try Self.texts(base).count == batches * 250)
    let report = try MemoryExchange.read([path], into: base)
    #expect(report.resumed == batches * 125)
    #expect(report.added == 1_200 - batches * 250)
    #expect(report.unchanged == 0)
    let whole = folder.path + "/whole.db"
    _ = try MemoryExchange.read([path], into: whole)
    #expect(try Self.texts(base) == Self.texts(whole))
  }
}
