import Analysis
import Articles
import Formats
import Text

/// Puts the translations of exchange files back into the documents that they were made from.
///
/// A document appears under the output folder in a folder named after the language, with the path that it had.
public struct TranslationMerge: Sendable {
  /// What became of one document in one language, or of a file that could not be read.
  public struct Outcome: Sendable {
    public var path: String
    public var language: String
    /// Segments that are translated in the document, and those that were brought back in all.
    public var merged = 0
    public var aligned = 0
    /// Segments that got the translation of the same text elsewhere.
    public var propagated = 0
    public var findings: [Finding] = []
    public var error: ArticleError?
    /// False for what is said of a segment file.
    public var isDocument = true
  }

  /// The parts of the exchange files that belong to one document in one language.
  private struct Job {
    var path: String
    var language: String
    var parts: [ExchangeDocument.File] = []
  }

  private let originals: Originals
  private let stages: [any Stage]
  private let language: String?
  private let allowsInvalid: Bool
  private let propagates: Bool
  private let bringsTypography: Bool

  /// - Parameters:
  ///   - pipeline: what the segment files were made with; nil for extract, normalize, and segment as they are by default.
  ///   - language: of the translations, for files that do not say.
  ///   - allowsInvalid: whether XLIFF 2 that breaks the rules of its specification is merged as far as it goes.
  ///   - propagates: whether a segment that was left untranslated gets the translation of the same text elsewhere in the
  ///     files, if that has one translation only.
  ///   - bringsTypography: whether translations are brought to the typography of their language.
  public init(
    originals: Originals, pipeline: Pipeline?, language: String?, allowsInvalid: Bool = false, propagates: Bool = false,
    bringsTypography: Bool = false
  ) {
    self.originals = originals
    self.language = language
    self.allowsInvalid = allowsInvalid
    self.propagates = propagates
    self.bringsTypography = bringsTypography
    let names = [Extract.name, Normalize.name, DetectLanguage.name, SegmentText.name]
    stages =
      pipeline.map { $0.stages.filter { names.contains(type(of: $0).name) } }
      ?? names.compactMap { name in
        var options = Options(owner: name)
        return Catalog.stage(named: name)?.init(options: &options)
      }
  }

  /// Merges the files into documents under a folder.
  ///
  /// - Parameter report: sees each outcome, documents in the order in which the files name them.
  /// - Throws: `EnvironmentError` when the folder cannot be written to.
  public func run(
    _ files: [String], into folder: OutputFolder, _ report: (Outcome) -> Void
  ) throws(EnvironmentError) {
    var jobs: [Job] = []
    var places: [String: Int] = [:]
    for file in files {
      do throws(ArticleError) {
        let documents =
          OmegaTFolder.isProject(file)
          ? try OmegaTFolder.documents(in: file) { name throws(ArticleError) in try read(name) }
          : [(file, try read(file))]
        for (path, document) in documents where !document.findings.isEmpty {
          report(Outcome(path: path, language: language ?? "", findings: document.findings, isDocument: false))
        }
        for part in documents.flatMap(\.document.files) {
          guard let language = part.targetLanguage ?? language else {
            throw ArticleError(.noTargetLanguage, "no target language for \(part.original)")
          }
          let place = places[language + "/" + part.original] ?? jobs.count
          places[language + "/" + part.original] = place
          if place == jobs.count { jobs.append(Job(path: part.original, language: language)) }
          jobs[place].parts.append(part)
        }
      } catch {
        report(Outcome(path: file, language: language ?? "", error: error))
      }
    }
    var repetitions: Repetitions?
    if propagates {
      var all = Repetitions()
      for job in jobs {
        for part in job.parts { all.add(part, language: job.language) }
      }
      repetitions = all
    }
    let tools = Tools()
    var reader = OriginalReader(originals)
    var merged = MergedFiles()
    var records: [String: [Job]] = [:]
    var recordFiles: [(path: String, language: String)] = []
    for job in jobs {
      if let place = RecordFile.place(of: job.path) {
        if records[job.language + "/" + place.file] == nil { recordFiles.append((place.file, job.language)) }
        records[job.language + "/" + place.file, default: []].append(job)
        continue
      }
      var outcome = Outcome(path: job.path, language: job.language)
      var file: OutputFile?
      do throws(ArticleError) {
        let document = try reader.document(job.path)
        let bytes = try merge(job, document.bytes, &outcome, tools, repetitions).bytes
        file = merged.take(bytes, of: document, as: OutputName.path(for: job.language + "/" + document.path))
      } catch { outcome.error = error }
      if let file { try folder.write(file) }
      report(outcome)
    }
    for file in recordFiles {
      let made = merge(
        records[file.language + "/" + file.path] ?? [], file.path, file.language, tools, repetitions, &reader,
        into: &merged, report)
      if let made { try folder.write(made) }
    }
    try merged.write({ file throws(EnvironmentError) in try folder.write(file) }) { path, error in
      report(Outcome(path: path, language: "", error: error))
    }
  }

