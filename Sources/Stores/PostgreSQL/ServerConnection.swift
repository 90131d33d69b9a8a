internal import CPostgreSQL

/// A connection to a PostgreSQL server. One owner; another thread opens one of its own.
final class ServerConnection {
  let address: ServerAddress
  private let handle: OpaquePointer
  /// Names of the statements that the server has compiled, by their SQL.
  private var names: [String: String] = [:]
  private var bytes: [UInt8] = []

  /// - Throws: `StoreError` when libpq is not installed, the address is none, or the server refuses or does not answer.
  init(_ address: ServerAddress) throws(StoreError) {
    self.address = address
    let shown = address.description
    guard lede_server_load() == nil else {
      throw StoreError(
        .cannotOpen, path: shown, message: "PostgreSQL's client library is not installed",
        remedy: "install it: apt-get install libpq5")
    }
    // What libpq says of an address that it cannot read would show the password.
    guard address.isClear, lede_server_is_address(address.text) else {
      throw StoreError(
        .cannotOpen, path: shown, message: "it is no address of a database",
        remedy: "write postgres://USER@HOST/DATABASE; in a password, @ is %40, : is %3A and / is %2F")
    }
    guard let handle = lede_server_open(address.text) else {
      throw StoreError(.other, path: shown, message: "memory is out")
    }
    guard lede_server_is_connected(handle) else {
      let message = ServerConnection.line(lede_server_message(handle))
      lede_server_close(handle)
      // There is no code for it, but only a server says FATAL.
      throw message.contains("FATAL")
        ? StoreError(
          .denied, path: shown, message: message,
          remedy: "check that the database is there, and the user and password: PGPASSWORD or ~/.pgpass has it")
        : StoreError(
          .unreachable, path: shown, message: message,
          remedy: "check that the server runs there and can be reached from here, and the user and password")
    }
    self.handle = handle
  }

  deinit { lede_server_close(handle) }

  var database: String { String(cString: lede_server_database(handle)) }

  var isConnected: Bool { lede_server_is_connected(handle) }

  /// Runs one or more statements without values; values of the reply are text.
  @discardableResult
  func run(_ sql: String) throws(StoreError) -> ServerReply { try checked(lede_server_run(handle, sql), sql) }

  /// Runs a statement with values, which the server compiles the first time; `$1::bigint` says the kind of a value.
  @discardableResult
  func execute(_ sql: String, _ values: ServerValue...) throws(StoreError) -> ServerReply {
    try execute(sql, values)
  }

  @discardableResult
  func execute(_ sql: String, _ values: [ServerValue]) throws(StoreError) -> ServerReply {
    let name: String
    if let known = names[sql] {
      name = known
    } else {
      name = "s\(names.count)"
      _ = try checked(lede_server_prepare(handle, name, sql), sql)
      names[sql] = name
    }
    bytes.removeAll(keepingCapacity: true)
    let lengths = values.map { $0.append(to: &bytes) }
    return try checked(lede_server_execute(handle, name, Int32(values.count), bytes, lengths), sql)
  }

  /// Loads rows by a `COPY … FROM STDIN (FORMAT binary)`.
  func load(_ sql: String, _ load: inout ServerLoad) throws(StoreError) {
    guard load.rows > 0 else { return }
    load.end()
    defer { load.removeAll() }
    try run(sql)
    load.bytes.withUnsafeBufferPointer { bytes in
      // In pieces that are sent while the next one is copied. Whether all were taken says the end.
      var start = 0
      while start < bytes.count {
        let piece = UnsafeBufferPointer(rebasing: bytes[start..<min(start + 1 << 20, bytes.count)])
        guard lede_server_copy(handle, piece.baseAddress, Int32(piece.count)) else { return }
        start += piece.count
      }
    }
    _ = try checked(lede_server_copy_end(handle), sql)
  }

  private func checked(_ reply: OpaquePointer?, _ sql: String) throws(StoreError) -> ServerReply {
    let made = ServerReply(reply)
    guard !lede_reply_is_good(reply) else { return made }
    let path = address.description
    let state = reply.map { String(cString: lede_reply_state($0)) } ?? ""
    let message = reply.map { String(cString: lede_reply_message($0)) } ?? ""
    guard isConnected, !state.hasPrefix("08"), !["57P01", "57P02", "57P03"].contains(state) else {
      // Why it was lost, as far as the server has said so.
      let reason = message.isEmpty ? ServerConnection.line(lede_server_message(handle)) : message
      throw StoreError(.unreachable, path: path, message: "the connection to the server was lost: \(reason)", sql: sql)
    }
    throw StoreError(
      state: state, message: message.isEmpty ? ServerConnection.line(lede_server_message(handle)) : message,
      path: path, sql: sql)
  }

  /// The first line of a message; the others guess at the reason.
  private static func line(_ message: UnsafePointer<CChar>?) -> String {
    message.map { String(String(cString: $0).prefix { !$0.isNewline }) } ?? ""
  }
}

/// What a server has answered: rows of values.
final class ServerReply {
  private let handle: OpaquePointer?
  let rows: Int

  init(_ handle: OpaquePointer?) {
    self.handle = handle
    rows = Int(lede_reply_rows(handle))
  }

  deinit { lede_reply_close(handle) }

  /// A whole number in eight bytes, as every number of a store's tables is.
  func integer(_ row: Int, _ column: Int) -> Int {
    withBytes(row, column) { $0.reduce(0) { $0 << 8 | Int($1) } }
  }

  func text(_ row: Int, _ column: Int) -> String { withBytes(row, column) { String(decoding: $0, as: UTF8.self) } }

  func bytes(_ row: Int, _ column: Int) -> [UInt8] { withBytes(row, column) { Array($0) } }

  func withBytes<Result>(_ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var length: Int32 = 0
    let start = lede_reply_value(handle, Int32(row), Int32(column), &length)
    return body(UnsafeBufferPointer(start: start, count: Int(length)))
  }
}
