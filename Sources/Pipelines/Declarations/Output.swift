import Articles
import Text

/// A file to be written under the output folder.
public struct OutputFile: Hashable, Sendable {
  /// Relative, with `/` between components.
  public var path: String
  public var bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// What is made of a run: files per article, and files of the whole folder.
///
/// For the folder it makes a small record of each article, one JSON value, and is finished once from all records in
/// the order of the input. So the same output serves threads, resumed runs and clusters.
public protocol Output: Sendable {
  static var name: String { get }
  static var about: String { get }
  static var needs: Facts { get }
  static var version: Int { get }

  /// Declares and reads its options.
  init(options: inout Options)

  /// The files of one article.
  func files(for article: Article, with tools: Tools) throws(ArticleError) -> [OutputFile]
  /// Appends the article's record; appends nothing when the output has no files for the folder.
  func appendRecord(of article: Article, with tools: Tools, to json: inout JSONWriter) throws(ArticleError)
  /// Writes the files of the folder.
  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError)
}

extension Output {
  public func files(for article: Article, with tools: Tools) throws(ArticleError) -> [OutputFile] { [] }
  public func appendRecord(of article: Article, with tools: Tools, to json: inout JSONWriter) throws(ArticleError) {}
  public func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {}
}
