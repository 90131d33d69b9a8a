import Analysis
import Articles
import Text

/// Fills in the language where the article does not declare one.
struct DetectLanguage: Stage {
  static let name = "detect-language"
  static let about = "Tells the language of an article that does not declare one."
  static let needs: Facts = .blocks
  static let gives: Facts = .language
  static let precedes: Facts = [.segments, .summary, .terms]
  static let version = 1

  private let fallback: String
  private let language: String?

  init(options: inout Options) {
    let check = { (tag: String) -> String? in
      LanguageTag.isWellFormed(tag) ? nil : "a language tag looks like en, kk or pt-BR"
    }
    fallback =
      options.text(
        "fallback", default: "en", about: "Language tag for texts whose language cannot be told.", check: check) ?? "en"
    language = options.text(
      "language", default: nil, about: "Language tag of all articles, whatever they declare.", check: check)
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    if let language {
      article.language = language
      return
    }
    if article.language != nil { return }
    if let guess = LanguageDetector.detect(article) {
      article.language = guess.tag
    } else {
      article.language = fallback
      article.findings.append(Finding(.unknownLanguage, "the language could not be told; taken as \"\(fallback)\""))
    }
  }
}
