import Pipelines

extension Command {
  static let explain = Command(
    name: "explain", usage: "lede explain [STAGE | OUTPUT | OPTION | CODE]",
    about: "Explains a stage, an output, an option or a code.",
    flags: [Flag(name: "markdown", about: "Print all stages, outputs and codes as a page in Markdown.")]
  ) { arguments throws(Failure) in
    if arguments.has("markdown") {
      Terminal.put(Reference.markdown())
      return .done
    }
    guard !arguments.words.isEmpty else {
      for (sort, names) in Reference.topics { Terminal.put("\(sort): \(names.joined(separator: " "))\n") }
      return .done
    }
    for topic in arguments.words {
      guard let text = Reference.explain(topic) else {
        let close = closestName(to: topic, among: Reference.allTopicNames)
        throw .usage("nothing is known of \"\(topic)\"", hint: close.map { "did you mean \"\($0)\"?" })
      }
      Terminal.put(text)
    }
    return .done
  }
}
