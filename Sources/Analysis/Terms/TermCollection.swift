import Articles
import Text

/// The candidates of many articles, added up in the order of their records.
///
/// Memory is bounded by the number of candidates: when there are more than the limit, those seen least are dropped, as in
/// lossy counting (Manku and Motwani, "Approximate Frequency Counts over Data Streams", VLDB 2002). What is dropped and
/// comes again is counted from there.
public struct TermCollection: Sendable {
  /// About 250 bytes each, with their words, spellings and sentences.
  public static let standardLimit = 400_000

  struct Word {
    var count: Int32
    var rarity: UInt8
    var kind: TermLexicon.Class
    /// Candidates of two words or more that begin and that end with it.
    var beginnings: Int32 = 0
    var endings: Int32 = 0
    /// The candidate that is the word alone, or -1.
    var alone: Int32 = -1
  }

  struct Spelling {
    var hash: UInt64
    var text: [UInt8]
    var count: Int32
    var startCount: Int32
  }

  struct Candidate {
    var key: UInt64
    /// Numbers of its words in `words`.
    var words: [Int32]
    var counts: PhraseTable.Counts
    var articles: Int32
    var spellings: [Spelling]
    var sentence: Int32
    var expansion: [UInt8]
    /// Longer candidates that hold it and occur twice at least: how many, how often together, how often the most frequent.
    var longerCount: Int32 = 0
    var longerSum: Int32 = 0
    var longerMost: Int32 = 0

    var count: Int32 { counts.all }
  }

  struct Sentence {
    var article: Int32
    var segment: String
    var text: [UInt8]
  }

  /// The candidates of one language.
  struct Part {
    var language: String
    /// Rarity of a word that the reference does not list; 0 when there is no reference.
    var unlisted: UInt8 = 0
    var tokens = 0
    var articles = 0
    var words: [Word] = []
    var stems: [UInt64] = []
    var candidates: [Candidate] = []
    var wordOf = KeyTable()
    var candidateOf = KeyTable()

    var hasReference: Bool { unlisted > 0 }
  }

  private(set) var parts: [Part] = []
  private(set) var sentences: [Sentence] = []
  private(set) var articles: [String] = []
  private let limit: Int

  public init(limit: Int = TermCollection.standardLimit) { self.limit = limit }

  /// Adds the record of one article; false when it is none.
  @discardableResult
  public mutating func add(_ record: [UInt8]) -> Bool {
    record.withUnsafeBufferPointer { bytes in
      var reader = RecordReader(bytes)
      return add(&reader) != nil
    }
  }

  private mutating func add(_ reader: inout RecordReader) -> Void? {
    guard let article = reader.text(), let tag = reader.text() else { return nil }
    let language = String(decoding: tag, as: UTF8.self)
    articles.append(String(decoding: article, as: UTF8.self))
    let part: Int
    if let known = parts.firstIndex(where: { $0.language == language }) {
      part = known
    } else {
      part = parts.count
      parts.append(Part(language: language))
    }
    guard let unlisted = reader.number(), let tokens = reader.number(), let numbers = parts[part].addWords(&reader)
    else { return nil }
    parts[part].unlisted = UInt8(clamping: unlisted)
    parts[part].tokens += tokens
    parts[part].articles += 1
    let firstSentence = sentences.count
    guard let sentenceCount = reader.number() else { return nil }
    for _ in 0..<sentenceCount {
      guard let segment = reader.text(), let text = reader.text() else { return nil }
      sentences.append(
        Sentence(
          article: Int32(articles.count - 1), segment: String(decoding: segment, as: UTF8.self), text: Array(text)))
    }
    guard parts[part].addCandidates(&reader, numbers, firstSentence) != nil else { return nil }
    if parts.reduce(0, { $0 + $1.candidates.count }) > limit { drop() }
    return ()
  }

  /// Drops what was seen least until half the limit is free again, and the sentences that nothing needs then.
  private mutating func drop() {
    var least: Int32 = 1
    while parts.reduce(0, { $0 + $1.candidates.count }) > limit / 2 {
      for index in parts.indices { parts[index].drop(noOftenerThan: least) }
      least += 1
    }
    var places = [Int32](repeating: -1, count: sentences.count)
    var kept: [Sentence] = []
    for part in parts.indices {
      for index in parts[part].candidates.indices {
        let sentence = Int(parts[part].candidates[index].sentence)
        if places[sentence] < 0 {
          places[sentence] = Int32(kept.count)
          kept.append(sentences[sentence])
        }
        parts[part].candidates[index].sentence = places[sentence]
      }
    }
    sentences = kept
  }
}

