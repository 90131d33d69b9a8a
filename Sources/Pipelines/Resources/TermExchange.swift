import Articles
import Formats
import Stores
import Text

/// What the commands on termbases do: files of terms into a base, out of it, and decisions on its terms.
public enum TermExchange {
  /// What an import has changed, and what the base holds after it.
  public struct Report: Hashable, Sendable {
    public var addedConcepts = 0
    public var mergedConcepts = 0
    public var addedTerms = 0
    public var updatedTerms = 0
    public var concepts = 0
    public var terms = 0
  }

  /// The formats that terms are exchanged in, by name, with what each is.
  public static var formats: [(name: String, about: String)] { TermFormats.all.map { ($0.name, $0.about) } }

  /// The formats that hold two languages, which must be named.
  public static let formatsOfPairs = ["omegat", "xliff-glossary"]

  /// Reads files of terms into a base, which is made if it is not there: all of them, or nothing when one is faulty.
  ///
  /// - Parameters:
  ///   - languages: those of source and target, for files that do not name them.
  ///   - format: name of the files' format; nil when it is to be recognized.
  ///   - status: what all terms get, whatever the files say; nil to keep it.
  public static func read(
    _ paths: [String], into base: String, languages: [String] = [], format: String? = nil,
    status: Designation.Status? = nil
  ) throws(ResourceError) -> Report {
    var files: [(path: String, bytes: [UInt8])] = []
    for path in paths { files.append((path, try bytes(of: path))) }
    var report = Report()
    let termbase: Termbase
    do throws(StoreError) {
      termbase = try Termbase(base, access: .create)
      try termbase.begin()
    } catch { throw ResourceError(error, base) }
    do throws(ResourceError) {
      for file in files {
        try add(file, to: termbase, base, languages, format.flatMap(TermFormats.named), status, &report)
      }
    } catch {
      termbase.rollBack()
      throw error
    }
    do throws(StoreError) {
      try termbase.commit()
      (report.concepts, report.terms) = try termbase.count()
    } catch { throw ResourceError(error, base) }
    return report
  }

