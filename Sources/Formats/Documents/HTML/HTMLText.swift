internal import CHTML
import Text

/// Text as written in a page, taken apart in step with what the parser made of it.
///
/// The parser is the judge of what a character reference means; here is only found how many bytes it takes. Whatever does
/// not fit together becomes one stretch of the parser's text, with all of what is written as its origin.
extension HTMLBlockBuilder {
  /// - Parameters:
  ///   - isRaw: whether "&" and "<" mean themselves, as in `xmp`.
  mutating func add(
    written range: TextRange, decoded: UnsafeBufferPointer<UInt8>, isRaw: Bool
  ) {
    var from = range.start
    var at = 0
    while from < range.end {
      let to = plainEnd(from, range.end, decoded, at, isRaw: isRaw)
      if to > from {
        add(from, to)
        at += to - from
        from = to
        continue
      }
      let byte = source[from]
      let consumed: (source: Int, decoded: Int)?
      if HTMLBytes.isSpace(byte) {
        consumed = addSpaces(from, range.end)
      } else if byte == 0 {
        // The parser leaves a zero byte out, but in raw text makes it U+FFFD.
        if isRaw { add([0xEF, 0xBF, 0xBD], from: TextRange(from, from + 1)) }
        consumed = (1, isRaw ? 3 : 0)
      } else if byte == 0x26 && !isRaw {
        consumed = addReference(from, range.end, decoded, at)
      } else if byte == 0x3C && !isRaw {
        consumed = skipTag(from, range.end).map { ($0, 0) }
      } else {
        consumed = addReplaced(from, range.end, decoded, at)
      }
      guard let consumed, at + consumed.decoded <= decoded.count else {
        addRest(TextRange(from, range.end), UnsafeBufferPointer(rebasing: decoded[min(at, decoded.count)...]))
        return
      }
      from += consumed.source
      at += consumed.decoded
    }
  }

  /// The end of the bytes from `from` on that mean themselves, as the parser agrees.
  private func plainEnd(
    _ from: Int, _ end: Int, _ decoded: UnsafeBufferPointer<UInt8>, _ at: Int, isRaw: Bool
  ) -> Int {
    var to = from
    let shift = at - from
    let limit = min(end, decoded.count - shift)
    while to < limit {
      let byte = source[to]
      if byte <= 0x20 {
        if keepsSpace {
          if byte == 0x0D || byte == 0 { break }
        } else if byte == 0x20 {
          // A single space between words is text like any other.
          guard to > from, to + 1 < limit, source[to - 1] > 0x20 else { break }
          let next = source[to + 1]
          guard next > 0x20, next != 0x26, next != 0x3C else { break }
        } else if HTMLBytes.isSpace(byte) || byte == 0 {
          break
        }
      } else if byte == 0x26 || byte == 0x3C {
        if !isRaw && !(byte == 0x3C && !opensMarkup(to, end)) { break }
      }
      if byte != decoded[to + shift] { break }
      to += 1
    }
    return to
  }

  /// White space, each character of which is one in the parser's text, CRLF too.
  private mutating func addSpaces(_ from: Int, _ end: Int) -> (Int, Int) {
    var to = from
    var count = 0
    while to < end, HTMLBytes.isSpace(source[to]) {
      if source[to] == 0x0D && to + 1 < end && source[to + 1] == 0x0A { to += 1 }
      to += 1
      count += 1
      if keepsSpace { break }
    }
    if keepsSpace {
      add(CollectionOfOne(0x0A), from: TextRange(from, to))
    } else {
      addSpace(from, to)
    }
    return (to - from, count)
  }

