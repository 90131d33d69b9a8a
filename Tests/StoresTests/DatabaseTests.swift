import TestKit
import Testing

@testable import Stores

/// The connection that all stores share.
@Suite struct DatabaseTests {
  private static let schema = Schema(
    name: "shelf", mark: 0x4C54_4553,
    migrations: ["CREATE TABLE book (title TEXT NOT NULL, pages INTEGER) STRICT"])

  private static func message(_ body: () throws(StoreError) -> Void) -> String {
    do throws(StoreError) {
      try body()
      return "no error"
    } catch { return "\(error.kind): \(error.message)\(error.sql.map { " in " + $0 } ?? "")" }
  }

  @Test func valuesComeBackAsTheyWent() throws {
    let database = try Database(":memory:", schema: Self.schema, access: .create)
    #expect(try database.run("INSERT INTO book VALUES (?, ?)", .text("Ан\u{0}на"), .integer(864)) == 1)
    try database.run("INSERT INTO book VALUES (?, ?)", .text(""), .null)
    let rows = try database.all("SELECT title, pages FROM book ORDER BY rowid") {
      "\($0.text(0)) \($0.isNull(1) ? "none" : String($0.integer(1)))"
    }
    #expect(rows == ["Ан\u{0}на 864", " none"])
    let blob = try database.first("SELECT ?, ?", .blob([0, 255]), .real(1.5)) { row in
      (row.withBytes(0) { Array($0) }, row.real(1))
    }
    #expect(blob?.0 == [0, 255] && blob?.1 == 1.5)
  }

  @Test func aStatementCanRunInsideItself() throws {
    let database = try Database(":memory:", schema: Self.schema, access: .create)
    for title in ["a", "b"] { try database.run("INSERT INTO book VALUES (?, 1)", .text(title)) }
    var pairs: [String] = []
    try database.forEach("SELECT title FROM book ORDER BY title") { outer in
      let title = outer.text(0)
      try? database.forEach("SELECT title FROM book ORDER BY title") { pairs.append(title + $0.text(0)) }
    }
    #expect(pairs == ["aa", "ab", "ba", "bb"])
  }

  @Test func anErrorHasCodeMessageAndStatement() throws {
    let database = try Database(":memory:", schema: Self.schema, access: .create)
    #expect(
      Self.message { () throws(StoreError) in try database.run("INSERT INTO book VALUES (NULL, 1)") }
        == "other: NOT NULL constraint failed: book.title in INSERT INTO book VALUES (NULL, 1)")
    #expect(
      Self.message { () throws(StoreError) in try database.run("SELEC 1") }
        == "other: near \"SELEC\": syntax error in SELEC 1")
    #expect(
      Self.message { () throws(StoreError) in try database.run("SELECT 1; DROP TABLE book") }.hasPrefix("other: "))
    #expect(try database.all("SELECT count(*) FROM book") { $0.integer(0) } == [0])
  }

  @Test func aChangeIsKeptWholeOrNotAtAll() throws {
    let database = try Database(":memory:", schema: Self.schema, access: .create)
    let message = Self.message { () throws(StoreError) in
      try database.change { () throws(StoreError) in
        try database.run("INSERT INTO book VALUES ('kept', 1)")
        try database.run("INSERT INTO book VALUES (NULL, 1)")
      }
    }
    #expect(message.hasPrefix("other: NOT NULL"))
    #expect(try database.first("SELECT count(*) FROM book") { $0.integer(0) } == 0)
    try database.change { () throws(StoreError) in try database.run("INSERT INTO book VALUES ('kept', 1)") }
    #expect(try database.first("SELECT count(*) FROM book") { $0.integer(0) } == 1)
  }

  @Test func filesAreHeldAgainstTheirSchema() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/shelf.db"
    let open = { (schema: Schema, access: Database.Access) throws(StoreError) -> Void in
      _ = try Database(path, schema: schema, access: access)
    }
    #expect(Self.message { () throws(StoreError) in try open(Self.schema, .read) }.hasPrefix("cannotOpen: "))
    try open(Self.schema, .create)
    try open(Self.schema, .read)
    var other = Self.schema
    (other.name, other.mark) = ("memory", 7)
    #expect(
      Self.message { () throws(StoreError) in try open(other, .create) } == "notThisStore: it is no memory of lede")
    var later = Self.schema
    later.migrations.append("ALTER TABLE book ADD COLUMN year INTEGER")
    #expect(
      Self.message { () throws(StoreError) in try open(later, .read) }.hasPrefix("readOnly: the shelf is of an earlier")
    )
    try open(later, .write)
    #expect(
      Self.message { () throws(StoreError) in try open(Self.schema, .write) }.hasPrefix("tooNew: the shelf was made by")
    )
    try Project.write("no database at all, but text of some length, as one may give by mistake".utf8, to: path)
    #expect(Self.message { () throws(StoreError) in try open(Self.schema, .write) }.hasPrefix("notThisStore: "))
  }

  @Test func aSecondWriterIsToldThatTheFirstIsBusy() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/shelf.db"
    let first = try Database(path, schema: Self.schema, access: .create)
    let second = try Database(path, schema: Self.schema, access: .write, wait: .milliseconds(1))
    try first.begin()
    #expect(
      Self.message { () throws(StoreError) in try second.begin() } == "busy: database is locked in BEGIN IMMEDIATE")
    try first.commit()
    try second.begin()
    second.rollBack()
  }
}