extension TermCollection.Part {
  fileprivate mutating func addWords(_ reader: inout RecordReader) -> [Int32]? {
    guard let count = reader.number() else { return nil }
    var numbers: [Int32] = []
    for _ in 0..<count {
      guard let stem = reader.key(), let rarity = reader.number(), let kind = reader.number(),
        let uses = reader.number()
      else { return nil }
      let known = wordOf.find(stem)
      if known >= 0 {
        words[Int(known)].count += Int32(uses)
        words[Int(known)].rarity = min(words[Int(known)].rarity, UInt8(rarity))
        numbers.append(known)
      } else {
        let number = Int32(words.count)
        wordOf.add(stem, number)
        stems.append(stem)
        words.append(
          TermCollection.Word(
            count: Int32(uses), rarity: UInt8(rarity),
            kind: TermLexicon.Class(rawValue: UInt32(truncatingIfNeeded: kind))))
        numbers.append(number)
      }
    }
    return numbers
  }

  fileprivate mutating func addCandidates(
    _ reader: inout RecordReader, _ numbers: [Int32], _ firstSentence: Int
  ) -> Void? {
    guard let count = reader.number() else { return nil }
    for _ in 0..<count {
      guard let key = reader.key(), let length = reader.number() else { return nil }
      var phrase: [Int32] = []
      for _ in 0..<length {
        guard let word = reader.number(), word < numbers.count else { return nil }
        phrase.append(numbers[word])
      }
      var counts = PhraseTable.Counts()
      guard let term = reader.number(), let name = reader.number() else { return nil }
      counts.term = Int32(term)
      counts.name = Int32(name)
      for lane in 0..<PhraseTable.Lane.count {
        guard let value = reader.number() else { return nil }
        counts.lanes[lane] = Int32(value)
      }
      guard let sentence = reader.number(), let expansion = reader.text(), let spellings = reader.number() else {
        return nil
      }
      let index: Int
      let known = candidateOf.find(key)
      if known >= 0 {
        index = Int(known)
        candidates[index].counts += counts
        candidates[index].articles += 1
        if candidates[index].expansion.isEmpty { candidates[index].expansion = Array(expansion) }
      } else {
        index = candidates.count
        candidateOf.add(key, Int32(index))
        candidates.append(
          TermCollection.Candidate(
            key: key, words: phrase, counts: counts, articles: 1, spellings: [],
            sentence: Int32(firstSentence + sentence), expansion: Array(expansion)))
      }
      for _ in 0..<spellings {
        guard let text = reader.text(), let count = reader.number(), let starts = reader.number() else { return nil }
        candidates[index].add(text, count: Int32(count), startCount: Int32(starts))
      }
    }
    return ()
  }

  fileprivate mutating func drop(noOftenerThan least: Int32) {
    candidates.removeAll { $0.count <= least }
    candidateOf.removeAll()
    for index in candidates.indices { candidateOf.add(candidates[index].key, Int32(index)) }
  }

  /// Tells each candidate of the longer ones that hold it, and each word of the candidates it begins and ends.
  mutating func nest() {
    for word in words.indices {
      words[word].alone = candidateOf.find(PhraseKey.adding(stems[word], to: PhraseKey.empty))
    }
    TermCollection.Part.nest(&candidates, &words, stems, candidateOf)
  }

  private static func nest(
    _ candidates: inout [TermCollection.Candidate], _ words: inout [TermCollection.Word], _ stems: [UInt64],
    _ candidateOf: KeyTable
  ) {
    candidates.withUnsafeMutableBufferPointer { candidates in
      words.withUnsafeMutableBufferPointer { words in
        for index in candidates.indices where candidates[index].words.count > 1 {
          let count = candidates[index].words.count
          words[Int(candidates[index].words[0])].beginnings += 1
          words[Int(candidates[index].words[count - 1])].endings += 1
          let uses = candidates[index].count
          // Of those seen once only names tell: what is inside is part of one name.
          guard uses > 1 || candidates[index].counts.name > 0 else { continue }
          for start in 0..<count {
            var key = PhraseKey.empty
            for end in start..<count where end - start < count - 1 {
              key = PhraseKey.adding(stems[Int(candidates[index].words[end])], to: key)
              let inner = Int(candidateOf.find(key))
              guard inner >= 0 else { continue }
              if uses > 1 {
                candidates[inner].longerCount += 1
                candidates[inner].longerSum += uses
              }
              candidates[inner].longerMost = max(candidates[inner].longerMost, uses)
            }
          }
        }
      }
    }
  }
}

extension TermCollection.Candidate {
  private static let mostSpellings = 24

  fileprivate mutating func add(_ text: UnsafeBufferPointer<UInt8>, count: Int32, startCount: Int32) {
    let hash = PhraseKey.hash(text)
    if let known = spellings.firstIndex(where: { $0.hash == hash }) {
      spellings[known].count += count
      spellings[known].startCount += startCount
    } else if spellings.count < TermCollection.Candidate.mostSpellings {
      spellings.append(
        TermCollection.Spelling(hash: hash, text: Array(text), count: count, startCount: startCount))
    }
  }
}
