import Analysis
import Articles
import Testing
import Text

@Suite struct NormalizationTests {
  private func block(_ text: String) -> Block {
    let bytes = Array(text.utf8)
    return Block(
      .paragraph, MarkedText(bytes: bytes),
      pieces: [Piece(text: TextRange(0, bytes.count), origin: TextRange(0, bytes.count), isVerbatim: true)])
  }

  @Test(arguments: [
    ("plain words", "plain words"), ("  two   spaces \t and\nmore  ", "two spaces and more"),
    ("5\u{A0}km", "5\u{A0}km"),
    ("a\u{A0} b", "a b"), ("soft\u{AD}hyphen zero\u{200B}width \u{FEFF}mark", "softhyphen zerowidth mark"),
    ("Cafe\u{301}", "Café"), ("हिन्दी\u{200D}", "हिन्दी\u{200D}"), ("\u{200F}שלום", "\u{200F}שלום"),
    ("bell\u{7} rings", "bell rings"),
    ("„Zitat“ ‘x’", "„Zitat“ ‘x’"), ("\u{1F469}\u{200D}\u{1F680}", "\u{1F469}\u{200D}\u{1F680}"), ("", ""), ("   ", ""),
    ("a \u{200B} b", "a b"), ("\u{AD} text", "text"), ("tail \u{200B}", "tail"), ("a\u{200B}\u{AD}b", "ab"),
    ("a\u{7} b", "a b"),
  ])
  func makesTextRegular(_ text: String, _ expected: String) throws {
    var block = block(text)
    try Normalizer().apply(to: &block)
    #expect(block.content.string == expected)
    try Normalizer().apply(to: &block)
    #expect(block.content.string == expected, "twice is once")
  }

  @Test func otherFormsByOption() throws {
    var wide = block("Ｆｕｌｌ ﬁ")
    try Normalizer(form: .nfkc).apply(to: &wide)
    #expect(wide.content.string == "Full fi")
    var quoted = block("“It’s”")
    try Normalizer(quotes: .plain).apply(to: &quoted)
    #expect(quoted.content.string == "\"It's\"")
  }

  /// Pieces cover the text in order, and a piece as long as its origin holds the origin's very bytes.
  @Test(arguments: [
    "a  b\u{A0}\u{A0}c", "Cafe\u{301}  e\u{301}\u{AD}x ", " lead and trail ", "x\u{200B}\u{200B}y", "a\u{AD}",
    "\u{AD}a", "  ",
    "e\u{301}e\u{301}e\u{301}", "one \u{FEFF} two",
  ])
  func piecesKeepTheWayBack(_ text: String) throws {
    let original = Array(text.utf8)
    var block = block(text)
    try Normalizer().apply(to: &block)
    var last = 0
    var lastOrigin = 0
    for piece in block.pieces {
      #expect(piece.text.start == last && piece.origin.start >= lastOrigin)
      if piece.isVerbatim {
        #expect(block.content.bytes[piece.text] == original[piece.origin])
      }
      last = piece.text.end
      lastOrigin = piece.origin.end
    }
    #expect(last == block.content.bytes.count && lastOrigin <= original.count)
  }

  /// Found in review: two edits in a piece that is not verbatim made two pieces of one origin.
  @Test func aPieceThatIsNotVerbatimIsEditedAsAWhole() throws {
    var block = Block(
      .paragraph, MarkedText("a  b  c"),
      pieces: [Piece(text: TextRange(0, 7), origin: TextRange(2, 16), isVerbatim: false)])
    try Normalizer().apply(to: &block)
    #expect(block.content.string == "a b c")
    #expect(block.pieces == [Piece(text: TextRange(0, 5), origin: TextRange(2, 16), isVerbatim: false)])
  }

  /// Seeded random edits: pieces cover the text in order, origins do not overlap, verbatim ones are so.
  @Test func randomEditsKeepTheWayBack() {
    var state: UInt64 = 42
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    for _ in 0..<2_000 {
      let original = (0..<40).map { _ in UInt8(97 + random(26)) }
      var pieces: [Piece] = []
      var bytes: [UInt8] = []
      var offset = 0
      while offset < 40 {
        let count = min(1 + random(9), 40 - offset)
        let isVerbatim = random(3) > 0
        let text = isVerbatim ? Array(original[offset..<(offset + count)]) : [UInt8](repeating: 48, count: random(6))
        pieces.append(
          Piece(
            text: TextRange(bytes.count, bytes.count + text.count), origin: TextRange(offset, offset + count),
            isVerbatim: isVerbatim))
        bytes += text
        offset += count
      }
      var edits: [TextEdit] = []
      var place = random(5)
      while place < bytes.count {
        let end = min(place + 1 + random(6), bytes.count)
        edits.append(TextEdit(TextRange(place, end), [UInt8](repeating: 35, count: random(4))))
        place = end + 1 + random(8)
      }
      var block = Block(.paragraph, MarkedText(bytes: bytes), pieces: pieces)
      block.apply(edits)
      var last = 0
      var lastOrigin = 0
      for piece in block.pieces {
        let isInOrder = piece.text.start == last && piece.origin.start >= lastOrigin
        #expect(isInOrder)
        if piece.isVerbatim { #expect(block.content.bytes[piece.text] == original[piece.origin]) }
        last = piece.text.end
        lastOrigin = piece.origin.end
      }
      #expect(last == block.content.bytes.count)
    }
  }

  @Test func codesMoveWithTheText() throws {
    var block = block("a  b  c ")
    block.content.codes = [
      InlineCode(.open, at: 3, id: 1, name: "b"), InlineCode(.close, at: 4, id: 1, name: "b"),
      InlineCode(.alone, at: 5, id: 2, name: "br"), InlineCode(.alone, at: 8, id: 3, name: "img"),
    ]
    try Normalizer().apply(to: &block)
    #expect(block.content.string == "a b c")
    #expect(block.content.codes.map(\.position) == [2, 3, 4, 5])
  }
}
