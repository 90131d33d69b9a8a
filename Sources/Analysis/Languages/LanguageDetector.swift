import Articles
internal import CLanguageID
import Text

/// A guess at a text's language.
public struct LanguageGuess: Hashable, Sendable {
  /// BCP 47 tag; with its script where a language is written in two ("zh-Hans", "sr-Latn").
  public var tag: String
  /// Whether the second guess is far behind.
  public var isReliable: Bool

  public init(tag: String, isReliable: Bool) {
    self.tag = tag
    self.isReliable = isReliable
  }
}

/// Tells the language of a text. One owner.
///
/// Four witnesses are heard in turn: the script, which by itself names a good third of the languages; CLD2 with its full
/// tables; the function words of every language that has a folder; and the letters that a language has not. What is left
/// between close relatives (Danish and Norwegian, Spanish and Galician) is told by `CloseLanguages`.
public final class LanguageDetector {
  /// Enough text for news to be told apart; CLD2 is slower than all else in a run, so it gets no more at first.
  private static let sampleCount = 400
  private static let longSampleCount = 8_000
  /// How much CLD2's word counts, in logarithms: two or three function words outweigh it.
  private static let trust: Float = 6
  /// CLD2 calls names and odd strings English, and its rare languages attract them too.
  private static let smallTrust: Float = 3.6
  /// What close relatives get of CLD2's vote for one of them.
  private static let kinship: Float = 0.7
  /// What one word with a foreign letter tells against a language.
  private static let foreignLetter: Float = 2.5
  /// The distance at which a guess is sure.
  private static let sure: Float = 2

  private let words = FunctionWords.standard
  private let letters = LanguageLetters.standard
  private var close: [CloseLanguages?]
  private var scores: [Float]
  private var foreign: [Float]
  private var token: [UInt8] = []

  public init() {
    close = Array(repeating: nil, count: CloseLanguages.groups.count)
    scores = Array(repeating: 0, count: FunctionWords.standard.languages.count)
    foreign = scores
  }

  /// The language of an article's prose, from its beginning; boilerplate is heard only when there is nothing else.
  ///
  /// - Parameter hint: a tag that is likely for reasons outside the text.
  public func detect(_ article: Article, hint: String? = nil) -> LanguageGuess? {
    let first = guess(LanguageDetector.sample(of: article, LanguageDetector.sampleCount), hint: hint)
    if let first, first.isReliable { return first }
    let sample = LanguageDetector.sample(of: article, LanguageDetector.longSampleCount)
    return guess(sample, hint: hint) ?? first
  }

  /// The language of a text, or nil when it has no letters.
  public func guess(_ text: [UInt8], hint: String? = nil) -> LanguageGuess? {
    text.withUnsafeBufferPointer { text in
      let survey = ScriptSurvey(text)
      guard let script = survey.main else { return nil }
      if let language = script.onlyLanguage(survey) { return LanguageGuess(tag: language, isReliable: true) }
      if script == .han { return LanguageGuess(tag: letters.chinese(text), isReliable: true) }
      return vote(text, script, hint: hint)
    }
  }

  /// The blocks of an article that are in another language than the article, by their indices.
  ///
  /// A block whose first words are the article's language's is taken to be in it without a closer look; what is left is judged by itself, and close relatives are not told apart by one paragraph.
  public func foreignBlocks(of article: Article, language: String) -> [(block: Int, language: String)] {
    guard let own = words.index(of: language) else { return [] }
    let relatives = words.relatives[own]
    var found: [(block: Int, language: String)] = []
    for (index, block) in article.blocks.enumerated() where block.kind.isText && block.kind != .cell {
      let bytes = block.content.bytes
      guard bytes.count >= LanguageDetector.shortestBlock, !isLikely(own, bytes) else { continue }
      let sample = Array(bytes[..<LanguageDetector.cut(bytes, at: LanguageDetector.sampleCount)])
      guard let guess = guess(sample), guess.isReliable, let other = words.index(of: guess.tag) else { continue }
      if other != own && !relatives.contains(other) { found.append((index, guess.tag)) }
    }
    return found
  }

  /// Blocks with less text are taken to be in the article's language.
  private static let shortestBlock = 60

