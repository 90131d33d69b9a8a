import Pipelines
import TestKit
import Testing

/// Places that cannot be read or written: exit code 2, a clear message, nothing half-written.
@Suite struct EnvironmentTests {
  @Test func outputThatIsAFile() throws {
    let folder = try TemporaryFolder()
    try Project.write("x".utf8, to: folder.path + "/out")
    let result = try Program.shell(
      "lede run pipelines/brief.yaml samples/articles -o \(folder.path)/out", in: Project.root)
    #expect(result.status == 2)
    #expect(result.errors.contains("Not a directory") && result.errors.contains("hint:"))
  }

  @Test func folderWhereAFileMustGo() throws {
    let folder = try TemporaryFolder()
    try FileSystem.makeFolders(folder.path + "/out/briefs/en-water-accord.txt.md")
    let result = try Program.shell(
      "lede run pipelines/brief.yaml samples/articles -o \(folder.path)/out", in: Project.root)
    #expect(result.status == 2)
    #expect(result.errors.contains("en-water-accord.txt.md: cannot be written: Is a directory"))
  }

  @Test func aTerminalSeesHowFarTheRunIs() throws {
    let folder = try TemporaryFolder()
    let line = "lede run pipelines/brief.yaml samples/articles -o \(folder.path)/out"
    let result = try Program.shell("script -qec '\(line)' /dev/null", in: Project.root)
    #expect(result.status == 0)
    #expect(result.output.contains(" articles, ") && result.output.contains(" MB/s"), "\(result.output)")
    #expect(try !Program.shell(line, in: Project.root).errors.contains("MB/s"), "no progress line outside a terminal")
  }

