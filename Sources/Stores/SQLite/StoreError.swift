/// A store that cannot be opened, read or written: SQLite's code and message, and the statement.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// There is no such file, or it may not be opened.
    case cannotOpen
    /// It is no database, or one of another program or for another purpose.
    case notThisStore
    /// It was made by a later version of Lede.
    case tooNew
    /// Another process holds it for longer than one waits.
    case busy
    case readOnly
    case full
    case damaged
    /// Anything else, a mistake of the program among it.
    case other
  }

  public var kind: Kind
  public var path: String
  /// SQLite's extended result code; 0 where the trouble is not SQLite's.
  public var code: Int32
  public var message: String
  /// The statement that failed, if it was one.
  public var sql: String?

  init(_ kind: Kind, path: String, code: Int32 = 0, message: String, sql: String? = nil) {
    self.kind = kind
    self.path = path
    self.code = code
    self.message = message
    self.sql = sql
  }

  /// Source of the codes: SQLite's page "Result and Error Codes"; the low byte is the primary code.
  init(code: Int32, message: String, path: String, sql: String?) {
    let kind: Kind =
      switch code & 0xFF {
      case 5, 6: .busy
      case 8: .readOnly
      case 11: .damaged
      case 13: .full
      case 14: .cannotOpen
      case 26: .notThisStore
      default: .other
      }
    self.init(kind, path: path, code: code, message: message, sql: sql)
  }

  public var description: String { "\(path): \(message)" }

  /// What the user can do about it.
  public var hint: String? {
    switch kind {
    case .cannotOpen: "check the path and its permissions"
    case .notThisStore: "give the file that lede made, or another name for a new one"
    case .tooNew: "use the version of lede that made it, or a later one"
    case .busy: "wait for the other program to finish, and try again"
    case .readOnly: "check the permissions of the file and its folder"
    case .full: "free some space and try again; nothing of this change was kept"
    case .damaged: "take the file from a backup; sqlite3 FILE .recover may save most of it"
    case .other: nil
    }
  }
}
