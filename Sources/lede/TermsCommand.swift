import Articles
import Pipelines
import Text

extension Command {
  static let terms = Command(
    name: "terms", usage: "lede terms import|export|search|approve|forbid ... --base FILE",
    about: "Keeps the termbase: files of terms in and out, search, decisions.",
    details: """
      lede terms import FILE... --base FILE        adds files of terms to the base; what it has already is merged
      lede terms export --base FILE [-o FILE]      writes the base as a file of terms
      lede terms search TEXT --base FILE           prints concepts with such a term as JSON lines, the closest first
      lede terms approve TERM... --base FILE       terms to be used; in texts they are found and shown to translators
      lede terms forbid TERM... --base FILE        terms not to be used; in texts they are findings

      lede terms reference FOLDER... [-o FILE]     counts words of articles, to hold terms against: --reference FILE

      The base is a file that the first import makes. Export and search also take a file of terms in its place. Formats:
      \(TermExchange.formats.map { "\($0.name) (\($0.about))" }.joined(separator: "; ")).
      All of TBX is read alike. Tables name their columns in the first row: term, language and more, or a language tag
      for each column of terms.
      """,
    flags: [
      Flag(name: "base", value: "FILE", about: "The termbase."),
      Flag(name: "as", value: "FORMAT", about: "Format of files that are written (tbx by default), or read."),
      Flag(
        name: "languages", value: "TAGS",
        about:
          "As en,fr: the languages of files that do not name them; for export those to be written, the source first."),
      Flag(name: "status", value: "STATUS", about: "Import: give all terms this status, whatever the files say."),
      Flag(name: "language", value: "TAG", about: "Search, approve, forbid: only in this language."),
      Flag(name: "concept", value: "ID", about: "Approve, forbid: only in this concept."),
      Flag(name: "at-most", value: "N", about: "Search: how many concepts; 20 by default."),
      Flag(
        name: "output", short: "o", value: "FILE",
        about: "Export, reference: where to write; the standard output by default."),
    ]
  ) { arguments throws(Failure) in
    let actions = ["import", "export", "search", "approve", "forbid", "reference"]
    guard let action = arguments.words.first else {
      throw .usage("say what to do", hint: "one of \(actions.joined(separator: ", "))")
    }
    guard actions.contains(action) else {
      let close = closestName(to: action, among: actions).map { "did you mean \"\($0)\"?" }
      throw .usage("there is no \"\(action)\"", hint: close ?? "one of \(actions.joined(separator: ", "))")
    }
    let words = Array(arguments.words.dropFirst())
    if action == "reference" { return try await TermActions.reference(words, arguments) }
    guard let base = arguments.value("base"), !base.isEmpty else {
      throw .usage("no termbase was given", hint: "add --base FILE")
    }
    if action != "export", words.isEmpty {
      throw .usage(action == "import" ? "no file was given" : "no term was given")
    }
    switch action {
    case "import": try TermActions.read(words, base, arguments)
    case "export": try TermActions.write(base, arguments)
    case "search": try TermActions.search(words.joined(separator: " "), base, arguments)
    default: try TermActions.decide(action == "approve" ? .approved : .forbidden, words, base, arguments)
    }
    return .done
  }
}

/// What the command does, one function each.
private enum TermActions {
  static func read(_ files: [String], _ base: String, _ arguments: Arguments) throws(Failure) {
    let status = arguments.value("status")
    if let status, Designation.Status(rawValue: status) == nil {
      let names = Designation.Status.allCases.map(\.rawValue).joined(separator: ", ")
      throw .usage("--status cannot be \"\(status)\"", hint: "choose from: \(names)")
    }
    let format = try format(arguments)
    let languages = try languages(arguments)
    let report = try resource { () throws(ResourceError) in
      try TermExchange.read(
        files, into: base, languages: languages, format: format,
        status: status.flatMap(Designation.Status.init(rawValue:)))
    }
    let parts = [
      "\(count(report.addedConcepts, "concept")) added", "\(report.mergedConcepts) merged",
      "\(count(report.addedTerms, "term")) added", "\(report.updatedTerms) updated",
    ]
    Terminal.say(
      "lede: \(parts.joined(separator: ", ")); \(base) has \(count(report.concepts, "concept"))"
        + " with \(count(report.terms, "term"))")
  }

