import Articles
import Text

/// Numbers and dates: those of the source are in the translation, however a language writes them.
///
/// What is compared is digits: separators of thousands and decimals differ between languages, months become words, small
/// numbers too, hours are counted to 12 or to 24, centuries have Roman numerals.
enum NumberCheck {
  struct Number {
    /// All digits, without separators and leading zeros.
    var joined: String
    /// The digits between separators.
    var chunks: [String]
    /// Whether another number stands right behind a mark of dates or times.
    var isInDate: Bool
  }

  static func check(_ source: CheckedText, _ target: CheckedText, _ pair: TargetPair, _ issues: inout [TargetIssue]) {
    // Ten thousands are counted by words there.
    if ["zh", "ja", "ko"].contains(where: {
      [LanguageTag.primary(pair.sourceLanguage), LanguageTag.primary(pair.targetLanguage)].contains($0)
    }),
      (source.scalars + target.scalars).contains(where: { "万萬億亿兆만억조千百".unicodeScalars.contains($0) })
    {
      return
    }
    let own = numbers(in: source.scalars)
    let found = numbers(in: target.scalars)
    if own.isEmpty && found.isEmpty { return }
    if bag(own.flatMap(\.chunks)) == bag(found.flatMap(\.chunks)) { return }
    // Tables of numbers are not put side by side one by one.
    guard own.count + found.count < 500 else { return }
    var missing = own
    var extra: [Number] = []
    for number in found {
      if let index = missing.firstIndex(where: { $0.joined == number.joined }) {
        missing.remove(at: index)
      } else {
        extra.append(number)
      }
    }
    // The same digits cut otherwise: 10.30 and 10 h 30, 03/04 and 3.4.
    settle(&missing, &extra)
    let roman = romanNumerals(in: target.scalars)
    let ownRoman = romanNumerals(in: source.scalars)
    missing.removeAll { number in Int(number.joined).map(roman.contains) ?? false }
    extra.removeAll { number in Int(number.joined).map(ownRoman.contains) ?? false }
    settleHours(&missing, &extra)
    settleDecades(&missing, &extra)
    // A month in digits becomes a word, or the other way round.
    missing.removeAll { $0.isInDate && isSmall($0) }
    extra.removeAll { $0.isInDate && isSmall($0) }
    if missing.isEmpty { extra.removeAll(where: isSmall) }
    if extra.isEmpty { missing.removeAll(where: isSmall) }
    guard !(missing.isEmpty && extra.isEmpty) else { return }
    var parts: [String] = []
    if !missing.isEmpty { parts.append("\(missing.map(\.joined).joined(separator: ", ")) missing") }
    if !extra.isEmpty { parts.append("\(extra.map(\.joined).joined(separator: ", ")) not in the source") }
    issues.append(TargetIssue(.targetNumbers, "numbers differ: " + parts.joined(separator: ", ")))
  }

  /// Numbers up to twelve are often written as words.
  private static func isSmall(_ number: Number) -> Bool { (Int(number.joined) ?? 99) <= 12 }

