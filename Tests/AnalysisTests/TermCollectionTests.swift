import Analysis
import Articles
import Testing
import Text

/// The terms of several articles together.
@Suite struct TermCollectionTests {
  private static let texts = [
    "The flood warning system of the valley was tried out. Flood warning systems save lives.\nAda Fenwick built sirens.",
    "A flood warning system needs sirens.\nThe Alpine Hazards Office (AHO) counts every siren. Sirens are loud.",
    "Ada Fenwick of the AHO praised the sirens.\nNobody else did.",
  ]

  private static func record(_ text: String, id: String, language: String = "en") throws -> [UInt8] {
    var article = try TermArticle(text, language: language)
    article.article.id = id
    return try TermFinder().record(of: article.article, words: article.words, language: article.language)
  }

  private static func collection(_ texts: [String], limit: Int = 10_000) throws -> TermCollection {
    var collection = TermCollection(limit: limit)
    for (index, text) in texts.enumerated() {
      let isAdded = collection.add(try record(text, id: "a\(index)"))
      #expect(isAdded)
    }
    return collection
  }

  /// Name, count, articles and forms of each entry.
  private static func lines(_ terms: [TermEntry]) -> [String] {
    terms.map { "\($0.kind) \($0.name) ×\($0.count) in \($0.articles) \($0.variants)" }
  }

  @Test func countsAddUp() throws {
    let terms = try Self.collection(Self.texts).terms(by: .keyness)
    let lines = Self.lines(terms)
    #expect(lines.contains(#"term flood warning system ×3 in 2 ["Flood warning systems"]"#), "\(lines)")
    #expect(lines.contains(#"term siren ×5 in 3 ["sirens", "Sirens"]"#), "\(lines)")
    #expect(lines.contains("name Ada Fenwick ×2 in 2 []"), "\(lines)")
    let office = try #require(terms.first { $0.name == "AHO" })
    #expect(office.kind == .abbreviation && office.expansion == "Alpine Hazards Office")
    #expect(office.article == "a1" && office.context.contains("AHO"))
  }

  /// The parts of a collection are its articles, so articles that are added in another order count the same.
  @Test func theOrderOfArticlesChangesNoCount() throws {
    let counts = { (texts: [String]) throws in
      try Self.collection(texts).terms(by: .keyness).map { "\($0.name.lowercased()) \($0.count) \($0.articles)" }
        .sorted()
    }
    #expect(try counts(Self.texts) == counts(Self.texts.reversed()))
  }

  @Test func wordsOfNamesLettersAndItemsAreNotListed() throws {
    let texts = [
      "We met people of New York University and of New York State.\nThen the set B and item a7 of the list came.",
      "The mayor of New York City met the head of New York University.\nBut the set B and item a7 are here.",
    ]
    let names = try Self.collection(texts).terms(by: .keyness).map(\.name)
    #expect(names.contains("New York University"), "\(names)")
    #expect(!names.contains("York") && !names.contains("B") && !names.contains("a7"), "\(names)")
  }

  @Test func memoryIsBounded() throws {
    let texts = (0..<60).map { index in
      "The flood warning system is here.\n" + (0..<20).map { "Wild word\(index)x\($0) passed." }.joined(separator: "\n")
    }
    let terms = try Self.collection(texts, limit: 300).terms(by: .keyness)
    #expect(terms.count <= 300)
    #expect(Self.lines(terms).contains { $0.hasPrefix("term flood warning system ×60 in 60") })
  }

  @Test func languagesStayApart() throws {
    var collection = TermCollection()
    collection.add(try Self.record("The sirens rang. The sirens were loud.", id: "en"))
    collection.add(try Self.record("Les sirènes sonnent. Les sirènes sont là.", id: "fr", language: "fr"))
    let terms = collection.terms(by: .keyness)
    #expect(terms.map(\.language) == terms.map(\.language).sorted())
    #expect(Set(terms.map(\.language)) == ["en", "fr"])
  }

  @Test(arguments: [[], [1], [3, 65, 65], Array(repeating: 255, count: 40)] as [[UInt8]])
  func whatIsNoRecordIsRefused(_ bytes: [UInt8]) {
    var collection = TermCollection()
    let isAdded = collection.add(bytes)
    #expect(!isAdded)
  }

  @Test func theBuiltInModelHasAWeightForEveryFeature() {
    #expect(TermModel.standard != nil)
  }

  @Test func referenceFrequenciesComeBackFromBothForms() throws {
    let text = "# general language\nthe\t130\nhouse\t360\nhouses\t410\n"
    let list = try #require(ReferenceFrequencies.list(fromText: Array(text.utf8)))
    let reference = ReferenceFrequencies(list)
    func rarity(_ word: String) -> UInt8 {
      Array(word.utf8).withUnsafeBufferPointer { reference.rarity(of: $0, hash: Vocabulary.hash($0)) }
    }
    #expect(rarity("the") == 32 && rarity("house") == 90 && rarity("siren") == reference.unlisted)
    #expect(reference.unlisted > rarity("houses"))
    #expect(ReferenceFrequencies.list(fromText: Array("the 130\n".utf8)) == nil)
    // Words in byte order, with what they share: "house", then "s" after five bytes of it, then "the".
    #expect(
      ReferenceFrequencies.encoded(list, atMost: 3)
        == [5] + Array("house".utf8) + [90, 5 << 4 | 1] + Array("s".utf8) + [102, 3] + Array("the".utf8) + [32])
  }

  @Test(arguments: [("de", "häuser", "haus"), ("ru", "книги", "книг"), ("nb", "båtene", "båt")])
  func stemsByLanguage(_ language: String, _ word: String, _ stem: String) throws {
    let stemmer = try #require(Stemmer(language: language))
    let found = Array(word.utf8).withUnsafeBufferPointer {
      stemmer.withStem(of: $0) { String(decoding: $0, as: UTF8.self) }
    }
    #expect(found == stem)
    #expect(Stemmer(language: "kk") == nil)
  }
}