  /// Whether at least half of the function words among a text's first words are a language's own.
  private func isLikely(_ language: Int, _ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var cutter = WordCutter(UnsafeBufferPointer(rebasing: bytes[..<min(bytes.count, 120)]))
      var known = 0
      var own = 0
      for _ in 0..<16 {
        guard cutter.next(into: &token) != nil else { break }
        guard let set = token.withUnsafeBufferPointer({ words.languages(of: $0)?.0 }) else { continue }
        known += 1
        if set.contains(language) { own += 1 }
      }
      return own > 0 && own * 2 >= known
    }
  }

  /// What two editors may declare differently without one of them being wrong.
  private static let indistinct: [Set<String>] = [["da", "nb", "nn"], ["bs", "hr", "sr"], ["id", "ms"]]

  /// Whether a text contradicts a declared language: whether it is surely in another, and one that is told from it for certain.
  public func contradicts(_ declared: String, _ guess: LanguageGuess) -> Bool {
    let primary = LanguageTag.primary(declared)
    guard guess.isReliable, primary != LanguageTag.primary(guess.tag), primary != "und", primary != "mul" else {
      return false
    }
    // A language without a folder is known to CLD2 at best, so nothing is said against it.
    guard let one = words.index(of: declared), let other = words.index(of: guess.tag) else { return false }
    let pair = [words.languages[one], words.languages[other]]
    return one != other && !LanguageDetector.indistinct.contains { $0.isSuperset(of: pair) }
  }

  private func vote(_ text: UnsafeBufferPointer<UInt8>, _ script: ScriptSurvey.Script, hint: String?) -> LanguageGuess?
  {
    for index in scores.indices {
      scores[index] = 0
      foreign[index] = 0
    }
    count(text, script)
    var guesses = [lede_language_guess](repeating: lede_language_guess(), count: Int(LEDE_LANGUAGE_GUESSES))
    let isReliable = lede_guess_language(text.baseAddress, Int32(text.count), hint ?? "", &guesses)
    // A language without a folder: CLD2 alone speaks for it.
    var stranger: (tag: String, score: Float)?
    for guess in guesses {
      let tag = LanguageDetector.tag(guess)
      guard !tag.isEmpty else { continue }
      let share = Float(guess.percent) / 100
      if let index = words.index(of: tag) {
        guard words.scripts[index].contains(script) else { continue }
        let weight = (tag == "en" ? LanguageDetector.smallTrust : LanguageDetector.trust) * share
        scores[index] += weight
        for relative in words.relatives[index] where words.scripts[relative].contains(script) {
          scores[relative] += weight * LanguageDetector.kinship
        }
      } else if stranger == nil, LanguageTag.script(of: tag).map({ ScriptSurvey.Script(code: $0) == script }) ?? true {
        stranger = (tag, LanguageDetector.smallTrust * share)
      }
    }
    for index in scores.indices { scores[index] -= LanguageDetector.foreignLetter * min(foreign[index], 4) }
    decideAmongRelatives(text, script)
    var best = -1
    var second = -1
    for index in scores.indices {
      if best < 0 || scores[index] > scores[best] {
        second = best
        best = index
      } else if second < 0 || scores[index] > scores[second] {
        second = index
      }
    }
    guard best >= 0, scores[best] > 0 else {
      return stranger.map { LanguageGuess(tag: $0.tag, isReliable: isReliable) }
    }
    if let stranger, stranger.score > scores[best] { return LanguageGuess(tag: stranger.tag, isReliable: isReliable) }
    let distance = scores[best] - max(second < 0 ? 0 : scores[second], stranger?.score ?? 0, 0)
    return LanguageGuess(
      tag: words.tag(of: best, in: script), isReliable: distance >= LanguageDetector.sure && scores[best] >= 4)
  }

  /// Counts the function words of each language, and the words with letters that it has not.
  private func count(_ text: UnsafeBufferPointer<UInt8>, _ script: ScriptSurvey.Script) {
    var tokens = WordCutter(text)
    while let range = tokens.next(into: &token) {
      let mask = token.withUnsafeBufferPointer { words.languages(of: $0) }
      if let (mask, weight) = mask {
        mask.forEach { index in
          if words.scripts[index].contains(script) { scores[index] += weight }
        }
      }
      guard tokens.hasLettersBeyondASCII else { continue }
      letters.lacking(UnsafeBufferPointer(rebasing: text[range.start..<range.end])).forEach { foreign[$0] += 1 }
    }
  }

  /// Where the best guess has close relatives, their own tables are asked; twice, since the winner may have others.
  private func decideAmongRelatives(_ text: UnsafeBufferPointer<UInt8>, _ script: ScriptSurvey.Script) {
    var asked: Set<Int> = []
    for _ in 0..<2 {
      var best = 0
      for index in scores.indices where scores[index] > scores[best] { best = index }
      guard scores[best] > 0 else { return }
      for (number, name) in CloseLanguages.groups.enumerated() where !asked.contains(number) {
        guard name.script == script, name.languages.contains(words.languages[best]) else { continue }
        asked.insert(number)
        let group = close[number] ?? CloseLanguages(name)
        close[number] = group
        group.decide(text, among: words, &scores)
      }
    }
  }

  /// Text of the article's prose, boilerplate only when there is nothing else.
  private static func sample(of article: Article, _ count: Int) -> [UInt8] {
    var sample: [UInt8] = []
    for isArticle in [true, false] {
      for block in article.blocks where block.isArticle == isArticle && block.kind.isText {
        guard sample.count < count else { return sample }
        sample.append(contentsOf: block.content.bytes[..<cut(block.content.bytes, at: count - sample.count)])
        sample.append(0x0A)
      }
      if sample.count > 80 { break }
    }
    return sample
  }

  /// The last character boundary at or before an offset.
  static func cut(_ bytes: [UInt8], at count: Int) -> Int {
    guard count < bytes.count else { return bytes.count }
    var end = count
    while end > 0 && bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  /// CLD2 has some codes of its own or withdrawn ones (RFC 5646 section 2.2.1 asks for the preferred).
  private static func tag(_ guess: lede_language_guess) -> String {
    let code = withUnsafeBytes(of: guess.code) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return LanguageTag.preferred(code)
  }
}
