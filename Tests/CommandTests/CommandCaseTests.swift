import Pipelines
import TestKit
import Testing

/// One command with its input and what it must print: a fenced block of a file in `Cases/`.
///
/// The block begins with `% ` and a line of the shell. Input follows up to a line `^D`, if there is one; then the
/// standard output; then the standard error, each line after `! `; then `=> N` for an exit status other than 0.
struct CommandCase: Sendable, CustomTestStringConvertible {
  var file: String
  /// Index in the file's lines of the line after the opening fence, and of the closing one.
  var start: Int
  var end: Int
  var command: String
  var input: String
  var expected: String

  var testDescription: String { "\(file):\(start + 1): \(command)" }

  init(file: String, lines: [String], start: Int, end: Int) {
    self.file = file
    self.start = start
    self.end = end
    command = String(lines[start].dropFirst(2))
    let body = Array(lines[(start + 1)..<end])
    let split = body.firstIndex(of: "^D")
    input = split.map { body[..<$0].map { $0 + "\n" }.joined() } ?? ""
    expected = body[(split.map { $0 + 1 } ?? 0)...].map { $0 + "\n" }.joined()
  }

  static let folder = Project.root + "/Tests/CommandTests/Cases"

  static func lines(of file: String) throws -> [String] {
    split(try Project.text(folder + "/" + file))
  }

  /// By bytes: as characters, a carriage return and the line feed after it are one, which is no line feed.
  static func split(_ text: String) -> [String] {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }

  static func all() throws -> [CommandCase] {
    try Project.files(under: folder).flatMap { file -> [CommandCase] in
      let lines = try lines(of: file)
      var cases: [CommandCase] = []
      var open: Int?
      for (index, line) in lines.enumerated() where line.hasPrefix("```") {
        if let start = open {
          if start < index, lines[start].hasPrefix("% ") {
            cases.append(CommandCase(file: file, lines: lines, start: start, end: index))
          }
          open = nil
        } else {
          open = index + 1
        }
      }
      return cases
    }
  }

  /// What the command does, in the form that the case is written in.
  func observed() throws -> String {
    let folder = try TemporaryFolder()
    for (name, path) in [("samples", "samples"), ("pipelines", "pipelines"), ("fixtures", "Tests/Fixtures")] {
      try Program.link(Project.root + "/" + path, at: folder.path + "/" + name)
    }
    let result = try Program.shell(command, input: input, in: folder.path)
    var text = result.output
    if !text.isEmpty && text.utf8.last != 0x0A { text += "\n" }
    for line in result.errors.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      text += "! " + CommandCase.withoutTimes(String(line)) + "\n"
    }
    if result.status != 0 { text += "=> \(result.status)\n" }
    return text
  }

  /// "in 0.3 s" differs from run to run.
  private static func withoutTimes(_ line: String) -> String {
    line.replacing(/\ in [0-9.]+\ s/, with: " in … s")
  }
}

@Suite struct CommandCaseTests {
  @Test(arguments: try CommandCase.all())
  func commandDoesAsWritten(_ command: CommandCase) throws {
    let observed = try command.observed()
    if !isAccepting {
      #expect(observed == command.expected, "\(firstDifference(command.expected, observed))")
    }
  }

  /// With `make accept`, rewrites every case as observed; one test, since the cases of a file share it.
  @Test(.enabled(if: isAccepting))
  func acceptAll() throws {
    let cases = try CommandCase.all()
    for file in Set(cases.map(\.file)).sorted() {
      var lines = try CommandCase.lines(of: file)
      for command in cases.filter({ $0.file == file }).reversed() {
        let kept = lines[command.start..<command.end].firstIndex(of: "^D") ?? command.start
        let observed = CommandCase.split(try command.observed()).dropLast()
        lines.replaceSubrange((kept + 1)..<command.end, with: observed)
      }
      try Project.write(lines.joined(separator: "\n").utf8, to: CommandCase.folder + "/" + file)
    }
  }

  @Test func thereAreCases() throws { #expect(try CommandCase.all().count > 20) }
}
