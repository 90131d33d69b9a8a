/// Gives each word a number that it keeps from article to article, so that what has been found out about a word once is
/// there by its index. One owner.
///
/// A table of hashes, small enough for the processor's caches, in which the look-ups of an article's words do not wait for
/// one another. A word is known by 64 bits of hash and by nothing else: of a million words two are taken for one with a
/// chance of one in thirty million.
public final class WordNumbers {
  private struct Slot {
    /// The other half of the hash, or 0 for a free slot.
    var check: UInt32 = 0
    var number: Int32 = 0
  }

  /// More words than an article has, so that few are met twice; and no more, for memory.
  static let most = 200_000

  /// A power of two in size, at most half full.
  private var slots = [Slot](repeating: Slot(), count: 4096)
  /// The first halves of the hashes, by which slots are found again when the table grows.
  private var hashes: [UInt32] = []

  /// How many words have a number; numbers run from 0.
  public var count: Int { hashes.count }

  init() {}

  /// Appends the numbers, new or known, of a vocabulary's entries from where `numbers` ends.
  func append(_ vocabulary: Vocabulary, to numbers: inout [Int32]) {
    let first = numbers.count
    guard first < vocabulary.count else { return }
    while (hashes.count + vocabulary.count - first) * 2 > slots.count { grow() }
    let mask = slots.count - 1
    var next = Int32(hashes.count)
    slots.withUnsafeMutableBufferPointer { slots in
      vocabulary.forEach(from: first) { word, hash in
        let check = WordNumbers.check(word)
        var index = Int(hash) & mask
        while slots[index].check != 0 && slots[index].check != check { index = (index + 1) & mask }
        if slots[index].check == 0 {
          slots[index] = Slot(check: check, number: next)
          next += 1
        }
        numbers.append(slots[index].number)
      }
    }
    guard Int(next) > hashes.count else { return }
    // New numbers come in the order of their entries.
    for entry in first..<vocabulary.count where Int(numbers[entry]) == hashes.count {
      hashes.append(vocabulary.hash(of: entry))
    }
  }

  /// The second half of a word's hash, never 0: FNV-1a with another start and a final mix.
  private static func check(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x5BD1_E995
    for byte in word { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    hash ^= hash >> 13
    return hash | 1
  }

  private func grow() {
    let old = slots
    let mask = old.count * 2 - 1
    slots = Array(repeating: Slot(), count: old.count * 2)
    for slot in old where slot.check != 0 {
      var index = Int(hashes[Int(slot.number)]) & mask
      while slots[index].check != 0 { index = (index + 1) & mask }
      slots[index] = slot
    }
  }
}
