import Analysis
import Articles
import Text

/// How much there is to translate, by how much of it is known already.
struct LeverageAnalysis: Output {
  static let name = "analysis"
  static let about =
    "How much there is to translate: words of new text, of repetitions, and of matches by their score, per document and in all."
  static let needs: Facts = [.blocks, .language, .segments]
  static let version = 2

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
      json.member("id", article.id)
      json.member("language", article.language ?? "und")
      json.key("targets")
      json.array { json in
        for language in languages { json.string(language) }
      }
      var keys: [UInt8] = []
      json.key("segments")
      json.array { json in
        for segment in article.segments where isCounted(article.blocks[segment.block]) && !segment.range.isEmpty {
          write(segment, of: article, languages, tools, &keys, to: &json)
        }
      }
      json.key("keys")
      json.string(keys)
    }
  }

  private func isCounted(_ block: Block) -> Bool { includesBoilerplate || block.isArticle }

  private func write(
    _ segment: Segment, of article: Article, _ languages: [String], _ tools: Tools, _ keys: inout [UInt8],
    to json: inout JSONWriter
  ) {
    let block = article.blocks[segment.block]
    let words = tools.words.words[tools.words.words(ofBlock: segment.block, in: segment.range)]
    let count = TextCounter.count(words, in: block.content.bytes, segment.range)
    var isProtected = !block.isTranslatable
    var text = Array(block.content.bytes[segment.range])
    text.append(0)
    if !block.content.codes.isEmpty {
      let content = block.content.slice(segment.range)
      text += content.codes.map(\.kind.rawValue)
      isProtected = isProtected || content.protectedRanges.contains { $0 == TextRange(0, content.bytes.count) }
    }
    AnalysisRecord.appendKey(text, to: &keys)
    AnalysisRecord.append(
      isProtected ? .protected : count.words + count.codes + count.ideographs == 0 ? .numbers : .text, count,
      scores: languages.lazy.map { score(segment, block, $0) }, to: &json)
  }

  private func score(_ segment: Segment, _ block: Block, _ language: String) -> Int {
    if let locales = block.locales, !locales.allows(language) { return AnalysisRecord.otherLocale }
    var score = 0
    for candidate in segment.candidates where candidate.language == language && candidate.kind != .term {
      score = max(score, candidate.score)
    }
    if let target = segment.target(in: language), target.state != .candidate {
      score = max(score, target.score ?? AnalysisRecord.translated)
    }
    return score
  }

  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {
    let writer = AnalysisWriter(report: try report(of: records) { $0 })
    for form in forms {
      let file = try folder.open("analysis.\(form.ending)")
      try writer.write(as: form) { bytes throws(EnvironmentError) in try file.write(bytes) }
      try file.close()
    }
  }

  /// - Parameter part: where in a record this output's own is.
  func report(
    of records: Records, _ part: (JSONValue) -> JSONValue?
  ) throws(EnvironmentError) -> AnalysisReport {
    try report { body throws(EnvironmentError) in
      try records.forEach { record throws(EnvironmentError) in
        if let own = part(record).flatMap({ AnalysisRecord($0) }) { body(own) }
      }
    }
  }

  /// - Parameter forEach: calls what it is given with each record, in the same order each time.
  func report(
    _ forEach: ((AnalysisRecord) -> Void) throws(EnvironmentError) -> Void
  ) throws(EnvironmentError) -> AnalysisReport {
    var report = AnalysisReport(weights: weights, targets: targets, date: date)
    try report.read(forEach)
    return report
  }
}
