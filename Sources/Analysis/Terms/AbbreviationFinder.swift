import Articles
import Text

/// Finds abbreviations that the text itself explains, in both orders: "European Central Bank (ECB)", "ECB (European
/// Central Bank)".
///
/// Source: Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text", PSB
/// 2003. Before its rule, which lets all letters but the first stand anywhere in a word, a stricter one is tried that wants
/// each at the start of a word: it does not stop too early in "Organization of American States (OAS)".
struct AbbreviationFinder {
  struct Pair: Hashable {
    var segment: Int
    /// In the text of the segment's block.
    var short: TextRange
    var long: TextRange
  }

  private struct Character {
    /// Case-folded.
    var point: UInt32
    var offset: Int
    var isUpper: Bool
    var isWordPart: Bool
  }

  private static let longestBracket = 240
  private static let shortestLetters = 2
  private static let longestLetters = 10
  /// In words; names of bodies whose abbreviation is that of another language are long.
  private static let longestName = 14
  /// Words between two that count.
  private static let mostPassed = 2
  private var before: [Character] = []
  private var inside: [Character] = []
  private var wider: [Character] = []

  mutating func find(_ article: Article, into pairs: inout [Pair]) {
    pairs.removeAll(keepingCapacity: true)
    for index in article.segments.indices {
      let (block, place) = (article.segments[index].block, article.segments[index].range)
      guard article.blocks[block].isArticle, article.blocks[block].kind.isText else { continue }
      article.blocks[block].content.bytes.withUnsafeBufferPointer { text in
        var offset = place.start
        while offset < place.end {
          // 28 is a bracket; EF begins one of full width.
          guard text[offset] == 0x28 || text[offset] == 0xEF else {
            offset += 1
            continue
          }
          if let width = AbbreviationFinder.bracket(text, offset, open: true),
            let end = AbbreviationFinder.close(text, offset + width, place.end)
          {
            read(text, place, index, open: offset, content: TextRange(offset + width, end), &pairs)
            offset = end
          } else {
            offset += 1
          }
        }
      }
    }
  }

  private static func bracket(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int, open: Bool) -> Int? {
    let byte = text[offset]
    if byte == (open ? 0x28 : 0x29) { return 1 }
    // Full-width brackets: EF BC 88 and EF BC 89.
    guard byte == 0xEF, offset + 2 < text.count, text[offset + 1] == 0xBC else { return nil }
    return text[offset + 2] == (open ? 0x88 : 0x89) ? 3 : nil
  }

  /// Where the bracket closes; nil when another opens first or the content is too long.
  private static func close(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    for offset in start..<min(end, start + longestBracket) {
      if bracket(text, offset, open: false) != nil { return offset }
      if bracket(text, offset, open: true) != nil { return nil }
    }
    return nil
  }

  private mutating func read(
    _ text: UnsafeBufferPointer<UInt8>, _ sentence: TextRange, _ segment: Int, open: Int, content: TextRange,
    _ pairs: inout [Pair]
  ) {
    AbbreviationFinder.decode(text, AbbreviationFinder.firstPart(text, content), into: &inside)
    AbbreviationFinder.trim(&inside)
    guard let first = inside.first, let last = inside.last else { return }
    let insideRange = TextRange(first.offset, AbbreviationFinder.end(last, text))
    if AbbreviationFinder.isShort(inside) {
      let short = AbbreviationFinder.letters(inside)
      let words = min(short.count + 5, short.count * 2)
      let start = AbbreviationFinder.back(text, from: open, to: sentence.start, words: words)
      AbbreviationFinder.decode(text, TextRange(start, open), into: &before)
      AbbreviationFinder.trim(&before)
      var found = AbbreviationFinder.match(short, before)
      if found == nil || !AbbreviationFinder.isByInitials(short, before) {
        if let start = found, let later = AbbreviationFinder.laterName(short, before, after: start) { found = later }
        let start = AbbreviationFinder.back(text, from: open, to: sentence.start, words: AbbreviationFinder.longestName)
        AbbreviationFinder.decode(text, TextRange(start, open), into: &wider)
        AbbreviationFinder.trim(&wider)
        let offset = found.map { before[$0].offset }
        if let better = AbbreviationFinder.coveringName(short, wider, from: offset) {
          swap(&before, &wider)
          found = better
        } else if let start = found, AbbreviationFinder.beginsWithSmallWord(before, start) {
          found = nil
        }
      }
      guard let found, let end = before.last else { return }
      let long = TextRange(before[found].offset, AbbreviationFinder.end(end, text))
      // "DDR Unit (DDR)" explains nothing.
      guard !AbbreviationFinder.holds(before[found...], inside) else { return }
      pairs.append(Pair(segment: segment, short: AbbreviationFinder.withLastStop(insideRange, text), long: long))
    } else {
      let start = AbbreviationFinder.back(text, from: open, to: sentence.start, words: 1)
      AbbreviationFinder.decode(text, TextRange(start, open), into: &before)
      AbbreviationFinder.trim(&before)
      guard AbbreviationFinder.isShort(before), let first = before.first, let last = before.last else { return }
      let short = AbbreviationFinder.letters(before)
      let wordCount = inside.indices.count { inside[$0].isWordPart && ($0 == 0 || !inside[$0 - 1].isWordPart) }
      let isMatch = wordCount <= short.count * 2 && AbbreviationFinder.match(short, inside) == 0
      guard isMatch || AbbreviationFinder.coveringName(short, inside, from: nil) == 0 else { return }
      guard !AbbreviationFinder.holds(inside[...], before) else { return }
      let range = TextRange(first.offset, AbbreviationFinder.end(last, text))
      pairs.append(
        Pair(segment: segment, short: AbbreviationFinder.withLastStop(range, text), long: insideRange))
    }
  }

