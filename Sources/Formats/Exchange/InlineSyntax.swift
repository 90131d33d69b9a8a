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

  /// The beginning or the end of a marked term; formats that mark none have nothing to append.
  static func append(_ mark: TermMark, isStart: Bool, to bytes: inout [UInt8])
}

extension InlineSyntax {
  static func append(_ mark: TermMark, isStart: Bool, to bytes: inout [UInt8]) {}
}

/// A term of the termbase that is marked where it stands.
struct TermMark {
  /// In the block's text, inside of a piece.
  var range: TextRange
  /// From 1 in its unit.
  var number: Int
  /// Whether an inline code stands inside of it, which its own start and end tag must not cross.
  var holdsCodes: Bool
}

extension UnitLayout {
  /// Appends the text of a piece with its codes, from the block's text.
  /// - Parameter marks: sorted, without overlap.
  func append<Syntax: InlineSyntax>(
    source piece: Int, of content: MarkedText, marks: [TermMark] = [], in syntax: Syntax.Type, to bytes: inout [UInt8]
  ) {
    append(
      pieces[piece].text, of: content.bytes, pieces[piece].places, of: content.codes, marks: marks, piece: piece,
      in: syntax, to: &bytes)
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
    _ range: TextRange, of text: [UInt8], _ placeRange: Range<Int>, of codes: [InlineCode],
    marks: [TermMark] = [], piece: Int, in syntax: Syntax.Type, to bytes: inout [UInt8]
  ) {
    text.withUnsafeBufferPointer { buffer in
      var mark = marks.firstIndex { $0.range.start >= range.start } ?? marks.count
      var isOpen = false
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
      // A term begins behind the codes at its start and ends before those at its end.
      func copyWithMarks(to end: Int) {
        while mark < marks.count {
          let next = isOpen ? marks[mark].range.end : marks[mark].range.start
          guard isOpen ? next <= end : next < end else { break }
          copy(to: next)
          isOpen.toggle()
          syntax.append(marks[mark], isStart: isOpen, to: &bytes)
          if !isOpen { mark += 1 }
        }
        copy(to: end)
      }
      for place in places[placeRange] {
        copyWithMarks(to: min(place.position, range.end))
        let partner = partners[place.code]
        syntax.append(
          codes[place.code], as: shapes[place.code], partner: partner < 0 ? nil : codes[partner], to: &bytes)
      }
      copyWithMarks(to: range.end)
    }
  }
}
