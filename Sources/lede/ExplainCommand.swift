import Pipelines

extension Command {
  static let explain = Command(
    name: "explain", usage: "lede explain [STAGE | OUTPUT | OPTION | CODE | PATH]",
    about: "Explains a stage, an output, an option or a code; of an article, why its summary is what it is.",
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
      var text = Reference.explain(topic)
      if text == nil { text = try explanation(ofFile: topic) }
      guard let text else {
        let close = closestName(to: topic, among: Reference.allTopicNames)
        throw .usage("nothing is known of \"\(topic)\"", hint: close.map { "did you mean \"\($0)\"?" })
      }
      Terminal.put(text)
    }
    return .done
  }

  /// What its summary is and why, when the topic is a file or folder.
  private static func explanation(ofFile path: String) throws(Failure) -> String? {
    guard (try? FileSystem.kind(of: path, followingLinks: true)) != nil else { return nil }
    do throws(FileError) { return try SummaryExplanation.text(ofArticlesAt: path) } catch {
      throw .usage("input \(error.path): \(error.reason)")
    }
  }
}
