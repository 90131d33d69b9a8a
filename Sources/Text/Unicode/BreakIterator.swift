internal import CICU

/// Finds sentence or word boundaries by ICU's rules, as byte offsets; one owner, one text at a time.
///
/// Source: Unicode Standard Annex #29, with CLDR's tailorings of the locale.
public final class BreakIterator {
  public enum Kind: Int32, Sendable { case word, sentence }

  /// What a boundary ends, as ICU's rule status tells.
  public struct Status: Hashable, Sendable {
    let rawValue: Int32
    /// Ends a word of letters, digits, kana or ideographs, not a space or a mark.
    public var isWord: Bool { rawValue >= 100 && rawValue < 500 }
    public var isNumber: Bool { rawValue == 100 }
  }

  private let handle: OpaquePointer

  /// - Throws: `TextError` when ICU has no rules for the locale at all; an unknown locale gets the root's.
  public init(_ kind: Kind, locale: String) throws(TextError) {
    var error: Int32 = 0
    let handle = lede_breaker_open(kind.rawValue, locale, &error)
    try TextError.check(error, "break iterator", locale)
    guard let handle else { throw TextError(call: "break iterator", subject: locale, reason: "memory is out") }
    self.handle = handle
  }

  deinit { lede_breaker_close(handle) }

  /// Calls `body` with every boundary after 0, the end included.
  public func boundaries(
    in text: UnsafeBufferPointer<UInt8>, _ body: (_ offset: Int, _ status: Status) -> Void
  ) throws(TextError) {
    guard !text.isEmpty else { return }
    var offsets: UnsafePointer<Int32>?
    var statuses: UnsafePointer<Int32>?
    var error: Int32 = 0
    let count = lede_breaker_run(handle, text.baseAddress, Int32(text.count), &offsets, &statuses, &error)
    try TextError.check(error, "break iteration", "")
    guard let offsets, let statuses else { return }
    for i in 0..<Int(count) { body(Int(offsets[i]), Status(rawValue: statuses[i])) }
  }

  public func boundaries(in text: [UInt8]) throws(TextError) -> [Int] {
    var result: [Int] = []
    var failure: TextError?
    text.withUnsafeBufferPointer { buffer in
      do throws(TextError) { try boundaries(in: buffer) { offset, _ in result.append(offset) } } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return result
  }

  /// How many boundaries ICU's own UTF-8 access finds: the raw pass that the benchmarks take as their yardstick.
  public func rawCount(in text: UnsafeBufferPointer<UInt8>) throws(TextError) -> Int {
    var error: Int32 = 0
    let count = lede_breaker_count_utext(handle, text.baseAddress, Int32(text.count), &error)
    try TextError.check(error, "break iteration", "")
    return Int(count)
  }
}
