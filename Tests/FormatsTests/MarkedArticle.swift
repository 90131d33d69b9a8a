import Articles
import Formats
import Text

extension Article {
  /// Gives a segment a translation, whose codes have the ids of those with the same name in the source, 99 if there
  /// are none.
  mutating func translate(_ segment: Int, _ literal: String, _ state: Target.State) {
    let source = blocks[segments[segment].block].content.codes
    var content = marked(literal).content
    for index in content.codes.indices {
      content.codes[index].id = source.first { $0.name == content.codes[index].name }?.id ?? 99
    }
    segments[segment].target = Target(language: "fr", content: content, state: state, origin: "desk.tmx")
  }
}

func article(
  _ path: String, title: String? = nil, format: String = "html", _ blocks: [(kind: Block.Kind, text: String)]
) -> Article {
  var article = Article(id: path, original: Original(path: path, format: format))
  article.language = "en"
  article.metadata.title = title
  var namer = Segment.Namer()
  for (index, block) in blocks.enumerated() {
    let (content, ranges) = marked(block.text)
    article.blocks.append(Block(block.kind, content))
    article.segments += ranges.map { range in
      Segment(id: namer.id(for: content.bytes[range]), block: index, range: range)
    }
  }
  return article
}

/// Reads "[One <b>two</b>.] [Three<br/>]": brackets are segments, tags codes. A close belongs to the last open of its
/// name, so that pairs can cross.
func marked(_ literal: String) -> (content: MarkedText, segments: [TextRange]) {
  var content = MarkedText()
  var segments: [TextRange] = []
  var start = 0
  var opens: [InlineCode] = []
  var rest = Substring(literal)
  while let character = rest.unicodeScalars.first {
    rest.unicodeScalars.removeFirst()
    let position = content.bytes.count
    switch character {
    case "[": start = position
    case "]": segments.append(TextRange(start, position))
    case "<":
      guard let end = rest.firstIndex(of: ">"), rest.first != " " else {
        content.bytes.append(0x3C)
        continue
      }
      var name = rest[..<end]
      rest = rest[rest.index(after: end)...]
      let id = (content.codes.map(\.id).max() ?? 0) + 1
      if name.hasSuffix("/") {
        name.removeLast()
        let equivalent = name == "br" ? "\n" : ""
        content.codes.append(
          InlineCode(.alone, at: position, id: id, name: String(name), equivalent: equivalent))
      } else if name.hasPrefix("/") {
        name.removeFirst()
        let open = opens.lastIndex { $0.name == name }.map { opens.remove(at: $0) }
        content.codes.append(InlineCode(.close, at: position, id: open?.id ?? id, name: String(name)))
      } else {
        opens.append(InlineCode(.open, at: position, id: id, name: String(name)))
        content.codes.append(opens[opens.count - 1])
      }
    default: content.bytes += Array(String(character).utf8)
    }
  }
  return (content, segments)
}

/// Articles of all sorts, the same for the same seed.
struct RandomArticles: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func article() -> Article {
    var article = Article(id: "a", original: Original(path: "a.html", format: "html"))
    article.language = "en"
    var namer = Segment.Namer()
    for index in 0..<8 {
      // A text of its own for each block, by which the laws find it again.
      var content = MarkedText("\(index)")
      var ranges: [TextRange] = []
      for _ in 0..<Int.random(in: 1...4, using: &self) {
        let start = ranges.isEmpty && Bool.random(using: &self) ? 0 : content.bytes.count
        content.bytes += words()
        ranges.append(TextRange(start, content.bytes.count))
        content.bytes += Array(["", " ", "  ", "\r\n"][Int.random(in: 0..<4, using: &self)].utf8)
      }
      content.codes = codes(in: content.bytes)
      article.blocks.append(Block(Block.Kind.allCases.randomElement(using: &self) ?? .item, content))
      for range in ranges {
        var segment = Segment(id: namer.id(for: content.bytes[range]), block: index, range: range)
        if Int.random(in: 0..<4, using: &self) == 0 {
          var translation = MarkedText(bytes: words())
          translation.codes = codes(in: translation.bytes)
          segment.target = Target(language: "fr", content: translation, state: .translated, origin: "tm")
        }
        article.segments.append(segment)
      }
    }
    return article
  }

  private mutating func words() -> [UInt8] {
    let pieces = ["a", "é", "日本", " ", "&", "<", "]]>", "\"", "\t", "\r", "\u{c}", "\u{FFFE}", "，", "word "]
    return (0..<Int.random(in: 1...9, using: &self)).flatMap { _ in
      Array(pieces[Int.random(in: 0..<14, using: &self)].utf8)
    }
  }

  /// Pairs and points at random places, a few of them without their other half.
  private mutating func codes(in text: [UInt8]) -> [InlineCode] {
    let places = (0...text.count).filter { $0 == text.count || text[$0] & 0xC0 != 0x80 }
    var codes: [InlineCode] = []
    for id in 1...Int.random(in: 1...7, using: &self) {
      let first = Int.random(in: 0..<places.count, using: &self)
      let second = Int.random(in: first..<places.count, using: &self)
      switch Int.random(in: 0..<8, using: &self) {
      case 0, 1: codes.append(InlineCode(.alone, at: places[first], id: id, name: "br", equivalent: "\n"))
      case 2: codes.append(InlineCode(.open, at: places[first], id: id, name: "odd name"))
      case 3: codes.append(InlineCode(.close, at: places[first], id: id, name: ""))
      default:
        codes.append(InlineCode(.open, at: places[first], id: id, name: "b"))
        codes.append(InlineCode(.close, at: places[second], id: id, name: "b"))
      }
    }
    // A stable sort, so that an open stays before its close.
    return codes.enumerated().sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
      .map(\.element)
  }
}
