import Testing
import Text

@Suite struct MarkedTextTests {
  /// "A <b>bold</b><br> end" with the codes beside the text.
  private let text = MarkedText(
    bytes: Array("A bold end".utf8),
    codes: [
      InlineCode(.open, at: 2, id: 1, name: "b"), InlineCode(.close, at: 6, id: 1, name: "b"),
      InlineCode(.alone, at: 6, id: 2, name: "br"),
    ])

  @Test func slicesShareTheCodesBetweenThemWithoutLoss() {
    for cut in 0...text.bytes.count {
      let left = text.slice(TextRange(0, cut))
      let right = text.slice(TextRange(cut, text.bytes.count))
      #expect(left.bytes + right.bytes == text.bytes)
      let together =
        left.codes
        + right.codes.map { code in
          var code = code
          code.position += cut
          return code
        }
      #expect(together == text.codes, "cut at \(cut)")
    }
  }

  @Test func closingCodesStayWithTheTextBeforeThem() {
    #expect(text.slice(TextRange(0, 6)).codes.map(\.kind) == [.open, .close])
    #expect(text.slice(TextRange(6, 10)).codes.map(\.name) == ["br"])
  }

  @Test func mapsFindTheWayBack() {
    var map = ByteMap()
    map.append(count: 3, derived: 1, original: 1)
    map.append(count: 2, derived: 2, original: 1)
    map.append(count: 2, derived: 1, original: 1)
    #expect((0...9).map { map.original(of: $0) } == [0, 1, 2, 3, 3, 4, 4, 5, 6, 7])
    #expect(map.original(of: TextRange(3, 7)) == TextRange(3, 5))
  }

  @Test func digestsAreFixed() {
    // XXH3 of 128 bits of the empty input, from its specification.
    #expect(Digest(of: []).description == "99aa06d3014798d86001c324468d497f")
    let pieces = Hasher128()
    pieces.add(Array("ab".utf8))
    pieces.add(Array("c".utf8))
    #expect(pieces.digest == Digest(of: "abc".utf8))
    #expect(Digest(of: "abc".utf8).short(10).utf8.count == 10)
  }
}
