import Pipelines

/// The words of a command line, told apart by what the command declares.
struct Arguments {
  private(set) var words: [String] = []
  private var values: [String: [String]] = [:]

  /// - Throws: `Failure.usage` for a flag that the command does not have, or one without its value.
  init(_ line: some Sequence<String>, for command: Command) throws(Failure) {
    var rest = Array(line)[...]
    while let word = rest.popFirst() {
      if word == "--" {
        words += rest
        return
      }
      guard word.hasPrefix("-"), word != "-" else {
        words.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let (name, takesValue, isNegated) = try Arguments.flag(parts[0], of: command)
      if !takesValue {
        let isOption = command.options.contains { $0.name == name }
        guard parts.count == 1 || (isOption && !isNegated) else { throw .usage("\(parts[0]) takes no value") }
        values[name, default: []].append(parts.count > 1 ? parts[1] : isNegated ? "no" : "yes")
      } else if parts.count > 1 {
        values[name, default: []].append(parts[1])
      } else if let value = rest.popFirst() {
        values[name, default: []].append(value)
      } else {
        throw .usage("\(parts[0]) needs a value")
      }
    }
  }

  func has(_ flag: String) -> Bool { values[flag] != nil }

  /// The last value of a flag.
  func value(_ flag: String) -> String? { values[flag]?.last }

  /// All values of a flag, in their order.
  func values(_ flag: String) -> [String] { values[flag] ?? [] }

  /// A flag's value as a whole number of at least 1.
  func count(_ flag: String) throws(Failure) -> Int? {
    guard let value = value(flag) else { return nil }
    guard let number = Int(value), number >= 1, number <= 1024 else {
      throw .usage("--\(flag) is \"\(value)\", not a whole number from 1 to 1024")
    }
    return number
  }

  /// The values of a command's options as stages read them; lists are separated by commas.
  func given(_ options: [OptionDeclaration]) -> [String: Options.Given] {
    var given: [String: Options.Given] = [:]
    for option in options {
      guard let texts = values[option.name] else { continue }
      let place = Place.flag("--" + option.name)
      let isList: Bool
      let isSplit = option.shape != .files
      switch option.shape {
      case .choices, .texts, .files: isList = true
      default: isList = false
      }
      let items =
        !isList
        ? [texts[texts.count - 1]]
        : isSplit ? texts.flatMap { $0.split(separator: ",").map(String.init) } : texts
      given[option.name] = Options.Given(items.map { .init($0, at: place) }, isList: isList, at: place)
    }
    return given
  }

  private static func flag(_ word: String, of command: Command) throws(Failure) -> (String, Bool, Bool) {
    let flags = command.flags + [Command.helpFlag]
    if !word.hasPrefix("--"), let flag = flags.first(where: { $0.short.map { "-" + $0 } == word }) {
      return (flag.name, flag.value != nil, false)
    }
    let name = String(word.drop { $0 == "-" })
    if word.hasPrefix("--") {
      if let flag = flags.first(where: { $0.name == name }) { return (name, flag.value != nil, false) }
      if let option = command.options.first(where: { $0.name == name }) { return (name, option.shape != .flag, false) }
      if name.hasPrefix("no-"),
        let option = command.options.first(where: { $0.shape == .flag && "no-" + $0.name == name })
      {
        return (option.name, false, true)
      }
    }
    let close = closestName(to: name, among: flags.map(\.name) + command.options.map(\.name))
    throw .usage("unknown option \(word)", hint: close.map { "did you mean --\($0)?" })
  }
}
