/// The phrases by which pages name what stands around their articles, in all languages that Lede has them for.
///
/// Which languages a page has is not known when it is read, and a phrase of one hardly ever means something else in
/// another, so all of them are looked for.
public struct FurniturePhrases: Sendable {
  private var whole = Vocabulary()
  private var sections = Vocabulary()
  private var starts = Table()
  private var sectionStarts = Table()
  private var credits = Table()
  private var shortLines = Table()
  private var promotions = Table()
  private var notices = Table()

  /// Phrases by their first byte.
  private struct Table {
    private var phrases = [[[UInt8]]](repeating: [], count: 256)
    /// A bit for each of what the phrases begin with, mixed: six bytes of the longer ones, two of the others. Few words of
    /// a text begin so.
    private var beginnings = [UInt64](repeating: 0, count: 1024)
    private static let width = 6

    mutating func add(_ phrase: some Collection<UInt8>) {
      guard let first = phrase.first else { return }
      let bytes = Array(phrase)
      phrases[Int(first)].append(bytes)
      if bytes.count >= Table.width {
        insert(bytes.prefix(Table.width).reversed().reduce(0) { $0 << 8 | UInt64($1) })
      } else if bytes.count > 1 {
        insert(UInt64(bytes[0]) | UInt64(bytes[1]) << 8)
      } else {
        for second in UInt64(0)...255 { insert(UInt64(first) | second << 8) }
      }
    }

    private mutating func insert(_ beginning: UInt64) {
      let place = Table.place(of: beginning)
      beginnings[place >> 6] |= 1 << UInt64(place & 63)
    }

    @inline(__always)
    private static func place(of beginning: UInt64) -> Int {
      Int(truncatingIfNeeded: (beginning &* 0x9E37_79B9_7F4A_7C15) >> 48)
    }

    @inline(__always)
    private func holds(_ beginning: UInt64) -> Bool {
      let place = Table.place(of: beginning)
      return beginnings[place >> 6] >> UInt64(place & 63) & 1 == 1
    }

    /// False where no phrase can stand.
    @inline(__always)
    private func mayStand(in text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
      guard offset + 8 <= text.count else { return true }
      let bytes = UInt64(
        littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      return holds(bytes & 0xFFFF_FFFF_FFFF) || holds(bytes & 0xFFFF)
    }

    func startsWith(_ byte: UInt8) -> [[UInt8]] { phrases[Int(byte)] }

    /// Whether one of the phrases stands at an offset of a text.
    func stands(in text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
      guard mayStand(in: text, at: offset) else { return false }
      for phrase in phrases[Int(text[offset])] where phrase.count <= text.count - offset {
        var index = 1
        while index < phrase.count, phrase[index] == text[offset + index] { index += 1 }
        if index == phrase.count { return true }
      }
      return false
    }

    /// Whether a word of a text begins one of the phrases; in scripts without spaces, any character.
    func isFound(in text: [UInt8]) -> Bool {
      text.withUnsafeBufferPointer { text in
        for offset in text.indices {
          let byte = text[offset]
          if byte & 0xC0 == 0x80 { continue }
          if offset > 0 && byte < 0xE3 {
            let before = text[offset - 1]
            if before >= 0x80 || before >= 0x61 && before <= 0x7A || before >= 0x30 && before <= 0x39 { continue }
          }
          if stands(in: text, at: offset) { return true }
        }
        return false
      }
    }
  }

  /// The phrases that come with Lede.
  public static let standard = FurniturePhrases()

