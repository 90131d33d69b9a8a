import Articles
import Text

/// Makes a block's text regular for reading and matching: a Unicode form, single spaces, no invisible characters.
public struct Normalizer: Sendable {
  public enum Quotes: String, Sendable, CaseIterable { case keep, plain }

  public var form: NormalizationForm
  public var quotes: Quotes

  public init(form: NormalizationForm = .nfc, quotes: Quotes = .keep) {
    self.form = form
    self.quotes = quotes
  }

  /// Applies to a block; the pieces keep the way back to the original's bytes.
  public func apply(to block: inout Block) throws(TextError) {
    guard block.kind != .code else { return }
    let look = Look(block.content.bytes)
    if look.needsEdits || quotes != .keep { block.apply(spaceEdits(block.content.bytes)) }
    if look.needsFormCheck || form == .nfkc || form == .nfkd || form == .nfd {
      guard try !form.holds(for: block.content.bytes) else { return }
      let normalized = try form.apply(to: block.content.bytes)
      block.apply(normalized.changes.map { TextEdit($0.source, Array(normalized.bytes[$0.result])) })
    }
  }

  /// A first look at the bytes that tells most blocks need nothing.
  private struct Look {
    var needsEdits = false
    var needsFormCheck = false

    init(_ bytes: [UInt8]) {
      var previous: UInt8 = 0x20
      for byte in bytes {
        if byte < 0x80 {
          if byte <= 0x20 && (byte != 0x20 || previous == 0x20) { needsEdits = true }
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
  private func spaceEdits(_ bytes: [UInt8]) -> [TextEdit] {
    var edits: [TextEdit] = []
    var offset = 0
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
        let run = TextRange(start, offset)
        let replacement: [UInt8] = spaces == 0 || start == 0 || offset == bytes.count ? [] : [0x20]
        let isOneSpace = spaces == 1 && Whitespace.width(in: bytes, at: start) == run.count && byte >= 0x20
        if replacement.isEmpty || !isOneSpace { edits.append(TextEdit(run, replacement)) }
        continue
      }
      if quotes == .plain, byte == 0xE2, offset + 2 < bytes.count, bytes[offset + 1] == 0x80 {
        switch bytes[offset + 2] {
        case 0x98, 0x99, 0x9A, 0x9B: edits.append(TextEdit(TextRange(offset, offset + 3), [0x27]))
        case 0x9C, 0x9D, 0x9E, 0x9F: edits.append(TextEdit(TextRange(offset, offset + 3), [0x22]))
        default: break
        }
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
