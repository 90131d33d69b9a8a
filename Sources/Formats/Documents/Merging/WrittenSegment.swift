import Articles
import Text

/// What a segment is written with in its document.
struct WrittenSegment {
  /// From the first byte of its text and codes to the last.
  var extent: TextRange
  /// What is neither text nor code, by the code that it comes after: the first list is what comes before any code.
  var gaps: [[TextRange]]

  /// Nil when the segment has no place of its own: nothing of it is written, or not in order, or its text cannot be
  /// told from its neighbor's.
  init?(_ range: TextRange, codes: [InlineCode], pieces: [Piece], in source: [UInt8]) {
    // Each thing written, with the number of the run of text that follows it: codes begin a new one.
    var written: [(origin: TextRange, run: Int)] = []
    for (index, code) in codes.enumerated() where !code.origin.isEmpty { written.append((code.origin, index + 1)) }
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].text.end <= range.start { low = middle + 1 } else { high = middle }
    }
    for piece in pieces[low...] {
      if piece.text.start >= range.end { break }
      var origin = piece.origin
      if !range.contains(piece.text) {
        guard piece.isVerbatim else { return nil }
        let start = max(range.start, piece.text.start) - piece.text.start
        let end = min(range.end, piece.text.end) - piece.text.start
        origin = TextRange(piece.origin.start + start, piece.origin.start + end)
      }
      guard !origin.isEmpty else { continue }
      // A code inside a verbatim piece is one that is not written: the piece goes on behind it.
      written.append((origin, 0))
    }
    written.sort { $0.origin.start < $1.origin.start }
    guard let first = written.first, let last = written.last, last.origin.end <= source.count else { return nil }
    extent = TextRange(first.origin.start, last.origin.end)
    gaps = Array(repeating: [], count: codes.count + 1)
    var run = 0
    var end = first.origin.start
    for item in written {
      guard item.origin.start >= end else { return nil }
      if item.origin.start > end { gaps[run].append(TextRange(end, item.origin.start)) }
      if item.run > 0 { run = item.run }
      end = item.origin.end
    }
  }
}