  /// What the parser got otherwise than it is written.
  private mutating func addReplaced(
    _ from: Int, _ end: Int, _ decoded: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> (Int, Int)? {
    // The bracket of "<![CDATA[" never reaches it.
    if source[from] == 0x5B && from >= 2 && source.starts(with: "<![cdata[", at: from - 2) {
      add(from, from + 1)
      return (1, 0)
    }
    // A control character or noncharacter: the parser puts U+FFFD in its place, browsers leave it, and so does this.
    guard at + 3 <= decoded.count, decoded[at] == 0xEF, decoded[at + 1] == 0xBF, decoded[at + 2] == 0xBD else {
      return nil
    }
    let point = CodePoints.next(source, at: from)
    let isControl = point.value < 0x20 || (0x7F...0x9F).contains(point.value)
    let isNoncharacter = (0xFDD0...0xFDEF).contains(point.value) || point.value & 0xFFFE == 0xFFFE
    guard isControl || isNoncharacter, from + point.count <= end else { return nil }
    add(from, from + point.count)
    return (point.count, 3)
  }

  /// A character reference, or an "&" that begins none.
  private mutating func addReference(
    _ from: Int, _ end: Int, _ decoded: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> (Int, Int)? {
    guard at < decoded.count else { return nil }
    let point = CodePoints.next(decoded, at: at)
    var nameEnd = from + 1
    if nameEnd < end && source[nameEnd] == 0x23 {
      nameEnd = numberEnd(nameEnd + 1, end)
    } else {
      while nameEnd < end, HTMLBytes.isLetter(source[nameEnd]) || HTMLBytes.isDigit(source[nameEnd]) { nameEnd += 1 }
      let name = UnsafeBufferPointer(rebasing: source[from + 1..<nameEnd])
      let short = lede_html_short_reference(name.baseAddress, name.count, point.value)
      if short > 0 {
        nameEnd = from + 1 + short
      } else if nameEnd == end || source[nameEnd] != 0x3B || nameEnd == from + 1 || point.value == 0x26 {
        // No other name stands without a semicolon, and none of them means "&".
        nameEnd = from
      }
    }
    if nameEnd <= from + 1 {
      guard decoded[at] == 0x26 else { return nil }
      add(from, from + 1)
      return (1, 1)
    }
    if nameEnd < end && source[nameEnd] == 0x3B { nameEnd += 1 }
    let width = point.count + secondWidth(decoded, at + point.count, writtenFrom: nameEnd, end)
    if width == 1 && HTMLBytes.isSpace(decoded[at]) && !keepsSpace {
      addSpace(from, nameEnd)
    } else {
      add(decoded[at..<at + width], from: TextRange(from, nameEnd))
    }
    return (nameEnd - from, width)
  }

  /// The end of the digits of a numeric reference, or the offset of its "#" when there are none.
  private func numberEnd(_ start: Int, _ end: Int) -> Int {
    var to = start
    let isHexadecimal = to < end && source[to] | 0x20 == 0x78
    if isHexadecimal { to += 1 }
    let digits = to
    while to < end {
      let byte = source[to]
      let isHexadecimalDigit = isHexadecimal && byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66
      guard HTMLBytes.isDigit(byte) || isHexadecimalDigit else { break }
      to += 1
    }
    return to == digits ? start - 1 : to
  }

  /// Some references mean two characters: the second is told by not being what is written next.
  ///
  /// Source: HTML Standard, section 13.5; the second is a combining mark, a variation selector, U+200A, or the "j" of
  /// `&fjlig;`.
  private func secondWidth(
    _ decoded: UnsafeBufferPointer<UInt8>, _ at: Int, writtenFrom next: Int, _ end: Int
  ) -> Int {
    guard at < decoded.count else { return 0 }
    let point = CodePoints.next(decoded, at: at)
    switch point.value {
    case 0x0338, 0x20D2, 0x20E5, 0x0333, 0x0331, 0x200A, 0xFE00, 0x6A: break
    default: return 0
    }
    return next < end && source[next] == decoded[at] ? 0 : point.count
  }

  /// Tags that the parser passed over stand in the middle of a text.
  private func skipTag(_ from: Int, _ end: Int) -> Int? {
    guard opensMarkup(from, end) else { return nil }
    if HTMLBytes.isLetter(source[from + 1]) || from + 2 < end && HTMLBytes.isLetter(source[from + 2]) {
      return min(lede_html_tag_end(source.baseAddress, source.count, from), end) - from
    }
    var to = from
    while to < end, source[to] != 0x3E { to += 1 }
    return min(to + 1, end) - from
  }

  /// Whether the "<" at an offset begins a tag, a comment or a declaration (HTML Standard, section 13.2.5.6).
  private func opensMarkup(_ offset: Int, _ end: Int) -> Bool {
    guard offset + 1 < end else { return false }
    let next = source[offset + 1]
    return HTMLBytes.isLetter(next) || next == 0x21 || next == 0x3F || (next == 0x2F && offset + 2 < end)
  }

  /// The parser's text as it is, where what is written does not explain it.
  private mutating func addRest(_ origin: TextRange, _ decoded: UnsafeBufferPointer<UInt8>) {
    let text = HTMLBytes.collapsed(decoded)
    if !text.isEmpty { add(text, from: origin) }
  }
}