  private init() {
    var part: [UInt8] = []
    for line in EmbeddedData.lines(of: "phrases/furniture.txt") {
      if line.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]") {
        part = Array(line)
      } else if part.elementsEqual("[whole]".utf8) {
        whole.intern(line)
      } else if part.elementsEqual("[start]".utf8) {
        starts.add(line)
      } else if part.elementsEqual("[credit]".utf8) {
        credits.add(line)
      } else if part.elementsEqual("[short]".utf8) {
        shortLines.add(line)
      } else if part.elementsEqual("[promotion]".utf8) {
        promotions.add(line)
      } else if part.elementsEqual("[notice]".utf8) {
        notices.add(line)
      } else if line.last == UInt8(ascii: "*") {
        sectionStarts.add(line.dropLast())
      } else {
        sections.intern(line)
      }
    }
  }

  /// Whether a line is nothing but furniture: "Skip to Content", "Share this", "Source: the agency".
  public func isLine(_ text: [UInt8]) -> Bool {
    // The longest phrase with what may follow it; a longer line says more than that.
    guard text.count <= 240 else { return false }
    let folded = CharacterTables.fold(text)
    if whole.contains(FurniturePhrases.withoutPunctuation(folded)) { return true }
    guard folded.count <= 200, !folded.isEmpty else { return false }
    if folded.count <= 60 && shortLines.isFound(in: folded) { return true }
    return folded.withUnsafeBufferPointer { starts.stands(in: $0, at: 0) }
      && !FurniturePhrases.hasTwoSentences(folded)
  }

  /// Whether a text asks readers to subscribe, follow or download: "Sign up for our newsletter".
  ///
  /// Articles speak of such things too: it is for texts with a link, and headings.
  public func promotes(_ text: [UInt8]) -> Bool {
    text.count <= 250 && promotions.isFound(in: CharacterTables.fold(text))
  }

  /// Whether a text is a publisher's note on the page: "We may earn a commission", "This story originally appeared on …".
  public func isNotice(_ text: [UInt8]) -> Bool {
    text.count <= 480 && notices.isFound(in: CharacterTables.fold(text))
  }

  /// Whether a heading says that something else than the article follows: "Related stories", "About the author".
  public func beginsSection(_ text: [UInt8]) -> Bool {
    guard text.count <= 160 else { return false }
    let folded = FurniturePhrases.withoutPunctuation(CharacterTables.fold(text))
    if whole.contains(folded) || sections.contains(folded) { return true }
    // A heading of more than eight words or so is a sentence of the article's.
    guard folded.count <= 72, let first = folded.first else { return false }
    return sectionStarts.startsWith(first).contains { phrase in
      guard folded.starts(with: phrase) else { return false }
      guard folded.count > phrase.count else { return true }
      // The phrase ends with a word, where words are written apart: "more" does not begin "moreover".
      let next = folded[folded.startIndex + phrase.count]
      let last = phrase[phrase.count - 1]
      return last >= 0xE3 || next >= 0xE3 || next < 0x30 || (next > 0x39 && next < 0x61) || last == 0x20
    }
  }

  /// Whether a caption or a short line does no more than name who made a picture.
  public func isCredit(_ text: [UInt8]) -> Bool {
    guard text.count <= 80 else { return false }
    let folded = CharacterTables.fold(text)
    if folded.starts(with: "credit:".utf8) || folded.starts(with: "©".utf8) { return true }
    // Behind a sentence, the credit ends a caption that says something of its own.
    let last = folded.count <= 40 ? folded.count : min(26, folded.count)
    return folded.withUnsafeBufferPointer { folded in
      (0..<last).contains { credits.stands(in: folded, at: $0) }
    }
  }

  private static func withoutPunctuation(_ text: [UInt8]) -> ArraySlice<UInt8> {
    func isWord(_ point: UInt32) -> Bool {
      CharacterTables.isAlphabetic(point) || CharacterTables.wordClass(point) == CharacterTables.WordClass.digit
    }
    return text.withUnsafeBufferPointer { buffer in
      var start = 0
      var end = buffer.count
      while end > start {
        let (point, width) = CodePoints.previous(buffer, before: end)
        guard !isWord(point) else { break }
        end -= width
      }
      while start < end {
        let (point, width) = CodePoints.next(buffer, at: start)
        guard !isWord(point) else { break }
        start += width
      }
      return text[start..<max(start, end)]
    }
  }

  private static func hasTwoSentences(_ text: [UInt8]) -> Bool {
    var ends = 0
    for i in text.indices.dropLast() where text[i] == 0x2E && text[i + 1] == 0x20 { ends += 1 }
    return ends > 1
  }
}
