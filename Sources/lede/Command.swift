import Pipelines

/// How the program ends.
enum ExitCode: Int32 {
  case done = 0
  /// Done, but some articles failed or, when asked to be strict, had findings.
  case articlesFailed = 1
  /// Not started, or stopped.
  case stopped = 2
}

/// Why a command did not start or was stopped.
enum Failure: Error {
  case usage(String, hint: String? = nil)
  /// Faults of a file, or of flags when there is no file.
  case faults([Fault], file: String)
  /// A resource or a base that cannot be read or changed.
  case resource(ResourceError)
  case environment(EnvironmentError)
}

/// A flag of a command.
struct Flag: Sendable {
  var name: String
  /// One letter, for `-o`.
  var short: String?
  /// What its value looks like in help texts; nil for a flag without one.
  var value: String?
  var about: String
}

/// A command of the program: its name, what help says of it, and what it does.
struct Command: Sendable {
  var name: String
  var usage: String
  var about: String
  /// More for its help page.
  var details = ""
  var flags: [Flag] = []
  /// Options of stages that it takes as flags.
  var options: [OptionDeclaration] = []
  var run: @Sendable (Arguments) async throws(Failure) -> ExitCode

  /// Every command: the registry and the order of the help page.
  static let all: [Command] =
    [.run, .watch, .merge, .checkTargets, .analyze, .worker, .finish, .check, .explain]
    + Catalog.stages.map { stage($0) } + [
      .terms, .memory, .rules, .completions, .manual,
    ]

  static func named(_ name: String) -> Command? { all.first { $0.name == name } }

  var helpPage: String {
    var page = "\(about)\n\nUsage: \(usage)\n"
    if !details.isEmpty { page += "\n\(details)\n" }
    page += "\nOptions:\n" + Reference.optionLines(options, asFlags: true)
    for flag in flags + [Command.helpFlag] {
      let short = flag.short.map { "-\($0), " } ?? ""
      page += "  \(short)--\(flag.name)\(flag.value.map { " \($0)" } ?? "")\n      \(flag.about)\n"
    }
    return page
  }

  static let helpFlag = Flag(name: "help", short: "h", about: "Show this page.")

  static let workersFlag = Flag(
    name: "workers", value: "N", about: "How many articles are worked on at a time; all processors by default.")
}
