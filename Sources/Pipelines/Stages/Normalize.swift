import Analysis
import Articles
import Text

/// Makes the text regular, keeping the way back to the original's bytes.
struct Normalize: Stage {
  static let name = "normalize"
  static let about = "Brings text to one Unicode form, single spaces and no invisible characters, keeping the way back."
  static let needs: Facts = .blocks
  static let gives: Facts = .normalized
  static let precedes: Facts = [.segments, .summary, .terms]
  static let version = 2

  enum Form: String, CaseIterable { case nfc, nfkc }

  private let normalizer: Normalizer

  init(options: inout Options) {
    let form = options.choice(
      "form", default: Form.nfc,
      about: "Unicode normalization form; nfkc also replaces ligatures, full-width letters and the like.")
    let quotes = options.choice(
      "quotes", default: Normalizer.Typography.keep,
      about: "Keep quotation marks, make them plain \" and ', or what the language prints.")
    let dashes = options.choice(
      "dashes", default: Normalizer.Typography.keep,
      about: "Keep dashes, make them hyphens, or those between spaces what the language prints.")
    let ellipses = options.choice(
      "ellipses", default: Normalizer.Typography.keep,
      about: "Keep ellipses, make them three full stops, or three full stops one character.")
    let hyphenation = options.choice(
      "hyphenation", default: Normalizer.Hyphenation.certain,
      about: "Join words cut at a line end: certain ones, which the article has in one piece too; always; or never.")
    let mojibake = options.flag(
      "repair-mojibake", default: false, about: "Mend UTF-8 that was read as windows-1252: \"Ã©\" becomes \"é\".")
    normalizer = Normalizer(
      form: form == .nfc ? .nfc : .nfkc, quotes: quotes, dashes: dashes, ellipses: ellipses, hyphenation: hyphenation,
      repairsMojibake: mojibake)
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    // Segments that came with the article point into its text as it is.
    guard !article.facts.contains(.segments) else { return }
    var language: LanguageData?
    if normalizer.needsLanguage {
      let tag = article.language ?? tools.languageDetector.detect(article)?.tag
      language = tag.map { tools.data(of: $0) }
    }
    // The article's words are gathered only where a line end may have cut one.
    var known: Vocabulary?
    let whole = article
    let isWord = { (word: [UInt8]) -> Bool in
      let words = known ?? Normalize.words(of: whole)
      known = words
      return words.contains(word)
    }
    for index in article.blocks.indices {
      try Tools.made { () throws(TextError) in
        try normalizer.apply(to: &article.blocks[index], language: language, isWord: isWord)
      }
    }
    tools.textChanged()
  }

  /// The case-folded words of an article, those with hyphens as a whole and in their parts.
  private static func words(of article: Article) -> Vocabulary {
    var words = Vocabulary()
    for block in article.blocks where block.kind.isText {
      let text = CharacterTables.fold(block.content.bytes)
      for token in text.split(whereSeparator: { $0 < 0x80 && $0 != 0x2D && !isLetter($0) }) {
        words.intern(token)
        if token.contains(0x2D) { for part in token.split(separator: 0x2D) { words.intern(part) } }
      }
    }
    return words
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
}
