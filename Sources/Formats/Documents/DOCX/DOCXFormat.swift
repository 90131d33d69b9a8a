import Articles
import Text

/// Word documents: Office Open XML, transitional and strict.
///
/// Source: ECMA-376 parts 1 and 2.
public enum DOCXFormat: DocumentFormat {
  public static let name = "docx"
  public static let endings = ["docx", "docm", "dotx"]

  /// All documents of the family begin alike; which program's they are stands in their content types.
  public static func recognizes(_ head: ArraySlice<UInt8>) -> Bool {
    guard head.starts(with: [0x50, 0x4B, 3, 4]) else { return false }
    return ["[Content_Types].xml", "_rels/.rels", "word/"].contains { mark in
      let mark = Array(mark.utf8)
      return head.indices.contains { head[$0] == mark[0] && head[$0...].starts(with: mark) }
    }
  }

  public static func read(_ raw: RawContent, into article: inout Article) throws(ArticleError) {
    let document = try DOCXDocument(raw.bytes)
    article.blocks = document.found.flatMap { $0.map(\.block) }
    article.original.parts = document.parts.map(\.name)
    article.original.charset = document.parts.first?.charset
    let properties = try document.package.part("docProps/core.xml").map { part throws(ArticleError) in
      try CoreProperties(part)
    }
    OfficeTitle.settle(&article, properties)
  }

  public static func merge(
    _ article: Article, into raw: RawContent, _ options: MergeOptions
  ) throws(ArticleError) -> MergedDocument {
    let document = try DOCXDocument(raw.bytes)
    var merged = MergedDocument(bytes: [])
    let segments = OfficeSegments(article, options)
    guard document.found.reduce(0, { $0 + $1.count }) == article.blocks.count else {
      throw ArticleError(
        .changedOriginal, "it has \(document.found.joined().count) blocks, not \(article.blocks.count)")
    }
    var replaced: [(index: Int, bytes: [UInt8])] = []
    let isRightToLeft = options.marksLanguage && options.language.map(LanguageTag.isRightToLeft) ?? false
    var first = 0
    for (part, found) in zip(document.parts, document.found) {
      var splicer = DOCXSplicer(part.text)
      for index in found.indices.reversed() {
        for segment in segments.translated(first + index).reversed() {
          guard let target = segment.target else { continue }
          let block = article.blocks[first + index]
          let refusal =
            if let paragraph = found[index].paragraph {
              splicer.add(segment, target.content, of: block, paragraph)
            } else {
              splicer.addAttribute(segment, target.content, of: block)
            }
          if let refusal {
            merged.findings.append(Finding(refusal.code, refusal.reason, segment: segment.id))
          } else {
            merged.segmentCount += 1
            if let copy = found[index].copy, copy.block.content.bytes == block.content.bytes {
              _ = splicer.add(segment, target.content, of: copy.block, copy.paragraph)
            }
          }
        }
        if isRightToLeft, let paragraph = found[index].paragraph, !segments.translated(first + index).isEmpty {
          splicer.setRightToLeft(paragraph)
        }
      }
      first += found.count
      guard !splicer.splices.isEmpty else { continue }
      let text = Splice.apply(splicer.splices, to: part.text[...])
      replaced.append((part.entry, try part.checked(text)))
    }
    merged.findings.reverse()
    merged.bytes = try ZipArchive.bytes(of: raw.bytes, replacing: replaced)
    return merged
  }
}

/// The segments of an article that have a translation to put back, by their block.
struct OfficeSegments {
  private var byBlock: [Int: [Segment]] = [:]

  init(_ article: Article, _ options: MergeOptions) {
    for segment in article.segments {
      guard let target = segment.target, options.language == nil || options.language == target.language else {
        continue
      }
      byBlock[segment.block, default: []].append(segment)
    }
  }

  func translated(_ block: Int) -> [Segment] { byBlock[block] ?? [] }
}

/// The title of an office document: what is styled as one, else what its properties say.
enum OfficeTitle {
  static func settle(_ article: inout Article, _ properties: CoreProperties?) {
    var titles = article.blocks.indices.filter { article.blocks[$0].kind == .title && article.blocks[$0].isArticle }
    if titles.isEmpty, let title = properties?.title,
      let index = article.blocks.firstIndex(where: { $0.isArticle && $0.content.string == title })
    {
      article.blocks[index].kind = .title
      titles = [index]
    }
    // Of several the first is the title.
    for index in titles.dropFirst() { article.blocks[index].kind = .heading }
    if let first = titles.first {
      article.metadata.title = article.metadata.title ?? article.blocks[first].content.string
    }
    properties?.describe(&article)
  }
}
