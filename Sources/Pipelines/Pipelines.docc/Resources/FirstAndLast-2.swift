import Articles
import Pipelines

/// A summary of the first and the last sentences.
struct FirstAndLast: Stage {
  static let name = "first-and-last"
  static let about = "Takes the first and the last sentences of the running text for a summary."
  static let needs: Facts = .segments
  static let gives: Facts = .summary
  static let version = 1

  private let count: Int

  init(options: inout Options) {
    count = options.integer("each", 1...10, default: 1, about: "How many sentences of either end.")
  }
}
