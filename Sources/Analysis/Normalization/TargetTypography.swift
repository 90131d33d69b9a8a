import Articles
import Text

/// Brings a translation to the typography of its language: quotation marks, dashes between spaces, ellipses, and the spaces
/// that French has before high marks.
///
/// Source of the French rules: Lexique des règles typographiques en usage à l'Imprimerie nationale (narrow no-break space
/// before `;`, `!` and `?`, no-break space before `:` and inside of guillemets); Canada has one before `:` and inside of
/// guillemets only.
public struct TargetTypography {
  private let rules: TypographyRules
  /// Whether a space stands before ":"; and before ";", "!" and "?".
  private let spacesColon: Bool
  private let spacesHighMarks: Bool
  /// The quotations that are open where the last segment ended.
  private var open: [Bool] = []

  public init(_ language: LanguageData, tag: String) {
    rules = TypographyRules(quotes: .locale, dashes: .locale, ellipses: .locale, language: language)
    spacesColon = LanguageTag.primary(tag) == "fr" && !tag.hasSuffix("-CH")
    spacesHighMarks = spacesColon && !tag.hasSuffix("-CA")
  }

  /// Begins with another block: quotations reach over the segments of one, but not farther.
  public mutating func beginBlock() { open.removeAll(keepingCapacity: true) }

  /// The translation of the next segment of a block. What is protected in it and what looks like an address stay.
  public mutating func apply(to content: MarkedText) -> MarkedText {
    var block = Block(.paragraph, content)
    block.apply(kept(rules.edits(of: block.content.bytes, continuing: &open), block.content))
    if spacesColon { block.apply(kept(spaceEdits(of: block.content.bytes), block.content)) }
    return block.content
  }

  private func kept(_ edits: [TextEdit], _ content: MarkedText) -> [TextEdit] {
    guard !edits.isEmpty else { return [] }
    let fixed = content.protectedRanges + TargetTypography.addresses(in: content.bytes)
    return edits.filter { edit in
      !fixed.contains { $0.start < max(edit.range.end, edit.range.start + 1) && edit.range.start < $0.end }
    }
  }

  /// What stands between spaces and has "://", "www." or an at sign in it.
  private static func addresses(in text: [UInt8]) -> [TextRange] {
    var ranges: [TextRange] = []
    var start = 0
    for offset in 0...text.count where offset == text.count || text[offset] <= 0x20 {
      let part = text[start..<offset]
      if part.contains(0x40) || has("://", part) || has("www.", part) { ranges.append(TextRange(start, offset)) }
      start = offset + 1
    }
    return ranges
  }

  private static func has(_ mark: StaticString, _ text: ArraySlice<UInt8>) -> Bool {
    let mark = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
    guard text.count >= mark.count else { return false }
    return (text.startIndex...(text.endIndex - mark.count)).contains { text[$0...].starts(with: mark) }
  }

  /// A mark that stands at the end of a word gets its space, one that has another space gets the right one.
  private func spaceEdits(of text: [UInt8]) -> [TextEdit] {
    var edits: [TextEdit] = []
    text.withUnsafeBufferPointer { text in
      for offset in text.indices where offset > 0 {
        let isColon = text[offset] == 0x3A
        guard isColon || spacesHighMarks && [0x3B, 0x21, 0x3F].contains(text[offset]) else { continue }
        let (before, width) = CodePoints.previous(text, before: offset)
        let after = offset + 1 < text.count ? CodePoints.next(text, at: offset + 1).value : 0x20
        let space: UInt32 = isColon ? 0xA0 : 0x202F
        var new: [UInt8] = []
        CodePoints.append(space, to: &new)
        if before == 0x20 || before == 0xA0 || before == 0x202F {
          if before != space { edits.append(TextEdit(TextRange(offset - width, offset), new)) }
        } else if endsWord(before), !goesOn(after) {
          edits.append(TextEdit(TextRange(offset, offset), new))
        }
      }
    }
    return edits
  }

  private func endsWord(_ point: UInt32) -> Bool {
    CharacterTables.isAlphabetic(point) || (0x30...0x39).contains(point) || [0x29, 0xBB, 0x201D, 0x25].contains(point)
  }

  /// "10:30", "a:b" and "?!" have none.
  private func goesOn(_ point: UInt32) -> Bool { CharacterTables.isAlphabetic(point) || (0x30...0x39).contains(point) }
}
