import Glibc
import Pipelines
import Text

/// The program: finds the command, runs it, and turns what goes wrong into messages and an exit code.
@main
struct Lede {
  static let version = "0.1.0"

  static func main() async {
    Terminal.prepare()
    // At once: nothing is buffered here, and a thread that an article is stuck in would see the memory of others go.
    _exit(await run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func run(_ line: [String]) async -> ExitCode {
    guard let name = line.first else {
      Terminal.write(helpPage, to: 2)
      return .stopped
    }
    switch name {
    case "--version", "version":
      Terminal.put("lede \(version) (ICU \(icuVersion))\n")
      return .done
    case "--help", "-h", "help":
      if line.count > 1, let command = Command.named(line[1]) {
        Terminal.put(command.helpPage)
      } else {
        Terminal.put(helpPage)
      }
      return .done
    default: break
    }
    guard let command = Command.named(name) else {
      let close = closestName(to: name, among: Command.all.map(\.name))
      Terminal.say("lede: there is no command \"\(name)\"" + (close.map { "; did you mean \"\($0)\"?" } ?? ""))
      Terminal.say("  see: lede --help")
      return .stopped
    }
    do throws(Failure) {
      let arguments = try Arguments(line.dropFirst(), for: command)
      if arguments.has("help") {
        Terminal.put(command.helpPage)
        return .done
      }
      return try await command.run(arguments)
    } catch {
      return report(error, command.name)
    }
  }

  private static func report(_ failure: Failure, _ command: String) -> ExitCode {
    switch failure {
    case .usage(let message, let hint):
      Terminal.say("lede \(command): \(message)")
      Terminal.say("  " + (hint.map { "hint: \($0); " } ?? "") + "see: lede \(command) --help")
    case .faults(let faults, let file):
      for fault in faults { Terminal.say(fault.text(file: file)) }
    case .resource(let error):
      Terminal.say(error.text)
    case .environment(let error):
      if error.isBrokenPipe { return .done }
      Terminal.say("lede: \(error.message)")
      if let hint = error.hint { Terminal.say("  hint: \(hint)") }
    }
    return .stopped
  }

  private static var helpPage: String {
    let width = Command.all.map(\.name.count).max() ?? 0
    var page = """
      Lede turns folders of articles into summaries, a glossary and segment files for translators.

      Usage: lede COMMAND ...

      Commands:

      """
    for command in Command.all {
      page += "  \(command.name)\(String(repeating: " ", count: width - command.name.count))  \(command.about)\n"
    }
    page += """

      lede COMMAND --help   more on a command
      lede explain NAME     more on a stage, an output, an option or a code
      lede --version        the version

      Exit codes: 0 all done; 1 done, but some articles failed; 2 not started or stopped; 130 interrupted.

      """
    return page
  }
}
