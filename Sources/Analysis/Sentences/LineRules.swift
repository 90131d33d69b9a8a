import Text

/// Whether a sentence goes on over a line end inside a block.
enum LineRules {
  /// Lines of wrapped text are at least this long, in bytes.
  private static let wrapped = 50

  /// - Parameters:
  ///   - start: where the sentence begins.
  ///   - offset: the line end; `next` is the first character of the next line.
  static func goesOn(_ text: SentenceText, from start: Int, at offset: Int, _ next: Int) -> Bool {
    let after = text.point(at: next)
    if SentenceMarks.goesOn(after) { return true }
    guard SentenceText.isLower(after) else { return false }
    var end = offset
    while end > start, SentenceText.isSpace(text.pointBefore(end)) { end -= text.previous(end).count }
    let before = text.pointBefore(end)
    // "i. red", "a) red" begin items.
    return end > start && !isEnd(before) && ItemMark.read(text, next) == nil
  }

  private static func isEnd(_ point: UInt32) -> Bool {
    switch SentenceMarks.pointClass(point) {
    case .mark, .full, .stop: true
    default: point == 0x3A
    }
  }
}
