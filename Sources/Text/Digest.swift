internal import CHash

/// A digest of bytes, 128 bits: XXH3 as its specification fixes it, so it is the same on every machine.
///
/// It tells contents apart; it is no protection against somebody who makes two contents with one digest on purpose.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  public let high: UInt64
  public let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  public init(of bytes: some Sequence<UInt8>) {
    let hash =
      bytes.withContiguousStorageIfAvailable { lede_hash($0.baseAddress, $0.count) }
      ?? Array(bytes).withUnsafeBufferPointer { lede_hash($0.baseAddress, $0.count) }
    self.init(high: hash.high, low: hash.low)
  }

  /// Its bits are mixed already.
  public func hash(into hasher: inout Hasher) { hasher.combine(low) }

  /// From its 16 bytes; nil for another number of them.
  public init?(bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 16 else { return nil }
    let raw = UnsafeRawBufferPointer(bytes)
    high = UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self))
    low = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
  }

  /// From the digits of its description; nil when it is none.
  public init?(hexadecimal digits: String) {
    guard digits.utf8.count == 32, let high = UInt64(digits.prefix(16), radix: 16),
      let low = UInt64(digits.dropFirst(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  /// Its 16 bytes, the highest first.
  public var bytes: [UInt8] {
    [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> UInt64(56 - 8 * $0)) } }
  }

  /// 32 hexadecimal digits.
  public var description: String { Digest.hexadecimal(high) + Digest.hexadecimal(low) }

  /// `length` letters and digits (at most 12) that are hard to confuse: Crockford's base 32 in lower case, 5 bits each.
  public func short(_ length: Int) -> String {
    precondition(length <= 12)
    return String(unsafeUninitializedCapacity: length) { bytes in
      for place in 0..<length { bytes[place] = Digest.alphabet[Int(high >> UInt64(59 - 5 * place) & 31)] }
      return length
    }
  }

  /// Crockford's letters and digits for five bits, in their order.
  public static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

/// A digest of bytes that come piece by piece.
public final class Hasher128 {
  private let state: OpaquePointer

  public init() {
    guard let state = lede_hasher_open() else { fatalError("memory is out") }
    self.state = state
  }

  deinit { lede_hasher_close(state) }

  public func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { lede_hasher_add(state, $0.baseAddress, $0.count) }
  }

  public var digest: Digest {
    let hash = lede_hasher_value(state)
    return Digest(high: hash.high, low: hash.low)
  }
}
