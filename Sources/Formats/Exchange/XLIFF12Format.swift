import Articles
import Text

/// XLIFF 1.2, the format that every translation tool reads: valid against the strict schema, nothing foreign in it.
///
/// Source: XLIFF Version 1.2, OASIS Standard, 1 February 2008. An article is a `file`, a block a `trans-unit`, a
/// segment a `mrk` in `seg-source` and `target`. The target holds a copy of what is not translated yet: OmegaT, for
/// one, shows no unit without it.
public enum XLIFF12Format: ExchangeFormat {
  public static let name = "xliff-1.2"
  public static let ending = "xlf"

  public static func head(source: String, target: String) -> [UInt8] {
    var head: [UInt8] = []
    head.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    head.append("<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\">\n")
    return head
  }

  public static let foot = Array("</xliff>\n".utf8)

  @discardableResult
  public static func append(
    _ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    let units = ExchangeUnit.all(of: article, options)
    guard !units.isEmpty else { return false }
    appendOpening(article, target: target, options, to: &file)
    append(units, of: article, target: target, options, to: &file)
    file.append(closing)
    return true
  }

  /// Units without translations and notes on terms are the same for every target language, and are made once.
  public static func files(
    of article: Article, targets: [String], options: ExchangeOptions
  ) -> [(target: String, bytes: [UInt8])] {
    let units = ExchangeUnit.all(of: article, options)
    guard !units.isEmpty else { return [] }
    let isTranslated =
      article.segments.contains { !($0.targets.isEmpty && $0.candidates.isEmpty) } || UnitTerms.depend(on: article)
    var body: [UInt8] = []
    return targets.enumerated().map { index, target in
      if index == 0 || isTranslated {
        body.removeAll(keepingCapacity: true)
        body.reserveCapacity(ExchangeFormats.likelySize(of: article))
        append(units, of: article, target: target, options, to: &body)
      }
      var file: [UInt8] = []
      file.reserveCapacity(body.count + 1_000)
      file.append(contentsOf: head(source: ExchangeFormats.sourceLanguage(of: article), target: target))
      appendOpening(article, target: target, options, to: &file)
      file.append(contentsOf: body)
      file.append(closing)
      file.append(contentsOf: foot)
      return (target, file)
    }
  }

  private static let closing: StaticString = "</body>\n</file>\n"

  private static func appendOpening(
    _ article: Article, target: String, _ options: ExchangeOptions, to file: inout [UInt8]
  ) {
    file.append("<file")
    file.append(attribute: "original", article.original.path)
    file.append(attribute: "source-language", ExchangeFormats.sourceLanguage(of: article))
    file.append(attribute: "target-language", target)
    file.append(attribute: "datatype", datatype(article.original.format))
    file.append(" tool-id=\"lede\">\n<header><tool tool-id=\"lede\" tool-name=\"Lede\"/>")
    // What the way back asks for: whether the document is still the one that the segments are from.
    if let digest = article.original.digest {
      file.append("<note from=\"lede\">original: ")
      file.append(verbatim: digest.description)
      if !options.rules.isEmpty {
        file.append("; rules: ")
        file.append(text: options.rules)
      }
      file.append("</note>")
    }
    file.append("</header>\n<body>\n")
  }

  private static func append(
    _ units: [ExchangeUnit], of article: Article, target: String, _ options: ExchangeOptions, to file: inout [UInt8]
  ) {
    var writer = UnitWriter(article: article, target: target, headlineLimit: options.headlineLimit)
    for unit in units { writer.append(unit, of: units.count, to: &file) }
  }

  /// The specification's list under `datatype`, or a name of our own with "x-".
  private static func datatype(_ format: String?) -> String {
    switch format {
    case nil, "text": "plaintext"
    case "html": "html"
    case .some(let other): "x-" + other
    }
  }

  /// Writes the units of one article; its buffers are kept from unit to unit.
  private struct UnitWriter {
    let article: Article
    let target: String
    let headlineLimit: Int
    var layout = UnitLayout()
    var terms: UnitTerms
    /// The pieces of a unit as XML. They stand in the file three times and are made once.
    var pieces: [UInt8] = []
    var ends: [Int] = []
    var candidateLayout = UnitLayout()

    init(article: Article, target: String, headlineLimit: Int) {
      self.article = article
      self.headlineLimit = headlineLimit
      self.target = target
      terms = UnitTerms(article, target: target)
    }

