/// A sequence that others are held against by edit distance: insertions, deletions and replacements of one token each.
///
/// Source: G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming",
/// J. ACM 46(3), 1999, in the form for distances of whole sequences by H. Hyyrö, "A bit-vector algorithm for computing
/// Levenshtein and Damerau edit distances", Nordic J. Computing 10, 2003: 64 cells of a column at a time.
public struct EditDistance: Sendable {
  private let length: Int
  private let blocks: Int
  /// Open addressing by token: its row of `masks`, plus one.
  private var slots: [UInt32]
  private var slotTokens: [UInt32]
  /// For each token of the sequence the places where it stands, a bit each; the first row is of tokens that it lacks.
  private var masks: [UInt64]
  private var positive: [UInt64]
  private var negative: [UInt64]

  public init(from tokens: [UInt32]) {
    length = tokens.count
    blocks = max((length + 63) / 64, 1)
    var size = 8
    while size < 2 * length { size *= 2 }
    slots = Array(repeating: 0, count: size)
    slotTokens = Array(repeating: 0, count: size)
    masks = Array(repeating: 0, count: blocks)
    positive = Array(repeating: 0, count: blocks)
    negative = positive
    for (place, token) in tokens.enumerated() {
      var slot = Int(token &* 0x9E37_79B1 >> 8) & (size - 1)
      while slots[slot] != 0 && slotTokens[slot] != token { slot = (slot + 1) & (size - 1) }
      if slots[slot] == 0 {
        slots[slot] = UInt32(masks.count / blocks)
        slotTokens[slot] = token
        masks.append(contentsOf: repeatElement(0, count: blocks))
      }
      masks[Int(slots[slot]) * blocks + place / 64] |= 1 << UInt64(place % 64)
    }
  }

  /// The distance to another sequence; nil when it is greater than `limit`.
  public mutating func distance(to other: UnsafeBufferPointer<UInt32>, atMost limit: Int) -> Int? {
    guard abs(length - other.count) <= limit else { return nil }
    if length == 0 || other.isEmpty { return max(length, other.count) }
    let size = slots.count
    let high: UInt64 = 1 << UInt64((length - 1) % 64)
    var score = length
    for block in 0..<blocks {
      positive[block] = ~0
      negative[block] = 0
    }
    for (index, token) in other.enumerated() {
      var slot = Int(token &* 0x9E37_79B1 >> 8) & (size - 1)
      while slots[slot] != 0 && slotTokens[slot] != token { slot = (slot + 1) & (size - 1) }
      let row = Int(slots[slot]) * blocks
      // The row above the first one grows by one with each column.
      var carry = 1
      for block in 0..<blocks {
        var equal = masks[row + block]
        let vertical = equal | negative[block]
        if carry < 0 { equal |= 1 }
        let horizontal = (((equal & positive[block]) &+ positive[block]) ^ positive[block]) | equal
        var up = negative[block] | ~(horizontal | positive[block])
        var down = positive[block] & horizontal
        let top: UInt64 = block == blocks - 1 ? high : 1 << 63
        let out = up & top != 0 ? 1 : down & top != 0 ? -1 : 0
        up <<= 1
        down <<= 1
        if carry < 0 { down |= 1 } else if carry > 0 { up |= 1 }
        positive[block] = down | ~(vertical | up)
        negative[block] = up & vertical
        carry = out
      }
      score += carry
      // Each column that is left takes away one at most.
      if score - (other.count - 1 - index) > limit { return nil }
    }
    return score <= limit ? score : nil
  }

  /// How alike two sequences of these lengths are at a distance, in whole percent, rounded down.
  public static func percent(distance: Int, _ length: Int, _ other: Int) -> Int {
    let longer = max(length, other)
    return longer == 0 ? 100 : (longer - distance) * 100 / longer
  }

  /// The greatest distance at which sequences of these lengths are `percent` alike or more.
  public static func limit(percent: Int, _ length: Int, _ other: Int) -> Int {
    max(length, other) * (100 - percent) / 100
  }
}
