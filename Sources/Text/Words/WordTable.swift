/// A word where it stands: its range in a block's text, its number in the vocabulary, and its outer form.
public struct Word: Hashable, Sendable {
  public var start: Int32
  public var end: Int32
  /// Entry of its case-folded form in the table's vocabulary.
  public var id: Int32
  public var form: Form

  public struct Form: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let letters = Form(rawValue: 1)
    public static let digits = Form(rawValue: 2)
    /// Begins with an upper-case letter.
    public static let capital = Form(rawValue: 4)
    /// Two or more letters, all of them upper case.
    public static let allCapitals = Form(rawValue: 8)
  }

  public var range: TextRange { TextRange(Int(start), Int(end)) }
}

/// All words of one article, block by block, found once and shared by every stage. One owner; what it knows of words it
/// keeps for the articles that follow.
public struct WordTable {
  public private(set) var words: [Word] = []
  public private(set) var vocabulary = Vocabulary()
  /// Numbers of words that hold for as long as this is the same object.
  public private(set) var known = WordNumbers()
  /// For each entry of the vocabulary its number in `known`.
  public private(set) var numbers: [Int32] = []
  /// Where each block's words begin; one entry more than there are blocks.
  private var blockStarts: [Int] = [0]
  private var folded: [UInt8] = []

  public init() {}

  public var blockCount: Int { blockStarts.count - 1 }