  /// Merges the records of one file of JSON lines, which is written once.
  private func merge(
    _ jobs: [Job], _ path: String, _ language: String, _ tools: Tools, _ repetitions: Repetitions?,
    _ reader: inout OriginalReader, into merged: inout MergedFiles, _ report: (Outcome) -> Void
  ) -> OutputFile? {
    let document: OriginalDocument
    do throws(ArticleError) { document = try reader.document(path) } catch {
      for job in jobs { report(Outcome(path: job.path, language: language, error: error)) }
      return nil
    }
    var file = RecordFile(document.bytes)
    for job in jobs {
      var outcome = Outcome(path: job.path, language: job.language)
      do throws(ArticleError) {
        let number = RecordFile.place(of: job.path)?.line ?? 0
        guard let line = file.line(number), case .article(let article) = try tools.wire.read(line, path: job.path)
        else { throw ArticleError(.unknownOriginal, "there is no such record in the file") }
        let prepared = try prepare(article, job, &outcome, tools, repetitions)
        let merged = try JSONRecord.merge(
          prepared, into: line, MergeOptions(language: job.language, marksLanguage: true))
        file.replace(line: number, by: merged.bytes)
        outcome.findings += merged.findings
        outcome.merged = merged.segmentCount
      } catch { outcome.error = error }
      report(outcome)
    }
    return merged.take(file.merged, of: document, as: OutputName.path(for: language + "/" + document.path))
  }

  private func read(_ file: String) throws(ArticleError) -> ExchangeDocument {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(file, limit: DocumentFormats.sizeLimit)
    } catch {
      throw ArticleError(.unreadable, error.reason)
    }
    guard bytes.count <= DocumentFormats.sizeLimit else { throw ArticleError(.tooLarge, "more than 256 MiB") }
    return try ExchangeFormats.read(bytes, allowsInvalid: allowsInvalid)
  }

  private func merge(
    _ job: Job, _ bytes: [UInt8], _ outcome: inout Outcome, _ tools: Tools, _ repetitions: Repetitions?
  ) throws(ArticleError) -> MergedDocument {
    var article = Article(id: job.path, original: Original(path: job.path))
    article.raw = RawContent(bytes: bytes)
    article = try prepare(article, job, &outcome, tools, repetitions)
    let merged = try DocumentFormats.merge(
      article, into: RawContent(bytes: bytes), MergeOptions(language: job.language, marksLanguage: true))
    outcome.findings += merged.findings
    outcome.merged = merged.segmentCount
    return merged
  }

  /// Reads an article as the run did, and brings the translations to its segments.
  private func prepare(
    _ article: Article, _ job: Job, _ outcome: inout Outcome, _ tools: Tools, _ repetitions: Repetitions?
  ) throws(ArticleError) -> Article {
    var article = article
    if let language = job.parts.first?.sourceLanguage, language != "und" {
      article.language = language
      article.facts.insert(.language)
    }
    tools.begin()
    for stage in stages { try stage.apply(to: &article, with: tools) }
    article.findings.removeAll()
    for index in article.segments.indices { article.segments[index].target = nil }
    if let digest = job.parts.lazy.compactMap(\.digest).first, let own = article.original.digest?.description,
      digest != own
    {
      outcome.findings.append(
        Finding(.changedSource, "the document is not the one that the segment files were made from"))
    }
    for part in job.parts {
      let alignment = TranslationAlignment(part, to: &article, language: job.language)
      outcome.aligned += alignment.aligned
      outcome.findings += alignment.findings
    }
    if let repetitions { outcome.propagated = repetitions.fill(&article, language: job.language) }
    if bringsTypography { bringTypography(to: &article, job.language, tools) }
    return article
  }

  private func bringTypography(to article: inout Article, _ language: String, _ tools: Tools) {
    var typography = TargetTypography(tools.data(of: language), tag: LanguageTag.canonical(language))
    var block = -1
    for index in article.segments.indices {
      let segment = article.segments[index]
      guard let target = segment.target else { continue }
      if segment.block != block { typography.beginBlock() }
      block = segment.block
      // Which codes protect their text, only the source says.
      let protecting = Set(article.blocks[block].content.codes.lazy.filter(\.isProtected).map(\.id))
      var content = target.content
      for place in content.codes.indices where protecting.contains(content.codes[place].id) {
        content.codes[place].isProtected = true
      }
      article.segments[index].target?.content = typography.apply(to: content)
    }
  }
}
