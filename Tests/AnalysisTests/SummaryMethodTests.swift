import Testing
import Text

@testable import Analysis

/// Each method on a handful of sentences whose order by its paper can be told by hand. Sentences are given as words; a
/// word's number is its place among all words.
@Suite struct SummaryMethodTests {
  private func table(_ sentences: [String]) -> SentenceTable {
    var vocabulary = Vocabulary()
    return SentenceTable(rows: sentences.map { $0.split(separator: " ").map { Int32(vocabulary.intern($0.utf8)) } })
  }

  private func order(_ ranking: some SentenceRanking, _ sentences: [String]) -> [Int] {
    var ranking = ranking
    var scores: [Float] = []
    ranking.rank(table(sentences), into: &scores)
    #expect(scores.count == sentences.count && scores.allSatisfy(\.isFinite))
    return scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
  }

  @Test func leadGoesByPosition() {
    #expect(order(LeadRanking(), ["a b", "c d", "a b"]) == [0, 1, 2])
  }

  @Test func centralityPutsTheHubFirst() {
    // The second sentence shares a word with each other one; no two of those share any.
    let star = ["a x", "a b c", "b y", "c z"]
    #expect(order(TextRank(), star).first == 1)
    #expect(order(LexRank(), star).first == 1)
  }

  @Test func pacSumPrefersWhatIsTakenUpLater() {
    // Both ends of the chain are alike but for their place.
    let order = order(PacSum(), ["a b", "a c", "b d"])
    #expect(order.first == 0)
  }

  @Test func latentSemanticsFindsTheStrongestTopic() {
    #expect(order(LatentSemantics(), ["x", "a b c", "a b c d", "a b"]).first == 2)
  }

  @Test func luhnMeasuresTheDensestCluster() {
    // Significant are a and b. In the first sentence they stand far apart, in the second side by side.
    let far = "a m n o p q r b"
    #expect(order(Luhn(), [far, "a b s", "a t", "b u"]).first == 1)
  }

  @Test func sumBasicDoesNotSayAWordTwice() {
    // After "a a", a is worth little, so "b c" comes before the second "a".
    #expect(order(SumBasic(), ["a", "a", "a", "b", "b c"]).prefix(2) == [0, 3])
  }

  @Test func klSumFollowsTheDistribution() {
    #expect(order(KLSum(), ["a b", "a a", "b c", "a b c"]).first == 3)
  }

  @Test func rankingsDoNotBlowUp() {
    // Every sentence shares words with every other; work is bounded by the words, not by their pairs.
    let sentences = (0..<3_000).map { "the minister said on day \($0) that the talks on water and grain go on" }
    let table = table(sentences)
    var scores: [Float] = []
    func check(_ ranking: some SentenceRanking) {
      var ranking = ranking
      ranking.rank(table, into: &scores)
      #expect(scores.count == sentences.count && scores.allSatisfy(\.isFinite))
    }
    check(LexRank())
    check(PacSum())
    check(LatentSemantics())
    check(Luhn())
    check(SumBasic())
    check(KLSum())
  }

  /// The walk over the factors is the walk over the matrix of cosines.
  @Test func factorsAndMatrixAgree() {
    let sentences = ["a b c", "b c d", "d e", "a e f", "g", "c d e f"]
    let table = table(sentences)
    var graph = CosineGraph(usesRarity: true, rounds: 12)
    graph.fill(table)
    var scores: [Float] = []
    graph.walk(table, into: &scores)
    var marks = [UInt8](repeating: 0, count: table.weights.count)
    let count = sentences.count
    var matrix = Array(repeating: Array(repeating: Float(0), count: count), count: count)
    for i in 0..<count {
      for j in 0..<count where i != j { matrix[i][j] = graph.cosine(i, j, table, marks: &marks) }
    }
    let degrees = matrix.map { $0.reduce(0, +) }
    var expected = Array(repeating: Float(1), count: count)
    for _ in 0..<12 {
      var next = Array(repeating: Float(0.15), count: count)
      for i in 0..<count {
        for j in 0..<count {
          let odds: Float = degrees[j] > 1e-6 ? matrix[j][i] / degrees[j] : 1 / Float(count)
          next[i] += 0.85 * odds * expected[j]
        }
      }
      expected = next
    }
    for i in 0..<count {
      let difference = abs(scores[i] - expected[i])
      #expect(difference < 1e-4)
    }
    for i in 0..<count {
      let difference = abs(graph.degrees[i] - degrees[i])
      #expect(difference < 1e-4)
    }
  }
}

