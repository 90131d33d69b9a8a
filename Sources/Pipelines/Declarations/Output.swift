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

/// What an output keeps of one article until the folder is finished.
public struct Record: Sendable {
  /// What the output reads again of every article, as one JSON value.
  public var json = JSONWriter()
  /// Text that goes into the folder's files as it is; kept beside the JSON, so that it is never escaped nor parsed.
  public var body: [UInt8] = []

  public init() {}

  var isEmpty: Bool { json.bytes.isEmpty }
}

/// What is made of a run: files per article, and files of the whole folder.
///
/// For the folder it makes a record of each article, and is finished once from all records in the order of the input. So
/// the same output serves threads, resumed runs and clusters.
public protocol Output: Sendable {
  static var name: String { get }
  static var about: String { get }
  static var needs: Facts { get }
  static var version: Int { get }
  /// The resources that it can do more with.
  static var mayUse: [any Resource.Type] { get }

  /// Declares and reads its options.
  init(options: inout Options)

  /// The files of one article.
  func files(for article: Article, with tools: Tools) throws(ArticleError) -> [OutputFile]
  /// Fills in the article's record; leaves it empty when there is nothing of the article in the folder's files.
  func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError)
  /// Writes the files of the folder.
  func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError)
}

extension Output {
  public static var mayUse: [any Resource.Type] { [] }
  public func files(for article: Article, with tools: Tools) throws(ArticleError) -> [OutputFile] { [] }
  public func fill(_ record: inout Record, of article: Article, with tools: Tools) throws(ArticleError) {}
  public func finish(_ records: Records, into folder: OutputFolder) throws(EnvironmentError) {}
}
