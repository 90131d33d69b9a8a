import Articles
import Formats

/// A project of OmegaT that translators have worked in, as one of the files to merge.
enum OmegaTFolder {
  static func isProject(_ path: String) -> Bool {
    (try? FileSystem.kind(of: path + "/omegat.project", followingLinks: true)) == .file
  }

  /// The project's files of segments with what has been saved of their translations.
  ///
  /// - Parameter read: reads a file of segments.
  static func documents(
    in path: String, _ read: (String) throws(ArticleError) -> ExchangeDocument
  ) throws(ArticleError) -> [(path: String, document: ExchangeDocument)] {
    let saved: [UInt8]
    do throws(FileError) {
      saved = try FileSystem.read(path + "/omegat/project_save.tmx", limit: DocumentFormats.sizeLimit)
    } catch {
      throw ArticleError(.unreadable, "omegat/project_save.tmx: \(error.reason); nothing has been translated in it")
    }
    let save = try OmegaTSave(saved)
    var documents: [(path: String, document: ExchangeDocument)] = []
    let names: [String]
    do throws(FileError) { names = try OmegaTFolder.names(under: path + "/source", "") } catch {
      throw ArticleError(.unreadable, "source: \(error.reason)")
    }
    for name in names {
      var document = try read(path + "/source/" + name)
      _ = save.fill(&document.files, name: name)
      documents.append((path + "/source/" + name, document))
    }
    return documents
  }

  private static func names(under folder: String, _ prefix: String) throws(FileError) -> [String] {
    var names: [String] = []
    for name in try FileSystem.names(in: folder).sorted() where !name.hasPrefix(".") {
      switch try FileSystem.kind(of: folder + "/" + name, followingLinks: false) {
      case .folder: names += try OmegaTFolder.names(under: folder + "/" + name, prefix + name + "/")
      case .file where name.hasSuffix(".xlf"): names.append(prefix + name)
      default: break
      }
    }
    return names
  }
}