  /// The benchmark program measures every stage and output, and the raw passes, in one run.
  @Test func theBenchmarkMeasuresEveryPart() throws {
    let folder = try TemporaryFolder()
    let result = try Program.shell("bench speed samples/articles --rounds 2 --scratch \(folder.path)", in: Project.root)
    #expect(result.status == 0, "\(result.errors)")
    let pipeline = try #require(
      PipelineFile.read(
        Array(Project.text("pipelines/newsroom.yaml").utf8), folder: Project.root + "/pipelines"
      ).pipeline)
    let parts =
      pipeline.stages.map { "stage " + type(of: $0).name } + pipeline.outputs.map { "output " + type(of: $0).name }
    for part in parts + ["both raw passes", "whole run", "articles/s", "peak memory", "output digest"] {
      #expect(result.output.contains(part), "\(part)")
    }
    #expect(try Program.shell("bench speed", in: Project.root).status == 2)
  }

  @Test func theBenchmarkScoresSentenceEnds() throws {
    let folder = try TemporaryFolder()
    let set =
      #"{"name":"tiny-en","lang":"en","paras":[{"text":"Dr. Lind came. She left.","spans":[[0,14],[15,24]]},{"text":"Red wine Blue sky. It ends","spans":[[0,8],[9,26]]}]}"#
    let line = "echo '\(set)' > \(folder.path)/tiny.json; bench quality segmentation \(folder.path) --worst 2"
    let result = try Program.shell(line, in: Project.root)
    #expect(
      result.output == """
        tiny-en: punctuated F 66.67, all F 50.00, 1 of 2 exact, 0 changed
            Red wine [missed]|  Blue sky. It ends
            Red wine Blue sky. [wrong]|  It ends
        tiny: 1 of 2 exact, mean punctuated F 66.67

        """)
    #expect(try Program.shell("bench quality segmentation", in: Project.root).status == 2)
  }

  @Test func twoRunsDoNotWriteToOneFolder() throws {
    let folder = try TemporaryFolder()
    let first =
      "{ echo '{\"id\":\"a\",\"text\":\"One sentence.\"}'; sleep 1; } | lede run pipelines/brief.yaml - -o \(folder.path)/out"
    let second = "lede run pipelines/brief.yaml samples/articles -o \(folder.path)/out"
    let result = try Program.shell("{ \(first); } & sleep 0.4; \(second); code=$?; wait; exit $code", in: Project.root)
    #expect(result.status == 2)
    #expect(result.errors.contains("another run is writing to this folder"))
    #expect(try FileSystem.names(in: folder.path + "/out/briefs") == ["a.md", "a.txt"])
  }

  /// Found in review: losing the standard error stopped the run without a word.
  @Test(arguments: ["2>&-", "2>/dev/full"])
  func aRunGoesOnWithoutStandardError(_ redirection: String) throws {
    let folder = try TemporaryFolder()
    let line = "lede run pipelines/brief.yaml samples/articles -o \(folder.path)/out \(redirection)"
    #expect(try Program.shell(line, in: Project.root).status == 0)
    #expect(try Project.files(under: folder.path + "/out").contains("report.jsonl"))
  }

  @Test func anInterruptedRunSaysSoAndTheNextIsWhole() throws {
    let folder = try TemporaryFolder()
    let slow = "{ echo '{\"id\":\"a\",\"text\":\"One sentence.\"}'; sleep 3; }"
    let run = "lede run pipelines/brief.yaml - -o \(folder.path)/out"
    let line = "trap '' INT; \(slow) | { trap - INT; timeout -s INT 0.5 \(run); echo status $? >&2; }"
    let result = try Program.shell(line, in: Project.root)
    #expect(result.errors.contains("interrupted; run the same command again"), "\(result.errors)")
    #expect(try !Project.files(under: folder.path + "/out").contains("report.jsonl"))
    let again = "echo '{\"id\":\"a\",\"text\":\"One sentence.\"}' | \(run)"
    #expect(try Program.shell(again, in: Project.root).status == 0)
    #expect(try Project.files(under: folder.path + "/out") == ["briefs/a.md", "briefs/a.txt", "report.jsonl"])
  }

  @Test func oneOddNameDoesNotStopTheOthers() throws {
    let folder = try TemporaryFolder()
    let make = "mkdir in; echo 'A good article.' > in/a.txt; cp in/a.txt \"in/$(printf 'b\\377.txt')\""
    let result = try Program.shell(
      "\(make); lede run \(Project.root)/pipelines/brief.yaml in -o out; code=$?; cat out/report.jsonl; exit $code",
      in: folder.path)
    #expect(result.status == 1)
    #expect(result.output.contains("\"status\":\"done\"") && result.output.contains("article/unreadable"))
  }

  @Test func brokenPipeIsSuccess() throws {
    let result = try Program.shell(
      "{ lede segment samples/articles samples/articles; echo status $? >&2; } | head -c 10 > /dev/null",
      in: Project.root)
    #expect(result.errors.contains("status 0"), "\(result.errors)")
  }

  /// Needs the right to mount; elsewhere the same is shown by a limit on file sizes, which fails writes as well.
  @Test func fullDiskStopsTheRunAndLeavesNoHalfFiles() throws {
    let folder = try TemporaryFolder()
    let disk = folder.path + "/disk"
    try FileSystem.makeFolders(disk)
    let mounted = try Program.shell("mount -t tmpfs -o size=300k none \(disk)", in: folder.path).status == 0
    defer { if mounted { _ = try? Program.shell("umount \(disk)", in: folder.path) } }
    let limit = mounted ? "" : "trap '' XFSZ; ulimit -f 2; "
    let result = try Program.shell(
      "\(limit)lede run pipelines/newsroom.yaml samples/articles -o \(disk)/out", in: Project.root)
    #expect(result.status == 2, "\(result.errors)")
    #expect(result.errors.contains("No space left on device") || result.errors.contains("File too large"))
    for file in try Project.files(under: disk + "/out") where file.hasSuffix(".md") {
      #expect(try Project.text("\(disk)/out/\(file)").hasSuffix("\n"), "\(file) is cut off")
    }
  }

  @Test func missingInputIsSaidBeforeAnythingIsWritten() throws {
    let folder = try TemporaryFolder()
    let result = try Program.shell(
      "lede run pipelines/brief.yaml samples/articles nowhere -o \(folder.path)/out", in: Project.root)
    #expect(result.status == 2)
    #expect(result.errors.contains("input nowhere: No such file or directory"))
    #expect(try FileSystem.names(in: folder.path).isEmpty)
  }
}
