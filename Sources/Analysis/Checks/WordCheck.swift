import Articles
import Text

/// Web and mail addresses, which no language changes.
enum AddressCheck {
  static func check(_ source: CheckedText, _ target: CheckedText, _ issues: inout [TargetIssue]) {
    let own = addresses(in: source.scalars)
    guard !own.isEmpty else { return }
    let found = Set(addresses(in: target.scalars))
    let missing = own.filter { !found.contains($0) }
    if !missing.isEmpty {
      issues.append(
        TargetIssue(.targetAddresses, "addresses are missing or changed: \(missing.joined(separator: ", "))"))
    }
  }

  static func addresses(in scalars: [Unicode.Scalar]) -> [String] {
    scalars.split(whereSeparator: { CheckedText.isSpace($0) || "<>\"“”«»()[]，。、".unicodeScalars.contains($0) })
      .compactMap {
        part in
        var text = CheckedText.string(part)
        while let last = text.last, ".,;:!?'’…".contains(last) { text.removeLast() }
        let lower = text.lowercased()
        if lower.hasPrefix("http://") || lower.hasPrefix("https://") || lower.hasPrefix("www.") { return text }
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, halves[1].contains("."), !halves[1].hasPrefix("."),
          text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return text
      }
  }
}

/// Words that stand twice, and words of two scripts.
enum WordCheck {
  /// Languages in which a word said twice means something.
  private static let doubling: Set<String> = [
    "tr", "az", "kk", "ky", "uz", "tt", "ug", "tk", "mn", "hi", "bn", "mr", "ne", "pa", "gu", "ur", "ta", "te", "ml",
    "kn",
    "or", "si", "vi", "id", "ms", "jv", "su", "tl", "fil", "th", "lo", "km", "my", "zh", "ja", "ko", "sw", "fa", "ku",
    "ps",
    "hy", "ka", "am", "ht", "bo",
  ]
  private static let exceptions: [String: Set<String>] = [
    "en": ["that", "had"], "fr": ["nous", "vous"], "de": ["die", "der", "das", "sie"], "nl": ["die", "dat", "ze"],
    "it": ["piano", "quasi", "man", "via"], "el": ["λίγο", "σιγά", "πολύ"], "pt": ["que"], "es": ["muy"],
  ]

  static func check(_ source: CheckedText, _ target: CheckedText, _ pair: TargetPair, _ issues: inout [TargetIssue]) {
    let language = LanguageTag.primary(pair.targetLanguage)
    guard !doubling.contains(language) else { return }
    guard doubled(in: source, except: []).isEmpty else { return }
    let found = doubled(in: target, except: exceptions[language] ?? [])
    if let first = found.first {
      issues.append(TargetIssue(.doubledWord, "a word stands twice: \"\(first) \(first)\""))
    }
  }

  private static func doubled(in text: CheckedText, except: Set<String>) -> [String] {
    let words = text.words
    return zip(words, words.dropFirst()).compactMap { first, second in
      guard first.text == second.text, first.text.count > 1, !except.contains(first.text) else { return nil }
      let between = text.scalars[first.range.upperBound..<second.range.lowerBound]
      guard !between.isEmpty, between.allSatisfy(CheckedText.isSpace) else { return nil }
      // Names are doubled: Baden Baden, Duran Duran.
      guard !text.scalars[second.range.lowerBound].properties.isUppercase else { return nil }
      return first.text
    }
  }
}

/// The script of the letters, as a whole and word by word.
enum ScriptCheck {
  private static let scripts: [(name: String, languages: Set<String>)] = [
    ("Cyrillic", ["ru", "uk", "be", "bg", "mk", "kk", "ky", "tg", "tt", "ba", "ce", "mn"]), ("Greek", ["el"]),
    ("Arabic", ["ar", "fa", "ur", "ps", "ug", "sd", "ckb"]), ("Hebrew", ["he", "yi"]),
    ("Devanagari", ["hi", "mr", "ne"]), ("Georgian", ["ka"]), ("Armenian", ["hy"]), ("Thai", ["th"]),
    ("Han", ["zh", "ja"]), ("Hangul", ["ko"]),
  ]

