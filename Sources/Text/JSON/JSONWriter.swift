/// Writes JSON as bytes, member by member, commas and escapes included.
public struct JSONWriter: Sendable {
  public var bytes: [UInt8] = []
  /// Whether the next value needs a comma before it.
  private var needsComma = false

  public init() {}

  public mutating func object(_ body: (inout JSONWriter) -> Void) { enclose(0x7B, 0x7D, body) }

  public mutating func array(_ body: (inout JSONWriter) -> Void) { enclose(0x5B, 0x5D, body) }

  public mutating func key(_ name: StaticString) {
    comma()
    bytes.append(0x22)
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(0x22)
    bytes.append(0x3A)
    needsComma = false
  }

  public mutating func string(_ text: some Sequence<UInt8>) {
    comma()
    bytes.append(0x22)
    if text.withContiguousStorageIfAvailable({ escape($0) }) == nil {
      Array(text).withUnsafeBufferPointer { escape($0) }
    }
    bytes.append(0x22)
    needsComma = true
  }

  public mutating func string(_ text: String) { string(text.utf8) }

  public mutating func integer(_ value: Int) {
    comma()
    appendDigits(of: value)
    needsComma = true
  }

  /// A number with four decimal places at most: enough for scores, and the same bytes on every machine.
  public mutating func decimal(_ value: Double) {
    comma()
    // Scores are small; what would not fit a whole number is no score.
    guard value.isFinite, abs(value) < 1e14 else {
      appendDigits(of: 0)
      needsComma = true
      return
    }
    let scaled = Int((value * 10_000).rounded())
    if scaled < 0 { bytes.append(0x2D) }
    appendDigits(of: abs(scaled) / 10_000)
    var places = abs(scaled) % 10_000
    var divisor = 1_000
    if places > 0 { bytes.append(0x2E) }
    while places > 0 {
      bytes.append(0x30 + UInt8(places / divisor))
      places %= divisor
      divisor /= 10
    }
    needsComma = true
  }

  public mutating func bool(_ value: Bool) {
    comma()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
    needsComma = true
  }

  /// A value or members that are JSON already.
  public mutating func raw(_ json: some Sequence<UInt8>) {
    comma()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  private mutating func appendDigits(of value: Int) {
    if value < 0 { bytes.append(0x2D) }
    let magnitude = value.magnitude
    var divisor: UInt = 1
    while magnitude / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(0x30 + UInt8(magnitude / divisor % 10))
      divisor /= 10
    }
  }

  private mutating func comma() {
    if needsComma { bytes.append(0x2C) }
  }

  private mutating func enclose(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    comma()
    bytes.append(open)
    needsComma = false
    body(&self)
    bytes.append(close)
    needsComma = true
  }

  /// Copies runs between characters that must be escaped (RFC 8259 section 7).
  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var copied = 0
    JSONWriter.mustEscape.withUnsafeBufferPointer { mustEscape in
      for i in 0..<text.count where mustEscape[Int(text[i])] {
        // A lead byte of U+0085, U+2028 and U+2029: readers of lines take them for line ends.
        let isLead = text[i] >= 0x80
        guard !isLead || isLineEnd(text, i) else { continue }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<i]))
        if isLead {
          bytes.append(contentsOf: (text[i] == 0xC2 ? "\\u0085" : text[i + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8)
          copied = i + (text[i] == 0xC2 ? 2 : 3)
        } else {
          appendEscape(text[i])
          copied = i + 1
        }
      }
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied...]))
  }

  private func isLineEnd(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
    if text[i] == 0xC2 { return i + 1 < text.count && text[i + 1] == 0x85 }
    return i + 2 < text.count && text[i + 1] == 0x80 && (text[i + 2] == 0xA8 || text[i + 2] == 0xA9)
  }

  private static let mustEscape = (0..<256).map {
    $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2
  }

  private mutating func appendEscape(_ byte: UInt8) {
    bytes.append(0x5C)
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x0A: bytes.append(0x6E)
    case 0x0D: bytes.append(0x72)
    case 0x09: bytes.append(0x74)
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: [0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
  }
}
