import Articles
import Text

/// Makes keys under which the forms of one term are the same, in whatever article they stand: "interest rate" and
/// "Interest rates", "e-mail" and "email". One owner.
public final class TermKey {
  private static let mostLanguages = 100
  private var inflections: [String: Inflection] = [:]
  private var word: [UInt8] = []

  public init() {}

  /// Appends the key of a term to some bytes.
  ///
  /// - Parameter isName: names keep their endings but where the language inflects them.
  public func append(_ name: UnsafeBufferPointer<UInt8>, language: String, isName: Bool, to key: inout [UInt8]) {
    let inflection = inflection(of: language)
    guard !inflection.isEmpty, !isName || inflection.inflectsNames else {
      return FoldedName.append(name, to: &key)
    }
    for part in name.split(whereSeparator: { $0 == 0x20 || $0 == 0x2D }) {
      word.removeAll(keepingCapacity: true)
      FoldedName.append(UnsafeBufferPointer(rebasing: part), to: &word)
      word.withUnsafeBufferPointer { folded in
        inflection.withStem(of: folded.count > 3 ? folded : nil) { key.append(contentsOf: $0 ?? folded) }
      }
    }
  }

  /// Whether of two forms of a term the shorter is the better one to list.
  public func shortestIsBase(in language: String) -> Bool {
    Inflection.shortestIsBase(in: LanguageTag.primary(language))
  }

  private func inflection(of language: String) -> Inflection {
    let language = LanguageTag.primary(language)
    if let known = inflections[language] { return known }
    if inflections.count >= TermKey.mostLanguages { inflections.removeAll() }
    let inflection = Inflection(language: language)
    inflections[language] = inflection
    return inflection
  }
}
