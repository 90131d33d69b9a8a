import Text

/// What is measured of a sentence for the ranking; nothing of it depends on the language.
public enum SentenceFeature: Int, CaseIterable, Sendable {
  case position, relativePosition, fromEnd, paragraph, placeInParagraph
  case words, relativeLength, contentShare, wordLength
  case degree, walk, before, after
  case commonness, mass
  case titleHeld, titleShare, first, lead, previous, next
  case novelty, announcement, uniqueness
  case numbers, names, isQuote, isQuestion, isDangling, isTorn
}

/// What is measured of an article as a whole: which kind of text it is, and with that what counts in its sentences.
public enum ArticleFeature: Int, CaseIterable, Sendable {
  case sentences, paragraphLength
  case leadCoverage, leadDegree, leadTitle, titleSpread
  case slope, titleSlope, concentration, repetition, cohesion
  case quotes
}

/// The features of an article's sentences, one column for each. One owner; refilled for each article.
public struct SentenceFeatures {
  /// How many sentences there are.
  public private(set) var count = 0
  /// Column after column.
  private var values: [Float] = []
  public private(set) var article: [Float] = ArticleFeature.allCases.map { _ in 0 }
  private var plain = CosineGraph(usesRarity: false, rounds: 6)
  private var rare = CosineGraph(usesRarity: true, rounds: 0)
  private var scratch: [Float] = []
  private var before: [Float] = []
  private var after: [Float] = []
  private var marks: [UInt8] = []
  private var firstUse: [Int32] = []
  private var inLead: [UInt8] = []

  subscript(feature: SentenceFeature, sentence: Int) -> Float {
    get { values[feature.rawValue * count + sentence] }
    set { values[feature.rawValue * count + sentence] = newValue }
  }

  /// A feature's values, sentence by sentence.
  public func column(_ feature: SentenceFeature) -> ArraySlice<Float> {
    values[(feature.rawValue * count)..<((feature.rawValue + 1) * count)]
  }

  private mutating func setColumn(_ feature: SentenceFeature, _ column: [Float]) {
    let start = feature.rawValue * count
    values.replaceSubrange(start..<(start + count), with: column)
  }

  subscript(feature: ArticleFeature) -> Float {
    get { article[feature.rawValue] }
    set { article[feature.rawValue] = newValue }
  }

  /// - Parameter title: the title's words as entries of the vocabulary that the table's rows refer to.
  mutating func fill(_ table: SentenceTable, title: [Int32]) {
    count = table.count
    values.reset(SentenceFeature.allCases.count * count)
    article.reset(ArticleFeature.allCases.count)
    guard count > 0 else { return }
    marks.reset(table.weights.count)
    plain.fill(table)
    rare.fill(table)
    fillForm(table)
    fillCentrality(table)
    fillNeighbors(table)
    fillTitle(table, title)
    fillWordUse(table)
  }

  private mutating func fillForm(_ table: SentenceTable) {
    let last = Float(max(1, count - 1))
    var words: Float = 0
    var letters: Float = 0
    for sentence in table.sentences {
      words += Float(sentence.wordCount)
      letters += Float(sentence.characterCount)
    }
    let meanLength = max(1, words / Float(count))
    let meanLetters = max(1, letters / max(1, words))
    for (index, sentence) in table.sentences.enumerated() {
      let size = Float(max(1, sentence.wordCount))
      self[.position, index] = Float(index)
      self[.relativePosition, index] = Float(index) / last
      self[.fromEnd, index] = Float(count - 1 - index)
      self[.paragraph, index] = Float(sentence.paragraph)
      self[.placeInParagraph, index] = Float(sentence.placeInParagraph)
      self[.words, index] = size
      self[.relativeLength, index] = size / meanLength
      self[.contentShare, index] = Float(sentence.contentCount) / size
      self[.wordLength, index] = Float(sentence.characterCount) / size / meanLetters
      self[.numbers, index] = Float(sentence.numberCount) / size
      self[.names, index] = Float(sentence.nameCount) / size
      self[.isQuote, index] = sentence.traits.contains(.hasQuote) ? 1 : 0
      self[.isQuestion, index] = sentence.traits.contains(.isQuestion) ? 1 : 0
      self[.isDangling, index] = sentence.traits.contains(.isDangling) ? 1 : 0
      self[.isTorn, index] = sentence.traits.contains(.isTorn) ? 1 : 0
    }
    self[.sentences] = Float(count).logarithm
    self[.paragraphLength] = Float(count) / Float((table.sentences.last?.paragraph ?? 0) + 1)
    self[.quotes] = column(.isQuote).mean
  }

