import Pipelines
import TestKit
import Testing

/// The program itself, ended from outside.
@Suite struct KillTests {
  private func contents(_ folder: String) throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for file in try Project.files(under: folder) { contents[file] = try FileSystem.read(folder + "/" + file) }
    return contents
  }

  /// Killed at several moments of its life, each time over what the kill before left.
  @Test(arguments: [1, 2])
  func killedAndRunAgain(_ workers: Int) throws {
    let folder = try TemporaryFolder()
    let run = "lede run pipelines/brief.yaml samples/articles --workers \(workers) -o \(folder.path)"
    #expect(try Program.shell("\(run)/whole", in: Project.root).status == 0)
    var kills = 0
    for hundredths in [3, 9, 5, 15, 7, 12, 20, 10] {
      let result = try Program.shell(
        "timeout -s KILL 0.\(hundredths < 10 ? "0" : "")\(hundredths) \(run)/killed", in: Project.root)
      if result.status == 137 { kills += 1 }
    }
    let result = try Program.shell("\(run)/killed", in: Project.root)
    #expect(result.status == 0, "\(result.errors)")
    #expect(kills > 0)
    #expect(try contents(folder.path + "/killed") == contents(folder.path + "/whole"))
    #expect(try FileSystem.names(in: folder.path + "/killed/.lede").filter { $0.hasPrefix("unfinished") }.isEmpty)
  }

  /// An import into a memory, killed in the middle of its changes: done again, the memory is as if nothing had been.
  @Test func anImportKilledAndDoneAgain() throws {
    let folder = try TemporaryFolder()
    var units = ""
    for number in 0..<1_500 {
      units += "<tu><tuv xml:lang=\"en\"><seg>Dam \(number) holds \(number * 7 % 100) percent.</seg></tuv>"
      units += "<tuv xml:lang=\"fr\"><seg>Le barrage \(number) tient.</seg></tuv></tu>\n"
    }
    let file = "<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n\(units)</body></tmx>\n"
    try Project.write(file.utf8, to: folder.path + "/desk.tmx")
    let script = """
      lede memory import desk.tmx --base whole.db && lede memory export --base whole.db > whole.tmx
      for time in 0.03 0.3 0.1 0.2 0.05 0.15; do
        timeout -s KILL $time lede memory import desk.tmx --base killed.db; echo $?
      done 2>/dev/null
      lede memory import desk.tmx --base killed.db && lede memory export --base killed.db | cmp - whole.tmx && echo same
      """
    let result = try Program.shell(script, in: folder.path)
    #expect(result.output.hasSuffix("same\n") && result.output.contains("137"), "\(result.output) \(result.errors)")
  }

  @Test func theSecondRunNamesTheProcessOfTheFirst() throws {
    let folder = try TemporaryFolder()
    let first =
      "{ echo '{\"id\":\"a\",\"text\":\"One.\"}'; sleep 2; } | lede run pipelines/brief.yaml - -o \(folder.path)/out"
    let second = "lede run pipelines/brief.yaml samples/articles/en-water-accord.txt -o \(folder.path)/out"
    let line = "{ \(first); } & sleep 0.7; cat \(folder.path)/out/.lede/lock; \(second); code=$?; wait; exit $code"
    let result = try Program.shell(line, in: Project.root)
    let process = result.output.split(separator: "\n").first ?? ""
    #expect(result.status == 2 && !process.isEmpty)
    #expect(result.errors.contains("another run is writing to this folder (process \(process))"), "\(result.errors)")
  }

  /// The lock of a process that died is no lock, and its number no more than a number.
  @Test func aStaleLockIsRecovered() throws {
    let folder = try TemporaryFolder()
    try Project.write("1\n".utf8, to: folder.path + "/out/.lede/lock")
    let line = "lede run pipelines/brief.yaml samples/articles/en-water-accord.txt -o \(folder.path)/out"
    #expect(try Program.shell(line, in: Project.root).status == 0)
  }

  @Test func manyBadFilesAmongGoodOnes() throws {
    let folder = try TemporaryFolder()
    let make =
      "mkdir in; i=0; while [ $i -lt 1500 ]; do : > in/bad$i.txt; i=$((i+1)); done; echo 'A good one.' > in/good.txt"
    let line = "\(make); lede run \(Project.root)/pipelines/brief.yaml in -o out"
    for _ in 0..<2 {
      let result = try Program.shell(line.replacing("mkdir in", with: "mkdir -p in"), in: folder.path)
      #expect(result.status == 1)
      #expect(result.errors.contains("1501 articles, 1 done"), "\(result.errors.suffix(200))")
      #expect(try Project.text(folder.path + "/out/report.jsonl").split(separator: "\n").count == 1_501)
    }
  }

  @Test func anOutputFolderThatMayNotBeWrittenTo() throws {
    let folder = try TemporaryFolder()
    // The right of root to write anywhere does not hold for what the kernel itself shows.
    let result = try Program.shell(
      "lede run pipelines/brief.yaml samples/articles/en-water-accord.txt -o /proc/lede", in: Project.root)
    #expect(result.status == 2 && result.errors.contains("cannot be used as output folder"), "\(result.errors)")
    #expect(try FileSystem.names(in: folder.path).isEmpty)
  }
}

