import Articles
import Text

/// A unit of anybody's TMX file: a text in two languages or more.
public struct TMXUnit: Hashable, Sendable {
  public struct Variant: Hashable, Sendable {
    public var language: String
    public var content: MarkedText
    public var author = ""
    public var date = ""

    public init(language: String, content: MarkedText) {
      self.language = language
      self.content = content
    }
  }

  /// The language that the unit or the file says it was translated from; nil for "*all*".
  public var sourceLanguage: String?
  public var variants: [Variant] = []
  /// `prop` elements by their type, those of the unit before those of its variants.
  public var properties: [(type: String, text: String)] = []
  public var note = ""
  public var author = ""
  public var date = ""

  public init() {}

  public func property(_ type: String) -> String? { properties.first { $0.type == type }?.text }

  public static func == (a: TMXUnit, b: TMXUnit) -> Bool {
    a.sourceLanguage == b.sourceLanguage && a.variants == b.variants && a.note == b.note && a.author == b.author
      && a.date == b.date && a.properties.elementsEqual(b.properties) { $0.type == $1.type && $0.text == $1.text }
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(variants) }
}

/// Reads TMX of any size, a piece at a time: bytes in, units out.
///
/// The text is cut between units. Each piece is read as a document of its own, with the beginning of the file before it:
/// so the document type and the header hold for all of them. What a cut may not be inside of, comments and CDATA
/// sections, is passed over by its marks.
///
/// Source: TMX 1.4b Specification, OSCAR Recommendation, 26 April 2005. Versions before it differ in nothing that is
/// read here.
public struct TMXStream: ~Copyable {
  /// A unit, or a beginning of a file, that is longer is no translation unit.
  static let mostBytes = 64 << 20

  private var declared: String?
  private var isUTF16: Bool?
  private var raw: [UInt8] = []
  private var text: [UInt8] = []
  /// What stands before the first unit.
  private var prolog: [UInt8]?
  private var prologLines = 0
  private var hasUnits = false
  /// Line ends before the piece.
  private var lines = 0
  private var charset: String?
  private var scanned = 0
  private var languages = TMXLanguages()

  public init() {}

  /// Takes the next bytes of the file and calls `body` with the units that are whole now.
  ///
  /// - Throws: `ArticleError` when it is no TMX or cannot be read on, with the line.
  public mutating func read(
    _ bytes: [UInt8], isLast: Bool, _ body: (TMXUnit) -> Bool
  ) throws(ArticleError) {
    try decode(bytes, isLast: isLast)
    if prolog == nil { try findProlog(isLast: isLast) }
    guard let prolog, hasUnits else { return }
    let end = lastUnitEnd(isLast: isLast)
    guard end > 0 else {
      guard text.count < TMXStream.mostBytes, !isLast else {
        throw ArticleError(.badXML, "line \(lines + 1): a unit without an end")
      }
      return
    }
    var document = prolog
    document.append(contentsOf: text[..<end])
    if !isLast { document.append(contentsOf: "</body></tmx>".utf8) }
    try TMXStream.read(document, linesBefore: lines - prologLines, &languages, body)
    for byte in text[..<end] where byte == 0x0A { lines += 1 }
    text.removeSubrange(..<end)
    scanned = 0
  }

  // MARK: Bytes to text

