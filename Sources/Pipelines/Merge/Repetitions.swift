import Analysis
import Articles
import Formats
import Text

/// The translations of a number of files by their sources, to be used again where the same text was left untranslated.
struct Repetitions {
  private struct Translation {
    var source: MarkedText
    var target: MarkedText
    var state: Target.State
    /// Whether another translation of the same text was met: then neither is used again.
    var isContested = false
  }

  private var translations: [String: [[UInt8]: Translation]] = [:]

  /// Takes the confirmed translations of a file; a copy of the source is none.
  mutating func add(_ file: ExchangeDocument.File, language: String) {
    for segment in file.units.flatMap(\.segments) where segment.isSegment && segment.state != .candidate {
      guard let target = segment.target, !target.bytes.isEmpty, target.bytes != segment.source.bytes else { continue }
      let key = Repetitions.key(of: segment.source)
      if let known = translations[language]?[key] {
        if known.target.bytes != target.bytes { translations[language]?[key]?.isContested = true }
      } else {
        translations[language, default: [:]][key] = Translation(
          source: segment.source, target: target, state: segment.state)
      }
    }
  }

  /// Fills in the segments that have no translation.
  ///
  /// - Returns: how many.
  func fill(_ article: inout Article, language: String) -> Int {
    guard let known = translations[language] else { return 0 }
    var filled = 0
    for index in article.segments.indices where article.segments[index].target == nil {
      let block = article.blocks[article.segments[index].block]
      guard block.isTranslatable else { continue }
      let content = block.content.slice(article.segments[index].range)
      guard let translation = known[Repetitions.key(of: content)], !translation.isContested else { continue }
      let mapping = CodeMapping(from: translation.source, to: content, samePlaces: true)
      guard mapping.isExact else { continue }
      article.segments[index].target = Target(
        language: language, content: mapping.apply(to: translation.target), state: translation.state,
        origin: "repetition")
      filled += 1
    }
    return filled
  }

  private static func key(of content: MarkedText) -> [UInt8] {
    content.bytes + [0] + content.codes.map(\.kind.rawValue)
  }
}
