import Text

extension XLIFF2Vocabulary.Value {
  /// What is wrong with a value, or nil: what it should be, to go behind "must be".
  func fault(_ value: String) -> String? {
    switch self {
    case .text: return nil
    case .token: return XLIFF2Vocabulary.isToken(value) ? nil : "a name of letters, digits and .-_: without spaces"
    case .tokens:
      let words = value.split(separator: " ")
      return !words.isEmpty && words.allSatisfy { XLIFF2Vocabulary.isToken(String($0)) }
        ? nil : "ids with spaces between"
    case .yesNo: return among(["yes", "no"], value)
    case .direction: return among(["ltr", "rtl", "auto"], value)
    case .space: return among(["default", "preserve"], value)
    case .preserved: return among(["preserve"], value)
    case .reorder: return among(["yes", "firstNo", "no"], value)
    case .codeType: return among(["fmt", "ui", "quote", "link", "image", "other"], value)
    case .state: return among(["initial", "translated", "reviewed", "final"], value)
    case .side: return among(["source", "target"], value)
    case .metaSide: return among(["source", "target", "ignorable"], value)
    case .matchType: return among(["am", "mt", "icm", "idm", "tb", "tm", "other"], value)
    case .normalization: return among(["none", "nfc", "nfd"], value)
    case .language: return LanguageTag.isWellFormed(value) ? nil : "a language tag such as en or pt-BR (BCP 47)"
    case .iri: return value.contains(where: { $0.isWhitespace || "<>\"{}|\\^`".contains($0) }) ? "an IRI" : nil
    case .own:
      let parts = value.split(separator: ":", omittingEmptySubsequences: false)
      return parts.count == 2 && parts.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) })
        ? nil : "a prefix, a colon and a value"
    case .markType:
      if ["generic", "comment", "term"].contains(value) { return nil }
      return XLIFF2Vocabulary.Value.own.fault(value) == nil
        ? nil : "generic, comment, term, or a prefix, a colon and a value"
    case .priority: return (Int(value).map { (1...10).contains($0) } ?? false) ? nil : "a whole number from 1 to 10"
    case .positive: return (Int(value).map { $0 > 0 } ?? false) ? nil : "a whole number from 1"
    case .percent: return (Double(value).map { $0 >= 0 && $0 <= 100 } ?? false) ? nil : "a number from 0.0 to 100.0"
    case .hex:
      return XLIFF2Vocabulary.isForbiddenInXML(value) ? nil : "a character that XML cannot hold, in hexadecimal"
    case .fontStyle: return XLIFF2Vocabulary.formats.contains(value) ? nil : "an element of HTML that XLIFF lists"
    }
  }

  private func among(_ values: [String], _ value: String) -> String? {
    values.contains(value) ? nil : values.joined(separator: " or ")
  }
}

extension XLIFF2Vocabulary {
  /// Whether a text is an NMTOKEN (XML 1.0 section 2.3); what is not ASCII is taken for a letter.
  static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x3A).contains(byte) || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 || byte >= 0x80
          || byte == 0x2D || byte == 0x2E || byte == 0x5F
      }
  }

  /// `cp` is for what XML 1.0 does not allow (section 2.2 there), and for nothing else.
  static func isForbiddenInXML(_ hex: String) -> Bool {
    guard !hex.isEmpty, hex.utf8.count % 2 == 0, hex.utf8.count <= 8, let point = UInt32(hex, radix: 16),
      hex.first != "+", hex.first != "-", point <= 0x10FFFF
    else { return false }
    switch point {
    case 0x09, 0x0A, 0x0D: return false
    case 0..<0x20, 0xD800...0xDFFF, 0xFFFE, 0xFFFF: return true
    default: return false
    }
  }

  /// The values of `fs:fs` (section 5.3.3.1 of the specification).
  static let formats: Set<String> = Set(
    """
    a b bdo big blockquote body br button caption center cite code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 head
    hr html i img label legend li ol p pre q s samp select small span strike strong sub sup table tbody td tfoot th thead
    title tr tt u ul
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}

/// A fragment identifier of an XLIFF document, as `ref` attributes have it (section 4.5 of XLIFF 2.1).
struct FragmentIdentifier {
  /// Prefix and id of each selector; the prefix is empty for segments and the codes of sources.
  var selectors: [(prefix: String, id: String)] = []
  /// Whether it names its place from the document's root on.
  var isAbsolute = false

  /// Nil when the text is not of the form that the specification has for them.
  init?(_ text: String) {
    guard text.hasPrefix("#") else { return nil }
    var rest = text.dropFirst()
    if rest.hasPrefix("/") {
      isAbsolute = true
      rest = rest.dropFirst()
    }
    for part in rest.split(separator: "/", omittingEmptySubsequences: false) {
      let halves = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard halves.count <= 2, halves.allSatisfy(XLIFF2Vocabulary.isToken) else { return nil }
      selectors.append(halves.count == 2 ? (halves[0], halves[1]) : ("", halves[0]))
    }
    // No prefix twice; file, group and unit in this order; of all others one, and it is the last.
    let ranks = selectors.map { ["f": 0, "g": 1, "u": 2][$0.prefix] ?? 3 }
    guard !ranks.isEmpty, zip(ranks, ranks.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
  }

  func id(_ prefix: String) -> String? { selectors.first { $0.prefix == prefix }?.id }

  /// The last selector, when the others lead to the unit that the identifier stands in.
  func selector(inUnit unit: String, of file: String) -> (prefix: String, id: String)? {
    guard let last = selectors.last, !["f", "g", "u"].contains(last.prefix), id("f") ?? file == file,
      id("u") ?? unit == unit, id("u") != nil || id("f") == nil && id("g") == nil
    else { return nil }
    return last
  }
}