  private mutating func decode(_ bytes: [UInt8], isLast: Bool) throws(ArticleError) {
    raw.append(contentsOf: bytes)
    if charset == nil {
      guard raw.count >= 512 || isLast else { return }
      do throws(TextError) {
        // A beginning that ends inside a character would be thought ill-formed.
        var head = Array(raw.prefix(1 << 16))
        if let cut = TMXStream.cut(head, isWide: raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF])) {
          head.removeSubrange(cut...)
        }
        charset = try Charset.decode(head, declared: XMLDeclaration.charset(in: head)).charset
      } catch { throw ArticleError(.charset, error.description) }
      for mark: [UInt8] in [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]] where raw.starts(with: mark) {
        raw.removeSubrange(..<mark.count)
        break
      }
    }
    guard let charset else { return }
    if charset == Charset.utf8 {
      if text.isEmpty { swap(&text, &raw) } else { text.append(contentsOf: raw) }
      raw.removeAll(keepingCapacity: true)
      return
    }
    var cut = raw.count
    if !isLast {
      guard let place = TMXStream.cut(raw, isWide: charset.hasPrefix("UTF-16")) else {
        guard raw.count < TMXStream.mostBytes else { throw ArticleError(.badXML, "a unit without an end") }
        return
      }
      cut = place
    }
    do throws(TextError) {
      text.append(contentsOf: try Charset.decode(Array(raw[..<cut]), from: charset, skipping: 0).bytes)
    } catch { throw ArticleError(.charset, error.description) }
    raw.removeSubrange(..<cut)
  }

  /// Behind the last `>`: in no charset is its byte a part of another character but in UTF-16, where it is two bytes.
  private static func cut(_ bytes: [UInt8], isWide: Bool) -> Int? {
    guard isWide else { return bytes.lastIndex(of: 0x3E).map { $0 + 1 } }
    var place = bytes.count & ~1
    while place >= 2 {
      let unit = (bytes[place - 2], bytes[place - 1])
      if unit == (0x3E, 0) || unit == (0, 0x3E) { return place }
      place -= 2
    }
    return nil
  }

  // MARK: Cutting

  /// Finds where the first unit begins, or the end of a file without one.
  private mutating func findProlog(isLast: Bool) throws(ArticleError) {
    var found: Int?
    TMXStream.forEachTag(text, from: 0) { name, isEnd, start, _ in
      guard name.elementsEqual("tu".utf8), !isEnd else { return true }
      found = start
      return false
    }
    guard let start = found ?? (isLast ? text.count : nil) else {
      guard text.count < TMXStream.mostBytes else {
        throw ArticleError(.badXML, "no translation unit in its beginning")
      }
      return
    }
    prolog = Array(text[..<start])
    hasUnits = found != nil
    for byte in text[..<start] where byte == 0x0A { prologLines += 1 }
    lines = prologLines
    text.removeSubrange(..<start)
    if isLast && found == nil {
      // Read for what is wrong with it; there are no units.
      try TMXStream.read(prolog ?? [], linesBefore: 0, &languages) { _ in true }
    }
  }

  /// The end of the last whole unit; of all text at the end of the file.
  private mutating func lastUnitEnd(isLast: Bool) -> Int {
    if isLast { return text.count }
    var end = 0
    var next = scanned
    TMXStream.forEachTag(text, from: scanned) { name, isEnd, start, after in
      if isEnd, name.elementsEqual("tu".utf8) { end = after }
      next = start
      return true
    }
    scanned = end > 0 ? 0 : next
    return end
  }

  /// Calls `body` with each tag: its name without prefix, whether it ends an element, and where it stands.
  private static func forEachTag(
    _ text: [UInt8], from start: Int,
    _ body: (_ name: Slice<UnsafeBufferPointer<UInt8>>, _ isEnd: Bool, _ start: Int, _ after: Int) -> Bool
  ) {
    text.withUnsafeBufferPointer { text in
      var offset = start
      while let open = text[offset...].firstIndex(of: 0x3C) {
        for (mark, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
        where text[open...].starts(with: mark.utf8) {
          guard let end = find(close, text, from: open + mark.utf8.count) else { return }
          offset = end
        }
        guard offset <= open else { continue }
        let isEnd = open + 1 < text.count && text[open + 1] == 0x2F
        let nameStart = open + (isEnd ? 2 : 1)
        guard nameStart <= text.count else { return }
        var nameEnd = nameStart
        while nameEnd < text.count, text[nameEnd] > 0x20, text[nameEnd] != 0x3E, text[nameEnd] != 0x2F { nameEnd += 1 }
        // A tag that the text ends in comes again with the next piece.
        guard let close = tagEnd(text, from: nameEnd) else { return }
        guard body(text[nameStart..<nameEnd], isEnd, open, close) else { return }
        offset = close
      }
    }
  }

  /// Behind the `>` of a tag; one inside quotation marks is none.
  private static func tagEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var quote: UInt8?
    for offset in start..<text.count {
      let byte = text[offset]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3E {
        return offset + 1
      }
    }
    return nil
  }

  private static func find(_ mark: String, _ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    let mark = Array(mark.utf8)
    var offset = start
    while offset + mark.count <= text.count, let hit = text[offset...].firstIndex(of: mark[0]) {
      if text[hit...].starts(with: mark) { return hit + mark.count }
      offset = hit + 1
    }
    return nil
  }

  // MARK: Units

  private static func read(
    _ document: [UInt8], linesBefore: Int, _ languages: inout TMXLanguages, _ body: (TMXUnit) -> Bool
  ) throws(ArticleError) {
    var fault: XMLFault?
    var isOther = false
    document.withUnsafeBufferPointer { source in
      var reader = XMLReader(source)
      do throws(XMLFault) {
        isOther = !(try TMXReader.units(&reader, &languages, body))
      } catch { fault = error }
    }
    if let fault {
      let line = document.prefix(fault.offset).reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } + linesBefore
      throw ArticleError(.badXML, "line \(line): \(fault.reason)")
    }
    if isOther { throw ArticleError(.notExchange, "its first element is not tmx") }
  }
}

