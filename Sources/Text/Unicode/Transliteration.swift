internal import CICU

/// Rewrites text by one of ICU's transforms, such as "Any-Latin; Latin-ASCII".
public final class Transliterator {
  private let handle: OpaquePointer
  private let identifier: String

  public init(_ identifier: String) throws(TextError) {
    var error: Int32 = 0
    let handle = lede_transliterator_open(identifier, &error)
    try TextError.check(error, "transliterator", identifier)
    guard let handle else { throw TextError(call: "transliterator", subject: identifier, reason: "memory is out") }
    self.handle = handle
    self.identifier = identifier
  }

  deinit { lede_transliterator_close(handle) }

  public func apply(to text: [UInt8]) throws(TextError) -> [UInt8] {
    var error: Int32 = 0
    var length: Int32 = 0
    let result = text.withUnsafeBufferPointer {
      lede_transliterate(handle, $0.baseAddress, Int32($0.count), &length, &error)
    }
    try TextError.check(error, "transliteration", identifier)
    defer { lede_bytes_release(result) }
    return Array(UnsafeBufferPointer(start: result, count: Int(length)))
  }
}
