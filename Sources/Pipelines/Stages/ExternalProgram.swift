import Articles
import Text

/// Has any program work on the article, in the wire form: `exec`.
struct ExternalProgram: Stage {
  static let name = "exec"
  static let about =
    "Has a program of your own work on each article: it gets the article as a line of JSON and answers with a line."
  static let needs: Facts = []
  static let gives: Facts = []
  static let version = 2

  enum Part: String, CaseIterable {
    case blocks, language, segments, summary, terms

    var fact: Facts {
      switch self {
      case .blocks: .blocks
      case .language: .language
      case .segments: .segments
      case .summary: .summary
      case .terms: .terms
      }
    }
  }

  let ownNeeds: Facts
  let ownGives: Facts
  private let command: [String]
  private let targets: [String]
  private let limit: Duration

  init(options: inout Options) {
    command = options.command(
      "command", about: "The program and its arguments: [python3, tag.py]; files beside the pipeline file are found.")
    options.require("command", hint: "name the program: command: [python3, tag.py]")
    let needed = options.choices(
      "needs", default: [Part.blocks], about: "What the article must have before the program gets it.")
    let given = options.choices(
      "gives", default: [Part](),
      about: "What is taken from its answer, beside translations, findings and members that Lede does not know.")
    targets = options.texts(
      "targets", default: [],
      about:
        "Language tags that the program is to translate into: its lines have them in \"targets\", and its answers are held to them.",
      check: { LanguageTag.isWellFormed($0) ? nil : "a language tag looks like fr, kk or pt-BR" }
    ).map(LanguageTag.canonical)
    limit = .seconds(
      options.integer(
        "timeout", 1...3_600, default: 30,
        about: "Seconds that an answer may take; then the program is ended, and started again for the next article."))
    ownNeeds = needed.reduce(into: []) { $0.formUnion($1.fact) }
    ownGives = given.reduce(into: []) { $0.formUnion($1.fact) }
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    var json = JSONWriter()
    article.write(to: &json, withCodes: !targets.isEmpty)
    let answer: [UInt8]
    do throws(ChildProcess.Failure) {
      answer = try tools.children.ask(command, asking(json.bytes, of: article), within: limit)
    } catch {
      switch error {
      case .cannotStart(let reason): throw ArticleError(.programFailed, "it cannot be started: \(reason)")
      case .ended(let reason): throw ArticleError(.programFailed, reason)
      case .tookTooLong(let words):
        throw ArticleError(.programFailed, "no answer within \(limit / .seconds(1)) s" + words)
      }
    }
    do throws(ArticleError) {
      try take(answer, asked: json.bytes, into: &article, tools.wire)
    } catch {
      // What comes next would be the answer to another line.
      tools.children.end(command)
      throw error
    }
    if ownGives.contains(.blocks) { tools.textChanged() }
  }

  /// The line of an article with the languages that are asked for.
  private func asking(_ line: [UInt8], of article: Article) -> [UInt8] {
    guard !targets.isEmpty else { return line }
    var json = JSONWriter()
    json.object { json in
      json.key("targets")
      json.array { json in
        for language in targets where language != article.language { json.string(language) }
      }
    }
    return line.dropLast() + [UInt8(ascii: ",")] + json.bytes.dropFirst()
  }

  /// Takes from an answer what the program gives: it is read as our own line with the answer's members in it.
  private func take(
    _ answer: [UInt8], asked line: [UInt8], into article: inout Article, _ wire: WireReader
  ) throws(ArticleError) {
    let id = article.id
    var merged = Array(line.dropLast())
    var targets: [(segment: String, target: Target)] = []
    var hasFindings = false
    try ExternalProgram.read(answer) { root throws(ArticleError) in
      guard root.isObject, root["id"]?.string ?? id == id else {
        throw ArticleError(.programFailed, "its answer is not of this article")
      }
      if let error = root["error"], !error.isNull {
        throw ArticleError(
          .programFailed, "it refused: \(error.string ?? error["message"]?.string ?? "it gave no reason")")
      }
      for member in root.members where isTaken(member) {
        if member.has(key: "findings") { hasFindings = true }
        merged.append(UInt8(ascii: ","))
        merged += member.rawKey + [UInt8(ascii: ":")] + member.value.raw
      }
      targets = try translations(in: root)
    }
    merged.append(UInt8(ascii: "}"))
    guard case .article(let read) = try wire.read(merged, path: article.original.path) else {
      throw ArticleError(.programFailed, "its answer cannot be read as an article")
    }
    if ownGives.contains(.blocks) { article.blocks = read.blocks }
    if ownGives.contains(.language) { article.language = read.language }
    if ownGives.contains(.segments) { article.segments = read.segments }
    if ownGives.contains(.summary) { article.summary = read.summary }
    if ownGives.contains(.terms) { article.terms = read.terms }
    if hasFindings { article.findings += read.findings }
    // Of two members with one name the later is the program's.
    var keys: Set<String> = []
    article.unknownMembers = read.unknownMembers.reversed().filter { keys.insert($0.key).inserted }.reversed()
    for (segment, target) in targets {
      // What somebody has confirmed stays.
      for index in article.segments.indices where article.segments[index].id == segment {
        let known = article.segments[index].target(in: target.language)
        if known == nil || known?.state == .candidate { article.segments[index].set(target) }
      }
    }
  }

  private static func read(
    _ answer: [UInt8], _ body: (JSONValue) throws(ArticleError) -> Void
  ) throws(ArticleError) {
    var failure: ArticleError?
    answer.withUnsafeBufferPointer { buffer in
      do throws(ArticleError) {
        try JSONReader().read(
          buffer, orElse: { ArticleError(.programFailed, "its answer is no JSON: \($0.reason)") }, body)
      } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Parts that are given, findings, and all that Lede does not know.
  private func isTaken(_ member: JSONValue.Member) -> Bool {
    for part in Part.allCases where String(decoding: member.key, as: UTF8.self) == part.rawValue {
      return ownGives.contains(part.fact)
    }
    let own: [StaticString] = [
      "id", "title", "byline", "date", "source", "url", "text", "html", "markdown", "document", "termMatches",
      "targets",
    ]
    return !own.contains { member.has(key: $0) }
  }

  /// Segments of an answer may have `targets`: a list of `language` and `text`, and `codes` as the question has them.
  private func translations(
    in root: JSONValue
  ) throws(ArticleError) -> [(segment: String, target: Target)] {
    var targets: [(segment: String, target: Target)] = []
    for segment in root["segments"]?.elements ?? [] {
      guard let id = segment["id"]?.string else { continue }
      for target in segment["targets"]?.elements ?? [] {
        guard let language = target["language"]?.string, LanguageTag.isWellFormed(language),
          let content = MarkedText(wire: target)
        else { throw ArticleError(.programFailed, "a translation needs \"language\" and \"text\"") }
        let tag = LanguageTag.canonical(language)
        guard self.targets.isEmpty || self.targets.contains(tag) else {
          throw ArticleError(.programFailed, "it translates into \(tag), which it was not asked for")
        }
        let made = Target(
          language: tag, content: content, state: .candidate, origin: command.first ?? ExternalProgram.name)
        targets.append((id, made))
      }
    }
    return targets
  }
}
