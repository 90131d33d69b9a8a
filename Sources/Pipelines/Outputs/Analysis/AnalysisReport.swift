import Articles
import Formats
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
  struct Sums {
    var bands: [AnalysisCount] = Array(repeating: AnalysisCount(), count: AnalysisBand.allCases.count)

    var total: AnalysisCount {
      var total = AnalysisCount()
      for count in bands { total += count }
      return total
    }

    subscript(band: AnalysisBand) -> AnalysisCount { bands[band.index] }
  }

  struct Document {
    var path: String
    var sums: Sums
  }

  /// One source and target language.
  struct Pair {
    var source: String
    /// Nil where no target is named and nothing was found in any.
    var target: String?
    var sums = Sums()
    var documents: [Document] = []
    fileprivate var seen = Set<String>()
  }

  let weights: [AnalysisBand: Int]
  private let date: String
  private(set) var pairs: [Pair] = []
  private var targets: [String: [String]] = [:]
  private var sources: [String] = []

  /// - Parameter date: of the counts, as GMX-V writes it.
  init(weights: [AnalysisBand: Int], date: String) {
    self.weights = weights
    self.date = date
  }

  /// Sees which languages there are: all records, before any is added.
  mutating func collectTargets(_ record: JSONValue) {
    guard let source = record["language"]?.string else { return }
    if targets[source] == nil { sources.append(source) }
    var known = targets[source] ?? []
    for target in record["targets"]?.elements.compactMap(\.string) ?? [] where !known.contains(target) {
      known.append(target)
    }
    targets[source] = known.sorted()
  }

  mutating func add(_ record: JSONValue) {
    if pairs.isEmpty {
      for source in sources {
        let targets = targets[source] ?? []
        pairs += targets.isEmpty ? [Pair(source: source)] : targets.map { Pair(source: source, target: $0) }
      }
    }
    guard let source = record["language"]?.string, let path = record["path"]?.string else { return }
    let own = record["targets"]?.elements.compactMap(\.string) ?? []
    let segments = (record["segments"]?.elements ?? []).map(\.elements)
    for index in pairs.indices where pairs[index].source == source {
      let place = pairs[index].target.flatMap { own.firstIndex(of: $0) }
      AnalysisReport.add(segments, place, path: path, to: &pairs[index])
    }
  }

  // Static: a method of the report would have a copy of it, and with that of all that was seen.
  private static func add(_ segments: [[JSONValue]], _ place: Int?, path: String, to pair: inout Pair) {
    var document = Document(path: path, sums: Sums())
    var seen = Set<String>()
    let scores = 2 + AnalysisCount.members.count
    for values in segments where values.count >= scores {
      let key = values[0].string ?? ""
      let score = place.flatMap { scores + $0 < values.count ? values[scores + $0].integer : nil } ?? 0
      let band: AnalysisBand
      switch (values[1].integer ?? 0, score) {
      case (1, _), (_, 300): band = .protected
      case (2, _): band = .numbers
      case (_, 200): band = .unchanged
      case (_, 101...): band = .context
      case (_, 100): band = .exact
      case _ where seen.contains(key): band = .repeated
      case _ where pair.seen.contains(key): band = .repeatedAcross
      default: band = AnalysisBand(score: score)
      }
      if band != .protected && band != .numbers { seen.insert(key) }
      var count = AnalysisCount(segments: 1)
      for (index, member) in AnalysisCount.members.enumerated() {
        count.text[keyPath: member.value] = values[2 + index].integer ?? 0
      }
      document.sums.bands[band.index] += count
      pair.sums.bands[band.index] += count
    }
    pair.seen.formUnion(seen)
    pair.documents.append(document)
  }

  /// Words by their weights, in hundredths.
  func effort(_ sums: Sums) -> Int {
    AnalysisBand.allCases.reduce(0) { $0 + sums.bands[$1.index].text.total * (weights[$1] ?? 0) }
  }

  func bytes(as form: LeverageAnalysis.Form) -> [UInt8] {
    switch form {
    case .txt: text()
    case .csv: table()
    case .json: json()
    case .gmx: metrics()
    }
  }

  // MARK: Text

  private func text() -> [UInt8] {
    var text = ""
    for pair in pairs {
      if !text.isEmpty { text += "\n" }
      let count = pair.documents.count
      text += pair.source + (pair.target.map { " to \($0)" } ?? "")
      text += ": \(count) document\(count == 1 ? "" : "s"), in the order of the input\n\n"
      text += AnalysisReport.line("", ["segments", "words", "characters", "weight", "effort"])
      for band in AnalysisBand.allCases {
        let sum = pair.sums.bands[band.index]
        let weight = weights[band] ?? 0
        text += AnalysisReport.line(
          band.label,
          [
            String(sum.segments), String(sum.text.total), String(sum.text.charactersWithSpaces), "\(weight) %",
            AnalysisReport.hundredths(sum.text.total * weight),
          ])
      }
      let total = pair.sums.total
      text += AnalysisReport.line(
        "Total",
        [
          String(total.segments), String(total.text.total), String(total.text.charactersWithSpaces), "",
          AnalysisReport.hundredths(effort(pair.sums)),
        ])
      text += "\n"
      for document in pair.documents {
        let total = document.sums.total
        text += AnalysisReport.line(
          document.path,
          [
            String(total.segments), String(total.text.total), String(total.text.charactersWithSpaces), "",
            AnalysisReport.hundredths(effort(document.sums)),
          ])
      }
    }
    return Array(text.utf8)
  }

  private static func line(_ label: String, _ cells: [String]) -> String {
    var line = label + String(repeating: " ", count: max(26 - label.count, 0))
    for cell in cells { line += String(repeating: " ", count: max(12 - cell.count, 1)) + cell }
    return line + "\n"
  }

  private static func hundredths(_ value: Int) -> String {
    let rest = value % 100
    return rest == 0 ? "\(value / 100)" : "\(value / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  // MARK: Table

  private func table() -> [UInt8] {
    var table = DelimitedTable(separator: 0x2C)
    table.row(
      ["source", "target", "document", "band", "segments"] + AnalysisCount.members.map { "\($0.name)" }
        + ["total", "weight", "effort"])
    for pair in pairs {
      for (path, sums) in pair.documents.map({ ($0.path, $0.sums) }) + [("", pair.sums)] {
        for band in AnalysisBand.allCases where sums.bands[band.index].segments > 0 {
          let sum = sums.bands[band.index]
          table.row(
            [pair.source, pair.target ?? "", path, band.name, String(sum.segments)]
              + AnalysisCount.members.map { String(sum.text[keyPath: $0.value]) }
              + [
                String(sum.text.total), String(weights[band] ?? 0),
                AnalysisReport.hundredths(sum.text.total * (weights[band] ?? 0)),
              ])
        }
      }
    }
    return table.bytes
  }

  // MARK: JSON

  private func json() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.key("analysis")
      json.array { json in
        for pair in pairs {
          json.object { json in
            json.member("source", pair.source)
            json.member("target", pair.target)
            write(pair.sums, to: &json)
            json.key("documents")
            json.array { json in
              for document in pair.documents {
                json.object { json in
                  json.member("path", document.path)
                  write(document.sums, to: &json)
                }
              }
            }
          }
        }
      }
    }
    json.bytes.append(0x0A)
    return json.bytes
  }

  // MARK: GMX-V

  /// A project for each pair of languages, a resource for each of its documents.
  private func metrics() -> [UInt8] {
    VolumeMetrics(date: date).bytes(
      of: pairs.map { pair in
        VolumeMetrics.Project(
          source: pair.source, target: pair.target,
          resources: pair.documents.map { document in
            VolumeMetrics.Resource(path: document.path, counts: AnalysisReport.categories(document.sums))
          })
      })
  }

  /// Bands that GMX-V does not tell apart are one category.
  private static func categories(
    _ sums: Sums
  ) -> [(category: VolumeMetrics.Category, segments: Int, text: TextCount)] {
    var counts: [(category: VolumeMetrics.Category, segments: Int, text: TextCount)] = []
    for band in AnalysisBand.allCases {
      let sum = sums.bands[band.index]
      if let last = counts.indices.last, counts[last].category == band.category {
        counts[last].segments += sum.segments
        counts[last].text += sum.text
      } else {
        counts.append((band.category, sum.segments, sum.text))
      }
    }
    return counts
  }

  private func write(_ sums: Sums, to json: inout JSONWriter) {
    json.key("bands")
    json.array { json in
      for band in AnalysisBand.allCases where sums.bands[band.index].segments > 0 {
        json.object { json in
          json.member("band", band.name)
          write(sums.bands[band.index], to: &json)
          json.key("weight")
          json.integer(weights[band] ?? 0)
        }
      }
    }
    json.key("total")
    json.object { json in write(sums.total, to: &json) }
    json.key("effort")
    json.decimal(Double(effort(sums)) / 100)
  }

  private func write(_ count: AnalysisCount, to json: inout JSONWriter) {
    json.key("segments")
    json.integer(count.segments)
    for member in AnalysisCount.members {
      json.key(member.name)
      json.integer(count.text[keyPath: member.value])
    }
    json.key("total")
    json.integer(count.text.total)
  }
}

extension AnalysisBand {
  /// In which category GMX-V counts it.
  fileprivate var category: VolumeMetrics.Category {
    switch self {
    case .protected: .protected
    case .numbers: .numbers
    case .unchanged, .context: .exact
    case .repeated: .repeated
    case .exact: .leveraged
    case .repeatedAcross: .repeatedAcross
    case .high: .fuzzy(95, 99)
    case .medium: .fuzzy(85, 94)
    case .low: .fuzzy(75, 84)
    case .lowest: .fuzzy(50, 74)
    case .new: .new
    }
  }

  fileprivate var index: Int { AnalysisBand.allCases.firstIndex(of: self) ?? 0 }
}
