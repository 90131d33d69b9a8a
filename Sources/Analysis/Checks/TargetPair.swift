import Articles
import Text

/// A segment and its translation, for checks.
public struct TargetPair {
  public var source: MarkedText
  public var target: MarkedText
  /// BCP 47 tags.
  public var sourceLanguage: String
  public var targetLanguage: String
  /// The most characters that the translation may have; nil for any number.
  public var limit: Int?

  public init(
    source: MarkedText, target: MarkedText, sourceLanguage: String, targetLanguage: String, limit: Int? = nil
  ) {
    self.source = source
    self.target = target
    self.sourceLanguage = sourceLanguage
    self.targetLanguage = targetLanguage
    self.limit = limit
  }
}

/// Something in a translation that somebody should look at.
public struct TargetIssue: Hashable, Sendable {
  public var code: Code
  public var message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

/// A text as its characters, for looking at.
struct CheckedText {
  let scalars: [Unicode.Scalar]

  init(_ text: MarkedText) { scalars = Array(text.string.unicodeScalars) }

  init(_ scalars: some Sequence<Unicode.Scalar>) { self.scalars = Array(scalars) }

  var string: String { CheckedText.string(scalars) }

  static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
  }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  /// Words of letters, with where each begins; marks and apostrophes inside of a word belong to it.
  var words: [(text: String, range: Range<Int>)] {
    var words: [(String, Range<Int>)] = []
    var start: Int?
    for (index, scalar) in scalars.enumerated() {
      let isInside =
        (scalar == "'" || scalar == "’") && start != nil && index + 1 < scalars.count
        && CheckedText.isLetter(scalars[index + 1])
      if CheckedText.isLetter(scalar) || isInside {
        if start == nil { start = index }
      } else if let from = start {
        words.append((CheckedText.string(scalars[from..<index]).lowercased(), from..<index))
        start = nil
      }
    }
    if let from = start { words.append((CheckedText.string(scalars[from...]).lowercased(), from..<scalars.count)) }
    return words
  }
}