/// What the worker owes to whoever speaks to it.
@Suite struct WorkerTests {
  /// The answer is there before the next line is sent, and before the input ends.
  @Test func answersAreNotHeldBack() throws {
    let folder = try TemporaryFolder()
    let speak =
      "import subprocess, sys\n"
      + "p = subprocess.Popen(['lede', 'worker', 'pipelines/brief.yaml'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
      + "for line in [b'{\"id\":\"a\",\"text\":\"One.\"}', b'nonsense', b'', b'{\"id\":\"a\",\"text\":\"Two.\"}']:\n"
      + "    p.stdin.write(line + b'\\n'); p.stdin.flush()\n"
      + "    print(b'error' in p.stdout.readline())\n"
      + "p.stdin.close(); print(p.wait())\n"
    try Project.write(speak.utf8, to: folder.path + "/speak.py")
    let result = try Program.shell("timeout 20 python3 \(folder.path)/speak.py", in: Project.root)
    #expect(result.output == "False\nTrue\nTrue\nFalse\n0\n", "\(result.errors)")
  }

  /// A drop folder: what arrives is worked on when it is complete, the rest is finished at the end.
  @Test func whatArrivesIsWorkedOn() throws {
    let folder = try TemporaryFolder()
    let watch = "lede watch \(Project.root)/pipelines/newsroom.yaml in -o out --every 1"
    let script = """
      mkdir -p in out; echo 'The first one was there. It stood.' > in/a.txt; sleep 0.1
      \(watch) & watcher=$!
      i=0; while [ ! -f out/report.jsonl ] && [ $i -lt 100 ]; do sleep 0.1; i=$((i+1)); done
      mkdir in/sub; { printf 'The second one'; sleep 1; ls out/briefs/sub >&3 2>/dev/null; echo ' came slowly.'; } 3>&1 > in/sub/b.txt
      i=0; while [ ! -f out/briefs/sub/b.txt.md ] && [ $i -lt 100 ]; do sleep 0.1; i=$((i+1)); done
      rm in/a.txt; echo 'A third came at the end.' > in/c.txt
      kill -TERM $watcher; wait $watcher; echo "exit $?"
      cut -d '"' -f 4 out/report.jsonl; ls out/briefs
      """
    let result = try Program.shell(script, in: folder.path)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "exit 0", "the half-written file was waited for: \(result.output) \(result.errors)")
    #expect(lines.dropFirst() == ["c.txt", "sub/b.txt", "c.txt.md", "sub"], "\(result.output) \(result.errors)")
    #expect(try Project.text(folder.path + "/out/briefs/sub/b.txt.md").contains("came slowly"))
  }
}
