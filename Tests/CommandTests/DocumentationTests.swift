import Pipelines
import TestKit
import Testing

/// What the documentation shows is run; what it says of the declarations is theirs.
@Suite struct DocumentationTests {
  static let files = ["README.md", "Benchmarks/README.md", "Sources/README.md"]

  /// Lines of fenced shell blocks that begin with `lede`.
  static func commands(of file: String) throws -> [String] {
    var commands: [String] = []
    var inShell = false
    for line in try Project.text(file).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        inShell = line == "```sh"
      } else if inShell, line.hasPrefix("lede ") {
        commands.append(String(line))
      }
    }
    return commands
  }

  /// A reader runs them one after the other, in one folder.
  @Test(arguments: files)
  func shownCommandsWork(_ file: String) throws {
    let folder = try TemporaryFolder()
    for name in ["samples", "pipelines"] { try Program.link(Project.root + "/" + name, at: folder.path + "/" + name) }
    for command in try Self.commands(of: file) {
      let result = try Program.shell(command, in: folder.path)
      #expect(result.status == 0, "\(command): \(result.errors)")
      #expect(!result.output.isEmpty || !result.errors.isEmpty, "\(command) says nothing")
    }
  }

  @Test func thereAreCommandsToRun() throws { #expect(try Self.commands(of: "README.md").count >= 6) }

  @Test func thePageOfPipelinesIsMadeFromTheDeclarations() throws {
    #expect(try Project.text("pipelines/README.md") == Reference.markdown(), "run: make docs")
  }

  @Test func thePipelineInTheReadmeIsTheOneThatShips() throws {
    #expect(try Project.text("README.md").contains(try Project.text("pipelines/newsroom.yaml")))
  }

  /// Every target that the documentation names is in the Makefile.
  @Test func namedTargetsExist() throws {
    let makefile = try Project.text("Makefile")
    for file in ["README.md", "Sources/README.md", "Benchmarks/README.md", "pipelines/README.md"] {
      for match in try Project.text(file).matches(of: /make (demo|test|install|accept|docs|bench|lint)\b/) {
        #expect(makefile.contains("\n\(match.1):"))
      }
    }
  }
}
