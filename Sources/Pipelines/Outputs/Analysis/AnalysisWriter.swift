import Articles
import Formats
import Text

/// Writes an analysis in its forms, piece by piece: a large folder has many documents.
struct AnalysisWriter {
  typealias Sums = AnalysisReport.Sums
  typealias Out = (_ bytes: [UInt8]) throws(EnvironmentError) -> Void

  let report: AnalysisReport

  func write(as form: LeverageAnalysis.Form, to out: Out) throws(EnvironmentError) {
    switch form {
    case .txt: try writeText(out)
    case .csv: try writeTable(out)
    case .json: try writeJSON(out)
    case .gmx: try out(metrics())
    }
  }

  private func weight(_ band: AnalysisBand) -> Int { report.weights[band] ?? 0 }

  // MARK: Text

  private func writeText(_ out: Out) throws(EnvironmentError) {
    for (index, pair) in report.pairs.enumerated() {
      var text = index > 0 ? "\n" : ""
      let count = pair.documentCount
      text += pair.source + (pair.target.map { " to \($0)" } ?? "")
      text += ": \(count) document\(count == 1 ? "" : "s"), in the order of the input\n\n"
      text += AnalysisWriter.line("", ["segments", "words", "characters", "weight", "effort"])
      for band in AnalysisBand.allCases {
        let effort = pair.sums[band].text.total * weight(band)
        text += AnalysisWriter.line(band.label, pair.sums[band], weight: "\(weight(band)) %", effort: effort)
      }
      text += AnalysisWriter.line("Total", pair.sums.total, weight: "", effort: report.effort(pair.sums)) + "\n"
      try out(Array(text.utf8))
      try pair.forEachDocument { id, sums throws(EnvironmentError) in
        let line = AnalysisWriter.line(id, sums.total, weight: "", effort: report.effort(sums))
        try out(Array(line.utf8))
      }
    }
  }

  private static func line(_ label: String, _ count: AnalysisCount, weight: String, effort: Int) -> String {
    line(
      label,
      [
        String(count.segments), String(count.text.total), String(count.text.charactersWithSpaces), weight,
        hundredths(effort),
      ])
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

  private func writeTable(_ out: Out) throws(EnvironmentError) {
    var table = DelimitedTable(separator: 0x2C)
    table.row(
      ["source", "target", "document", "band", "segments"] + AnalysisCount.members.map { "\($0.name)" }
        + ["total", "weight", "effort"])
    try out(table.bytes)
    for pair in report.pairs {
      try pair.forEachDocument { id, sums throws(EnvironmentError) in try out(rows(of: pair, id, sums)) }
      try out(rows(of: pair, "", pair.sums))
    }
  }

  private func rows(of pair: AnalysisReport.Pair, _ id: String, _ sums: Sums) -> [UInt8] {
    var table = DelimitedTable(separator: 0x2C)
    for band in AnalysisBand.allCases where sums[band].segments > 0 {
      let sum = sums[band]
      table.row(
        [pair.source, pair.target ?? "", id, band.name, String(sum.segments)]
          + AnalysisCount.members.map { String(sum.text[keyPath: $0.value]) }
          + [
            String(sum.text.total), String(weight(band)), AnalysisWriter.hundredths(sum.text.total * weight(band)),
          ])
    }
    return table.bytes
  }

  // MARK: JSON

  private func writeJSON(_ out: Out) throws(EnvironmentError) {
    try out(Array("{\"analysis\":[".utf8))
    for (index, pair) in report.pairs.enumerated() {
      var json = JSONWriter()
      json.object { json in
        json.member("source", pair.source)
        json.member("target", pair.target)
        write(pair.sums, to: &json)
        json.key("documents")
        json.array { _ in }
      }
      // All but the ends of the list and the object.
      try out((index > 0 ? [UInt8(ascii: ",")] : []) + json.bytes.dropLast(2))
      var isFirst = true
      try pair.forEachDocument { id, sums throws(EnvironmentError) in
        var json = JSONWriter()
        json.object { json in
          json.member("id", id)
          write(sums, to: &json)
        }
        try out((isFirst ? [] : [UInt8(ascii: ",")]) + json.bytes)
        isFirst = false
      }
      try out(Array("]}".utf8))
    }
    try out(Array("]}\n".utf8))
  }

  private func write(_ sums: Sums, to json: inout JSONWriter) {
    json.key("bands")
    json.array { json in
      for band in AnalysisBand.allCases where sums[band].segments > 0 {
        json.object { json in
          json.member("band", band.name)
          write(sums[band], to: &json)
          json.key("weight")
          json.integer(weight(band))
        }
      }
    }
    json.key("total")
    json.object { json in write(sums.total, to: &json) }
    json.key("effort")
    json.decimal(Double(report.effort(sums)) / 100)
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

  // MARK: GMX-V

  /// A project for each pair of languages, a resource for each of its documents.
  private func metrics() -> [UInt8] {
    VolumeMetrics(date: report.date).bytes(
      of: report.pairs.map { pair in
        var resources: [VolumeMetrics.Resource] = []
        pair.forEachDocument { id, sums in
          resources.append(VolumeMetrics.Resource(path: id, counts: AnalysisWriter.categories(sums)))
        }
        return VolumeMetrics.Project(source: pair.source, target: pair.target, resources: resources)
      })
  }

  /// Bands that GMX-V does not tell apart are one category.
  private static func categories(
    _ sums: Sums
  ) -> [(category: VolumeMetrics.Category, segments: Int, text: TextCount)] {
    var counts: [(category: VolumeMetrics.Category, segments: Int, text: TextCount)] = []
    for band in AnalysisBand.allCases {
      let sum = sums[band]
      if let last = counts.indices.last, counts[last].category == band.category {
        counts[last].segments += sum.segments
        counts[last].text += sum.text
      } else {
        counts.append((band.category, sum.segments, sum.text))
      }
    }
    return counts
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
}
