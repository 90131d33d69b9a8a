import Text

/// A group of languages that are close to one another, and the pieces of words that tell them apart: a section of the file
/// `phrases/close-languages.txt`.
///
/// The method is naive Bayes over character n-grams (Cavnar and Trenkle, "N-Gram-Based Text Categorization", 1994), kept
/// to the pieces that say most.
final class CloseLanguages {
  struct Name: Hashable, Sendable {
    var languages: [String]
    var script: ScriptSurvey.Script
  }

  /// The groups in the order of the file.
  static let groups: [Name] = sections().map { section in
    let languages = section.languages
    let script: ScriptSurvey.Script =
      languages.contains("ru") || languages.contains("uk")
      ? .cyrillic : languages.contains("hi") ? .devanagari : .latin
    return Name(languages: languages, script: script)
  }

  /// How much the pieces count against the other witnesses; they overlap, so less than their logarithms say.
  private static let share: Float = 0.4
  /// How far the other witnesses may have put a relative behind.
  private static let reach: Float = 6
  /// What is written far less often than its relatives needs more to be believed.
  private static let prior: [String: Float] = [
    "af": -1.5, "be": -0.5, "bs": -2, "gl": -1.5, "mk": -0.5, "ms": -1.5, "ne": -0.5, "nn": -2.5, "sr": -0.5,
  ]

  private let name: Name
  private var pieces = Vocabulary()
  /// For each piece, what it says for each language, in halves of a natural logarithm.
  private var weights: [Int8] = []
  private var sums: [Int32] = []
  private var token: [UInt8] = []
  private var places: [Int] = []

  init(_ name: Name) {
    self.name = name
    guard let section = CloseLanguages.sections().first(where: { $0.languages == name.languages }) else { return }
    for line in section.lines {
      let fields = line.split(separator: 0x20)
      guard fields.count == name.languages.count + 1, pieces.intern(fields[0]) * name.languages.count == weights.count
      else { continue }
      for field in fields.dropFirst() { weights.append(Int8(String(decoding: field, as: UTF8.self)) ?? 0) }
    }
  }

  /// Changes the scores of the group's languages by what the text's words say.
  func decide(_ text: UnsafeBufferPointer<UInt8>, among words: FunctionWords, _ scores: inout [Float]) {
    sums = Array(repeating: 0, count: name.languages.count)
    var cutter = WordCutter(text)
    while cutter.next(into: &token) != nil { addPieces() }
    let most = sums.max() ?? 0
    let members = name.languages.map { words.index(of: $0) }
    let best = members.compactMap { $0.map { scores[$0] } }.max() ?? 0
    for (index, member) in members.enumerated() {
      guard let member else { continue }
      let told = Float(sums[index] - most) / 2 * CloseLanguages.share
      let before = max(scores[member], best - CloseLanguages.reach)
      scores[member] = before + told + (CloseLanguages.prior[name.languages[index]] ?? 0)
    }
  }

  /// Looks up the pieces of one to four letters of the word in `token`, with its edges, and the word as a whole; each
  /// distinct piece is counted once.
  private func addPieces() {
    token.insert(0x5F, at: 0)
    token.append(0x5F)
    places.removeAll(keepingCapacity: true)
    for offset in token.indices where token[offset] & 0xC0 != 0x80 { places.append(offset) }
    places.append(token.count)
    let count = places.count - 1
    var seen: [Int] = []
    token.withUnsafeBufferPointer { token in
      func look(_ from: Int, _ to: Int) {
        let piece = UnsafeBufferPointer(rebasing: token[places[from]..<places[to]])
        guard let entry = pieces.find(piece, hash: Vocabulary.hash(piece)), !seen.contains(entry) else { return }
        seen.append(entry)
        for index in sums.indices { sums[index] += Int32(weights[entry * sums.count + index]) }
      }
      for start in 0..<count {
        if token[places[start]] >= 0x80 { look(start, start + 1) }
        for length in 2...4 where start + length <= count { look(start, start + length) }
      }
      if count > 4, count <= 9 { look(0, count) }
    }
  }

  private static func sections() -> [(languages: [String], lines: ArraySlice<ArraySlice<UInt8>>)] {
    let lines = LanguageData.lines(of: "phrases/close-languages.txt")
    let heads = lines.indices.filter { lines[$0].first == UInt8(ascii: "[") }
    return heads.enumerated().map { number, head in
      let names = String(decoding: lines[head].dropFirst().dropLast(), as: UTF8.self).split(separator: " ").dropFirst()
      let end = number + 1 < heads.count ? heads[number + 1] : lines.count
      return (names.map(String.init), lines[(head + 1)..<end])
    }
  }
}
