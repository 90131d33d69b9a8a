import Analysis
import Articles
import Testing
import Text

@Suite struct NormalizationTests {
  private func block(_ text: String) -> Block {
    let bytes = Array(text.utf8)
    return Block(
      .paragraph, MarkedText(bytes: bytes),
      pieces: [Piece(text: TextRange(0, bytes.count), origin: TextRange(0, bytes.count))])
  }

  @Test(arguments: [
    ("plain words", "plain words"), ("  two   spaces \t and\nmore  ", "two spaces and more"),
    ("5\u{A0}km", "5\u{A0}km"),
    ("a\u{A0} b", "a b"), ("soft\u{AD}hyphen zero\u{200B}width \u{FEFF}mark", "softhyphen zerowidth mark"),
    ("Cafe\u{301}", "Café"), ("हिन्दी\u{200D}", "हिन्दी\u{200D}"), ("\u{200F}שלום", "\u{200F}שלום"),
    ("bell\u{7} rings", "bell rings"),
    ("„Zitat“ ‘x’", "„Zitat“ ‘x’"), ("\u{1F469}\u{200D}\u{1F680}", "\u{1F469}\u{200D}\u{1F680}"), ("", ""), ("   ", ""),
  ])
  func makesTextRegular(_ text: String, _ expected: String) throws {
    var block = block(text)
    try Normalizer().apply(to: &block)
    #expect(block.content.string == expected)
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
      if piece.text.count == piece.origin.count {
        #expect(block.content.bytes[piece.text] == original[piece.origin])
      }
      last = piece.text.end
      lastOrigin = piece.origin.end
    }
    #expect(last == block.content.bytes.count && lastOrigin <= original.count)
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
