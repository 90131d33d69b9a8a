import Articles
import Text

/// What a number of segments comes to.
struct AnalysisCount: Hashable {
  var segments = 0
  var text = TextCount()

  /// The counts of text with the names that files give them.
  static let members: [(name: StaticString, value: WritableKeyPath<TextCount, Int> & Sendable)] = [
    ("words", \.words), ("numbers", \.numbers), ("codes", \.codes), ("ideographs", \.ideographs),
    ("characters", \.characters), ("punctuation", \.punctuation), ("spaces", \.spaces),
  ]

  static func += (sum: inout AnalysisCount, other: AnalysisCount) {
    sum.segments += other.segments
    sum.text += other.text
  }
}

/// Adds segments up in bands, document by document in the order of the input.
///
/// What a segment counts as is settled in this order: protected; without a letter; translated already; in context; the
/// same text (a segment that has a 100 % match is never a repetition); repeated in its document; repeated from a
/// document before; a match by its score; new. So repetitions across documents depend on the order of the documents.
struct AnalysisReport {
  struct Sums: Equatable {
    var bands: [AnalysisCount] = Array(repeating: AnalysisCount(), count: AnalysisBand.allCases.count)

    var total: AnalysisCount {
      var total = AnalysisCount()
      for count in bands { total += count }
      return total
    }

    subscript(band: AnalysisBand) -> AnalysisCount { bands[band.index] }
  }

  /// One source and target language.
  struct Pair {
    var source: String
    /// Nil where no target is named and nothing was found in any.
    var target: String?
    var sums = Sums()
    fileprivate var kept = PackedSums()
    fileprivate var document = Sums()
    /// Texts that are for some targets only.
    fileprivate var seen = RepetitionTable()

    var documentCount: Int { kept.count }

    /// Calls `body` with each document in its order.
    func forEachDocument<Failure: Error>(
      _ body: (_ id: String, Sums) throws(Failure) -> Void
    ) throws(Failure) {
      for index in 0..<kept.count { try body(kept.id(index), kept.sums(index)) }
    }
  }

  let weights: [AnalysisBand: Int]
  let date: String
  private(set) var pairs: [Pair] = []
  private let named: [String]
  private var found: [String: [String]] = [:]
  private var sources: [String] = []
  /// For each source, what was seen in texts that are for all targets.
  private var seen: [RepetitionTable] = []
  private var documents: UInt32 = 0
  /// Of how many parts of all texts, by their digests, this is the counting.
  private var parts: UInt64 = 1
  private var part: UInt64 = 0
  private var isOver = false

  /// - Parameters:
  ///   - targets: the languages to count for; those that records name when there are none.
  ///   - date: of the counts, as GMX-V writes it.
  init(weights: [AnalysisBand: Int], targets: [String], date: String) {
    self.weights = weights
    self.date = date
    named = targets
  }

  /// Counts all records.
  ///
  /// Memory is bounded: when there are more texts than a table may hold, the records are read again, once for each part of
  /// the texts.
  ///
  /// - Parameter forEach: calls what it is given with each record, in the same order each time.
  mutating func read(
    most: Int = RepetitionTable.mostTexts,
    _ forEach: ((AnalysisRecord) -> Void) throws(EnvironmentError) -> Void
  ) throws(EnvironmentError) {
    if named.isEmpty { try forEach { collectTargets($0) } }
    repeat {
      (pairs, isOver) = ([], false)
      if named.isEmpty { for source in sources { addPairs(of: source) } } else { sources = [] }
      part = 0
      while part < parts, !isOver {
        seen = Array(repeating: RepetitionTable(), count: sources.count)
        for index in pairs.indices { pairs[index].seen = RepetitionTable() }
        documents = 0
        try forEach { add($0, most: most) }
        part += 1
      }
      if isOver { parts *= 2 }
    } while isOver
    seen = []
  }

  private mutating func collectTargets(_ record: AnalysisRecord) {
    if found[record.language] == nil { sources.append(record.language) }
    var known = found[record.language] ?? []
    for target in record.targets where !known.contains(target) { known.append(target) }
    found[record.language] = known
  }

  private mutating func addPairs(of source: String) {
    let targets = (named.isEmpty ? found[source] ?? [] : named.filter { $0 != source }).sorted()
    pairs += targets.isEmpty ? [Pair(source: source)] : targets.map { Pair(source: source, target: $0) }
  }

