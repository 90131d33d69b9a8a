/// Writes small ZIP archives for tests, stored and with any header a test wants, sound or not.
///
/// Source: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
enum Zip {
  struct Entry {
    var name: String
    var bytes: [UInt8]
    var flags: UInt16 = 0x0800
    /// Nil for the true one.
    var size: UInt32?
    var offset: UInt32?
    var attributes: UInt32 = 0
  }

  static func bytes(_ entries: [(String, [UInt8])]) -> [UInt8] {
    bytes(entries.map { Entry(name: $0.0, bytes: $0.1) })
  }

  static func bytes(_ entries: [Entry], count: UInt16? = nil) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let name = Array(entry.name.utf8)
      let start = UInt32(archive.count)
      // Needed version, flags, method, time, date, sum, packed size, size, lengths of name and extra field.
      let middle =
        words(20, entry.flags, 0, 0x6000, 0x5B7B) + long(sum(entry.bytes)) + long(UInt32(entry.bytes.count))
        + long(entry.size ?? UInt32(entry.bytes.count)) + words(UInt16(name.count), 0)
      archive += [0x50, 0x4B, 3, 4] + middle + name + entry.bytes
      directory += [0x50, 0x4B, 1, 2] + words(0x0314) + middle + words(0, 0, 0) + long(entry.attributes)
      directory += long(entry.offset ?? start) + name
    }
    let total = count ?? UInt16(truncatingIfNeeded: entries.count)
    let end =
      [0x50, 0x4B, 5, 6] + words(0, 0, total, total) + long(UInt32(directory.count)) + long(UInt32(archive.count))
    return archive + directory + end + words(0)
  }

  private static func words(_ values: UInt16...) -> [UInt8] {
    values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  private static func long(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// CRC-32 with the polynomial of Ethernet.
  static func sum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes { sum = table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8 }
    return ~sum
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }
}
