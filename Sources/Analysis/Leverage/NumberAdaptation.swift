import Text

/// Puts the numbers of a text into the translation of another that differs from it in numbers only.
///
/// A number of the translation is known by its digits: "1,250" is "1.250" and "1 250". What stands between the digits
/// stays as the translation writes it, as far as the new number has its digits in the same groups; else the number is
/// taken as the text has it. Digits are ASCII; parts of dates are numbers of their own or one with separators.
public enum NumberAdaptation {
  /// - Parameters:
  ///   - old: the numbers of the text that `translation` belongs to, in its order.
  ///   - new: as many, of the text that is to be translated.
  /// - Returns: nil when a number that changed is not in the translation as often as in its text, or stands for two
  ///   different ones.
  public static func adapt(_ translation: MarkedText, from old: [[UInt8]], to new: [[UInt8]]) -> MarkedText? {
    guard old.count == new.count else { return nil }
    var changes: [[UInt8]: [UInt8]] = [:]
    var wanted: [[UInt8]: Int] = [:]
    for (from, to) in zip(old, new) {
      let digits = significant(from)
      if let known = changes[digits], known != to { return nil }
      changes[digits] = to
      wanted[digits, default: 0] += 1
    }
    var found: [[UInt8]: Int] = [:]
    var result = MarkedText()
    var copied = 0
    var shifts: [(place: Int, delta: Int)] = []
    let text = translation.bytes
    // What is no number of the text as a whole may be a date, whose parts are.
    let ranges = numbers(in: text).flatMap { range in
      changes[significant(Array(text[range]))] == nil ? parts(of: range, in: text) : [range]
    }
    for range in ranges {
      let number = Array(text[range])
      let digits = significant(number)
      guard let to = changes[digits] else { continue }
      found[digits, default: 0] += 1
      guard significant(to) != digits else { continue }
      result.bytes.append(contentsOf: text[copied..<range.start])
      let written = formatted(to, like: number)
      result.bytes.append(contentsOf: written)
      copied = range.end
      shifts.append((range.end, written.count - number.count))
    }
    for (from, to) in zip(old, new) where significant(from) != significant(to) {
      guard found[significant(from)] == wanted[significant(from)] else { return nil }
    }
    result.bytes.append(contentsOf: text[copied...])
    result.codes = translation.codes.map { code in
      var code = code
      code.position += shifts.reduce(0) { $1.place <= code.position ? $0 + $1.delta : $0 }
      code.position = min(max(code.position, 0), result.bytes.count)
      while code.position < result.bytes.count, result.bytes[code.position] & 0xC0 == 0x80 { code.position += 1 }
      return code
    }
    return result
  }

  /// Stretches of ASCII digits with single separators between them.
  static func numbers(in text: [UInt8]) -> [TextRange] {
    var ranges: [TextRange] = []
    var offset = 0
    while offset < text.count {
      guard isDigit(text[offset]) else {
        offset += 1
        continue
      }
      let start = offset
      while offset < text.count {
        if isDigit(text[offset]) {
          offset += 1
          continue
        }
        let width = separator(text, offset)
        // A space divides groups of three only: "5 000" is one number, "5 000 12" two.
        guard width > 0, offset + width < text.count, isDigit(text[offset + width]),
          width == 1 || groupOfThree(text, offset + width)
        else { break }
        offset += width
      }
      ranges.append(TextRange(start, offset))
    }
    return ranges
  }

  /// The stretches of digits in a number.
  private static func parts(of range: TextRange, in text: [UInt8]) -> [TextRange] {
    var parts: [TextRange] = []
    for offset in range.start..<range.end where isDigit(text[offset]) {
      if let last = parts.last, last.end == offset {
        parts[parts.count - 1].end = offset + 1
      } else {
        parts.append(TextRange(offset, offset + 1))
      }
    }
    return parts
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Width of a separator inside numbers: point, comma, colon, apostrophe, no-break spaces.
  private static func separator(_ text: [UInt8], _ offset: Int) -> Int {
    switch text[offset] {
    case 0x2E, 0x2C, 0x3A, 0x27: 1
    case 0xC2: offset + 1 < text.count && text[offset + 1] == 0xA0 ? 2 : 0
    case 0xE2:
      offset + 2 < text.count && text[offset + 1] == 0x80 && (text[offset + 2] == 0xAF || text[offset + 2] == 0x99)
        ? 3 : 0
    default: 0
    }
  }

  private static func groupOfThree(_ text: [UInt8], _ start: Int) -> Bool {
    guard start + 3 <= text.count, text[start..<(start + 3)].allSatisfy(isDigit) else { return false }
    return start + 3 == text.count || !isDigit(text[start + 3])
  }

  /// The digits without separators, and without zeros in front.
  private static func significant(_ number: [UInt8]) -> [UInt8] {
    let digits = number.filter(isDigit)
    let rest = Array(digits.drop { $0 == 0x30 })
    return rest.isEmpty ? Array(digits.suffix(1)) : rest
  }

  private static func groups(_ number: [UInt8]) -> [Int] {
    var groups = [0]
    for byte in number {
      if isDigit(byte) {
        groups[groups.count - 1] += 1
      } else if groups[groups.count - 1] > 0 {
        groups.append(0)
      }
    }
    return groups
  }

  /// A number with the separators of another, when its groups behind the first are as long.
  private static func formatted(_ number: [UInt8], like other: [UInt8]) -> [UInt8] {
    let own = groups(number)
    if own.count == 1 && number.first == 0x30 && other.first != 0x30 { return significant(number) }
    let theirs = groups(other)
    guard own.count == theirs.count, own.dropFirst() == theirs.dropFirst() else { return number }
    var digits = number.filter(isDigit)[...]
    var result: [UInt8] = []
    var group = 0
    var isInGroup = false
    for byte in other {
      if isDigit(byte) {
        if !isInGroup {
          result.append(contentsOf: digits.prefix(own[group]))
          digits = digits.dropFirst(own[group])
          group += 1
        }
        isInGroup = true
      } else {
        result.append(byte)
        isInGroup = false
      }
    }
    return result
  }
}
