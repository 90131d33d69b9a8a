import Articles
import Text

/// Spacing, end marks, brackets and quotation marks, as the target's language has them.
enum PunctuationCheck {
  /// Languages without spaces between words, where nothing is said of spaces and full stops.
  private static let spaceless: Set<String> = ["zh", "ja", "th", "lo", "km", "my", "bo"]

  static func check(_ source: CheckedText, _ target: CheckedText, _ pair: TargetPair, _ issues: inout [TargetIssue]) {
    checkSpacing(source, target, pair, &issues)
    checkEnd(source, target, pair, &issues)
    checkBrackets(source, target, &issues)
    checkQuotes(source, target, &issues)
  }

  // MARK: Spacing

  private static func checkSpacing(
    _ source: CheckedText, _ target: CheckedText, _ pair: TargetPair, _ issues: inout [TargetIssue]
  ) {
    func isPlainSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\u{A0}" }
    func hasDouble(_ scalars: [Unicode.Scalar]) -> Bool {
      zip(scalars, scalars.dropFirst()).contains { isPlainSpace($0) && isPlainSpace($1) }
    }
    if hasDouble(target.scalars) && !hasDouble(source.scalars) {
      issues.append(TargetIssue(.targetSpacing, "there are two spaces side by side"))
    }
    let language = LanguageTag.primary(pair.targetLanguage)
    let isFrench = language == "fr"
    let isFromFrance = isFrench && !pair.targetLanguage.contains("-CA") && !pair.targetLanguage.contains("-CH")
    var seen: Set<String> = []
    for (index, scalar) in target.scalars.enumerated() where index > 0 && ",.;:!?".unicodeScalars.contains(scalar) {
      let before = target.scalars[index - 1]
      let next = index + 1 < target.scalars.count ? target.scalars[index + 1] : " "
      let isHigh = ";:!?".unicodeScalars.contains(scalar)
      if CheckedText.isSpace(before), !(isFrench && isHigh), !spaceless.contains(language) {
        // " .5", " …" and " :-)" are no slips.
        guard CheckedText.isSpace(next) || next == "\u{201D}" || index + 1 == target.scalars.count else { continue }
        guard !hasSpace(before: scalar, in: source.scalars) || isFrench == false && sourceIsFrench(pair) else {
          continue
        }
        seen.insert("there is a space before \"\(scalar)\"")
      } else if isFromFrance, isHigh, CheckedText.isLetter(before),
        CheckedText.isSpace(next) || index + 1 == target.scalars.count
      {
        seen.insert("there is no space before \"\(scalar)\", as French has it")
      } else if scalar == "," || scalar == ";", CheckedText.isLetter(before), CheckedText.isLetter(next),
        !spaceless.contains(language), !hasTight(scalar, in: source.scalars)
      {
        seen.insert("there is no space after \"\(scalar)\"")
      }
    }
    for message in seen.sorted() { issues.append(TargetIssue(.targetSpacing, message)) }
  }

  private static func sourceIsFrench(_ pair: TargetPair) -> Bool { LanguageTag.primary(pair.sourceLanguage) == "fr" }

  private static func hasSpace(before mark: Unicode.Scalar, in scalars: [Unicode.Scalar]) -> Bool {
    zip(scalars, scalars.dropFirst()).contains { CheckedText.isSpace($0) && $1 == mark }
  }

  private static func hasTight(_ mark: Unicode.Scalar, in scalars: [Unicode.Scalar]) -> Bool {
    zip(scalars, scalars.dropFirst()).contains { $0 == mark && CheckedText.isLetter($1) }
  }

  // MARK: The end

  private enum End: String {
    case stop = "a full stop"
    case question = "a question mark"
    case exclamation = "an exclamation mark"
    case colon = "a colon"
    case ellipsis = "an ellipsis"
    case none = "no mark"
  }

  private static func end(of scalars: [Unicode.Scalar], _ language: String) -> End {
    var rest = scalars[...]
    while let last = rest.last, CheckedText.isSpace(last) || isCloser(last) { rest.removeLast() }
    guard let last = rest.last else { return .none }
    if last == "…" || rest.suffix(3).elementsEqual("...".unicodeScalars) { return .ellipsis }
    switch last {
    case ".", "。", "．", "।", "۔", "։", "።", "؞": return .stop
    case "?", "？", "؟", "՞", "፧": return .question
    case ";" where language == "el": return .question
    case "!", "！", "՜": return .exclamation
    case ":", "：": return .colon
    default: return .none
    }
  }

  private static func isCloser(_ scalar: Unicode.Scalar) -> Bool {
    "\"'”’»)]}』」）］》〉›“‘".unicodeScalars.contains(scalar)
  }

  private static func checkEnd(
    _ source: CheckedText, _ target: CheckedText, _ pair: TargetPair, _ issues: inout [TargetIssue]
  ) {
    let languages = (LanguageTag.primary(pair.sourceLanguage), LanguageTag.primary(pair.targetLanguage))
    let open: Set<String> = ["th", "lo", "km", "my", "bo"]
    guard !open.contains(languages.0), !open.contains(languages.1) else { return }
    let (own, found) = (end(of: source.scalars, languages.0), end(of: target.scalars, languages.1))
    // An exclamation or an ellipsis is a matter of taste, and so is the full stop of a short line.
    guard own != found, own != .exclamation, found != .exclamation, own != .ellipsis, found != .ellipsis else { return }
    guard source.words.count >= 4 || own == .question || found == .question else { return }
    // Armenian has its question mark inside of the word.
    if languages.1 == "hy" && own == .question { return }
    issues.append(
      TargetIssue(.targetPunctuation, "the source ends with \(own.rawValue), the translation with \(found.rawValue)"))
  }

  // MARK: Brackets and quotation marks

  private static let brackets: [(open: Unicode.Scalar, close: Unicode.Scalar)] = [
    ("(", ")"), ("[", "]"), ("{", "}"), ("（", "）"), ("［", "］"), ("【", "】"),
  ]

  private static func checkBrackets(_ source: CheckedText, _ target: CheckedText, _ issues: inout [TargetIssue]) {
    for (open, close) in brackets {
      func balance(_ text: CheckedText) -> Int {
        text.scalars.count { $0 == open } - text.scalars.count { $0 == close }
      }
      // "a)" and smileys have one half in the source as well.
      if balance(target) != 0 && balance(source) == 0 {
        issues.append(TargetIssue(.targetBrackets, "brackets do not pair: \(open) \(close)"))
      }
    }
  }

  private static func checkQuotes(_ source: CheckedText, _ target: CheckedText, _ issues: inout [TargetIssue]) {
    func isBalanced(_ text: CheckedText) -> Bool {
      // Which of them opens and which closes differs from language to language.
      let straight = text.scalars.enumerated().count { index, scalar in
        scalar == "\"" && !(index > 0 && text.scalars[index - 1].properties.numericType != nil)
      }
      let curly = text.scalars.count { "“”„‟".unicodeScalars.contains($0) }
      let angle = text.scalars.count { $0 == "«" || $0 == "»" }
      let corner = text.scalars.count { "「」『』".unicodeScalars.contains($0) }
      return [straight, curly, angle, corner].allSatisfy { $0.isMultiple(of: 2) }
    }
    if !isBalanced(target) && isBalanced(source) {
      issues.append(TargetIssue(.targetQuotes, "quotation marks do not pair"))
    }
  }
}
