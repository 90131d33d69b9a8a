import Pipelines

extension Command {
  static let check = Command(
    name: "check", usage: "lede check PIPELINE...", about: "Finds all that is wrong with pipeline files.",
    details: "Prints one line for each file that is fine; exit code 2 when one is not."
  ) { arguments throws(Failure) in
    guard !arguments.words.isEmpty else { throw .usage("no pipeline was given") }
    var code = ExitCode.done
    for path in arguments.words {
      do throws(Failure) {
        let (pipeline, file) = try readPipeline(path)
        Terminal.put("\(file): fine, \(pipeline.stages.count) stages, \(pipeline.outputs.count) outputs\n")
      } catch .faults(let faults, let file) {
        for fault in faults { Terminal.say(fault.text(file: file)) }
        code = .stopped
      }
    }
    return code
  }
}
