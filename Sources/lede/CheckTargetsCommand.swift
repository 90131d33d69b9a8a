import Pipelines

extension Command {
  static let checkTargets = Command(
    name: "check-targets", usage: "lede check-targets FILE... [--termbase FILE] [--as FORMAT]",
    about: "Looks translators' files over before they are merged.",
    details: """
      FILE is a segment file in any format that lede merge takes. Found are lost or crossed codes, numbers and addresses that
      differ, missing and copied text, terms, one source with several translations and the reverse, lengths, doubled
      words, spacing, punctuation, brackets, quotation marks, script, language and characters; and in XLIFF 2 what breaks
      the rules of its specification. lede explain CODE says what a finding means.
      """,
    flags: [
      Flag(name: "termbase", value: "FILE", about: "Terms that translations are held against; may be repeated."),
      Flag(name: "language", value: "TAG", about: "Language of the translations, for files that do not say."),
      Flag(name: "as", value: "FORMAT", about: "How findings are written: text (the default), json or sarif."),
      Flag(
        name: "notes",
        about: "Write the findings into the XLIFF files, as notes of their units, for those of an earlier check."
      ),
      Flag(name: "strict", about: "End with exit code 1 also when there are findings."),
    ]
  ) { arguments throws(Failure) in
    guard !arguments.words.isEmpty else { throw .usage("no segment file was given") }
    guard let report = CheckReport(rawValue: arguments.value("as") ?? "text") else {
      let names = CheckReport.allCases.map(\.rawValue).joined(separator: ", ")
      throw .usage("--as cannot be \"\(arguments.value("as") ?? "")\"", hint: "choose from: \(names)")
    }
    let check: TranslationCheck
    do throws(ResourceError) {
      check = try TranslationCheck(
        termbase: arguments.values("termbase"), language: arguments.value("language"),
        writesNotes: arguments.has("notes"))
    } catch { throw .resource(error) }
    var isFirst = true
    Terminal.put(report.head)
    let totals = check.run(arguments.words) { result in
      Terminal.put(report.line(result, isFirst: isFirst))
      isFirst = false
    }
    Terminal.put(report.foot)
    let parts = [
      Terminal.count(totals.segments, "segment"), Terminal.count(totals.files, "file"),
      Terminal.count(totals.results, "finding"),
    ]
    let notes = totals.annotated > 0 ? "; notes in \(Terminal.count(totals.annotated, "file"))" : ""
    Terminal.say("lede: \(parts[0]) in \(parts[1]), \(parts[2])\(notes)")
    return totals.failures > 0 || (arguments.has("strict") && totals.results > 0) ? .articlesFailed : .done
  }
}
