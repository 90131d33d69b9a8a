import Articles
internal import CLanguageID
import Text

/// A guess at a text's language.
public struct LanguageGuess: Hashable, Sendable {
  /// BCP 47 tag.
  public var tag: String
  public var isReliable: Bool
}

/// Tells an article's language from its text by CLD2 with its full tables.
public enum LanguageDetector {
  /// Enough text for news to be told apart; CLD2 is slower than all else in a run, so it gets no more at first.
  private static let sampleCount = 400
  private static let longSampleCount = 8_000

  public static func detect(_ article: Article, hint: String? = nil) -> LanguageGuess? {
    let first = guess(sample(of: article, sampleCount), hint: hint)
    if let first, first.isReliable { return first }
    return guess(sample(of: article, longSampleCount), hint: hint) ?? first
  }

  public static func guess(_ text: [UInt8], hint: String? = nil) -> LanguageGuess? {
    guard !text.isEmpty else { return nil }
    var guess = lede_language_guess()
    text.withUnsafeBufferPointer { lede_guess_language($0.baseAddress, Int32($0.count), hint ?? "", &guess) }
    let code = withUnsafeBytes(of: &guess.code) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    guard !code.isEmpty else { return nil }
    return LanguageGuess(tag: tag(for: code), isReliable: guess.reliable)
  }

  /// Text of the article's prose, boilerplate only when there is nothing else.
  private static func sample(of article: Article, _ count: Int) -> [UInt8] {
    var sample: [UInt8] = []
    for isArticle in [true, false] {
      for block in article.blocks where block.isArticle == isArticle && block.kind.isText {
        guard sample.count < count else { return sample }
        sample.append(contentsOf: block.content.bytes[..<cut(block.content.bytes, at: count - sample.count)])
        sample.append(0x0A)
      }
      if sample.count > 80 { break }
    }
    return sample
  }

  /// The last character boundary at or before an offset.
  private static func cut(_ bytes: [UInt8], at count: Int) -> Int {
    guard count < bytes.count else { return bytes.count }
    var end = count
    while end > 0 && bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  /// CLD2 has some codes of its own or withdrawn ones (RFC 5646 section 2.2.1 asks for the preferred).
  private static func tag(for code: String) -> String {
    switch code {
    case "iw": "he"
    case "jw": "jv"
    case "no": "nb"
    case "tl": "fil"
    case "mo": "ro"
    case "sh": "sr-Latn"
    case "zh": "zh-Hans"
    default: code
    }
  }
}
