import Pipelines
import Text

extension Command {
  static let rules = Command(
    name: "rules", usage: "lede rules export [--language TAG] > FILE",
    about: "Writes Lede's own rules of segmentation for other tools, as SRX 2.0.",
    details: """
      The file has the abbreviations and ordinals of each language and what ends a sentence; its head says what SRX cannot
      say. Other tools read it, and so does lede segment --rules.
      """,
    flags: [
      Flag(name: "language", value: "TAG", about: "Write the rules of one language; may be repeated. All by default.")
    ]
  ) { arguments throws(Failure) in
    guard arguments.words == ["export"] else {
      throw .usage("lede rules does one thing", hint: "write: lede rules export")
    }
    let asked = arguments.values("language")
    for tag in asked where !OwnRules.languages.contains(LanguageTag.primary(tag)) {
      throw .usage(
        "there are no rules of their own for \"\(tag)\"",
        hint: "the languages are: \(OwnRules.languages.joined(separator: ", "))")
    }
    let languages = asked.isEmpty ? OwnRules.languages : asked.map(LanguageTag.primary)
    Terminal.put(String(decoding: OwnRules.srx(for: languages), as: UTF8.self))
    return .done
  }
}
