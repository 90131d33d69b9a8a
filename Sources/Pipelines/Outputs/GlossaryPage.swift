import Articles
import Text

/// A glossary as a page of Markdown: an item per entry, under a heading per language.
enum GlossaryPage {
  static func markdown(of entries: [GlossaryEntry]) -> [UInt8] {
    var page = "# Glossary\n"
    var language = ""
    var romanizer = Romanizer()
    for entry in entries {
      if entry.language != language {
        language = entry.language
        page += "\n## \(escaped(LanguageTag.name(of: language, in: "en") ?? language))\n"
      }
      page += "\n- **\(escaped(entry.name))**"
      let romanization = romanizer.romanization(of: entry)
      if !romanization.isEmpty { page += " [\(escaped(romanization))]" }
      var facts = [entry.kind]
      if !entry.expansion.isEmpty { facts.append(escaped(entry.expansion)) }
      facts.append("\(count(entry.count, "use")) in \(count(entry.articles, "article"))")
      if entry.status != .proposed { facts.append(entry.status.rawValue) }
      page += " (\(facts.joined(separator: "; ")))"
      if !entry.variants.isEmpty { page += ", also \(entry.variants.map(escaped).joined(separator: ", "))" }
      let targets = entry.targets.filter { $0.status.isUsable && $0.language != entry.language }
      if !targets.isEmpty {
        page += "  \n  " + targets.map { "\($0.language): \(escaped($0.term))" }.joined(separator: "; ")
      }
      if !entry.definition.isEmpty, entry.definition != entry.context {
        page += "\n\n  \(escaped(entry.definition))"
      }
      if !entry.context.isEmpty {
        page += "\n\n  > \(escaped(entry.context))"
        if !entry.article.isEmpty { page += " (\(escaped(entry.article)))" }
      }
      page += "\n"
    }
    return Array(page.utf8)
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// One line, with what Markdown would read as markup behind a backslash (CommonMark, 2.4).
  private static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte < 0x20 {
        bytes.append(0x20)
        continue
      }
      if "\\`*_[]<>#|&".utf8.contains(byte) { bytes.append(0x5C) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Writes names of other scripts in Latin letters, by the rules that gazetteers use (BGN/PCGN) where ICU has them.
struct Romanizer {
  private var transliterators: [String: Transliterator] = [:]

  /// Languages whose BGN rules ICU knows, by the names it has for them.
  private static let known: [String: String] = [
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "el": "Greek", "fa": "Persian",
    "hy": "Armenian", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "ky": "Kirghiz", "mk": "Macedonian",
    "mn": "Mongolian", "ps": "Pashto", "ru": "Russian", "sr": "Serbian", "uk": "Ukrainian", "uz": "Uzbek",
  ]

  /// Of a name or abbreviation with letters that are not Latin; empty for all else, and where ICU has no rules.
  mutating func romanization(of entry: GlossaryEntry) -> String {
    guard entry.kind != Term.Kind.term.rawValue, Romanizer.isForeign(entry.name) else { return "" }
    let language = LanguageTag.primary(entry.language)
    if transliterators[language] == nil {
      let rules = Romanizer.known[language].flatMap { try? Transliterator($0 + "-Latin/BGN") }
      transliterators[language] = rules ?? (try? Transliterator("Any-Latin"))
    }
    let bytes = try? transliterators[language]?.apply(to: Array(entry.name.utf8))
    return bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private static func isForeign(_ name: String) -> Bool {
    name.unicodeScalars.contains {
      CharacterTables.isAlphabetic($0.value) && CharacterTables.script(of: $0.value) != "Latn"
    }
  }
}
