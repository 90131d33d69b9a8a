/// How much text there is, in the units in which translators are paid.
///
/// After GMX-V (LISA/ETSI GS LIS 004), whose words are those of Unicode Standard Annex #29: "well-known" is two, "can't"
/// is one. Scripts without spaces are counted by characters. The classes do not overlap.
///
/// GMX-V also names how many characters of such a script make a word, for offers that are to be compared by words: Chinese
/// 2.8, Japanese 3, Korean 3.3, Thai 6. Lede does not divide: trade counts characters there, and Korean has spaces. Who
/// needs the comparison divides `ideographs` by the factor.
public struct TextCount: Hashable, Sendable {
  /// Words with a letter and no digit.
  public var words = 0
  /// Words of digits alone: "2024", "3.5".
  public var numbers = 0
  /// Words with letters and digits: "A320", "5km".
  public var codes = 0
  /// Characters of Chinese, Japanese, Thai, Lao, Khmer and Burmese, each for itself.
  public var ideographs = 0
  /// Code points that are neither white space nor punctuation nor symbols, `ideographs` among them.
  public var characters = 0
  /// Code points of punctuation and symbols.
  public var punctuation = 0
  /// Code points of white space.
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
