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
      report.jsonl in FOLDER says what became of each article. Files of earlier runs that this one does not write
      again stay where they are.
      """,
    flags: [
      Flag(name: "output", short: "o", value: "FOLDER", about: "Where the outputs go; made if it is not there."),
      workersFlag,
      Flag(name: "strict", about: "End with exit code 1 also when there are findings."),
    ]
  ) { arguments throws(Failure) in
    guard let path = arguments.words.first else { throw .usage("no pipeline was given") }
    guard let folder = arguments.value("output"), !folder.isEmpty else {
      throw .usage("no output folder was given", hint: "add -o FOLDER")
    }
    guard arguments.words.count > 1 else { throw .usage("no input was given") }
    let workers = try arguments.count("workers") ?? FileSystem.processorCount
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
      inputs = try Inputs(Array(arguments.words.dropFirst()), excluding: folder)
    } catch {
      throw .usage("input \(error.path): \(error.reason)")
    }
    // An empty folder is more often a mistake than news, and would replace a good digest by an empty one.
    if inputs.count == 0 {
      throw .usage("there is nothing to read in \(arguments.words.dropFirst().joined(separator: ", "))")
    }
    let display = RunDisplay()
    do throws(EnvironmentError) {
      let progress = try await Runner(pipeline, workers: workers, watcher: display).run(inputs, into: folder)
      display.finish(progress, report: "\(folder)/report.jsonl")
      if inputs.skipped > 0 {
        Terminal.say("lede: passed over \(inputs.skipped) of the folder: links, pictures and the like")
      }
      return progress.failed > 0 || (arguments.has("strict") && progress.findings > 0) ? .articlesFailed : .done
    } catch {
      throw .environment(error)
    }
  }

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
