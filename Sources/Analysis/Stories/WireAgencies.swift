import Articles
import Text

/// News agencies, whose stories other papers print: where an article names one, it is the original or a copy of it.
public enum WireAgencies {
  /// Where an article names an agency, from the weakest evidence to the strongest.
  public enum Evidence: Int, Comparable, Sendable {
    /// In brackets in its dateline, as who prints the agency's text does: "LONDON (Reuters) -".
    case dateline
    /// As who wrote it.
    case byline
    /// As where it was published.
    case source

    public static func < (a: Evidence, b: Evidence) -> Bool { a.rawValue < b.rawValue }
  }

  private static let lines = LanguageData.lines(of: "phrases/agencies.txt")
  private static let kindMark = UInt8(ascii: "~")
  private static let names = lines.filter { $0.first != kindMark }
  private static let kinds = lines.filter { $0.first == kindMark }.map { CharacterTables.fold(Array($0.dropFirst())) }
  private static let datelineLength = 120
  private static let longestCredit = 200

  /// The agency that an article names most plainly, and where.
  public static func find(in article: Article) -> (agency: String, evidence: Evidence)? {
    let credits = [(article.metadata.source, Evidence.source), (article.metadata.byline, .byline)]
    for case (let credit?, let evidence) in credits where credit.utf8.count <= longestCredit {
      let text = Array(credit.utf8)
      if let name = named(in: text) { return (name, evidence) }
      // A byline may say "with" an agency of its kind; a source is one.
      let folded = evidence == .source ? CharacterTables.fold(text) : []
      if kinds.contains(where: { holds(folded, $0) }) { return (credit, evidence) }
    }
    guard let first = article.blocks.first(where: { $0.isArticle && $0.kind == .paragraph }) else { return nil }
    return inBrackets(first.content.bytes.prefix(datelineLength)).map { ($0, .dateline) }
  }

  private static func inBrackets(_ text: ArraySlice<UInt8>) -> String? {
    var rest = text
    while let open = rest.firstIndex(of: UInt8(ascii: "(")) {
      rest = rest[(open + 1)...]
      guard let close = rest.firstIndex(of: UInt8(ascii: ")")) else { return nil }
      if let name = names.first(where: { $0.elementsEqual(rest[..<close]) }) {
        return String(decoding: name, as: UTF8.self)
      }
      // "(Reuters/AP)", "(AFP, dpa)": the first is named.
      let parts = rest[..<close].split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ",") }
      if parts.count > 1, let name = parts.first, names.contains(where: { $0.elementsEqual(name) }) {
        return String(decoding: name, as: UTF8.self)
      }
      rest = rest[(close + 1)...]
    }
    return nil
  }

  /// The first bytes of the names: few texts have one of them at the beginning of a word.
  private static let firstBytes: [Bool] = {
    var table = Array(repeating: false, count: 256)
    for name in names { if let first = name.first { table[Int(first)] = true } }
    return table
  }()

  /// The first of the names that stands in a text as words of its own.
  static func named(in text: [UInt8]) -> String? {
    let mayHold = text.withUnsafeBufferPointer { text in
      firstBytes.withUnsafeBufferPointer { firstBytes in
        text.indices.contains { firstBytes[Int(text[$0])] && ($0 == 0 || !isLetter(text[$0 - 1])) }
      }
    }
    guard mayHold else { return nil }
    for name in names where name.count <= text.count {
      guard let first = name.first else { continue }
      for start in 0...(text.count - name.count) where text[start] == first {
        guard text[start..<(start + name.count)].elementsEqual(name) else { continue }
        let end = start + name.count
        guard start == 0 || !isLetter(text[start - 1]), end == text.count || !isLetter(text[end]) else { continue }
        return String(decoding: name, as: UTF8.self)
      }
    }
    return nil
  }

  private static func holds(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
  }
}
