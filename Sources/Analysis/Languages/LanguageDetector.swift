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
/// The witnesses are heard in turn: the script, which by itself names a good third of the languages; the words that are
/// common in each language, and the letters that it has not (`WordVotes`); only where these leave it open, CLD2 with its
/// full tables, which knows more languages and is slower. What is left between close relatives (Danish and
/// Norwegian, Spanish and Galician) is told by `CloseLanguages`.
public final class LanguageDetector {
  /// Enough text for news to be told apart.
  private static let sampleCount = 400
  private static let longSampleCount = 8_000
  /// How much CLD2's word counts, in logarithms: two or three common words outweigh it.
  private static let trust: Float = 6
  /// CLD2 calls names and odd strings English, and its rare languages attract them too.
  private static let smallTrust: Float = 3.6
  /// What close relatives get of CLD2's vote for one of them.
  private static let kinship: Float = 0.7
  /// What a hint from outside the text counts.
  private static let hintWeight: Float = 2
  /// How far ahead of all but its relatives a language must be, and what its words must say each, for CLD2 not to be asked.
  private static let clearLead: Float = 5
  private static let clearShare: Float = 1.3
  /// How much of a text CLD2 must find in a language without a folder, and how long the text must be, for it to be believed
  /// where the words say little: such a language has some words in common with every other.
  private static let strangerShare: Float = 0.8
  private static let strangerCount = 40
  /// The distance at which a guess is sure, and the least score.
  private static let sure: Float = 2.5
  private static let sureScore: Float = 5

  private let votes = WordVotes()
  private let words = FunctionWords.standard
  private let letters = LanguageLetters.standard
  private var close: [CloseLanguages?]
  private var scores: [Float]

  public init() {
    close = Array(repeating: nil, count: CloseLanguages.groups.count)
    scores = Array(repeating: 0, count: FunctionWords.standard.languages.count)
  }

  /// The language of an article's prose, from its beginning; boilerplate is heard only when there is nothing else.
  ///
  /// Where relatives are hard to tell apart, the address of the article or its path decides ("example.cz", "report.sk.txt").
  ///
  /// - Parameter hint: a tag that is likely for reasons outside the article.
  public func detect(_ article: Article, hint: String? = nil) -> LanguageGuess? {
    let hint = hint ?? LanguageHint.of(article)
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
      if script == .han { return LanguageGuess(tag: letters.ideographic(text), isReliable: true) }
      return vote(text, script, hint: hint)
    }
  }

  /// The blocks of an article that are in another language than the article, by their indices.
  ///
  /// A block whose first words are the article's language's is taken to be in it without a closer look; what is left is
  /// judged by itself, and close relatives are not told apart by one paragraph.
  public func foreignBlocks(of article: Article, language: String) -> [(block: Int, language: String)] {
    guard let own = words.index(of: language) else { return [] }
    let relatives = words.relatives[own]
    var found: [(block: Int, language: String)] = []
    for (index, block) in article.blocks.enumerated() where block.kind.isText && block.kind != .cell {
      let bytes = block.content.bytes
      guard bytes.count >= LanguageDetector.shortestBlock, !bytes.withUnsafeBufferPointer({ votes.isLikely(own, $0) })
      else { continue }
      let sample = Array(bytes[..<LanguageDetector.cut(bytes, at: LanguageDetector.sampleCount)])
      guard let guess = guess(sample), guess.isReliable, let other = words.index(of: guess.tag) else { continue }
      if other != own && !relatives.contains(other) { found.append((index, guess.tag)) }
    }
    return found
  }

  /// Blocks with less text are taken to be in the article's language.
  private static let shortestBlock = 60

  /// What two editors may declare differently without one of them being wrong.
  private static let indistinct: [Set<String>] = [["da", "nb", "nn"], ["bs", "hr", "sr"], ["id", "ms"]]

  /// Whether a text contradicts a declared language: whether it is surely in another, and one that is told from it for
  /// certain.
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
    votes.read(text, script, &scores)
    if let hint, let index = words.index(of: hint), words.scripts[index].contains(script) {
      scores[index] += LanguageDetector.hintWeight
    }
    let told = scores.max() ?? 0
    // A language without a folder: CLD2 alone speaks for it.
    let stranger = isClear ? nil : askCLD2(text, script, hint: hint)
    if let stranger, stranger.isReliable, text.count >= LanguageDetector.strangerCount,
      stranger.score >= LanguageDetector.smallTrust * LanguageDetector.strangerShare,
      told < LanguageDetector.clearShare * Float(votes.count)
    {
      return LanguageGuess(tag: stranger.tag, isReliable: true)
    }
    decideAmongRelatives(text, script)
    var best = 0
    var second: Float = 0
    for index in scores.indices where scores[index] > scores[best] { best = index }
    for index in scores.indices where index != best { second = max(second, scores[index]) }
    guard scores[best] > 0 else {
      if let stranger { return LanguageGuess(tag: stranger.tag, isReliable: stranger.isReliable) }
      return script.commonLanguage.map { LanguageGuess(tag: $0, isReliable: false) }
    }
    if let stranger, stranger.score > scores[best] {
      return LanguageGuess(tag: stranger.tag, isReliable: stranger.isReliable)
    }
    let distance = scores[best] - max(second, stranger?.score ?? 0)
    return LanguageGuess(
      tag: words.tag(of: best, in: script),
      isReliable: distance >= LanguageDetector.sure && scores[best] >= LanguageDetector.sureScore)
  }

  /// Whether the words alone tell the language, up to its close relatives.
  private var isClear: Bool {
    var best = 0
    for index in scores.indices where scores[index] > scores[best] { best = index }
    guard scores[best] >= LanguageDetector.clearShare * Float(votes.count) else { return false }
    let relatives = words.relatives[best]
    for index in scores.indices where scores[index] > scores[best] - LanguageDetector.clearLead {
      if index != best && !relatives.contains(index) { return false }
    }
    return scores[best] >= LanguageDetector.clearLead
  }

  /// Adds CLD2's vote to the scores; returns its best guess among the languages without a folder.
  private func askCLD2(
    _ text: UnsafeBufferPointer<UInt8>, _ script: ScriptSurvey.Script, hint: String?
  ) -> (tag: String, score: Float, isReliable: Bool)? {
    var guesses = [lede_language_guess](repeating: lede_language_guess(), count: Int(LEDE_LANGUAGE_GUESSES))
    let isReliable = lede_guess_language(text.baseAddress, Int32(text.count), hint ?? "", &guesses)
    var stranger: (tag: String, score: Float, isReliable: Bool)?
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
        stranger = (tag, LanguageDetector.smallTrust * share, isReliable)
      }
    }
    return stranger
  }

  /// Where the best guess has close relatives, their own tables are asked; twice, since the winner may have others.
  private func decideAmongRelatives(_ text: UnsafeBufferPointer<UInt8>, _ script: ScriptSurvey.Script) {
    var asked = LanguageSet()
    for _ in 0..<2 {
      var best = 0
      for index in scores.indices where scores[index] > scores[best] { best = index }
      guard scores[best] > 0, !words.relatives[best].isEmpty else { return }
      for (number, name) in CloseLanguages.groups.enumerated() where !asked.contains(number) {
        guard name.script == script, name.languages.contains(words.languages[best]) else { continue }
        asked.insert(number)
        let group = close[number] ?? CloseLanguages(name, among: words)
        close[number] = group
        group.decide(text, &scores)
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
