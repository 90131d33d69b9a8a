import Articles
import Text

/// The language that an article's address or path makes likely, before its text is read: "example.cz", "de.example.org",
/// "example.org/de/", "report.de.html".
enum LanguageHint {
  /// The endings of hosts that are one language's: the file `phrases/domains.txt`.
  private static let domains: [String: String] = {
    var domains: [String: String] = [:]
    for line in EmbeddedData.lines(of: "phrases/domains.txt") {
      let parts = String(decoding: line, as: UTF8.self).split(separator: " ")
      guard let language = parts.first?.dropLast() else { continue }
      for ending in parts.dropFirst() { domains[String(ending)] = String(language) }
    }
    return domains
  }()

  private static let languages = Set(LanguageData.languages)

  /// A tag, or nil when there is no hint.
  static func of(_ article: Article) -> String? {
    if let address = article.metadata.address, let hint = of(address: address) { return hint }
    return of(path: article.original.path)
  }

  static func of(address: String) -> String? {
    var rest = Substring(address)
    if let scheme = rest.firstIndex(of: ":"), rest[scheme...].hasPrefix("://") {
      rest = rest[scheme...].dropFirst(3)
    }
    let parts = rest.split(separator: "/", maxSplits: 2)
    guard let host = parts.first?.lowercased() else { return nil }
    if parts.count > 1, let language = known(parts[1].lowercased()) { return language }
    let labels = host.prefix { $0 != ":" }.split(separator: ".").map(String.init)
    guard labels.count > 1, let last = labels.last else { return nil }
    if labels.count > 2, let language = known(labels[0]) { return language }
    return domains[last]
  }

  /// By a part of the file's name, or the name of a folder.
  static func of(path: String) -> String? {
    let parts = path.split(separator: "/")
    guard let name = parts.last else { return nil }
    for part in name.split(separator: ".").dropFirst().dropLast() {
      if let language = known(part.lowercased()) { return language }
    }
    return parts.dropLast().reversed().lazy.compactMap { known($0.lowercased()) }.first
  }

  /// A tag of a language that has a folder: "de", "pt-br".
  private static func known(_ text: String) -> String? {
    let primary = text.prefix { $0 != "-" && $0 != "_" }
    guard text.utf8.count == 2 || (text.utf8.count == 5 && primary.utf8.count == 2) else { return nil }
    return languages.contains(String(primary)) ? String(primary) : nil
  }
}
