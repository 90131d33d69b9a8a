/// The way back from a derived text to the bytes it was derived from.
///
/// A map is a list of runs of characters of equal width on both sides, so it stays small: a text that was not changed is
/// one run.
public struct ByteMap: Hashable, Sendable {
  /// `count` characters, each `derived` bytes long in the derived text and `original` bytes in the original.
  struct Run: Hashable, Sendable {
    var count, derived, original: Int
    var derivedStart, originalStart: Int
  }

  private(set) var runs: [Run] = []
  public private(set) var derivedCount = 0
  public private(set) var originalCount = 0

  public init() {}

  /// The map of a text onto itself, or onto the same bytes further on.
  public init(identity count: Int, from originalStart: Int = 0) {
    originalCount = originalStart
    append(count: count, derived: 1, original: 1)
  }

  public mutating func append(count: Int, derived: Int, original: Int) {
    guard count > 0 else { return }
    if let last = runs.last, last.derived == derived, last.original == original {
      runs[runs.count - 1].count += count
    } else {
      runs.append(
        Run(
          count: count, derived: derived, original: original, derivedStart: derivedCount, originalStart: originalCount))
    }
    derivedCount += count * derived
    originalCount += count * original
  }

  /// The offset in the original of an offset in the derived text; inside a character, that character's start.
  public func original(of offset: Int) -> Int {
    guard offset < derivedCount else { return originalCount }
    var low = 0
    var high = runs.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if runs[middle].derivedStart <= offset { low = middle } else { high = middle - 1 }
    }
    let run = runs[low]
    guard run.derived > 0 else { return run.originalStart }
    return run.originalStart + (offset - run.derivedStart) / run.derived * run.original
  }

  public func original(of range: TextRange) -> TextRange {
    TextRange(original(of: range.start), original(of: range.end))
  }
}
