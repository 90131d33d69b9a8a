/// Gives byte strings small numbers, from 0 in order of first sight; emptied, not freed, between articles.
public struct Vocabulary: Sendable {
  private var arena: [UInt8] = []
  /// Where each entry ends in the arena.
  private var ends: [Int32] = []
  private var hashes: [UInt32] = []
  /// Open addressing: entry + 1, or 0 for a free slot; a power of two in size, at most half full.
  private var slots: [Int32]

  public init() {
    slots = Array(repeating: 0, count: 1024)
  }

  public var count: Int { ends.count }

  public mutating func removeAll() {
    guard !ends.isEmpty else { return }
    arena.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
    slots.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
  }

  public func bytes(of entry: Int) -> ArraySlice<UInt8> {
    arena[(entry == 0 ? 0 : Int(ends[entry - 1]))..<Int(ends[entry])]
  }

  /// Calls `body` with the bytes of an entry, in place.
  public func withBytes<Result>(of entry: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    arena.withUnsafeBufferPointer { arena in
      body(UnsafeBufferPointer(rebasing: arena[(entry == 0 ? 0 : Int(ends[entry - 1]))..<Int(ends[entry])]))
    }
  }

  public func hash(of entry: Int) -> UInt32 { hashes[entry] }

  /// Calls `body` with the bytes and the hash of each entry from one on, in place.
  @inline(__always)
  func forEach(from first: Int, _ body: (UnsafeBufferPointer<UInt8>, UInt32) -> Void) {
    arena.withUnsafeBufferPointer { arena in
      var start = first == 0 ? 0 : Int(ends[first - 1])
      for entry in first..<ends.count {
        let end = Int(ends[entry])
        body(UnsafeBufferPointer(rebasing: arena[start..<end]), hashes[entry])
        start = end
      }
    }
  }

  /// The number of a byte string, new or known. `hash` is `Vocabulary.hash` of it.
  public mutating func intern(_ text: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if hashes[entry] == hash && isEntry(entry, text) { return entry }
      slot = (slot + 1) & (slots.count - 1)
    }
    let entry = ends.count
    arena.append(contentsOf: text)
    ends.append(Int32(arena.count))
    hashes.append(hash)
    slots[slot] = Int32(entry + 1)
    if ends.count * 2 > slots.count { grow() }
    return entry
  }

  @discardableResult
  public mutating func intern(_ text: some Collection<UInt8>) -> Int {
    Array(text).withUnsafeBufferPointer { intern($0, hash: Vocabulary.hash($0)) }
  }

  /// The number of a known byte string, or nil.
  public func find(_ text: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int? {
    slots.withUnsafeBufferPointer { slots in
      hashes.withUnsafeBufferPointer { hashes in
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
          let entry = Int(slots[slot]) - 1
          if hashes[entry] == hash && isEntry(entry, text) { return entry }
          slot = (slot + 1) & (slots.count - 1)
        }
        return nil
      }
    }
  }

  public func contains(_ text: some Collection<UInt8>) -> Bool {
    Array(text).withUnsafeBufferPointer { find($0, hash: Vocabulary.hash($0)) != nil }
  }

  /// Whether an entry of another vocabulary is an entry here too.
  public func contains(_ entry: Int, of other: Vocabulary) -> Bool {
    other.withBytes(of: entry) { find($0, hash: other.hashes[entry]) != nil }
  }

  /// FNV-1a, 32 bits, with its high bits folded down since the low ones choose the slot.
  public static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash = hashStart
    for byte in text { hash = hashStep(hash, byte) }
    return hashEnd(hash)
  }

  /// The hash byte by byte, for who makes the text in the same loop.
  @inlinable
  public static var hashStart: UInt32 { 0x811C_9DC5 }

  @inlinable
  public static func hashStep(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 0x0100_0193 }

  @inlinable
  public static func hashEnd(_ hash: UInt32) -> UInt32 { hash ^ (hash >> 15) }

  private func isEntry(_ entry: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = entry == 0 ? 0 : Int(ends[entry - 1])
    guard Int(ends[entry]) - start == text.count else { return false }
    return arena.withUnsafeBufferPointer { arena in
      for i in 0..<text.count where arena[start + i] != text[i] { return false }
      return true
    }
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for entry in 0..<ends.count {
      var slot = Int(hashes[entry]) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(entry + 1)
    }
  }
}
