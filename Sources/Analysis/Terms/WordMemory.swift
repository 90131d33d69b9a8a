import Text

/// Remembers what has been found out about each word: a table of hashes, small enough for the processor's caches, in which
/// the look-ups of an article's words do not wait for one another. One owner.
///
/// A word is known by 64 bits of hash and by nothing else: of a million words two are taken for one with a chance of one
/// in thirty million, and then only the classes and stems of these two are mixed up.
struct WordMemory {
  private struct Slot {
    /// The other half of the hash, or 0 for a free slot.
    var check: UInt32 = 0
    var kind: UInt16 = 0
    var rarity: UInt8 = 0
    var stem: UInt64 = 0
  }

  /// A power of two in size, at most half full.
  private var slots = [Slot](repeating: Slot(), count: 4096)
  /// The first halves of the hashes, by which slots are found again when the table grows.
  private var hashes = [UInt32](repeating: 0, count: 4096)
  private(set) var count = 0

  mutating func removeAll() {
    for index in slots.indices { slots[index] = Slot() }
    count = 0
  }

  /// The second half of a word's hash, never 0: FNV-1a with another start and a final mix.
  static func check(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x5BD1_E995
    for byte in word { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    hash ^= hash >> 13
    return hash | 1
  }

  /// What is known of a word.
  @inline(__always)
  func find(hash: UInt32, check: UInt32) -> TermLexicon.Entry? {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var index = Int(hash) & mask
      while slots[index].check != 0 {
        let slot = slots[index]
        if slot.check == check {
          return TermLexicon.Entry(
            kind: TermLexicon.Class(rawValue: slot.kind), rarity: slot.rarity, stem: slot.stem)
        }
        index = (index + 1) & mask
      }
      return nil
    }
  }

  /// Notes what a word is that is not known yet.
  mutating func add(_ entry: TermLexicon.Entry, hash: UInt32, check: UInt32) {
    insert(Slot(check: check, kind: entry.kind.rawValue, rarity: entry.rarity, stem: entry.stem), hash)
    count += 1
    if count * 2 > slots.count { grow() }
  }

  private mutating func insert(_ slot: Slot, _ hash: UInt32) {
    let mask = slots.count - 1
    var index = Int(hash) & mask
    while slots[index].check != 0 { index = (index + 1) & mask }
    slots[index] = slot
    hashes[index] = hash
  }

  private mutating func grow() {
    let (oldSlots, oldHashes) = (slots, hashes)
    slots = Array(repeating: Slot(), count: oldSlots.count * 2)
    hashes = Array(repeating: 0, count: oldSlots.count * 2)
    for (slot, hash) in zip(oldSlots, oldHashes) where slot.check != 0 { insert(slot, hash) }
  }
}
