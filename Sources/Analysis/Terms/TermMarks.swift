/// Where terms may begin and end among an article's tokens, and where its names are. One owner; refilled for each article.
struct TermMarks {
  private struct Mark: OptionSet {
    let rawValue: UInt8
    init(rawValue: UInt8) { self.rawValue = rawValue }

    static let noBegin = Mark(rawValue: 1)
    static let noEnd = Mark(rawValue: 2)
    /// No term holds it.
    static let outside = Mark(rawValue: 4)
  }

  private var marks: [Mark] = []
  private var nameEnds: [Int32] = []

  func mayBegin(_ token: Int) -> Bool { !marks[token].contains(.noBegin) }
  func mayEnd(_ token: Int) -> Bool { !marks[token].contains(.noEnd) }
  func isOutside(_ token: Int) -> Bool { marks[token].contains(.outside) }
  /// The token after the name that begins here, or 0.
  func nameEnd(_ token: Int) -> Int { Int(nameEnds[token]) }

  mutating func fill(_ text: TermTokens, names: [NameFinder.Span]) {
    let tokens = text.tokens
    marks.removeAll(keepingCapacity: true)
    marks.append(contentsOf: tokens.lazy.map(TermMarks.mark))
    nameEnds.removeAll(keepingCapacity: true)
    nameEnds.append(contentsOf: repeatElement(0, count: tokens.count))
    for name in names {
      nameEnds[Int(name.first)] = name.end
      // A term holds the whole of a name or nothing of it.
      for token in Int(name.first)..<Int(name.end) {
        marks[token] = token == Int(name.first) ? [.noEnd] : [.noBegin, .noEnd]
      }
      marks[Int(name.end) - 1].remove(.noEnd)
    }
  }

  private static func mark(_ token: TermTokens.Token) -> Mark {
    var mark: Mark = []
    let isCompound = !token.traits.isDisjoint(with: [.afterHyphen, .beforeHyphen])
    let isBoundary = !token.kind.isDisjoint(with: .boundary)
    // "up-to-date": inside a compound a function word is no boundary.
    if isBoundary && !isCompound { mark.insert(.outside) }
    if token.kind.contains(.honorific) && token.traits.contains(.capital) { mark.insert(.outside) }
    if isBoundary { mark.formUnion([.noBegin, .noEnd]) }
    if token.traits.contains(.afterHyphen) { mark.insert(.noBegin) }
    if token.traits.contains(.beforeHyphen) { mark.insert(.noEnd) }
    return mark
  }
}