  /// Writes the frequencies of the words of some articles.
  static func reference(_ inputs: [String], _ arguments: Arguments) async throws(Failure) -> ExitCode {
    guard !inputs.isEmpty else { throw .usage("no folder was given") }
    let found: Inputs
    do throws(FileError) { found = try Inputs(inputs) } catch {
      throw .usage("input \(error.path): \(error.reason)")
    }
    let display = RunDisplay(besideData: true)
    defer { display.clear() }
    do throws(EnvironmentError) {
      let (file, progress) = try await ReferenceCounter(watcher: display).count(found)
      do throws(FileError) { try put(file, arguments) } catch { throw EnvironmentError(error, doing: "be written") }
      return progress.failed > 0 ? .articlesFailed : .done
    } catch {
      throw .environment(error)
    }
  }

  /// Writes to the file that was named, which appears whole or not at all, or to the standard output.
  private static func put(_ bytes: [UInt8], _ arguments: Arguments) throws(FileError) {
    guard let path = arguments.value("output") else {
      let output = FileWriter(descriptor: 1, name: "standard output")
      try output.write(bytes)
      return try output.flush()
    }
    let file = try FileWriter(path: path + ".unfinished")
    try file.write(bytes)
    try file.flush()
    try FileSystem.rename(file.path, to: path)
  }

  static func write(_ base: String, _ arguments: Arguments) throws(Failure) {
    let format = try format(arguments) ?? "tbx"
    let languages = try languages(arguments)
    if TermExchange.formatsOfPairs.contains(format), languages.isEmpty {
      throw .usage("\(format) holds two languages", hint: "name the source and the target: --languages en,fr")
    }
    let bytes = try resource { () throws(ResourceError) in
      try TermExchange.file(of: base, as: format, languages: languages)
    }
    do throws(FileError) {
      try put(bytes, arguments)
    } catch {
      throw .environment(EnvironmentError(error, doing: "be written"))
    }
  }

  static func search(_ text: String, _ base: String, _ arguments: Arguments) throws(Failure) {
    let limit = try arguments.count("at-most") ?? 20
    let found = try resource { () throws(ResourceError) in
      try TermExchange.search(text, in: base, language: arguments.value("language"), atMost: limit)
    }
    for line in found { Terminal.put(String(decoding: line, as: UTF8.self) + "\n") }
  }

  static func decide(
    _ status: Designation.Status, _ terms: [String], _ base: String, _ arguments: Arguments
  ) throws(Failure) {
    var missing: [String] = []
    for term in terms {
      let changed = try resource { () throws(ResourceError) in
        try TermExchange.decide(
          status, on: term, in: base, language: arguments.value("language"), concept: arguments.value("concept"))
      }
      if changed.isEmpty { missing.append(term) }
      for term in changed {
        Terminal.say("lede: \(term.term) (\(term.language), \(term.concept)) is \(status.rawValue) now")
      }
    }
    if let term = missing.first {
      throw .usage("\(base) has no such term: \(term)", hint: "lede terms search shows what it has")
    }
  }

  private static func resource<Made>(_ make: () throws(ResourceError) -> Made) throws(Failure) -> Made {
    do throws(ResourceError) { return try make() } catch { throw .resource(error) }
  }

  private static func format(_ arguments: Arguments) throws(Failure) -> String? {
    guard let name = arguments.value("as") else { return nil }
    let names = TermExchange.formats.map(\.name)
    guard names.contains(name) else {
      let close = closestName(to: name, among: names).map { "did you mean \"\($0)\"?" }
      throw .usage("--as cannot be \"\(name)\"", hint: close ?? "choose from: \(names.joined(separator: ", "))")
    }
    return name
  }

  private static func languages(_ arguments: Arguments) throws(Failure) -> [String] {
    let tags = (arguments.value("languages") ?? "").split(separator: ",").map(String.init)
    for tag in tags where !LanguageTag.isWellFormed(tag) {
      throw .usage("--languages has \"\(tag)\"", hint: "a language tag looks like en, kk or pt-BR")
    }
    return tags.map(LanguageTag.canonical)
  }

  private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
}
