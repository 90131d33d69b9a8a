import Articles

/// What the declarations say, as text for the terminal and as a page of the documentation.
public enum Reference {
  /// The topics that `explain` knows, by sort.
  public static var topics: [(sort: String, names: [String])] {
    [
      ("stages", Catalog.stages.map { $0.name }), ("outputs", Catalog.outputs.map { $0.name }),
      ("resources", Catalog.resources.map { $0.name }), ("options", optionNames), ("codes", Code.all.map(\.name)),
    ]
  }

  /// Everything there is to say on a stage, an output, an option or a code; nil for anything else.
  public static func explain(_ topic: String) -> String? {
    var parts: [String] = []
    if let stage = Catalog.stage(named: topic) { parts.append(text(of: stage)) }
    if let output = Catalog.output(named: topic) { parts.append(text(of: output)) }
    if let resource = Catalog.resource(named: topic) {
      parts.append("\(resource.name) (resource)\n  \(resource.about)\n  used by \(users(of: resource))\n")
    }
    let owners = self.owners.filter { $0.declarations.contains { $0.name == topic } }
    for owner in owners {
      parts.append("option of \(owner.name):\n" + owner.declarations.filter { $0.name == topic }.map(line).joined())
    }
    if let code = Code.named(topic) { parts.append("\(code.name)\n  \(code.about)\n") }
    return parts.isEmpty ? nil : parts.joined(separator: "\n")
  }

  public static var allTopicNames: [String] { topics.flatMap(\.names) }

  /// Options one per line, for help texts.
  public static func optionLines(_ declarations: [OptionDeclaration], asFlags: Bool = false) -> String {
    declarations.map { asFlags ? flagLine($0) : line($0) }.joined()
  }

  /// The page `pipelines/README.md`.
  public static func markdown() -> String {
    var page = """
      # Pipelines

      A pipeline file names the stages that every article goes through and the outputs that are made of the folder. It
      has five keys: `name`, `about`, `use` (resources that are read once, such as a termbase), `stages` (what is done,
      in this order) and `write` (what comes out). A stage or output without options is a line `- name`; with options,
      `- name: { option: value }`. `lede check FILE` finds all that is wrong with one, and every `lede run` checks first.

      This page is made from the program's own declarations by `make docs`; `lede explain NAME` shows the same.

      ## Stages

      """
    for stage in Catalog.stages {
      page += "\n### \(stage.name)\n\n\(stage.about)\n\n"
      page += "Needs \(words(stage.needs)); gives \(words(stage.gives)).\n"
      page += table(Catalog.declarations(of: stage))
    }
    page += "\n## Outputs\n"
    for output in Catalog.outputs {
      page += "\n### \(output.name)\n\n\(output.about)\n\nNeeds \(words(output.needs)).\n"
      page += table(Catalog.declarations(of: output))
    }
    page += "\n## Resources\n\nUnder `use`, as `name: FILE` or `name: [FILE, FILE]`; paths start from the pipeline "
    page += "file's folder. As flags of commands: `--name FILE`.\n\n| resource | | used by |\n|---|---|---|\n"
    for kind in Catalog.resources { page += "| `\(kind.name)` | \(kind.about) | \(users(of: kind)) |\n" }
    page += "\n## Codes of errors and findings\n\n| code | meaning |\n|---|---|\n"
    for code in Code.all { page += "| `\(code.name)` | \(code.about) |\n" }
    return page
  }

  private static var owners: [(name: String, declarations: [OptionDeclaration])] {
    Catalog.stages.map { ($0.name, Catalog.declarations(of: $0)) }
      + Catalog.outputs.map { ($0.name, Catalog.declarations(of: $0)) }
  }

  private static var optionNames: [String] {
    var names: [String] = []
    for name in owners.flatMap(\.declarations).map(\.name) where !names.contains(name) { names.append(name) }
    return names
  }

  private static func text(of stage: any Stage.Type) -> String {
    "\(stage.name) (stage)\n  \(stage.about)\n  needs \(words(stage.needs)); gives \(words(stage.gives))\n"
      + optionLines(Catalog.declarations(of: stage))
  }

  private static func text(of output: any Output.Type) -> String {
    "\(output.name) (output)\n  \(output.about)\n  needs \(words(output.needs))\n"
      + optionLines(Catalog.declarations(of: output))
  }

  private static func users(of resource: any Resource.Type) -> String {
    let stages = Catalog.stages.filter { ($0.uses + $0.mayUse).contains { $0.name == resource.name } }.map { $0.name }
    let outputs = Catalog.outputs.filter { $0.mayUse.contains { $0.name == resource.name } }.map { $0.name }
    return (stages + outputs).joined(separator: ", ")
  }

  private static func line(_ option: OptionDeclaration) -> String {
    "  \(option.name): \(option.valueHint)\(standard(option))\n      \(option.about)\n"
  }

  private static func flagLine(_ option: OptionDeclaration) -> String {
    let head = option.shape == .flag ? "--\(option.name)" : "--\(option.name) \(option.valueHint)"
    return "  \(head)\(standard(option))\n      \(option.about)\n"
  }

  private static func standard(_ option: OptionDeclaration) -> String {
    if option.standard.isEmpty { return "" }
    return option.standard == "required" ? " (required)" : " (default \(option.standard))"
  }

  private static func table(_ declarations: [OptionDeclaration]) -> String {
    guard !declarations.isEmpty else { return "" }
    var table = "\n| option | values | default | |\n|---|---|---|---|\n"
    for option in declarations {
      let values = option.valueHint.split(separator: "|").joined(separator: " \\| ")
      let isName = !option.standard.isEmpty && option.standard != "required"
      let standard = isName ? "`\(option.standard)`" : option.standard
      table += "| `\(option.name)` | \(values) | \(standard) | \(option.about) |\n"
    }
    return table
  }

  private static func words(_ facts: Facts) -> String {
    let names = Facts.names.filter { facts.contains($0.fact) }.map(\.name)
    return names.isEmpty ? "nothing" : names.joined(separator: ", ")
  }
}
