import Analysis
import Articles
import Pipelines
import Text

/// How well `StoryGroups` finds the same story, on labels that nobody has to trust: versions of real articles made by
/// editing them, their human summaries as another report of the same event, and pairs of different articles of one set.
///
/// What different articles are joined is counted as wrong although some of them do tell one story; `--show` prints them.
struct StoryQuality {
  /// How another version of an article is made.
  private enum Version: CaseIterable {
    case cut, edited, brief

    var about: String {
      switch self {
      case .cut: "its first two thirds"
      case .edited: "without a third of its sentences and a tenth of its words, a strange sentence first"
      case .brief: "its human summary, another report"
      }
    }
  }

  private let folder: String
  private let most: Int
  private let shown: Int
  private let seed: UInt64

  init(_ words: [String]) {
    var words = words
    most = Bench.count("--most", in: &words) ?? 1000
    shown = Bench.count("--show", in: &words) ?? 0
    seed = UInt64(Bench.count("--seed", in: &words) ?? 1)
    guard words.count == 1, let folder = words.first else { Bench.fail("bench quality stories: name one folder") }
    self.folder = folder
  }

  func run() {
    do {
      let data = SummaryData()
      for set in try SummaryData.sets(in: folder) {
        try report(set.name, try data.examples(set.path, most: most), data)
      }
    } catch { Bench.fail("bench quality stories: \(error)") }
  }

  private func report(_ name: String, _ examples: [SummaryExample], _ data: SummaryData) throws {
    var marker = StoryMarker()
    let originals = try examples.map { try mark($0.article, data, &marker) }
    for date in [nil, CalendarDate(in: Array("2025-03-03".utf8))] {
      let dated = date == nil ? "no dates" : "all of one day"
      let groups = groups(originals, date)
      let strangers = groups.indices.filter { groups[$0] != $0 }
      print("\(name), \(examples.count) articles, \(dated): joined with another article \(strangers.count)")
      for article in strangers.prefix(shown) {
        print("    \(opening(examples[groups[article]].article))\n  = \(opening(examples[article].article))")
      }
      for version in Version.allCases {
        let chosen = Array(stride(from: 0, to: examples.count, by: 5))
        let versions = try chosen.map {
          try mark(article(version, of: examples, $0, data), data, &marker)
        }
        let groups = self.groups(originals + versions, date)
        let found = chosen.indices.filter { groups[originals.count + $0] == groups[chosen[$0]] }.count
        print("  \(version), \(version.about): found \(found) of \(chosen.count)")
      }
    }
  }

  private func groups(_ marks: [StoryMark], _ date: CalendarDate?) -> [Int] {
    var groups = StoryGroups()
    for var mark in marks {
      mark.day = date?.ordinal
      groups.add(mark)
    }
    return groups.group()
  }

  private func mark(_ article: Article, _ data: SummaryData, _ marker: inout StoryMarker) throws -> StoryMark {
    data.tools.begin()
    try data.tools.findWords(of: article)
    let language = article.language.map { data.tools.data(of: $0) }
    let (sketch, words, _) = marker.mark(article, words: data.tools.words, language: language)
    return StoryMark(
      sketch: sketch, words: words, language: article.language.map { LanguageTag.primary($0) } ?? "und", day: nil)
  }

  private func article(
    _ version: Version, of examples: [SummaryExample], _ index: Int, _ data: SummaryData
  ) throws -> Article {
    let article = examples[index].article
    let sentences = article.segments.map { article.text(of: $0) }
    var random = BoostedTrees.Random(state: seed &+ UInt64(index))
    var lines: [[UInt8]] = []
    switch version {
    case .cut: lines = sentences.prefix((sentences.count * 2 + 2) / 3).map { Array($0) }
    case .edited:
      let other = examples[(index + 1) % examples.count].article
      if let strange = other.segments.first { lines.append(Array(other.text(of: strange))) }
      for (place, sentence) in sentences.enumerated() where place % 3 != 2 {
        let words = sentence.split(separator: 0x20).filter { _ in !random.isBelow(0.1) }
        lines.append(Array(words.joined(separator: [0x20])))
      }
    case .brief: lines = examples[index].summaries.prefix(1).map { $0 }
    }
    return try data.article(Array(lines.joined(separator: [0x0A])), language: article.language)
  }

  private func opening(_ article: Article) -> String {
    guard let first = article.segments.first else { return article.id }
    return article.id + ": " + String(decoding: article.text(of: first).prefix(120), as: UTF8.self)
  }
}
