import Articles
import Text

/// The terms of a termbase, made ready to be found in texts: a trie over words for each language. Shared by all workers.
public struct TermIndex: Sendable {
  public let concepts: [Concept]
  /// By primary language: terms of "en-GB" are looked for in all English texts.
  private(set) var languages: [String: LanguageTerms] = [:]

  /// - Throws: `TextError` when ICU cannot cut the words of a language, which is not expected.
  public init(_ concepts: [Concept]) throws(TextError) {
    self.concepts = concepts
    var places: [String: [LanguageTerms.Place]] = [:]
    for (index, concept) in concepts.enumerated() {
      for (number, designation) in concept.designations.enumerated() {
        places[LanguageTag.primary(designation.language), default: []]
          .append(LanguageTerms.Place(concept: Int32(index), designation: Int32(number)))
      }
    }
    for (language, places) in places {
      languages[language] = try LanguageTerms(places, of: concepts, language: language)
    }
  }

  public var isEmpty: Bool { concepts.isEmpty }

  /// The names of a language's terms; nil when it has none.
  public func names(of language: String) -> TermNames? {
    languages[LanguageTag.primary(language)].map { TermNames(terms: $0, concepts: concepts) }
  }
}

/// The names of one language's terms, compared by folded forms.
public struct TermNames: Sendable {
  fileprivate let terms: LanguageTerms
  fileprivate let concepts: [Concept]

  /// The first concept that has a term of this name, and the term.
  ///
  /// - Parameter folded: what `FoldedName` makes of the name.
  public func concept(named folded: UnsafeBufferPointer<UInt8>) -> (concept: Concept, designation: Designation)? {
    guard let place = terms.places(named: folded).first else { return nil }
    let concept = concepts[Int(place.concept)]
    return (concept, concept.designations[Int(place.designation)])
  }
}

/// The trie of one language.
struct LanguageTerms: Sendable {
  /// Where a term stands among the concepts.
  struct Place: Sendable {
    var concept: Int32
    var designation: Int32
  }

  /// A term at the end of its path, and the next at the same node, or -1.
  struct Entry: Sendable {
    var place: Place
    var next: Int32
    /// Its requirements among all.
    var requirements: Range<Int32>
    var status: Designation.Status
  }

  /// What a token of the text must be besides having the key: begin with a capital, or be spelled exactly so.
  struct Requirement: Sendable {
    var token: Int32
    /// Empty for a mere capital.
    var spelling: [UInt8]
  }

  /// A term of more tokens is none, and looking for it would take time for nothing.
  static let mostTokens = 64

  private(set) var keys = Vocabulary()
  /// The node after the first key, or 0.
  private(set) var first: [Int32] = []
  private(set) var edges = EdgeTable()
  /// The first entry at a node, or -1; the root is node 0.
  private(set) var outputs: [Int32] = [-1]
  private(set) var entries: [Entry] = []
  private(set) var requirements: [Requirement] = []
  private var names = Vocabulary()
  /// Places of a name's terms, by its number.
  private var namePlaces: [[Place]] = []

  init(_ places: [Place], of concepts: [Concept], language: String) throws(TextError) {
    let breaker = try BreakIterator(.word, locale: language)
    let wordKeys = WordKeys(language: language)
    var table = WordTable()
    var tokens: [MatchToken] = []
    for place in places {
      let designation = concepts[Int(place.concept)].designations[Int(place.designation)]
      let text = Array(designation.term.utf8)
      // A table of its own for each batch keeps the numbers of words small.
      if table.blockCount >= 10_000 { table.removeAll() }
      try table.appendBlock(text, using: breaker)
      tokens.removeAll(keepingCapacity: true)
      let range = table.words(ofBlock: table.blockCount - 1)
      text.withUnsafeBufferPointer { text in
        TokenBuilder.append(
          text, TextRange(0, text.count), table.words[range],
          parts: { word, body in
            let parts = table.vocabulary.withBytes(of: Int(word)) { bytes in
              TokenParts.cut(bytes) { part in
                wordKeys.withKey(of: part) { Int32(keys.intern($0, hash: Vocabulary.hash($0))) }
              }
            }
            parts.withUnsafeBufferPointer(body)
          },
          mark: { mark in Int32(keys.intern(mark, hash: Vocabulary.hash(mark))) }, to: &tokens)
        // A stop at the end of an abbreviation is also the sentence's, and then it stands there once.
        if tokens.count > 1, let last = tokens.last, last.start + 1 == last.end, text[Int(last.start)] == 0x2E {
          tokens.removeLast()
        }
        guard !tokens.isEmpty, tokens.count <= LanguageTerms.mostTokens else { return }
        insert(tokens, designation, place, text)
      }
      let name = names.intern(FoldedName.of(designation.term))
      if name == namePlaces.count { namePlaces.append([]) }
      namePlaces[name].append(place)
    }
    // Keys of terms that were not taken lead nowhere.
    while first.count < keys.count { first.append(0) }
  }

