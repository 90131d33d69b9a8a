/// Rows of comma- or tab-separated values (RFC 4180; tabs and line ends inside tab-separated values become spaces).
struct DelimitedTable {
  private(set) var bytes: [UInt8] = []
  private let separator: UInt8

  init(separator: UInt8) { self.separator = separator }

  mutating func row(_ cells: [String]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(separator) }
      append(cell)
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  private mutating func append(_ cell: String) {
    if separator == 0x09 {
      bytes.append(contentsOf: cell.utf8.map { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 })
      return
    }
    let isPlain = !cell.utf8.contains { $0 == separator || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard !isPlain else {
      bytes.append(contentsOf: cell.utf8)
      return
    }
    bytes.append(0x22)
    for byte in cell.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}
