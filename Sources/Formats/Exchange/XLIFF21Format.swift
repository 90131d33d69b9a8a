import Articles

/// XLIFF 2.1, for tools that read the newer standard.
///
/// Source: XLIFF Version 2.1, OASIS Standard, 13 February 2018.
public enum XLIFF21Format: ExchangeFormat {
  public static let name = "xliff-2.1"
  public static let ending = "xlf"
  public static let foot = XLIFF2Writer.foot
  private static let writer = XLIFF2Writer(version: "2.1", namespace: XMLExchange.version2, withGlossary: false)

  public static func head(source: String, target: String) -> [UInt8] { writer.head(source: source, target: target) }

  @discardableResult
  public static func append(
    _ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    writer.append(article, target: target, options: options, to: &file)
  }
}

/// XLIFF 2.1 in which the termbase's terms are marked in the text, and each unit has a glossary of them.
///
/// Source: XLIFF Version 2.1, term annotation and Glossary Module.
public enum XLIFF21GlossaryFormat: ExchangeFormat {
  public static let name = "xliff-2.1-glossary"
  public static let ending = "xlf"
  public static let foot = XLIFF2Writer.foot
  private static let writer = XLIFF2Writer(version: "2.1", namespace: XMLExchange.version2, withGlossary: true)

  public static func head(source: String, target: String) -> [UInt8] { writer.head(source: source, target: target) }

  @discardableResult
  public static func append(
    _ article: Article, target: String, options: ExchangeOptions, to file: inout [UInt8]
  ) -> Bool {
    writer.append(article, target: target, options: options, to: &file)
  }
}
