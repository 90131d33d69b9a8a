import Pipelines

extension Command {
  static let watch = Command(
    name: "watch", usage: "lede watch PIPELINE FOLDER... -o FOLDER",
    about: "Runs a pipeline over folders as documents arrive in them.",
    details: """
      Works on what is in the folders, and then on each file as it arrives or changes, when whoever writes it is done. The
      outputs of the whole folder are finished at intervals, and at the end, which an interrupt (Ctrl-C) or SIGTERM asks
      for. Outputs are as lede run makes them; they hold what earlier runs into the same folder did.
      """,
    flags: [
      Flag(name: "output", short: "o", value: "FOLDER", about: "Where the outputs go; made if it is not there."),
      Flag(
        name: "every", value: "SECONDS", about: "How often the outputs of the whole folder are finished; 60 by default."
      ),
      workersFlag, timeLimitFlag,
    ]
  ) { arguments throws(Failure) in
    guard let path = arguments.words.first else { throw .usage("no pipeline was given") }
    guard let folder = arguments.value("output"), !folder.isEmpty else {
      throw .usage("no output folder was given", hint: "add -o FOLDER")
    }
    let folders = Array(arguments.words.dropFirst())
    guard !folders.isEmpty else { throw .usage("no folder was given") }
    for path in folders {
      let kind = try? FileSystem.kind(of: path, followingLinks: true)
      guard kind == .folder else { throw .usage("\(path) is no folder") }
      if FileSystem.real(path) == FileSystem.real(folder) {
        throw .usage("\(path) is input and output folder at once", hint: "give another folder with -o")
      }
    }
    let (pipeline, file) = try readPipeline(path)
    guard !pipeline.outputs.isEmpty else {
      throw .usage("\(file) writes nothing", hint: "list outputs under \"write\"")
    }
    let display = RunDisplay()
    var runner = Runner(
      pipeline, workers: try arguments.count("workers") ?? FileSystem.processorCount, watcher: display)
    runner.timeLimit = .seconds(try arguments.count("time-limit") ?? 60)
    runner.command = RunCommandLine(
      pipeline: file, inputs: folders, followsLinks: false, from: FileSystem.real(".") ?? ".")
    StopSignal.prepare()
    let interval = Duration.seconds(try arguments.count("every") ?? 60)
    do throws(EnvironmentError) {
      try await DropFolder(runner, folders, into: folder, interval: interval).work(until: { StopSignal.isAsked }) {
        progress, isWhole in
        let new = progress.done - progress.unchanged
        guard isWhole || new + progress.failed > 0 else { return }
        display.clear()
        var line = "lede: \(new) new, \(progress.unchanged) before"
        if progress.failed > 0 { line += ", \(progress.failed) failed" }
        if isWhole { line += "; the outputs of the folder are finished" }
        Terminal.say(line)
      }
      return .done
    } catch {
      throw .environment(error)
    }
  }
}
