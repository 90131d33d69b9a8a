import Articles
internal import CZip
import Text

/// A ZIP archive: its entries' names and bytes, and the same archive with other bytes for some of them.
///
/// Hostile archives are refused by what they claim before anything is unpacked, and by what they give while it is: too many
/// entries, entries that unpack to hundreds of times their size, entries over the limit.
public final class ZipArchive {
  public struct Entry: Hashable, Sendable {
    /// As the archive has it: folders end in a slash.
    public var name: String
    public var size: Int
    public var packedSize: Int
    public var isEncrypted: Bool
    public var isLink: Bool

    public var isFolder: Bool { name.hasSuffix("/") }
    /// Whether the name stays inside the folder that the archive would be unpacked in.
    public var hasSafeName: Bool {
      !name.hasPrefix("/") && !name.contains("\\") && !name.contains("\0")
        && !name.split(separator: "/", omittingEmptySubsequences: false).contains { $0 == ".." || $0 == "." }
    }
  }

  /// The most entries that an archive may have.
  public static let countLimit = 1_000_000
  /// Up to how many times its packed size something larger than 4 MiB may unpack to. Text hardly exceeds 30.
  static let ratioLimit = 250
  static let ratioFloor = 4 << 20

  public let entries: [Entry]
  private var handle: OpaquePointer?

  public init(_ bytes: [UInt8]) throws(ArticleError) {
    var fault: Int32 = 0
    let handle = bytes.withUnsafeBufferPointer { lede_zip_open($0.baseAddress, $0.count, &fault) }
    do throws(ArticleError) {
      entries = try ZipArchive.list(handle, fault, packed: bytes.count)
      self.handle = handle
    } catch {
      lede_zip_close(handle)
      throw error
    }
  }

  /// - Parameter size: of the file, in bytes.
  public init(path: String, size: Int) throws(ArticleError) {
    var fault: Int32 = 0
    let handle = lede_zip_open_file(path, &fault)
    do throws(ArticleError) {
      entries = try ZipArchive.list(handle, fault, packed: size)
      self.handle = handle
    } catch {
      lede_zip_close(handle)
      throw error
    }
  }

  deinit { lede_zip_close(handle) }

  private static func list(_ handle: OpaquePointer?, _ fault: Int32, packed: Int) throws(ArticleError) -> [Entry] {
    guard let handle else { throw error(fault, "the archive") }
    let count = lede_zip_count(handle)
    guard count <= countLimit else {
      throw ArticleError(.archiveBomb, "the archive has \(count) entries, more than \(countLimit)")
    }
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    for index in 0..<count {
      var entry = lede_zip_entry()
      guard lede_zip_entry_at(handle, index, &entry), let name = entry.name else {
        throw error(Int32(LEDE_ZIP_DAMAGED), "entry \(index + 1)")
      }
      entries.append(
        Entry(
          name: String(cString: name), size: Int(clamping: entry.size),
          packedSize: Int(clamping: entry.compressed_size),
          isEncrypted: entry.is_encrypted, isLink: entry.is_link))
    }
    try checkTotal(entries, packed: packed)
    return entries
  }

  /// Entries that lie upon one another in the file unpack to far more than it can hold.
  private static func checkTotal(_ entries: [Entry], packed: Int) throws(ArticleError) {
    let total = entries.reduce(0) { $0.addingReportingOverflow($1.size).overflow ? Int.max : $0 + $1.size }
    if total > ratioFloor && total / max(packed, 1) > ratioLimit {
      throw ArticleError(
        .archiveBomb, "its \(packed) bytes claim to unpack to \(total), more than \(ratioLimit) times as much")
    }
  }

  public func index(of name: String) -> Int? { entries.firstIndex { $0.name == name } }

  /// The bytes of an entry.
  ///
  /// - Parameter limit: the most bytes that it may have.
  public func read(_ index: Int, limit: Int = DocumentFormats.sizeLimit) throws(ArticleError) -> [UInt8] {
    let entry = entries[index]
    if entry.isEncrypted { throw ZipArchive.error(Int32(LEDE_ZIP_ENCRYPTED), entry.name) }
    if entry.size > limit { throw ZipArchive.error(Int32(LEDE_ZIP_TOO_LARGE), entry.name) }
    if entry.size > ZipArchive.ratioFloor && entry.size / max(entry.packedSize, 1) > ZipArchive.ratioLimit {
      throw ArticleError(
        .archiveBomb,
        "\(entry.name): \(entry.packedSize) bytes unpack to \(entry.size), more than \(ZipArchive.ratioLimit) times as much"
      )
    }
    var length = 0
    var fault: Int32 = 0
    // A size that is a lie shows when one byte more than it comes.
    guard let handle, let bytes = lede_zip_read(handle, index, min(limit, entry.size), &length, &fault) else {
      throw ZipArchive.error(fault == LEDE_ZIP_TOO_LARGE ? Int32(LEDE_ZIP_DAMAGED) : fault, entry.name)
    }
    defer { lede_zip_release(bytes) }
    guard length == entry.size else { throw ZipArchive.error(Int32(LEDE_ZIP_DAMAGED), entry.name) }
    return Array(UnsafeBufferPointer(start: bytes, count: length))
  }

  /// The archive, which lies in memory, with other bytes for some entries: all others keep their packed bytes, and all
  /// keep their names, order, times and attributes.
  ///
  /// - Parameter parts: by the entry's index, in any order. With none, the archive's very bytes come back.
  public static func bytes(of archive: [UInt8], replacing parts: [(index: Int, bytes: [UInt8])]) throws(ArticleError)
    -> [UInt8]
  {
    if parts.isEmpty { return archive }
    let copy = try ZipArchive(archive)
    for part in parts {
      guard let handle = copy.handle, lede_zip_replace(handle, part.index, part.bytes, part.bytes.count) else {
        throw error(Int32(LEDE_ZIP_OUT_OF_MEMORY), copy.entries[part.index].name)
      }
    }
    var length = 0
    var fault: Int32 = 0
    let handle = copy.handle
    copy.handle = nil
    guard let bytes = lede_zip_write(handle, &length, &fault) else { throw error(fault, "the archive") }
    defer { lede_zip_release(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: length))
  }

  private static func error(_ fault: Int32, _ what: String) -> ArticleError {
    switch Int(fault) {
    case LEDE_ZIP_TRUNCATED:
      ArticleError(.archiveDamaged, "\(what) is cut short: its directory, which stands at the end, is not there")
    case LEDE_ZIP_DAMAGED: ArticleError(.archiveDamaged, "\(what) is damaged: what it holds does not fit its directory")
    case LEDE_ZIP_ENCRYPTED: ArticleError(.archiveEncrypted, "\(what) is encrypted")
    case LEDE_ZIP_UNSUPPORTED: ArticleError(.archiveDamaged, "\(what) is packed in a way that is not supported")
    case LEDE_ZIP_TOO_LARGE: ArticleError(.tooLarge, "\(what) unpacks to more than 256 MiB")
    case LEDE_ZIP_OUT_OF_MEMORY: ArticleError(.tooLarge, "\(what) takes more memory than there is")
    default: ArticleError(.unreadable, "\(what) cannot be read")
    }
  }
}
