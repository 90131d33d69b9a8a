import Articles
import Text

/// How a format writes what stands inside text: codes, and characters that XML cannot hold.
protocol InlineSyntax {
  /// - Parameter partner: the other half of a pair.
  static func append(_ code: InlineCode, as shape: UnitLayout.Shape, partner: InlineCode?, to bytes: inout [UInt8])

  /// - Parameters:
  ///   - piece: index of the piece in its unit.
  ///   - number: which of such characters of the piece it is, from 1; counted alike in source and target.
  static func append(forbidden codePoint: UInt32, piece: Int, number: Int, to bytes: inout [UInt8])
}

extension UnitLayout {
  /// Appends the text of a piece with its codes, from the block's text.
  func append<Syntax: InlineSyntax>(
    source piece: Int, of content: MarkedText, in syntax: Syntax.Type, to bytes: inout [UInt8]
  ) {
    append(
      pieces[piece].text, of: content.bytes, pieces[piece].places, of: content.codes, piece: piece, in: syntax,
      to: &bytes)
  }

  /// Appends the translation of a piece.
  func append<Syntax: InlineSyntax>(
    _ target: PieceTarget, of piece: Int, codes: [InlineCode], in syntax: Syntax.Type, to bytes: inout [UInt8]
  ) {
    append(
      TextRange(0, target.bytes.count), of: target.bytes, target.places, of: codes, piece: piece, in: syntax, to: &bytes
    )
  }

  private func append<Syntax: InlineSyntax>(
    _ range: TextRange, of text: [UInt8], _ placeRange: Range<Int>, of codes: [InlineCode], piece: Int,
    in syntax: Syntax.Type, to bytes: inout [UInt8]
  ) {
    text.withUnsafeBufferPointer { buffer in
      var copied = range.start
      var forbiddenCount = 0
      func copy(to end: Int) {
        guard end > copied else { return }
        bytes.append(text: UnsafeBufferPointer(rebasing: buffer[copied..<end])) { codePoint, bytes in
          forbiddenCount += 1
          syntax.append(forbidden: codePoint, piece: piece, number: forbiddenCount, to: &bytes)
        }
        copied = end
      }
      for place in places[placeRange] {
        copy(to: min(place.position, range.end))
        let partner = partners[place.code]
        syntax.append(
          codes[place.code], as: shapes[place.code], partner: partner < 0 ? nil : codes[partner], to: &bytes)
      }
      copy(to: range.end)
    }
  }
}
