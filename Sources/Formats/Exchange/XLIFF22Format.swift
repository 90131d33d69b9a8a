import Articles

/// XLIFF 2.2, which few tools read yet.
///
/// Source: XLIFF Version 2.2, Committee Specification 01, 13 March 2025.
public enum XLIFF22Format: ExchangeFormat {
  public static let name = "xliff-2.2"
  public static let ending = "xlf"
  public static let foot = XLIFF2Writer.foot
  private static let writer = XLIFF2Writer(version: "2.2", namespace: XMLExchange.version22, withGlossary: false)

  public static func head(source: String, target: String) -> [UInt8] { writer.head(source: source, target: target) }

  @discardableResult
  public static func append(
    _ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    writer.append(article, target: target, options: options, to: &file)
  }
}

/// XLIFF 2.2 in which the termbase's terms are marked in the text, and each unit has a glossary of them.
///
/// Source: XLIFF Version 2.2, term annotation and Glossary Module.
public enum XLIFF22GlossaryFormat: ExchangeFormat {
  public static let name = "xliff-2.2-glossary"
  public static let ending = "xlf"
  public static let foot = XLIFF2Writer.foot
  private static let writer = XLIFF2Writer(version: "2.2", namespace: XMLExchange.version22, withGlossary: true)

  public static func head(source: String, target: String) -> [UInt8] { writer.head(source: source, target: target) }

  @discardableResult
  public static func append(
    _ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    writer.append(article, target: target, options: options, to: &file)
  }
}
