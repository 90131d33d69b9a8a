import Articles

/// A phrase that may be a term.
struct TermCandidate {
  var phrase: Int32
  var kind: Term.Kind
  var score: Float
  /// Token with which its first use begins.
  var first: Int32
}

/// Decides which phrases are terms and how much they matter in an article: by how often they stand by themselves (C-value),
/// how rare their words are in general language, the place of first use, and the title.
///
/// Frequency times rarity is what tf-idf measures, with the language at large in the place of a collection.
enum TermRanking {
  private static let fewestUses: Int32 = 2
  /// In decades: rarer than the three thousand most frequent words or so.
  private static let rareWord: Float = 4.6
  /// In decades: a word so frequent in general language counts for nothing.
  private static let leastRarity: Float = 2.5
  /// Where the language has no reference: as if all words were of middling rarity.
  private static let unknownRarity: Float = 5
  private static let titleFactor: Float = 1.4
  /// Of phrases there are many more than of words, and fewer of them matter.
  private static let phraseFactor: Float = 0.8
  /// The text takes the trouble to explain it.
  private static let definedFactor: Float = 1.6

  /// Candidates, best first; equals in the order of the text.
  static func rank(
    _ phrases: PhraseTable, _ text: TermTokens, _ lexicon: TermLexicon, inTitle: [UInt8], defined: [Int32: Int],
    atMost: Int, into candidates: inout [TermCandidate]
  ) {
    candidates.removeAll(keepingCapacity: true)
    for index in phrases.phrases.indices {
      let phrase = phrases.phrases[index]
      let isDefined = !defined.isEmpty && defined[Int32(index)] != nil
      let count = max(phrase.counts.all, isDefined ? 1 : 0)
      guard count > 0, let kind = isDefined ? .abbreviation : kind(phrase, count, text, lexicon) else { continue }
      // A fragment that never stands outside one longer phrase.
      if phrase.longerMost >= count && !isDefined { continue }
      var score = score(phrase, count, kind, text.tokens, inTitle)
      if isDefined { score *= definedFactor }
      candidates.append(TermCandidate(phrase: Int32(index), kind: kind, score: score, first: phrase.first))
    }
    keepBest(atMost, of: &candidates)
  }

  /// Sorts the best candidates and drops the others: those that cannot be among them are set aside before.
  private static func keepBest(_ count: Int, of candidates: inout [TermCandidate]) {
    if candidates.count > 2 * count {
      var scores = candidates.map(\.score)
      let threshold = Selection.largest(count, of: &scores)
      candidates.removeAll { $0.score < threshold }
    }
    candidates.sort { left, right in
      left.score != right.score
        ? left.score > right.score : (left.first, left.phrase) < (right.first, right.phrase)
    }
    if candidates.count > count { candidates.removeSubrange(count...) }
  }

  private static func kind(
    _ phrase: PhraseTable.Phrase, _ count: Int32, _ text: TermTokens, _ lexicon: TermLexicon
  ) -> Term.Kind? {
    let tokens = text.tokens
    let first = tokens[Int(phrase.first)]
    if phrase.counts.name > 0 && phrase.counts.name >= phrase.counts.term {
      // "Exemplare von Allosaurus": where all nouns have capitals, a name with a small word in it must come back.
      if lexicon.capitalizesNouns, count == 1, hasSmallWord(phrase, tokens) { return nil }
      let isShort = phrase.length == 1 && first.traits.contains(.allCapitals) && first.end - first.start <= 6
      return isShort ? .abbreviation : .name
    }
    // "to protect workers": always after what leads a verb.
    if phrase.counts.afterVerbLeader == count { return nil }
    if lexicon.capitalizesNouns {
      let last = Int(tokens[Int(phrase.first + phrase.length) - 1].word)
      guard text.capitalCounts[last] > text.lowerCounts[last] else { return nil }
    }
    guard count >= fewestUses else { return nil }
    if phrase.length > 1 { return .term }
    guard first.end - first.start > 3 else { return nil }
    // Used but twice, a word must be a rare one.
    if count == fewestUses, Float(first.rarity) < rareWord * ReferenceFrequencies.stepsPerDecade { return nil }
    // A single word must be seen to be a noun, where that can be seen.
    let isNoun =
      phrase.counts.afterNounLeader * 4 >= count && phrase.counts.afterNounLeader >= phrase.counts.afterVerbLeader
    return isNoun || !lexicon.hasNounLeaders ? .term : nil
  }

  private static func hasSmallWord(_ phrase: PhraseTable.Phrase, _ tokens: [TermToken]) -> Bool {
    tokens[Int(phrase.first)..<Int(phrase.first + phrase.length)].contains { !$0.traits.contains(.capital) }
  }

  private static func score(
    _ phrase: PhraseTable.Phrase, _ count: Int32, _ kind: Term.Kind, _ tokens: [TermToken], _ inTitle: [UInt8]
  ) -> Float {
    var uses = Float(count)
    if phrase.longerCount > 0 { uses -= Float(phrase.longerSum) / Float(phrase.longerCount) }
    uses = max(uses, 1)
    let range = Int(phrase.first)..<Int(phrase.first) + Int(phrase.length)
    var titleWords = 0
    var rarity: Float = 0
    for token in range {
      if inTitle[Int(tokens[token].word)] == 1 { titleWords += 1 }
      rarity += Float(tokens[token].rarity)
    }
    rarity /= ReferenceFrequencies.stepsPerDecade * Float(range.count)
    if rarity == 0 { rarity = unknownRarity }
    let segment = Float(tokens[range.lowerBound].segment)
    // Less than in proportion, so that a text that repeats itself does not outweigh all others of a folder.
    let weight = uses.squareRoot() * uses.squareRoot().squareRoot()
    var score = weight * max(rarity - leastRarity, 0.1) * (1 + 0.5 / (1 + segment / 5))
    if titleWords == range.count { score *= titleFactor }
    return kind == .term && range.count > 1 ? score * phraseFactor : score
  }
}
