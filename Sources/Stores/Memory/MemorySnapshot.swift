/// A memory on a server as it is at one moment, held for all who look up in it: whatever others write, the workers of a run
/// see the same, from the first article to the last.
public actor MemorySnapshot {
  public nonisolated let address: ServerAddress
  /// The database's name.
  public nonisolated let name: String
  public nonisolated let revision: String
  private nonisolated let snapshot: String
  /// What it was taken with; the server keeps it as long as this connection reads.
  private let store: PostgreSQLMemoryStore

  public init(_ address: ServerAddress) throws(StoreError) {
    let store = try PostgreSQLMemoryStore(address, access: .read)
    self.address = address
    name = store.shortName
    snapshot = try store.exportSnapshot()
    revision = try store.state().revision
    self.store = store
  }

  /// Opens the memory for one worker.
  public nonisolated func open() throws(StoreError) -> TranslationMemory {
    try TranslationMemory(address, snapshot: snapshot)
  }
}
