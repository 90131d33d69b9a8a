/// A store that cannot be opened, read or written: what SQLite or the server says, and the statement.
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
    /// The server does not answer, or the connection to it was lost.
    case unreachable
    /// The server does not let this user do it.
    case denied
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
  /// What the user can do about it, where that is more than its kind says.
  private var remedy: String?

  init(
    _ kind: Kind, path: String, code: Int32 = 0, message: String, sql: String? = nil, remedy: String? = nil
  ) {
    self.kind = kind
    self.path = path
    self.code = code
    self.message = message
    self.sql = sql
    self.remedy = remedy
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

  /// Source of the codes: PostgreSQL's manual, appendix "Error Codes"; the first two characters are the class.
  init(state: String, message: String, path: String, sql: String?) {
    let (kind, remedy): (Kind, String?) =
      switch (state.prefix(2), state) {
      case ("28", _), (_, "42501"): (.denied, "ask the database's owner for the right to do it")
      case (_, "53100"): (.full, "free some space on the server and try again; nothing of this change was kept")
      case ("53", _), (_, "55P03"), (_, "57014"), ("40", _): (.busy, nil)
      case (_, "25006"): (.readOnly, "the server takes no changes; is it a standby of another one?")
      case ("XX", _): (.damaged, "take the database from a backup, after the server's log was read")
      case (_, "42P01"), (_, "3F000"), (_, "42703"): (.notThisStore, "give the database that lede made, or another one")
      default: (.other, nil)
      }
    self.init(kind, path: path, message: message, sql: sql, remedy: remedy)
  }

  public var description: String { "\(path): \(message)" }

  /// What the user can do about it.
  public var hint: String? {
    if let remedy { return remedy }
    return switch kind {
    case .cannotOpen: "check the path and its permissions"
    case .notThisStore: "give the file that lede made, or another name for a new one"
    case .tooNew: "use the version of lede that made it, or a later one"
    case .busy: "wait for the other program to finish, and try again"
    case .readOnly: "check the permissions of the file and its folder"
    case .full: "free some space and try again; nothing of this change was kept"
    case .damaged: "take the file from a backup; sqlite3 FILE .recover may save most of it"
    case .unreachable: "run the same command again when the server can be reached; what was done stays done"
    case .denied: "check the user and the password"
    case .other: nil
    }
  }
}