  private mutating func fillCentrality(_ table: SentenceTable) {
    let average = plain.degrees.mean
    self[.concentration] = average > 0 ? plain.degrees.deviation(from: average) / average : 0
    self[.cohesion] = average / Float(max(1, count - 1))
    scratch = plain.degrees
    scratch.standardize()
    setColumn(.degree, scratch)
    plain.walk(table, into: &scratch)
    scratch.standardize()
    setColumn(.walk, scratch)
    rare.sides(table, before: &before, after: &after)
    before.standardize()
    after.standardize()
    setColumn(.before, before)
    setColumn(.after, after)
    self[.slope] = correlationWithPosition(column(.degree))
    self[.leadDegree] = column(.degree).prefix(3).mean
  }

  private mutating func fillNeighbors(_ table: SentenceTable) {
    for index in 0..<count where index > 0 {
      self[.first, index] = rare.cosine(0, index, table, marks: &marks)
      let likeness = rare.cosine(index - 1, index, table, marks: &marks)
      self[.previous, index] = likeness
      self[.next, index - 1] = likeness
    }
  }

  private mutating func fillTitle(_ table: SentenceTable, _ title: [Int32]) {
    var whole: Float = 0
    var isTitle = marks
    for word in title where isTitle[Int(word)] == 0 {
      isTitle[Int(word)] = 1
      whole += table.weights[Int(word)]
    }
    guard whole > 0 else { return }
    for index in 0..<count {
      let row = table.row(index)
      var held: Float = 0
      var own: Float = 0
      for position in row {
        let word = Int(table.rowWords[position])
        own += table.weights[word]
        if isTitle[word] == 1 { held += table.weights[word] }
      }
      self[.titleHeld, index] = held / whole
      self[.titleShare, index] = own > 0 ? held / own : 0
    }
    self[.leadTitle] = max(self[.titleHeld, 0], count > 1 ? self[.titleHeld, 1] : 0)
    self[.titleSpread] = column(.titleHeld).mean
    self[.titleSlope] = correlationWithPosition(column(.titleHeld))
  }

  private mutating func fillWordUse(_ table: SentenceTable) {
    firstUse.reset(table.weights.count, to: -1)
    inLead.reset(table.weights.count)
    var uses: Float = 0
    var distinct: Float = 0
    var leadMass: Float = 0
    var mass: Float = 0
    for index in 0..<min(3, count) {
      for position in table.row(index) { inLead[Int(table.rowWords[position])] += 1 }
    }
    for index in 0..<count {
      let row = table.row(index)
      var sum: Float = 0
      var new: Float = 0
      var announced: Float = 0
      var alone: Float = 0
      var lead: Float = 0
      for position in row {
        let word = Int(table.rowWords[position])
        let used = Float(table.sentenceCounts[word])
        sum += used - 1
        if used == 1 { alone += 1 }
        if firstUse[word] < 0 {
          firstUse[word] = Int32(index)
          new += 1
          distinct += 1
          if used > 1 {
            announced += 1
            mass += used
            if inLead[word] > 0 { leadMass += used }
          }
        }
        // A sentence of the lead is held against the others of it.
        if inLead[word] > (index < 3 ? 1 : 0) { lead += 1 }
      }
      let size = Float(max(1, row.count))
      uses += Float(row.count)
      self[.mass, index] = sum
      self[.commonness, index] = sum / size
      self[.novelty, index] = new / size
      self[.announcement, index] = announced / size
      self[.uniqueness, index] = alone / size
      self[.lead, index] = lead / size
    }
    for feature in [SentenceFeature.mass, .commonness] {
      scratch = Array(column(feature))
      scratch.standardize()
      setColumn(feature, scratch)
    }
    self[.repetition] = uses > 0 ? distinct / uses : 1
    self[.leadCoverage] = mass > 0 ? leadMass / mass : 0
  }

  private func correlationWithPosition(_ values: ArraySlice<Float>) -> Float {
    let middle = Float(values.count - 1) / 2
    let average = values.mean
    var product: Float = 0
    var squares: Float = 0
    var places: Float = 0
    for (index, value) in values.enumerated() {
      let place = Float(index) - middle
      product += place * (value - average)
      squares += (value - average) * (value - average)
      places += place * place
    }
    let scale = (squares * places).squareRoot()
    return scale > 1e-6 ? product / scale : 0
  }
}
