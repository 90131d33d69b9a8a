import Text

/// How a language writes sentences: the file `sentences.txt` of its folder under `Sources/CData/languages`.
public struct SentenceConventions: Sendable {
  /// The headers of the file.
  public enum Part: String, Sendable, CaseIterable {
    case ordinals
    case afterOrdinal = "after-ordinal"
    case starters
    case enders
    case quotes
    case names
    case speech
  }

  /// Whether "3." and "III." are ordinal numbers.
  public private(set) var hasDigitOrdinals = false
  public private(set) var hasRomanOrdinals = false
  /// Words before which a number with a full stop is an ordinal, case-folded, as are the other words.
  public private(set) var afterOrdinal = Vocabulary()
  public private(set) var starters = Vocabulary()
  public private(set) var speech = Vocabulary()
  /// Code points that end sentences in this language only.
  public private(set) var enders: [UInt32] = []
  /// Whether the full stop does not end sentences.
  public private(set) var hasNoFullStop = false
  /// Quotation marks, the outer ones first.
  public private(set) var quotes: [(opening: UInt32, closing: UInt32)] = []
  /// Names that end in a mark, with it.
  public private(set) var names = Vocabulary()
  /// The headers that were there, in the order of the file.
  public private(set) var parts: [Part] = []

  init(lines: [ArraySlice<UInt8>]) {
    var part: Part?
    for line in lines {
      if line.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]"), line.count > 2 {
        part = Part(rawValue: String(decoding: line.dropFirst().dropLast(), as: UTF8.self))
        if let part { parts.append(part) }
      } else if let part {
        add(line, to: part)
      }
    }
  }

  private mutating func add(_ line: ArraySlice<UInt8>, to part: Part) {
    switch part {
    case .ordinals:
      if line.first == UInt8(ascii: "1") { hasDigitOrdinals = true } else { hasRomanOrdinals = true }
    case .afterOrdinal: afterOrdinal.intern(CharacterTables.fold(Array(line)))
    case .starters: starters.intern(CharacterTables.fold(Array(line)))
    case .speech: speech.intern(CharacterTables.fold(Array(line)))
    case .names: names.intern(line)
    case .enders where line.elementsEqual([0x2D, 0x2E]): hasNoFullStop = true
    case .enders: enders += String(decoding: line, as: UTF8.self).unicodeScalars.prefix(1).map(\.value)
    case .quotes:
      let scalars = String(decoding: line, as: UTF8.self).unicodeScalars.filter { $0 != " " }.map(\.value)
      if scalars.count == 2 { quotes.append((scalars[0], scalars[1])) }
    }
  }
}