  private static func add(
    _ file: (path: String, bytes: [UInt8]), to termbase: Termbase, _ base: String, _ languages: [String],
    _ format: (any TermFormat)?, _ status: Designation.Status?, _ report: inout Report
  ) throws(ResourceError) {
    var failure: StoreError?
    try reading(file.path, file.bytes, languages, format) { concept in
      var concept = concept
      if let status {
        for index in concept.designations.indices { concept.designations[index].status = status }
      }
      do throws(StoreError) {
        let change = try termbase.add(concept)
        report.addedConcepts += change.isNew ? 1 : 0
        report.mergedConcepts += change.isNew ? 0 : 1
        report.addedTerms += change.addedTerms
        report.updatedTerms += change.updatedTerms
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw ResourceError(failure, base) }
  }

  /// A base, or another file of terms, as a file of terms.
  ///
  /// - Parameter languages: those that the file is to hold; empty for all. Of formats with two the first is the source.
  public static func file(
    of base: String, as name: String, languages: [String]
  ) throws(ResourceError) -> [UInt8] {
    guard let format = TermFormats.named(name) else {
      throw ResourceError(path: base, "there is no format \"\(name)\"")
    }
    var concepts = try concepts(of: base)
    var all = languages
    if all.isEmpty {
      for language in concepts.flatMap(\.languages) where !all.contains(language) { all.append(language) }
    } else {
      for index in concepts.indices {
        concepts[index].designations.removeAll { term in
          !languages.contains { TermLanguage.matches(term.language, $0) }
        }
      }
      concepts.removeAll { $0.designations.isEmpty }
    }
    return format.file(of: concepts, languages: all)
  }

  /// Concepts with a term that holds the text, the closest first, one JSON object each.
  public static func search(
    _ text: String, in base: String, language: String?, atMost limit: Int
  ) throws(ResourceError) -> [[UInt8]] {
    let termbase = try termbase(base)
    let found: [Concept]
    do throws(StoreError) { found = try termbase.search(text, language: language, atMost: limit) } catch {
      throw ResourceError(error, base)
    }
    return found.map { concept in
      var json = JSONWriter()
      concept.write(to: &json)
      return json.bytes
    }
  }

  /// Sets the status of a term in a base.
  ///
  /// - Returns: the terms that have it now; none when the base has no such term.
  public static func decide(
    _ status: Designation.Status, on term: String, in base: String, language: String?, concept: String?
  ) throws(ResourceError) -> [(term: String, language: String, concept: String)] {
    do throws(StoreError) {
      return try Termbase(base, access: .write).set(status, of: term, language: language, concept: concept)
    } catch {
      throw ResourceError(error, base)
    }
  }

  /// All concepts of a base or of a file of terms.
  static func concepts(of path: String, bytes given: [UInt8]? = nil) throws(ResourceError) -> [Concept] {
    let content: [UInt8]
    if let given { content = given } else { content = try bytes(of: path) }
    var concepts: [Concept] = []
    if content.starts(with: Termbase.fileMark) {
      do throws(StoreError) {
        try Termbase(path, access: .read).forEach { concepts.append($0) }
      } catch { throw ResourceError(error, path) }
    } else {
      try reading(path, content, [], nil) { concept in
        concepts.append(concept)
        return true
      }
    }
    return concepts
  }

  /// A base; what is a file of terms is read into one in memory.
  private static func termbase(_ path: String) throws(ResourceError) -> Termbase {
    let content = try bytes(of: path)
    let isBase = content.starts(with: Termbase.fileMark)
    let concepts = isBase ? [] : try concepts(of: path, bytes: content)
    do throws(StoreError) {
      guard !isBase else { return try Termbase(path, access: .read) }
      let memory = try Termbase(":memory:", access: .create)
      for concept in concepts { try memory.add(concept) }
      return memory
    } catch { throw ResourceError(error, path) }
  }

  static func bytes(of path: String) throws(ResourceError) -> [UInt8] {
    do throws(FileError) {
      return try FileSystem.read(path, limit: TermFormats.sizeLimit)
    } catch {
      throw ResourceError(path: path, error.reason)
    }
  }

  private static func reading(
    _ path: String, _ bytes: [UInt8], _ languages: [String], _ format: (any TermFormat)?, _ body: (Concept) -> Bool
  ) throws(ResourceError) {
    do throws(TermFileError) {
      try TermFormats.read(bytes, path: path, languages: languages, format: format, body)
    } catch {
      throw ResourceError(path: path, error.message, line: error.line, column: error.column, hint: error.hint)
    }
  }
}

extension ResourceError {
  init(_ error: StoreError, _ path: String) { self.init(path: path, error.message, hint: error.hint) }

  /// As terminals show it.
  public var text: String {
    let place = line.map { ":\($0):\(column ?? 1)" } ?? ""
    return "\(path)\(place): \(message)" + (hint.map { "\n  hint: " + $0 } ?? "")
  }
}

extension Concept {
  /// Members that are empty are left out.
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("concept", id)
      if !subject.isEmpty { json.member("subject", subject) }
      if !definition.isEmpty { json.member("definition", definition) }
      if !note.isEmpty { json.member("note", note) }
      json.key("terms")
      json.array { json in
        for term in designations {
          json.object { json in
            json.member("term", term.term)
            json.member("language", term.language)
            json.member("status", term.status.rawValue)
            json.member("kind", term.kind.rawValue)
            if !term.definition.isEmpty { json.member("definition", term.definition) }
            if !term.context.isEmpty { json.member("context", term.context) }
            if !term.source.isEmpty { json.member("source", term.source) }
            if !term.note.isEmpty { json.member("note", term.note) }
            if !term.article.isEmpty { json.member("article", term.article) }
            if !term.segment.isEmpty { json.member("segment", term.segment) }
          }
        }
      }
    }
  }
}
