import Articles
import Text

/// Whether a sentence goes on over a line end inside a block.
public enum LineRules {
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

  /// The lines of a block without white space around them; blank ones are left out.
  ///
  /// - Parameter isPlainText: whether what the block's pieces have between them are ends of lines that were joined.
  public static func lines(of block: Block, isPlainText: Bool) -> [TextRange] {
    let text = block.content.bytes
    var lines: [TextRange] = []
    var start = 0
    func end(_ offset: Int, next: Int) {
      let line = SentenceFinder.trimmed(text, TextRange(start, offset))
      if !line.isEmpty { lines.append(line) }
      start = next
    }
    let joints = isPlainText ? block.pieces.filter { !$0.isVerbatim && $0.text.count <= 1 } : []
    var joint = 0
    text.withUnsafeBufferPointer { bytes in
      var offset = 0
      while offset < bytes.count {
        while joint < joints.count, joints[joint].text.start <= offset {
          end(joints[joint].text.start, next: joints[joint].text.end)
          joint += 1
        }
        let (point, width) = CodePoints.next(bytes, at: offset)
        if SentenceMarks.pointClass(point) == .line { end(offset, next: offset + width) }
        offset += width
      }
    }
    end(text.count, next: text.count)
    return lines
  }

  private static func isEnd(_ point: UInt32) -> Bool {
    switch SentenceMarks.pointClass(point) {
    case .mark, .full, .stop: true
    default: point == 0x3A
    }
  }
}
