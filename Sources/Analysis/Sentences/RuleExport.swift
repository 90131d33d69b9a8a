import Articles
import Text

extension SegmentationRules {
  /// Lede's own rules as far as SRX can say them: for each language its abbreviations and ordinals as exceptions, and for
  /// all of them what ends a sentence.
  ///
  /// SRX sees what stands beside a place, not the sentence: see `limits`.
  public static func own(for languages: [String]) -> SegmentationRules {
    var rules = SegmentationRules(codes: ["start": "no", "end": "yes", "isolated": "yes"])
    for language in languages {
      let data = LanguageData(language: language)
      rules.groups.append(Group(name: language, rules: exceptions(of: data)))
      rules.maps.append(Map(pattern: "(?i)\(language)(-.*)?", group: language))
    }
    rules.groups.append(Group(name: "common", rules: common))
    rules.maps.append(Map(pattern: ".*", group: "common"))
    return rules
  }

  /// What the rules of an exported file cannot say, for its readers.
  public static let limits = """
    Lede's own rules as SRX 2.0. What SRX cannot say, and these rules therefore do otherwise than lede segment:
    - whether a quotation or a bracket is open: an end inside of one is a break here;
    - function words: after an abbreviation that may end a sentence (Inc., p.m.) a capital letter is a break here,
      whatever the word;
    - verbs of saying after a quotation ("Why?" Sarova asked.), notes and citations behind a full stop, items of lists;
    - what is a name, an address or a file name beyond its letters;
    - sentences in small letters that follow others in small letters, and a missing space after the full stop;
    - line ends: hard-wrapped lines are joined in Lede before any rule is asked, and others end a segment;
    - abbreviations that a text or a folder teaches.
    Headings, captions and table cells are segments of their own in Lede before any rule is asked.
    """

  private static let closers = "[\"'\\u2019\\u201D\\u00BB\\u203A\\u201C)\\]]*"
  private static let openers = "[\"'\\u2018\\u201C\\u201E\\u201A\\u00AB\\u2039(\\[\\u00BF\\u00A1]*"

  private static let common: [Rule] = [
    // Initials, a number at the start of a paragraph, and what goes on in lower case.
    Rule(isBreak: false, before: "(?<![\\p{L}\\p{N}])\\p{Lu}\\.", after: "\\s+\\p{Lu}"),
    Rule(isBreak: false, before: "^\\s*\\d{1,3}\\.", after: "\\s"),
    Rule(isBreak: false, before: "[.!?\\u2026]" + closers, after: "\\s+\\p{Ll}"),
    Rule(
      isBreak: true, before: "[.!?\\u2026]+" + closers, after: "\\s+" + openers + "[\\p{Lu}\\p{Lt}\\p{Lo}\\p{N}]"),
    Rule(isBreak: true, before: "[.!?\\u2026]+" + closers, after: "\\s+[\\-\\u2013\\u2014]\\s+\\p{Lu}"),
    Rule(
      isBreak: true, before: "[\\u3002\\uFF01\\uFF1F\\uFF61]+[\"'\\u2019\\u201D\\u300D\\u300F\\uFF09)]*", after: "."),
    Rule(
      isBreak: true,
      before: "[\\u0964\\u0965\\u061F\\u06D4\\u0589\\u17D4\\u17D5\\u1362\\u1367\\u104B]" + closers, after: "\\s*\\S"),
  ]

  private static func exceptions(of data: LanguageData) -> [Rule] {
    var words: [LanguageData.AbbreviationKind: [String]] = [:]
    for entry in 0..<data.abbreviations.count {
      let text = String(decoding: data.abbreviations.bytes(of: entry), as: UTF8.self)
      words[data.abbreviationKinds[entry], default: []].append(pattern(of: text))
    }
    var rules: [Rule] = []
    for (kind, after) in [
      (LanguageData.AbbreviationKind.beforeName, "\\s"), (.inside, "\\s"), (.beforeNumber, "\\s+\\p{N}"),
      (.either, "\\s+[\\p{Ll}\\p{N}]"),
    ] {
      guard let list = words[kind] else { continue }
      // Not too many in one rule, for the tools that show them.
      for start in stride(from: 0, to: list.count, by: 40) {
        let some = list[start..<min(start + 40, list.count)].joined(separator: "|")
        rules.append(Rule(isBreak: false, before: "(?<![\\p{L}\\p{N}])(?:\(some))\\.", after: after))
      }
    }
    // Inside an abbreviation of several parts: "z. B.", "et al."
    for entry in 0..<data.abbreviations.count {
      let parts = String(decoding: data.abbreviations.bytes(of: entry), as: UTF8.self).split(separator: " ")
      for index in parts.indices.dropLast() where parts[index].hasSuffix(".") {
        rules.append(
          Rule(
            isBreak: false, before: "(?<![\\p{L}\\p{N}])" + pattern(of: String(parts[index])),
            after: "[\\s\\u00A0\\u202F]+" + pattern(of: String(parts[index + 1])) + "(?![\\p{L}\\p{N}])"))
      }
    }
    if data.conventions.hasDigitOrdinals {
      rules.append(Rule(isBreak: false, before: "(?<![\\p{L}\\p{N}.,])\\d{1,2}\\.", after: "\\s+\\p{Ll}"))
      let months = (0..<data.conventions.afterOrdinal.count).map {
        pattern(of: String(decoding: data.conventions.afterOrdinal.bytes(of: $0), as: UTF8.self))
      }
      if !months.isEmpty {
        rules.append(
          Rule(
            isBreak: false, before: "(?<![\\p{L}\\p{N}.,])\\d{1,2}\\.",
            after: "\\s+(?i:\(months.joined(separator: "|")))(?![\\p{L}\\p{N}])"))
      }
    }
    for name in 0..<data.conventions.names.count {
      let text = String(decoding: data.conventions.names.bytes(of: name), as: UTF8.self)
      rules.append(Rule(isBreak: false, before: pattern(of: text), after: "\\s"))
    }
    if !data.conventions.enders.isEmpty {
      let marks = data.conventions.enders.compactMap(Unicode.Scalar.init).map { pattern(of: String($0)) }.joined()
      rules.append(Rule(isBreak: true, before: "[\(marks)]" + closers, after: "\\s+\\S"))
    }
    return rules
  }

  /// A word as a regular expression; its spaces may be no-break ones, and its first letter a capital.
  private static func pattern(of text: String) -> String {
    var pattern = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if scalar == " " {
        pattern += "[\\s\\u00A0\\u202F]"
      } else if index == 0, scalar.properties.isLowercase, scalar.properties.uppercaseMapping.unicodeScalars.count == 1,
        text.unicodeScalars.count > 1, scalar.properties.uppercaseMapping != String(scalar)
      {
        pattern += "[\(scalar)\(scalar.properties.uppercaseMapping)]"
      } else if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar.value > 0x7F {
        pattern += String(scalar)
      } else {
        pattern += "\\" + String(scalar)
      }
    }
    return pattern
  }
}