  /// What stands before the first comma or semicolon: "(ECB, Frankfurt)".
  private static func firstPart(_ text: UnsafeBufferPointer<UInt8>, _ range: TextRange) -> TextRange {
    for offset in range.indices where text[offset] == 0x2C || text[offset] == 0x3B {
      return TextRange(range.start, offset)
    }
    return range
  }

  private static func decode(_ text: UnsafeBufferPointer<UInt8>, _ range: TextRange, into characters: inout [Character])
  {
    characters.removeAll(keepingCapacity: true)
    var offset = range.start
    while offset < range.end {
      let (point, width) = CodePoints.next(text, at: offset)
      let folded = point < 0x10000 ? UInt32(CharacterTables.folded[Int(point)]) : point
      let isDigit = point >= 0x30 && point <= 0x39
      characters.append(
        Character(
          point: folded, offset: offset, isUpper: CharacterTables.isUppercase(point),
          isWordPart: isDigit || CharacterTables.isAlphabetic(point)))
      offset += width
    }
  }

  private static func end(_ character: Character, _ text: UnsafeBufferPointer<UInt8>) -> Int {
    character.offset + CodePoints.next(text, at: character.offset).count
  }

  /// Leaves out what is no letter or digit at both ends: spaces, quotation marks.
  private static func trim(_ characters: inout [Character]) {
    while let last = characters.last, !last.isWordPart { characters.removeLast() }
    if let first = characters.firstIndex(where: \.isWordPart) { characters.removeFirst(first) }
  }

  /// Two to ten letters and digits with two capitals among them, or one when there are no more than four; at most one space.
  private static func isShort(_ characters: [Character]) -> Bool {
    var parts = 0
    var capitals = 0
    var spaces = 0
    for character in characters {
      if character.isWordPart { parts += 1 }
      if character.isUpper { capitals += 1 }
      if character.point == 0x20 || character.point == 0xA0 { spaces += 1 }
    }
    let isLong = parts > 4
    // "(II)" counts, it does not abbreviate.
    if characters.allSatisfy({ $0.isUpper && [0x69, 0x76, 0x78].contains($0.point) }) { return false }
    return parts >= shortestLetters && parts <= longestLetters && spaces <= 1 && capitals >= (isLong ? 2 : 1)
  }

  /// The letters and digits of a short form without its plural: "NGOs", "NGO's".
  private static func letters(_ characters: [Character]) -> [UInt32] {
    var letters = characters.filter(\.isWordPart)
    if letters.count > 2, let last = letters.last, last.point == 0x73, !last.isUpper { letters.removeLast() }
    return letters.map(\.point)
  }

  /// Goes back over a number of words.
  private static func back(_ text: UnsafeBufferPointer<UInt8>, from end: Int, to start: Int, words: Int) -> Int {
    var offset = end
    while offset > start && text[offset - 1] == 0x20 { offset -= 1 }
    var left = words
    while offset > start {
      // What stood before another bracket is explained there.
      if text[offset - 1] == 0x28 || text[offset - 1] == 0x29 { break }
      if text[offset - 1] == 0x20 {
        left -= 1
        if left == 0 { break }
      }
      offset -= 1
    }
    return offset
  }

