import Pipelines
import Text

/// `lede find-terms FOLDER`: the terms of a whole folder, ranked, in place of articles with terms of their own.
extension Command {
  static let termStage = "find-terms"

  enum ListForm: String, CaseIterable { case jsonl, tsv }

  static let listDetails = """


    Given a folder, or --as, it prints the terms of all the articles together, best first: as JSON lines, one per term,
    or as tab-separated values with the term first and a row for each of its forms.
    """

  static let listFlags = [
    Flag(
      name: "as", value: "jsonl|tsv",
      about: "Print the ranked terms of all the articles together, in this form; jsonl by default for a folder."),
    Flag(
      name: "method", value: "model|keyness",
      about: "How the terms of a folder are ranked: by the built-in model, or by keyness alone, which is untrained."),
  ]

  /// The form in which terms of the whole are wanted; nil when articles are.
  static func listForm(_ arguments: Arguments) throws(Failure) -> ListForm? {
    if let name = arguments.value("as") {
      guard let form = ListForm(rawValue: name) else {
        throw .usage("--as cannot be \"\(name)\"", hint: "choose from: jsonl, tsv")
      }
      return form
    }
    let hasFolder = arguments.words.contains {
      (try? FileSystem.kind(of: $0, followingLinks: true)) == .folder
    }
    return hasFolder ? .jsonl : nil
  }

  static func listTerms(
    _ pipeline: Pipeline, _ inputs: Inputs, as form: ListForm, workers: Int, _ arguments: Arguments
  ) async throws(Failure) -> ExitCode {
    let method = arguments.value("method") ?? TermLister.methods[0]
    guard TermLister.methods.contains(method) else {
      throw .usage(
        "--method cannot be \"\(method)\"", hint: "choose from: \(TermLister.methods.joined(separator: ", "))")
    }
    let display = RunDisplay(besideData: true)
    defer { display.clear() }
    do throws(EnvironmentError) {
      let progress = try await TermLister(pipeline, workers: workers, watcher: display).list(
        inputs, by: method, atMost: arguments.value("at-most").flatMap { Int($0) }, asTable: form == .tsv, to: 1,
        name: "standard output")
      return progress.failed > 0 ? .articlesFailed : .done
    } catch {
      throw .environment(error)
    }
  }
}
