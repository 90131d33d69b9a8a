internal import CICU

/// A text that regular expressions are run over: converted once, asked many times. One owner.
public final class RegularExpressionText {
  fileprivate let handle: OpaquePointer
  /// The byte offset of each UTF-16 unit, and of the end.
  private var offsets: [Int32] = []
  public private(set) var count = 0

  public init() throws(TextError) {
    guard let handle = lede_regex_text_open() else {
      throw TextError(call: "regular expression", subject: "", reason: "memory is out")
    }
    self.handle = handle
  }

  deinit { lede_regex_text_close(handle) }

  /// Takes a new text of well-formed UTF-8.
  public func fill(_ text: UnsafeBufferPointer<UInt8>) throws(TextError) {
    let units = lede_regex_text_fill(handle, text.baseAddress, Int32(text.count))
    guard units >= 0 else { throw TextError(call: "regular expression", subject: "", reason: "memory is out") }
    count = Int(units)
    offsets.removeAll(keepingCapacity: true)
    offsets.reserveCapacity(count + 1)
    var offset = 0
    while offset < text.count {
      let width = CodePoints.next(text, at: offset).count
      offsets.append(Int32(offset))
      if width == 4 { offsets.append(Int32(offset)) }
      offset += width
    }
    offsets.append(Int32(text.count))
  }

  /// The byte at which a unit begins.
  public func byteOffset(of unit: Int) -> Int { Int(offsets[min(unit, offsets.count - 1)]) }
}

/// A regular expression of ICU's kind, with bounds on what a match may cost. One owner.
///
/// Places are UTF-16 units of the text.
public final class RegularExpression {
  /// A pattern that is no regular expression.
  public struct Fault: Error, Hashable, Sendable {
    /// ICU's name of what is wrong.
    public var reason: String
    /// In the pattern, in UTF-16 units; 0 when it is not known.
    public var offset: Int
  }

  /// A match took more steps or memory than it may.
  public struct Exceeded: Error, Hashable, Sendable {
    public var reason: String
  }

  private let handle: OpaquePointer

  /// One match may take about 50 million steps and 4 MB.
  private static let steps: Int32 = 5_000
  private static let stack: Int32 = 4 << 20

  public init(_ pattern: String) throws(Fault) {
    var offset: Int32 = 0
    var error: Int32 = 0
    let bytes = Array(pattern.utf8)
    let handle = bytes.withUnsafeBufferPointer {
      lede_regex_open(
        $0.baseAddress, Int32($0.count), RegularExpression.steps, RegularExpression.stack, &offset, &error)
    }
    guard let handle else {
      throw Fault(reason: String(cString: lede_icu_error_name(error)), offset: Int(offset))
    }
    self.handle = handle
  }

  deinit { lede_regex_close(handle) }

  /// The first match at or after a place.
  public func first(in text: RegularExpressionText, from place: Int) throws(Exceeded) -> Range<Int>? {
    var start: Int32 = 0
    var end: Int32 = 0
    var error: Int32 = 0
    let found = lede_regex_find(handle, text.handle, Int32(place), &start, &end, &error)
    try check(error)
    return found ? Int(start)..<Int(end) : nil
  }

  /// Whether it matches at a place.
  public func matches(at place: Int, in text: RegularExpressionText) throws(Exceeded) -> Bool {
    var error: Int32 = 0
    let found = lede_regex_matches_at(handle, text.handle, Int32(place), &error)
    try check(error)
    return found
  }

  /// Whether a pattern that ends in `\z` matches so that it ends at a place and begins at or after another.
  public func matches(endingAt place: Int, from first: Int, in text: RegularExpressionText) throws(Exceeded) -> Bool {
    var error: Int32 = 0
    let found = lede_regex_ends_at(handle, text.handle, Int32(first), Int32(place), &error)
    try check(error)
    return found
  }

  public func matchesAll(of text: RegularExpressionText) throws(Exceeded) -> Bool {
    var error: Int32 = 0
    let found = lede_regex_matches(handle, text.handle, &error)
    try check(error)
    return found
  }

  private func check(_ error: Int32) throws(Exceeded) {
    if error != 0 { throw Exceeded(reason: String(cString: lede_icu_error_name(error))) }
  }
}
