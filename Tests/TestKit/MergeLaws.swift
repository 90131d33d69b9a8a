import Analysis
import Articles
import Formats
import Pipelines
import Text

/// The laws of the way back into documents, for any document of any format.
public struct MergeLaws {
  public enum Law: String, CaseIterable, Sendable {
    /// Pieces and codes are in order, disjoint and inside the part that they are from.
    case places
    /// An untouched article, and one whose translations are copies of the source, give the document's very bytes.
    case identity
    /// What is read from the translated document are the translations, in order, with the same codes.
    case pseudo
    /// With some segments translated, all that is not in these stays byte by byte.
    case partial
  }

  /// A law that a document breaks, and where.
  public struct Breach: Hashable, Sendable, CustomStringConvertible {
    public var law: Law
    public var place: String

    public var description: String { "\(law.rawValue): \(place)" }
  }

  public struct Result: Sendable {
    /// Why the document could not be read at all; there is nothing to hold then.
    public var error: ArticleError?
    public var format: String?
    public var segments = 0
    public var breaches: [Breach] = []
  }

  private let pipeline: Pipeline
  private let tools = Tools()

  /// - Parameter normalizes: whether texts are brought to one form between reading and cutting.
  public init(normalizes: Bool) {
    let stages = "stages: [extract, \(normalizes ? "normalize, " : "")detect-language, segment]"
    let (pipeline, faults) = PipelineFile.read(Array("name: laws\nabout: Laws.\n\(stages)\nwrite: [records]\n".utf8))
    guard let pipeline else { fatalError(faults.map { $0.text(file: "laws") }.joined(separator: "\n")) }
    self.pipeline = pipeline
  }

  public func check(_ raw: RawContent, path: String) -> Result {
    var result = Result()
    do throws(ArticleError) {
      let article = try read(raw, path)
      result.format = article.original.format
      result.segments = article.segments.count
      var breaches = MergeLaws.misplaced(article)
      breaches += try identity(article, raw)
      breaches += try pseudo(article, raw, path, partial: false)
      breaches += try pseudo(article, raw, path, partial: true)
      result.breaches = breaches
    } catch {
      result.error = error
    }
    return result
  }

  private func read(_ raw: RawContent, _ path: String) throws(ArticleError) -> Article {
    var article = Article(id: path, original: Original(path: path))
    article.raw = raw
    try pipeline.apply(to: &article, with: tools)
    return article
  }

  private static func misplaced(_ article: Article) -> [Breach] {
    var breaches: [Breach] = []
    for (index, block) in article.blocks.enumerated() {
      var end = 0
      for piece in block.pieces {
        if piece.text.start != end { breaches.append(Breach(law: .places, place: "text of block \(index) at \(end)")) }
        end = piece.text.end
      }
      if !block.pieces.isEmpty && end != block.content.bytes.count {
        breaches.append(Breach(law: .places, place: "end of block \(index)"))
      }
      let codes = block.content.codes.map(\.origin)
      for origins in [block.pieces.map(\.origin), codes] {
        var last = 0
        for origin in origins where !origin.isEmpty {
          if origin.start < last {
            breaches.append(Breach(law: .places, place: "block \(index), byte \(origin.start)"))
          }
          last = origin.end
        }
      }
    }
    return breaches
  }

  private func identity(_ article: Article, _ raw: RawContent) throws(ArticleError) -> [Breach] {
    var breaches: [Breach] = []
    let untouched = try DocumentFormats.merge(article, into: raw)
    if let place = MergeLaws.difference(raw.bytes, untouched.bytes) {
      breaches.append(Breach(law: .identity, place: "untouched, byte \(place)"))
    }
    var copied = article
    for index in copied.segments.indices {
      copied.segments[index].target = target(copied.content(of: copied.segments[index]))
    }
    let copy = try DocumentFormats.merge(copied, into: raw)
    if let place = MergeLaws.difference(raw.bytes, copy.bytes) {
      breaches.append(Breach(law: .identity, place: "copied, byte \(place)"))
    }
    return breaches
  }

  private func target(_ content: MarkedText) -> Target {
    Target(language: "qps", content: content, state: .translated, origin: "pseudo")
  }

