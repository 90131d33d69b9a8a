internal import CSQLite

/// A value as SQLite keeps it.
public enum StoreValue: Hashable, Sendable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
  case blob([UInt8])
}

/// A statement that was compiled once and is run with new values each time. Belongs to its connection's owner.
public final class Statement {
  private let handle: OpaquePointer
  let sql: String

  init(_ handle: OpaquePointer, sql: String) {
    self.handle = handle
    self.sql = sql
  }

  deinit { lede_statement_close(handle) }

  /// Binds the values in their order; gives SQLite's code.
  func bind(_ values: [StoreValue]) -> Int32 {
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let code =
        switch value {
        case .null: lede_statement_bind_null(handle, place)
        case .integer(let number): lede_statement_bind_integer(handle, place, Int64(number))
        case .real(let number): lede_statement_bind_real(handle, place, number)
        case .text(var text):
          text.withUTF8 { lede_statement_bind_text(handle, place, $0.baseAddress, $0.count) }
        case .blob(let bytes):
          bytes.withUnsafeBufferPointer { lede_statement_bind_blob(handle, place, $0.baseAddress, $0.count) }
        }
      if code != 0 { return code }
    }
    return 0
  }

  /// Moves to the next row: true at one, false at the end, nil with a code at an error.
  func step() -> (hasRow: Bool?, code: Int32) {
    let code = lede_statement_step(handle)
    switch Int(code) {
    case LEDE_SQLITE_ROW: return (true, 0)
    case LEDE_SQLITE_DONE: return (false, 0)
    default: return (nil, code)
    }
  }

  func reset() { lede_statement_reset(handle) }

  /// Binds one value by its place, from 1, without a detour over `StoreValue`: for statements that run a million times.
  func bind(_ place: Int, _ number: Int) -> Int32 { lede_statement_bind_integer(handle, Int32(place), Int64(number)) }

  /// Nothing is NULL.
  func bind(_ place: Int, _ bytes: [UInt8]) -> Int32 {
    if bytes.isEmpty { return lede_statement_bind_null(handle, Int32(place)) }
    return bytes.withUnsafeBufferPointer { lede_statement_bind_blob(handle, Int32(place), $0.baseAddress, $0.count) }
  }

  func bind(_ place: Int, _ text: String) -> Int32 {
    var text = text
    return text.withUTF8 { lede_statement_bind_text(handle, Int32(place), $0.baseAddress, $0.count) }
  }

  fileprivate func integer(_ column: Int) -> Int { Int(lede_statement_integer(handle, Int32(column))) }
  fileprivate func real(_ column: Int) -> Double { lede_statement_real(handle, Int32(column)) }
  fileprivate func isNull(_ column: Int) -> Bool { lede_statement_is_null(handle, Int32(column)) }

  fileprivate func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    var length = 0
    let start = lede_statement_bytes(handle, Int32(column), &length)
    return UnsafeBufferPointer(start: start, count: start == nil ? 0 : length)
  }
}

/// The row that a statement stands at; holds only while it is being looked at.
public struct Row {
  let statement: Statement

  public func integer(_ column: Int) -> Int { statement.integer(column) }
  public func real(_ column: Int) -> Double { statement.real(column) }
  public func isNull(_ column: Int) -> Bool { statement.isNull(column) }
  /// The value as text; empty for NULL.
  public func text(_ column: Int) -> String { String(decoding: statement.bytes(column), as: UTF8.self) }
  public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
  /// The value as bytes; none for NULL.
  func bytes(_ column: Int) -> [UInt8] { Array(statement.bytes(column)) }
  public func withBytes<Result>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    body(statement.bytes(column))
  }
}
