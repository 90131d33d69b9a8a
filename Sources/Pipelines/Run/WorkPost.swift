import Articles
import Synchronization
import Text

/// A batch on its way through a worker: what has been read, and what came of it so far.
struct BatchWork: Sendable {
  var number: Int
  var items: [Item]
  /// How many items have been read.
  var readCount = 0
  var read: [ReadItem] = []
  /// What the ids of the articles read are in the run; nil until that has been asked.
  var standings: [ArticleNames.Standing]?
  var results: [ItemResult] = []
}

/// The place of one worker: what it has in hand, and since when, so that it can be given up.
///
/// A worker asks at every step whether it still has its place; one that has been given up never writes again.
final class WorkPost: Sendable {
  private struct State {
    var work: BatchWork?
    /// When the step began that is under way, and how many bytes it is about.
    var since: ContinuousClock.Instant?
    var size = 0
    var isGivenUp = false
  }

  private let state = Mutex(State())

  init() {}

  /// Takes a batch, or goes on with one that another worker had.
  func take(_ work: BatchWork) { state.withLock { $0.work = work } }

  /// The work in hand; nil when the worker has been given up.
  var work: BatchWork? { state.withLock { $0.isGivenUp ? nil : $0.work } }

  /// Changes the work in hand, and ends the step that is under way.
  ///
  /// - Returns: false when the worker has been given up.
  func update(_ change: (inout BatchWork) -> Void) -> Bool {
    state.withLock { state in
      guard !state.isGivenUp, state.work != nil else { return false }
      state.since = nil
      if var work = state.work.take() {
        change(&work)
        state.work = work
      }
      return true
    }
  }

  /// Begins a step that may never end.
  func begin(size: Int) {
    state.withLock { state in
      state.since = ContinuousClock.now
      state.size = size
    }
  }

  /// Ends a step; false when the worker has been given up meanwhile.
  func end() -> Bool {
    state.withLock { state in
      state.since = nil
      return !state.isGivenUp
    }
  }

  /// Gives the worker up if its step takes longer than `limit` and a second for each megabyte; then gives its work, with a
  /// failure in the place of what it was at.
  func giveUp(after limit: Duration) -> BatchWork? {
    state.withLock { state in
      guard !state.isGivenUp, let since = state.since, var work = state.work,
        ContinuousClock.now - since > limit + .seconds(state.size >> 20)
      else { return nil }
      state.isGivenUp = true
      state.work = nil
      let error = ArticleError(.timeLimit, "it took longer than \(limit / .seconds(1)) s and was given up")
      if work.readCount < work.items.count {
        work.read.append(ReadItem(work.items[work.readCount], failed: error))
        work.readCount += 1
      } else if work.results.count < work.read.count {
        work.read[work.results.count] = ReadItem(work.read[work.results.count], failed: error)
      }
      return work
    }
  }
}
