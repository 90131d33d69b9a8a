/// Rows of comma- or tab-separated values (RFC 4180; tabs and line ends inside tab-separated values become spaces).
public struct DelimitedTable {
  public private(set) var bytes: [UInt8] = []
  private let separator: UInt8

  public init(separator: UInt8) { self.separator = separator }

  public mutating func row(_ cells: [String]) {
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

/// Reads rows of values that one byte separates: quoted as RFC 4180 has it, or plain between tabs.
struct DelimitedReader {
  private let file: UnsafeBufferPointer<UInt8>
  private let separator: UInt8
  private var offset = 0
  private var nextLine = 1
  /// The line on which the row read last begins, from 1.
  private(set) var line = 1

  /// Whether white space in cells stays as it is.
  private let keepsSpace: Bool

  init(_ file: UnsafeBufferPointer<UInt8>, separator: UInt8, keepsSpace: Bool = false) {
    self.file = file
    self.keepsSpace = keepsSpace
    self.separator = separator
    if file.count >= 3 && file[0] == 0xEF && file[1] == 0xBB && file[2] == 0xBF { offset = 3 }
  }

  /// The next row that is not blank, or nil at the end.
  mutating func next() throws(TermFileError) -> [String]? {
    while offset < file.count {
      line = nextLine
      let row = try row()
      if row.contains(where: { !$0.isEmpty }) { return row }
    }
    return nil
  }

  private mutating func row() throws(TermFileError) -> [String] {
    var cells: [String] = []
    while true {
      cells.append(try cell())
      if cells.count > 1_000 { throw TermFileError(.termFile, "a row has more than 1,000 cells", line: line) }
      guard offset < file.count else { return cells }
      let byte = file[offset]
      offset += 1
      if byte == separator { continue }
      if byte == 0x0D && offset < file.count && file[offset] == 0x0A { offset += 1 }
      nextLine += 1
      return cells
    }
  }

  /// Leaves the offset at what ends the cell: a separator, a line end, or the end of the file.
  private mutating func cell() throws(TermFileError) -> String {
    let start = offset
    var bytes: [UInt8] = []
    // Spreadsheets quote cells with tabs between them as well.
    if separator != 0x09 || keepsSpace, offset < file.count, file[offset] == 0x22 {
      let opened = nextLine
      offset += 1
      while true {
        guard offset < file.count else {
          throw TermFileError(
            .termFile, "the quoted cell that begins here has no end", line: opened, column: column(of: start),
            hint: "close it with \"; a quotation mark inside a cell is written twice")
        }
        let byte = file[offset]
        offset += 1
        if byte == 0x22 {
          guard offset < file.count, file[offset] == 0x22 else { break }
          offset += 1
        }
        if byte == 0x0A { nextLine += 1 }
        bytes.append(byte)
        try check(bytes.count, start)
      }
    }
    while offset < file.count, file[offset] != separator, file[offset] != 0x0A, file[offset] != 0x0D {
      bytes.append(file[offset])
      offset += 1
      try check(bytes.count, start)
    }
    return keepsSpace ? String(decoding: bytes, as: UTF8.self) : TermText.clean(bytes)
  }

  private func check(_ count: Int, _ start: Int) throws(TermFileError) {
    guard count > TermFormats.textLimit else { return }
    throw TermFileError(.termFile, "a cell has more than 64 KiB", line: nextLine, column: column(of: start))
  }

  private func column(of offset: Int) -> Int {
    var start = offset
    while start > 0 && file[start - 1] != 0x0A { start -= 1 }
    return file[start..<offset].count { $0 & 0xC0 != 0x80 } + 1
  }
}
