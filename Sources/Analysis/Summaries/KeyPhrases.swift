import Articles
import Text

/// The phrases of a summary that the article keeps coming back to: runs of content words, as they are written.
///
/// Source: Rose et al., "Automatic Keyword Extraction from Individual Documents" (RAKE), 2010, for the candidates; a phrase
/// is worth the mean number of sentences that use its words, more when it has several.
enum KeyPhrases {
  private static let most = 6
  private static let longest = 4

  static func find(_ article: Article, _ words: WordTable, _ table: SentenceTable, picked: [Int]) -> [String] {
    var phrases: [(words: [Int32], worth: Float, text: String)] = []
    for sentence in picked {
      let segment = article.segments[table.sentences[sentence].segment]
      let bytes = article.blocks[segment.block].content.bytes
      var run: [Int] = []
      func close() {
        defer { run.removeAll() }
        guard let first = run.first, let last = run.last, run.count <= longest else { return }
        let ids = run.map { words.words[$0].id }
        guard !phrases.contains(where: { $0.words == ids }) else { return }
        let uses = run.reduce(Float(0)) { $0 + Float(table.sentenceCounts[Int(words.words[$1].id)]) } / Float(run.count)
        guard uses > 1, run.contains(where: { !words.words[$0].form.contains(.digits) }) else { return }
        let text = bytes[Int(words.words[first].start)..<Int(words.words[last].end)]
        guard run.count > 1 || text.count > 3 else { return }
        phrases.append((ids, uses * (1 + Float(run.count - 1) / 2), String(decoding: text, as: UTF8.self)))
      }
      for position in words.words(ofBlock: segment.block, in: segment.range) {
        let word = words.words[position]
        if let last = run.last, !isJoined(bytes, words.words[last], word) { close() }
        if table.isContentWord(word.id) { run.append(position) } else { close() }
      }
      close()
    }
    var taken: [(words: [Int32], text: String)] = []
    for phrase in phrases.enumerated().sorted(by: {
      $0.element.worth != $1.element.worth ? $0.element.worth > $1.element.worth : $0.offset < $1.offset
    }).map(\.element) where taken.count < most {
      let isPart = taken.contains { other in phrase.words.allSatisfy { other.words.contains($0) } }
      if !isPart { taken.append((phrase.words, phrase.text)) }
    }
    return taken.map(\.text)
  }

  /// Whether one space, or nothing, is between two words.
  private static func isJoined(_ bytes: [UInt8], _ first: Word, _ second: Word) -> Bool {
    let gap = Int(second.start) - Int(first.end)
    return gap == 0 || (gap == 1 && (bytes[Int(first.end)] == 0x20 || bytes[Int(first.end)] == 0x2D))
  }
}