  private func pseudo(_ article: Article, _ raw: RawContent, _ path: String, partial: Bool) throws(ArticleError)
    -> [Breach]
  {
    let law = partial ? Law.partial : .pseudo
    var breaches: [Breach] = []
    var article = article
    var expected = article.blocks.map { (bytes: [UInt8](), codes: [InlineCode](), end: 0, block: $0) }
    for index in article.segments.indices {
      let segment = article.segments[index]
      let block = article.blocks[segment.block]
      var content = article.content(of: segment)
      if block.isTranslatable && (!partial || index % 3 == 1) {
        content = PseudoTranslator().translate(content)
        article.segments[index].target = target(content)
      }
      MergeLaws.append(
        block.content, TextRange(expected[segment.block].end, segment.range.start), &expected[segment.block])
      MergeLaws.append(content, &expected[segment.block])
      expected[segment.block].end = segment.range.end
    }
    for index in expected.indices {
      let content = expected[index].block.content
      guard !content.bytes.isEmpty else {
        // Normalizing may leave nothing but codes.
        MergeLaws.append(content, &expected[index])
        continue
      }
      MergeLaws.append(content, TextRange(expected[index].end, content.bytes.count), &expected[index])
    }
    let merged = try DocumentFormats.merge(article, into: raw)
    for finding in merged.findings where finding.code == .codesChanged || finding.code == .notMerged {
      breaches.append(Breach(law: law, place: "refused \(finding.segment ?? ""): \(finding.message)"))
    }
    var again: Article
    do throws(ArticleError) {
      again = try read(RawContent(bytes: merged.bytes, format: raw.format), path)
    } catch {
      return breaches + [Breach(law: law, place: "cannot be read again: \(error.message)")]
    }
    // What is one paragraph of plain text is told by the width of its lines, which a translation changes: there the texts
    // are held, in order.
    if article.original.format == "text" {
      let wanted = MergeLaws.words(expected.map(\.bytes))
      let found = MergeLaws.words(again.blocks.map(\.content.bytes))
      if wanted != found {
        let difference = MergeLaws.firstDifference(MarkedText(bytes: wanted), MarkedText(bytes: found))
        breaches.append(Breach(law: law, place: difference))
      }
      return breaches
    }
    if again.blocks.count != expected.count {
      breaches.append(Breach(law: law, place: "\(expected.count) blocks became \(again.blocks.count)"))
    }
    for (index, (want, found)) in zip(expected, again.blocks).enumerated() {
      let wanted = MarkedText(bytes: want.bytes, codes: want.codes)
      if MergeLaws.shown(wanted) != MergeLaws.shown(found.content) {
        breaches.append(
          Breach(
            law: law,
            place: "block \(index): \(MergeLaws.firstDifference(wanted, found.content))"))
        break
      }
    }
    return breaches
  }

  private static func append(
    _ content: MarkedText, _ range: TextRange,
    _ expected: inout (bytes: [UInt8], codes: [InlineCode], end: Int, block: Block)
  ) {
    // A range that ends where the next segment begins has the codes in between that are no one's.
    guard !range.isEmpty else { return }
    append(content.slice(range), &expected)
  }

  private static func append(
    _ content: MarkedText, _ expected: inout (bytes: [UInt8], codes: [InlineCode], end: Int, block: Block)
  ) {
    for var code in content.codes {
      code.position += expected.bytes.count
      expected.codes.append(code)
    }
    expected.bytes += content.bytes
  }

  private static func words(_ texts: [[UInt8]]) -> [UInt8] {
    Array(texts.flatMap { $0.split { $0 <= 0x20 } }.joined(separator: [0x20]))
  }

  private static func firstDifference(_ a: MarkedText, _ b: MarkedText) -> String {
    let (a, b) = (Array(shown(a).unicodeScalars), Array(shown(b).unicodeScalars))
    let start = max(
      (zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(a.count, b.count)) - 60, 0)
    func part(_ text: [Unicode.Scalar]) -> String {
      text.dropFirst(start).prefix(160).map { $0 == "\u{A0}" ? "␣" : String($0) }.joined()
    }
    return "wanted …\(part(a)) — found …\(part(b))"
  }

  /// A text with its codes, for comparing and for messages.
  static func shown(_ text: MarkedText) -> String {
    var result = ""
    var offset = 0
    for code in text.codes {
      result += String(decoding: text.bytes[offset..<max(code.position, offset)], as: UTF8.self)
      offset = max(code.position, offset)
      switch code.kind {
      case .open: result += "<\(code.id) \(code.name)>"
      case .close: result += "</\(code.id)>"
      case .alone: result += "<\(code.id) \(code.name)/>"
      }
    }
    return result + String(decoding: text.bytes[offset...], as: UTF8.self)
  }

  private static func difference(_ a: [UInt8], _ b: [UInt8]) -> Int? {
    if a == b { return nil }
    return zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(a.count, b.count)
  }
}

extension Article {
  fileprivate func content(of segment: Segment) -> MarkedText { blocks[segment.block].content.slice(segment.range) }
}