    mutating func append(_ unit: ExchangeUnit, of count: Int, to file: inout [UInt8]) {
      let block = article.blocks[unit.block]
      layout.lay(out: unit, of: article, target: target)
      pieces.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      for index in layout.pieces.indices {
        layout.append(source: index, of: block.content, in: XLIFF12Format.self, to: &pieces)
        ends.append(pieces.count)
      }
      file.append("<trans-unit id=\"")
      file.append(verbatim: unit.id)
      file.append("\" restype=\"")
      file.append(restype(block.kind))
      if !block.isTranslatable { file.append("\" translate=\"no") }
      if headlineLimit > 0 && block.kind.isHeadline {
        file.append("\" size-unit=\"char\" maxwidth=\"")
        file.append(decimal: headlineLimit)
      }
      file.append("\" xml:space=\"preserve\">\n<source>")
      file.append(contentsOf: pieces)
      file.append("</source>\n")
      if block.isTranslatable {
        file.append("<seg-source>")
        appendPieces(to: &file, withTargets: false, codes: block.content.codes)
        file.append("</seg-source>\n<target state=\"")
        file.append(state())
        file.append("\">")
        appendPieces(to: &file, withTargets: true, codes: block.content.codes)
        file.append("</target>\n")
        appendCandidates(unit, to: &file)
      }
      appendNote(unit, block, of: count, to: &file)
      appendTerms(unit, to: &file)
      file.append("</trans-unit>\n")
    }

    /// Appends the pieces with a `mrk` around each segment.
    private func appendPieces(to file: inout [UInt8], withTargets: Bool, codes: [InlineCode]) {
      var start = 0
      for (index, piece) in layout.pieces.enumerated() {
        if let segment = piece.segment {
          file.append("<mrk mtype=\"seg\"")
          file.append(attribute: "mid", article.segments[segment].id)
          file.append(">")
        }
        if withTargets, let target = piece.target {
          layout.append(target, of: index, codes: codes, in: XLIFF12Format.self, to: &file)
        } else {
          pieces.withUnsafeBufferPointer {
            file.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start..<ends[index]]))
          }
        }
        if piece.segment != nil { file.append("</mrk>") }
        start = ends[index]
      }
    }

    /// What memories offer for the segments, each with the `mid` of its segment.
    private mutating func appendCandidates(_ unit: ExchangeUnit, to file: inout [UInt8]) {
      for segment in unit.segments.map({ article.segments[$0] }) {
        for candidate in segment.candidates where candidate.language == target {
          file.append("<alt-trans")
          file.append(attribute: "mid", segment.id)
          file.append(" match-quality=\"")
          file.append(decimal: candidate.score)
          file.append("\"")
          if !candidate.origin.isEmpty { file.append(attribute: "origin", candidate.origin) }
          file.append(" xml:space=\"preserve\"><source>")
          candidateLayout.lay(out: candidate.source)
          candidateLayout.append(source: 0, of: candidate.source, in: XLIFF12Format.self, to: &file)
          file.append("</source><target>")
          candidateLayout.lay(out: candidate.content)
          candidateLayout.append(source: 0, of: candidate.content, in: XLIFF12Format.self, to: &file)
          file.append("</target></alt-trans>\n")
        }
      }
    }

    /// The state of the least advanced segment, since a unit has one only.
    private func state() -> StaticString {
      var least = Target.State.final
      for piece in layout.pieces where piece.segment != nil {
        guard let target = piece.target else { return "needs-translation" }
        if rank(target.state) < rank(least) { least = target.state }
      }
      switch least {
      case .candidate: return "needs-review-translation"
      case .translated: return "translated"
      case .reviewed: return "signed-off"
      case .final: return "final"
      }
    }

    private func rank(_ state: Target.State) -> Int {
      switch state {
      case .candidate: 0
      case .translated: 1
      case .reviewed: 2
      case .final: 3
      }
    }

    private func appendNote(
      _ unit: ExchangeUnit, _ block: Block, of count: Int, to file: inout [UInt8]
    ) {
      file.append("<note from=\"lede\">")
      unit.appendPosition(block.kind, of: count, to: &file)
      if !block.note.isEmpty {
        file.append("; ")
        file.append(text: block.note)
      }
      if let heading = unit.heading {
        file.append("; under: ")
        file.append(text: article.blocks[heading].content.string)
      }
      if unit.isInSummary { file.append("; in the summary") }
      if headlineLimit > 0 && block.kind.isHeadline {
        file.append("; at most ")
        file.append(decimal: headlineLimit)
        file.append(" characters")
      }
      if !block.isArticle { file.append("; not part of the article's text") }
      if let title = article.metadata.title {
        file.append("; article: ")
        file.append(text: title)
      }
      for piece in layout.pieces {
        guard let segment = piece.segment, let target = piece.target, !target.origin.isEmpty else { continue }
        file.append("; translation of ")
        file.append(text: article.segments[segment].id)
        file.append(" from ")
        file.append(text: target.origin)
      }
      file.append("</note>\n")
    }

    /// A note with the unit's terms. Marks in the text would be tags to most tools, so there are none.
    private mutating func appendTerms(_ unit: ExchangeUnit, to file: inout [UInt8]) {
      let lines = terms.lines(of: unit)
      guard !lines.isEmpty else { return }
      file.append("<note from=\"termbase\" annotates=\"source\">")
      file.append(text: lines.joined(separator: "; "))
      file.append("</note>\n")
    }

    /// The specification's list under `restype`, or a name of our own with "x-".
    private func restype(_ kind: Block.Kind) -> StaticString {
      switch kind {
      case .title: "x-title"
      case .heading: "heading"
      case .paragraph: "x-paragraph"
      case .item: "listitem"
      case .quote: "x-quote"
      case .caption: "caption"
      case .cell: "cell"
      case .code: "x-code"
      case .attribute: "x-attribute"
      }
    }
  }
}

