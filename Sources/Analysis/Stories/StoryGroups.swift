import Text

/// Groups the articles of a folder that tell one story: the same text as several papers took it from one agency, versions of
/// it, and different reports of one event.
///
/// The same text is found by the places of the sketches: two articles are compared when a pair of places is the same
/// (locality-sensitive hashing: Indyk and Motwani, STOC 1998). Different reports are found by the words that say what they
/// are about, over an index from rare words to articles; they join when their cosine is high, by rarity in the folder, and
/// when the first articles of both groups are alike as well, so that no chain of half-alike articles makes one group.
/// Every list that is gone through has a bound, so the work grows with the number of articles.
public struct StoryGroups {
  /// Likeness of sketches from which two articles have the same text.
  public static let sameText = 0.4
  /// Cosine of their words from which two articles report the same: less is asked of articles of the same days, and more
  /// where the days are not known.
  private static let sameStory: (near: Float, far: Float, unknown: Float) = (0.38, 0.45, 0.48)
  /// The share of it that the first articles of two groups must have too.
  private static let subjectShare: Float = 0.75
  /// Days between reports of one event.
  private static let days = (near: 2, most: 10)
  private static let bandLength = 2
  private static let mostCompared = 8
  private static let mostListed = 48
  /// Stands in for the articles that a small folder lacks, so that words have some rarity there too.
  private static let unseenArticles: Float = 50

  // One row per article.
  private var minima: [UInt16] = []
  /// Words by their numbers, ascending.
  private var words: [UInt32] = []
  private var weights: [UInt8] = []
  private var starts = [0]
  private var languages: [Int16] = []
  private var days: [Int32] = []
  private var languageNames = Vocabulary()
  /// The number of each word by its hash, in the order in which words came.
  private var numbers: [UInt32: UInt32] = [:]
  /// In how many articles each word is among those kept.
  private var uses: [Int32] = []
  private var parents: [Int32] = []

  public init() {}

  public var count: Int { languages.count }

  public mutating func add(_ mark: StoryMark) {
    minima += mark.sketch.minima
    let entries = mark.words.entries.map { entry -> (word: UInt32, weight: UInt8) in
      let next = UInt32(uses.count)
      let number = numbers[entry.hash] ?? next
      if number == next {
        numbers[entry.hash] = next
        uses.append(0)
      }
      uses[Int(number)] += 1
      return (number, entry.weight)
    }
    for (word, weight) in entries.sorted(by: { $0.word < $1.word }) {
      words.append(word)
      weights.append(weight)
    }
    starts.append(words.count)
    languages.append(Int16(clamping: languageNames.intern(mark.language.utf8)))
    days.append(Int32(clamping: mark.day ?? -1))
  }

  /// For each article the index of the first one of its group, its own where it stands alone.
  public mutating func group() -> [Int] {
    parents = languages.indices.map { Int32($0) }
    joinSameTexts()
    joinSameStories()
    return languages.indices.map { root($0) }
  }

  /// How much of their texts two articles have in common, from 0 to 1.
  public func likeness(_ a: Int, _ b: Int) -> Double { StorySketch.likeness(row(a), row(b)) }

  /// How much an article's subject is that of others in the folder as well: the mean over its words of how many articles
  /// have them, in powers of e.
  public func prominence(of article: Int) -> Float {
    var sum: Float = 0
    var whole: Float = 0
    for index in starts[article]..<starts[article + 1] {
      sum += Float(weights[index]) * Float(uses[Int(words[index])]).logarithm
      whole += Float(weights[index])
    }
    return whole > 0 ? sum / whole : 0
  }

  private func row(_ article: Int) -> ArraySlice<UInt16> {
    minima[(article * StorySketch.places)..<((article + 1) * StorySketch.places)]
  }

  private mutating func root(_ article: Int) -> Int {
    var article = article
    while Int(parents[article]) != article {
      parents[article] = parents[Int(parents[article])]
      article = Int(parents[article])
    }
    return article
  }

