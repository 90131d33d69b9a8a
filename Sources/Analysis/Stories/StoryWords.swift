import Articles
import Text

/// The words that say what an article is about, each with a weight: enough to tell whether another article has the same
/// subject when it says it in words of its own.
///
/// Names and numbers count more than other content words, and what stands in the title or at the beginning more than the
/// rest: that is where news says who, where and how many.
public struct StoryWords: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    /// `Vocabulary.hash` of the case-folded word.
    public var hash: UInt32
    /// From 1 to 255, the greatest in the article.
    public var weight: UInt8

    public init(hash: UInt32, weight: UInt8) {
      self.hash = hash
      self.weight = weight
    }
  }

  /// How many are kept.
  public static let most = 32
  private static let nameFactor: Float = 2
  private static let leadWeight: Int32 = 2
  private static let leadSegments = 3

  private struct Tally {
    var weight: Int32 = 0
    var uses: Int32 = 0
    var names: Int32 = 0
  }

  /// By hash.
  public private(set) var entries: [Entry] = []

  /// - Parameters:
  ///   - article: with blocks and segments.
  ///   - words: of all its blocks.
  ///   - isContent: for each entry of their vocabulary, 1 for a content word.
  init(of article: Article, words: WordTable, isContent: [UInt8]) {
    var tallies = Array(repeating: Tally(), count: words.vocabulary.count)
    var lead = 0
    for index in article.segments.indices {
      let (block, range) = (article.segments[index].block, article.segments[index].range)
      let kind = article.blocks[block].kind
      guard article.blocks[block].isArticle, kind.isProse || kind == .title else { continue }
      let positions = words.words(ofBlock: block, in: range)
      guard !positions.isEmpty else { continue }
      let weight: Int32 = lead < StoryWords.leadSegments || kind == .title ? StoryWords.leadWeight : 1
      if kind != .title { lead += 1 }
      for position in positions {
        let word = words.words[position]
        guard isContent[Int(word.id)] == 1 else { continue }
        // Small numbers are in every article.
        if !word.form.contains(.letters) && word.end - word.start < 3 { continue }
        tallies[Int(word.id)].weight += weight
        tallies[Int(word.id)].uses += 1
        // What stands first in a sentence has its capital for that.
        let isName = word.form.contains(.digits) || (word.form.contains(.capital) && position > positions.lowerBound)
        if isName { tallies[Int(word.id)].names += 1 }
      }
    }
    // The heaviest, in order; of equal ones those that come first in the article. Most words have no place among them.
    var ranked: [(weight: Float, entry: Int)] = []
    ranked.reserveCapacity(StoryWords.most + 1)
    for (entry, tally) in tallies.enumerated() where tally.weight > 0 {
      let factor = tally.names * 2 >= tally.uses ? StoryWords.nameFactor : 1
      let weight = (1 + Float(tally.weight).logarithm) * factor
      var place = ranked.count
      while place > 0, ranked[place - 1].weight < weight { place -= 1 }
      guard place < StoryWords.most else { continue }
      ranked.insert((weight, entry), at: place)
      if ranked.count > StoryWords.most { ranked.removeLast() }
    }
    guard let greatest = ranked.first?.weight else { return }
    for (weight, entry) in ranked {
      let scaled = UInt8(max(1, (weight / greatest * 255).rounded()))
      entries.append(Entry(hash: words.vocabulary.hash(of: entry), weight: scaled))
    }
    sort()
  }

  /// Words that were written down.
  public init(_ entries: [Entry]) {
    self.entries = Array(entries.prefix(StoryWords.most))
    sort()
  }

  private mutating func sort() { entries.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.weight > $1.weight } }

  public func holds(_ hash: UInt32) -> Bool {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].hash == hash
  }
}
