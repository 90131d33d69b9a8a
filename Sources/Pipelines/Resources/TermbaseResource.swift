import Analysis
import Articles
import Text

/// The terms that translators and editors have decided on.
struct TermbaseResource: Resource {
  static let name = "termbase"
  static let about =
    "Terms that were decided on: a base made by lede terms import, or files of TBX, CSV, TSV or OmegaT's glossaries."

  let index: TermIndex
  let digest: Digest

  init(reading paths: [String]) throws(ResourceError) {
    var concepts: [Concept] = []
    let hasher = Hasher128()
    for path in paths {
      let bytes: [UInt8]
      do throws(ResourceError) { bytes = try TermExchange.bytes(of: path) } catch {
        throw ResourceError(path: path, error.message, hint: "paths start from the folder of the pipeline file")
      }
      hasher.add(bytes)
      hasher.add(Array(FileSystem.name(of: path).utf8))
      concepts += try TermExchange.concepts(of: path, bytes: bytes)
    }
    do throws(TextError) {
      index = try TermIndex(concepts)
    } catch {
      throw ResourceError(path: paths[0], error.description)
    }
    digest = hasher.digest
  }
}
