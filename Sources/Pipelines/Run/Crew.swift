import Articles

/// The workers of a run, each with a thread of its own; one that is stuck in an article is given up and replaced.
actor Crew {
  private struct Member {
    var worker: Worker
    var post: WorkPost
    var thread: WorkerThread
  }

  private let conveyor: Conveyor
  private let limit: Duration
  private let make: @Sendable (Int) -> Worker
  private var members: [Int: Member] = [:]
  /// Threads live as long as the crew: the last task of each still ends on it.
  private var retired: [WorkerThread] = []
  private var hired = 0
  private var waiter: CheckedContinuation<Void, Never>?

  init(_ conveyor: Conveyor, limit: Duration, make: @escaping @Sendable (Int) -> Worker) {
    self.conveyor = conveyor
    self.limit = limit
    self.make = make
  }

  /// Works until there is nothing more, or the run is stopped.
  func work(_ count: Int) async {
    for _ in 0..<count { hire(continuing: nil) }
    let watch = Task {
      let pause = min(limit / 4, .milliseconds(500))
      while (try? await Task.sleep(for: pause)) != nil { await giveUpStuck() }
    }
    await withCheckedContinuation { waiter = $0 }
    watch.cancel()
  }

  private func hire(continuing work: BatchWork?) {
    let number = hired
    hired += 1
    let member = Member(worker: make(number), post: WorkPost(), thread: WorkerThread())
    members[number] = member
    Task(executorPreference: member.thread) { [conveyor] in
      await member.worker.run(conveyor, at: member.post, continuing: work)
      await self.leave(number)
    }
  }

  private func leave(_ number: Int) {
    // One that was given up may come back much later.
    guard let member = members.removeValue(forKey: number) else { return }
    retired.append(member.thread)
    if members.isEmpty { waiter.take()?.resume() }
  }

  private func giveUpStuck() async {
    for (number, member) in members.sorted(by: { $0.key < $1.key }) {
      guard let work = member.post.giveUp(after: limit) else { continue }
      members[number] = nil
      member.thread.abandon()
      // Before anything else is waited for: a crew without members has done its work.
      hire(continuing: work)
      await conveyor.workerWasGivenUp()
    }
  }
}
