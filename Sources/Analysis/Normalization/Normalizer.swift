import Articles
import Text

/// Makes a block's text regular for reading and matching: a Unicode form, single spaces, no invisible characters; and, by
/// choice, one typography, words that a line end cut whole again, and characters that a wrong charset broke mended.
public struct Normalizer: Sendable {
  /// What becomes of quotation marks, dashes and ellipses.
  public enum Typography: String, Sendable, CaseIterable {
    case keep, plain
    /// As the text's language writes them.
    case locale
  }

  /// What becomes of a word with a hyphen at a line end.
  public enum Hyphenation: String, Sendable, CaseIterable {
    /// Joined when the article has the word in one piece elsewhere.
    case certain
    case keep
    /// Always joined where lower-case letters stand on both sides.
    case join
  }

  public var form: NormalizationForm
  public var quotes: Typography
  public var dashes: Typography
  public var ellipses: Typography
  public var hyphenation: Hyphenation
  public var repairsMojibake: Bool

  public init(
    form: NormalizationForm = .nfc, quotes: Typography = .keep, dashes: Typography = .keep,
    ellipses: Typography = .keep, hyphenation: Hyphenation = .certain, repairsMojibake: Bool = false
  ) {
    self.form = form
    self.quotes = quotes
    self.dashes = dashes
    self.ellipses = ellipses
    self.hyphenation = hyphenation
    self.repairsMojibake = repairsMojibake
  }

  /// Whether it has to know a text's language.
  public var needsLanguage: Bool { quotes == .locale || dashes == .locale || hyphenation == .join }

  /// Applies to a block; the pieces keep the way back to the original's bytes.
  ///
  /// Applied again, it changes nothing.
  /// - Parameters:
  ///   - language: what the text is in, for the typography of a locale.
  ///   - isWord: whether the article has a case-folded word; asked only where a line end may have cut one.
  public func apply(
    to block: inout Block, language: LanguageData? = nil, isWord: ([UInt8]) -> Bool = { _ in false }
  ) throws(TextError) {
    guard block.kind != .code else { return }
    if repairsMojibake {
      // What was broken twice is mended twice.
      for _ in 0..<4 {
        let edits = Mojibake.repairs(of: block.content.bytes)
        if edits.isEmpty { break }
        block.apply(edits)
      }
    }
    // Compatibility forms make spaces and marks of their own, so they go first.
    if form == .nfkc || form == .nfkd { try applyForm(to: &block) }
    let look = Look(block.content.bytes)
    if look.needsEdits { block.apply(spaceEdits(block.content)) }
    if look.hasHyphenBeforeSpace, hyphenation != .keep {
      block.apply(
        HyphenatedWords.joins(
          in: block.content.bytes, always: hyphenation == .join, stopWords: language?.stopWords, isWord: isWord))
    }
    if quotes != .keep || dashes != .keep || ellipses != .keep {
      let typography = TypographyRules(quotes: quotes, dashes: dashes, ellipses: ellipses, language: language)
      block.apply(typography.edits(of: block.content.bytes))
    }
    if look.needsFormCheck || form != .nfc { try applyForm(to: &block) }
  }

  private func applyForm(to block: inout Block) throws(TextError) {
    guard try !form.holds(for: block.content.bytes) else { return }
    let normalized = try form.apply(to: block.content.bytes)
    block.apply(normalized.changes.map { TextEdit($0.source, Array(normalized.bytes[$0.result])) })
  }

  /// A first look at the bytes that tells most blocks need nothing.
  private struct Look {
    var needsEdits = false
    var needsFormCheck = false
    var hasHyphenBeforeSpace = false

    init(_ bytes: [UInt8]) {
      var previous: UInt8 = 0x20
      for byte in bytes {
        if byte < 0x80 {
          if byte <= 0x20 {
            if byte != 0x20 || previous == 0x20 { needsEdits = true }
            // A hyphen, a soft one (C2 AD) or U+2010 (E2 80 90).
            if previous == 0x2D || previous == 0xAD || previous == 0x90 { hasHyphenBeforeSpace = true }
          }
        } else if byte >= 0xC2 {
          // C2: soft hyphen; D8: Arabic letter mark stays; E2, EF: zero-width characters.
          if byte == 0xC2 || byte == 0xE2 || byte == 0xEF { needsEdits = true }
          // Below U+0300 and in Cyrillic every character is its own composed form; marks begin with CC and CD.
          let isPlain = byte < 0xCC || (byte >= 0xD0 && byte <= 0xD4) || (byte >= 0xE4 && byte <= 0xE9)
          if !isPlain { needsFormCheck = true }
        }
        previous = byte
      }
      if previous == 0x20 { needsEdits = true }
    }
  }

  /// Runs of white space become one space (a no-break space that stands alone stays), zero-width spaces, stray byte
  /// order marks and soft hyphens go; joiners and direction marks stay, since scripts need them.
  ///
  /// No edit reaches over a code: what is written on both sides of it stays apart.
  private func spaceEdits(_ content: MarkedText) -> [TextEdit] {
    let bytes = content.bytes
    var edits: [TextEdit] = []
    var offset = 0
    var code = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      let start = offset
      // White space and what is invisible make one run, or the one would hide the other's neighbors.
      var spaces = 0
      while offset < bytes.count {
        if let width = Whitespace.width(in: bytes, at: offset) {
          spaces += 1
          offset += width
        } else if let width = invisibleWidth(bytes, offset) {
          offset += width
        } else {
          break
        }
      }
      if offset > start {
        var keepsSpace = spaces > 0 && start > 0 && offset < bytes.count
        var from = start
        while from < offset {
          while code < content.codes.count, content.codes[code].position <= from { code += 1 }
          let to = code < content.codes.count ? min(content.codes[code].position, offset) : offset
          let run = TextRange(from, to)
          from = to
          guard keepsSpace, (run.start..<run.end).contains(where: { Whitespace.width(in: bytes, at: $0) != nil }) else {
            edits.append(TextEdit(run, []))
            continue
          }
          keepsSpace = false
          let isOneSpace = bytes[run.start] >= 0x20 && Whitespace.width(in: bytes, at: run.start) == run.count
          if !isOneSpace || spaces > 1 && run.count > 1 { edits.append(TextEdit(run, [0x20])) }
        }
        continue
      }
      offset += byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    }
    return edits
  }

  /// Length of a character without width or meaning in running text: control characters, soft hyphen, zero-width space,
  /// word joiner.
  private func invisibleWidth(_ bytes: [UInt8], _ offset: Int) -> Int? {
    if bytes[offset] < 0x20 || bytes[offset] == 0x7F { return 1 }
    if bytes[offset] == 0xC2, offset + 1 < bytes.count, bytes[offset + 1] == 0xAD { return 2 }
    if bytes[offset] == 0xE2, offset + 2 < bytes.count, bytes[offset + 1] == 0x80, bytes[offset + 2] == 0x8B {
      return 3
    }
    if bytes[offset] == 0xE2, offset + 2 < bytes.count, bytes[offset + 1] == 0x81, bytes[offset + 2] == 0xA0 {
      return 3
    }
    return nil
  }
}
