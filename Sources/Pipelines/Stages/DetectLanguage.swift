import Analysis
import Articles
import Text

/// Fills in the language where the article does not declare one, and holds a declared one against the text.
struct DetectLanguage: Stage {
  static let name = "detect-language"
  static let about = "Tells the language of an article that does not declare one, and of paragraphs in another."
  static let needs: Facts = .blocks
  static let gives: Facts = .language
  static let precedes: Facts = [.segments, .summary, .terms]
  static let version = 3

  private let fallback: String
  private let language: String?
  private let perBlock: Bool

  init(options: inout Options) {
    let check = { (tag: String) -> String? in
      LanguageTag.isWellFormed(tag) ? nil : "a language tag looks like en, kk or pt-BR"
    }
    fallback =
      options.text(
        "fallback", default: "en", about: "Language tag for texts whose language cannot be told.", check: check) ?? "en"
    language = options.text(
      "language", default: nil, about: "Language tag of all articles, whatever they declare.", check: check)
    perBlock = options.flag(
      "per-block", default: true,
      about: "Look for paragraphs in another language than the article; they are segmented by its rules.")
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    if let language {
      article.language = language
      return
    }
    let guess = tools.languageDetector.detect(article)
    if let declared = article.language {
      if let guess, tools.languageDetector.contradicts(declared, guess) {
        article.findings.append(
          Finding(.contradictedLanguage, "declared as \"\(declared)\", but the text is in \"\(guess.tag)\""))
        return
      }
    } else if let guess {
      article.language = guess.tag
    } else {
      article.language = fallback
      article.findings.append(Finding(.unknownLanguage, "the language could not be told; taken as \"\(fallback)\""))
      return
    }
    guard perBlock, let language = article.language else { return }
    for (block, foreign) in tools.languageDetector.foreignBlocks(of: article, language: language)
    where article.blocks[block].language == nil {
      article.blocks[block].language = foreign
    }
  }
}
