import Articles
import Text

/// Looks a translation over for what a machine can see: lost codes, numbers, addresses, missing text, doubled words,
/// spacing, punctuation, brackets, quotation marks, script, language, length and characters. One owner.
///
/// A check that cannot be sure says nothing: one false alarm costs a reader more than a slip that the next reader sees.
public final class TargetChecker {
  private let detector = LanguageDetector()

  public init() {}

  /// What there is to say, codes first.
  public func issues(in pair: TargetPair) -> [TargetIssue] {
    let source = CheckedText(pair.source)
    let target = CheckedText(pair.target)
    var issues: [TargetIssue] = []
    guard target.scalars.contains(where: { !CheckedText.isSpace($0) }) else {
      if source.scalars.contains(where: { !CheckedText.isSpace($0) }) {
        issues.append(TargetIssue(.emptyTarget, "there is no translation"))
      }
      return issues
    }
    CodeCheck.check(pair, &issues)
    NumberCheck.check(source, target, pair, &issues)
    AddressCheck.check(source, target, &issues)
    let isCopy = checkCopy(source, target, &issues)
    if !isCopy {
      WordCheck.check(source, target, pair, &issues)
      PunctuationCheck.check(source, target, pair, &issues)
      ScriptCheck.check(source, target, pair, &issues)
      checkLanguage(target, pair, &issues)
    }
    CharacterCheck.check(source, target, &issues)
    if let limit = pair.limit, target.string.count > limit {
      issues.append(
        TargetIssue(.targetLength, "the translation has \(target.string.count) characters, and may have \(limit)"))
    }
    return issues
  }

  /// A copy of the source is a translation of names, numbers and codes only.
  private func checkCopy(_ source: CheckedText, _ target: CheckedText, _ issues: inout [TargetIssue]) -> Bool {
    let own = source.words
    let isCopy =
      source.scalars.filter { !CheckedText.isSpace($0) } == target.scalars.filter { !CheckedText.isSpace($0) }
    guard isCopy else { return false }
    // Three words of which one is in lower case are no name.
    let isText =
      own.count >= 3
      && own.contains { word in
        word.text.count > 2 && source.scalars[word.range.lowerBound].properties.isLowercase
      }
    let isScript = own.count >= 4 && own.allSatisfy { !source.scalars[$0.range.lowerBound].properties.isCased }
    if isText || isScript { issues.append(TargetIssue(.untranslatedTarget, "the translation is the source")) }
    return true
  }

  /// The language of one segment is told only when it is long; that it is the source's says most.
  private func checkLanguage(_ target: CheckedText, _ pair: TargetPair, _ issues: inout [TargetIssue]) {
    guard target.words.count >= 8, target.scalars.count >= 50 else { return }
    let source = LanguageTag.primary(pair.sourceLanguage)
    guard source != LanguageTag.primary(pair.targetLanguage), let guess = detector.guess(pair.target.bytes),
      guess.isReliable, LanguageTag.primary(guess.tag) == source, detector.contradicts(pair.targetLanguage, guess)
    else { return }
    issues.append(TargetIssue(.targetLanguage, "the translation is in the language of the source (\(source))"))
  }
}

/// Inline codes: each of the source once, pairs in order.
enum CodeCheck {
  static func check(_ pair: TargetPair, _ issues: inout [TargetIssue]) {
    struct Key: Hashable {
      var id: Int
      var kind: InlineCode.Kind
    }
    var missing: [Key: Int] = [:]
    for code in pair.source.codes { missing[Key(id: code.id, kind: code.kind), default: 0] += 1 }
    var unknown: [String] = []
    var open: [Int] = []
    var isCrossed = false
    for code in pair.target.codes {
      let key = Key(id: code.id, kind: code.kind)
      if let count = missing[key], count > 0 { missing[key] = count - 1 } else { unknown.append(name(code)) }
      if code.kind == .open { open.append(code.id) }
      if code.kind == .close, let index = open.lastIndex(of: code.id) {
        if index != open.count - 1 { isCrossed = true }
        open.remove(at: index)
      } else if code.kind == .close, pair.source.codes.contains(where: { $0.id == code.id && $0.kind == .open }) {
        isCrossed = true
      }
    }
    let lost = pair.source.codes.filter { code in
      let key = Key(id: code.id, kind: code.kind)
      guard let count = missing[key], count > 0 else { return false }
      missing[key] = count - 1
      return true
    }
    if !lost.isEmpty {
      issues.append(TargetIssue(.targetCodes, "codes are missing: \(lost.map(name).joined(separator: " "))"))
    }
    if !unknown.isEmpty {
      issues.append(
        TargetIssue(.targetCodes, "codes that the source has not, or not so often: \(unknown.joined(separator: " "))"))
    }
    if lost.isEmpty && unknown.isEmpty && isCrossed && !isCrossedInSource(pair.source) {
      issues.append(TargetIssue(.targetCodes, "codes cross: a code ends inside of another that began before it"))
    }
  }

  private static func isCrossedInSource(_ text: MarkedText) -> Bool {
    var open: [Int] = []
    for code in text.codes {
      if code.kind == .open { open.append(code.id) }
      if code.kind == .close, let index = open.lastIndex(of: code.id) {
        if index != open.count - 1 { return true }
        open.removeLast()
      }
    }
    return false
  }

  private static func name(_ code: InlineCode) -> String {
    switch code.kind {
    case .open: "<\(code.id)>"
    case .close: "</\(code.id)>"
    case .alone: "<\(code.id)/>"
    }
  }
}