  private static func bag(_ items: [String]) -> [String: Int] {
    items.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  private static func settle(_ missing: inout [Number], _ extra: inout [Number]) {
    var own = bag(missing.flatMap(\.chunks))
    var found = bag(extra.flatMap(\.chunks))
    for (chunk, count) in own {
      let both = min(count, found[chunk] ?? 0)
      own[chunk] = count - both
      found[chunk] = (found[chunk] ?? 0) - both
    }
    missing.removeAll { number in number.chunks.allSatisfy { own[$0] == 0 } }
    extra.removeAll { number in number.chunks.allSatisfy { found[$0] == 0 } }
  }

  /// 5 in the afternoon is 17.
  private static func settleHours(_ missing: inout [Number], _ extra: inout [Number]) {
    for index in missing.indices.reversed() {
      guard let hour = Int(missing[index].joined) ?? missing[index].chunks.first.flatMap({ Int($0) }), hour <= 24 else {
        continue
      }
      let other = extra.firstIndex { number in
        (number.chunks.first.flatMap { Int($0) }).map { $0 == hour + 12 || $0 + 12 == hour } ?? false
      }
      if let other {
        missing.remove(at: index)
        extra.remove(at: other)
      }
    }
  }

  /// '90s are 1990.
  private static func settleDecades(_ missing: inout [Number], _ extra: inout [Number]) {
    for index in missing.indices.reversed() {
      let own = missing[index].joined
      let other = extra.firstIndex { number in
        let (long, short) = number.joined.count > own.count ? (number.joined, own) : (own, number.joined)
        return long.count == 4 && short.count == 2 && long.hasSuffix(short)
          && (long.hasPrefix("19") || long.hasPrefix("20"))
      }
      if let other {
        missing.remove(at: index)
        extra.remove(at: other)
      }
    }
  }

  // MARK: Finding numbers

  static func numbers(in scalars: [Unicode.Scalar]) -> [Number] {
    var numbers: [Number] = []
    var index = 0
    while index < scalars.count {
      guard digit(scalars[index]) != nil else {
        index += 1
        continue
      }
      let start = index
      var chunks: [String] = [""]
      while index < scalars.count {
        if let value = digit(scalars[index]) {
          chunks[chunks.count - 1] += String(value)
          index += 1
        } else if isSeparator(scalars[index], scalars, at: index) {
          chunks.append("")
          index += 1
        } else {
          break
        }
      }
      let isInDate = isDateMark(scalars, start - 1) || isDateMark(scalars, index) || chunks.count == 3
      numbers.append(
        Number(joined: trimmed(chunks.joined()), chunks: chunks.map(trimmed), isInDate: isInDate))
    }
    return numbers
  }

  private static func trimmed(_ digits: String) -> String {
    let rest = digits.drop { $0 == "0" }
    return rest.isEmpty ? "0" : String(rest)
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    if scalar.isASCII { return scalar.value >= 0x30 && scalar.value <= 0x39 ? Int(scalar.value) - 0x30 : nil }
    guard scalar.properties.generalCategory == .decimalNumber else { return nil }
    return scalar.properties.numericValue.map { Int($0) }
  }

  /// A mark between two digits; a space only when three digits follow, and no fourth.
  private static func isSeparator(_ scalar: Unicode.Scalar, _ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    guard index + 1 < scalars.count, digit(scalars[index + 1]) != nil else { return false }
    switch scalar {
    case ".", ",", "'", "’", "٫", "٬", "·": return true
    case " ", "\u{A0}", "\u{202F}", "\u{2009}":
      guard index + 3 < scalars.count, digit(scalars[index + 2]) != nil, digit(scalars[index + 3]) != nil else {
        return false
      }
      return index + 4 >= scalars.count || digit(scalars[index + 4]) == nil
    default: return false
    }
  }

  private static func isDateMark(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    guard scalars.indices.contains(index) else { return false }
    let next = index + 1 < scalars.count ? scalars[index + 1] : " "
    switch scalars[index] {
    case "/", "-": return (index > 0 && digit(scalars[index - 1]) != nil) && digit(next) != nil
    case "年", "月", "日", "년", "월", "일": return true
    default: return false
    }
  }

  private static func romanNumerals(in scalars: [Unicode.Scalar]) -> Set<Int> {
    let values: [Unicode.Scalar: Int] = ["I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "Х": 10, "І": 1]
    var found: Set<Int> = []
    for part in scalars.split(whereSeparator: { !CheckedText.isLetter($0) }) {
      let digits = part.prefix { values[$0] != nil }.map { values[$0] ?? 0 }
      guard !digits.isEmpty, part.count - digits.count <= 3 else { continue }
      var sum = 0
      for (index, value) in digits.enumerated() {
        sum += index + 1 < digits.count && digits[index + 1] > value ? -value : value
      }
      found.insert(sum)
    }
    return found
  }
}
