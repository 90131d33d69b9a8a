import Text

/// Which texts a memory may hold, told without asking the database: most texts of new articles are in no memory.
///
/// A bit for each key, in a table that is eight times as large as there are keys; so one text in eight that the memory
/// lacks is asked for in vain. Keys are digests: their bits are mixed already.
struct KnownKeys {
  private var bits: [UInt64]
  private let mask: UInt64

  init(count: Int) {
    var size: UInt64 = 64
    while size < 8 * UInt64(count) { size *= 2 }
    bits = Array(repeating: 0, count: Int(size / 64))
    mask = size - 1
  }

  mutating func insert(_ key: UInt64) { bits[Int((key & mask) >> 6)] |= 1 << (key & 63) }

  func mayContain(_ key: UInt64) -> Bool { bits[Int((key & mask) >> 6)] >> (key & 63) & 1 == 1 }
}

/// How many units of a run hold an item, for the items that were asked for last: the words of one text are mostly those
/// of the text before. Of two items that fall into one place the later one stays.
struct PostingCounts {
  private static let size = 1 << 15
  private var keys: [Int] = []
  private var counts: [Int32] = []

  @inline(__always)
  func count(of key: Int) -> Int? {
    guard !keys.isEmpty else { return nil }
    let place = PostingCounts.place(of: key)
    return keys[place] == key ? Int(counts[place]) : nil
  }

  mutating func insert(_ count: Int, for key: Int) {
    if keys.isEmpty {
      // No key is negative: runs are numbered from one.
      keys = Array(repeating: -1, count: PostingCounts.size)
      counts = Array(repeating: 0, count: PostingCounts.size)
    }
    let place = PostingCounts.place(of: key)
    keys[place] = key
    counts[place] = Int32(clamping: count)
  }

  mutating func forget() { keys = [] }

  @inline(__always)
  private static func place(of key: Int) -> Int {
    Int(truncatingIfNeeded: (UInt64(bitPattern: Int64(key)) &* 0x9E37_79B9_7F4A_7C15) >> 49)
  }
}