@Suite struct RankingModelTests {
  private func lines(_ text: String) -> [ArraySlice<UInt8>] {
    text.split(separator: "\n").map { ArraySlice($0.utf8) }
  }

  @Test func theEmbeddedModelIsReadWhole() throws {
    #expect(RankingModel(LanguageData.lines(of: "summaries/ranking.txt")) != nil)
    #expect(RankingModel.embedded().treeCount > 50)
  }

  @Test(arguments: [
    "tree", "tree position<1 5", "tree position<1 5 6", "steps position 1\ntree position<2 5 6",
    "steps position 1\ntree position<1 5 6 7", "steps color 1", "leaf 5", "steps position x",
  ])
  func whatIsNoModelIsRefused(_ text: String) {
    #expect(RankingModel(lines(text)) == nil)
  }

  /// Worths are those of the trees walked one by one, and the shares of the features add up to the score.
  @Test func tablesAgreeWithTrees() throws {
    let text = """
      steps position 1 2
      steps words 5
      tree article.sentences<1 position<1 100 -100 position<2 30 -10
      tree words<5 article.leadCoverage<0.5 -70 20 40
      """
    var model = try #require(RankingModel(lines(text)))
    let table = SentenceTable(rows: [[0, 1, 2], [0, 3, 4, 5, 6, 7], [1, 8]])
    var features = SentenceFeatures()
    features.fill(table, title: [])
    var scores: [Float] = []
    model.score(features, into: &scores)
    // Three sentences: ln 3 is above 1, so the second branch of the first tree; the lead covers all.
    let expected: [Float] = [0.005, 0.007, 0.001]
    #expect(scores == expected)
    let mean = scores.reduce(0, +) / 3
    for sentence in 0..<3 {
      var difference = mean - scores[sentence]
      for share in model.shares(of: sentence, features) { difference += share.share }
      #expect(abs(difference) < 1e-6)
    }
  }
}

@Suite struct DatelineTests {
  @Test(
    arguments: [
      ("LONDON, March 3 (Reuters) - The bank raised its rate.", "The bank raised its rate."),
      ("Philadelphia, Pennsylvania (CNN) -- The agency looks for a hall.", "The agency looks for a hall."),
      ("(CNN) -- A storm hit the coast.", "A storm hit the coast."),
      ("Berlin (dpa) – Die Bahn fährt wieder.", "Die Bahn fährt wieder."),
      ("VARMOUTH — Ships wait outside.", "Ships wait outside."),
      ("МОСКВА, 3 марта (ТАСС) — Банк поднял ставку.", "Банк поднял ставку."),
      ("The bank - and its rate - are in the news.", nil),
      ("Smith — the chairman — resigned.", nil),
      ("The World Health Organization (WHO) - and others - met.", nil),
      ("NATO's members - all of them - met.", nil),
      ("LONDON (Reuters) -", nil),
      ("It rained.", nil),
    ] as [(String, String?)])
  func datelines(_ text: String, _ rest: String?) {
    let bytes = Array(text.utf8)
    let length = bytes.withUnsafeBufferPointer { Dateline.length($0, in: TextRange(0, bytes.count)) }
    #expect(String(decoding: bytes[length...], as: UTF8.self) == rest ?? text)
  }
}
