import Articles
import Text

/// A kind of file in which translators get segments.
///
/// A file is a head, the parts of its articles, and a foot; so one file can hold one article or a whole folder, and
/// parts made in different places can be joined. All articles of a file have the source language that its head names,
/// and a file needs the part of one article at least.
public protocol ExchangeFormat: Sendable {
  /// As options name it: "xliff-1.2".
  static var name: String { get }
  /// Ending of file names, without the dot.
  static var ending: String { get }

  static func head(source: String, target: String) -> [UInt8]
  /// Appends the part of one article, which has segments and a language.
  ///
  /// - Returns: whether there was anything to translate; if not, nothing was appended.
  @discardableResult
  static func append(_ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]) -> Bool
  static var foot: [UInt8] { get }

  /// A file of one article for each target language; none when there is nothing to translate.
  static func files(
    of article: Article, targets: [String], options: ExchangeOptions
  ) -> [(target: String, bytes: [UInt8])]

  /// Makes the file of its head, parts and foot, for formats that are archives.
  static func pack(_ file: [UInt8]) -> [UInt8]
  /// Whether `pack` has anything to do, so that the whole file must be at hand.
  static var isPacked: Bool { get }
}

extension ExchangeFormat {
  /// A file of one article, or nil when there is nothing in it to translate.
  public static func file(of article: Article, target: String, options: ExchangeOptions) -> [UInt8]? {
    var file: [UInt8] = []
    file.reserveCapacity(ExchangeFormats.likelySize(of: article))
    file.append(contentsOf: head(source: ExchangeFormats.sourceLanguage(of: article), target: target))
    guard append(article, target: target, options: options, to: &file) else { return nil }
    file.append(contentsOf: foot)
    return pack(file)
  }

  public static func files(
    of article: Article, targets: [String], options: ExchangeOptions
  ) -> [(target: String, bytes: [UInt8])] {
    targets.compactMap { target in file(of: article, target: target, options: options).map { (target, $0) } }
  }

  public static func pack(_ file: [UInt8]) -> [UInt8] { file }
  public static var isPacked: Bool { false }

  public static func file(of article: Article, target: String, includingBoilerplate: Bool = false) -> [UInt8]? {
    file(of: article, target: target, options: ExchangeOptions(includesBoilerplate: includingBoilerplate))
  }

  public static func files(
    of article: Article, targets: [String], includingBoilerplate: Bool
  ) -> [(target: String, bytes: [UInt8])] {
    files(of: article, targets: targets, options: ExchangeOptions(includesBoilerplate: includingBoilerplate))
  }

  @discardableResult
  public static func append(
    _ article: Article, target: String, includingBoilerplate: Bool, to file: inout [UInt8]
  ) -> Bool {
    append(article, target: target, options: ExchangeOptions(includesBoilerplate: includingBoilerplate), to: &file)
  }
}

/// The exchange formats.
public enum ExchangeFormats {
  public static let all: [any ExchangeFormat.Type] = [
    XLIFF12Format.self, XLIFF21Format.self, XLIFF21GlossaryFormat.self, XLIFF22Format.self, XLIFF22GlossaryFormat.self,
    PortableObjectFormat.self, TMXFormat.self, CommaTableFormat.self, TabTableFormat.self, SegmentLinesFormat.self,
    ReviewPageFormat.self, ReviewDocumentFormat.self,
  ]

  public static func named(_ name: String) -> (any ExchangeFormat.Type)? { all.first { $0.name == name } }

  /// A file of one article for each target language, without what is not for that language.
  public static func files(
    _ format: any ExchangeFormat.Type, of article: Article, targets: [String], options: ExchangeOptions
  ) -> [(target: String, bytes: [UInt8])] {
    guard article.blocks.contains(where: { $0.locales != nil }) else {
      return format.files(of: article, targets: targets, options: options)
    }
    return targets.flatMap { format.files(of: article.localized(for: $0), targets: [$0], options: options) }
  }

  /// Whether an article has nothing to translate.
  public static func isEmpty(_ article: Article, _ options: ExchangeOptions) -> Bool {
    ExchangeUnit.all(of: article, options).isEmpty
  }

  /// Room for a file: a text stands in it up to three times, and the marks around it take as much again.
  static func likelySize(of article: Article) -> Int {
    1_000 + 8 * article.blocks.reduce(0) { $0 + $1.content.bytes.count }
  }

  /// The language tag that files give for an article's text: "und" (RFC 5646 section 4.1) when it is not known.
  public static func sourceLanguage(of article: Article) -> String {
    guard let language = article.language, LanguageTag.isWellFormed(language) else { return "und" }
    return language
  }
}
