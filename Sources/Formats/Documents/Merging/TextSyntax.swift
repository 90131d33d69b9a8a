import Articles
import Text

/// How text is written in some place of a document, so that it reads as that very text.
public protocol TextSyntax {
  /// Appends a stretch of a translation that has no code in it.
  func append(_ text: ArraySlice<UInt8>, at place: TextPlace, to bytes: inout [UInt8])

  /// Appends what stood inside the translated segment and is neither text nor code, as a comment in a word.
  ///
  /// By default white space is left out, for it showed nothing, and the rest is kept.
  func append(gap: ArraySlice<UInt8>, to bytes: inout [UInt8])
}

extension TextSyntax {
  public func append(gap: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    if gap.contains(where: { $0 > 0x20 }) { bytes.append(contentsOf: gap) }
  }
}

/// What stands around a stretch of text that is being written.
public struct TextPlace: Hashable, Sendable {
  /// Whether it is the first thing of its block, or the last.
  public var startsBlock: Bool
  public var endsBlock: Bool
  /// The bytes before and after it in the document as it will be; nil at its ends.
  public var previous: UInt8?
  public var next: UInt8?
}

/// Text that means what it is, as in plain text.
public struct PlainSyntax: TextSyntax {
  public init() {}

  public func append(_ text: ArraySlice<UInt8>, at place: TextPlace, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: text)
  }
}

/// Text in XML and HTML: between tags, or as the value of an attribute.
///
/// A character that the block writes as a reference is written so in its translation too.
public struct MarkupSyntax: TextSyntax {
  public enum Quote: Sendable { case none, single, double, missing }

  /// Quotation marks around it: `none` between tags, `missing` for an attribute of HTML that is written without.
  public var quote: Quote
  /// The block's references by the character that they mean.
  private var references: [UInt32: ArraySlice<UInt8>] = [:]

  public init(_ quote: Quote = .none) { self.quote = quote }

  public init(_ quote: Quote = .none, of block: Block, in source: [UInt8]) {
    self.quote = quote
    for piece in block.pieces where !piece.isVerbatim && piece.origin.count > 2 && !piece.text.isEmpty {
      guard source[piece.origin.start] == 0x26, source[piece.origin.end - 1] == 0x3B, piece.origin.count <= 32 else {
        continue
      }
      // Two references that were made one space are no way to write a space.
      guard !source[piece.origin].dropFirst().contains(0x26) else { continue }
      let point = block.content.bytes.withUnsafeBufferPointer { CodePoints.next($0, at: piece.text.start) }
      guard point.value > 0x20 else { continue }
      guard point.count == piece.text.count, references[point.value] == nil else { continue }
      references[point.value] = source[piece.origin]
    }
  }

  public func append(_ text: ArraySlice<UInt8>, at place: TextPlace, to bytes: inout [UInt8]) {
    if quote == .missing && place.startsBlock { bytes.append(0x22) }
    text.withUnsafeBufferPointer { text in
      var offset = 0
      while offset < text.count {
        let byte = text[offset]
        // Letters, digits and most of the rest of ASCII.
        guard byte >= 0x80 || byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0x27 else {
          bytes.append(byte)
          offset += 1
          continue
        }
        let point = CodePoints.next(text, at: offset)
        if let written = references[point.value] {
          bytes.append(contentsOf: written)
        } else {
          switch byte {
          case 0x26: bytes.append(contentsOf: "&amp;".utf8)
          case 0x3C: bytes.append(contentsOf: "&lt;".utf8)
          // "]]>" is forbidden in XML.
          case 0x3E where bytes.suffix(2).elementsEqual([0x5D, 0x5D]): bytes.append(contentsOf: "&gt;".utf8)
          case 0x22 where quote == .double || quote == .missing: bytes.append(contentsOf: "&quot;".utf8)
          case 0x27 where quote == .single: bytes.append(contentsOf: "&#39;".utf8)
          default: bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[offset..<offset + point.count]))
          }
        }
        offset += point.count
      }
    }
    if quote == .missing && place.endsBlock { bytes.append(0x22) }
  }

  /// Markup is kept; white space around it showed nothing where it was, but might where it goes.
  public func append(gap: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    var offset = gap.startIndex
    while offset < gap.endIndex {
      let start = offset
      while offset < gap.endIndex, gap[offset] <= 0x20 { offset += 1 }
      let isBetween =
        (start == gap.startIndex || gap[start - 1] == 0x3E) && (offset == gap.endIndex || gap[offset] == 0x3C)
      if !isBetween { bytes.append(contentsOf: gap[start..<offset]) }
      let next = gap[offset...].firstIndex { $0 <= 0x20 } ?? gap.endIndex
      bytes.append(contentsOf: gap[offset..<next])
      offset = next
    }
  }
}
