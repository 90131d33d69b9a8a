import Text

/// What the outside of a sentence says about it: how it ends, and whether its quotation marks close.
struct SentenceTraits: OptionSet, Hashable {
  let rawValue: UInt8
  init(rawValue: UInt8) { self.rawValue = rawValue }

  static let hasEndMark = SentenceTraits(rawValue: 1)
  static let isQuestion = SentenceTraits(rawValue: 2)
  /// Opens a quotation that it does not close, or closes one that it did not open.
  static let isTorn = SentenceTraits(rawValue: 4)
  /// Begins with a word that leans on the sentence before: "He", "But".
  static let isDangling = SentenceTraits(rawValue: 8)
  /// Has quotation marks.
  static let hasQuote = SentenceTraits(rawValue: 16)
  /// Begins with the name of who says it: "KING: ".
  static let hasLabel = SentenceTraits(rawValue: 32)
  /// The caption of a picture, as far as its words tell.
  static let isCaption = SentenceTraits(rawValue: 64)

  init(of text: UnsafeBufferPointer<UInt8>, in range: TextRange) {
    self = []
    var end = range.end
    while end > range.start {
      let (point, width) = CodePoints.previous(text, before: end)
      guard SentenceTraits.isCloser(point) else {
        if SentenceTraits.isQuestionMark(point) { formUnion([.hasEndMark, .isQuestion]) }
        if SentenceTraits.isEndMark(point) { insert(.hasEndMark) }
        break
      }
      end -= width
    }
    noteQuotes(text, range)
  }

  private static func isQuestionMark(_ point: UInt32) -> Bool {
    point == 0x3F || point == 0xFF1F || point == 0x61F || point == 0x37E || point == 0x55E || point == 0x1367
  }

  private static func isEndMark(_ point: UInt32) -> Bool {
    switch point {
    case 0x21, 0x2E, 0x589, 0x6D4, 0x964, 0x965, 0x1362, 0x17D4, 0x2026, 0x203C, 0x3002, 0xFF01, 0xFF0E, 0xFF61: true
    default: false
    }
  }

  private static func isCloser(_ point: UInt32) -> Bool {
    switch point {
    case 0x20, 0x22, 0x27, 0x29, 0x5D, 0x7D, 0xA0, 0xAB, 0xBB, 0x2018...0x201E, 0x2039, 0x203A, 0x300B, 0x300D, 0x300F,
      0xFF09, 0xFF63:
      true
    default: false
    }
  }

  /// Straight double quotes must be even in number; of curly ones and guillemets, as many must close as open. The
  /// German closing mark is the English opening one, and Swedish opens and closes with the same.
  private mutating func noteQuotes(_ text: UnsafeBufferPointer<UInt8>, _ range: TextRange) {
    var straight = 0
    var low = 0
    var left = 0
    var right = 0
    var guillemets = 0
    var marks = 0
    var offset = range.start
    while offset < range.end {
      let byte = text[offset]
      if byte < 0x80 {
        if byte == 0x22 { straight += 1 }
        // Two apostrophes in a row are one mark, as typewriters and wires have it.
        if byte == 0x27 && offset + 1 < range.end && text[offset + 1] == 0x27 {
          straight += 1
          offset += 1
        }
        offset += 1
        continue
      }
      if byte != 0xE2 && byte != 0xC2 {
        offset += 1
        continue
      }
      let (point, width) = CodePoints.next(text, at: offset)
      switch point {
      case 0x201C: left += 1
      case 0x201D: right += 1
      case 0x201E: low += 1
      case 0xAB: guillemets += 1
      case 0xBB: guillemets -= 1
      default: marks -= 1
      }
      marks += 1
      offset += width
    }
    let curly = low > 0 ? low != left + right : left == 0 ? right & 1 == 1 : left != right
    if straight & 1 == 1 || guillemets != 0 || curly { insert(.isTorn) }
    if straight + marks > 0 { insert(.hasQuote) }
  }
}
