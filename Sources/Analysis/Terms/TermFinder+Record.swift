import Articles
import Text

extension TermFinder {
  /// The candidates of one article, for `TermCollection`: its words, the sentences that show something first, and every
  /// phrase that may be a term with its counts and spellings. Empty when there are none.
  public func record(
    of article: Article, words: WordTable, language: LanguageData?
  ) throws(TextError) -> [UInt8] {
    let (lexicon, aliases, definitions) = read(article, words, language, reach: .wide)
    guard !text.tokens.isEmpty else { return [] }
    spellings.find(text, names: names, aliases: aliases, phrases, article)
    var writer = RecordWriter()
    writer.text(article.id.utf8)
    writer.text((article.language.map(LanguageTag.withoutRegion) ?? "und").utf8)
    // 0 when there is no reference for the language.
    writer.number(Int(lexicon.reference.unlisted))
    let numbers = writeWords(to: &writer)
    let places = writeSentences(article, to: &writer)
    let kept = phrases.phrases.indices.filter { phrases.phrases[$0].counts.all > 0 || definitions[Int32($0)] != nil }
    writer.number(kept.count)
    for index in kept {
      let phrase = phrases.phrases[index]
      let range = Int(phrase.first)..<Int(phrase.first + phrase.length)
      writer.key(phrase.key)
      writer.number(range.count)
      for token in range { writer.number(Int(numbers.find(text.tokens[token].stem))) }
      writer.number(Int(phrase.counts.term))
      writer.number(Int(phrase.counts.name))
      for lane in 0..<PhraseTable.Lane.count { writer.number(Int(phrase.counts.lanes[lane])) }
      writer.number(places[Int(text.tokens[range.lowerBound].segment)] ?? 0)
      if let definition = definitions[Int32(index)] {
        let pair = pairs[definition]
        writer.text(article.blocks[article.segments[pair.segment].block].content.bytes[pair.long])
      } else {
        writer.number(0)
      }
      writeSpellings(of: index, article, to: &writer)
    }
    return writer.bytes
  }

  /// Writes each stem with what is known of its first word, and how often it occurs.
  private func writeWords(to writer: inout RecordWriter) -> KeyTable {
    var numbers = KeyTable()
    var list: [(token: TermToken, count: Int)] = []
    for token in text.tokens {
      let known = numbers.find(token.stem)
      if known >= 0 {
        list[Int(known)].count += 1
        if token.rarity < list[Int(known)].token.rarity { list[Int(known)].token.rarity = token.rarity }
      } else {
        numbers.add(token.stem, Int32(list.count))
        list.append((token, 1))
      }
    }
    writer.number(text.tokens.count)
    writer.number(list.count)
    for (token, count) in list {
      writer.key(token.stem)
      writer.number(Int(token.rarity))
      writer.number(Int(token.kind.rawValue))
      writer.number(count)
    }
    return numbers
  }

  /// Writes the sentences in which phrases occur first.
  private func writeSentences(_ article: Article, to writer: inout RecordWriter) -> [Int: Int] {
    var places: [Int: Int] = [:]
    var segments: [Int] = []
    for phrase in phrases.phrases {
      let segment = Int(text.tokens[Int(phrase.first)].segment)
      if places[segment] == nil {
        places[segment] = segments.count
        segments.append(segment)
      }
    }
    writer.number(segments.count)
    for segment in segments {
      writer.text(article.segments[segment].id.utf8)
      writer.text(article.text(of: article.segments[segment]))
    }
    return places
  }

  private func writeSpellings(of phrase: Int, _ article: Article, to writer: inout RecordWriter) {
    let list = spellings.spellings(of: phrase)
    writer.number(list.count)
    for spelling in list {
      writer.text(spelling.text(in: text.tokens, article))
      writer.number(Int(spelling.count))
      writer.number(Int(spelling.startCount))
    }
  }
}
