import Pipelines

extension Command {
  static let completions = Command(
    name: "completions", usage: "lede completions bash|zsh|fish", about: "Prints a completion script for a shell."
  ) { arguments throws(Failure) in
    switch arguments.words.first {
    case "bash": Terminal.put(Completions.bash)
    case "zsh": Terminal.put(Completions.zsh)
    case "fish": Terminal.put(Completions.fish)
    default: throw .usage("name a shell: bash, zsh or fish")
    }
    return .done
  }
}

/// Completion scripts made from the commands' declarations.
private enum Completions {
  private static func flags(of command: Command) -> [String] {
    command.options.map { "--" + $0.name } + (command.flags + [Command.helpFlag]).map { "--" + $0.name }
  }

  private static var names: String { Command.all.map(\.name).joined(separator: " ") }

  static var bash: String {
    var script = """
      _lede() {
        local word="${COMP_WORDS[COMP_CWORD]}" command="${COMP_WORDS[1]}" flags=""
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=($(compgen -W "\(names) --help --version" -- "$word"))
          return
        fi
        case "$command" in

      """
    for command in Command.all {
      script += "    \(command.name)) flags=\"\(flags(of: command).joined(separator: " "))\" ;;\n"
    }
    script += """
        esac
        case "$word" in
          -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
          *)
            if [ "$command" = explain ]; then
              COMPREPLY=($(compgen -W "\(Reference.allTopicNames.joined(separator: " "))" -- "$word"))
            else
              COMPREPLY=($(compgen -f -- "$word"))
            fi ;;
        esac
      }
      complete -o filenames -F _lede lede

      """
    return script
  }

  static var zsh: String {
    var script = "#compdef lede\n_lede() {\n  if (( CURRENT == 2 )); then\n    local -a commands=(\n"
    for command in Command.all { script += "      '\(command.name):\(quoted(command.about))'\n" }
    script += "    )\n    _describe command commands\n    return\n  fi\n  case $words[2] in\n"
    for command in Command.all {
      script += "    \(command.name)) _arguments '*:file:_files'"
      for option in command.options { script += " '--\(option.name)[\(quoted(option.about))]'" }
      for flag in command.flags { script += " '--\(flag.name)[\(quoted(flag.about))]'" }
      script += " ;;\n"
    }
    return script + "  esac\n}\n_lede \"$@\"\n"
  }

  static var fish: String {
    var script = ""
    for command in Command.all {
      script += "complete -c lede -n __fish_use_subcommand -a \(command.name) -d '\(quoted(command.about))'\n"
      let condition = "-n '__fish_seen_subcommand_from \(command.name)'"
      for option in command.options {
        script += "complete -c lede \(condition) -l \(option.name) -d '\(quoted(option.about))'\n"
      }
      for flag in command.flags {
        script += "complete -c lede \(condition) -l \(flag.name) -d '\(quoted(flag.about))'\n"
      }
    }
    return script
  }

  /// Without the characters that mean something inside quotes and brackets of the shells.
  private static func quoted(_ text: String) -> String {
    String(text.filter { !"'[]:\\".contains($0) })
  }
}
