import Articles
import Text

/// Candidates for a headline, word for word from the article: its title, and beginnings of its best sentences that say most
/// of what the sentence is about in few words.
///
/// A beginning ends at a comma, semicolon, colon or dash, or where the sentence ends. It must hold more than half of what
/// the sentence shares with the rest of the article: "After eleven years of talks" does not.
enum Headlines {
  private static let most = 3
  private static let words = 4...14

  static func find(
    _ article: Article, _ words: WordTable, _ table: SentenceTable, scores: [Float], picked: [Int]
  ) -> [String] {
    var found: [String] = []
    if let title = article.metadata.title, !title.isEmpty { found.append(title) }
    let best = picked.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
    for sentence in best where found.count < most {
      let traits = table.sentences[sentence].traits
      guard traits.isDisjoint(with: [.isQuestion, .isDangling, .isTorn]) else { continue }
      guard let text = beginning(article, words, table, sentence), !found.contains(text) else { continue }
      found.append(text)
    }
    return found
  }

  private static func beginning(_ article: Article, _ words: WordTable, _ table: SentenceTable, _ sentence: Int)
    -> String?
  {
    let segment = article.segments[table.sentences[sentence].segment]
    let bytes = article.blocks[segment.block].content.bytes
    let start = bytes.withUnsafeBufferPointer { segment.range.start + Dateline.length($0, in: segment.range) }
    let positions = words.words(ofBlock: segment.block, in: TextRange(start, segment.range.end))
    let whole = positions.reduce(Float(0)) { $0 + worth(words.words[$1].id, table) }
    var sum: Float = 0
    var end: Int?
    for (number, position) in positions.enumerated() where number < Headlines.words.upperBound {
      let word = words.words[position]
      sum += worth(word.id, table)
      let next = position + 1 < positions.upperBound ? Int(words.words[position + 1].start) : segment.range.end
      guard number + 1 >= Headlines.words.lowerBound, sum * 2 > whole else { continue }
      if isBreak(bytes[Int(word.end)..<next], isLast: position + 1 == positions.upperBound) { end = Int(word.end) }
    }
    return end.map { String(decoding: bytes[start..<$0], as: UTF8.self) }
  }

  private static func worth(_ word: Int32, _ table: SentenceTable) -> Float {
    table.isContentWord(word) ? Float(table.sentenceCounts[Int(word)]) : 0
  }

  /// Whether what stands between two words ends a clause, and opens or closes no quotation or bracket.
  private static func isBreak(_ gap: ArraySlice<UInt8>, isLast: Bool) -> Bool {
    let text = String(decoding: gap, as: UTF8.self).unicodeScalars.filter { !$0.properties.isWhitespace }
    guard text.count <= 1, let mark = text.first else { return isLast && text.isEmpty }
    if isLast { return ".。．।!！".unicodeScalars.contains(mark) }
    return ",;:，；：、–—".unicodeScalars.contains(mark) && (gap.count > mark.utf8.count || mark.value > 0x2FFF)
  }
}
