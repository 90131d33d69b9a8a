import Pipelines

extension Command {
  static let worker = Command(
    name: "worker", usage: "lede worker PIPELINE", about: "Answers each line with one line: a run's part on a cluster.",
    details: """
      Reads JSON lines from the standard input (id and text, html, markdown, or document: a file in base 64) and prints
      one line for each, in their order: the article with all that the stages found, the files that the outputs write
      of it, and their records. A bad line is answered with an error in its place. When the input pauses, all answers are
      out. lede finish makes the outputs of the folder from such lines.
      """,
    flags: [
      Flag(name: "workers", value: "N", about: "How many articles are worked on at a time; 1 by default."),
      timeLimitFlag,
    ]
  ) { arguments throws(Failure) in
    guard let path = arguments.words.first else { throw .usage("no pipeline was given") }
    guard arguments.words.count == 1 else { throw .usage("a worker reads the standard input only") }
    let (pipeline, _) = try readPipeline(path)
    var runner = Runner(pipeline, workers: try arguments.count("workers") ?? 1)
    runner.timeLimit = .seconds(try arguments.count("time-limit") ?? 60)
    do throws(EnvironmentError) {
      // What fails is said in the lines.
      _ = try await runner.serve(to: 1, name: "standard output")
      return .done
    } catch {
      throw .environment(error)
    }
  }

  static let finish = Command(
    name: "finish", usage: "lede finish PIPELINE RECORDS... -o FOLDER",
    about: "Writes what workers' lines bring, and the outputs of the folder from their records.",
    details: """
      RECORDS are files of lines that lede worker printed, or - for the standard input. Their order is the order of the
      articles; FOLDER is as lede run over the same articles makes it.
      """,
    flags: [
      Flag(name: "output", short: "o", value: "FOLDER", about: "Where the outputs go; made if it is not there."),
      Flag(
        name: "only", value: "OUTPUT,...",
        about: "Finish these outputs of the pipeline only: for lines that have no records of the others."),
    ]
  ) { arguments throws(Failure) in
    guard let path = arguments.words.first else { throw .usage("no pipeline was given") }
    guard let folder = arguments.value("output"), !folder.isEmpty else {
      throw .usage("no output folder was given", hint: "add -o FOLDER")
    }
    let files = Array(arguments.words.dropFirst())
    guard !files.isEmpty else { throw .usage("no file of lines was given") }
    for file in files where file != "-" {
      do throws(FileError) { _ = try FileSystem.kind(of: file, followingLinks: true) } catch {
        throw .usage("records \(file): \(error.reason)")
      }
    }
    let (pipeline, _) = try readPipeline(path)
    let only = arguments.value("only").map { Set($0.split(separator: ",").map(String.init)) }
    let names = pipeline.outputs.map { type(of: $0).name }
    if let other = only?.sorted().first(where: { !names.contains($0) }) {
      throw .usage(
        "\(path) has no output \"\(other)\"",
        hint: names.isEmpty ? nil : "it has \(names.joined(separator: ", "))")
    }
    let display = RunDisplay()
    do throws(EnvironmentError) {
      let progress = try await Runner(pipeline, watcher: display).finish(linesIn: files, into: folder, only: only)
      display.finish(progress, report: "\(folder)/report.jsonl")
      return progress.failed > 0 ? .articlesFailed : .done
    } catch {
      throw .environment(error)
    }
  }
}
