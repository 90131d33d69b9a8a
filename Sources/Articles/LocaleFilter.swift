import Text

/// For which target languages a text is at all.
///
/// Source: Internationalization Tag Set (ITS) 2.0, section 8.10, whose lists are ranges of RFC 4647, compared by extended
/// filtering (section 3.3.2).
public struct LocaleFilter: Hashable, Sendable {
  /// Ranges such as "fr", "*-CA" and "*"; none is in an empty list.
  public var ranges: [String]
  /// Whether the text is for all languages but those.
  public var excludes: Bool

  public init(ranges: [String], excludes: Bool) {
    self.ranges = ranges
    self.excludes = excludes
  }

  /// - Parameters:
  ///   - list: as ITS writes it: "de, fr-CH".
  ///   - type: "include" or "exclude".
  public init(list: String, type: String?) {
    self.init(
      ranges: list.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty },
      excludes: type?.lowercased() == "exclude")
  }

  /// Whether the text is for a language.
  public func allows(_ tag: String) -> Bool { ranges.contains { LocaleFilter.matches($0, tag) } != excludes }

  private static func matches(_ range: String, _ tag: String) -> Bool {
    let wanted = range.lowercased().split(separator: "-")
    var rest = tag.lowercased().split(separator: "-")[...]
    guard let first = wanted.first, let primary = rest.popFirst(), first == "*" || first == primary else {
      return false
    }
    for subtag in wanted.dropFirst() where subtag != "*" {
      // Subtags may be passed over, but not behind a singleton.
      while let next = rest.first, next != subtag {
        if next.utf8.count == 1 { return false }
        rest.removeFirst()
      }
      guard rest.popFirst() != nil else { return false }
    }
    return true
  }
}

extension Article {
  /// The article as it is for the translators into a language: what is not for that language stays as it is.
  public func localized(for language: String) -> Article {
    guard blocks.contains(where: { $0.locales?.allows(language) == false }) else { return self }
    var article = self
    for index in article.blocks.indices where article.blocks[index].locales?.allows(language) == false {
      article.blocks[index].isProtected = true
    }
    return article
  }
}
