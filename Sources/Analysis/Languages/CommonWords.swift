import Text

/// The commonest words of languages in one table: which languages a word is common in, and how much it speaks for each.
///
/// A word speaks for a language by its frequency there, as in a naive Bayes classifier whose unlisted words are all equally
/// rare. The table lies in the program as it is used, so that nothing is read at the start. Its form: a line of language
/// codes; `slotCount` slots of four bytes, little-endian, which hold from the top 15 bits of a word's hash and, from bit 0,
/// where its voices are, counted in pairs of bytes; the voices: how many, then a language and a worth each. A word is looked
/// for from the slot that the low bits of its hash name, up to an empty one; all bits of the hash are compared, no letters.
struct CommonWords {
  static let path = "models/common-words.bin"
  /// Worths are kept in these parts of a natural logarithm.
  static let partsPerUnit: Float = 4
  fileprivate static let slotBits: UInt32 = 17
  fileprivate static let slotCount = 1 << Int(slotBits)

  /// What the numbers of the voices mean.
  let languages: [String]
  private let slots: UnsafeRawPointer
  private let voices: UnsafePointer<UInt8>

  /// The table that is built in; nil when it is not of this form.
  init?() {
    guard let bytes = EmbeddedData.buffer(of: CommonWords.path), let start = bytes.baseAddress,
      let end = bytes.firstIndex(of: 0x0A), bytes.count > end + CommonWords.slotCount * 4
    else { return nil }
    languages = bytes[..<end].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    slots = UnsafeRawPointer(start + end + 1)
    voices = start + end + 1 + CommonWords.slotCount * 4
  }

  /// Calls `body` with the number of each language that a word is common in and its worth; `hash` is `Vocabulary.hash` of
  /// the case-folded word. False when it is not common in any.
  @inline(__always)
  func forEachVoice(of hash: UInt32, _ body: (Int, Int32) -> Void) -> Bool {
    let low = CommonWords.slotBits
    let mask = UInt32(CommonWords.slotCount - 1)
    var slot = hash & mask
    while true {
      let entry = UInt32(littleEndian: slots.loadUnaligned(fromByteOffset: Int(slot) * 4, as: UInt32.self))
      if entry == 0 { return false }
      if entry >> low == hash >> low {
        let voice = voices + Int(entry & mask) * 2
        for index in 0..<Int(voice[0]) { body(Int(voice[1 + 2 * index]), Int32(voice[2 + 2 * index])) }
        return true
      }
      slot = (slot + 1) & mask
    }
  }
}

/// Makes the table of common words from lists of words with their rarities, as `ReferenceFrequencies` reads them.
public struct CommonWordsEncoder {
  /// Words with a rarity of this or more say nothing.
  private static let rarest: Float = 130
  /// Words of a text are not independent, so they count less than their logarithms say.
  private static let share: Float = 0.6

  private var languages: [String] = []
  private var words: [[UInt8]: [(language: UInt8, worth: UInt8)]] = [:]

  public init() {}

  /// How many words there are.
  public var count: Int { words.count }

  /// Takes the commonest words of a language's list.
  public mutating func add(_ language: String, _ list: [(word: [UInt8], rarity: UInt8)], atMost: Int) {
    let number = UInt8(languages.count)
    languages.append(language)
    var count = 0
    let sorted = list.enumerated().sorted { ($0.element.rarity, $0.offset) < ($1.element.rarity, $1.offset) }
    for (word, rarity) in sorted.map(\.element) where count < atMost && isWord(word) {
      guard words[word]?.last?.language != number else { continue }
      let steps = max(CommonWordsEncoder.rarest - Float(rarity), 0) / ReferenceFrequencies.stepsPerDecade
      let worth = steps * Float(10).logarithm * CommonWordsEncoder.share * CommonWords.partsPerUnit
      guard worth >= 1 else { continue }
      words[word, default: []].append((number, UInt8(worth.rounded())))
      count += 1
    }
  }

  /// The table, or nil when there are too many words for it.
  public func encoded() -> [UInt8]? {
    let slotCount = CommonWords.slotCount
    guard words.count * 4 <= slotCount * 3 else { return nil }
    var slots = [UInt32](repeating: 0, count: slotCount)
    // The first voices are not used: a slot of zero is empty.
    var voices: [UInt8] = [0, 0]
    var known: [[UInt8]: Int] = [:]
    for word in words.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let list = words[word] ?? []
      var voice = [UInt8(list.count)]
      for (language, worth) in list { voice += [language, worth] }
      voice.append(0)
      let place = known[voice] ?? voices.count / 2
      if known[voice] == nil {
        known[voice] = place
        voices += voice
      }
      guard place < slotCount else { return nil }
      let hash = word.withUnsafeBufferPointer { Vocabulary.hash($0) }
      var slot = Int(hash) & (slotCount - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slotCount - 1) }
      slots[slot] = (hash >> CommonWords.slotBits) << CommonWords.slotBits | UInt32(place)
    }
    var bytes = Array(languages.joined(separator: " ").utf8) + [0x0A]
    for slot in slots {
      for shift in stride(from: 0, to: 32 as UInt32, by: 8) { bytes.append(UInt8(slot >> shift & 0xFF)) }
    }
    return bytes + voices
  }

  private func isWord(_ word: [UInt8]) -> Bool {
    word.withUnsafeBufferPointer { text in
      var cutter = WordCutter(text)
      guard let range = cutter.next() else { return false }
      return range == TextRange(0, text.count)
    }
  }
}
