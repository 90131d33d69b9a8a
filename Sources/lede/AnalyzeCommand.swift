import Pipelines

extension Command {
  static let analyze = Command(
    name: "analyze", usage: "lede analyze INPUT... [--memory FILE] [--targets TAGS]",
    about: "Counts what there is to translate, and how much of it is known already.",
    details: """
      INPUT is what lede run takes: documents, folders, JSON lines. Segments, words and characters are counted per
      document and in all: in context (101 %), the same text (100 %), matches by their score, repetitions in a document
      and across documents, new text. A segment that has a 100 % match is no repetition; whether one is repeated across
      documents depends on their order, which is that of the input, and of paths inside of folders. Words times the
      weight of their band are the effort.
      """,
    flags: [
      Flag(
        name: "as", value: "txt|csv|json|gmx", about: "Text to read, which is the default, a table, JSON, or GMX-V."),
      Flag(name: "output", short: "o", value: "FILE", about: "Where to write; the standard output by default."),
      workersFlag,
    ], options: Analyzer.options
  ) { arguments throws(Failure) in
    guard !arguments.words.isEmpty else { throw .usage("no input was given", hint: "name files or folders") }
    let form = arguments.value("as") ?? Analyzer.forms[0]
    guard Analyzer.forms.contains(form) else {
      throw .usage("--as cannot be \"\(form)\"", hint: "choose from: \(Analyzer.forms.joined(separator: ", "))")
    }
    let workers = try arguments.count("workers") ?? FileSystem.processorCount
    let display = RunDisplay(besideData: arguments.value("output") == nil)
    defer { display.clear() }
    let analyzer: Analyzer
    do throws(AnalyzerFaults) {
      analyzer = try Analyzer(
        given: arguments.given(Analyzer.options), workers: workers, watcher: display)
    } catch {
      throw .faults(error.faults, file: "lede analyze")
    }
    let inputs: Inputs
    do throws(FileError) { inputs = try Inputs(arguments.words) } catch {
      throw .usage("input \(error.path): \(error.reason)")
    }
    do throws(EnvironmentError) {
      let writer: FileWriter
      do throws(FileError) {
        writer =
          try arguments.value("output").map { path throws(FileError) in try FileWriter(path: path) }
          ?? FileWriter(descriptor: 1, name: "standard output")
      } catch { throw EnvironmentError(error, doing: "be written") }
      let progress = try await analyzer.write(inputs, as: form, to: writer)
      return progress.failed > 0 ? .articlesFailed : .done
    } catch {
      throw .environment(error)
    }
  }
}
