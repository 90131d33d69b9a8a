import Pipelines

extension Command {
  static let manual = Command(
    name: "manual", usage: "lede manual [COMMAND]",
    about: "Prints the manual page of the program or of a command, as man reads it.",
    flags: [Flag(name: "names", about: "Print the names of all commands, one per line.")]
  ) { arguments throws(Failure) in
    if arguments.has("names") {
      for command in Command.all { Terminal.put(command.name + "\n") }
      return .done
    }
    guard let name = arguments.words.first else {
      Terminal.put(ManualPage.program)
      return .done
    }
    guard let command = Command.named(name) else {
      let close = closestName(to: name, among: Command.all.map(\.name)).map { "did you mean \"\($0)\"?" }
      throw .usage("there is no command \"\(name)\"", hint: close)
    }
    Terminal.put(ManualPage.page(of: command))
    return .done
  }
}

/// Manual pages made from the commands' declarations. Source: groff_man(7).
private enum ManualPage {
  static var program: String {
    var page = head("lede", "folders of articles into summaries, a glossary and segment files")
    page += ".SH SYNOPSIS\n.B lede\n.I COMMAND\n\\&...\n.SH DESCRIPTION\n"
    page += paragraph(
      """
      Lede turns folders of news articles into summaries for editors, a glossary and segment files for translators, and puts
      the translations back into the documents. It works offline, and the same input always gives the same bytes.
      """)
    page += ".SH COMMANDS\n"
    for command in Command.all {
      page += ".TP\n.BR lede\\-\(escaped(command.name)) (1)\n\(escaped(command.about))\n"
    }
    page += exitStatus
    page += ".SH FILES\n.TP\n.I PREFIX/share/lede/pipelines\nPipelines that are known by their names.\n"
    page += ".TP\n.I FOLDER/.lede\nWhat runs into a folder have done; removing it makes the next do everything anew.\n"
    return page
  }

  static func page(of command: Command) -> String {
    var page = head("lede-\(command.name)", command.about)
    page += ".SH SYNOPSIS\n.B \(escaped(command.usage))\n"
    if !command.details.isEmpty {
      page += ".SH DESCRIPTION\n"
      for part in command.details.split(separator: "\n\n", omittingEmptySubsequences: true) {
        // Lines that are set apart by spaces are a table.
        page += part.contains("    ") ? ".nf\n\(escaped(String(part)))\n.fi\n" : paragraph(String(part))
      }
    }
    page += ".SH OPTIONS\n"
    for option in command.options {
      let value = option.shape == .flag ? "" : " \\fI\(escaped(option.valueHint))\\fR"
      page += ".TP\n\\fB\\-\\-\(escaped(option.name))\\fR\(value)\n\(escaped(option.about))\n"
      if !option.standard.isEmpty { page += "Default: \(escaped(option.standard)).\n" }
    }
    for flag in command.flags + [Command.helpFlag] {
      let short = flag.short.map { "\\fB\\-\(escaped($0))\\fR, " } ?? ""
      let value = flag.value.map { " \\fI\(escaped($0))\\fR" } ?? ""
      page += ".TP\n\(short)\\fB\\-\\-\(escaped(flag.name))\\fR\(value)\n\(escaped(flag.about))\n"
    }
    return page + exitStatus + ".SH SEE ALSO\n.BR lede (1)\n"
  }

  private static func head(_ name: String, _ about: String) -> String {
    let about = about.hasSuffix(".") ? String(about.dropLast()) : about
    return ".TH \(escaped(name.uppercased())) 1 \"\" \"lede \(Lede.version)\" \"User Commands\"\n.SH NAME\n"
      + "\(escaped(name)) \\- \(escaped(about))\n"
  }

  private static var exitStatus: String {
    ".SH EXIT STATUS\n0: all done. 1: done, but some articles failed. 2: not started, or stopped. 130: interrupted.\n"
  }

  private static func paragraph(_ text: String) -> String { ".PP\n\(escaped(text))\n" }

  /// Without what means something to troff: backslashes, hyphens that are minus signs, dots and quotes that begin a line.
  private static func escaped(_ text: String) -> String {
    let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : $0 }.joined(separator: "\n")
  }
}
