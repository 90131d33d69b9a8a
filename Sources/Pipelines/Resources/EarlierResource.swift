import Articles
import Formats
import Text

/// Translators' files of an earlier version of the articles: what has not changed since keeps its translation.
struct EarlierResource: Resource {
  static let name = "earlier"
  static let about =
    "Translators' files of an earlier version of the articles (XLIFF, PO or TMX): segments that are as they were keep their translation."

  struct Translation: Sendable {
    var language: String
    var source: MarkedText
    var target: MarkedText
    var state: Target.State
  }

  /// By the path of the document, then by the id of the segment.
  private let translations: [String: [String: [Translation]]]
  let digest: Digest

  init(reading paths: [String]) throws(ResourceError) {
    var all: [String: [String: [Translation]]] = [:]
    let hasher = Hasher128()
    for path in paths {
      let bytes: [UInt8]
      let document: ExchangeDocument
      do throws(FileError) { bytes = try FileSystem.read(path, limit: DocumentFormats.sizeLimit) } catch {
        throw ResourceError(path: path, error.reason, hint: "paths start from the folder of the pipeline file")
      }
      do throws(ArticleError) { document = try ExchangeFormats.read(bytes) } catch {
        throw ResourceError(path: path, error.message)
      }
      hasher.add(bytes)
      for file in document.files {
        guard let language = file.targetLanguage.map(LanguageTag.canonical) else { continue }
        for segment in file.units.flatMap(\.segments) where segment.isSegment && segment.state != .candidate {
          guard let target = segment.target, !target.bytes.isEmpty, target.bytes != segment.source.bytes else {
            continue
          }
          all[file.original, default: [:]][segment.id, default: []].append(
            Translation(language: language, source: segment.source, target: target, state: segment.state))
        }
      }
    }
    translations = all
    digest = hasher.digest
  }

  /// The translations of a segment of a document, if its text is as it was.
  func translations(of segment: String, text: [UInt8], in path: String) -> [Translation] {
    (translations[path]?[segment] ?? []).filter { $0.source.bytes == text }
  }
}
