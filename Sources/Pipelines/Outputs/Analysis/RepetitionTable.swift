/// Which texts were seen, and in which document last: so that repetitions are told from new text.
///
/// Open addressing over the digests of the texts, whose bits are mixed already. Twelve bytes for each place, of which at
/// most three in four are used.
struct RepetitionTable {
  /// How a text stands to what was seen before it.
  enum Repetition: Int { case none, inDocument, acrossDocuments }

  /// The table holds no more texts than this; see `AnalysisReport.read`.
  static let mostTexts = 12_000_000

  private var keys: [UInt64] = []
  private var documents: [UInt32] = []
  private var mask = 0
  private(set) var count = 0

  /// Takes note of a text.
  ///
  /// - Parameter key: of the text; 0 counts as 1.
  mutating func see(_ key: UInt64, inDocument document: UInt32) -> Repetition {
    if count >= keys.count / 4 * 3 { grow() }
    let place = place(of: key)
    defer { documents[place] = document }
    if keys[place] != 0 { return documents[place] == document ? .inDocument : .acrossDocuments }
    keys[place] = max(key, 1)
    count += 1
    return .none
  }

  /// How a text stands to those before it, without taking note of it.
  func look(for key: UInt64, inDocument document: UInt32) -> Repetition {
    guard count > 0 else { return .none }
    let place = place(of: key)
    return keys[place] == 0 ? .none : documents[place] == document ? .inDocument : .acrossDocuments
  }

  private func place(of key: UInt64) -> Int {
    let key = max(key, 1)
    var place = Int(truncatingIfNeeded: key) & mask
    while keys[place] != 0 && keys[place] != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = (keys, documents)
    let size = max(1 << 10, keys.count * 2)
    keys = Array(repeating: 0, count: size)
    documents = Array(repeating: 0, count: size)
    mask = size - 1
    for (key, document) in zip(old.0, old.1) where key != 0 {
      let place = place(of: key)
      keys[place] = key
      documents[place] = document
    }
  }
}
