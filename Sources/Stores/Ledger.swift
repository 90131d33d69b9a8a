import Text

/// What earlier runs into an output folder have done, so that the next does only what is new. One owner.
///
/// It vouches: an entry is there only when the article's files are. Writers see to that by syncing the folder before they
/// commit. Commits themselves are not synced (write-ahead log, `synchronous=NORMAL`): what a power cut takes of them is done
/// again.
public final class Ledger {
  /// A file of the whole folder, as it was when it had been written.
  public struct FolderFile: Hashable, Sendable {
    public var path: String
    public var size: Int
    /// Time of its last change, in nanoseconds.
    public var modified: Int
    /// The file system's number for it, which is another for each file that is renamed into place.
    public var node: Int

    public init(path: String, size: Int, modified: Int, node: Int) {
      self.path = path
      self.size = size
      self.modified = modified
      self.node = node
    }
  }

  static let schema = Schema(
    name: "ledger", mark: 0x4C4C_4447,
    migrations: [
      """
      CREATE TABLE article (
        id TEXT PRIMARY KEY, path TEXT NOT NULL, content BLOB NOT NULL, pipeline BLOB NOT NULL, twin INTEGER NOT NULL,
        run INTEGER NOT NULL, bytes INTEGER NOT NULL, segments INTEGER NOT NULL, findings INTEGER NOT NULL,
        details BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE failure (id TEXT PRIMARY KEY, code TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE pipeline (digest BLOB PRIMARY KEY, canonical TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE folder_file (path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL,
        node INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
      """
    ])

  private let database: Database

  public init(_ path: String, access: Database.Access) throws(StoreError) {
    database = try Database(path, schema: Ledger.schema, access: access)
    if access != .read {
      _ = try database.first("PRAGMA journal_mode = WAL") { $0.text(0) }
      try database.run("PRAGMA synchronous = NORMAL")
    }
  }

  /// Begins a change for callers whose work also throws other errors; `commit` or `rollBack` must follow.
  public func begin() throws(StoreError) { try database.begin() }
  public func commit() throws(StoreError) { try database.commit() }
  public func rollBack() { database.rollBack() }

  /// Does several changes as one.
  public func change(_ body: () throws(StoreError) -> Void) throws(StoreError) { try database.change(body) }

  // Articles.

  /// Whether no article is noted.
  public func isEmpty() throws(StoreError) -> Bool {
    try database.first("SELECT 1 FROM article LIMIT 1") { $0.integer(0) } == nil
  }

  public func entry(_ id: String) throws(StoreError) -> LedgerEntry? {
    try database.first("SELECT \(Ledger.columns) FROM article WHERE id = ?", .text(id), make: Ledger.entry) ?? nil
  }

  public func put(_ entry: LedgerEntry) throws(StoreError) {
    try database.run(
      """
      INSERT INTO article (\(Ledger.columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
      ON CONFLICT (id) DO UPDATE SET path = ?2, content = ?3, pipeline = ?4, twin = ?5, run = ?6, bytes = ?7,
        segments = ?8, findings = ?9, details = ?10
      """, .text(entry.id), .text(entry.path), .blob(entry.content.bytes), .blob(entry.pipeline.bytes),
      .integer(entry.hasTwin ? 1 : 0), .integer(entry.run), .integer(entry.bytes), .integer(entry.segments),
      .integer(entry.findings), .blob(entry.details))
  }

  /// The next entries that a run has not renewed, in the order of their ids.
  public func outdated(before run: Int, after id: String, atMost limit: Int) throws(StoreError) -> [LedgerEntry] {
    try database.all(
      "SELECT \(Ledger.columns) FROM article WHERE run < ? AND id > ? ORDER BY id LIMIT ?", .integer(run), .text(id),
      .integer(limit), make: Ledger.entry
    ).compactMap { $0 }
  }

  public func remove(_ id: String) throws(StoreError) {
    try database.run("DELETE FROM article WHERE id = ?", .text(id))
  }

  /// The runs that entries are of.
  public func runs() throws(StoreError) -> Set<Int> {
    Set(try database.all("SELECT DISTINCT run FROM article") { $0.integer(0) })
  }

  private static let columns = "id, path, content, pipeline, twin, run, bytes, segments, findings, details"

  /// A row that cannot be read is no entry.
  private static func entry(_ row: Row) -> LedgerEntry? {
    guard let content = row.withBytes(2, { Digest(bytes: $0) }), let pipeline = row.withBytes(3, { Digest(bytes: $0) }),
      let details = row.withBytes(9, { LedgerEntry.read($0) })
    else { return nil }
    var entry = LedgerEntry(
      id: row.text(0), path: row.text(1), content: content, pipeline: pipeline, hasTwin: row.integer(4) != 0,
      bytes: row.integer(6), segments: row.integer(7), findings: row.integer(8), files: details.files)
    entry.run = row.integer(5)
    entry.spans = details.spans
    return entry
  }

  // Failures of the last run that came to its end.

  public func failure(_ id: String) throws(StoreError) -> String? {
    try database.first("SELECT code FROM failure WHERE id = ?", .text(id)) { $0.text(0) }
  }

  public func replaceFailures(_ failures: [(id: String, code: String)]) throws(StoreError) {
    try database.run("DELETE FROM failure")
    for failure in failures {
      try database.run(
        "INSERT OR REPLACE INTO failure (id, code) VALUES (?, ?)", .text(failure.id), .text(failure.code))
    }
  }

  // Pipelines, to say later what has changed in them.

  public func note(_ digest: Digest, _ canonical: String) throws(StoreError) {
    try database.run(
      "INSERT OR IGNORE INTO pipeline (digest, canonical) VALUES (?, ?)", .blob(digest.bytes), .text(canonical))
  }

  public func canonical(_ digest: Digest) throws(StoreError) -> String? {
    try database.first("SELECT canonical FROM pipeline WHERE digest = ?", .blob(digest.bytes)) { $0.text(0) }
  }

  // The folder as a whole.

  public func folderFiles() throws(StoreError) -> [FolderFile] {
    try database.all("SELECT path, size, modified, node FROM folder_file ORDER BY path") {
      FolderFile(path: $0.text(0), size: $0.integer(1), modified: $0.integer(2), node: $0.integer(3))
    }
  }

  public func replaceFolderFiles(_ files: [FolderFile]) throws(StoreError) {
    try database.run("DELETE FROM folder_file")
    for file in files {
      try database.run(
        "INSERT OR REPLACE INTO folder_file (path, size, modified, node) VALUES (?, ?, ?, ?)", .text(file.path),
        .integer(file.size), .integer(file.modified), .integer(file.node))
    }
  }

  /// A value that a run keeps for the next under a name.
  public func state(_ name: String) throws(StoreError) -> String? {
    try database.first("SELECT value FROM state WHERE name = ?", .text(name)) { $0.text(0) }
  }

  public func setState(_ name: String, _ value: String) throws(StoreError) {
    try database.run("INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", .text(name), .text(value))
  }
}
