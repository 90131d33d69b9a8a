import Analysis
import Articles
import Text

/// Gives every segment a translation that only looks like one.
struct PseudoTranslate: Stage {
  static let name = "pseudo-translate"
  static let about =
    "Gives segments an accented, longer text in brackets as translation, to see what translating does to documents."
  static let needs: Facts = .segments
  static let gives: Facts = []
  static let version = 1

  private let language: String
  private let translator: PseudoTranslator

  init(options: inout Options) {
    language =
      options.text(
        "into", default: "en-XA", about: "Language tag that the translations get.",
        check: { LanguageTag.isWellFormed($0) ? nil : "a language tag looks like fr, kk or pt-BR" }) ?? "en-XA"
    translator = PseudoTranslator(
      expands: options.flag(
        "expand", default: true, about: "Make texts about a third longer, as translations often are."))
  }

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError) {
    for index in article.segments.indices {
      let segment = article.segments[index]
      let block = article.blocks[segment.block]
      guard block.isTranslatable else { continue }
      article.segments[index].set(
        Target(
          language: language, content: translator.translate(block.content.slice(segment.range)), state: .candidate,
          origin: PseudoTranslate.name))
    }
  }
}
