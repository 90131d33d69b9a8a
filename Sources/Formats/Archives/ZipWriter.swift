import Text

/// Makes a ZIP archive of entries that are stored as they are, each with the first date that ZIP knows: no clock goes into
/// an output.
///
/// Source: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
struct ZipWriter {
  private var archive: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// - Parameter bytes: less than 4 GiB, as all entries together must be.
  mutating func add(_ name: String, _ bytes: [UInt8]) {
    let name = Array(name.utf8)
    var header: [UInt8] = []
    // Version needed, flag "the name is UTF-8", no compression, time, date.
    for value: UInt16 in [20, 0x0800, 0, 0, 0x21] { ZipWriter.append(value, to: &header) }
    ZipWriter.append(ZipWriter.checksum(bytes), to: &header)
    ZipWriter.append(UInt32(bytes.count), to: &header)
    ZipWriter.append(UInt32(bytes.count), to: &header)
    ZipWriter.append(UInt16(name.count), to: &header)
    ZipWriter.append(UInt16(0), to: &header)
    let start = UInt32(archive.count)
    archive += [0x50, 0x4B, 3, 4] + header + name + bytes
    directory += [0x50, 0x4B, 1, 2, 20, 0] + header
    for _ in 0..<3 { ZipWriter.append(UInt16(0), to: &directory) }
    ZipWriter.append(UInt32(0), to: &directory)
    ZipWriter.append(start, to: &directory)
    directory += name
    count += 1
  }

  /// The whole archive.
  var bytes: [UInt8] {
    var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    ZipWriter.append(count, to: &end)
    ZipWriter.append(count, to: &end)
    ZipWriter.append(UInt32(directory.count), to: &end)
    ZipWriter.append(UInt32(archive.count), to: &end)
    ZipWriter.append(UInt16(0), to: &end)
    return archive + directory + end
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// CRC-32 with the polynomial 0xEDB88320.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes { sum = table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8 }
    return ~sum
  }

  private static let table: [UInt32] = (0..<256).map { (value: UInt32) in
    (0..<8).reduce(value) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
  }
}
