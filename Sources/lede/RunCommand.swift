import Glibc
import Pipelines

extension Command {
  static let run = Command(
    name: "run", usage: "lede run PIPELINE INPUT... -o FOLDER",
    about: "Runs a pipeline over folders, files and JSON lines.",
    details: """
      PIPELINE is a pipeline file, or the name of one that came with lede (newsroom). INPUT is a document, a folder of
      documents, a file of JSON lines (.jsonl, .ndjson), or - for JSON lines on the standard input. In folders,
      links, special files, pictures and the like, and names that begin with a dot are passed over.
      report.jsonl in FOLDER says what became of each article. What earlier runs have done and still holds is not done
      again, and their outputs of articles that are gone are removed: FOLDER is as if this had been the only run. A run
      that was stopped, however it was, goes on when it is started again. A file that you have changed is not lost: it
      stays, or moves aside as NAME.edited when its article has changed.
      """,
    flags: [
      Flag(name: "output", short: "o", value: "FOLDER", about: "Where the outputs go; made if it is not there."),
      workersFlag,
      Flag(name: "strict", about: "End with exit code 1 also when there are findings."),
      Flag(name: "again", about: "Work on all articles, whatever earlier runs have done."),
      Flag(name: "dry-run", about: "Only print which articles would be worked on, and why; change nothing."),
      timeLimitFlag,
      Flag(name: "follow-links", about: "Follow links inside folders."),
    ]
  ) { arguments throws(Failure) in
    guard let path = arguments.words.first else { throw .usage("no pipeline was given") }
    guard let folder = arguments.value("output"), !folder.isEmpty else {
      throw .usage("no output folder was given", hint: "add -o FOLDER")
    }
    guard arguments.words.count > 1 else { throw .usage("no input was given") }
    let workers = try arguments.count("workers") ?? FileSystem.processorCount
    let limit = try arguments.count("time-limit")
    let (pipeline, file) = try readPipeline(path)
    guard !pipeline.outputs.isEmpty else {
      throw .usage("\(file) writes nothing", hint: "list outputs under \"write\", or use the stages as commands")
    }
    for path in arguments.words.dropFirst() where FileSystem.real(path) == FileSystem.real(folder) && path != "-" {
      guard FileSystem.real(path) != nil else { continue }
      throw .usage("\(path) is input and output folder at once", hint: "give another folder with -o")
    }
    let inputs: Inputs
    do throws(FileError) {
      inputs = try Inputs(
        Array(arguments.words.dropFirst()), excluding: folder, followingLinks: arguments.has("follow-links"))
    } catch {
      throw .usage("input \(error.path): \(error.reason)")
    }
    // An empty folder is more often a mistake than news, and would replace a good digest by an empty one.
    if inputs.count == 0 {
      throw .usage("there is nothing to read in \(arguments.words.dropFirst().joined(separator: ", "))")
    }
    if arguments.has("dry-run") {
      return try printPlan(pipeline, inputs, into: folder, again: arguments.has("again"))
    }
    let display = RunDisplay()
    do throws(EnvironmentError) {
      var runner = Runner(pipeline, workers: workers, watcher: display)
      runner.again = arguments.has("again")
      runner.timeLimit = .seconds(limit ?? 60)
      runner.command = RunCommandLine(
        pipeline: file, inputs: Array(arguments.words.dropFirst()), followsLinks: arguments.has("follow-links"),
        from: FileSystem.real(".") ?? ".")
      let progress = try await runner.run(inputs, into: folder)
      display.finish(progress, report: "\(folder)/report.jsonl")
      if inputs.skipped > 0 {
        Terminal.say("lede: passed over \(inputs.skipped) of the folder: links, pictures and the like")
      }
      return progress.failed > 0 || (arguments.has("strict") && progress.findings > 0) ? .articlesFailed : .done
    } catch {
      throw .environment(error)
    }
  }

  /// A line for each article: what would be done, its path, and why.
  private static func printPlan(
    _ pipeline: Pipeline, _ inputs: Inputs, into folder: String, again: Bool
  ) throws(Failure) -> ExitCode {
    var counts = (run: 0, keep: 0, fail: 0)
    do throws(EnvironmentError) {
      let gone = try RunPlan(pipeline, into: folder, again: again).forEach(inputs) { path, step in
        switch step {
        case .run(let reason):
          counts.run += 1
          Terminal.put("run\t\(path)\t\(reason.text)\n")
        case .keep: counts.keep += 1
        case .fail(let error):
          counts.fail += 1
          Terminal.put("fail\t\(path)\t\(error.message) [\(error.code)]\n")
        }
      }
      for id in gone { Terminal.put("remove\t\(id)\tit is not in the input any more\n") }
      var line = "lede: would run \(Terminal.count(counts.run, "article")), \(counts.keep) unchanged"
      if counts.fail > 0 { line += ", \(counts.fail) failing" }
      if !gone.isEmpty { line += ", outputs of \(gone.count) removed" }
      Terminal.say(line)
    } catch {
      throw .environment(error)
    }
    return .done
  }

  static let timeLimitFlag = Flag(
    name: "time-limit", value: "SECONDS",
    about: "Give an article up that takes longer, beside a second for each megabyte; 60 by default. The others go on.")

  /// Reads a pipeline file, or one that was installed with the program when there is no such file.
  static func readPipeline(_ path: String) throws(Failure) -> (Pipeline, file: String) {
    let file = installedPipeline(path) ?? path
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(file, limit: 1 << 20)
    } catch {
      throw .usage("pipeline \(path): \(error.reason)", hint: "lede check FILE tells whether a file is a pipeline")
    }
    let (pipeline, faults) = PipelineFile.read(bytes, folder: FileSystem.parent(of: file))
    guard let pipeline else { throw .faults(faults, file: file) }
    return (pipeline, file)
  }

  /// `newsroom` stands for `share/lede/pipelines/newsroom.yaml` beside the program's own folder.
  private static func installedPipeline(_ name: String) -> String? {
    guard !name.contains("/"), !name.contains("."), (try? FileSystem.kind(of: name, followingLinks: true)) == nil,
      let program = FileSystem.real("/proc/self/exe"), let bin = FileSystem.parent(of: program),
      let prefix = FileSystem.parent(of: bin)
    else { return nil }
    return "\(prefix)/share/lede/pipelines/\(name).yaml"
  }
}
