import Text

/// What the words of a text say for each language: by how common they are there, and by letters that it has not.
final class WordVotes {
  /// What a function word says for a language whose common words are not known.
  private static let functionWord: Int32 = 13
  /// What a word with a foreign letter tells against a language.
  private static let foreignLetter: Float = 2.5

  let names = FunctionWords.standard
  private let letters = LanguageLetters.standard
  private let common = CommonWords()
  /// For each number in the table of common words, the language's own.
  private let numbers: [Int]
  /// For each language without known common words, the close relatives with, whose words may well be its own.
  private let models: [[Int]]
  /// In parts of a logarithm, as `CommonWords` has them.
  private var sums: [Int32]
  private var foreign: [Int32]
  /// For each language, the last word that was common in it.
  private var speakers: [Int32]
  /// For each model of a language, what its own function words say beside the words of the model.
  private var beside: [[Int32]]
  /// How many words were heard.
  private(set) var count: Int32 = 0

  init() {
    let names = self.names
    let numbers = (common?.languages ?? []).map { names.index(of: $0) ?? 0 }
    self.numbers = numbers
    models = WordVotes.models(among: names, common, numbers)
    beside = models.map { Array(repeating: 0, count: max($0.count, 1)) }
    sums = Array(repeating: 0, count: names.languages.count)
    foreign = sums
    speakers = sums
  }

  /// Of the close relatives with known common words those that share a language's function words; Kyrgyz and Russian share
  /// letters, but no words.
  private static func models(among names: FunctionWords, _ common: CommonWords?, _ numbers: [Int]) -> [[Int]] {
    names.languages.indices.map { language in
      guard names.unlisted.contains(language), !names.relatives[language].isEmpty else { return [] }
      var shared = [Int](repeating: 0, count: names.languages.count)
      let words = LanguageData.lines(of: "languages/\(names.languages[language])/stopwords.txt")
      for word in words {
        let hash = CharacterTables.fold(Array(word)).withUnsafeBufferPointer { Vocabulary.hash($0) }
        _ = common?.forEachVoice(of: hash) { number, _ in shared[numbers[number]] += 1 }
      }
      return names.relatives[language].filter { shared[$0] * 7 > words.count }
    }
  }

  /// Hears the words of a text.
  ///
  /// - Parameter scores: gets, in natural logarithms, what they say for the languages of the script; 0 for the others.
  func read(_ text: UnsafeBufferPointer<UInt8>, _ script: ScriptSurvey.Script, _ scores: inout [Float]) {
    for index in sums.indices {
      sums[index] = 0
      foreign[index] = 0
      speakers[index] = 0
      for model in beside[index].indices { beside[index][model] = 0 }
    }
    count = 0
    let candidates = names.inScript[script.rawValue]
    var cutter = WordCutter(text)
    while let range = cutter.next() {
      if cutter.isInAddress(range) { continue }
      count += 1
      cutter.withWord { hear($0, cutter.hash, apostrophe: cutter.apostrophe) }
      guard cutter.hasLettersBeyondASCII else { continue }
      let lacking = letters.lacking(UnsafeBufferPointer(rebasing: text[range.start..<range.end])) & candidates
      lacking.forEach { foreign[$0] += 1 }
    }
    for index in sums.indices where names.unlisted.contains(index) {
      sums[index] = beside[index][0]
      for (place, model) in models[index].enumerated() {
        sums[index] = max(sums[index], sums[model] + beside[index][place])
      }
    }
    for index in sums.indices {
      scores[index] =
        candidates.contains(index)
        ? Float(sums[index]) / CommonWords.partsPerUnit - WordVotes.foreignLetter * Float(min(foreign[index], 4)) : 0
    }
  }

  /// Whether at least half of the known words among a text's first ones are a language's own; seven are enough.
  func isLikely(_ language: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var cutter = WordCutter(UnsafeBufferPointer(rebasing: text[..<min(text.count, 120)]))
    var known = 0
    var own = 0
    while known < 16, cutter.next() != nil {
      var isKnown = false
      var isOwn = false
      _ = common?.forEachVoice(of: cutter.hash) { number, _ in
        isKnown = true
        if numbers[number] == language { isOwn = true }
      }
      if names.unlisted.contains(language),
        let set = cutter.withWord({ names.languages(of: $0, hash: cutter.hash) }), set.contains(language)
      {
        isKnown = true
        isOwn = true
      }
      if isKnown { known += 1 }
      if isOwn { own += 1 }
      if own >= 7, own * 4 >= known * 3 { return true }
    }
    return own > 0 && own * 2 >= known
  }

  @inline(__always)
  private func hear(_ word: UnsafeBufferPointer<UInt8>, _ hash: UInt32, apostrophe: Int) {
    if hear(word, hash) || apostrophe == 0 { return }
    // "l'accord", "dell'anno": two words in one.
    for part in [0..<apostrophe, min(apostrophe + 1, word.count)..<word.count] {
      let part = UnsafeBufferPointer(rebasing: word[part])
      _ = hear(part, Vocabulary.hash(part))
    }
  }

  private func hear(_ word: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Bool {
    let isCommon = common?.forEachVoice(of: hash) { number, worth in
      let language = numbers[number]
      sums[language] += worth
      speakers[language] = count
    }
    guard let set = names.languages(of: word, hash: hash) else { return isCommon == true }
    set.forEach { language in
      // What a word says for the model it says for the language too; so much is beside that.
      if models[language].isEmpty {
        beside[language][0] += WordVotes.functionWord
      } else {
        for (place, model) in models[language].enumerated() where speakers[model] != count {
          beside[language][place] += WordVotes.functionWord
        }
      }
    }
    return true
  }
}
