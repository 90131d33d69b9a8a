import Text

/// A short word being changed for a look-up, without memory of its own.
struct InlineWord {
  private var bytes: InlineArray<64, UInt8> = .init(repeating: 0)
  private var count = 0

  mutating func append(_ byte: UInt8) {
    guard count < 64 else { return }
    bytes[count] = byte
    count += 1
  }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.span.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[0..<count])) }
  }

  /// Folds all but the first character.
  mutating func lowerRest() { lower(from: 1) }
  mutating func lowerFirst() { lower(from: 0) }

  private mutating func lower(from first: Int) {
    if first == 0 {
      if bytes[0] < 0x80 {
        if bytes[0] >= 0x41, bytes[0] <= 0x5A { bytes[0] |= 0x20 }
        return
      }
    }
    var isASCII = true
    for i in 0..<count where bytes[i] >= 0x80 { isASCII = false }
    if isASCII {
      for i in first..<max(count, first) where bytes[i] >= 0x41 && bytes[i] <= 0x5A { bytes[i] |= 0x20 }
      return
    }
    var folded: [UInt8] = []
    withBytes { bytes in
      var at = 0
      var index = 0
      while at < bytes.count {
        let (point, width) = CodePoints.next(bytes, at: at)
        let value = index >= first && point < 0x10000 ? UInt32(CharacterTables.folded[Int(point)]) : point
        CodePoints.append(value, to: &folded)
        at += width
        index += 1
      }
    }
    count = 0
    for byte in folded { append(byte) }
  }
}