  /// Where in a text the long form of some letters begins that ends with the text; nil when it is none.
  private static func match(_ short: [UInt32], _ text: [Character]) -> Int? {
    guard let start = matchInitials(short, text) ?? matchAnywhere(short, text) else { return nil }
    guard text.count - start > short.count + 1 else { return nil }
    return start
  }

  /// Whether the stricter rule alone finds a long form.
  private static func isByInitials(_ short: [UInt32], _ text: [Character]) -> Bool {
    matchInitials(short, text).map { text.count - $0 > short.count + 1 } ?? false
  }

  /// "on the United Nations": a preposition in lower case.
  private static func beginsWithSmallWord(_ text: [Character], _ start: Int) -> Bool {
    var length = 0
    while start + length < text.count, text[start + length].isWordPart { length += 1 }
    return length <= 3 && !text[start].isUpper && start + length < text.count
  }

  /// Whether a text has a short form as a word of its own.
  private static func holds(_ text: ArraySlice<Character>, _ short: [Character]) -> Bool {
    guard text.count >= short.count else { return false }
    for start in text.startIndex...(text.endIndex - short.count) {
      guard start == text.startIndex || !text[start - 1].isWordPart else { continue }
      let end = start + short.count
      guard end == text.endIndex || !text[end].isWordPart else { continue }
      if zip(text[start..<end], short).allSatisfy({ $0.point == $1.point && $0.isUpper == $1.isUpper }) { return true }
    }
    return false
  }

  /// Where a name begins that explains the letters better than what the paper's rule found before it: that starts with a
  /// small word ("discernible only in the World Tourism Organization"), or before a mark that ends a name ("WFP, United
  /// Nations Population Fund").
  private static func laterName(_ short: [UInt32], _ text: [Character], after known: Int) -> Int? {
    let name = Array(text[(known + 1)...])
    guard let start = coveringName(short, name, from: nil) else { return nil }
    let place = known + 1 + start
    if !text[known].isUpper { return place }
    let covered = coveredInitials(short, text[place...])
    guard covered >= 3, covered * 2 >= short.count else { return nil }
    let hasMark = (known..<place).contains { [0x2C, 0x3A, 0x3B, 0x22, 0x201D].contains(text[$0].point) }
    return hasMark ? place : nil
  }

  /// How many of the letters begin a word.
  private static func coveredInitials(_ short: [UInt32], _ text: ArraySlice<Character>) -> Int {
    var left = short
    for index in text.indices where text[index].isWordPart && (index == text.startIndex || !text[index - 1].isWordPart)
    {
      if let place = left.firstIndex(of: text[index].point) { left.remove(at: place) }
    }
    return short.count - left.count
  }

  /// Where a name with a capital begins whose words have the letters as their initials, in whatever order and nearly all:
  /// "Fondo de Población de las Naciones Unidas (UNFPA)".
  ///
  /// - Parameter known: offset at which the paper's rule lets the long form begin; nil when it finds none. A name must then
  ///   have more of the letters.
  private static func coveringName(_ short: [UInt32], _ text: [Character], from known: Int?) -> Int? {
    var left = short
    var best: (start: Int, letters: Int)?
    var covered = 0
    var coveredByKnown = 0
    var passed = 0
    var end = text.count
    for index in text.indices.reversed() where isInitial(text, index) {
      var length = 0
      while index + length < end, text[index + length].isWordPart { length += 1 }
      if isBroken(text, index + length, end) { break }
      // Enough is explained by what stands after a comma.
      if let best, best.letters >= 3, best.letters * 2 >= short.count, hasComma(text, index + length, end) { break }
      end = index
      // "la science": small words have no part in abbreviations of this kind.
      if length > 3 || text[index].isUpper {
        if let place = left.firstIndex(of: text[index].point) {
          left.remove(at: place)
          covered += 1
          passed = 0
          if text[index].isUpper, !isLeadIn(text, index), !isArticle(text, index, length) { best = (index, covered) }
        } else {
          passed += 1
          if passed > mostPassed { break }
        }
      }
      if text[index].offset == known { coveredByKnown = covered }
    }
    guard let best, best.letters >= 2, best.letters * 2 >= short.count, text.count - best.start > short.count + 1 else {
      return nil
    }
    guard let known else { return best.start }
    return text[best.start].offset < known && best.letters > coveredByKnown ? best.start : nil
  }

