import Analysis
import Articles
import Formats
import Text

/// Looks over files that came back from translators, before they are merged.
public struct TranslationCheck {
  /// Something that somebody should look at, and where.
  public struct Result: Sendable {
    /// The segment file, and the line in which the segment's block begins.
    public var file: String
    public var line: Int?
    /// The document that the segment is from; empty for what concerns the file.
    public var original = ""
    public var finding: Finding
    public var source = ""
    public var target = ""
  }

  /// What was looked at, and how much of it there is to look at again.
  public struct Totals: Sendable {
    public var files = 0
    public var segments = 0
    public var results = 0
    /// Files that could not be read, or that break the rules of their format.
    public var failures = 0
  }

  private let language: String?
  private let termbase: TermbaseResource?

  /// - Parameters:
  ///   - termbase: files as pipelines name them under `use`; none for no look at terms.
  ///   - language: of the translations, for files that do not say.
  public init(termbase: [String], language: String?) throws(ResourceError) {
    self.language = language
    self.termbase = termbase.isEmpty ? nil : try TermbaseResource(reading: termbase)
  }

  /// - Parameter report: sees what is found, in the order of the files and their segments.
  public func run(_ files: [String], _ report: (Result) -> Void) -> Totals {
    var totals = Totals()
    let checker = TargetChecker()
    let terms = termbase.map { TargetTerms($0.index) }
    var consistency = ConsistencyCheck()
    for path in files {
      totals.files += 1
      let document: ExchangeDocument
      do throws(ArticleError) { document = try read(path) } catch {
        totals.failures += 1
        totals.results += 1
        report(Result(file: path, finding: Finding(error.code, error.message)))
        continue
      }
      if !document.findings.isEmpty { totals.failures += 1 }
      for finding in document.findings {
        totals.results += 1
        report(Result(file: path, finding: finding))
      }
      for file in document.files {
        for unit in file.units where !unit.isProtected {
          let segments = unit.segments.filter { $0.isSegment && !$0.source.bytes.isEmpty }
          for segment in segments {
            totals.segments += 1
            let pair = TargetPair(
              source: segment.source, target: segment.target ?? MarkedText(),
              sourceLanguage: file.sourceLanguage ?? "und", targetLanguage: file.targetLanguage ?? language ?? "und",
              limit: segments.count == 1 ? unit.limit : nil)
            var issues = checker.issues(in: pair)
            if !issues.contains(where: { $0.code == .emptyTarget || $0.code == .untranslatedTarget }) {
              issues += terms?.issues(in: pair) ?? []
              issues += consistency.issues(in: pair, at: "\(path), line \(unit.line)")
            }
            for issue in issues {
              totals.results += 1
              let id = segment.id.isEmpty ? unit.id : segment.id
              report(
                Result(
                  file: path, line: unit.line, original: file.original,
                  finding: Finding(issue.code, issue.message, segment: id), source: pair.source.string,
                  target: pair.target.string))
            }
          }
        }
      }
    }
    return totals
  }

  private func read(_ path: String) throws(ArticleError) -> ExchangeDocument {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try FileSystem.read(path, limit: DocumentFormats.sizeLimit) } catch {
      throw ArticleError(.unreadable, error.reason)
    }
    guard bytes.count <= DocumentFormats.sizeLimit else { throw ArticleError(.tooLarge, "more than 256 MiB") }
    return try ExchangeFormats.read(bytes, allowsInvalid: true)
  }
}

/// Terms of the termbase in source and translation.
final class TargetTerms {
  private let matcher: TermMatcher
  private let tools = Tools()

  init(_ index: TermIndex) { matcher = TermMatcher(index) }

  func issues(in pair: TargetPair) -> [TargetIssue] {
    let own = matches(in: pair.source, pair.sourceLanguage)
    let found = matches(in: pair.target, pair.targetLanguage)
    var issues: [TargetIssue] = []
    var seen: Set<String> = []
    let target = pair.target.string.lowercased()
    for match in own where seen.insert(match.concept + match.term).inserted {
      let wanted = match.translations(into: pair.targetLanguage).map(\.term)
      guard !wanted.isEmpty else { continue }
      // Several concepts may share a term: one that is translated will do.
      let rivals = own.filter { $0.range == match.range }
      let isThere = rivals.contains { rival in
        found.contains { $0.concept == rival.concept && $0.status.isUsable }
          || rival.translations(into: pair.targetLanguage).contains { target.contains($0.term.lowercased()) }
      }
      if !isThere {
        issues.append(
          TargetIssue(
            .targetTerminology,
            "\"\(match.term)\" is translated as \(wanted.map { "\"\($0)\"" }.joined(separator: " or "))"))
      }
    }
    for match in found where match.status == .forbidden {
      let isUsable = found.contains { $0.status.isUsable && $0.range == match.range }
      if !isUsable, seen.insert("forbidden " + match.term).inserted {
        issues.append(TargetIssue(.forbiddenTerm, "\"\(match.term)\" is a forbidden term"))
      }
    }
    return issues
  }

  private func matches(in text: MarkedText, _ language: String) -> [TermMatch] {
    var article = Article(id: "", original: Original(path: ""))
    article.language = language
    article.blocks = [Block(.paragraph, text)]
    article.segments = [Segment(id: "", block: 0, range: TextRange(0, text.bytes.count))]
    tools.begin()
    guard (try? tools.findWords(of: article)) != nil else { return [] }
    return matcher.matches(in: article, words: tools.words)
  }
}
