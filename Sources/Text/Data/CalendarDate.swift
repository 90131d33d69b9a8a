/// A day as pages and articles write it, in the languages that Lede has names of months for.
public struct CalendarDate: Hashable, Sendable, CustomStringConvertible {
  public var year: Int
  public var month: Int
  public var day: Int

  /// As ISO 8601 has it: "2021-05-03".
  public var description: String {
    func digits(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
  }

  public init?(year: Int, month: Int, day: Int) {
    guard (1800...2199).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The first date in a text: "3 May 2021", "May 3rd, 2021", "2021-05-03T10:00", "3.5.2021", "2021年5月3日".
  ///
  /// - Parameter monthFirst: whether of two numbers between slashes that could both be the month the first is, as Americans
  ///   write.
  public init?(in text: [UInt8], monthFirst: Bool = false) {
    guard let found = CalendarDate.scan(text, monthFirst: monthFirst)?.date else { return nil }
    self = found
  }

  /// Whether a line holds a date and nothing else but times, weekdays and words like "published".
  public static func isAlone(_ text: [UInt8]) -> Bool {
    guard text.count <= 90, let found = scan(text) else { return false }
    return found.others == 0
  }

  // MARK: Words

  private struct Token {
    var number: Int?
    var digits = 0
    /// 1 to 12 for the name of a month, 0 for a word that may stand beside a date, nil for any other.
    var word: Int?
    var end = 0
  }

  private static let words: (vocabulary: Vocabulary, months: [Int]) = {
    var vocabulary = Vocabulary()
    var months: [Int] = []
    for line in EmbeddedData.lines(of: "phrases/dates.txt") {
      let parts = line.split(separator: UInt8(ascii: " "))
      guard let first = parts.first, first.last == UInt8(ascii: ":"),
        let month = Int(String(decoding: first.dropLast(), as: UTF8.self))
      else { continue }
      // A name that two languages use for different months ("listopad") keeps its first meaning.
      for word in parts.dropFirst() where vocabulary.intern(word) == months.count { months.append(month) }
    }
    return (vocabulary, months)
  }()

  /// Whether a case-folded word names a month.
  public static func isMonth(_ word: [UInt8]) -> Bool {
    word.withUnsafeBufferPointer { word in
      words.vocabulary.find(word, hash: Vocabulary.hash(word)).map { words.months[$0] > 0 } ?? false
    }
  }

  private static func scan(_ text: [UInt8], monthFirst: Bool = false) -> (date: CalendarDate, others: Int)? {
    // Longer texts are looked through at their start only: a date is asked for where one is expected.
    let folded = CharacterTables.fold(Array(text.prefix(200)))
    let tokens = folded.withUnsafeBufferPointer(tokens)
    var found: (date: CalendarDate, others: Int)?
    for index in tokens.indices {
      if let date = date(tokens, at: index, in: folded, monthFirst) {
        found = (date, 0)
        break
      }
    }
    found?.others = tokens.count { $0.number == nil && $0.word == nil }
    return found
  }

  private static func tokens(_ text: UnsafeBufferPointer<UInt8>) -> [Token] {
    var tokens: [Token] = []
    var offset = 0
    while offset < text.count {
      let (point, width) = CodePoints.next(text, at: offset)
      if point >= 0x30 && point <= 0x39 {
        var token = Token(number: 0)
        while offset < text.count, text[offset] >= 0x30, text[offset] <= 0x39 {
          if token.digits < 9 { token.number = (token.number ?? 0) * 10 + Int(text[offset] - 0x30) }
          token.digits += 1
          offset += 1
        }
        token.end = offset
        tokens.append(token)
      } else if CharacterTables.isAlphabetic(point) {
        let start = offset
        while offset < text.count {
          let (next, width) = CodePoints.next(text, at: offset)
          let isInWord =
            CharacterTables.isAlphabetic(next) || next == 0x2D && offset + 1 < text.count && text[offset + 1] >= 0x61
          guard isInWord else { break }
          offset += width
          // "年" and its like stand alone between numbers.
          if next >= 0x4E00 && next <= 0x9FFF { break }
        }
        let word = UnsafeBufferPointer(rebasing: text[start..<offset])
        let known = words.vocabulary.find(word, hash: Vocabulary.hash(word)).map { words.months[$0] }
        let isCounter = word.count == 3 && [0x5E74, 0x6708, 0x65E5].contains(CodePoints.next(word, at: 0).value)
        tokens.append(Token(word: known ?? (isCounter ? 0 : nil), end: offset))
      } else {
        offset += width
      }
    }
    return tokens
  }

  private static func date(
    _ tokens: [Token], at index: Int, in text: [UInt8], _ monthFirst: Bool
  ) -> CalendarDate? {
    func number(_ place: Int) -> Int? { index + place < tokens.count ? tokens[index + place].number : nil }
    func digits(_ place: Int) -> Int { index + place < tokens.count ? tokens[index + place].digits : 0 }
    func month(_ place: Int) -> Int? {
      guard index + place < tokens.count, let word = tokens[index + place].word, word > 0 else { return nil }
      return word
    }
    func isFiller(_ place: Int) -> Bool { index + place < tokens.count && tokens[index + place].word == 0 }
    // 2021-05-03, 2021/5/3, 2021年5月3日.
    if digits(0) == 4, let year = number(0) {
      let step = isFiller(1) ? 2 : 1
      if let month = number(step), let day = number(isFiller(step + 1) ? step * 2 : step + 1), digits(step) <= 2 {
        return CalendarDate(year: year, month: month, day: day)
      }
      // 2021 May 3.
      if let month = month(1), let day = number(2), digits(2) <= 2 {
        return CalendarDate(year: year, month: month, day: day)
      }
    }
    // 20210503.
    if digits(0) == 8, let whole = number(0) {
      return CalendarDate(year: whole / 10_000, month: whole / 100 % 100, day: whole % 100)
    }
    // 3 May 2021, 3. Mai 2021, 3rd of May, 2021, 3 de mayo de 2021.
    if digits(0) <= 2, digits(0) > 0, let day = number(0) {
      var place = 1
      while isFiller(place) && place <= 2 { place += 1 }
      if let month = month(place) {
        place += 1
        while isFiller(place) && place <= 4 { place += 1 }
        if digits(place) == 4, let year = number(place) { return CalendarDate(year: year, month: month, day: day) }
      }
      // 03/05/2021, 3.5.2021.
      if digits(1) > 0, digits(1) <= 2, digits(2) == 4, let second = number(1), let year = number(2) {
        let isAmerican = monthFirst && day <= 12 && text[tokens[index].end] == 0x2F
        return second > 12 || isAmerican
          ? CalendarDate(year: year, month: day, day: second) : CalendarDate(year: year, month: second, day: day)
      }
    }
    // May 3, 2021; May 3rd 2021.
    if let month = month(0), digits(1) > 0, digits(1) <= 2, let day = number(1) {
      let place = isFiller(2) ? 3 : 2
      if digits(place) == 4, let year = number(place) { return CalendarDate(year: year, month: month, day: day) }
    }
    return nil
  }
}
