import Text

/// ROUGE-1, ROUGE-2 and ROUGE-Lsum as F1, each of the best of several references.
///
/// Source: Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004, as the usual scorer computes it: English in
/// lower-case runs of ASCII letters and digits, stemmed from four letters on; other languages in runs of letters, marks and
/// digits under NFKC and case folding, one character at a time where the script has no spaces.
struct Rouge {
  struct Score {
    var one = 0.0
    var two = 0.0
    var long = 0.0

    static func + (a: Score, b: Score) -> Score { Score(one: a.one + b.one, two: a.two + b.two, long: a.long + b.long) }
    static func / (a: Score, count: Int) -> Score {
      let count = Double(max(1, count))
      return Score(one: a.one / count, two: a.two / count, long: a.long / count)
    }
  }

  /// Numbers for words, so that texts compare as arrays of integers.
  final class Words {
    private var numbers: [[UInt8]: Int32] = [:]
    private var stems: [[UInt8]: Int32] = [:]

    func tokens(_ text: some Collection<UInt8>, isEnglish: Bool) throws(TextError) -> [Int32] {
      if isEnglish { return english(Array(text)) }
      return unicode(try foldCase(try NormalizationForm.nfkc.apply(to: Array(text)).bytes).bytes)
    }

    private func english(_ text: [UInt8]) -> [Int32] {
      var result: [Int32] = []
      var word: [UInt8] = []
      for byte in text + [0x20] {
        let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        if (lower >= 0x61 && lower <= 0x7A) || (lower >= 0x30 && lower <= 0x39) {
          word.append(lower)
        } else if !word.isEmpty {
          result.append(stemmed(word))
          word.removeAll(keepingCapacity: true)
        }
      }
      return result
    }

    private func stemmed(_ word: [UInt8]) -> Int32 {
      if let known = stems[word] { return known }
      let number = number(word.count > 3 ? PorterStemmer.stem(word) : word)
      stems[word] = number
      return number
    }

    private func unicode(_ text: [UInt8]) -> [Int32] {
      var result: [Int32] = []
      var word: [UInt8] = []
      func close() {
        if !word.isEmpty { result.append(number(word)) }
        word.removeAll(keepingCapacity: true)
      }
      for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
        let isSingle = Words.isSingle(scalar.value)
        if isSingle { close() }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
          .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
          word.append(contentsOf: String(scalar).utf8)
        default: close()
        }
        if isSingle { close() }
      }
      close()
      return result
    }

    private static func isSingle(_ point: UInt32) -> Bool {
      switch point {
      case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x3029,
        0x3038...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9D, 0x20000...0x323AF:
        true
      default: false
      }
    }

    private func number(_ word: [UInt8]) -> Int32 {
      if let known = numbers[word] { return known }
      numbers[word] = Int32(numbers.count)
      return Int32(numbers.count - 1)
    }
  }

  /// A reference: its sentences (lines) in tokens, and the counts of its words and pairs of words.
  struct Reference {
    let lines: [[Int32]]
    let ones: [Int64: Int]
    let twos: [Int64: Int]
    let count: Int

    init(_ text: [UInt8], isEnglish: Bool, _ words: Words) throws(TextError) {
      var lines: [[Int32]] = []
      for line in text.split(separator: 0x0A) { lines.append(try words.tokens(line, isEnglish: isEnglish)) }
      self.lines = lines
      // A line break is no letter, so the words of the whole are those of its lines.
      let all = lines.flatMap { $0 }
      ones = Rouge.counts(all, 1)
      twos = Rouge.counts(all, 2)
      count = all.count
    }
  }

  static func counts(_ tokens: [Int32], _ size: Int) -> [Int64: Int] {
    var counts: [Int64: Int] = [:]
    if size == 1 {
      for token in tokens { counts[Int64(token), default: 0] += 1 }
    } else {
      for (first, second) in zip(tokens, tokens.dropFirst()) { counts[pair(first, second), default: 0] += 1 }
    }
    return counts
  }

  static func pair(_ first: Int32, _ second: Int32) -> Int64 { Int64(first) << 32 | Int64(second) }

  /// - Parameter lines: the summary's sentences in tokens.
  static func score(_ lines: [[Int32]], against references: [Reference], withLong: Bool = true) -> Score {
    let all = lines.flatMap { $0 }
    let ones = counts(all, 1)
    let twos = counts(all, 2)
    var best = Score()
    for reference in references {
      best.one = max(best.one, f1(overlap(ones, reference.ones), all.count, reference.count))
      best.two = max(best.two, f1(overlap(twos, reference.twos), max(0, all.count - 1), max(0, reference.count - 1)))
      if withLong {
        let hits = longHits(reference, lines, ones)
        best.long = max(best.long, f1(hits, all.count, reference.count))
      }
    }
    return best
  }

  static func f1(_ hits: Int, _ first: Int, _ second: Int) -> Double {
    first + second == 0 ? 0 : 2 * Double(hits) / Double(first + second)
  }

  private static func overlap(_ first: [Int64: Int], _ second: [Int64: Int]) -> Int {
    var sum = 0
    for (key, count) in first { sum += min(count, second[key] ?? 0) }
    return sum
  }

  /// Words of the reference's sentences on a longest common subsequence with any sentence of the summary, none counted
  /// oftener than both have it.
  private static func longHits(_ reference: Reference, _ lines: [[Int32]], _ ones: [Int64: Int]) -> Int {
    var left = ones
    var leftThere = reference.ones
    var hits = 0
    for line in reference.lines where !line.isEmpty {
      var isHit = Array(repeating: false, count: line.count)
      for candidate in lines where !candidate.isEmpty { markCommon(line, candidate, &isHit) }
      for (index, token) in line.enumerated() where isHit[index] {
        let key = Int64(token)
        if left[key, default: 0] > 0 && leftThere[key, default: 0] > 0 {
          hits += 1
          left[key, default: 0] -= 1
          leftThere[key, default: 0] -= 1
        }
      }
    }
    return hits
  }

  private static func markCommon(_ line: [Int32], _ candidate: [Int32], _ isHit: inout [Bool]) {
    let width = candidate.count + 1
    var table = Array(repeating: Int32(0), count: (line.count + 1) * width)
    for row in 1...line.count {
      for column in 1...candidate.count {
        table[row * width + column] =
          line[row - 1] == candidate[column - 1]
          ? table[(row - 1) * width + column - 1] + 1
          : max(table[(row - 1) * width + column], table[row * width + column - 1])
      }
    }
    var row = line.count
    var column = candidate.count
    while row > 0 && column > 0 {
      if line[row - 1] == candidate[column - 1] {
        isHit[row - 1] = true
        row -= 1
        column -= 1
      } else if table[row * width + column - 1] > table[(row - 1) * width + column] {
        column -= 1
      } else {
        row -= 1
      }
    }
  }
}