  func places(named name: UnsafeBufferPointer<UInt8>) -> [Place] {
    names.find(name, hash: Vocabulary.hash(name)).map { namePlaces[$0] } ?? []
  }

  private mutating func insert(
    _ tokens: [MatchToken], _ designation: Designation, _ place: Place, _ text: UnsafeBufferPointer<UInt8>
  ) {
    while first.count < keys.count { first.append(0) }
    var node = first[Int(tokens[0].key)]
    if node == 0 {
      node = newNode()
      first[Int(tokens[0].key)] = node
    }
    for token in tokens.dropFirst() {
      let next = edges.find(node, token.key)
      if next > 0 {
        node = next
      } else {
        let made = newNode()
        edges.insert(node, token.key, made)
        node = made
      }
    }
    let start = Int32(requirements.count)
    require(tokens, designation.kind, text)
    let entry = Entry(
      place: place, next: -1, requirements: start..<Int32(requirements.count), status: designation.status)
    entries.append(entry)
    // Chains are short but for mistakes, and in the termbase's order.
    var last = outputs[Int(node)]
    if last < 0 {
      outputs[Int(node)] = Int32(entries.count - 1)
    } else {
      while entries[Int(last)].next >= 0 { last = entries[Int(last)].next }
      entries[Int(last)].next = Int32(entries.count - 1)
    }
  }

  /// Capitals count, but for the first of several words: many termbases begin every entry with one.
  private mutating func require(_ tokens: [MatchToken], _ kind: Term.Kind, _ text: UnsafeBufferPointer<UInt8>) {
    let hasInnerCapital = tokens.dropFirst().contains { $0.form.contains(.capital) }
    for (index, token) in tokens.enumerated() where token.form.contains(.capital) {
      if token.form.contains(.allCapitals) {
        let spelling = Array(text[Int(token.start)..<Int(token.end)])
        requirements.append(Requirement(token: Int32(index), spelling: spelling))
      } else if index > 0 || tokens.count == 1 || hasInnerCapital || kind != .term {
        requirements.append(Requirement(token: Int32(index), spelling: []))
      }
    }
  }

  private mutating func newNode() -> Int32 {
    outputs.append(-1)
    return Int32(outputs.count - 1)
  }
}

/// The ways from node to node: a table of hashes, open addressing.
struct EdgeTable: Sendable {
  /// Node and key, or 0 for a free slot; nodes begin at 1.
  private var slots: [UInt64] = Array(repeating: 0, count: 64)
  private var nodes: [Int32] = Array(repeating: 0, count: 64)
  private var count = 0

  /// The node that a key leads to, or 0.
  @inline(__always)
  func find(_ node: Int32, _ key: Int32) -> Int32 {
    let wanted = EdgeTable.name(node, key)
    let mask = slots.count - 1
    var slot = EdgeTable.place(wanted) & mask
    while slots[slot] != 0 {
      if slots[slot] == wanted { return nodes[slot] }
      slot = (slot + 1) & mask
    }
    return 0
  }

  mutating func insert(_ node: Int32, _ key: Int32, _ next: Int32) {
    if count * 2 >= slots.count { grow() }
    put(EdgeTable.name(node, key), next)
    count += 1
  }

  private mutating func put(_ name: UInt64, _ next: Int32) {
    let mask = slots.count - 1
    var slot = EdgeTable.place(name) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = name
    nodes[slot] = next
  }

  private mutating func grow() {
    let (oldSlots, oldNodes) = (slots, nodes)
    slots = Array(repeating: 0, count: oldSlots.count * 2)
    nodes = Array(repeating: 0, count: oldSlots.count * 2)
    for (name, next) in zip(oldSlots, oldNodes) where name != 0 { put(name, next) }
  }

  @inline(__always)
  private static func name(_ node: Int32, _ key: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: key))
  }

  /// Multiplication by the golden ratio spreads what the numbers have in common.
  @inline(__always)
  private static func place(_ name: UInt64) -> Int { Int(truncatingIfNeeded: (name &* 0x9E37_79B9_7F4A_7C15) >> 32) }
}
