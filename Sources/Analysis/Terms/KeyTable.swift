/// Numbers by keys that are hashes already, such as `PhraseKey`s: open addressing without hashing again.
struct KeyTable: Sendable {
  private var keys: [UInt64] = Array(repeating: 0, count: 1024)
  /// -1 for a free slot; as many as keys, a power of two, at most half of them used.
  private var values: [Int32] = Array(repeating: -1, count: 1024)
  private var count = 0

  mutating func removeAll() {
    values.withUnsafeMutableBufferPointer { $0.update(repeating: -1) }
    count = 0
  }

  /// The number of a key, or -1 when it has none.
  @inline(__always)
  func find(_ key: UInt64) -> Int32 {
    keys.withUnsafeBufferPointer { keys in
      values.withUnsafeBufferPointer { values in
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: key >> 20) & mask
        while values[slot] >= 0 && keys[slot] != key { slot = (slot + 1) & mask }
        return values[slot]
      }
    }
  }

  /// Gives a number to a key that has none.
  mutating func add(_ key: UInt64, _ value: Int32) {
    count += 1
    if count * 2 > keys.count { grow() }
    insert(key, value)
  }

  private mutating func insert(_ key: UInt64, _ value: Int32) {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: key >> 20) & mask
    while values[slot] >= 0 { slot = (slot + 1) & mask }
    keys[slot] = key
    values[slot] = value
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    keys = Array(repeating: 0, count: oldKeys.count * 2)
    values = Array(repeating: -1, count: oldKeys.count * 2)
    for (key, value) in zip(oldKeys, oldValues) where value >= 0 { insert(key, value) }
  }
}
