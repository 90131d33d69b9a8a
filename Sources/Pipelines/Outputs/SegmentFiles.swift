import Articles
import Formats
import Text

/// Files for translators: the segments of each article, or of the folder, per target language.
struct SegmentFiles: Output {
  static let name = "segment-files"
  static let about =
    "Segments for translators: one file per article or folder, and target language other than the article's own."
  static let needs: Facts = [.blocks, .language, .segments]
  static let version = 1

  enum Scope: String, CaseIterable { case article, folder }

  private let format: any ExchangeFormat.Type
  private let targets: [String]
  private let scope: Scope
  private let includesBoilerplate: Bool

  init(options: inout Options) {
    let name = options.choice(
      "format", of: ExchangeFormats.all.map { $0.name }, default: XLIFF12Format.name,
      about:
        "File format. XLIFF 1.2 opens in every tool; 2.1 is newer, and marks terms with -glossary; PO and TMX are for tools that know these."
    )
    format = ExchangeFormats.named(name) ?? XLIFF12Format.self
    targets = options.texts(
      "targets", default: [], about: "Language tags to translate into, such as [fr, kk].",
      check: { LanguageTag.isWellFormed($0) ? nil : "a language tag looks like fr, kk or pt-BR" })
    options.require("targets", hint: "name the languages to translate into: targets: [fr]")
    scope = options.choice("per", default: Scope.article, about: "One file per article, or one for the whole folder.")
    includesBoilerplate = options.flag(
      "boilerplate", default: false, about: "Also offer navigation, share rows and source lines for translation.")
  }

  func files(for article: Article, with tools: Tools) throws(ArticleError) -> [OutputFile] {
    guard scope == .article else { return [] }
    let name = OutputName.path(for: article)
    let wanted = targets.filter { isTranslated(article, into: $0) }
    return format.files(of: article, targets: wanted, includingBoilerplate: includesBoilerplate).map { target, bytes in
      OutputFile(path: "\(target)/\(name).\(format.ending)", bytes: bytes)
    }
  }

  /// The parts for all targets one after the other; the JSON says how long each is.
  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    guard scope == .folder else { return }
    var lengths: [Int] = []
    for target in targets {
      let start = record.body.count
      if isTranslated(article, into: target) {
        format.append(article, target: target, includingBoilerplate: includesBoilerplate, to: &record.body)
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

  /// One file per target and source language, since the formats have one source language per file.
  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {
    guard scope == .folder else { return }
    var languages: [String] = []
    try records.forEach { record throws(EnvironmentError) in
      if let language = record["language"]?.string, !languages.contains(language) { languages.append(language) }
    }
    for language in languages {
      for (index, target) in targets.enumerated() {
        try writeFile(records, into: folder, language: language, target: target, index)
      }
    }
  }

  private func writeFile(
    _ records: Records, into folder: OutputFolder, language: String, target: String, _ index: Int
  ) throws(EnvironmentError) {
    var file: OpenFile?
    try records.forEachWithBody { record, body throws(EnvironmentError) in
      let lengths = record["lengths"]?.elements.compactMap(\.integer) ?? []
      guard record["language"]?.string == language, index < lengths.count, lengths[index] > 0 else { return }
      let start = lengths[..<index].reduce(0, +)
      guard start + lengths[index] <= body.count else { return }
      if file == nil {
        file = try folder.open("\(target)/\(language)-\(target).\(format.ending)")
        try file?.write(format.head(source: language, target: target))
      }
      try file?.write(body[start..<(start + lengths[index])])
    }
    try file?.write(format.foot)
    try file?.close()
  }

  /// An article that is in the target language already needs no file.
  private func isTranslated(_ article: Article, into target: String) -> Bool { article.language != target }
}
