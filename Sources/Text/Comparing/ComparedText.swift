/// A text as it is compared with others of a memory: a number for each word, mark, and character of a script without
/// spaces.
///
/// Words are alike in any case, numbers of any value, straight and curled marks; white space does not count. What is
/// told apart by less than that is told apart afterwards, by who shows the match.
public struct ComparedText: Sendable {
  /// Longer texts are compared as a whole only: nobody translates them from a similar one.
  public static let mostTokens = 1_000

  public private(set) var tokens: [UInt32] = []
  /// Where the numbers stand, in the order of the text.
  public private(set) var numbers: [TextRange] = []

  /// The token of every number.
  public static let number: UInt32 = 0x2323_2323

  public init() {}

  public init(_ text: some Collection<UInt8>) {
    let isRead: Void? = text.withContiguousStorageIfAvailable { read($0) }
    if isRead == nil { Array(text).withUnsafeBufferPointer { read($0) } }
  }

  /// Replaces what it holds, without giving its memory back.
  public mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    tokens.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    var offset = 0
    while offset < text.count {
      let (kind, width) = ComparedText.kind(text, offset)
      switch kind {
      case .space: offset += width
      case .word, .digit: offset = readWord(text, offset)
      case .mark:
        append(point: ComparedText.plain(CodePoints.next(text, at: offset).value))
        offset += width
      }
    }
  }

  /// The tokens without regard to their order, each time that one occurs a number of its own: so the tokens that two
  /// texts share are those that these lists share. Sorted.
  public func items(_ items: inout [UInt32]) { ComparedText.items(of: tokens, &items) }

  /// The same of tokens alone.
  public static func items(of tokens: [UInt32], _ items: inout [UInt32]) {
    items.removeAll(keepingCapacity: true)
    items.append(contentsOf: tokens)
    items.sort()
    var first = 0
    for index in items.indices.dropFirst() {
      if items[index] == items[first] { continue }
      tellApart(&items, first..<index)
      first = index
    }
    tellApart(&items, first..<items.count)
    items.sort()
  }

  private static func tellApart(_ items: inout [UInt32], _ run: Range<Int>) {
    for index in run.dropFirst() {
      let time = UInt32(truncatingIfNeeded: index - run.lowerBound)
      items[index] = (items[index] ^ (time &* 0x9E37_79B9)) &* 0x85EB_CA6B
    }
  }

  private enum Kind { case space, word, digit, mark }

  @inline(__always)
  private static func kind(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> (Kind, Int) {
    let byte = text[offset]
    if byte < 0x80 {
      if byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A { return (.word, 1) }
      if byte >= 0x30 && byte <= 0x39 { return (.digit, 1) }
      return (byte <= 0x20 || byte == 0x7F ? .space : .mark, 1)
    }
    let (point, width) = CodePoints.next(text, at: offset)
    switch point {
    case 0x85, 0xA0, 0xAD, 0x1680, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2064, 0x3000, 0xFEFF:
      return (.space, width)
    // Hebrew has words between spaces, though the table of classes leaves it to ICU.
    case 0x0591...0x05F4: return (.word, width)
    default: break
    }
    switch CharacterTables.wordClass(point) {
    case CharacterTables.WordClass.letter, CharacterTables.WordClass.extend: return (.word, width)
    case CharacterTables.WordClass.digit: return (.digit, width)
    default: return (.mark, width)
    }
  }

  /// Reads letters and digits that stand together; digits alone are a number, with the separators inside of them.
  private mutating func readWord(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var hash: UInt32 = 0x811C_9DC5
    var isNumber = true
    var offset = start
    while offset < text.count {
      let byte = text[offset]
      if byte < 0x80 {
        let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        if lower >= 0x61 && lower <= 0x7A {
          isNumber = false
        } else if byte < 0x30 || byte > 0x39 {
          // A separator is part of a number when a digit comes next: 1,250.5 and 10:30.
          guard isNumber, byte == 0x2E || byte == 0x2C || byte == 0x3A || byte == 0x27, offset + 1 < text.count,
            text[offset + 1] >= 0x30, text[offset + 1] <= 0x39
          else { break }
        }
        hash = (hash ^ UInt32(lower)) &* 0x0100_0193
        offset += 1
        continue
      }
      let (kind, width) = ComparedText.kind(text, offset)
      guard kind == .word || kind == .digit else { break }
      if kind == .word { isNumber = false }
      let point = CodePoints.next(text, at: offset).value
      let lower = point < 0x10000 ? UInt32(CharacterTables.folded[Int(point)]) : point
      hash = (hash ^ lower) &* 0x0100_0193
      offset += width
    }
    if isNumber {
      tokens.append(ComparedText.number)
      numbers.append(TextRange(start, offset))
    } else {
      tokens.append(hash ^ hash >> 15)
    }
    return offset
  }

  private mutating func append(point: UInt32) {
    tokens.append((point ^ 0x5A5A_0000) &* 0x9E37_79B1)
  }

  /// Marks that differ by typography only as one.
  private static func plain(_ point: UInt32) -> UInt32 {
    switch point {
    case 0x2018...0x201B, 0x02BC, 0x0060, 0x00B4: 0x27
    case 0x201C...0x201F, 0x00AB, 0x00BB: 0x22
    case 0x2010...0x2012: 0x2D
    default: point
    }
  }
}
