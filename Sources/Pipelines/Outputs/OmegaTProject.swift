import Articles
import Formats
import Text

/// A project of OmegaT for each pair of languages: segments, glossary, translations that there are, and settings.
///
/// Source: OmegaT's manual, "Files and folders". The files come back in its folder `target`, for `lede merge`.
struct OmegaTProject: Output {
  static let name = "omegat-project"
  static let about =
    "A project that OmegaT opens as it is, per pair of languages: segments, glossary, translations and settings."
  static let needs: Facts = [.blocks, .language, .segments]
  static let version = 2

  private let targets: [String]
  private let options: ExchangeOptions

  init(options: inout Options) {
    targets = options.texts(
      "targets", default: [], about: "Language tags to translate into, such as [fr, kk].",
      check: { LanguageTag.isWellFormed($0) ? nil : "a language tag looks like fr, kk or pt-BR" })
    options.require("targets", hint: "name the languages to translate into: targets: [fr]")
    let includesBoilerplate = options.flag(
      "boilerplate", default: false, about: "Also offer navigation, share rows and source lines for translation.")
    self.options = ExchangeOptions(includesBoilerplate: includesBoilerplate, rules: SegmentFiles.rules)
  }

  /// The folder of an article's project, which has one source language.
  private func folder(_ language: String, _ target: String) -> String { "omegat/\(language)-\(target)" }

  private func sourceName(of article: Article) -> String { OutputName.path(for: article.id) + ".xlf" }

  private func language(of article: Article) -> String {
    LanguageTag.withoutRegion(ExchangeFormats.sourceLanguage(of: article))
  }

  private func wanted(_ article: Article) -> [String] { targets.filter { $0 != article.language } }

  func files(for article: Article, with tools: Tools) throws(ArticleError) -> [OutputFile] {
    ExchangeFormats.files(XLIFF12Format.self, of: article, targets: wanted(article), options: options).map {
      target, bytes in
      OutputFile(path: "\(folder(language(of: article), target))/source/\(sourceName(of: article))", bytes: bytes)
    }
  }

  /// Per target a memory of confirmed translations, one of others, and a glossary; the JSON says how long each is.
  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {
    var lengths: [Int] = []
    for target in targets {
      for part in 0..<3 {
        let start = record.body.count
        if target != article.language {
          if part < 2 {
            OmegaTMemory.append(
              article.localized(for: target), file: sourceName(of: article), target: target, candidates: part == 1,
              options: options, to: &record.body)
          } else {
            appendTerms(of: article, target, to: &record.body)
          }
        }
        lengths.append(record.body.count - start)
      }
    }
    let hasText = !ExchangeFormats.isEmpty(article, options)
    record.json.object { json in
      json.member("language", language(of: article))
      json.key("hasText")
      json.bool(hasText)
      json.key("lengths")
      json.array { json in
        for length in lengths { json.integer(length) }
      }
    }
  }

  /// A line for each term of the termbase that the article has, with each of its translations.
  private func appendTerms(of article: Article, _ target: String, to body: inout [UInt8]) {
    var seen: Set<String> = []
    for match in article.matches where match.status != .forbidden && seen.insert(match.concept + match.term).inserted {
      let language = ExchangeFormats.sourceLanguage(of: article)
      var concept = Concept(id: match.concept, definition: match.definition)
      concept.designations.append(Designation(match.term, language: language))
      concept.designations += (match.translations(into: target) + match.forbidden(in: target)).map {
        Designation($0.term, language: $0.language, status: $0.status)
      }
      if concept.designations.count > 1 {
        OmegaTGlossaryFormat().append(concept, languages: [language, target], to: &body)
      }
    }
  }

  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {
    var languages: [String] = []
    try records.forEach { record throws(EnvironmentError) in
      if record["hasText"]?.bool == true, let language = record["language"]?.string, !languages.contains(language) {
        languages.append(language)
      }
    }
    for language in languages {
      for (index, target) in targets.enumerated() where target != language {
        let path = self.folder(language, target)
        try folder.write(OutputFile(path: path + "/omegat.project", bytes: settings(language, target)))
        // OmegaT asks for its folders when they are not there.
        for name in ["target", "dictionary", "omegat"] {
          try folder.write(OutputFile(path: "\(path)/\(name)/.keep", bytes: []))
        }
        try writeMemory("\(path)/tm/auto/lede.tmx", records, folder, language, target, index * 3)
        try writeMemory("\(path)/tm/candidates.tmx", records, folder, language, target, index * 3 + 1)
        try writeGlossary("\(path)/glossary/glossary.utf8", records, folder, language, index * 3 + 2)
      }
    }
  }

  private func writeMemory(
    _ path: String, _ records: Records, _ folder: OutputFolder, _ language: String, _ target: String, _ part: Int
  ) throws(EnvironmentError) {
    let file = try folder.open(path)
    try file.write(OmegaTMemory.head(source: language, target: target))
    // Repetitions are offered the same, and need it once.
    var seen: Set<Digest> = []
    try forEachPart(part, of: records, language) { bytes throws(EnvironmentError) in
      for unit in OmegaTMemory.units(in: bytes) where seen.insert(Digest(of: unit)).inserted { try file.write(unit) }
    }
    try file.write(OmegaTMemory.foot)
    try file.close()
  }

  /// Each line once, in the order in which they come up.
  private func writeGlossary(
    _ path: String, _ records: Records, _ folder: OutputFolder, _ language: String, _ part: Int
  ) throws(EnvironmentError) {
    var seen: Set<Digest> = []
    let file = try folder.open(path)
    try forEachPart(part, of: records, language) { bytes throws(EnvironmentError) in
      for line in bytes.split(separator: 0x0A) where seen.insert(Digest(of: line)).inserted {
        try file.write(line)
        try file.write([0x0A])
      }
    }
    try file.close()
  }

  private func forEachPart(
    _ part: Int, of records: Records, _ language: String,
    _ body: (ArraySlice<UInt8>) throws(EnvironmentError) -> Void
  ) throws(EnvironmentError) {
    try records.forEachWithBody { record, bytes throws(EnvironmentError) in
      let lengths = record["lengths"]?.elements.compactMap(\.integer) ?? []
      guard record["language"]?.string == language, part < lengths.count, lengths[part] > 0 else { return }
      let start = bytes.startIndex + lengths[..<part].reduce(0, +)
      guard start + lengths[part] <= bytes.endIndex else { return }
      try body(bytes[start..<(start + lengths[part])])
    }
  }

  /// Segments come from the files: OmegaT is not to cut them again.
  private func settings(_ source: String, _ target: String) -> [UInt8] {
    let folders = ["source_dir", "target_dir", "tm_dir", "glossary_dir", "glossary_file", "dictionary_dir"]
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<omegat>\n<project version=\"1.0\">\n"
    for folder in folders { text += "<\(folder)>__DEFAULT__</\(folder)>\n" }
    text += "<source_lang>\(source)</source_lang>\n<target_lang>\(target)</target_lang>\n"
    text += "<sentence_seg>false</sentence_seg>\n"
    text += "<support_default_translations>true</support_default_translations>\n<remove_tags>false</remove_tags>\n"
    return Array((text + "</project>\n</omegat>\n").utf8)
  }
}
