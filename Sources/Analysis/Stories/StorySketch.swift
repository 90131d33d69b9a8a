import Articles
import Text

/// A small mark of an article by which near-duplicates are told without comparing texts: the share of equal places of two
/// sketches estimates the share of word sequences that their articles have in common (the Jaccard index).
///
/// Source: Broder, "On the Resemblance and Containment of Documents", 1997, for shingles and minima; Li, Owen and Zhang,
/// "One Permutation Hashing", NIPS 2012, for one pass with one hash: a shingle goes to the place that its high bits name,
/// and each place keeps its least hash; Li and König, "b-Bit Minwise Hashing", WWW 2010, for keeping 16 bits of it only.
public struct StorySketch: Hashable, Sendable {
  public static let places = 64
  /// Words in a row that make a shingle.
  private static let shingleLength = 3
  static let empty = UInt16.max

  /// The low bits of the least hash of each place, or `empty`.
  public private(set) var minima: [UInt16]

  /// - Parameters:
  ///   - article: with blocks.
  ///   - words: of all its blocks; what is not part of the article does not count.
  public init(of article: Article, words: WordTable) {
    var least = Array(repeating: UInt32.max, count: StorySketch.places)
    for index in article.blocks.indices where article.blocks[index].isArticle && article.blocks[index].kind.isProse {
      let range = words.words(ofBlock: index)
      guard range.count >= StorySketch.shingleLength else { continue }
      // The two words before, each spread over 64 bits.
      var (first, second): (UInt64, UInt64) = (0, 0)
      for position in range {
        let hash = words.vocabulary.hash(of: Int(words.words[position].id))
        let third = UInt64(hash) &* 0x9E37_79B9_7F4A_7C15
        if position - range.lowerBound >= StorySketch.shingleLength - 1 {
          var shingle = (first << 42 | first >> 22) &+ (second << 21 | second >> 43) ^ third
          shingle = (shingle ^ shingle >> 32) &* 0xD6E8_FEB8_6659_FD93
          shingle ^= shingle >> 29
          let place = Int(shingle >> 58)
          least[place] = min(least[place], UInt32(truncatingIfNeeded: shingle))
        }
        (first, second) = (second, third)
      }
    }
    minima = least.map { $0 == .max ? StorySketch.empty : UInt16(truncatingIfNeeded: $0) % StorySketch.empty }
  }

  /// A sketch that was written down.
  /// - Returns: nil when it is none.
  public init?(minima: [UInt16]) {
    guard minima.count == StorySketch.places else { return nil }
    self.minima = minima
  }

  public var isEmpty: Bool { minima.allSatisfy { $0 == StorySketch.empty } }

  /// From 0, nothing in common, to 1, the same text.
  public func likeness(to other: StorySketch) -> Double { StorySketch.likeness(minima[...], other.minima[...]) }

  static func likeness(_ a: ArraySlice<UInt16>, _ b: ArraySlice<UInt16>) -> Double {
    var equal = 0
    var used = 0
    for (mine, its) in zip(a, b) where mine != StorySketch.empty || its != StorySketch.empty {
      used += 1
      if mine == its { equal += 1 }
    }
    return used == 0 ? 0 : Double(equal) / Double(used)
  }
}
