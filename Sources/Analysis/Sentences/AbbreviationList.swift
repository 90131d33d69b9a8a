import Articles
import Text

/// Abbreviations that a user brings, or that a text teaches, beside those of the language folders.
public final class AbbreviationList: Sendable {
  public struct Entry: Hashable, Sendable {
    /// Without its last full stop.
    public var text: [UInt8]
    public var kind: LanguageData.AbbreviationKind

    public init(_ text: [UInt8], _ kind: LanguageData.AbbreviationKind) {
      self.text = text
      self.kind = kind
    }
  }

  public let entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }

  /// Reads a list: an abbreviation per line, with its full stop or without; headers as in the language folders, and
  /// `[either]` before the first of them. Blank lines and lines that begin with `#` are comments.
  public static func read(_ bytes: [UInt8]) -> (list: AbbreviationList, faults: [ResourceFault]) {
    var entries: [Entry] = []
    var faults: [ResourceFault] = []
    var kind = LanguageData.AbbreviationKind.either
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let range = SentenceFinder.trimmed(Array(line), TextRange(0, line.count))
      var text = Array(Array(line)[range.indices])
      guard !text.isEmpty, text[0] != UInt8(ascii: "#") else { continue }
      if text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]") {
        let name = String(decoding: text.dropFirst().dropLast(), as: UTF8.self)
        if let known = LanguageData.AbbreviationKind(rawValue: name) {
          kind = known
        } else {
          let names = LanguageData.AbbreviationKind.allCases.map(\.rawValue).joined(separator: ", ")
          faults.append(
            ResourceFault(line: index + 1, "\"\(name)\" is no kind of abbreviation; the kinds are \(names)"))
        }
        continue
      }
      if text.last == UInt8(ascii: ".") { text.removeLast() }
      if !Charset.isUTF8(text) {
        faults.append(ResourceFault(line: index + 1, "the line is not UTF-8"))
      } else if !text.isEmpty {
        entries.append(Entry(text, kind))
      }
    }
    return (AbbreviationList(entries), faults)
  }
}