  private mutating func add(_ record: AnalysisRecord, most: Int) {
    if !sources.contains(record.language) {
      sources.append(record.language)
      seen.append(RepetitionTable())
      addPairs(of: record.language)
    }
    guard !isOver, let source = sources.firstIndex(of: record.language) else { return }
    documents += 1
    let document = documents
    let places = pairs.indices.filter { pairs[$0].source == record.language }.map { index in
      (index: index, score: pairs[index].target.flatMap { record.targets.firstIndex(of: $0) })
    }
    for place in places { pairs[place.index].document = Sums() }
    record.forEach { row in
      // High bits tell the parts apart, low ones the places in a table.
      guard row.key.map({ ($0 >> 32) % parts == part }) ?? (part == 0) else { return }
      let isForAll = !row.scores.contains(AnalysisRecord.otherLocale)
      var repetition = row.repetition
      if row.kind == .text, isForAll, let key = row.key { repetition = seen[source].see(key, inDocument: document) }
      for place in places {
        let score = place.score.map { row.scores[row.scores.startIndex + $0] } ?? 0
        var own = repetition
        if row.kind == .text, own == .none, let key = row.key {
          if isForAll {
            own = pairs[place.index].seen.look(for: key, inDocument: document)
          } else if score != AnalysisRecord.otherLocale {
            own = pairs[place.index].seen.see(key, inDocument: document)
            if own == .none { own = seen[source].look(for: key, inDocument: document) }
          }
        }
        let band = AnalysisReport.band(row.kind, score, own)
        pairs[place.index].document.bands[band.index] += row.count
        pairs[place.index].sums.bands[band.index] += row.count
      }
    }
    for place in places {
      pairs[place.index].kept.append(pairs[place.index].document, id: record.id, part: Int(part))
    }
    isOver = seen.reduce(0) { $0 + $1.count } > most
  }

  private static func band(
    _ kind: AnalysisRecord.Kind, _ score: Int, _ repetition: RepetitionTable.Repetition
  ) -> AnalysisBand {
    switch (kind, score, repetition) {
    case (.protected, _, _), (_, AnalysisRecord.otherLocale, _): .protected
    case (.numbers, _, _): .numbers
    case (_, AnalysisRecord.translated, _): .unchanged
    case (_, 101..., _): .context
    case (_, 100, _): .exact
    case (_, _, .inDocument): .repeated
    case (_, _, .acrossDocuments): .repeatedAcross
    case (_, _, .none): AnalysisBand(score: score)
    }
  }

  /// Words by their weights, in hundredths.
  func effort(_ sums: Sums) -> Int {
    AnalysisBand.allCases.reduce(0) { $0 + sums.bands[$1.index].text.total * (weights[$1] ?? 0) }
  }
}

/// The sums of many documents in few bytes: most bands of most documents are empty.
private struct PackedSums {
  private var bytes: [UInt8] = []
  private var ids: [Int] = []
  /// For each part of the texts, where its sums of each document begin.
  private var starts: [[Int]] = []

  var count: Int { ids.count }

  mutating func append(_ sums: AnalysisReport.Sums, id: String, part: Int) {
    if part == 0 {
      ids.append(bytes.count)
      VariableInteger.append(id.utf8.count, to: &bytes)
      bytes.append(contentsOf: id.utf8)
    }
    if part == starts.count { starts.append([]) }
    starts[part].append(bytes.count)
    let used = sums.bands.indices.filter { sums.bands[$0].segments > 0 }
    VariableInteger.append(used.count, to: &bytes)
    for index in used {
      let count = sums.bands[index]
      VariableInteger.append(index, to: &bytes)
      VariableInteger.append(count.segments, to: &bytes)
      for member in AnalysisCount.members { VariableInteger.append(count.text[keyPath: member.value], to: &bytes) }
    }
  }

  func id(_ index: Int) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      var offset = ids[index]
      let length = VariableInteger.read(bytes, &offset)
      return String(decoding: bytes[offset..<(offset + length)], as: UTF8.self)
    }
  }

  func sums(_ index: Int) -> AnalysisReport.Sums {
    var sums = AnalysisReport.Sums()
    bytes.withUnsafeBufferPointer { bytes in
      for part in starts {
        var offset = part[index]
        for _ in 0..<VariableInteger.read(bytes, &offset) {
          let band = VariableInteger.read(bytes, &offset)
          var count = AnalysisCount(segments: VariableInteger.read(bytes, &offset))
          for member in AnalysisCount.members {
            count.text[keyPath: member.value] = VariableInteger.read(bytes, &offset)
          }
          sums.bands[band] += count
        }
      }
    }
    return sums
  }
}

extension AnalysisBand {
  /// Its place among all.
  var index: Int {
    switch self {
    case .protected: 0
    case .numbers: 1
    case .unchanged: 2
    case .context: 3
    case .repeated: 4
    case .exact: 5
    case .repeatedAcross: 6
    case .high: 7
    case .medium: 8
    case .low: 9
    case .lowest: 10
    case .new: 11
    }
  }
}
