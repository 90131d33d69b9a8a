import Text

/// What the first bytes of a document tell, before it is decoded.
enum HTMLHead {
  /// Elements that a page or a part of one begins with.
  private static let firstElements: [StaticString] = [
    "article", "aside", "blockquote", "center", "div", "dl", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "link", "main", "meta", "nav", "ol", "p", "pre", "script", "section", "style", "table",
    "title", "ul",
  ]

  /// Whether a document begins as a whole web page does.
  static func isPage(_ head: ArraySlice<UInt8>) -> Bool { isHTML(head, orPart: false) }

  /// Whether a document begins as a web page or a part of one does, after white space, comments and an XML declaration.
  static func isHTML(_ head: ArraySlice<UInt8>, orPart: Bool = true) -> Bool {
    // In UTF-16, which is not decoded yet, every other byte of a tag is zero.
    let bytes = head.contains(0) ? head.filter { $0 != 0 } : Array(head)
    var offset = 0
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { offset = 2 }
    var isXML = false
    while offset < bytes.count {
      if HTMLBytes.isSpace(bytes[offset]) {
        offset += 1
      } else if bytes.starts(with: "<!--", at: offset) {
        guard let end = find("-->", in: bytes, from: offset + 4) else { return false }
        offset = end + 3
      } else if bytes.starts(with: "<?", at: offset) {
        guard let end = find(">", in: bytes, from: offset) else { return false }
        isXML = true
        offset = end + 1
      } else {
        break
      }
    }
    if bytes.starts(with: "<!doctype", at: offset) {
      offset += 9
      while offset < bytes.count, HTMLBytes.isSpace(bytes[offset]) { offset += 1 }
      return startsElement(["html"], bytes, offset)
    }
    guard offset < bytes.count, bytes[offset] == 0x3C else { return false }
    if startsElement(["html"], bytes, offset + 1) { return true }
    // A document of XML may have any of these names for its root.
    if isXML || !orPart { return false }
    if startsElement(["head", "body"], bytes, offset + 1) { return true }
    return startsElement(firstElements, bytes, offset + 1) && find(">", in: bytes, from: offset) != nil
      && !hasMarkdown(bytes)
  }

  private static func startsElement(_ names: [StaticString], _ bytes: [UInt8], _ offset: Int) -> Bool {
    names.contains { name in
      let end = offset + name.utf8CodeUnitCount
      guard bytes.starts(with: name, at: offset) else { return false }
      return end < bytes.count && (bytes[end] == 0x3E || bytes[end] == 0x2F || HTMLBytes.isSpace(bytes[end]))
    }
  }

  /// Markdown often begins with a part of HTML, for a picture or a centered title, and goes on in lines like these.
  private static func hasMarkdown(_ bytes: [UInt8]) -> Bool {
    let marks: [StaticString] = ["\n# ", "\n## ", "\n### ", "\n```"]
    return bytes.indices.contains { offset in
      bytes[offset] == 0x0A && marks.contains { bytes.starts(with: $0, at: offset) }
    }
  }

  private static func find(_ word: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
    (min(start, bytes.count)..<bytes.count).first { bytes.starts(with: word, at: $0) }
  }

  // MARK: Charset

  /// The charset that a page declares in a `meta` element, or in its XML declaration.
  ///
  /// Source: HTML Standard, section 13.2.3.2, "prescan a byte stream to determine its encoding".
  static func declaredCharset(_ head: ArraySlice<UInt8>) -> String? {
    let bytes = Array(head)
    var declared: String?
    var offset = 0
    while offset < bytes.count {
      if bytes.starts(with: "<!--", at: offset) {
        guard let end = find("-->", in: bytes, from: offset + 2) else { break }
        offset = end + 3
      } else if bytes.starts(with: "<?xml", at: offset) {
        let end = find("?>", in: bytes, from: offset) ?? bytes.count
        declared = attributes(bytes[(offset + 5)..<end]).first { $0.name == "encoding" }?.value
        offset = end
      } else if startsElement(["meta"], bytes, offset + 1) && bytes[offset] == 0x3C {
        let end = tagEnd(bytes, offset)
        if let charset = charset(of: attributes(bytes[(offset + 5)..<end])) { return asBrowsersDo(charset) }
        offset = end
      } else {
        offset += 1
      }
    }
    return declared.map(asBrowsersDo)
  }

  private static func charset(of attributes: [(name: String, value: String)]) -> String? {
    if let charset = attributes.first(where: { $0.name == "charset" && !$0.value.isEmpty })?.value { return charset }
    guard attributes.contains(where: { $0.name == "http-equiv" && $0.value.lowercased() == "content-type" }),
      let content = attributes.first(where: { $0.name == "content" })?.value
    else { return nil }
    let bytes = Array(content.utf8)
    guard let word = find("charset", in: bytes, from: 0) else { return nil }
    let value = bytes[(word + 7)...].drop(while: HTMLBytes.isSpace)
    guard value.first == 0x3D else { return nil }
    let name = value.dropFirst().drop { HTMLBytes.isSpace($0) || $0 == 0x22 || $0 == 0x27 }
      .prefix { !HTMLBytes.isSpace($0) && $0 != 0x3B && $0 != 0x22 && $0 != 0x27 }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }

  /// Some names stand for a larger charset on the web, because that is what such pages are written in.
  ///
  /// Source: Encoding Standard, section 4.2.
  private static func asBrowsersDo(_ label: String) -> String {
    switch label.lowercased() {
    case "ascii", "us-ascii", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1", "cp1252", "x-cp1252":
      "windows-1252"
    case "iso-8859-9", "iso8859-9", "latin5", "l5": "windows-1254"
    case "iso-8859-11", "tis-620": "windows-874"
    case "gb2312", "gbk", "x-gbk", "gb_2312-80": "gb18030"
    case "euc-kr", "ks_c_5601-1987", "korean": "windows-949"
    case "shift_jis", "shift-jis", "sjis", "x-sjis": "windows-31j"
    default: label
    }
  }

  private static func tagEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    var quote: UInt8?
    for offset in start..<bytes.count {
      let byte = bytes[offset]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3E {
        return offset
      }
    }
    return bytes.count
  }

  /// The attributes of a tag, names in lower case, values as written: in a head that matters they hold no references.
  private static func attributes(_ tag: ArraySlice<UInt8>) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    var rest = tag
    func isEnd(_ byte: UInt8) -> Bool { HTMLBytes.isSpace(byte) || byte == 0x2F || byte == 0x3E || byte == 0x3F }
    while true {
      rest = rest.drop(while: isEnd)
      let name = rest.prefix { !isEnd($0) && $0 != 0x3D }
      if name.isEmpty && rest.first != 0x3D { return result }
      rest = rest.dropFirst(name.count).drop(while: HTMLBytes.isSpace)
      var value: ArraySlice<UInt8> = []
      if rest.first == 0x3D {
        rest = rest.dropFirst().drop(while: HTMLBytes.isSpace)
        if let quote = rest.first, quote == 0x22 || quote == 0x27 {
          value = rest.dropFirst().prefix { $0 != quote }
          rest = rest.dropFirst(value.count + 2)
        } else {
          value = rest.prefix { !HTMLBytes.isSpace($0) && $0 != 0x3E }
          rest = rest.dropFirst(value.count)
        }
      }
      result.append((HTMLBytes.string(name).lowercased(), HTMLBytes.string(value)))
    }
  }
}