  private mutating func join(_ a: Int, _ b: Int) {
    let (a, b) = (root(a), root(b))
    parents[max(a, b)] = Int32(min(a, b))
  }

  private mutating func joinSameTexts() {
    // Articles behind the pair of places that they have in a band; sorted, those with the same pair stand together.
    var entries: [UInt64] = []
    for band in stride(from: 0, to: StorySketch.places, by: StoryGroups.bandLength) {
      entries.removeAll(keepingCapacity: true)
      for article in 0..<count {
        let first = minima[article * StorySketch.places + band]
        let second = minima[article * StorySketch.places + band + 1]
        guard first != StorySketch.empty, second != StorySketch.empty else { continue }
        entries.append(UInt64(first) << 48 | UInt64(second) << 32 | UInt64(article))
      }
      entries.sort()
      var start = 0
      for index in entries.indices {
        if entries[index] >> 32 != entries[start] >> 32 { start = index }
        let article = Int(entries[index] & 0xFFFF_FFFF)
        for known in start..<min(index, start + StoryGroups.mostCompared) {
          let other = Int(entries[known] & 0xFFFF_FFFF)
          guard languages[other] == languages[article], root(other) != root(article) else { continue }
          if likeness(other, article) >= StoryGroups.sameText { join(other, article) }
        }
      }
    }
  }

  private mutating func joinSameStories() {
    let rarity = uses.map { uses in
      ((Float(count) + StoryGroups.unseenArticles) / (Float(uses) + 0.5)).logarithm
    }
    let norms = (0..<count).map { article -> Float in
      var sum: Float = 0
      for index in starts[article]..<starts[article + 1] {
        let value = Float(weights[index]) * rarity[Int(words[index])]
        sum += value * value
      }
      return sum.squareRoot()
    }
    func cosine(_ a: Int, _ b: Int) -> Float {
      var (i, j) = (starts[a], starts[b])
      var sum: Float = 0
      while i < starts[a + 1] && j < starts[b + 1] {
        if words[i] == words[j] {
          let rarity = rarity[Int(words[i])]
          sum += Float(weights[i]) * rarity * Float(weights[j]) * rarity
          i += 1
          j += 1
        } else if words[i] < words[j] {
          i += 1
        } else {
          j += 1
        }
      }
      let norm = norms[a] * norms[b]
      return norm > 0 ? sum / norm : 0
    }
    // The articles that have a word, as far as it is rare, the latest of them.
    var lists = Array(repeating: [Int32](), count: uses.count)
    var shared = Array(repeating: Int32(0), count: count)
    var touched: [Int] = []
    for article in 0..<count {
      for index in starts[article]..<starts[article + 1] where uses[Int(words[index])] > 1 {
        let word = Int(words[index])
        for other in lists[word] {
          if shared[Int(other)] == 0 { touched.append(Int(other)) }
          shared[Int(other)] += 1
        }
        if lists[word].count == StoryGroups.mostListed { lists[word].removeFirst() }
        lists[word].append(Int32(article))
      }
      touched.sort()
      for other in touched {
        defer { shared[other] = 0 }
        guard shared[other] >= 3, languages[other] == languages[article] else { continue }
        let (mine, its) = (root(article), root(other))
        guard mine != its, let least = leastCosine(other, article), cosine(other, article) >= least,
          cosine(mine, its) >= least * StoryGroups.subjectShare
        else { continue }
        join(mine, its)
      }
      touched.removeAll(keepingCapacity: true)
    }
  }

  /// Nil when too many days lie between two articles.
  private func leastCosine(_ a: Int, _ b: Int) -> Float? {
    guard days[a] >= 0, days[b] >= 0 else { return StoryGroups.sameStory.unknown }
    let apart = abs(Int(days[a]) - Int(days[b]))
    guard apart <= StoryGroups.days.most else { return nil }
    return apart <= StoryGroups.days.near ? StoryGroups.sameStory.near : StoryGroups.sameStory.far
  }
}
