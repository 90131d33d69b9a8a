internal import CSQLite

/// What a store's database file must be: its mark, and the steps that made its tables.
public struct Schema: Sendable {
  /// What it is called in messages: "termbase".
  public var name: String
  /// SQLite's `application_id`, four letters as a number, so that a termbase is not taken for a memory.
  public var mark: Int32
  /// One script per version, in order. A step that was released is never changed; a change is a new step.
  public var migrations: [String]

  public init(name: String, mark: Int32, migrations: [String]) {
    self.name = name
    self.mark = mark
    self.migrations = migrations
  }
}

/// A connection to a database file. One owner; another thread opens one of its own.
public final class Database {
  public enum Access: Sendable { case read, write, create }

  public let path: String
  private let handle: OpaquePointer
  /// Compiled statements by their SQL, kept for the next time.
  private var statements: [String: Statement] = [:]
  /// Statements are literals of the program, so few; a mistake must not fill the memory.
  private static let mostStatements = 100

  /// Opens a store and brings its tables to the version that this program knows.
  ///
  /// - Parameters:
  ///   - path: the file, or ":memory:".
  ///   - access: `read` leaves the file as it is; `create` makes it if it is not there.
  ///   - wait: how long to wait for another process that writes to it.
  /// - Throws: `StoreError` when it cannot be opened, is no store of this schema, or was made by a later version.
  public init(
    _ path: String, schema: Schema, access: Access, wait: Duration = .seconds(10)
  ) throws(StoreError) {
    let mode = access == .read ? LEDE_DATABASE_READ : access == .write ? LEDE_DATABASE_WRITE : LEDE_DATABASE_CREATE
    var code: Int32 = 0
    let handle = lede_database_open(path, Int32(mode), Int32(wait / .milliseconds(1)), &code)
    guard let handle else { throw StoreError(.other, path: path, message: "memory is out") }
    guard code == 0 else {
      let message = lede_database_message(handle).map { String(cString: $0) } ?? ""
      lede_database_close(handle)
      throw StoreError(code: code, message: message, path: path, sql: nil)
    }
    self.path = path
    self.handle = handle
    try migrate(to: schema, access)
  }

  deinit {
    // Statements first: a connection with open ones stays open behind one's back.
    statements.removeAll()
    lede_database_close(handle)
  }

  /// Runs a statement for its effect.
  ///
  /// - Returns: how many rows it changed.
  @discardableResult
  public func run(_ sql: String, _ values: StoreValue...) throws(StoreError) -> Int {
    try rows(sql, values) { _ in }
    return Int(lede_database_changes(handle))
  }

  /// Opens a store over a copy of the bytes of a database file, for reading.
  ///
  /// - Parameter name: what messages call it.
  init(_ image: [UInt8], name: String, schema: Schema) throws(StoreError) {
    var code: Int32 = 0
    guard let handle = lede_database_open(":memory:", Int32(LEDE_DATABASE_CREATE), 0, &code), code == 0 else {
      throw StoreError(.other, path: name, message: "memory is out")
    }
    path = name
    self.handle = handle
    code = image.withUnsafeBufferPointer { lede_database_load(handle, $0.baseAddress, $0.count) }
    guard code == 0 else { throw error(code, "") }
    try migrate(to: schema, .read)
  }

  /// The bytes that a file of this database would have.
  func image() throws(StoreError) -> [UInt8] {
    var length = 0
    guard let start = lede_database_image(handle, &length) else {
      throw StoreError(.other, path: path, message: "memory is out")
    }
    defer { lede_database_image_release(start) }
    return Array(UnsafeBufferPointer(start: start, count: length))
  }

  /// Calls `body` with each row of a statement.
  public func forEach(_ sql: String, _ values: StoreValue..., body: (Row) -> Void) throws(StoreError) {
    try rows(sql, values, body)
  }

  /// All rows of a statement, each made into something.
  public func all<Made>(_ sql: String, _ values: StoreValue..., make: (Row) -> Made) throws(StoreError) -> [Made] {
    var made: [Made] = []
    try rows(sql, values) { made.append(make($0)) }
    return made
  }

  /// The first row of a statement, made into something; nil when there is none.
  public func first<Made>(_ sql: String, _ values: StoreValue..., make: (Row) -> Made) throws(StoreError) -> Made? {
    var made: Made?
    try rows(sql, values) { if made == nil { made = make($0) } }
    return made
  }

  /// A statement that its owner keeps and binds by itself; it must not outlive the connection.
  func prepared(_ sql: String) throws(StoreError) -> Statement {
    var code: Int32 = 0
    guard let opened = lede_statement_open(handle, sql, &code) else { throw error(code, sql) }
    return Statement(opened, sql: sql)
  }

