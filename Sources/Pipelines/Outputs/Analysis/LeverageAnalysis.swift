import Analysis
import Articles
import Text

/// How much there is to translate, by how much of it is known already.
struct LeverageAnalysis: Output {
  static let name = "analysis"
  static let about =
    "How much there is to translate: words of new text, of repetitions, and of matches by their score, per document and in all."
  static let needs: Facts = [.blocks, .language, .segments]
  static let version = 1

  enum Form: String, CaseIterable {
    case txt, csv, json, gmx

    var ending: String { self == .gmx ? "gmx.xml" : rawValue }
  }

  let forms: [Form]
  let date: String
  private let targets: [String]
  private let includesBoilerplate: Bool
  let weights: [AnalysisBand: Int]

  init(options: inout Options) {
    forms = options.choices("as", default: [Form.txt], about: "Text to read, comma-separated values, JSON, GMX-V.")
    date =
      options.text(
        "date", default: "19700101T000000Z",
        about: "When it was counted, which GMX-V wants to know; without it, the same input gives the same bytes.",
        check: { LeverageAnalysis.isDate($0) ? nil : "a date of GMX-V looks like 20260314T090000Z" })
      ?? "19700101T000000Z"
    targets = options.texts(
      "targets", default: [], about: "Language tags to count for; all that matches were found in when none is named.",
      check: { LanguageTag.isWellFormed($0) ? nil : "a language tag looks like fr, kk or pt-BR" }
    ).map(LanguageTag.canonical)
    includesBoilerplate = options.flag(
      "boilerplate", default: false, about: "Also count navigation, share rows and source lines.")
    let standard = AnalysisBand.allCases.map { "\($0.name)=\($0.standardWeight)" }
    let given = options.texts(
      "weights", default: standard,
      about: "Percent of the full effort that the words of a band cost, for the sum; bands left out keep theirs.",
      check: { LeverageAnalysis.weight($0) == nil ? "a weight looks like 95-99=30" : nil })
    weights = Dictionary(
      (AnalysisBand.allCases.map { ($0, $0.standardWeight) }) + given.compactMap(LeverageAnalysis.weight),
      uniquingKeysWith: { $1 })
  }

  private static func isDate(_ text: String) -> Bool {
    text.utf8.count == 16
      && text.utf8.enumerated().allSatisfy { place, byte in
        switch place {
        case 8: byte == UInt8(ascii: "T")
        case 15: byte == UInt8(ascii: "Z")
        default: (0x30...0x39).contains(byte)
        }
      }
  }

  private static func weight(_ text: String) -> (AnalysisBand, Int)? {
    let parts = text.split(separator: "=")
    guard parts.count == 2, let band = AnalysisBand.named(String(parts[0])), let percent = Int(parts[1]),
      (0...200).contains(percent)
    else { return nil }
    return (band, percent)
  }

  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    try tools.findWords(of: article)
    var languages = targets
    if languages.isEmpty {
      for segment in article.segments {
        for language in segment.targets.map(\.language) + segment.candidates.map(\.language)
        where !languages.contains(language) { languages.append(language) }
      }
      languages.sort()
    }
    languages.removeAll { $0 == article.language }
    record.json.object { json in
      json.member("path", article.original.path)
      json.member("language", article.language ?? "und")
      json.key("targets")
      json.array { json in
        for language in languages { json.string(language) }
      }
      json.key("segments")
      json.array { json in
        for segment in article.segments where isCounted(article.blocks[segment.block]) && !segment.range.isEmpty {
          write(segment, of: article, languages, tools, to: &json)
        }
      }
    }
  }

  private func isCounted(_ block: Block) -> Bool { includesBoilerplate || block.isArticle }

  /// `[key, class, counts..., score per target...]`: the class is 1 for protected text and 2 for text without a letter;
  /// a score of 200 stands for a translation that is there already, 300 for text that is not for the language.
  private func write(
    _ segment: Segment, of article: Article, _ languages: [String], _ tools: Tools, to json: inout JSONWriter
  ) {
    let block = article.blocks[segment.block]
    let content = block.content.slice(segment.range)
    let words = tools.words.words[tools.words.words(ofBlock: segment.block, in: segment.range)]
    let count = TextCounter.count(words, in: block.content.bytes, segment.range)
    let isProtected =
      !block.isTranslatable
      || content.protectedRanges.contains { $0 == TextRange(0, content.bytes.count) }
    let kind = isProtected ? 1 : count.words + count.codes + count.ideographs == 0 ? 2 : 0
    json.array { json in
      json.string(LeverageAnalysis.key(of: content))
      json.integer(kind)
      for member in AnalysisCount.members { json.integer(count[keyPath: member.value]) }
      for language in languages {
        var score = segment.candidates.reduce(0) {
          $1.language == language && $1.kind != .term ? max($0, $1.score) : $0
        }
        if let locales = block.locales, !locales.allows(language) {
          score = 300
        } else if let target = segment.target(in: language), target.state != .candidate {
          score = max(score, target.score ?? 200)
        }
        json.integer(score)
      }
    }
  }

  /// Segments with one key are repetitions of each other: the same text with the same sequence of codes.
  private static func key(of content: MarkedText) -> String {
    Digest(of: content.bytes + [0] + content.codes.map(\.kind.rawValue)).short(12)
  }

  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {
    let report = try report(of: records) { $0 }
    for form in forms {
      try folder.write(OutputFile(path: "analysis.\(form.ending)", bytes: report.bytes(as: form)))
    }
  }

  /// - Parameter part: where in a record this output's own is.
  func report(
    of records: Records, _ part: (JSONValue) -> JSONValue?
  ) throws(EnvironmentError) -> AnalysisReport {
    var report = AnalysisReport(weights: weights, date: date)
    try records.forEach { record throws(EnvironmentError) in
      if let record = part(record) { report.collectTargets(record) }
    }
    try records.forEach { record throws(EnvironmentError) in
      if let record = part(record) { report.add(record) }
    }
    return report
  }
}
