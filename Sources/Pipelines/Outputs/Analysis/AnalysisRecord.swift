import Articles
import Text

/// What the analysis keeps of a document: each segment's text as a digest, its class, its counts, its scores.
///
/// `{id, language, targets, keys, segments}`: `keys` has twelve letters for each segment; `segments` are whole numbers, for
/// each segment its class, the seven counts of `TextCount`, and a score for each target. Who has found the repetitions of a
/// whole folder already may give `rows` in place of both: class, repetition, how many segments, and the same numbers.
struct AnalysisRecord {
  /// Of a segment, whatever the target.
  enum Kind: Int {
    case text
    case protected
    /// Without a letter.
    case numbers
  }

  /// Scores that are none of a match.
  static let translated = 200
  static let otherLocale = 300

  /// Segments that count alike.
  struct Row {
    var kind: Kind
    /// Of its text; nil where repetitions are found already.
    var key: UInt64?
    var repetition: RepetitionTable.Repetition
    var count: AnalysisCount
    /// For each target of the record.
    var scores: ArraySlice<Int>
  }

  /// Of the article: what its files are named by.
  let id: String
  let language: String
  let targets: [String]
  private let keys: [UInt64]
  private let values: [Int]
  private let hasRows: Bool

  init?(_ record: JSONValue) {
    guard let id = record["id"]?.string, let language = record["language"]?.string else { return nil }
    self.id = id
    self.language = language
    targets = record["targets"]?.elements.compactMap(\.string) ?? []
    hasRows = record["rows"] != nil
    values = record[hasRows ? "rows" : "segments"]?.integers ?? []
    keys = record["keys"]?.text.map(AnalysisRecord.keys) ?? []
  }

  func forEach(_ body: (Row) -> Void) {
    let head = hasRows ? 3 : 1
    let width = head + AnalysisRecord.countsWidth + targets.count
    let count = hasRows ? values.count / width : min(values.count / width, keys.count)
    for index in 0..<count {
      let start = index * width
      body(
        Row(
          kind: Kind(rawValue: values[start]) ?? .text, key: hasRows ? nil : keys[index],
          repetition: hasRows ? RepetitionTable.Repetition(rawValue: values[start + 1]) ?? .none : .none,
          count: AnalysisCount(
            segments: hasRows ? values[start + 2] : 1, text: AnalysisRecord.counts(values[(start + head)...])),
          scores: values[(start + head + AnalysisRecord.countsWidth)..<(start + width)]))
    }
  }

  // MARK: Numbers

  private static let countsWidth = 7

  private static func counts(_ values: ArraySlice<Int>) -> TextCount {
    var count = TextCount()
    let first = values.startIndex
    count.words = values[first]
    count.numbers = values[first + 1]
    count.codes = values[first + 2]
    count.ideographs = values[first + 3]
    count.characters = values[first + 4]
    count.punctuation = values[first + 5]
    count.spaces = values[first + 6]
    return count
  }

  static func append(_ kind: Kind, _ count: TextCount, scores: some Sequence<Int>, to json: inout JSONWriter) {
    json.integer(kind.rawValue)
    json.integer(count.words)
    json.integer(count.numbers)
    json.integer(count.codes)
    json.integer(count.ideographs)
    json.integer(count.characters)
    json.integer(count.punctuation)
    json.integer(count.spaces)
    for score in scores { json.integer(score) }
  }

  private static let keyLength = 12

  /// Segments with one key are repetitions of each other: the same text with the same sequence of codes.
  static func appendKey(_ text: [UInt8], to keys: inout [UInt8]) {
    keys.append(contentsOf: Digest(of: text).short(keyLength).utf8)
  }

  /// A key's letters are five bits each; as many as a word has room for are enough.
  private static func keys(_ text: UnsafeBufferPointer<UInt8>) -> [UInt64] {
    stride(from: 0, through: text.count - keyLength, by: keyLength).map { start in
      text[start..<(start + keyLength)].reduce(UInt64(0)) { $0 << 5 | UInt64(letterValues[Int($1)]) }
    }
  }

  private static let letterValues: [UInt8] = {
    var values = Array(repeating: UInt8(0), count: 256)
    for (value, letter) in Digest.alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()
}
