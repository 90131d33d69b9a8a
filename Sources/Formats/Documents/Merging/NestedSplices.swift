import Text

/// Splices of one text that come from its end to its start, those inside a code of another block before that block's.
struct NestedSplices {
  /// From the last to the first, without overlap.
  private var reversed: [Splice] = []

  var isEmpty: Bool { reversed.isEmpty }
  var inOrder: [Splice] { reversed.reversed() }

  /// A stretch of the source with the splices that lie in it.
  func bytes(of range: TextRange, in source: [UInt8]) -> [UInt8] {
    guard !range.isEmpty else { return [] }
    var low = 0
    var high = reversed.count
    while low < high {
      let middle = (low + high) / 2
      if reversed[middle].range.start >= range.start { low = middle + 1 } else { high = middle }
    }
    let inside = reversed[..<low].reversed().prefix { $0.range.end <= range.end }
    return Splice.apply(inside, to: source[range])
  }

  /// Adds a splice.
  ///
  /// - Parameter used: the stretches inside it that it has from `bytes(of:in:)`: splices there have gone into it.
  /// - Returns: false, and nothing is changed, when it overlaps another.
  mutating func add(_ splice: Splice, used: [TextRange] = []) -> Bool {
    var at = reversed.count
    while at > 0 && reversed[at - 1].range.start < splice.range.start { at -= 1 }
    if at < reversed.count && reversed[at].range.end > splice.range.start { return false }
    var first = at
    while first > 0 && reversed[first - 1].range.start < splice.range.end { first -= 1 }
    if first < at {
      let used = used.sorted { $0.start < $1.start }
      for inner in reversed[first..<at] {
        var low = 0
        var high = used.count
        while low < high {
          let middle = (low + high) / 2
          if used[middle].start <= inner.range.start { low = middle + 1 } else { high = middle }
        }
        guard low > 0, used[low - 1].contains(inner.range) else { return false }
      }
    }
    reversed.replaceSubrange(first..<at, with: CollectionOfOne(splice))
    return true
  }
}