extension XLIFF12Format: InlineSyntax {
  /// The `id` is the code's own; that of a closing half has an "e" before it, for ids are unique in the unit. The
  /// halves of a pair have the same `rid`.
  static func append(
    _ code: InlineCode, as shape: UnitLayout.Shape, partner: InlineCode?, to bytes: inout [UInt8]
  ) {
    switch shape {
    case .wrapClose:
      bytes.append("</g>")
      return
    case .point: bytes.append("<x id=\"")
    case .wrapOpen: bytes.append("<g id=\"")
    case .farOpen, .loneOpen: bytes.append("<bx id=\"")
    case .farClose, .loneClose: bytes.append("<ex id=\"e")
    }
    bytes.append(decimal: code.id)
    if shape == .farOpen || shape == .farClose {
      bytes.append("\" rid=\"")
      bytes.append(decimal: code.id)
    }
    if shape != .farClose && shape != .loneClose {
      bytes.append("\" ctype=\"")
      appendType(code.name, isPoint: shape == .point, to: &bytes)
    }
    bytes.append("\"")
    if !code.equivalent.isEmpty { bytes.append(attribute: "equiv-text", code.equivalent) }
    bytes.append(shape == .wrapOpen ? ">" : "/>")
  }

  /// A code whose id begins with "u": those of the text's own codes are numbers.
  static func append(forbidden codePoint: UInt32, piece: Int, number: Int, to bytes: inout [UInt8]) {
    bytes.append("<x id=\"u")
    bytes.append(decimal: piece + 1)
    bytes.append("-")
    bytes.append(decimal: number)
    bytes.append("\" ctype=\"x-control\" equiv-text=\"U+")
    bytes.append(hexadecimal: codePoint)
    bytes.append("\"/>")
  }

  /// The specification's lists under `ctype`: one for codes around text, one for codes at a point.
  private static func appendType(_ name: String, isPoint: Bool, to bytes: inout [UInt8]) {
    switch (name, isPoint) {
    case ("b", false), ("strong", false): bytes.append("bold")
    case ("i", false), ("em", false): bytes.append("italic")
    case ("u", false): bytes.append("underlined")
    case ("a", false): bytes.append("link")
    case ("img", true): bytes.append("image")
    case ("br", true): bytes.append("lb")
    default:
      bytes.append("x-")
      // The schema allows no white space in it.
      bytes.append(value: name.isEmpty ? "code" : name.contains(where: \.isWhitespace) ? joined(name) : name)
    }
  }

  private static func joined(_ name: String) -> String { String(name.map { $0.isWhitespace ? "-" : $0 }) }
}
