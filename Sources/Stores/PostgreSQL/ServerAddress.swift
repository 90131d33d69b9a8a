/// Where a store on a PostgreSQL server is: `postgres://user@host/database`, or `postgresql://`, as libpq reads it.
///
/// Source: PostgreSQL's manual, "Connection URIs" in the chapter on libpq.
public struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
  /// What libpq gets, a password among it if the user wrote one.
  let text: String

  /// - Returns: nil when it is no such address, but the path of a file.
  public init?(_ text: String) {
    guard ["postgres://", "postgresql://"].contains(where: text.hasPrefix) else { return nil }
    self.text = text
  }

  /// Whether it can be read in one way only. A password with an @ or / of its own would in part be taken for a host or a
  /// database, and shown as such in messages.
  var isClear: Bool {
    guard let scheme = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return false }
    let place = text[scheme...].dropFirst(2).prefix { $0 != "?" }
    let host = place.prefix { $0 != "/" }
    return host.count { $0 == "@" } <= 1 && !place[host.endIndex...].contains("@")
  }

  /// The address for messages: without the password, be it before the host or a parameter.
  ///
  /// A password with characters that should have been escaped must not show either, so it is taken to go on to the last @.
  public var description: String {
    guard let scheme = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return "postgres://" }
    let rest = text[scheme...].dropFirst(2)
    var shown = ""
    var place = rest
    if let end = rest.lastIndex(of: "@") {
      shown = String(rest[..<end].prefix { $0 != ":" && $0 != "/" && $0 != "?" }) + "@"
      place = rest[end...].dropFirst()
    }
    let parts = place.split(separator: "?", maxSplits: 1)
    let parameters = (parts.count > 1 ? parts[1] : "").split(separator: "&").filter { parameter in
      // A name that is written with escapes is one that somebody wants to hide.
      !parameter.hasPrefix("password") && !parameter.hasPrefix("sslpassword")
        && !parameter.prefix { $0 != "=" }.contains("%")
    }
    let query = parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&")
    return String(text[..<scheme]) + "//" + shown + (parts.first ?? "") + query
  }
}