  /// "Selon l'Organisation", "In the Office": the first word of a text, with an article after it, begins no name.
  private static func isLeadIn(_ text: [Character], _ start: Int) -> Bool {
    guard start == 0, let next = text.indices.dropFirst().first(where: { isInitial(text, $0) }) else { return false }
    var length = 0
    while next + length < text.count, text[next + length].isWordPart { length += 1 }
    // Articles of the languages in question begin with l, t, e or i; "de", "of", "für" go on with a name.
    return length <= 3 && !text[next].isUpper && [0x6C, 0x74, 0x65, 0x69].contains(text[next].point)
  }

  /// "The", "Den", "Die": a short word with one capital, after which a capital follows at once, says nothing of a name.
  private static func isArticle(_ text: [Character], _ start: Int, _ length: Int) -> Bool {
    guard length == 3, !text[start + 1].isUpper else { return false }
    return [0x74, 0x64].contains(text[start].point) && [0x65, 0x68, 0x69].contains(text[start + 1].point)
  }

  private static func hasComma(_ text: [Character], _ start: Int, _ end: Int) -> Bool {
    (start..<max(start, end)).contains { text[$0].point == 0x2C }
  }

  /// Whether a mark that ends a name stands between two words.
  private static func isBroken(_ text: [Character], _ start: Int, _ end: Int) -> Bool {
    for index in start..<max(start, end) {
      switch text[index].point {
      case 0x3A, 0x3B, 0x2E, 0x22, 0x201C, 0x201D, 0xAB, 0xBB: return true
      // A comma before a small word goes on: "pour l'éducation, la science et la culture".
      case 0x2C: if end < text.count, text[end].isUpper { return true }
      default: break
      }
    }
    return false
  }

  /// "C.F.R.": the last full stop belongs to it when there are others.
  private static func withLastStop(_ range: TextRange, _ text: UnsafeBufferPointer<UInt8>) -> TextRange {
    guard range.end < text.count, text[range.end] == 0x2E, range.indices.contains(where: { text[$0] == 0x2E }) else {
      return range
    }
    return TextRange(range.start, range.end + 1)
  }

  private static func isInitial(_ text: [Character], _ index: Int) -> Bool {
    guard text[index].isWordPart else { return false }
    guard index > 0 else { return true }
    if text[index - 1].isWordPart { return false }
    // The s of "ECA's" begins no word.
    let isPossessive = (text[index - 1].point == 0x27 || text[index - 1].point == 0x2019) && text[index].point == 0x73
    return !(isPossessive && (index + 1 == text.count || !text[index + 1].isWordPart))
  }

  /// Each letter begins a word; between two of these at most one other word stands.
  private static func matchInitials(_ short: [UInt32], _ text: [Character]) -> Int? {
    var letter = short.count - 1
    var index = text.count - 1
    var skipped = 0
    while index >= 0 {
      if isInitial(text, index) {
        if text[index].point == short[letter] {
          if letter == 0 { return fullerStart(short[0], text, index) }
          letter -= 1
          skipped = 0
        } else {
          skipped += 1
          // The last word must count.
          if skipped > 2 || letter == short.count - 1 { return nil }
        }
      }
      index -= 1
    }
    return nil
  }

  /// "Office of the Special Adviser" for a match that stops at "of": a little word at the beginning is given up for a longer
  /// one with the same letter up to two words before it.
  private static func fullerStart(_ letter: UInt32, _ text: [Character], _ start: Int) -> Int {
    var length = 0
    while start + length < text.count, text[start + length].isWordPart { length += 1 }
    guard length <= 3, !text[start].isUpper else { return start }
    var words = 0
    for index in (0..<start).reversed() where isInitial(text, index) {
      words += 1
      if text[index].point == letter { return index }
      if words == 2 { break }
    }
    return start
  }

  /// The paper's rule: letters in order from the right, the first one at the start of a word.
  private static func matchAnywhere(_ short: [UInt32], _ text: [Character]) -> Int? {
    var index = text.count
    for letter in short.indices.reversed() {
      index -= 1
      while index >= 0 {
        if text[index].point == short[letter] && (letter > 0 || isInitial(text, index)) { break }
        index -= 1
      }
      guard index >= 0 else { return nil }
    }
    return index
  }
}
