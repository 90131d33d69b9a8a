internal import CICU

/// The sort order that readers of a language expect; makes keys that compare by their bytes.
public final class Collator {
  private let handle: OpaquePointer
  private var key: [UInt8] = Array(repeating: 0, count: 256)

  public init(locale: String) throws(TextError) {
    var error: Int32 = 0
    let handle = lede_collator_open(locale, &error)
    try TextError.check(error, "collator", locale)
    guard let handle else { throw TextError(call: "collator", subject: locale, reason: "memory is out") }
    self.handle = handle
  }

  deinit { lede_collator_close(handle) }

  public func sortKey(of text: [UInt8]) throws(TextError) -> [UInt8] {
    var error: Int32 = 0
    var length = 0
    for _ in 0..<2 {
      length = text.withUnsafeBufferPointer { source in
        key.withUnsafeMutableBufferPointer {
          Int(
            lede_collator_key(handle, source.baseAddress, Int32(source.count), $0.baseAddress, Int32($0.count), &error))
        }
      }
      if length <= key.count { break }
      key = Array(repeating: 0, count: length)
    }
    try TextError.check(error, "sort key", "")
    return Array(key[..<length])
  }
}
