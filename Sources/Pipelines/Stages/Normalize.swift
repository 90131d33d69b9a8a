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
  static let version = 1

  enum Form: String, CaseIterable { case nfc, nfkc }

  private let normalizer: Normalizer

  init(options: inout Options) {
    let form = options.choice(
      "form", default: Form.nfc,
      about: "Unicode normalization form; nfkc also replaces ligatures, full-width letters and the like.")
    let quotes = options.choice(
      "quotes", default: Normalizer.Quotes.keep, about: "Keep quotation marks as they are, or make them plain \" and '."
    )
    normalizer = Normalizer(form: form == .nfc ? .nfc : .nfkc, quotes: quotes)
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    // Segments that came with the article point into its text as it is.
    guard !article.facts.contains(.segments) else { return }
    for index in article.blocks.indices {
      try Tools.made { () throws(TextError) in try normalizer.apply(to: &article.blocks[index]) }
    }
    tools.textChanged()
  }
}
