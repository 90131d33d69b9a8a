import Articles
import Pipelines

extension Command {
  static let merge = Command(
    name: "merge", usage: "lede merge FILE... --originals FOLDER -o FOLDER",
    about: "Puts translators' files back into the original documents.",
    details: """
      FILE is a segment file that lede wrote, as the translation tool saved it, or the folder of an OmegaT project, of which
      what was saved is taken. Each document appears
      as FOLDER/LANGUAGE/PATH; everything in it that is no translated segment keeps its very bytes. What finds no place
      is listed, with the line of its file, and the rest is merged.
      """,
    flags: [
      Flag(
        name: "originals", value: "FOLDER", about: "Where the documents are that lede run was given; may be repeated."),
      Flag(name: "output", short: "o", value: "FOLDER", about: "Where the translated documents go."),
      Flag(
        name: "pipeline", value: "PIPELINE",
        about: "The pipeline that made the files, if it normalizes or segments in ways of its own."),
      Flag(name: "language", value: "TAG", about: "Language of the translations, for files that do not say."),
      Flag(
        name: "allow-invalid",
        about: "Read XLIFF 2 that breaks the rules of its specification as far as it goes; what is wrong is listed."),
      Flag(
        name: "propagate",
        about: "Give text that was left untranslated the translation of the same text elsewhere in the files."),
      Flag(
        name: "typography",
        about: "Give translations the quotation marks, dashes, ellipses and spaces that their language prints."),
      Flag(name: "strict", about: "End with exit code 1 also when there are findings."),
    ]
  ) { arguments throws(Failure) in
    guard !arguments.words.isEmpty else { throw .usage("no segment file was given") }
    let folders = arguments.values("originals")
    guard !folders.isEmpty else {
      throw .usage("no folder of originals was given", hint: "add --originals FOLDER")
    }
    guard let output = arguments.value("output"), !output.isEmpty else {
      throw .usage("no output folder was given", hint: "add -o FOLDER")
    }
    let originals: Originals
    do throws(FileError) { originals = try Originals(folders) } catch {
      throw .usage("originals \(error.path): \(error.reason)")
    }
    for folder in folders where FileSystem.real(folder) == FileSystem.real(output) {
      throw .usage(
        "\(folder) is the folder of the originals and the output folder at once", hint: "give another with -o")
    }
    let pipeline = try arguments.value("pipeline").map { path throws(Failure) in try readPipeline(path).0 }
    let merge = TranslationMerge(
      originals: originals, pipeline: pipeline, language: arguments.value("language"),
      allowsInvalid: arguments.has("allow-invalid"), propagates: arguments.has("propagate"),
      bringsTypography: arguments.has("typography"))
    var totals = MergeTotals()
    do throws(EnvironmentError) {
      try merge.run(arguments.words, into: OutputFolder(output)) { totals.add($0) }
    } catch {
      throw .environment(error)
    }
    Terminal.say(totals.line)
    return totals.failed > 0 || (arguments.has("strict") && totals.findings > 0) ? .articlesFailed : .done
  }
}

/// Says what could not be merged as it comes, and the sum at the end.
private struct MergeTotals {
  private(set) var failed = 0
  private(set) var findings = 0
  private var documents = 0
  private var segments = 0
  private var propagated = 0

  mutating func add(_ outcome: TranslationMerge.Outcome) {
    let place = outcome.language.isEmpty ? outcome.path : "\(outcome.path) (\(outcome.language))"
    if let error = outcome.error {
      failed += 1
      Terminal.say("lede: \(place): \(error.message) [\(error.code)]")
    } else if outcome.isDocument {
      documents += 1
      segments += outcome.merged
      propagated += outcome.propagated
    }
    findings += outcome.findings.count
    for finding in outcome.findings {
      let segment = finding.segment.map { "\($0): " } ?? ""
      Terminal.say("lede: \(place): \(segment)\(finding.message) [\(finding.code)]")
    }
  }

  var line: String {
    var line = "lede: \(Terminal.count(documents, "document")) with \(Terminal.count(segments, "translated segment"))"
    if propagated > 0 { line += ", \(propagated) of them repetitions" }
    if failed > 0 { line += "; \(failed) failed" }
    if findings > 0 { line += "; \(Terminal.count(findings, "finding"))" }
    return line
  }
}
