import Pipelines
import TestKit
import Testing

/// What must hold for every run, whatever the pipeline.
@Suite struct RunLawTests {
  /// All files of an output folder with their bytes.
  private func contents(_ folder: String) throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for file in try Project.files(under: folder) { contents[file] = try FileSystem.read(folder + "/" + file) }
    return contents
  }

  @Test(arguments: [2, 3, 7])
  func anyNumberOfWorkersGivesTheSameBytes(_ workers: Int) throws {
    let folder = try TemporaryFolder()
    // Enough articles for several batches per worker: the samples as records, many times over.
    let lines = try Program.shell("lede extract samples/articles", in: Project.root).output.split(separator: "\n")
    var records = ""
    for round in 0..<12 {
      for line in lines {
        records += line.replacing("\"id\":\"", with: "\"id\":\"\(round)-", maxReplacements: 1) + "\n"
      }
    }
    // Failures stand in the report and on the digest, in the order of the input too.
    for index in stride(from: 40, to: 200, by: 20) { records += "{\"id\":\"bad-\(index)\"}\n" }
    try Project.write(records.utf8, to: folder.path + "/many.jsonl")
    for count in [1, workers] {
      let line =
        "lede run pipelines/newsroom.yaml \(folder.path)/many.jsonl -o \(folder.path)/\(count) --workers \(count)"
      let result = try Program.shell(line, in: Project.root)
      #expect(result.status == 1, "\(result.errors)")
    }
    let one = try contents(folder.path + "/1")
    #expect(one.count > 100)
    #expect(try contents("\(folder.path)/\(workers)") == one)
  }

  /// A memory in a file that all workers have open, an earlier version, and all that is made of matches.
  @Test func aMemoryGivesTheSameWhateverTheNumberOfWorkers() throws {
    let folder = try TemporaryFolder()
    let lines = try Program.shell("lede extract samples/articles", in: Project.root).output.split(separator: "\n")
    var records = ""
    for round in 0..<4 {
      for line in lines {
        records += line.replacing("\"id\":\"", with: "\"id\":\"\(round)-", maxReplacements: 1) + "\n"
      }
    }
    try Project.write(records.utf8, to: folder.path + "/many.jsonl")
    let pipeline = """
      use: { memory: [desk.db, \(Project.root)/samples/memory/desk.tmx], earlier: first }
      stages: [extract, detect-language, segment, summarize, leverage: { fill: exact, at-least: 50 }]
      write:
        - segment-files: { targets: [fr, kk, de], format: xliff-2.1, per: folder, first: summary-file }
        - omegat-project: { targets: [fr, kk] }
        - analysis: { as: [txt, csv, json, gmx] }
        - digest
      """
    try Project.write(pipeline.utf8, to: folder.path + "/kit.yaml")
    let earlier = """
      name: first
      use: { memory: \(Project.root)/samples/memory/desk.tmx }
      stages: [extract, detect-language, segment, leverage: { fill: exact }]
      write: [segment-files: { targets: [fr] }]
      """
    try Project.write(earlier.utf8, to: folder.path + "/first.yaml")
    let prepare =
      "lede memory import \(Project.root)/samples/memory/desk.tmx --base desk.db && lede run first.yaml many.jsonl -o first"
    #expect(try Program.shell(prepare, in: folder.path).status == 0)
    for workers in [1, 2, 5] {
      let result = try Program.shell(
        "lede run kit.yaml many.jsonl -o out\(workers) --workers \(workers)", in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
    }
    let one = try contents(folder.path + "/out1")
    #expect(one.count > 10)
    for workers in [2, 5] { #expect(try contents("\(folder.path)/out\(workers)") == one) }
    let table = String(decoding: one["analysis.csv"] ?? [], as: UTF8.self)
    for band in ["unchanged", "context", "exact", "repeated-across", "new"] { #expect(table.contains(",\(band),")) }
  }

  @Test func runningAgainGivesTheSameBytes() throws {
    let folder = try TemporaryFolder()
    let line = "lede run pipelines/newsroom.yaml samples/articles -o \(folder.path)/out"
    _ = try Program.shell(line, in: Project.root)
    let first = try contents(folder.path + "/out")
    _ = try Program.shell(line, in: Project.root)
    #expect(try contents(folder.path + "/out") == first)
  }

  @Test func brokenArticlesAreReportedAndTheOthersGoOn() throws {
    let folder = try TemporaryFolder()
    let input = folder.path + "/in"
    try Project.write("A good article. It has two sentences.\n".utf8, to: input + "/good.txt")
    try Project.write([], to: input + "/empty.txt")
    try Project.write([UInt8](repeating: 0, count: 300), to: input + "/binary.txt")
    try Project.write("{\"id\":\"r\",\"text\":\"A record.\"}\n{broken\n".utf8, to: input + "/records.jsonl")
    let result = try Program.shell("lede run pipelines/newsroom.yaml \(input) -o \(folder.path)/out", in: Project.root)
    #expect(result.status == 1)
    let report = try Project.text(folder.path + "/out/report.jsonl")
    #expect(report.split(separator: "\n").count == 5)
    #expect(report.contains("\"status\":\"done\"") && report.contains("article/empty"))
    #expect(report.contains("article/binary") && report.contains("jsonl/syntax"))
    #expect(try Project.files(under: folder.path + "/out").contains("briefs/good.txt.md"))
  }

  @Test func articleIdsCannotLeaveTheOutputFolder() throws {
    let folder = try TemporaryFolder()
    let ids = [
      "../../up", "/etc/x", "a/../../b", "..", ".", "C:\\x", "nul\\u0000", ".hidden",
      String(repeating: "é", count: 300),
    ]
    let records = ids.map {
      "{\"id\":\"\($0.replacing("\\", with: "\\\\").replacing("\\\\u", with: "\\u"))\",\"text\":\"One sentence here.\"}\n"
    }
    try Project.write(records.joined().utf8, to: folder.path + "/in.jsonl")
    let line = "lede run pipelines/brief.yaml \(folder.path)/in.jsonl -o \(folder.path)/deep/er/out"
    let result = try Program.shell(line, in: Project.root)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try Project.files(under: folder.path).allSatisfy { $0 == "in.jsonl" || $0.hasPrefix("deep/er/out/") })
    #expect(try Project.files(under: folder.path + "/deep/er/out/briefs").count == 2 * ids.count)
  }

  @Test func twoArticlesWithOneIdKeepTheFirst() throws {
    let folder = try TemporaryFolder()
    let records = "{\"id\":\"a\",\"text\":\"The first one.\"}\n{\"id\":\"a\",\"text\":\"The second one.\"}\n"
    try Project.write(records.utf8, to: folder.path + "/in.jsonl")
    let result = try Program.shell(
      "lede run pipelines/brief.yaml \(folder.path)/in.jsonl -o \(folder.path)/out", in: Project.root)
    #expect(result.status == 1)
    #expect(try Project.text(folder.path + "/out/briefs/a.md").contains("The first one."))
    #expect(try Project.text(folder.path + "/out/report.jsonl").contains("article/duplicate-id"))
  }
}
