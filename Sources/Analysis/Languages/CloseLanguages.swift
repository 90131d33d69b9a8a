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
  private static let share: Float = 0.2
  /// How far the other witnesses may have put a relative behind.
  private static let reach: Float = 6
  /// Beyond this distance the other witnesses have told the group apart.
  private static let margin: Float = 8
  /// What is written far less often than its relatives needs more to be believed.
  private static let prior: [String: Float] = [
    "af": -1, "be": -0.5, "bs": -1.5, "gl": -1.5, "mk": -0.5, "ms": -1, "ne": -0.5, "nn": -1, "sr": -0.5,
  ]

  /// Open addressing by the pieces' hashes: entry + 1, or 0 for a free slot. All bits of a hash are compared, no letters.
  private var slots: [Int32] = []
  private var hashes: [UInt32] = []
  /// For each piece, what it says for each language, in halves of a natural logarithm.
  private var weights: [Int8] = []
  private var sums: [Int32] = []
  /// For each piece, the word that it was found in last.
  private var seen: [Int32] = []
  private var word: Int32 = 0
  /// The languages' numbers and priors.
  private let members: [(number: Int, prior: Float)?]

  init(_ name: Name, among words: FunctionWords) {
    members = name.languages.map { language in
      words.index(of: language).map { ($0, CloseLanguages.prior[language] ?? 0) }
    }
    guard let section = CloseLanguages.sections().first(where: { $0.languages == name.languages }) else { return }
    for line in section.lines {
      let fields = line.split(separator: 0x20)
      guard fields.count == name.languages.count + 1 else { continue }
      hashes.append(Array(fields[0]).withUnsafeBufferPointer { Vocabulary.hash($0) })
      for field in fields.dropFirst() { weights.append(Int8(String(decoding: field, as: UTF8.self)) ?? 0) }
    }
    var size = 64
    while size < hashes.count * 4 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    for (entry, hash) in hashes.enumerated() {
      var slot = Int(hash) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(entry + 1)
    }
    seen = Array(repeating: 0, count: hashes.count)
    sums = Array(repeating: 0, count: name.languages.count)
  }

  /// Changes the scores of the group's languages by what the text's words say, unless one of them is far ahead already.
  func decide(_ text: UnsafeBufferPointer<UInt8>, _ scores: inout [Float]) {
    var best: Float = 0
    var second: Float = 0
    for case let member? in members {
      let score = scores[member.number]
      if score > best { (best, second) = (score, best) } else { second = max(second, score) }
    }
    guard best - second < CloseLanguages.margin else { return }
    for index in sums.indices { sums[index] = 0 }
    var cutter = WordCutter(text)
    while cutter.next() != nil {
      word &+= 1
      cutter.withWord { addPieces($0) }
    }
    let most = sums.max() ?? 0
    for (index, member) in members.enumerated() {
      guard let member else { continue }
      let told = Float(sums[index] - most) / 2 * CloseLanguages.share
      scores[member.number] = max(scores[member.number], best - CloseLanguages.reach) + told + member.prior
    }
  }

  /// Looks up the pieces of one to four letters of a word, with its edges "_", and the word as a whole; each distinct piece
  /// is counted once.
  private func addPieces(_ word: UnsafeBufferPointer<UInt8>) {
    let edge: UInt8 = 0x5F
    var start = -1
    while start < word.count {
      // A piece that begins at the edge before the word or at one of its letters, letter by letter.
      var hash = Vocabulary.hashStart
      var offset = start
      var letters = 0
      while letters < 4, offset <= word.count {
        let isEdge = offset < 0 || offset == word.count
        hash = Vocabulary.hashStep(hash, isEdge ? edge : word[offset])
        let lead = isEdge ? edge : word[offset]
        offset += 1
        while !isEdge, offset < word.count, word[offset] & 0xC0 == 0x80 {
          hash = Vocabulary.hashStep(hash, word[offset])
          offset += 1
        }
        letters += 1
        if letters > 1 || lead >= 0x80 { add(Vocabulary.hashEnd(hash)) }
      }
      start += 1
      while start < word.count, start > 0, word[start] & 0xC0 == 0x80 { start += 1 }
    }
    var letters = 2
    for byte in word where byte & 0xC0 != 0x80 { letters += 1 }
    guard letters > 4, letters <= 9 else { return }
    var hash = Vocabulary.hashStep(Vocabulary.hashStart, edge)
    for byte in word { hash = Vocabulary.hashStep(hash, byte) }
    add(Vocabulary.hashEnd(Vocabulary.hashStep(hash, edge)))
  }

  private func add(_ hash: UInt32) {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if hashes[entry] == hash {
        guard seen[entry] != word else { return }
        seen[entry] = word
        for index in sums.indices { sums[index] += Int32(weights[entry * sums.count + index]) }
        return
      }
      slot = (slot + 1) & (slots.count - 1)
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
