import Pipelines
import Text

extension Command {
  static let memory = Command(
    name: "memory", usage: "lede memory import|export|search|count|delete|compact ... --base FILE|ADDRESS",
    about: "Keeps a translation memory: files of translations in and out, search, maintenance.",
    details: """
      lede memory import FILE... --base FILE    adds TMX, XLIFF and PO files; what the memory has already is merged
      lede memory export --base FILE [-o FILE]  writes the memory, or a part of it, as TMX
      lede memory search TEXT --base FILE       prints units as JSON lines: like the text, then those that hold it
      lede memory count --base FILE             prints how many units there are of each pair of languages
      lede memory delete FILTER --base FILE     deletes the units that the filter names
      lede memory compact --base FILE           checks the file, orders its index and gives back unused room

      The memory is a file that the first import makes, or a database on a PostgreSQL server that a team shares, with
      --base postgres://USER@HOST/DATABASE; there the first import makes a schema "lede_memory". Several may write to it at
      once, and take turns. The password is best left to ~/.pgpass or PGPASSWORD, as with psql. TMX may be of any size, in any charset; an import that was
      interrupted goes on where it was when it is run again. From XLIFF and PO a memory learns the neighbors of each
      segment as well, so that the same text between the same neighbors can be filled in (101 %).
      Export, search and delete take a filter: --languages, --origin, --author, --before, --containing; all must hold.
      """,
    flags: [
      Flag(name: "base", value: "FILE", about: "The memory: a file, or postgres://USER@HOST/DATABASE."),
      Flag(
        name: "languages", value: "TAGS",
        about: "As en,fr: the source and the targets that are meant, or that files are in which do not say so."),
      Flag(name: "drafts", about: "Import: take translations that nobody has confirmed as well."),
      Flag(name: "origin", value: "NAME", about: "Filter: from this document or file."),
      Flag(name: "author", value: "NAME", about: "Filter: changed last by this person."),
      Flag(name: "before", value: "DATE", about: "Filter: changed before this date, as 20250131."),
      Flag(name: "containing", value: "TEXT", about: "Filter: with this text in the source or the translation."),
      Flag(name: "at-most", value: "N", about: "Search: how many units; 20 by default."),
      Flag(name: "output", short: "o", value: "FILE", about: "Export: where to write; the standard output by default."),
    ]
  ) { arguments throws(Failure) in
    let actions = ["import", "export", "search", "count", "delete", "compact"]
    guard let action = arguments.words.first else {
      throw .usage("say what to do", hint: "one of \(actions.joined(separator: ", "))")
    }
    guard actions.contains(action) else {
      let close = closestName(to: action, among: actions).map { "did you mean \"\($0)\"?" }
      throw .usage("there is no \"\(action)\"", hint: close ?? "one of \(actions.joined(separator: ", "))")
    }
    guard let base = arguments.value("base"), !base.isEmpty else {
      throw .usage("no memory was given", hint: "add --base FILE")
    }
    let words = Array(arguments.words.dropFirst())
    switch action {
    case "import": try MemoryActions.read(words, base, arguments)
    case "export": try MemoryActions.write(base, arguments)
    case "search": try MemoryActions.search(words.joined(separator: " "), base, arguments)
    case "count": try MemoryActions.count(base)
    case "delete": try MemoryActions.delete(base, arguments)
    default: try MemoryActions.compact(base)
    }
    return .done
  }
}

/// What the command does, one function each.
private enum MemoryActions {
  static func read(_ files: [String], _ base: String, _ arguments: Arguments) throws(Failure) {
    guard !files.isEmpty else { throw .usage("no file was given") }
    var options = MemoryExchange.Options()
    options.languages = try languages(arguments)
    options.drafts = arguments.has("drafts")
    let report = try resource { () throws(ResourceError) in
      try MemoryExchange.read(files, into: base, options) { report in
        guard Terminal.isInteractive, report.total > 0 else { return }
        let percent = report.bytes * 100 / report.total
        Terminal.write("\r\u{1B}[K\(Terminal.count(report.read, "unit")), \(percent) %", to: 2)
      }
    }
    if Terminal.isInteractive { Terminal.write("\r\u{1B}[K", to: 2) }
    var line = "lede: \(Terminal.count(report.added, "unit")) added, \(report.merged) merged, \(report.unchanged) known"
    if report.drafts > 0 { line += "; \(Terminal.count(report.drafts, "draft")) passed over (--drafts takes them)" }
    if report.untranslated > 0 { line += "; \(report.untranslated) without a translation" }
    if report.resumed > 0 { line += "; \(report.resumed) read by an import before" }
    Terminal.say(line + "; \(MemoryExchange.shown(base)) has \(Terminal.count(report.units, "unit"))")
  }