extension TMXReader {
  /// Calls `body` with each unit of a document; false when it is no TMX.
  fileprivate static func units(
    _ reader: inout XMLReader, _ languages: inout TMXLanguages, _ body: (TMXUnit) -> Bool
  ) throws(XMLFault) -> Bool {
    var isTMX = false
    var language: String?
    while let event = try reader.next() {
      guard event.kind == .start else { continue }
      let name = reader.names[event.name].local
      if !isTMX {
        guard name == "tmx" else { return false }
        isTMX = true
      } else if name == "header" {
        language = languages.canonical(reader.string("srclang", of: event))
        try reader.skip(event)
      } else if name == "tu" {
        guard body(try unit(event, language, &reader, &languages)) else { return true }
      }
    }
    return isTMX
  }

  private static func unit(
    _ start: XMLEvent, _ language: String?, _ reader: inout XMLReader, _ languages: inout TMXLanguages
  ) throws(XMLFault) -> TMXUnit {
    var unit = TMXUnit()
    unit.sourceLanguage = language
    if let own = reader.string("srclang", of: start) { unit.sourceLanguage = languages.canonical(own) }
    (unit.author, unit.date) = change(start, reader)
    while let event = try reader.next(), event.kind != .end {
      guard event.kind == .start else { continue }
      switch reader.names[event.name].local {
      case "prop":
        unit.properties.append(
          (reader.string("type", of: event) ?? "", String(decoding: try reader.content(), as: UTF8.self)))
      case "note" where unit.note.isEmpty: unit.note = String(decoding: try reader.content(), as: UTF8.self)
      case "tuv":
        var variant = TMXUnit.Variant(
          language: languages.canonical(
            reader.string("lang", in: "http://www.w3.org/XML/1998/namespace", of: event)
              ?? reader.string("lang", of: event)) ?? "", content: MarkedText())
        (variant.author, variant.date) = change(event, reader)
        while let part = try reader.next(), part.kind != .end {
          guard part.kind == .start else { continue }
          switch reader.names[part.name].local {
          case "seg": variant.content = try inline(&reader)
          case "prop":
            unit.properties.append(
              (reader.string("type", of: part) ?? "", String(decoding: try reader.content(), as: UTF8.self)))
          default: try reader.skip(part)
          }
        }
        unit.variants.append(variant)
      default: try reader.skip(event)
      }
    }
    return unit
  }

  private static func change(_ event: XMLEvent, _ reader: borrowing XMLReader) -> (author: String, date: String) {
    (
      reader.string("changeid", of: event) ?? reader.string("creationid", of: event) ?? "",
      reader.string("changedate", of: event) ?? reader.string("creationdate", of: event) ?? ""
    )
  }
}

/// The language tags of a file as BCP 47 writes them; there are few, and each is brought into form once.
struct TMXLanguages {
  private var known: [String: String?] = [:]

  /// Nil for "*all*", what is no tag, and none.
  mutating func canonical(_ tag: String?) -> String? {
    guard let tag else { return nil }
    if let known = known[tag] { return known }
    let hyphened = String(tag.map { $0 == "_" ? "-" : $0 })
    let canonical = LanguageTag.isWellFormed(hyphened) ? LanguageTag.canonical(hyphened) : nil
    if known.count < 1_000 { known[tag] = .some(canonical) }
    return canonical
  }
}
