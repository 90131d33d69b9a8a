import Articles
import Text

/// A replacement of a stretch of a block's text.
public struct TextEdit: Hashable, Sendable {
  public var range: TextRange
  public var replacement: [UInt8]

  public init(_ range: TextRange, _ replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }
}

extension Block {
  /// Applies edits that are in order and do not overlap; codes move along, and pieces keep the way to the original.
  ///
  /// A code inside an edited stretch goes to the end of its replacement.
  public mutating func apply(_ edits: [TextEdit]) {
    guard !edits.isEmpty else { return }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(content.bytes.count)
    var copied = 0
    var newStarts: [Int] = []
    for edit in edits {
      bytes.append(contentsOf: content.bytes[copied..<edit.range.start])
      newStarts.append(bytes.count)
      bytes.append(contentsOf: edit.replacement)
      copied = edit.range.end
    }
    bytes.append(contentsOf: content.bytes[copied...])
    pieces = editedPieces(edits, newStarts)
    var next = 0
    for index in content.codes.indices {
      let position = content.codes[index].position
      while next < edits.count && edits[next].range.end <= position { next += 1 }
      if next < edits.count && edits[next].range.start < position {
        content.codes[index].position = newStarts[next] + edits[next].replacement.count
      } else if next > 0 {
        let edit = edits[next - 1]
        content.codes[index].position = newStarts[next - 1] + edit.replacement.count + position - edit.range.end
      }
    }
    content.bytes = bytes
  }

  /// Cuts the pieces at the edits. What an edit replaced comes from the origins of all pieces it touched; a piece whose
  /// bytes are not the original's (an entity) is not cut but edited as a whole.
  private func editedPieces(_ edits: [TextEdit], _ newStarts: [Int]) -> [Piece] {
    var result: [Piece] = []
    var next = 0
    var shift = 0
    for piece in pieces {
      let verbatim = piece.isVerbatim
      var start = piece.text.start
      while next < edits.count && edits[next].range.start < piece.text.end {
        let edit = edits[next]
        if verbatim && edit.range.start > start {
          result.append(
            Piece(
              text: TextRange(start + shift, edit.range.start + shift),
              origin: TextRange(
                piece.origin.start + start - piece.text.start, piece.origin.start + edit.range.start - piece.text.start),
              isVerbatim: true))
        }
        let end = min(edit.range.end, piece.text.end)
        let origin =
          verbatim
          ? TextRange(
            piece.origin.start + max(start, edit.range.start) - piece.text.start,
            piece.origin.start + end - piece.text.start)
          : piece.origin
        let textEnd = newStarts[next] + edit.replacement.count
        if let last = result.last, last.text.end == textEnd, edit.range.start < piece.text.start {
          result[result.count - 1].origin.end = origin.end
          result[result.count - 1].isVerbatim = false
        } else if !verbatim, start > piece.text.start, let last = result.last {
          // A second edit of a piece that is not cut.
          result[result.count - 1].text = TextRange(last.text.start, textEnd)
        } else {
          let from = result.last?.text.end ?? 0
          result.append(Piece(text: TextRange(min(from, textEnd), textEnd), origin: origin, isVerbatim: false))
        }
        start = end
        guard edit.range.end <= piece.text.end else { break }
        shift = textEnd - edit.range.end
        next += 1
      }
      if start < piece.text.end && (next == edits.count || edits[next].range.start >= piece.text.end) {
        let text = TextRange(start + shift, piece.text.end + shift)
        if verbatim || start == piece.text.start {
          let origin =
            verbatim
            ? TextRange(piece.origin.start + start - piece.text.start, piece.origin.end) : piece.origin
          result.append(Piece(text: text, origin: origin, isVerbatim: verbatim))
        } else if let last = result.last {
          result[result.count - 1].text = TextRange(last.text.start, text.end)
        }
      }
    }
    return result
  }
}
