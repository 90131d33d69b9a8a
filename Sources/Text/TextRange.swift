/// A half-open range of UTF-8 byte offsets; whoever holds one says in whose bytes.
public struct TextRange: Hashable, Sendable {
  public var start: Int
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    precondition(start <= end, "a range ends before it starts")
    self.start = start
    self.end = end
  }

  public var count: Int { end - start }
  public var isEmpty: Bool { start == end }
  public var indices: Range<Int> { start..<end }

  public func contains(_ offset: Int) -> Bool { start <= offset && offset < end }
  public func contains(_ other: TextRange) -> Bool { start <= other.start && other.end <= end }
  public func overlaps(_ other: TextRange) -> Bool { start < other.end && other.start < end }

  public func shifted(by distance: Int) -> TextRange { TextRange(start + distance, end + distance) }
}

extension Array where Element == UInt8 {
  public subscript(range: TextRange) -> ArraySlice<UInt8> { self[range.start..<range.end] }
}
