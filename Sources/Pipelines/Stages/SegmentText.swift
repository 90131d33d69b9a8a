import Analysis
import Articles
import Formats
import Text

/// Cuts the blocks into segments: sentences of prose, whole blocks of the rest.
struct SegmentText: Stage {
  static let name = "segment"
  static let about = "Cuts text into sentences; headings, captions and cells are one segment each."
  static let needs: Facts = [.blocks, .language]
  static let gives: Facts = .segments
  static let mayUse: [any Resource.Type] = [LearnedAbbreviations.self]
  static let version = 4

  private let rules: SegmentationRules?
  private let abbreviations: AbbreviationList?
  private let lines: Bool
  private let learns: Bool
  private let counts: Bool

  init(options: inout Options) {
    var rules: SegmentationRules?
    if let file = options.file("rules", about: "SRX file whose rules go before Lede's own, for the languages it has.") {
      do throws(SRXFaults) {
        let read = try SRXReader.read(file.bytes)
        let faults = RuleSegmenter.faults(of: read)
        options.refuse(file, faults)
        if faults.isEmpty { rules = read }
      } catch {
        options.refuse(file, error.faults)
      }
    }
    self.rules = rules
    var abbreviations: AbbreviationList?
    if let file = options.file(
      "abbreviations", about: "List of further abbreviations, one per line; headers as in the language folders.")
    {
      let (list, faults) = AbbreviationList.read(file.bytes)
      options.refuse(file, faults)
      abbreviations = list
    }
    self.abbreviations = abbreviations
    lines = options.flag(
      "lines", default: false, about: "Take each line as one segment, in plain text also lines that were joined.")
    learns = options.flag(
      "learn", default: false, about: "Learn abbreviations from each article itself, beside those that are known.")
    counts = options.flag(
      "counts", default: false, about: "Count words, numbers, codes and characters of each segment.")
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    let language = article.language ?? "und"
    let known = knownAbbreviations(article, language, tools)
    var namer = Segment.Namer()
    article.segments.removeAll(keepingCapacity: true)
    for (index, block) in article.blocks.enumerated() {
      let bytes = block.content.bytes
      let ranges: [TextRange]
      if lines {
        ranges = LineRules.lines(of: block, isPlainText: article.original.format == PlainTextFormat.name)
      } else if block.kind.isProse {
        ranges = try self.ranges(of: bytes, block.language ?? language, known, tools)
      } else {
        let whole = SentenceFinder.trimmed(bytes, TextRange(0, bytes.count))
        ranges = whole.isEmpty ? [] : [whole]
      }
      for range in SegmentText.joined(ranges, at: block.content) {
        article.segments.append(Segment(id: namer.id(for: bytes[range]), block: index, range: range))
      }
    }
    if counts {
      try tools.findWords(of: article)
      for index in article.segments.indices {
        let segment = article.segments[index]
        let words = tools.words.words[tools.words.words(ofBlock: segment.block, in: segment.range)]
        article.segments[index].count = TextCounter.count(
          words, in: article.blocks[segment.block].content.bytes, segment.range)
      }
    }
  }

  /// What the user lists, what the text of the folder taught, and what the article itself teaches.
  private func knownAbbreviations(_ article: Article, _ language: String, _ tools: Tools) -> AbbreviationList? {
    let learned = tools.resources[LearnedAbbreviations.self]?.list(for: language)
    guard learns else {
      guard let learned else { return abbreviations }
      return abbreviations.map { tools.abbreviations($0, and: learned) } ?? learned
    }
    var learner = AbbreviationLearner()
    for block in article.blocks where block.kind.isProse { learner.read(block.content.bytes) }
    return AbbreviationList((abbreviations?.entries ?? []) + (learned?.entries ?? []) + learner.abbreviations)
  }

  private func ranges(
    of bytes: [UInt8], _ language: String, _ known: AbbreviationList?, _ tools: Tools
  ) throws(ArticleError) -> [TextRange] {
    if let rules, let segmenter = try tools.ruleSegmenter(for: language, rules) {
      do throws(RuleExceeded) { return try segmenter.segments(of: bytes) } catch {
        throw ArticleError(.ruleExceeded, "the rule in line \(error.line) takes too much work (\(error.reason))")
      }
    }
    return tools.sentenceFinder(for: language, knowing: known).sentences(in: bytes)
  }

  /// No sentence ends inside of what is not for translators.
  private static func joined(_ ranges: [TextRange], at content: MarkedText) -> [TextRange] {
    guard ranges.count > 1, content.codes.contains(where: \.isProtected) else { return ranges }
    let protected = content.protectedRanges
    var next = 0
    var result: [TextRange] = []
    for range in ranges {
      while next < protected.count && protected[next].end <= range.start { next += 1 }
      let isInside = next < protected.count && protected[next].start < range.start
      if isInside, !result.isEmpty { result[result.count - 1].end = range.end } else { result.append(range) }
    }
    return result
  }
}
