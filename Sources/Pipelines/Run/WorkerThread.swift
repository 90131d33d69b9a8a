import Glibc
import Synchronization

/// A thread of its own for one worker, so that an article that never ends takes no thread from the others.
final class WorkerThread: TaskExecutor {
  private struct Queue {
    var jobs: [UnownedJob] = []
    var first = 0
  }

  /// What the thread itself holds, so that it can end when its owner has gone.
  private final class Shared: Sendable {
    let queue = Mutex(Queue())
    let reading: Int32
    let writing: Int32

    init() {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { fatalError("no more descriptors") }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      reading = ends[0]
      writing = ends[1]
    }

    func next() -> UnownedJob? {
      queue.withLock { queue in
        guard queue.first < queue.jobs.count else {
          queue.jobs.removeAll(keepingCapacity: true)
          queue.first = 0
          return nil
        }
        queue.first += 1
        return queue.jobs[queue.first - 1]
      }
    }
  }

  private final class Start: Sendable {
    let shared: Shared
    let executor: UnownedTaskExecutor
    init(_ shared: Shared, _ executor: UnownedTaskExecutor) {
      self.shared = shared
      self.executor = executor
    }
  }

  private let shared = Shared()

  init() {
    let start = Start(shared, asUnownedTaskExecutor())
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        var bytes = [UInt8](repeating: 0, count: 64)
        while true {
          let count = read(start.shared.reading, &bytes, bytes.count)
          if count < 0 && errno == EINTR { continue }
          if count <= 0 { break }
          while let job = start.shared.next() { job.runSynchronously(on: start.executor) }
        }
        close(start.shared.reading)
        return nil
      }, Unmanaged.passRetained(start).toOpaque())
    guard failure == 0 else { fatalError("no more threads") }
    pthread_detach(thread)
  }

  deinit { close(shared.writing) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    shared.queue.withLock { $0.jobs.append(job) }
    var byte: UInt8 = 1
    while write(shared.writing, &byte, 1) < 0 && errno == EINTR {}
  }

  /// Keeps it for ever, with the thread that is stuck in it.
  func abandon() { _ = Unmanaged.passRetained(self) }
}
