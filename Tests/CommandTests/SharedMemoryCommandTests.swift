import Pipelines
import TestKit
import Testing

/// The commands and runs of a team that shares a memory on a server.
@Suite(.enabled(if: PostgreSQLServer.isInstalled, Comment(rawValue: PostgreSQLServer.reason)))
struct SharedMemoryCommandTests {
  private let server: PostgreSQLServer
  private let folder: TemporaryFolder

  init() throws {
    server = try PostgreSQLServer.shared.get()
    folder = try TemporaryFolder()
    for name in ["samples", "pipelines"] { try Program.link(Project.root + "/" + name, at: folder.path + "/" + name) }
  }

  private func shell(_ line: String) throws -> Program.Result { try Program.shell(line, in: folder.path) }

  /// A pipeline that looks up in a memory.
  private func pipeline(_ name: String, memory: String) throws {
    let stages = "[extract, detect-language: { fallback: en }, segment, leverage: { targets: [fr, de] }]"
    try Project.write(
      """
      name: desk
      use: { memory: "\(memory)" }
      stages: \(stages)
      write:
        - segment-files: { targets: [fr, de] }
        - records
        - analysis: { as: [json] }

      """.utf8, to: "\(folder.path)/\(name).yaml")
  }

  private func contents(_ name: String) throws -> [String: String] {
    var contents: [String: String] = [:]
    for file in try Project.files(under: folder.path + "/" + name) {
      contents[file] = try Project.text("\(folder.path)/\(name)/\(file)")
    }
    return contents
  }

  @Test func everyCommandDoesWhatItDoesWithAFile() throws {
    let base = try server.database("desk")
    // The name of a memory stands in the outputs, so the file is called like the database.
    let commands = [
      "memory import samples/memory/desk.tmx --languages en,fr", "memory import samples/memory/desk.tmx",
      "memory count", "memory search 'The next drill is on May 3.'", "memory search schwach", "memory export",
      "memory delete --before 20250601 --languages en,de", "memory export", "memory delete",
      "memory import samples/memory/desk.tmx", "memory search 'The system has spots.' --at-most 3",
    ]
    for command in commands {
      let file = try shell("lede \(command) --base desk")
      let shared = try shell("lede \(command) --base '\(base)'")
      #expect(shared.output == file.output, "\(command)")
      #expect(shared.status == file.status)
      let shown = shared.errors.replacing(base, with: "desk").replacing(
        "drop the database, or its schema lede_memory", with: "remove the file desk")
      #expect(shown == file.errors, "\(command)")
    }
    #expect(try shell("lede memory compact --base '\(base)'").errors == "lede: \(base) is in order\n")
    try pipeline("file", memory: "desk")
    try pipeline("shared", memory: base)
    for name in ["file", "shared"] {
      let result = try shell("lede run \(name).yaml samples/articles -o \(name) --workers 2")
      #expect(result.status == 0, "\(result.errors)")
    }
    let shared = try contents("shared")
    #expect(try shared == contents("file"))
    #expect(shared["articles.jsonl"]?.contains("\"origin\":\"desk\"") == true)
  }

  @Test func aRunIsDoneAgainWhenTheMemoryHasChanged() throws {
    let base = try server.database("again")
    try pipeline("again", memory: base)
    func run() throws -> String { try shell("lede run again.yaml samples/articles/en-flood-warning.txt -o out").errors }
    _ = try shell("lede memory import samples/memory/desk.tmx --languages en,fr --base '\(base)'")
    #expect(try !run().contains("(1 before)"))
    let first = try contents("out")
    #expect(try run().contains("(1 before)"))
    // What brings nothing new is no change, nor is the order of the index.
    _ = try shell("lede memory import samples/memory/desk.tmx --languages en,fr --base '\(base)'")
    _ = try shell("lede memory compact --base '\(base)'")
    #expect(try run().contains("(1 before)"))
    _ = try shell("lede memory import samples/memory/desk.tmx --languages en,de --base '\(base)'")
    #expect(try shell("lede explain samples/articles/en-flood-warning.txt -o out").output.contains("would run again"))
    #expect(try !run().contains("(1 before)"))
    #expect(try contents("out") != first)
  }

