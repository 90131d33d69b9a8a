import Analysis
import Articles
import Text

/// Finds the termbase's terms in the segments.
struct MatchTerms: Stage {
  static let name = "match-terms"
  static let about = "Finds the terms of the termbase in the text, inflected too; forbidden ones are findings."
  static let needs: Facts = [.blocks, .language, .segments]
  static let gives: Facts = .matches
  static let uses: [any Resource.Type] = [TermbaseResource.self]
  static let version = 1

  private let targets: [String]
  private let includesProposed: Bool

  init(options: inout Options) {
    targets = options.texts(
      "targets", default: [], about: "Language tags whose translations are wanted; all when none is named.",
      check: { LanguageTag.isWellFormed($0) ? nil : "a language tag looks like fr, kk or pt-BR" })
    includesProposed = options.flag(
      "proposed", default: false, about: "Also find terms that nobody has decided on yet.")
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    guard let termbase = tools.resources[TermbaseResource.self] else { return }
    try tools.findWords(of: article)
    let matcher = tools.termMatcher(termbase.index, languages: targets, includesProposed: includesProposed)
    article.matches = matcher.matches(in: article, words: tools.words)
    addFindings(to: &article)
  }

  /// A forbidden term is a finding, unless the same word is a term to be used for something else.
  private func addFindings(to article: inout Article) {
    article.findings.removeAll { $0.code == .forbiddenTerm }
    for match in article.matches where match.status == .forbidden {
      let isUsable = article.matches.contains {
        $0.status.isUsable && $0.segment == match.segment && $0.range == match.range
      }
      guard !isUsable else { continue }
      let found = String(
        decoding: article.blocks[article.segments[match.segment].block].content.bytes[match.range], as: UTF8.self)
      let primary = LanguageTag.primary(article.language ?? "")
      let better = match.targets.filter { LanguageTag.primary($0.language) == primary }.map { "\"\($0.term)\"" }
      let advice = better.isEmpty ? "" : "; write " + better.joined(separator: " or ")
      article.findings.append(
        Finding(
          .forbiddenTerm, "\"\(found)\" is a forbidden term\(advice)", segment: article.segments[match.segment].id))
    }
  }
}
