import Articles
import Text

/// A segment as a row of a table: what the formats share that are tables.
struct SegmentRow {
  /// Address, from which the way back is found.
  var id: String
  /// With its codes as tags: `It <1>rose</1>.`
  var source: [UInt8]
  var target: [UInt8]
  var state: String
  /// What a reviewer is told of it.
  var note: String
  var kind: Block.Kind

  /// The segments of an article that are for translators.
  static func all(of article: Article, target language: String, _ options: ExchangeOptions) -> [SegmentRow] {
    let units = ExchangeUnit.all(of: article, options)
    var rows: [SegmentRow] = []
    for unit in units where article.blocks[unit.block].isTranslatable {
      let block = article.blocks[unit.block]
      for segment in unit.segments.map({ article.segments[$0] }) where !segment.range.isEmpty {
        let translation = segment.target(in: language)
        let address = SegmentAddress(original: article.original.path, unit: unit.id, segment: segment.id)
        var source: [UInt8] = []
        TaggedText.append(block.content.slice(segment.range), to: &source)
        var target: [UInt8] = []
        if let translation { TaggedText.append(translation.content, to: &target) }
        var note: [UInt8] = []
        unit.appendPosition(block.kind, of: units.count, to: &note)
        var parts = [String(decoding: note, as: UTF8.self)]
        if !block.note.isEmpty { parts.append(block.note) }
        if let heading = unit.heading { parts.append("under: " + article.blocks[heading].content.string) }
        if unit.isInSummary { parts.append("in the summary") }
        if options.headlineLimit > 0 && block.kind.isHeadline {
          parts.append("at most \(options.headlineLimit) characters")
        }
        if let origin = translation?.origin, !origin.isEmpty { parts.append("translation from \(origin)") }
        if translation == nil {
          for candidate in segment.candidates(in: language) {
            var content: [UInt8] = []
            TaggedText.append(candidate.content, to: &content)
            let origin = candidate.origin.isEmpty ? "" : " in \(candidate.origin)"
            parts.append("\(candidate.score) %\(origin): \(String(decoding: content, as: UTF8.self))")
          }
        }
        rows.append(
          SegmentRow(
            id: address.text, source: source, target: target, state: translation?.state.rawValue ?? "",
            note: parts.joined(separator: "; "), kind: block.kind))
      }
    }
    return rows
  }
}

/// The columns of a table of segments, by the words in its first row: `id`, `source: en`, `target: fr`, `state`, `note`,
/// in any order and among others.
struct SegmentColumns {
  private var id: Int
  private var source: Int
  private var target: Int
  private var state: Int?
  let sourceLanguage: String?
  let targetLanguage: String?

  static func titles(source: String, target: String) -> [String] {
    ["id", "source: \(source)", "target: \(target)", "state", "note"]
  }

  /// Nil for a row that is not the first of such a table.
  init?(_ titles: [String]) {
    let titles = titles.map { $0.split(separator: ":", maxSplits: 1).map { SegmentColumns.trimmed($0) } }
    func column(_ name: String) -> Int? { titles.firstIndex { $0.first?.lowercased() == name } }
    func language(_ column: Int) -> String? {
      titles[column].count > 1 && LanguageTag.isWellFormed(titles[column][1]) ? titles[column][1] : nil
    }
    guard let id = column("id"), let source = column("source"), let target = column("target") else { return nil }
    self.id = id
    self.source = source
    self.target = target
    state = column("state")
    sourceLanguage = language(source)
    targetLanguage = language(target)
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// Adds the segment of a row; rows without an address are headings and the like.
  func add(_ cells: [String], line: Int, to document: inout ExchangeDocument) {
    guard cells.indices.contains(max(id, source, target)),
      let address = SegmentAddress(SegmentColumns.trimmed(cells[id][...]))
    else { return }
    let target = cells[target]
    let isEmpty = target.allSatisfy(\.isWhitespace)
    let named = state.flatMap { cells.indices.contains($0) ? Target.State(rawValue: cells[$0].lowercased()) : nil }
    document.add(
      ExchangeDocument.Segment(
        id: address.segment, source: TaggedText.read(cells[source].utf8),
        target: isEmpty ? nil : TaggedText.read(target.utf8), state: named ?? .translated, isSegment: true),
      at: address, line: line, source: sourceLanguage, target: targetLanguage)
  }
}
