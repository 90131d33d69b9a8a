import Articles
import Pipelines
import TestKit
import Testing

/// The code of the tutorial is compiled, as it stands there, and does what the tutorial says.
@Suite struct TutorialTests {
  private static let resources = "Sources/Pipelines/Pipelines.docc/Resources/"

  @Test(arguments: [("FirstAndLast-3.swift", "FirstAndLast.swift"), ("Summaries.swift", "Summaries.swift")])
  func theCodeIsCompiled(_ shown: String, _ compiled: String) throws {
    #expect(try Project.text(Self.resources + shown) == Project.text("Tests/PipelinesTests/" + compiled))
  }

  /// Each step only adds to the one before.
  @Test func stepsAddUp() throws {
    let steps = try (1...3).map { try Project.text(Self.resources + "FirstAndLast-\($0).swift").dropLast(3) }
    #expect(steps[1].hasPrefix(steps[0]) && steps[2].hasPrefix(steps[1]))
    let tutorial = try Project.text("Sources/Pipelines/Pipelines.docc/WriteYourOwnStage.tutorial")
    for name in try FileSystem.names(in: Project.root + "/" + Self.resources) {
      #expect(tutorial.contains("file: \"\(name)\""), "no step shows \(name)")
    }
  }

  @Test func theStageDoesWhatItSays() throws {
    let (pipeline, faults) = Pipeline.alone(FirstAndLast.self, given: [:])
    #expect(faults.isEmpty)
    var article = Article(id: "a", original: Original(path: "a"))
    article.raw = RawContent(bytes: Array("The first one is here. The second follows. The third is last.".utf8))
    try pipeline.apply(to: &article, with: Tools())
    #expect(String(decoding: article.summaryText, as: UTF8.self) == "The first one is here. The third is last.")
  }

  @Test func theFunctionRuns() async throws {
    await #expect(throws: FileError.self) { try await printSummaries(of: "/no/such/folder") }
  }
}