  public mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    vocabulary.removeAll()
    blockStarts.removeAll(keepingCapacity: true)
    blockStarts.append(0)
    numbers.removeAll(keepingCapacity: true)
    if known.count > WordNumbers.most { known = WordNumbers() }
  }

  /// Indices in `words` of a block's words.
  public func words(ofBlock block: Int) -> Range<Int> { blockStarts[block]..<blockStarts[block + 1] }

  /// Indices in `words` of the words inside a range of a block.
  public func words(ofBlock block: Int, in range: TextRange) -> Range<Int> {
    let all = words(ofBlock: block)
    let first = partition(all) { $0.start >= Int32(range.start) }
    return first..<partition(first..<all.upperBound) { $0.end > Int32(range.end) }
  }

  /// Finds the words of the next block.
  ///
  /// Alphabetic scripts are cut by a byte loop that follows ICU's rules; a block with a character of a script without
  /// spaces goes to ICU as a whole.
  public mutating func appendBlock(_ text: [UInt8], using breaker: BreakIterator) throws(TextError) {
    var failure: TextError?
    text.withUnsafeBufferPointer { text in
      let before = words.count
      if !scan(text) {
        words.removeSubrange(before...)
        do throws(TextError) { try cut(text, by: breaker) } catch { failure = error }
      }
    }
    if let failure { throw failure }
    blockStarts.append(words.count)
    known.append(vocabulary, to: &numbers)
  }

  private func partition(_ range: Range<Int>, _ isAfter: (Word) -> Bool) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if isAfter(words[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private mutating func cut(_ text: UnsafeBufferPointer<UInt8>, by breaker: BreakIterator) throws(TextError) {
    var start = 0
    try breaker.boundaries(in: text) { end, status in
      if status.isWord { add(text, start, end) }
      start = end
    }
  }

  /// The byte loop; gives false as soon as it meets a character that it must leave to ICU.
  private mutating func scan(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    typealias Class = CharacterTables.WordClass
    return CharacterTables.wordClasses.withUnsafeBufferPointer { classes in
      var offset = 0
      /// Start of the open word, or -1; class of its last letter or digit; a middle mark that waits for what follows.
      var start = -1
      var last = Class.other
      var middle = -1
      var middleClass = Class.other
      while offset < text.count {
        let lead = text[offset]
        var width = 1
        var kind: UInt8
        if lead < 0x80 {
          kind = classes[Int(lead)]
        } else {
          let point = CodePoints.next(text, at: offset)
          width = point.count
          kind = point.value < 0x10000 ? classes[Int(point.value)] : CharacterTables.wordClass(point.value)
        }
        switch kind {
        case Class.letter, Class.digit, Class.connector:
          if middle >= 0 {
            let joins =
              kind == Class.letter
              ? last == Class.letter && middleClass != Class.midNumber
              : kind == Class.digit && last == Class.digit && middleClass != Class.midLetter
            if !joins {
              add(text, start, middle)
              start = offset
            }
            middle = -1
          }
          if start < 0 { start = offset }
          last = kind
        case Class.extend:
          break
        case Class.midLetter, Class.midNumber, Class.midBoth:
          if middle >= 0 {
            add(text, start, middle)
            start = -1
            middle = -1
          } else if start >= 0 {
            if last == Class.connector {
              add(text, start, offset)
              start = -1
            } else {
              middle = offset
              middleClass = kind
            }
          }
        case Class.dictionary:
          return false
        default:
          if start >= 0 {
            add(text, start, middle >= 0 ? middle : offset)
            start = -1
            middle = -1
          }
        }
        offset += width
      }
      if start >= 0 { add(text, start, middle >= 0 ? middle : offset) }
      return true
    }
  }

  /// Folds a word's case, numbers it and notes its form.
  private mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    var form: Word.Form = []
    let id: Int
    // Nearly every word is short; a long one, or one that is not ASCII, takes the way through the array.
    if end - start <= 32, let short = addShort(text, start, end, &form) {
      id = short
    } else {
      fold(text, start, end, &form)
      id = folded.withUnsafeBufferPointer { vocabulary.intern($0, hash: Vocabulary.hash($0)) }
    }
    words.append(Word(start: Int32(start), end: Int32(end), id: Int32(id), form: form))
  }

  /// Numbers a word of ASCII characters, or gives nil for another.
  private mutating func addShort(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ form: inout Word.Form
  ) -> Int? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { buffer in
      var letters = 0
      var capitals = 0
      var hash = Vocabulary.hashStart
      for offset in start..<end {
        var byte = text[offset]
        if byte >= 0x80 { return nil }
        let lower = byte | 0x20
        if lower >= 0x61 && lower <= 0x7A {
          if byte != lower {
            if letters == 0 { form.insert(.capital) }
            capitals += 1
            byte = lower
          }
          letters += 1
        } else if byte >= 0x30 && byte <= 0x39 {
          form.insert(.digits)
        }
        hash = Vocabulary.hashStep(hash, byte)
        buffer[offset - start] = byte
      }
      note(letters, capitals, &form)
      let word = UnsafeBufferPointer(rebasing: buffer[0..<(end - start)])
      return vocabulary.intern(word, hash: Vocabulary.hashEnd(hash))
    }
  }

  private func note(_ letters: Int, _ capitals: Int, _ form: inout Word.Form) {
    if letters > 0 { form.insert(.letters) }
    if letters > 1 && letters == capitals { form.insert(.allCapitals) }
  }

  private mutating func fold(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ form: inout Word.Form
  ) {
    var letters = 0
    var capitals = 0
    form = []
    folded.removeAll(keepingCapacity: true)
    var offset = start
    while offset < end {
      let (point, width) = CodePoints.next(text, at: offset)
      let lower = point < 0x10000 ? UInt32(CharacterTables.folded[Int(point)]) : point
      switch CharacterTables.wordClass(point) {
      case CharacterTables.WordClass.digit: form.insert(.digits)
      case CharacterTables.WordClass.letter, CharacterTables.WordClass.dictionary:
        if lower != point {
          if letters == 0 { form.insert(.capital) }
          capitals += 1
        }
        letters += 1
      default: break
      }
      if lower == point {
        folded.append(contentsOf: text[offset..<(offset + width)])
      } else {
        CodePoints.append(lower, to: &folded)
      }
      offset += width
    }
    note(letters, capitals, &form)
  }
}
