import Articles
import Formats
import Text

/// Translators' files of an earlier version of the articles: what has not changed since keeps its translation.
struct EarlierResource: Resource {
  static let name = "earlier"
  static let about =
    "Translators' files of an earlier version of the articles, or of their summaries, or a folder of such files (XLIFF, PO or TMX): segments that are as they were keep their translation."

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
    var files: [(named: String, path: String)] = []
    for path in paths { files += try EarlierResource.files(path) }
    for (named, path) in files {
      let bytes: [UInt8]
      let document: ExchangeDocument
      do throws(FileError) { bytes = try FileSystem.read(path, limit: DocumentFormats.sizeLimit) } catch {
        throw ResourceError(path: named, error.reason, hint: "paths start from the folder of the pipeline file")
      }
      do throws(ArticleError) { document = try ExchangeFormats.read(bytes) } catch {
        throw ResourceError(path: named, named == path ? error.message : "\(path): \(error.message)")
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

  /// A file, or the translators' files under a folder in the order of their names, each with the path as the user gave it.
  static func files(_ path: String) throws(ResourceError) -> [(named: String, path: String)] {
    do throws(FileError) { return try files(under: path).map { (path, $0) } } catch {
      throw ResourceError(path: path, error.reason, hint: "paths start from the folder of the pipeline file")
    }
  }

  private static func files(under path: String) throws(FileError) -> [String] {
    guard try FileSystem.kind(of: path, followingLinks: true) == .folder else { return [path] }
    var files: [String] = []
    for name in try FileSystem.names(in: path).sorted() where !name.hasPrefix(".") {
      let inner = path + "/" + name
      if try FileSystem.kind(of: inner, followingLinks: false) == .folder {
        files += try EarlierResource.files(under: inner)
      } else if [".xlf", ".xliff", ".po", ".tmx"].contains(where: { name.hasSuffix($0) }) {
        files.append(inner)
      }
    }
    return files
  }

  /// The translations of a segment of a document, if its text is as it was.
  func translations(of segment: String, text: [UInt8], in path: String) -> [Translation] {
    (translations[path]?[segment] ?? []).filter { $0.source.bytes == text }
  }
}
