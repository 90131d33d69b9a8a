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
    /// Files that hold the findings as notes now.
    public var annotated = 0
  }

  private let language: String?
  private let termbase: TermbaseResource?
  private let writesNotes: Bool

  /// - Parameters:
  ///   - termbase: files as pipelines name them under `use`; none for no look at terms.
  ///   - language: of the translations, for files that do not say.
  ///   - writesNotes: whether what is found is written into files that are XLIFF, as notes of their units.
  public init(termbase: [String], language: String?, writesNotes: Bool = false) throws(ResourceError) {
    self.language = language
    self.writesNotes = writesNotes
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
      let bytes: [UInt8]
      do throws(ArticleError) {
        bytes = try read(path)
        document = try ExchangeFormats.read(bytes, allowsInvalid: true)
      } catch {
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
      var notes: [Int: [String]] = [:]
      var number = -1
      for file in document.files {
        for unit in file.units {
          number += 1
          if unit.isProtected { continue }
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
              notes[number, default: []].append("\(id): \(issue.message) [\(issue.code)]")
              report(
                Result(
                  file: path, line: unit.line, original: file.original,
                  finding: Finding(issue.code, issue.message, segment: id), source: pair.source.string,
                  target: pair.target.string))
            }
          }
        }
      }
      guard writesNotes else { continue }
      do throws(ArticleError) { totals.annotated += try annotate(path, bytes, notes) ? 1 : 0 } catch {
        totals.failures += 1
        totals.results += 1
        report(Result(file: path, finding: Finding(error.code, error.message)))
      }
    }
    return totals
  }

  /// Puts notes into a file; false when it is none that has notes of ours.
  private func annotate(_ path: String, _ bytes: [UInt8], _ notes: [Int: [String]]) throws(ArticleError) -> Bool {
    guard let annotated = try CheckNotes.write(notes, into: bytes) else {
      throw ArticleError(.notExchange, "notes can be written into XLIFF files only")
    }
    guard annotated != bytes else { return !notes.isEmpty }
    do throws(FileError) {
      // Whole or not at all.
      let writer = try FileWriter(path: path + ".lede")
      try writer.write(annotated)
      try writer.flush()
      try FileSystem.rename(path + ".lede", to: path)
    } catch { throw ArticleError(.unreadable, "the notes cannot be written: \(error.reason)") }
    return !notes.isEmpty
  }

  private func read(_ path: String) throws(ArticleError) -> [UInt8] {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try FileSystem.read(path, limit: DocumentFormats.sizeLimit) } catch {
      throw ArticleError(.unreadable, error.reason)
    }
    guard bytes.count <= DocumentFormats.sizeLimit else { throw ArticleError(.tooLarge, "more than 256 MiB") }
    return bytes
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
