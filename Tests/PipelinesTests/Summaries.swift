import Articles
import Pipelines

/// Prints the summaries of a folder's articles as JSON lines.
func printSummaries(of folder: String) async throws {
  let given = ["each": Options.Given([.init("2", at: .flag("--each"))], isList: false, at: .flag("--each"))]
  let (pipeline, faults) = Pipeline.alone(FirstAndLast.self, given: given)
  for fault in faults { throw fault }
  let progress = try await Runner(pipeline).stream(Inputs([folder]), to: 1, name: "standard output")
  if progress.failed > 0 { throw ArticleError(.processing, "\(progress.failed) articles failed") }
}
