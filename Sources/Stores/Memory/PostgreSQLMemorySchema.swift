/// The tables of a memory on a server, in a schema of their own in its database.
enum PostgreSQLMemorySchema {
  /// One script per version, in order, as with files: a step that was released is never changed. All numbers are bigint, so
  /// that each is eight bytes on its way; texts are bytes, because they may hold any character.
  private static let migrations = [
    """
    CREATE TABLE state (
      version bigint NOT NULL, last bigint NOT NULL, indexed bigint NOT NULL, revision text NOT NULL,
      changes bigint NOT NULL
    );
    INSERT INTO state VALUES (0, 0, 0, '', 0);
    CREATE TABLE pair (number bigint PRIMARY KEY, source text NOT NULL, target text NOT NULL, UNIQUE (source, target));
    CREATE TABLE unit (
      number bigint PRIMARY KEY, key bigint NOT NULL, pair bigint NOT NULL, identity bigint NOT NULL,
      tokens bytea NOT NULL, state bigint NOT NULL, source bytea NOT NULL, source_codes bytea NOT NULL,
      target bytea NOT NULL, target_codes bytea NOT NULL, origin text NOT NULL, author text NOT NULL,
      date text NOT NULL, note text NOT NULL, UNIQUE (key, identity)
    );
    CREATE TABLE context (
      unit bigint NOT NULL, previous bigint NOT NULL, next bigint NOT NULL, PRIMARY KEY (unit, previous, next)
    );
    CREATE TABLE run (number bigint PRIMARY KEY, first bigint NOT NULL, last bigint NOT NULL, units bigint NOT NULL);
    CREATE TABLE posting (key bigint PRIMARY KEY, count bigint NOT NULL, list bytea NOT NULL);
    ALTER TABLE posting ALTER COLUMN list SET STORAGE EXTERNAL;
    CREATE TABLE import (file text PRIMARY KEY, units bigint NOT NULL)
    """
  ]

  /// Makes the tables if they are not there and may be made, and brings them to the version that this program knows.
  static func prepare(_ connection: ServerConnection, _ access: Database.Access) throws(StoreError) {
    let path = connection.address.description
    if try isCurrent(connection) { return }
    let isThere = try isThere(connection)
    guard access == .create || access == .write && isThere else {
      throw isThere
        ? StoreError(
          .readOnly, path: path, message: "the translation memory is of an earlier version",
          remedy: "lede memory compact --base \(path) brings it to this one")
        : StoreError(
          .notThisStore, path: path, message: "the database has no translation memory of lede",
          remedy: "the first import makes it: lede memory import FILE --base \(path)")
    }
    do throws(StoreError) {
      // Others that make it at the same time wait here, and find it made.
      try connection.run("BEGIN; SELECT pg_advisory_xact_lock(\(0x4C54_4D4D)); CREATE SCHEMA IF NOT EXISTS lede_memory")
      if try !isCurrent(connection) {
        let first = try self.isThere(connection) ? version(connection) : 0
        for step in migrations[first...] { try connection.run(step) }
        try connection.run("UPDATE state SET version = \(migrations.count)")
      }
      try connection.run("COMMIT")
    } catch {
      if connection.isConnected { _ = try? connection.run("ROLLBACK") }
      throw error
    }
  }

  private static func isThere(_ connection: ServerConnection) throws(StoreError) -> Bool {
    try connection.run("SELECT to_regclass('lede_memory.state') IS NOT NULL").text(0, 0) == "t"
  }

  private static func version(_ connection: ServerConnection) throws(StoreError) -> Int {
    Int(try connection.run("SELECT version FROM state").text(0, 0)) ?? 0
  }

  private static func isCurrent(_ connection: ServerConnection) throws(StoreError) -> Bool {
    guard try isThere(connection) else { return false }
    let version = try version(connection)
    guard version <= migrations.count else {
      throw StoreError(
        .tooNew, path: connection.address.description,
        message: "the translation memory was made by a later version of lede (its version is \(version))")
    }
    return version == migrations.count
  }
}
