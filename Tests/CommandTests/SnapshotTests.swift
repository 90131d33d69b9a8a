import Pipelines
import TestKit
import Testing

/// Every pipeline over the samples, compared file by file with `Tests/Snapshots/`; `make accept` takes changes over.
@Suite struct SnapshotTests {
  static func pipelines() throws -> [String] {
    try FileSystem.names(in: Project.root + "/pipelines").filter { $0.hasSuffix(".yaml") }
  }

  @Test(arguments: try pipelines())
  func pipelineGivesItsSnapshot(_ pipeline: String) throws {
    let folder = try TemporaryFolder()
    let line = "lede run pipelines/\(pipeline) samples/articles -o \(folder.path)/out"
    let result = try Program.shell(line, in: Project.root)
    #expect(result.status == 0, "\(result.errors)")
    let snapshot = Project.root + "/Tests/Snapshots/" + pipeline.dropLast(".yaml".count)
    let found = try Project.files(under: folder.path + "/out")
    let expected = (try? Project.files(under: snapshot)) ?? []
    if isAccepting {
      for file in expected where !found.contains(file) { FileSystem.remove(snapshot + "/" + file) }
      for file in found {
        try Project.write(FileSystem.read("\(folder.path)/out/\(file)"), to: "\(snapshot)/\(file)")
      }
      return
    }
    #expect(found == expected)
    for file in found where expected.contains(file) {
      let old = try Project.text("\(snapshot)/\(file)")
      let new = try Project.text("\(folder.path)/out/\(file)")
      #expect(old == new, "\(file), \(firstDifference(old, new))")
    }
  }
}
