import Pipelines

extension Command {
  static let explain = Command(
    name: "explain", usage: "lede explain [STAGE | OUTPUT | OPTION | CODE | PATH]",
    about: "Explains a stage, an output, an option or a code; of an article, why its summary is what it is.",
    flags: [
      Flag(name: "markdown", about: "Print all stages, outputs and codes as a page in Markdown."),
      Flag(
        name: "output", short: "o", value: "FOLDER",
        about: "Of articles: why the last run into this folder would work on them again, or not."),
    ]
  ) { arguments throws(Failure) in
    if arguments.has("markdown") {
      Terminal.put(Reference.markdown())
      return .done
    }
    guard !arguments.words.isEmpty else {
      for (sort, names) in Reference.topics { Terminal.put("\(sort): \(names.joined(separator: " "))\n") }
      return .done
    }
    if let folder = arguments.value("output") {
      for path in arguments.words { try explainRun(path, folder) }
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

  /// Whether the last run into a folder would work on a document again, and why.
  private static func explainRun(_ path: String, _ folder: String) throws(Failure) {
    guard let wanted = FileSystem.real(path) else { throw .usage("\(path): there is no such file") }
    let command: RunCommandLine?
    do throws(EnvironmentError) { command = try RunPlan.lastCommand(in: folder) } catch { throw .environment(error) }
    guard let command else {
      throw .usage("no run into \(folder) is known", hint: "lede run PIPELINE INPUT... -o FOLDER")
    }
    let (pipeline, _) = try readPipeline(command.pipeline)
    let inputs: Inputs
    do throws(FileError) {
      inputs = try Inputs(command.inputs, excluding: folder, followingLinks: command.followsLinks)
    } catch {
      throw .usage("input \(error.path): \(error.reason)")
    }
    var count = 0
    do throws(EnvironmentError) {
      let plan = try RunPlan(pipeline, into: folder)
      _ = try plan.forEach(inputs.only(at: wanted)) { path, step in
        count += 1
        switch step {
        case .run(let reason): Terminal.put("\(path): would run again: \(reason.text)\n")
        case .keep: Terminal.put("\(path): would not run again: nothing has changed\n")
        case .fail(let error): Terminal.put("\(path): would fail: \(error.message) [\(error.code)]\n")
        }
      }
    } catch {
      throw .environment(error)
    }
    if count == 0 { throw .usage("\(path) is not in the input of the last run into \(folder)") }
  }

  /// What its summary is and why, when the topic is a file or folder.
  private static func explanation(ofFile path: String) throws(Failure) -> String? {
    guard (try? FileSystem.kind(of: path, followingLinks: true)) != nil else { return nil }
    do throws(FileError) { return try SummaryExplanation.text(ofArticlesAt: path) } catch {
      throw .usage("input \(error.path): \(error.reason)")
    }
  }
}
