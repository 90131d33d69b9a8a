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

  @Test(arguments: [
    ("en", "\"It's 'so',\" he said -- \"why?\"", "“It’s ‘so’,” he said -- “why?”"),
    ("de", "\"Das sagte 'sie'\", rief er.", "„Das sagte ‚sie‘“, rief er."),
    ("fr", "Il dit \"oui\" puis « non ».", "Il dit «\u{A0}oui\u{A0}» puis «\u{A0}non\u{A0}»."),
    ("ru", "Он сказал \"да\" - и ушёл.", "Он сказал «да» — и ушёл."),
    ("en", "Wait... no.", "Wait… no."), ("en", "The '90s - so", "The ’90s – so"), ("en", "a....b", "a....b"),
  ])
  func printsAsTheLanguageDoes(_ language: String, _ text: String, _ expected: String) throws {
    let normalizer = Normalizer(quotes: .locale, dashes: .locale, ellipses: .locale)
    let data = LanguageData(language: language)
    var block = block(text)
    try normalizer.apply(to: &block, language: data)
    #expect(block.content.string == expected)
    try normalizer.apply(to: &block, language: data)
    #expect(block.content.string == expected, "twice is once")
  }

  @Test func plainTypography() throws {
    var block = block("“Well” – she said… ‘so’ —")
    try Normalizer(quotes: .plain, dashes: .plain, ellipses: .plain).apply(to: &block)
    #expect(block.content.string == "\"Well\" - she said... 'so' -")
  }

  @Test(arguments: [
    ("certain", "the govern- ment of", "the government of"), ("certain", "a well- known man", "a well-known man"),
    ("certain", "pre- and postwar", "pre- and postwar"), ("join", "an eBay- style", "an eBay- style"),
    ("keep", "the govern- ment of", "the govern- ment of"),
    ("join", "an unheard- ofthing", "an unheardofthing"), ("join", "pre- and postwar", "pre- and postwar"),
    ("certain", "Ost- West", "Ost- West"), ("certain", "the govern\u{2010} ment", "the government"),
  ])
  func joinsWordsThatALineEndCut(_ mode: String, _ text: String, _ expected: String) throws {
    let known: Set<String> = ["government", "well-known"]
    let hyphenation = try #require(Normalizer.Hyphenation(rawValue: mode))
    var block = block(text)
    try Normalizer(hyphenation: hyphenation).apply(to: &block, language: LanguageData(language: "en")) {
      known.contains(String(decoding: $0, as: UTF8.self))
    }
    #expect(block.content.string == expected)
  }

  @Test(arguments: [
    ("CafÃ© â€œouiâ€\u{9D}", "Café “oui”"), ("ÐœÐ¾Ñ\u{81}ÐºÐ²Ð°", "Москва"), ("Â© 2024", "© 2024"),
    ("ÃƒÂ©tude", "étude"),
    ("À la carte, Ångström, ÄÖÜ, 5 £", "À la carte, Ångström, ÄÖÜ, 5 £"), ("Español © ®", "Español © ®"),
  ])
  func mendsWhatAWrongCharsetBroke(_ text: String, _ expected: String) throws {
    var block = block(text)
    try Normalizer(repairsMojibake: true).apply(to: &block)
    #expect(block.content.string == expected)
    var kept = self.block(text)
    try Normalizer().apply(to: &kept)
    #expect(kept.content.string == text, "only by option")
  }

  /// Seeded random texts of awkward characters: twice is once, and pieces keep the way back.
  @Test func lawsUnderRandomText() throws {
    let alphabet: [Unicode.Scalar] = [
      "a", "e", "Z", " ", " ", "\n", "\t", "-", "'", "\"", ".", ".", "\u{AD}", "\u{A0}", "\u{200B}", "\u{301}",
      "\u{308}",
      "\u{FEFF}", "\u{2126}", "\u{A8}", "\u{FB01}", "\u{1100}", "\u{1161}", "Ã", "©", "â", "€", "œ", "\u{2010}", "ы",
      "の",
      "\u{3000}", "\u{1F469}", "\u{200D}", "\u{5D0}", "\u{5B8}", "\u{644}", "\u{64E}", "\u{7}", "\u{2003}",
    ]
    var state: UInt64 = 7
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    let normalizers = [
      Normalizer(), Normalizer(form: .nfkc), Normalizer(quotes: .plain, dashes: .plain, ellipses: .plain),
      Normalizer(hyphenation: .join, repairsMojibake: true),
    ]
    for round in 0..<1_500 {
      var text = String.UnicodeScalarView()
      for _ in 0..<random(24) { text.append(alphabet[random(alphabet.count)]) }
      let original = Array(String(text).utf8)
      let normalizer = normalizers[round % normalizers.count]
      var block = block(String(text))
      try normalizer.apply(to: &block)
      var last = 0
      var lastOrigin = 0
      for piece in block.pieces {
        let isInOrder = piece.text.start == last && piece.origin.start >= lastOrigin
        #expect(isInOrder)
        if piece.isVerbatim { #expect(block.content.bytes[piece.text] == original[piece.origin]) }
        last = piece.text.end
        lastOrigin = piece.origin.end
      }
      #expect(last == block.content.bytes.count && lastOrigin <= original.count)
      let once = block.content.bytes
      try normalizer.apply(to: &block)
      #expect(block.content.bytes == once, "\(original)")
    }
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

  /// Segments of one block, between bars; what is in brackets is protected.
  @Test(arguments: [
    ("fr", #"Il a dit "oui"... - puis rien!"#, "Il a dit «\u{A0}oui\u{A0}»… – puis rien\u{202F}!"),
    ("fr-CA", #"Il a dit "oui" : rien!"#, "Il a dit «\u{A0}oui\u{A0}»\u{A0}: rien!"),
    ("fr", "À 10:30 : voir https://a.example/?q=1; fin", "À 10:30\u{A0}: voir https://a.example/?q=1; fin"),
    ("de", #"Er sagte "ja" - und ging..."#, "Er sagte „ja“ – und ging…"),
    // A quotation over two segments, and a closing mark without an opening one.
    ("de", #""Er kam.|Er ging.""#, "„Er kam.|Er ging.“"),
    ("de", #"Er ging.""#, #"Er ging.""#),
    ("ru", #"Он сказал "да" - и ушёл."#, "Он сказал «да» — и ушёл."),
    ("en", "It's 'here'...", "It’s “here”…"),
    ("de", #"Der Befehl [say "hi"...] "geht"."#, #"Der Befehl [say "hi"...] „geht“."#),
  ])
  func translationsGetTheTypographyOfTheirLanguage(_ tag: String, _ text: String, _ expected: String) {
    var typography = TargetTypography(LanguageData(language: tag), tag: tag)
    typography.beginBlock()
    let found = text.split(separator: "|").map { part -> String in
      var content = MarkedText(String(part))
      for (mark, kind) in [("[", InlineCode.Kind.open), ("]", .close)] {
        guard let place = content.bytes.firstIndex(of: mark.utf8.first ?? 0) else { continue }
        content.codes.append(InlineCode(kind, at: kind == .open ? place : place + 1, id: 1, name: "code"))
        content.codes[content.codes.count - 1].isProtected = true
      }
      let made = typography.apply(to: content)
      #expect(made.codes.allSatisfy { $0.position <= made.bytes.count })
      return made.string
    }
    #expect(found.joined(separator: "|") == expected)
  }
}
