import Glibc

/// A thread of its own for one worker, so that an article that never ends takes no thread from the others.
final class WorkerThread: TaskExecutor {
  private final class Start: Sendable {
    let jobs: Int32
    let executor: UnownedTaskExecutor
    init(_ jobs: Int32, _ executor: UnownedTaskExecutor) {
      self.jobs = jobs
      self.executor = executor
    }
  }

  /// The end of a pipe that jobs are written to; the thread reads them at the other, and ends when this one is closed. The
  /// system keeps jobs whole and in their order, so there is no queue to be locked. A worker has very few waiting, and a
  /// pipe holds thousands.
  private let jobs: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { fatalError("no more descriptors") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    jobs = ends[1]
    let start = Start(ends[0], asUnownedTaskExecutor())
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        let job = UnsafeMutablePointer<UnownedJob>.allocate(capacity: 1)
        while true {
          let count = read(start.jobs, job, MemoryLayout<UnownedJob>.size)
          if count < 0 && errno == EINTR { continue }
          guard count == MemoryLayout<UnownedJob>.size else { break }
          job.pointee.runSynchronously(on: start.executor)
        }
        job.deallocate()
        close(start.jobs)
        return nil
      }, Unmanaged.passRetained(start).toOpaque())
    guard failure == 0 else { fatalError("no more threads") }
    pthread_detach(thread)
  }

  deinit { close(jobs) }

  func enqueue(_ job: consuming ExecutorJob) {
    var job = UnownedJob(job)
    while write(jobs, &job, MemoryLayout<UnownedJob>.size) < 0 && errno == EINTR {}
  }

  /// Keeps it for ever, with the thread that is stuck in it.
  func abandon() { _ = Unmanaged.passRetained(self) }
}
