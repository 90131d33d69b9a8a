import Articles
import Text

/// Remembers translations, to see where one text has several, or several texts have one.
public struct ConsistencyCheck {
  private struct Seen {
    var text: String
    var place: String
  }

  private var bySource: [String: Seen] = [:]
  private var byTarget: [String: Seen] = [:]

  public init() {}

  /// What the translation contradicts that came before.
  ///
  /// - Parameter place: where it stands, for later messages.
  public mutating func issues(in pair: TargetPair, at place: String) -> [TargetIssue] {
    let source = ConsistencyCheck.plain(pair.source.string)
    let target = ConsistencyCheck.plain(pair.target.string)
    guard !source.isEmpty, !target.isEmpty, source != target else { return [] }
    let languages = pair.sourceLanguage + " " + pair.targetLanguage + " "
    var issues: [TargetIssue] = []
    // One word may need another translation in another place.
    if source.split(separator: " ").count >= 2 {
      if let seen = bySource[languages + source] {
        if seen.text != target {
          issues.append(
            TargetIssue(
              .inconsistentTarget, "the same source is translated otherwise at \(seen.place): \"\(seen.text)\""))
        }
      } else {
        bySource[languages + source] = Seen(text: target, place: place)
      }
    }
    if target.split(separator: " ").count >= 3 {
      if let seen = byTarget[languages + target] {
        if ConsistencyCheck.letters(seen.text) != ConsistencyCheck.letters(source) {
          issues.append(
            TargetIssue(.sameTarget, "another source has the same translation at \(seen.place): \"\(seen.text)\""))
        }
      } else {
        byTarget[languages + target] = Seen(text: source, place: place)
      }
    }
    return issues
  }

  private static func plain(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func letters(_ text: String) -> String { text.lowercased().filter(\.isLetter) }
}
