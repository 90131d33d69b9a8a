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
    // Each thing written, with the number of the run of text that follows it: codes begin a new one. White space around
    // codes that was made one space is written on both sides of them, so what is not verbatim may overlap with codes.
    var written: [(origin: TextRange, run: Int, isExact: Bool)] = []
    for (index, code) in codes.enumerated() where !code.origin.isEmpty {
      written.append((code.origin, index + 1, true))
    }
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
      // A code inside a verbatim piece is one that is not written: the piece goes on behind it.
      if !origin.isEmpty { written.append((origin, 0, piece.isVerbatim)) }
    }
    let start = written.map(\.origin.start).min() ?? 0
    let end = written.map(\.origin.end).max() ?? 0
    // What was taken out of the text, if it stood inside: white space beside other, soft hyphens.
    while low > 0, pieces[low - 1].text.end >= range.start { low -= 1 }
    for piece in pieces[low...] {
      if piece.text.start > range.end { break }
      guard piece.text.isEmpty, TextRange(start, end).contains(piece.origin) else { continue }
      written.append((piece.origin, 0, false))
    }
    written.sort { $0.origin.start < $1.origin.start }
    guard let first = written.first, end <= source.count else { return nil }
    extent = TextRange(start, end)
    gaps = Array(repeating: [], count: codes.count + 1)
    var run = 0
    var last = first.origin.start
    var lastExact = 0
    for item in written {
      if item.isExact {
        guard item.origin.start >= lastExact else { return nil }
        lastExact = item.origin.end
      }
      if item.origin.start > last { gaps[run].append(TextRange(last, item.origin.start)) }
      if item.run > 0 { run = item.run }
      last = max(last, item.origin.end)
    }
  }
}
