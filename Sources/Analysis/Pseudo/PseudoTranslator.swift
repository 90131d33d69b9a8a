import Text

/// Makes a text that looks translated: accented, longer, in brackets, with the codes of its source.
///
/// It shows what a translation does to a document before there is one: what is not translated, what is cut off, and
/// whether the way back holds. All letters it writes are in ISO 8859-1.
public struct PseudoTranslator: Sendable {
  /// Whether every vowel is doubled, which makes a text about a third longer.
  public var expands: Bool

  public init(expands: Bool = true) { self.expands = expands }

  /// The pseudo-translation of a segment's text; what is protected or no Latin letter stays.
  public func translate(_ source: MarkedText) -> MarkedText {
    guard !source.bytes.isEmpty else { return source }
    // Where what is protected begins or ends without a mark of its own, or outside, nothing can stand beside it.
    let protected = source.codes.filter(\.isProtected)
    let opened = Set(protected.lazy.filter { $0.kind == .open }.map(\.id))
    let closed = Set(protected.lazy.filter { $0.kind == .close }.map(\.id))
    let isOpen = protected.contains {
      $0.kind == .open ? $0.origin.isEmpty && $0.position == 0 : !opened.contains($0.id)
    }
    let isUnclosed = protected.contains {
      $0.kind == .open ? !closed.contains($0.id) : $0.origin.isEmpty && $0.position == source.bytes.count
    }
    var bytes: [UInt8] = isOpen ? [] : [0x5B]
    bytes.reserveCapacity(source.bytes.count * 2)
    var codes = source.codes
    // The brackets stand inside the codes at both ends, but outside of what is protected.
    var next = codes.firstIndex { $0.position > 0 || ($0.isProtected && $0.kind == .open) } ?? codes.count
    let end = source.bytes.count
    let firstBehind =
      (codes.lastIndex { $0.position >= end && $0.isProtected && $0.kind == .close }.map { $0 + 1 })
      ?? (codes.firstIndex { $0.position >= end } ?? codes.count)
    let ranges = source.protectedRanges
    var range = 0
    for (offset, byte) in source.bytes.enumerated() {
      while next < codes.count && source.codes[next].position <= offset {
        codes[next].position = bytes.count
        next += 1
      }
      while range < ranges.count && ranges[range].end <= offset { range += 1 }
      let isProtected = range < ranges.count && ranges[range].contains(offset)
      guard !isProtected, let accented = PseudoTranslator.accented(byte) else {
        bytes.append(byte)
        continue
      }
      bytes.append(contentsOf: [0xC3, accented])
      if expands && PseudoTranslator.isVowel(byte) { bytes.append(contentsOf: [0xC3, accented | 0x20]) }
    }
    while next < firstBehind {
      codes[next].position = bytes.count
      next += 1
    }
    if !isUnclosed { bytes.append(0x5D) }
    while next < codes.count {
      codes[next].position = bytes.count
      next += 1
    }
    return MarkedText(bytes: bytes, codes: codes)
  }

  /// The second byte in UTF-8 of the accented form of a Latin letter that has one in ISO 8859-1.
  private static func accented(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41: 0x80  // À
    case 0x43: 0x87  // Ç
    case 0x45: 0x89  // É
    case 0x49: 0x8E  // Î
    case 0x4E: 0x91  // Ñ
    case 0x4F: 0x96  // Ö
    case 0x55: 0x9B  // Û
    case 0x59: 0x9D  // Ý
    case 0x61: 0xA0
    case 0x63: 0xA7
    case 0x65: 0xA9
    case 0x69: 0xAE
    case 0x6E: 0xB1
    case 0x6F: 0xB6
    case 0x75: 0xBB
    case 0x79: 0xBD
    default: nil
    }
  }

  private static func isVowel(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case 0x61, 0x65, 0x69, 0x6F, 0x75: true
    default: false
    }
  }
}
