import Articles
import Text

/// Portable Object files of gettext: an entry for each segment, its address as context, codes as `<1>…</1>` in the text.
///
/// Source: GNU gettext manual, "The Format of PO Files". A candidate is a fuzzy entry, with the
/// text that it is the translation of as the previous `msgid`.
public enum PortableObjectFormat: ExchangeFormat {
  public static let name = "po"
  public static let ending = "po"
  public static let foot: [UInt8] = []

  public static func head(source: String, target: String) -> [UInt8] {
    var head = Array("msgid \"\"\nmsgstr \"\"\n".utf8)
    // The fields that msgfmt asks for. No clock goes into an output: the date is the template's.
    for field in [
      "Project-Id-Version: Lede", "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE", "Last-Translator: ", "Language-Team: ",
      "Language: \(target.utf8.map { $0 == 0x2D ? "_" : String(UnicodeScalar($0)) }.joined())", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit", "X-Source-Language: \(source)",
    ] {
      head.append(contentsOf: "\"\(field)\\n\"\n".utf8)
    }
    return head
  }

  @discardableResult
  public static func append(
    _ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    let before = file.count
    let units = ExchangeUnit.all(of: article, options)
    for unit in units {
      let block = article.blocks[unit.block]
      guard block.isTranslatable else { continue }
      for segment in unit.segments.map({ article.segments[$0] }) where !segment.range.isEmpty {
        let translation = segment.target(in: target)
        let candidate = translation == nil ? segment.candidates.first { $0.language == target } : nil
        file.append("\n#. ")
        unit.appendPosition(block.kind, of: units.count, to: &file)
        if !block.note.isEmpty { file.append(contentsOf: "; \(oneLine(block.note))".utf8) }
        if let heading = unit.heading {
          file.append(contentsOf: "; under: \(oneLine(article.blocks[heading].content.string))".utf8)
        }
        if unit.isInSummary { file.append("; in the summary") }
        if let origin = translation?.origin, !origin.isEmpty {
          file.append(contentsOf: "; translation from \(oneLine(origin))".utf8)
        }
        if let candidate {
          file.append(contentsOf: "; \(candidate.score) % match from \(oneLine(candidate.origin))".utf8)
        }
        file.append("\n")
        if translation?.state == .candidate || candidate != nil { file.append("#, fuzzy\n") }
        let address = SegmentAddress(original: article.original.path, unit: unit.id, segment: segment.id)
        var text: [UInt8] = []
        if let candidate {
          TaggedText.append(candidate.source, to: &text)
          append("#| msgid", text, to: &file)
          text.removeAll()
        }
        append("msgctxt", Array(address.text.utf8), to: &file)
        TaggedText.append(block.content.slice(segment.range), to: &text)
        append("msgid", text, to: &file)
        text.removeAll()
        if let content = translation?.content ?? candidate?.content { TaggedText.append(content, to: &text) }
        append("msgstr", text, to: &file)
      }
    }
    return file.count > before
  }

  private static func oneLine(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }

  private static func append(_ keyword: StaticString, _ text: [UInt8], to file: inout [UInt8]) {
    file.append(keyword)
    file.append(" \"")
    for byte in text {
      switch byte {
      case 0x0A: file.append("\\n")
      case 0x0D: file.append("\\r")
      case 0x09: file.append("\\t")
      case 0x22: file.append("\\\"")
      case 0x5C: file.append("\\\\")
      case 0..<0x20, 0x7F:
        // As octal digits: three of them, so that a digit behind is none of theirs.
        file.append("\\")
        for shift in [6, 3, 0] as [UInt8] { file.append(0x30 + byte >> shift & 7) }
      default: file.append(byte)
      }
    }
    file.append("\"\n")
  }
}
