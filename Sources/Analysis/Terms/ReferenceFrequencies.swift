import Text

/// How frequent words are in a language at large: what a term's own frequency is held against.
///
/// A frequency is kept as its rarity: minus its decimal logarithm, in steps of a twenty-fifth. 0 is every word there is, 50
/// one word in a hundred, 175 one in ten million.
public struct ReferenceFrequencies: Sendable {
  /// Steps of rarity in one power of ten.
  public static let stepsPerDecade: Float = 25
  private var words = Vocabulary()
  private var rarities: [UInt8] = []
  /// What a word that is not listed is taken for: a little rarer than the rarest.
  public private(set) var unlisted: UInt8 = 0

  public init() {}

  public var isEmpty: Bool { rarities.isEmpty }

  /// The list that is built in for a language; an empty one when there is none.
  public init(language: String) {
    if let bytes = EmbeddedData.bytes(of: "languages/\(language)/frequencies.bin") { read(bytes) }
  }

  /// The rarity of a case-folded word; `hash` is `Vocabulary.hash` of it.
  public func rarity(of word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> UInt8 {
    words.find(word, hash: hash).map { rarities[$0] } ?? unlisted
  }

  public func isListed(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Bool {
    words.find(word, hash: hash) != nil
  }

  private mutating func add(_ word: UnsafeBufferPointer<UInt8>, _ rarity: UInt8) {
    guard words.intern(word, hash: Vocabulary.hash(word)) == rarities.count else { return }
    rarities.append(rarity)
    unlisted = max(unlisted, rarity < 250 ? rarity + 5 : 255)
  }

  // MARK: - The built-in form

  /// Words in byte order, each as: how many bytes it shares with the one before (upper four bits) and how many are its own
  /// (lower four), those bytes, its rarity.
  private mutating func read(_ bytes: [UInt8]) {
    var word: [UInt8] = []
    var offset = 0
    while offset < bytes.count {
      let shared = Int(bytes[offset] >> 4)
      let own = Int(bytes[offset] & 15)
      guard shared <= word.count, offset + own + 1 < bytes.count else { return }
      word.removeSubrange(shared...)
      word.append(contentsOf: bytes[(offset + 1)...(offset + own)])
      word.withUnsafeBufferPointer { add($0, bytes[offset + own + 1]) }
      offset += own + 2
    }
  }

  /// The built-in form of a list of words with their rarities, the most frequent `atMost` of them. A word whose own bytes
  /// are too many for the form is left out.
  public static func encoded(_ list: [(word: [UInt8], rarity: UInt8)], atMost: Int) -> [UInt8] {
    let kept = list.enumerated().sorted { ($0.element.rarity, $0.offset) < ($1.element.rarity, $1.offset) }
      .prefix(atMost).map(\.element).sorted { $0.word.lexicographicallyPrecedes($1.word) }
    var bytes: [UInt8] = []
    var last: [UInt8] = []
    for (word, rarity) in kept {
      let shared = min(zip(word, last).prefix { $0 == $1 }.count, 15)
      let own = word.count - shared
      guard own > 0, own < 16 else { continue }
      bytes.append(UInt8(shared << 4 | own))
      bytes += word[shared...]
      bytes.append(rarity)
      last = word
    }
    return bytes
  }

  // MARK: - The text form

  /// Reads a list of lines `word TAB centibels`, where centibels are minus a hundred times the decimal logarithm of the
  /// frequency. Lines that begin with `#` are comments.
  ///
  /// - Returns: nil when a line is something else.
  public static func list(fromText bytes: [UInt8]) -> [(word: [UInt8], rarity: UInt8)]? {
    var list: [(word: [UInt8], rarity: UInt8)] = []
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) where line.first != UInt8(ascii: "#") {
      guard let tab = line.firstIndex(of: 0x09), tab > line.startIndex,
        let rarity = rarity(fromCentibels: line[(tab + 1)...])
      else { return nil }
      list.append((CharacterTables.fold(Array(line[..<tab])), rarity))
    }
    return list
  }

  /// A rarity in its text form; nil when it is no number or out of range.
  public static func rarity(fromCentibels text: some Sequence<UInt8>) -> UInt8? {
    guard let centibels = Int(String(decoding: Array(text), as: UTF8.self)), (0...1_020).contains(centibels) else {
      return nil
    }
    return UInt8(centibels / 4)
  }

  /// The text form of the rarity of a word that occurs so often among so many.
  public static func centibels(_ count: Int, of total: Int) -> Int {
    let decades = Float(max(total, 1)).logarithm - Float(max(count, 1)).logarithm
    return min(max(Int((decades / Float(10).logarithm * 100).rounded()), 0), 1_020)
  }

  public init(_ list: [(word: [UInt8], rarity: UInt8)]) {
    for (word, rarity) in list { word.withUnsafeBufferPointer { add($0, rarity) } }
  }
}
