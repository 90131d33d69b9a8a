import Glibc
import Pipelines

extension Command {
  /// A stage as a filter: files or JSON lines in, JSON lines out. The stages that it needs run first.
  static func stage(_ stage: any Stage.Type) -> Command {
    let before = Catalog.stages(before: stage)
    let options = Catalog.declarations(of: stage) + before.flatMap { Catalog.declarations(of: $0) }
    let resources = Pipeline.resources(of: stage).map { Catalog.declaration(of: $0) }
    let needs =
      before.isEmpty
      ? ""
      : " Before it run, as far as the input lacks what they give: \(before.map { $0.name }.joined(separator: ", "))."
    return Command(
      name: stage.name, usage: "lede \(stage.name) [FILE...]", about: stage.about,
      details:
        "Reads documents and folders, or JSON lines from .jsonl files and the standard input; prints JSON lines."
        + needs + (stage.name == termStage ? listDetails : ""),
      flags: [workersFlag] + (stage.name == termStage ? listFlags : []), options: options + resources
    ) { arguments throws(Failure) in
      let (pipeline, faults) = Pipeline.alone(stage, given: arguments.given(options + resources))
      guard faults.isEmpty else { throw .faults(faults, file: "lede \(stage.name)") }
      let inputs: Inputs
      if arguments.words.isEmpty {
        guard !Terminal.standardInputIsTerminal else {
          throw .usage("no input was given", hint: "name files, or pipe JSON lines in")
        }
        inputs = .standardInput
      } else {
        do throws(FileError) { inputs = try Inputs(arguments.words) } catch {
          throw .usage("input \(error.path): \(error.reason)")
        }
      }
      let workers = try arguments.count("workers") ?? FileSystem.processorCount
      if stage.name == Command.termStage, let form = try listForm(arguments) {
        return try await listTerms(pipeline, inputs, as: form, workers: workers, arguments)
      }
      let display = RunDisplay(besideData: true)
      defer { display.clear() }
      do throws(EnvironmentError) {
        let runner = Runner(pipeline, workers: workers, watcher: display)
        let progress = try await runner.stream(inputs, to: 1, name: "standard output")
        return progress.failed > 0 ? .articlesFailed : .done
      } catch {
        throw .environment(error)
      }
    }
  }
}
