import Text

/// Cuts a block's text into sentences by rules over the places where one may end; one owner.
///
/// The rules know what end marks mean beside abbreviations, initials, ordinals, numbers, quotations, brackets, items,
/// notes and line ends, by the data of a language. Unicode Standard Annex #29 is the judge of plain prose in the tests.
public final class SentenceFinder {
  private let rules: SentenceRules
  private var ends: [Int] = []
  private var scratch: [UInt8] = []
  #if DEBUG
    /// How often the last scan looked at a character.
    var looks = 0
  #endif

  public init(data: LanguageData) {
    rules = SentenceRules(data)
  }

  /// The sentences of a text in order, without white space around them; together they hold all that is not white space.
  public func sentences(in text: [UInt8]) -> [TextRange] {
    var ranges: [TextRange] = []
    text.withUnsafeBufferPointer { bytes in
      var scan = SentenceScan(bytes, rules, ends: ends, scratch: scratch)
      scan.run()
      ranges.reserveCapacity(scan.ends.count + 1)
      var start = 0
      for index in 0...scan.ends.count {
        let end = index < scan.ends.count ? scan.ends[index] : bytes.count
        let range = SentenceFinder.trimmed(text, TextRange(start, end))
        if !range.isEmpty { ranges.append(range) }
        start = end
      }
      #if DEBUG
        looks = scan.text.looks.count
      #endif
      ends = scan.ends
      scratch = scan.scratch
    }
    return ranges
  }

  public static func trimmed(_ text: [UInt8], _ range: TextRange) -> TextRange {
    var start = range.start
    var end = range.end
    while start < end, let width = Whitespace.width(in: text, at: start) { start += width }
    while end > start, let width = Whitespace.width(in: text, before: end) { end -= width }
    return TextRange(min(start, end), end)
  }
}