  static func write(_ base: String, _ arguments: Arguments) throws(Failure) {
    let filter = try filter(arguments)
    guard let path = arguments.value("output") else {
      _ = try resource { () throws(ResourceError) in
        try MemoryExchange.write(base, filter, to: FileWriter(descriptor: 1, name: "standard output"))
      }
      return
    }
    // The file appears whole or not at all.
    let file: FileWriter
    do throws(FileError) { file = try FileWriter(path: path + ".unfinished") } catch {
      throw .environment(EnvironmentError(error, doing: "be written"))
    }
    let count = try resource { () throws(ResourceError) in try MemoryExchange.write(base, filter, to: file) }
    do throws(FileError) { try FileSystem.rename(file.path, to: path) } catch {
      throw .environment(EnvironmentError(error, doing: "be written"))
    }
    Terminal.say("lede: \(path) has \(Terminal.count(count, "unit"))")
  }

  static func search(_ text: String, _ base: String, _ arguments: Arguments) throws(Failure) {
    guard !text.isEmpty else { throw .usage("no text was given") }
    let filter = try filter(arguments)
    let limit = try arguments.count("at-most") ?? 20
    let found = try resource { () throws(ResourceError) in
      try MemoryExchange.search(text, in: base, filter, atMost: limit)
    }
    for line in found { Terminal.put(String(decoding: line, as: UTF8.self) + "\n") }
  }

  static func count(_ base: String) throws(Failure) {
    let counts = try resource { () throws(ResourceError) in try MemoryExchange.counts(of: base) }
    for count in counts { Terminal.put("\(count.source)\t\(count.target)\t\(count.units)\n") }
  }

  static func delete(_ base: String, _ arguments: Arguments) throws(Failure) {
    let filter = try filter(arguments)
    guard !filter.isEmpty else {
      throw .usage("a filter must say what to delete", hint: "to begin anew, \(removal(of: base))")
    }
    let (deleted, left) = try resource { () throws(ResourceError) in try MemoryExchange.delete(filter, from: base) }
    let shown = MemoryExchange.shown(base)
    Terminal.say("lede: \(Terminal.count(deleted, "unit")) deleted; \(shown) has \(Terminal.count(left, "unit"))")
  }

  private static func removal(of base: String) -> String {
    MemoryExchange.isOnServer(base) ? "drop the database, or its schema lede_memory" : "remove the file \(base)"
  }

  static func compact(_ base: String) throws(Failure) {
    let isFile = !MemoryExchange.isOnServer(base)
    let before = isFile ? FileSystem.size(of: base) : 0
    let faults = try resource { () throws(ResourceError) in try MemoryExchange.compact(base) }
    guard faults.isEmpty else {
      throw .resource(
        ResourceError(
          path: MemoryExchange.shown(base), faults.joined(separator: "; "),
          hint: isFile
            ? "take the file from a backup; sqlite3 FILE .recover may save most of it"
            : "export what is good to TMX and import that into a new database"))
    }
    guard isFile else { return Terminal.say("lede: \(MemoryExchange.shown(base)) is in order") }
    Terminal.say("lede: \(base) is in order; \(before / 1024) KiB before, \(FileSystem.size(of: base) / 1024) KiB now")
  }

  private static func filter(_ arguments: Arguments) throws(Failure) -> MemoryExchange.Filter {
    let languages = try languages(arguments)
    guard languages.count <= 2 else {
      throw .usage("--languages names more than two", hint: "name a source and a target: --languages en,fr")
    }
    if let date = arguments.value("before"),
      date.count < 4 || !date.allSatisfy({ $0.isASCII && ($0.isNumber || "TZ".contains($0)) })
    {
      throw .usage("--before is \"\(date)\"", hint: "write the date as TMX does: 20250131 or 20250131T120000Z")
    }
    return MemoryExchange.Filter(
      sourceLanguage: languages.first, targetLanguage: languages.dropFirst().first, origin: arguments.value("origin"),
      author: arguments.value("author"), before: arguments.value("before"), text: arguments.value("containing"))
  }

  private static func resource<Made>(_ make: () throws(ResourceError) -> Made) throws(Failure) -> Made {
    do throws(ResourceError) { return try make() } catch { throw .resource(error) }
  }

  private static func languages(_ arguments: Arguments) throws(Failure) -> [String] {
    let tags = (arguments.value("languages") ?? "").split(separator: ",").map(String.init)
    for tag in tags where !LanguageTag.isWellFormed(tag) {
      throw .usage("--languages has \"\(tag)\"", hint: "a language tag looks like en, kk or pt-BR")
    }
    return tags.map(LanguageTag.canonical)
  }
}
