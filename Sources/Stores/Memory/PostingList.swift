import Text

/// The units that hold one item, in a run of the index: for each length of text the numbers of the units that long.
///
/// A group is the length, how many bytes its numbers take, and the numbers, each as the difference to the one before it.
/// So texts that are too short or too long for a query are passed over without being looked at. Groups are sorted by
/// length; the lists of two runs that follow each other are joined group by group, as they are. Where that would be too far
/// to carry them, on a server, one list is put behind the other; groups are then sorted in parts, which readers must bear.
enum PostingList {
  /// Longer texts count as this long.
  static let greatestLength = 1_023

  /// Calls `body` with each unit whose text is as long as asked for.
  @inline(__always)
  static func forEach(
    _ list: UnsafeBufferPointer<UInt8>, lengths: ClosedRange<Int>, _ body: (Int) -> Void
  ) {
    var offset = 0
    while offset < list.count {
      let length = VariableInteger.read(list, &offset)
      let size = VariableInteger.read(list, &offset)
      let end = size > list.count - offset ? list.count : offset + size
      if lengths.contains(length) {
        var number = 0
        let group = UnsafeBufferPointer(rebasing: list[..<end])
        while offset < end {
          number &+= VariableInteger.read(group, &offset)
          body(number)
        }
      }
      offset = end
    }
  }

  static func appendGroup(length: Int, _ numbers: [UInt8], to list: inout [UInt8]) {
    VariableInteger.append(length, to: &list)
    VariableInteger.append(numbers.count, to: &list)
    list.append(contentsOf: numbers)
  }

  /// Joins the lists of an earlier and a later run.
  static func join(_ earlier: [UInt8], _ later: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(earlier.count + later.count)
    earlier.withUnsafeBufferPointer { earlier in
      later.withUnsafeBufferPointer { later in
        var left = group(earlier, 0)
        var right = group(later, 0)
        while left != nil || right != nil {
          if let first = left, first.length <= right?.length ?? .max {
            result.append(contentsOf: earlier[first.range])
            left = group(earlier, first.range.upperBound)
          } else if let first = right {
            result.append(contentsOf: later[first.range])
            right = group(later, first.range.upperBound)
          }
        }
      }
    }
    return result
  }

  private static func group(_ list: UnsafeBufferPointer<UInt8>, _ start: Int) -> (length: Int, range: Range<Int>)? {
    guard start < list.count else { return nil }
    var offset = start
    let length = VariableInteger.read(list, &offset)
    let size = VariableInteger.read(list, &offset)
    return (length, start..<(size > list.count - offset ? list.count : offset + size))
  }
}

/// Gathers the items of new units until they are written as a run of the index.
struct PostingBuilder {
  /// Units that a run may span: their numbers are kept in 22 bits.
  static let mostUnits = 1 << 18

  private(set) var first: Int?
  private(set) var units = 0
  /// Item, length of the text, and unit counted from the first, in one number that sorts.
  private var postings: [UInt64] = []

  var isEmpty: Bool { units == 0 }

  /// Whether it must be written before the unit of this number goes in.
  func isFull(for number: Int) -> Bool {
    guard let first else { return false }
    return number - first >= PostingBuilder.mostUnits || postings.count > 12_000_000
  }

  mutating func add(_ number: Int, items: [UInt32], length: Int) {
    let first = self.first ?? number
    self.first = first
    units += 1
    let low = UInt64(min(length, PostingList.greatestLength)) << 22 | UInt64(number - first)
    for item in items { postings.append(UInt64(item) << 32 | low) }
  }

  /// Hands out the list of each item, the items in their order, and begins anew.
  mutating func drain<Failure: Error>(
    _ body: (_ item: UInt32, _ count: Int, _ list: [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    // Handed over, so that there are two arrays of them at the most.
    var taken: [UInt64] = []
    swap(&taken, &postings)
    let sorted = PostingBuilder.sorted(consume taken)
    let base = first ?? 0
    first = nil
    units = 0
    var list: [UInt8] = []
    var numbers: [UInt8] = []
    var start = 0
    while start < sorted.count {
      let item = UInt32(truncatingIfNeeded: sorted[start] >> 32)
      var end = start
      list.removeAll(keepingCapacity: true)
      while end < sorted.count, UInt32(truncatingIfNeeded: sorted[end] >> 32) == item {
        let length = Int(sorted[end] >> 22 & 0x3FF)
        numbers.removeAll(keepingCapacity: true)
        var before = 0
        while end < sorted.count, sorted[end] >> 22 == UInt64(item) << 10 | UInt64(length) {
          let number = base + Int(sorted[end] & 0x3F_FFFF)
          VariableInteger.append(number - before, to: &numbers)
          before = number
          end += 1
        }
        PostingList.appendGroup(length: length, numbers, to: &list)
      }
      try body(item, end - start, list)
      start = end
    }
  }

  /// Sorts by eleven bits at a time, from the low ones up.
  private static func sorted(_ values: consuming [UInt64]) -> [UInt64] {
    var from = values
    var to = [UInt64](repeating: 0, count: from.count)
    var counts = [Int](repeating: 0, count: 2048)
    for shift in stride(from: UInt64(0), to: 64, by: 11) {
      for index in counts.indices { counts[index] = 0 }
      from.withUnsafeBufferPointer { from in
        to.withUnsafeMutableBufferPointer { to in
          counts.withUnsafeMutableBufferPointer { counts in
            for value in from { counts[Int(value >> shift & 2047)] += 1 }
            var sum = 0
            for index in 0..<2048 {
              let count = counts[index]
              counts[index] = sum
              sum += count
            }
            for value in from {
              let digit = Int(value >> shift & 2047)
              to[counts[digit]] = value
              counts[digit] += 1
            }
          }
        }
      }
      swap(&from, &to)
    }
    return from
  }
}