  /// Runs a statement whose values are bound: calls `body` with each row, and makes it ready for other values.
  @inline(__always)
  func run(
    _ statement: Statement, bound code: Int32 = 0, _ body: (Row) throws(StoreError) -> Void = { _ in }
  ) throws(StoreError) {
    defer { statement.reset() }
    guard code == 0 else { throw error(code, statement.sql) }
    while true {
      let (hasRow, code) = statement.step()
      guard let hasRow else { throw error(code, statement.sql) }
      guard hasRow else { return }
      try body(Row(statement: statement))
    }
  }

  /// Settings of the connection, as SQLite's pragmas.
  func set(_ pragmas: String) throws(StoreError) { try script(pragmas) }

  /// How many rows the last statement changed.
  var changed: Int { Int(lede_database_changes(handle)) }

  /// Number of the row that was inserted last.
  public var lastRow: Int { Int(lede_database_last_row(handle)) }

  /// Runs `body` as one change: all of it is kept, or nothing when it throws. Others wait from the beginning on, so that
  /// no change fails half-way for want of the lock.
  @discardableResult
  public func change<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
    try begin()
    do throws(StoreError) {
      let result = try body()
      try commit()
      return result
    } catch {
      rollBack()
      throw error
    }
  }

  /// Begins a change for callers whose work also throws other errors; `commit` or `rollBack` must follow.
  public func begin() throws(StoreError) { try script("BEGIN IMMEDIATE") }

  /// Begins to read the store as it is at this moment, whatever others write; `commit` or `rollBack` must follow. It also
  /// spares each statement the locks of its own.
  func beginReading() throws(StoreError) { try script("BEGIN") }

  public func commit() throws(StoreError) { try script("COMMIT") }

  /// Takes back what was done since `begin`. SQLite has done so itself after some errors; then there is nothing to do.
  public func rollBack() { _ = lede_database_run(handle, "ROLLBACK") }

  private func rows(_ sql: String, _ values: [StoreValue], _ body: (Row) -> Void) throws(StoreError) {
    let statement = try statement(sql)
    defer {
      statement.reset()
      statements[sql] = statement
    }
    let code = statement.bind(values)
    guard code == 0 else { throw error(code, sql) }
    while true {
      let (hasRow, code) = statement.step()
      guard let hasRow else { throw error(code, sql) }
      guard hasRow else { return }
      body(Row(statement: statement))
    }
  }

  /// A compiled statement, taken out of the cache while it runs: one that is used inside itself is compiled again.
  private func statement(_ sql: String) throws(StoreError) -> Statement {
    if let known = statements.removeValue(forKey: sql) { return known }
    if statements.count >= Database.mostStatements { statements.removeAll() }
    var code: Int32 = 0
    guard let opened = lede_statement_open(handle, sql, &code) else { throw error(code, sql) }
    return Statement(opened, sql: sql)
  }

  private func script(_ sql: String) throws(StoreError) {
    let code = lede_database_run(handle, sql)
    guard code == 0 else { throw error(code, sql) }
  }

  private func error(_ code: Int32, _ sql: String) -> StoreError {
    let message = lede_database_message(handle).map { String(cString: $0) } ?? ""
    return StoreError(code: code, message: message, path: path, sql: sql)
  }

  private func pragma(_ name: String) throws(StoreError) -> Int {
    try first("PRAGMA \(name)") { $0.integer(0) } ?? 0
  }

  /// Holds the file against its schema and runs the steps that it lacks, all in one change.
  private func migrate(to schema: Schema, _ access: Access) throws(StoreError) {
    if try isCurrent(schema, mayBeEmpty: access == .create) { return }
    guard access != .read else {
      throw StoreError(
        .readOnly, path: path,
        message: "the \(schema.name) is of an earlier version and must be opened for writing once")
    }
    try change { () throws(StoreError) in
      // Another process may have done it while this one waited.
      if try isCurrent(schema, mayBeEmpty: access == .create) { return }
      for step in schema.migrations[try pragma("user_version")...] { try script(step) }
      try script("PRAGMA user_version = \(schema.migrations.count); PRAGMA application_id = \(schema.mark)")
    }
  }

  private func isCurrent(_ schema: Schema, mayBeEmpty: Bool) throws(StoreError) -> Bool {
    let version = try pragma("user_version")
    let mark = try pragma("application_id")
    if mark != Int(schema.mark) {
      let tables = try first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) }
      guard mayBeEmpty && mark == 0 && version == 0 && tables == 0 else {
        throw StoreError(.notThisStore, path: path, message: "it is no \(schema.name) of lede")
      }
    }
    guard version <= schema.migrations.count else {
      throw StoreError(
        .tooNew, path: path,
        message: "the \(schema.name) was made by a later version of lede (its version is \(version))")
    }
    return version == schema.migrations.count && mark == Int(schema.mark)
  }
}
