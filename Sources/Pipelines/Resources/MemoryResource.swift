import Articles
import Stores
import Text

/// Translation memories, the first one asked first.
struct MemoryResource: Resource {
  static let name = "memory"
  static let about =
    "Translations to be used again: a memory made by lede memory import, in a file or on a server (postgres://USER@HOST/DATABASE), or files of TMX, XLIFF or PO, or a folder of such files."

  /// Larger files are to be imported once, and not at the start of every run.
  static let sizeLimit = 256 << 20

  /// One memory: where it is, and what translators read as the origin of its matches.
  struct Source: Sendable {
    enum Place: Sendable {
      case file(String)
      /// What was read from a file of translations, as the bytes of a memory.
      case image([UInt8])
      /// On a server, as it was when the run began.
      case server(MemorySnapshot)
    }

    var name: String
    var place: Place
  }

  let sources: [Source]
  let digest: Digest

  init(reading paths: [String]) throws(ResourceError) {
    var sources: [Source] = []
    let hasher = Hasher128()
    for path in paths {
      if let address = ServerAddress(path) {
        let snapshot: MemorySnapshot
        do throws(StoreError) { snapshot = try MemorySnapshot(address) } catch {
          throw ResourceError(error, error.path)
        }
        hasher.add(Array("\(snapshot.name) \(snapshot.revision)".utf8))
        sources.append(Source(name: snapshot.name, place: .server(snapshot)))
        continue
      }
      let name = FileSystem.name(of: path)
      let isStore: Bool
      do throws(FileError) {
        let isFolder = try FileSystem.kind(of: path, followingLinks: true) == .folder
        isStore = isFolder ? false : try FileReader(path: path).read(16).elementsEqual(Termbase.fileMark)
      } catch {
        throw ResourceError(path: path, error.reason, hint: "paths start from the folder of the pipeline file")
      }
      if isStore {
        let memory = try MemoryExchange.memory(path, .read)
        do throws(StoreError) { hasher.add(Array("\(name) \(try memory.revision())".utf8)) } catch {
          throw ResourceError(error, path)
        }
        sources.append(Source(name: name, place: .file(path)))
      } else {
        let image = try MemoryResource.image(of: path)
        hasher.add(Array(name.utf8))
        hasher.add(image)
        sources.append(Source(name: name, place: .image(image)))
      }
    }
    self.sources = sources
    digest = hasher.digest
  }

  /// A file of translations, or those of a folder, as the bytes of a memory.
  private static func image(of path: String) throws(ResourceError) -> [UInt8] {
    let files = try EarlierResource.files(path).map(\.path)
    guard files.reduce(0, { $0 + FileSystem.size(of: $1) }) <= sizeLimit else {
      throw ResourceError(
        path: path, "it is larger than 256 MiB",
        hint: "import it once: lede memory import \(path) --base memory.db, and name that")
    }
    let memory = try MemoryExchange.memory(":memory:", .create)
    try MemoryImport(into: memory, base: path, MemoryExchange.Options(), progress: { _ in }).read(files)
    do throws(StoreError) { return try memory.image() } catch { throw ResourceError(error, path) }
  }

  /// Opens the memories for one worker.
  func open() throws(StoreError) -> [(name: String, memory: TranslationMemory)] {
    var memories: [(name: String, memory: TranslationMemory)] = []
    for source in sources {
      switch source.place {
      case .file(let path): memories.append((source.name, try TranslationMemory(path, access: .read)))
      case .server(let snapshot): memories.append((source.name, try snapshot.open()))
      case .image(let image):
        memories.append((source.name, try TranslationMemory(image: image, name: source.name)))
      }
    }
    return memories
  }
}

extension ArticleError {
  /// What became of a look-up: the fault of a file concerns the article, that of a server all that come.
  init(memory error: StoreError) {
    self.init(error.kind == .unreachable ? .memoryServer : .memory, error.description)
  }
}
