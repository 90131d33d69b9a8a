import Articles

/// A phrase that may be a term.
struct TermCandidate {
  var phrase: Int32
  var kind: Term.Kind
  var score: Float
  /// Token with which its first use begins.
  var first: Int32
}

/// Decides which phrases are terms and how much they matter: by C-value, place of first use, and the title.
enum TermRanking {
  /// A single everyday-looking word must occur this often.
  private static let fewestSingleUses: Int32 = 3
  private static let fewestPhraseUses: Int32 = 2
  private static let titleFactor: Float = 1.4
  /// The text takes the trouble to explain it.
  private static let definedFactor: Float = 1.6

  /// Candidates, best first; equals in the order of the text.
  static func rank(
    _ phrases: PhraseTable, _ text: TermTokens, inTitle: [UInt8], defined: [Int32: Int],
    into candidates: inout [TermCandidate]
  ) {
    candidates.removeAll(keepingCapacity: true)
    for index in phrases.phrases.indices {
      let phrase = phrases.phrases[index]
      let isDefined = !defined.isEmpty && defined[Int32(index)] != nil
      let count = max(phrase.termCount + phrase.nameCount, isDefined ? 1 : 0)
      guard count > 0, let kind = isDefined ? .abbreviation : kind(phrase, count, text.tokens) else { continue }
      // A fragment that never stands outside one longer phrase.
      if phrase.longerMost >= count && !isDefined { continue }
      var score = score(phrase, count, kind, text.tokens, inTitle)
      if isDefined { score *= definedFactor }
      candidates.append(TermCandidate(phrase: Int32(index), kind: kind, score: score, first: phrase.first))
    }
    candidates.sort { left, right in
      left.score != right.score
        ? left.score > right.score : (left.first, left.phrase) < (right.first, right.phrase)
    }
  }

  private static func kind(_ phrase: PhraseTable.Phrase, _ count: Int32, _ tokens: [TermTokens.Token]) -> Term.Kind? {
    let first = tokens[Int(phrase.first)]
    if phrase.nameCount > 0 && phrase.nameCount >= phrase.termCount {
      let isShort = phrase.length == 1 && first.traits.contains(.allCapitals) && first.end - first.start <= 6
      return isShort ? .abbreviation : .name
    }
    if phrase.length == 1 {
      return count >= fewestSingleUses && first.end - first.start > 3 ? .term : nil
    }
    return count >= fewestPhraseUses ? .term : nil
  }

  private static func score(
    _ phrase: PhraseTable.Phrase, _ count: Int32, _ kind: Term.Kind, _ tokens: [TermTokens.Token], _ inTitle: [UInt8]
  ) -> Float {
    var uses = Float(count)
    if phrase.longerCount > 0 { uses -= Float(phrase.longerSum) / Float(phrase.longerCount) }
    uses = max(uses, 1)
    let length = Float(phrase.length)
    let segment = Float(tokens[Int(phrase.first)].segment)
    var score = (1 + length).logarithm * (1 + uses).logarithm * (1 + 0.5 / (1 + segment / 5))
    var titleWords = 0
    let range = Int(phrase.first)..<Int(phrase.first) + Int(phrase.length)
    for token in range where inTitle[Int(tokens[token].word)] == 1 { titleWords += 1 }
    if titleWords == range.count { score *= titleFactor }
    switch kind {
    case .name: return score
    case .abbreviation: return score
    case .term: return phrase.length == 1 ? score * 0.6 : score * 1.2
    }
  }
}