  static func check(
    _ source: CheckedText, _ target: CheckedText, _ pair: TargetPair, _ issues: inout [TargetIssue]
  ) {
    let language = LanguageTag.primary(pair.targetLanguage)
    // Names and the like that were taken over say nothing.
    let own = Set(source.words.map(\.text))
    let letters = target.words.filter { !own.contains($0.text) }.flatMap { target.scalars[$0.range] }
      .filter(CheckedText.isLetter)
    if LanguageTag.script(of: pair.targetLanguage) == nil, letters.count >= 15, target.words.count >= 3 {
      let wanted = scripts.first { $0.languages.contains(language) }?.name ?? "Latin"
      let others = letters.count { name(of: $0) != wanted && !(language == "ja" && name(of: $0) == "Kana") }
      let isKnown = wanted != "Latin" || latin.contains(language)
      if isKnown && others * 10 > letters.count * 7 {
        issues.append(TargetIssue(.targetScript, "the translation is not in the script of its language (\(wanted))"))
        return
      }
    }
    for word in target.words {
      let names = Set(target.scalars[word.range].map(name(of:)))
      if names.contains("Latin") && (names.contains("Cyrillic") || names.contains("Greek")) {
        issues.append(
          TargetIssue(.targetScript, "a word has letters of two scripts that look alike: \"\(word.text)\""))
        return
      }
    }
  }

  private static let latin: Set<String> = [
    "en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "nn", "no", "fi", "pl", "cs", "sk", "hu", "ro", "hr",
    "sl",
    "et", "lv", "lt", "tr", "id", "ms", "vi", "ca", "gl", "eu", "is", "ga", "cy", "sw", "sq", "af", "fil", "tl",
  ]

  private static func name(of scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0x24F, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF,
      0xFF21...0xFF5A:
      "Latin"
    case 0x370...0x3FF, 0x1F00...0x1FFF: "Greek"
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: "Cyrillic"
    case 0x530...0x58F: "Armenian"
    case 0x590...0x5FF: "Hebrew"
    case 0x600...0x6FF, 0x750...0x77F, 0x8A0...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: "Arabic"
    case 0x900...0x97F: "Devanagari"
    case 0xE00...0xE7F: "Thai"
    case 0x10A0...0x10FF, 0x1C90...0x1CBF: "Georgian"
    case 0x1100...0x11FF, 0xAC00...0xD7AF: "Hangul"
    case 0x3040...0x30FF: "Kana"
    case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: "Han"
    case 0x300...0x36F: "Latin"
    default: "other"
    }
  }
}

/// Characters that no text should have.
enum CharacterCheck {
  static func check(_ source: CheckedText, _ target: CheckedText, _ issues: inout [TargetIssue]) {
    let own = Set(source.scalars)
    for (index, scalar) in target.scalars.enumerated() where isForbidden(scalar) && !own.contains(scalar) {
      issues.append(
        TargetIssue(
          .targetCharacters, "U+\(hexadecimal(scalar.value)) at character \(index + 1) does not belong into text"))
      return
    }
    // UTF-8 that was read as windows-1252: Ã©, â€™.
    for (first, second) in zip(target.scalars, target.scalars.dropFirst()) {
      let isBroken =
        (first == "Ã" || first == "Â") && (0x80...0xBF).contains(second.value) && second.value != 0xA0
        || first == "â" && second == "€"
      if isBroken && !own.contains(first) {
        issues.append(TargetIssue(.targetCharacters, "the text was read in a wrong charset: \"\(first)\(second)\""))
        return
      }
    }
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF, 0xE000...0xF8FF: true
    default: false
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16).uppercased()
    return String(repeating: "0", count: max(4 - digits.count, 0)) + digits
  }
}
