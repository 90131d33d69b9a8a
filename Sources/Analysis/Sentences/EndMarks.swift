import Text

/// A run of marks that may end a sentence: ".", "?!", "...", ". . .", "。".
struct EndMarks {
  let first: Int
  /// After the last mark.
  var end: Int
  var dots = 0
  var hasMark = false
  var hasExclamation = false
  var isFull = false
  var hasEllipsis = false
  /// Dots with spaces between, after the first one.
  var spacedDots = 0
  /// 1 when the run begins with a full stop at a word and goes on with spaced dots.
  var leading = 0
  /// A mark of this language only: Greek ";".
  var isOwn = false
  var hasQuote = false
  var hasBracket = false

  var isSingleStop: Bool { dots == 1 && !hasMark && !isFull && !hasEllipsis }

  static func read(_ text: SentenceText, _ rules: SentenceRules, _ first: Int) -> EndMarks {
    var marks = EndMarks(first: first, end: first)
    marks.take(text, rules, first)
    return marks
  }

  /// Adds the marks at an offset.
  mutating func take(_ text: SentenceText, _ rules: SentenceRules, _ offset: Int) {
    end = offset
    if rules.isOwn(text.point(at: offset)) {
      isOwn = true
      isFull = true
      end += text.next(offset).count
    }
    while end < text.count {
      let (point, width) = text.next(end)
      switch rules.pointClass(point) {
      case .stop: dots += 1
      case .mark:
        hasMark = true
        if point == 0x21 { hasExclamation = true }
      case .ellipsis: hasEllipsis = true
      case .full: isFull = true
      case .invisible: break
      default:
        guard point == 0x20, dots > 0, end + 1 < text.count, text[end + 1] == 0x2E,
          !EndMarks.isInWord(text.point(at: end + 2)), text.point(at: end + 2) != 0x2E
        else { return }
        // ". . .": the first may be the full stop of a word.
        if dots == 1, spacedDots == 0, end - first == 1, !SentenceText.isSpace(text.pointBefore(first)) { leading = 1 }
        spacedDots += 1
      }
      end += width
    }
  }

  /// ".NET" and ".5" are not dots of an ellipsis.
  private static func isInWord(_ point: UInt32) -> Bool { SentenceText.isLetter(point) || SentenceText.isDigit(point) }
}
