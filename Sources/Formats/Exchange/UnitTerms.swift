import Articles
import Text

/// The termbase's terms in the blocks of an article, as translators into one language are to know them. Asked for the
/// blocks in their order.
struct UnitTerms {
  private let article: Article
  private let target: String
  /// The first match that does not lie before the unit asked for last.
  private var next = 0

  init(_ article: Article, target: String) {
    self.article = article
    self.target = target
  }

  /// Whether notes differ between target languages.
  static func depend(on article: Article) -> Bool { !article.matches.isEmpty }

  /// The matches in a unit.
  mutating func matches(in unit: ExchangeUnit) -> ArraySlice<TermMatch> {
    while next < article.matches.count && article.matches[next].segment < unit.segments.lowerBound { next += 1 }
    var end = next
    while end < article.matches.count && article.matches[end].segment < unit.segments.upperBound { end += 1 }
    return article.matches[next..<end]
  }

  /// A line for each term of a unit that has something to say to translators, in the order of the text.
  mutating func lines(of unit: ExchangeUnit) -> [String] {
    var lines: [String] = []
    for match in matches(in: unit) {
      guard let line = UnitTerms.line(match, target: target), !lines.contains(line) else { continue }
      lines.append(line)
    }
    return lines
  }

  /// "water accord = accord sur l'eau | traité, not: deal".
  static func line(_ match: TermMatch, target: String) -> String? {
    let translations = match.translations(into: target).map(\.term)
    let forbidden = match.forbidden(in: target).map(\.term)
    guard !translations.isEmpty || !forbidden.isEmpty else { return nil }
    var line = match.status == .forbidden ? match.term + " (forbidden)" : match.term
    if !translations.isEmpty { line += " = " + translations.joined(separator: " | ") }
    if !forbidden.isEmpty { line += (translations.isEmpty ? ": not " : ", not ") + forbidden.joined(separator: " | ") }
    return line
  }

  /// The marks of a unit's terms; of several terms in one place there is one.
  static func marks(_ matches: ArraySlice<TermMatch>, _ content: MarkedText) -> [TermMark] {
    var marks: [TermMark] = []
    for match in matches where marks.last.map({ $0.range.end <= match.range.start }) ?? true {
      let holdsCodes = content.codes.contains { match.range.start < $0.position && $0.position < match.range.end }
      marks.append(TermMark(range: match.range, number: marks.count + 1, holdsCodes: holdsCodes))
    }
    return marks
  }
}
