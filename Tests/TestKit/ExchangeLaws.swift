import Analysis
import Articles
import Formats
import Pipelines
import Text

/// The laws of the way through a file for translators, for any document in any exchange format.
///
/// What the file says of a document is read back from its bytes and brought to the document as it is read anew, as `lede
/// merge` does.
public struct ExchangeLaws {
  public enum Law: String, CaseIterable, Sendable {
    /// A file that nobody has touched gives the document's very bytes.
    case identity
    /// A file with translations gives the bytes that the same translations give without a file between.
    case pseudo
  }

  public struct Breach: Hashable, Sendable, CustomStringConvertible {
    public var format: String
    public var law: Law
    public var place: String

    public var description: String { "\(format), \(law.rawValue): \(place)" }
  }

  public struct Result: Sendable {
    /// Why the document could not be read at all; there is nothing to hold then.
    public var error: ArticleError?
    public var segments = 0
    public var breaches: [Breach] = []
  }

  private static let language = "qps"
  private let pipeline: Pipeline
  private let tools = Tools()
  private let options = ExchangeOptions(includesBoilerplate: true)

  public init() {
    let stages = "stages: [extract, normalize, detect-language: { fallback: en }, segment]"
    let (pipeline, faults) = PipelineFile.read(Array("name: laws\nabout: Laws.\n\(stages)\nwrite: [records]\n".utf8))
    guard let pipeline else { fatalError(faults.map { $0.text(file: "laws") }.joined(separator: "\n")) }
    self.pipeline = pipeline
  }

  /// - Parameter formats: names of exchange formats; all when there are none.
  public func check(_ raw: RawContent, path: String, formats: [String] = []) -> Result {
    var result = Result()
    do throws(ArticleError) {
      let article = try read(raw, path)
      result.segments = article.segments.count
      var translated = article
      for index in article.segments.indices {
        let segment = article.segments[index]
        let block = article.blocks[segment.block]
        guard block.isTranslatable, !segment.range.isEmpty else { continue }
        translated.segments[index].target = Target(
          language: ExchangeLaws.language, content: PseudoTranslator().translate(block.content.slice(segment.range)),
          state: .translated, origin: "pseudo")
      }
      let direct = try DocumentFormats.merge(translated, into: raw).bytes
      for format in ExchangeFormats.all where formats.isEmpty || formats.contains(format.name) {
        for (law, source, wanted) in [(Law.identity, article, raw.bytes), (.pseudo, translated, direct)] {
          if let place = breach(format, source, of: article, raw, wanted) {
            result.breaches.append(Breach(format: format.name, law: law, place: place))
          }
        }
      }
    } catch { result.error = error }
    return result
  }

  private func read(_ raw: RawContent, _ path: String) throws(ArticleError) -> Article {
    var article = Article(id: path, original: Original(path: path))
    article.raw = raw
    try pipeline.apply(to: &article, with: tools)
    return article
  }

  /// What is different behind the file; nil when the law holds.
  private func breach(
    _ format: any ExchangeFormat.Type, _ source: Article, of article: Article, _ raw: RawContent, _ wanted: [UInt8]
  ) -> String? {
    do throws(ArticleError) {
      guard let bytes = format.file(of: source, target: ExchangeLaws.language, options: options) else {
        return wanted == raw.bytes ? nil : "there is no file"
      }
      var merged = article
      for file in try ExchangeFormats.read(bytes).files {
        let alignment = TranslationAlignment(file, to: &merged, language: ExchangeLaws.language)
        if let finding = alignment.findings.first { return finding.message }
      }
      let found = try DocumentFormats.merge(merged, into: raw)
      if let finding = found.findings.first(where: { $0.code != .charsetChanged }) { return finding.message }
      if found.bytes == wanted { return nil }
      let place = zip(wanted, found.bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      let start = max((place ?? min(wanted.count, found.bytes.count)) - 60, 0)
      func part(_ bytes: [UInt8]) -> String { String(decoding: bytes.dropFirst(start).prefix(160), as: UTF8.self) }
      return "byte \(start): wanted …\(part(wanted)) — found …\(part(found.bytes))"
    } catch { return "\(error.code): \(error.message)" }
  }
}
