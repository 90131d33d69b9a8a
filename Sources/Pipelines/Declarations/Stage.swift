import Articles

/// A step that works on one article by itself.
///
/// It is a value made once from its options and shared by all workers; what a worker needs for itself is in `Tools`.
public protocol Stage: Sendable {
  /// As pipeline files and the command line name it.
  static var name: String { get }
  /// What it does, in one sentence for users.
  static var about: String { get }
  /// What an article must have before, and what it has after.
  static var needs: Facts { get }
  static var gives: Facts { get }
  /// What must not be there yet, since it would not fit any more.
  static var precedes: Facts { get }
  /// The resources of which it needs one at least, to have anything to do; and those that it can do more with.
  static var uses: [any Resource.Type] { get }
  static var mayUse: [any Resource.Type] { get }
  /// Raised when the same input would give another result than before.
  static var version: Int { get }

  /// What this one needs and gives, where its options say more than its kind.
  var ownNeeds: Facts { get }
  var ownGives: Facts { get }

  /// Declares and reads its options.
  init(options: inout Options)

  func apply(to article: inout Article, with tools: Tools) throws(ArticleError)
}

extension Stage {
  public static var precedes: Facts { [] }
  public static var uses: [any Resource.Type] { [] }
  public static var mayUse: [any Resource.Type] { [] }
  public var ownNeeds: Facts { Self.needs }
  public var ownGives: Facts { Self.gives }
}
