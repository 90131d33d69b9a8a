/// How much text there is, in the units in which translators are paid.
///
/// By the definitions of GMX-V (LISA OSCAR Standard, 2007; ETSI GS LIS 004, 2012), whose words are those of Unicode Standard
/// Annex #29: "well-known" is two, "can't" is one. Scripts without spaces are counted by characters. The classes do not
/// overlap.
///
/// GMX-V also names how many characters of such a script make a word, for offers that are to be compared by words: Chinese
/// 2.8, Japanese 3, Korean 3.3, Thai 6. Only GMX-V files divide by it (`VolumeMetrics`): trade counts characters there,
/// and Korean has spaces.
public struct TextCount: Hashable, Sendable {
  /// Words with a letter and no digit.
  public var words = 0
  /// Words of digits alone: "2024", "3.5".
  public var numbers = 0
  /// Words with letters and digits: "A320", "5km".
  public var codes = 0
  /// Characters of Chinese, Japanese, Thai, Lao, Khmer and Burmese, each for itself.
  public var ideographs = 0
  /// Code points that are neither white space nor punctuation, and all those inside of words: the apostrophe of "can't",
  /// the point of "3.5". Symbols and `ideographs` are among them.
  public var characters = 0
  /// Code points of punctuation outside of words.
  public var punctuation = 0
  /// Code points of white space; spaces that do not break are characters.
  public var spaces = 0

  public init() {}

  /// What an offer counts: words, numbers, codes, and each character of a script without spaces.
  public var total: Int { words + numbers + codes + ideographs }
  public var charactersWithoutSpaces: Int { characters + punctuation }
  public var charactersWithSpaces: Int { characters + punctuation + spaces }

  /// The names of the counts in the wire form.
  static let members: [(name: StaticString, value: WritableKeyPath<TextCount, Int> & Sendable)] = [
    ("words", \.words), ("numbers", \.numbers), ("codes", \.codes), ("ideographs", \.ideographs),
    ("characters", \.characters), ("punctuation", \.punctuation), ("spaces", \.spaces),
  ]

  public static func += (sum: inout TextCount, other: TextCount) {
    sum.words += other.words
    sum.numbers += other.numbers
    sum.codes += other.codes
    sum.ideographs += other.ideographs
    sum.characters += other.characters
    sum.punctuation += other.punctuation
    sum.spaces += other.spaces
  }
}
