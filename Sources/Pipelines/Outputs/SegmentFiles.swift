import Articles
import Formats
import Text

/// Files for translators: the segments of each article, or of the folder, per target language.
struct SegmentFiles: Output {
  static let name = "segment-files"
  static let about =
    "Segments for translators: one file per article or folder, and target language other than the article's own."
  static let needs: Facts = [.blocks, .language, .segments]
  static let version = 2

  enum Scope: String, CaseIterable { case article, folder }

  /// What a translator meets first.
  enum First: String, CaseIterable {
    case text, summary
    case summaryFile = "summary-file"
  }

  private let format: any ExchangeFormat.Type
  private let targets: [String]
  private let scope: Scope
  private let first: First
  private let options: ExchangeOptions

  init(options: inout Options) {
    let name = options.choice(
      "format", of: ExchangeFormats.all.map { $0.name }, default: XLIFF12Format.name,
      about:
        "File format. XLIFF 1.2 opens in every tool; 2.1 and 2.2 are newer, and mark terms with -glossary; PO and TMX are for tools that know these."
    )
    format = ExchangeFormats.named(name) ?? XLIFF12Format.self
    targets = options.texts(
      "targets", default: [], about: "Language tags to translate into, such as [fr, kk].",
      check: { LanguageTag.isWellFormed($0) ? nil : "a language tag looks like fr, kk or pt-BR" })
    options.require("targets", hint: "name the languages to translate into: targets: [fr]")
    scope = options.choice("per", default: Scope.article, about: "One file per article, or one for the whole folder.")
    first = options.choice(
      "first", default: First.text,
      about:
        "What comes first: the text as it runs, the paragraphs of the summary, or the summary's sentences in a file of their own, so that the gist can be translated before the rest."
    )
    let includesBoilerplate = options.flag(
      "boilerplate", default: false, about: "Also offer navigation, share rows and source lines for translation.")
    let limit = options.integer(
      "headline-limit", 0...1_000, default: 0,
      about:
        "The most characters that a translated title or heading may have, for tools that watch it; 0 for any number."
    )
    self.options = ExchangeOptions(
      includesBoilerplate: includesBoilerplate, putsSummaryFirst: first == .summary, headlineLimit: limit,
      rules: SegmentFiles.rules)
  }

  func files(for article: Article, with tools: Tools) throws(ArticleError) -> [OutputFile] {
    guard scope == .article else { return [] }
    let name = OutputName.path(for: article)
    let wanted = targets.filter { isTranslated(article, into: $0) }
    var files = ExchangeFormats.files(format, of: article, targets: wanted, options: options).map { target, bytes in
      OutputFile(path: "\(target)/\(name).\(format.ending)", bytes: bytes)
    }
    if first == .summaryFile, let summary = ExchangeFormats.summary(of: article) {
      files += ExchangeFormats.files(format, of: summary, targets: wanted, options: options).map { target, bytes in
        OutputFile(path: "\(target)/\(name).summary.\(format.ending)", bytes: bytes)
      }
    }
    return files
  }

  /// The parts for all targets one after the other, then those of the summary; the JSON says how long each is.
  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    guard scope == .folder else { return }
    var lengths: [Int] = []
    for part in parts {
      let start = record.body.count
      if isTranslated(article, into: part.target),
        let source = part.isSummary ? ExchangeFormats.summary(of: article) : article
      {
        format.append(source.localized(for: part.target), target: part.target, options: options, to: &record.body)
      }
      lengths.append(record.body.count - start)
    }
    record.json.object { json in
      json.member("language", ExchangeFormats.sourceLanguage(of: article))
      json.key("lengths")
      json.array { json in
        for length in lengths { json.integer(length) }
      }
    }
  }

  /// The versions of the rules by which segments are made, for the heads of files.
  static let rules = "extract \(Extract.version), normalize \(Normalize.version), segment \(SegmentText.version)"

  /// What there is for the folder: a file for each of them and each source language.
  private var parts: [(target: String, isSummary: Bool)] {
    targets.map { ($0, false) } + (first == .summaryFile ? targets.map { ($0, true) } : [])
  }

  /// One file per target and source language, since the formats have one source language per file.
  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {
    guard scope == .folder else { return }
    var languages: [String] = []
    try records.forEach { record throws(EnvironmentError) in
      if let language = record["language"]?.string, !languages.contains(language) { languages.append(language) }
    }
    for language in languages {
      for (index, part) in parts.enumerated() {
        let ending = part.isSummary ? "summary.\(format.ending)" : format.ending
        try write(
          "\(part.target)/\(language)-\(part.target).\(ending)", records, into: folder, language: language,
          target: part.target, index)
      }
    }
  }

  private func write(
    _ path: String, _ records: Records, into folder: OutputFolder, language: String, target: String, _ index: Int
  ) throws(EnvironmentError) {
    var file: OpenFile?
    var whole: [UInt8] = []
    try records.forEachWithBody { record, body throws(EnvironmentError) in
      let lengths = record["lengths"]?.elements.compactMap(\.integer) ?? []
      guard record["language"]?.string == language, index < lengths.count, lengths[index] > 0 else { return }
      let start = lengths[..<index].reduce(0, +)
      guard start + lengths[index] <= body.count else { return }
      let part = body[start..<(start + lengths[index])]
      if format.isPacked {
        if whole.isEmpty { whole = format.head(source: language, target: target) }
        whole += part
        return
      }
      if file == nil {
        file = try folder.open(path)
        try file?.write(format.head(source: language, target: target))
      }
      try file?.write(part)
    }
    if !whole.isEmpty { try folder.write(OutputFile(path: path, bytes: format.pack(whole + format.foot))) }
    try file?.write(format.foot)
    try file?.close()
  }

  /// An article that is in the target language already needs no file.
  private func isTranslated(_ article: Article, into target: String) -> Bool { article.language != target }
}
