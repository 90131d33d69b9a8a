import Text

/// One pass over a block that stops only where a sentence may end, and asks the rules there.
///
/// Every look around a place is bounded, and what is inside quotation marks and brackets is settled when they close, so
/// the work per byte is bounded for any text.
struct SentenceScan {
  let text: SentenceText
  let rules: SentenceRules
  /// Where sentences end, in order; white space may follow.
  var ends: [Int]
  /// Lower-cased words for look-ups.
  var scratch: [UInt8]
  /// Numbered items in running text.
  var item = ItemMark.none
  /// Whether the sentence, or one before it, began with a bullet.
  private var hasBullet = false
  private var open: [Open] = []

  /// An opened quotation mark or bracket.
  private struct Open {
    /// 0 when any closing quotation mark closes it.
    let closer: UInt32
    let offset: Int
    /// How many sentences had ended before it.
    let ended: Int
    let isBracket: Bool
    /// Whether it stands where a sentence begins.
    let isFirst: Bool
    /// Whether an exclamation ended inside.
    var hasMark = false
  }

  /// Sentences inside a quotation that goes on with its verb are one with it up to this many bytes.
  private static let quotationReach = 90
  /// Sentences inside brackets in mid-sentence, or inside a quotation with exclamations, are one up to this many.
  private static let insideReach = 360
  /// More that are open at once are forgotten, the first ones first.
  private static let depth = 16

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ rules: SentenceRules, ends: [Int], scratch: [UInt8]) {
    text = SentenceText(bytes: bytes)
    self.rules = rules
    self.ends = ends
    self.scratch = scratch
    self.ends.removeAll(keepingCapacity: true)
  }

  var start: Int { ends.last ?? 0 }

  mutating func run() {
    typealias Byte = SentenceMarks.ByteClass
    var offset = 0
    let count = text.count
    beginSentence()
    rules.byteClasses.withUnsafeBufferPointer { classes in
      while true {
        while offset < count, classes[Int(text.bytes[offset])] == Byte.plain { offset &+= 1 }
        guard offset < count else { return }
        switch classes[Int(text.bytes[offset])] {
        case Byte.stop, Byte.mark, Byte.own: offset = ender(offset)
        case Byte.line: offset = line(offset)
        case Byte.quote: offset = quote(offset, 1)
        case Byte.opening:
          opened(UInt32(text[offset]), offset, isBracket: true)
          offset += 1
        case Byte.closing:
          let width = closed(UInt32(text[offset]), offset, 1)
          offset = width
        case Byte.lead2: offset = lead(offset)
        case Byte.lead3:
          // Kana, Devanagari and the like: their own letters are passed without decoding.
          if isLetterLead(offset) { offset += 3 } else { offset = lead(offset) }
        default: offset = lead(offset)
        }
      }
    }
  }

  /// Whether the three bytes are a letter of a script whose marks begin with the same byte.
  @inline(__always)
  private func isLetterLead(_ offset: Int) -> Bool {
    guard offset + 2 < text.count else { return false }
    let second = text[offset + 1]
    return switch text[offset] {
    case 0xE3: second != 0x80
    case 0xE0: second != 0xA5 && second != 0xBC
    default: false
    }
  }

  /// A character beyond ASCII that may be a mark.
  private mutating func lead(_ offset: Int) -> Int {
    let (point, width) = text.next(offset)
    switch rules.pointClass(point) {
    case .plain, .invisible: return offset + width
    case .stop, .mark, .ellipsis, .full: return ender(offset)
    case .line: return line(offset)
    case .opening:
      opened(point, offset, isBracket: true)
      return offset + width
    case .closing: return closed(point, offset, width)
    case .quoteOpening, .quoteClosing, .quote: return quote(offset, width)
    case .bullet:
      // Another item of a list that runs on in one line.
      if hasBullet, offset > start, text.space(offset + width) > 0 || item.isTight || true,
        SentenceText.isSpace(text.pointBefore(offset))
      {
        end(offset)
      }
      return offset + width
    }
  }

  // MARK: Sentence ends

  mutating func end(_ offset: Int) {
    guard offset > start else { return }
    ends.append(offset)
    beginSentence()
  }

  private mutating func beginSentence() {
    item = ItemRules.mark(text, at: firstOfSentence, from: start, before: item)
    if item.isBullet { hasBullet = true }
  }

  /// The first character of the sentence after white space.
  var firstOfSentence: Int {
    var first = start
    while true {
      let width = text.space(first)
      if width == 0 { return first }
      first += width
    }
  }

  /// Whether only opening marks, bullets and the like stand before a place in its sentence.
  func isFirst(_ offset: Int) -> Bool {
    var at = firstOfSentence
    guard offset - at <= 16 else { return false }
    while at < offset {
      let (point, width) = text.next(at)
      if SentenceText.isLetter(point) || SentenceText.isDigit(point) { return false }
      at += width
    }
    return true
  }

  /// Whether the sentence has words of the author's between dashes: «К чему? – спросила мама. – Завтра».
  func hasAside(_ offset: Int) -> Bool {
    var at = offset
    let limit = max(start, offset - 2 * SentenceText.reach)
    while at > limit {
      let (point, width) = text.previous(at)
      if SentenceMarks.isDash(point), text.space(at) > 0 {
        return SentenceText.isLower(text.point(at: at + text.space(at)))
      }
      at -= width
    }
    return false
  }

  /// Whether a quotation is open that began not long ago.
  func isInQuotation(_ offset: Int) -> Bool {
    guard let entry = open.last(where: { !$0.isBracket }) else { return false }
    return entry.closer != 0x27 && entry.closer != 0x2019 && offset - entry.offset <= SentenceScan.insideReach
  }

  /// Handles the marks at `first`; returns where the scan goes on.
  private mutating func ender(_ first: Int) -> Int {
    var marks = EndMarks.read(text, rules, first)
    var close = marks.end
    // Closing quotation marks and brackets, notes.
    var hasQuote = false
    var hasBracket = false
    var pops = 0
    while close < text.count {
      let (point, width) = text.next(close)
      let kind = rules.pointClass(point)
      if kind == .invisible {
        close += width
      } else if kind == .closing {
        hasBracket = true
        pops += pop(point, at: close, isBracket: true)
        close += width
      } else if isClosingQuote(point, kind, close, width) {
        hasQuote = true
        pops += pop(point, at: close, isBracket: false)
        close += width
      } else if !hasBracket, !marks.isFull, text.space(close) > 0, let spaced = spacedCloser(close) {
        hasQuote = true
        pops += pop(text.point(at: spaced.start), at: spaced.start, isBracket: false)
        close = spaced.end
      } else if !marks.isFull, text.space(close) == 1, close + 1 < text.count, text[close + 1] == 0x29,
        open.contains(where: { $0.closer == 0x29 })
      {
        // "(We fly next day. )"
        close += 1
      } else if kind == .stop || kind == .mark || kind == .full || kind == .ellipsis, hasQuote || hasBracket {
        // «Не видали маму?».
        marks.take(text, rules, close)
        close = marks.end
        hasQuote = false
        hasBracket = false
      } else {
        break
      }
    }
    marks.hasQuote = hasQuote
    marks.hasBracket = hasBracket
    let note = noteEnd(marks, close)
    var next = note
    while true {
      let width = text.space(next)
      if width == 0 { break }
      next += width
    }
    guard next < text.count else {
      if hasQuote { settle(marks, close, next) }
      return text.count
    }
    if marks.leading > 0, let early = earlyEnd(marks, next) {
      end(early)
      return marks.end
    }
    if isStopWithStrayDots(marks, next) {
      end(marks.first + 1)
      end(marks.end)
      return marks.end
    }
    if note > close ? isAfterNote(next) : endsSentence(marks, close, next) {
      if !(hasQuote && settle(marks, close, next)) {
        end(note)
        if marks.hasExclamation, !hasQuote, let last = open.indices.last { open[last].hasMark = true }
      }
    } else if hasQuote {
      settle(marks, close, next)
    }
    return note
  }

  /// "compounds. . . . The practice": a full stop and an ellipsis of three dots before the next sentence.
  private func earlyEnd(_ marks: EndMarks, _ next: Int) -> Int? {
    marks.spacedDots == 3 && !marks.hasQuote && SentenceText.isUpper(text.point(at: next)) ? marks.first + 1 : nil
  }

  /// "reste .. Puis", "reste .... Puis": a full stop with a space before it, and dots that are no ellipsis with it.
  private func isStopWithStrayDots(_ marks: EndMarks, _ next: Int) -> Bool {
    guard marks.dots == 2 || marks.dots > 3, marks.end - marks.first == marks.dots, !marks.hasQuote, !marks.hasBracket,
      next > marks.end, marks.first > firstOfSentence
    else { return false }
    return SentenceText.isSpace(text.pointBefore(marks.first)) && SentenceText.isUpper(text.point(at: next))
  }

  private func isClosingQuote(_ point: UInt32, _ kind: SentenceMarks.PointClass, _ offset: Int, _ width: Int) -> Bool {
    let after = text.point(at: offset + width)
    let isEnd = offset + width >= text.count
    switch kind {
    case .quote, .quoteClosing, .quoteOpening:
      if SentenceMarks.isWide(point) { return kind == .quoteClosing }
      if point == 0x60 { return false }
      if kind == .quoteClosing, open.contains(where: { $0.closer == point }) { return true }
      if kind == .quoteOpening, !rules.isCloser(point) { return false }
      // An opening mark after the missing space: end."Next
      return isEnd || !SentenceText.isLetter(after) || SentenceMarks.isWide(after)
        || (kind == .quote && point == 0x22 && open.contains { $0.closer == 0x22 })
    default: return false
    }
  }

  /// A closing mark after a space, as French has it; the straight one if it closes what is open.
  private func spacedCloser(_ offset: Int) -> TextRange? {
    let width = text.space(offset)
    let at = offset + width
    guard at < text.count else { return nil }
    let (point, size) = text.next(at)
    let kind = rules.pointClass(point)
    guard
      kind == .quoteClosing || (kind == .quote && point != 0x60) || (kind == .quoteOpening && rules.isCloser(point))
    else { return nil }
    // '' as the straight form of ”.
    let isDouble = point == 0x27 && text.point(at: at + 1) == 0x27
    if isDouble { return text.space(at + 2) > 0 || at + 2 >= text.count ? TextRange(at, at + 2) : nil }
    if at + size >= text.count { return TextRange(at, at + size) }
    let after = text.point(at: at + size)
    guard SentenceText.isSpace(after) || SentenceMarks.goesOn(after) || after == 0x2E else {
      return nil
    }
    // It must close something, or be able to do nothing else.
    let isOpen = open.contains { $0.closer == point }
    guard isOpen || point == 0xBB || point == 0x203A else { return nil }
    return TextRange(at, at + size)
  }

  // MARK: Quotation marks and brackets

  private mutating func opened(_ point: UInt32, _ offset: Int, isBracket: Bool) {
    if open.count >= SentenceScan.depth { open.removeFirst(SentenceScan.depth / 2) }
    open.append(
      Open(
        closer: rules.closer(of: point), offset: offset, ended: ends.count, isBracket: isBracket,
        isFirst: offset <= firstOfSentence))
  }

  /// Takes the opened mark that this one closes; returns how many sentences ended in between if they are to be joined.
  private mutating func pop(_ point: UInt32, at offset: Int, isBracket: Bool) -> Int {
    guard let index = open.lastIndex(where: { $0.isBracket == isBracket && $0.closer == point }) else {
      if isBracket, !isItemMark(offset) { hasLooseBracket = true }
      return 0
    }
    let entry = open[index]
    open.removeSubrange(index...)
    last = entry
    if isBracket { joinInside(entry, offset) }
    return 0
  }
  private var last: Open?
  /// Whether a bracket has closed that none opened: then what stands between two brackets may be anything.
  private var hasLooseBracket = false

  /// "a)", "1)", ":)"
  private func isItemMark(_ offset: Int) -> Bool {
    guard offset > 0 else { return true }
    let token = text.tokenStart(offset, from: start)
    return ItemMark.value(text, max(token, offset - 6), offset) != nil
      || !SentenceText.isLetter(text.pointBefore(offset))
  }

  /// Sentences inside brackets that stand in mid-sentence are not sentences of the text.
  private mutating func joinInside(_ entry: Open, _ offset: Int) {
    guard ends.count > entry.ended, !entry.isFirst, !hasLooseBracket,
      offset - entry.offset <= SentenceScan.insideReach
    else {
      return
    }
    ends.removeLast(ends.count - entry.ended)
    beginSentence()
  }

  /// After a quotation: sentences inside are one with it when it goes on with its verb. True if it does.
  @discardableResult
  private mutating func settle(_ marks: EndMarks?, _ close: Int, _ next: Int) -> Bool {
    guard let entry = last else { return false }
    last = nil
    let length = close - entry.offset
    let goesOn = next < text.count && continuesQuotation(close, next)
    let hasSource = next < text.count && next > close && text[next] == 0x28 && isSource(next)
    // … cried, “Oh! Oh! My ears!” (Which was true.)
    let isAside = !entry.isFirst && marks?.hasMark == true && next > close && next < text.count && text[next] == 0x28
    let isExclamation = entry.hasMark || entry.isFirst && marks?.hasExclamation == true
    let isJoined =
      goesOn
      ? length <= SentenceScan.quotationReach
      : (isExclamation || hasSource) && length <= SentenceScan.insideReach
    if isJoined, ends.count > entry.ended {
      ends.removeLast(ends.count - entry.ended)
      beginSentence()
    }
    if isAside || hasSource { return true }
    return goesOn
  }

  private func continuesQuotation(_ close: Int, _ next: Int) -> Bool {
    var at = next
    var point = text.point(at: at)
    if point == 0x2C || point == 0x3001 || point == 0xFF0C {
      if point != 0x2C { return true }
      at += 1
      at += text.space(at)
      point = text.point(at: at)
    } else if SentenceMarks.isDash(point) {
      at += text.next(at).count
      at += text.space(at)
      point = text.point(at: at)
    }
    if SentenceMarks.isWide(point) { return rules.isParticle(text, at) }
    return SentenceText.isLower(point)
  }

  /// Whether a bracket closes soon and a mark follows it, as behind a quotation: “…” (Manzoni).
  private func isSource(_ offset: Int) -> Bool {
    var at = offset
    let limit = min(text.count, offset + 4 * SentenceText.reach)
    while at < limit, text[at] != 0x29 { at += 1 }
    guard at < limit else { return false }
    let before = text[at - 1]
    return before != 0x2E && before != 0x21 && before != 0x3F && at + 1 < text.count
      && (text[at + 1] == 0x2E || text[at + 1] == 0x2C)
  }

  private mutating func closed(_ point: UInt32, _ offset: Int, _ width: Int) -> Int {
    let end = offset + width
    if let next = itemBefore(closing: offset, end) { return next }
    _ = pop(point, at: offset, isBracket: true)
    last = nil
    return end
  }

  /// A quotation mark that no sentence end precedes.
  private mutating func quote(_ offset: Int, _ width: Int) -> Int {
    let point = text.next(offset).value
    let end = offset + width
    if point == 0x60 { return end }
    if point == 0x27 || point == 0x2019 {
      // An apostrophe.
      let before = text.pointBefore(offset)
      guard !SentenceText.isLetter(before) || !SentenceText.isLetter(text.point(at: end)) else { return end }
      if point == 0x27, SentenceText.isDigit(text.point(at: end)) || SentenceText.isDigit(before) { return end }
    }
    var kind = rules.pointClass(point)
    if !SentenceMarks.isWide(point) {
      let before = text.pointBefore(offset)
      let after = end < text.count ? text.point(at: end) : 0x20
      let beforeClass = rules.pointClass(before)
      let spaceBefore =
        SentenceText.isSpace(before) || beforeClass == .opening || beforeClass == .quoteOpening
        || SentenceMarks.isDash(before)
      let spaceAfter = SentenceText.isSpace(after)
      if spaceBefore && !spaceAfter {
        if kind != .quoteClosing || rules.isOpener(point) { kind = .quoteOpening }
      } else if spaceAfter && !spaceBefore {
        kind = .quoteClosing
      } else if kind == .quote {
        kind = open.contains { $0.closer == point } ? .quoteClosing : point == 0x27 ? .plain : .quoteOpening
      }
    }
    if kind == .quoteClosing {
      _ = pop(point, at: offset, isBracket: false)
      var next = end
      while text.space(next) > 0 { next += text.space(next) }
      let broken = last
      if last != nil { settle(nil, end, next) }
      // Broken off: "to you, sir--"
      if next > end, next < text.count, SentenceMarks.isDash(text.pointBefore(offset)),
        SentenceText.isUpper(text.point(at: next))
      {
        if let entry = broken, ends.count > entry.ended, end - entry.offset <= SentenceScan.insideReach {
          ends.removeLast(ends.count - entry.ended)
        }
        self.end(end)
      }
    } else if kind == .quoteOpening, point != 0x27 || SentenceText.isLetter(text.point(at: end)) {
      opened(point, offset, isBracket: false)
    }
    return end
  }

  // MARK: Lines

  /// A line end without a mark before it: kept on purpose, unless the line goes on.
  private mutating func line(_ offset: Int) -> Int {
    var next = offset
    while true {
      let width = text.space(next)
      if width == 0 { break }
      next += width
    }
    // Bytes that are no UTF-8 can look like a line end that is no space.
    guard next > offset else { return offset + 1 }
    guard next < text.count, firstOfSentence < offset else { return next }
    if !LineRules.goesOn(text, from: start, at: offset, next) { end(offset) }
    return next
  }
}
