/// Whole numbers from 0 in seven bits per byte, the low ones first.
public enum VariableInteger {
  @inline(__always)
  public static func append(_ value: Int, to bytes: inout [UInt8]) {
    var rest = UInt64(bitPattern: Int64(value))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Reads one and moves on behind it; stays inside of the bytes whatever they are.
  @inline(__always)
  public static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int) -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 || shift > 56 { break }
    }
    return Int(value & 0x7FFF_FFFF_FFFF_FFFF)
  }
}