  /// Killed while it holds the memory: others go on at once, and the next import leaves nothing out and nothing double.
  @Test func killedImportsAndImportsAtOnce() throws {
    let base = try server.database("import")
    for (name, units) in [("a", 0..<5_000), ("b", 2_500..<7_500)] {
      var text = "<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n"
      for number in units {
        text +=
          "<tu><tuv xml:lang=\"en\"><seg>The \(name == "a" || number < 5_000 ? "old" : "new") river rose by w\(number)x "
        text += "in the night, and \(String(repeating: "very ", count: 40)) much.</seg></tuv>"
        text += "<tuv xml:lang=\"fr\"><seg>t\(number)</seg></tuv></tu>\n"
      }
      try Project.write((text + "</body></tmx>\n").utf8, to: "\(folder.path)/\(name).tmx")
    }
    let busy =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = 'import' AND state = 'idle in transaction' AND query LIKE '%unnest%'"
    let line = """
      mkfifo pipe; exec 3<>pipe
      lede memory import pipe --base '\(base)' & import=$!
      head -c 1300000 a.tmx >&3
      tries=0; until [ "$(\(server.client("import")) "\(busy)")" = 1 ] || [ $tries -gt 200 ]; do tries=$((tries + 1)); sleep 0.05; done
      kill -KILL $import; wait $import; [ $tries -le 200 ] && echo "killed with $?"
      lede memory import a.tmx --base '\(base)' & first=$!
      lede memory import b.tmx --base '\(base)' & second=$!
      wait $first && wait $second && lede memory count --base '\(base)'
      """
    let result = try shell(line)
    #expect(result.output == "killed with 0\nen\tfr\t7500\n", "\(result.errors)")
    #expect(try shell("lede memory export --base '\(base)' | grep -c '<seg>t'").output == "7500\n")
    #expect(
      try shell("lede memory search 'The river rose by w5001x in the night' --at-most 1 --base '\(base)'").status == 0)
    #expect(try shell("lede memory compact --base '\(base)'").status == 0)
  }

  @Test func aRunWhoseConnectionIsLostStopsAndGoesOn() throws {
    let base = try server.database("stopped")
    _ = try shell("lede memory import samples/memory/desk.tmx --base '\(base)'")
    try pipeline("stopped", memory: base)
    // What was answered once is not asked again, so the second text is another.
    let texts = [("first", "They had been asleep."), ("second", "It was a drill. The next drill is on May 3.")]
    let lines = texts.map { "echo '{\"id\":\"\($0.0)\",\"text\":\"\($0.1)\"}'" }
    let connected = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'stopped' AND application_name = 'lede'"
    let end =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lede' AND datname = 'stopped'"
    let line = """
      { \(lines[0]); tries=0
        until [ "$(\(server.client("postgres")) "\(connected)")" -ge 2 ] || [ $tries -gt 200 ]; do tries=$((tries + 1)); sleep 0.05; done
        sleep 0.3; \(server.client("postgres")) "\(end)" >/dev/null; \(lines[1])
      } | lede run stopped.yaml - --workers 1 -o out
      """
    let result = try shell(line)
    #expect(result.status == 2)
    #expect(result.errors.contains("the connection to the server was lost"), "\(result.errors)")
    #expect(result.errors.contains("hint: run it again when the server can be reached; what is done stays done"))
    let again = try shell("{ \(lines.joined(separator: "; ")); } | tee both.jsonl | lede run stopped.yaml - -o out")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try shell("lede run stopped.yaml - -o whole < both.jsonl").status == 0)
    #expect(try contents("out") == contents("whole"))
    #expect(try contents("out")["articles.jsonl"]?.contains("Elles dormaient.") == true)
  }

  @Test func passwordsAreShownNowhere() throws {
    _ = try server.database("secret")
    try server.run(
      "CREATE ROLE locked LOGIN PASSWORD 'op3nsesame'; GRANT ALL ON DATABASE secret TO locked", in: "secret")
    let base = server.address("secret", user: "locked", password: "op3nsesame")
    let shown = server.address("secret", user: "locked")
    let imported = try shell("lede memory import samples/memory/desk.tmx --base '\(base)'")
    #expect(imported.errors == "lede: 27 units added, 0 merged, 0 known; \(shown) has 27 units\n")
    try pipeline("secret", memory: base)
    #expect(try shell("lede run secret.yaml samples/articles/en-flood-warning.txt -o out").status == 0)
    let found = try shell("grep -r -l op3nsesame out && exit 5; ls out/.lede/ledger.db")
    #expect(found.status == 0, "\(found.output)")
    for wrong in [base + "x", base.replacing("op3n", with: "op3n@"), base.replacing("op3n", with: "%zzop3n")] {
      for line in [
        "lede memory count --base '\(wrong)'",
        "lede leverage --memory '\(wrong)' samples/articles/en-flood-warning.txt",
      ] {
        let result = try shell(line)
        #expect(result.status == 2 && result.errors.contains("hint: "), "\(result.errors)")
        #expect(result.errors.contains("locked@") && !result.errors.contains("sesame"), "\(result.errors)")
      }
    }
    let wrong = try shell("lede memory count --base '\(base.replacing("op3nsesame", with: "wr0ng"))'")
    #expect(wrong.errors.contains("password authentication failed") && !wrong.errors.contains("wr0ng"))
  }
}
