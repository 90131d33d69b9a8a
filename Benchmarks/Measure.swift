import Glibc

/// What a piece of work cost this process.
struct Cost {
  /// Processor seconds of all threads, in user and system mode.
  var processor = 0.0
  var wall = 0.0

  static func + (a: Cost, b: Cost) -> Cost { Cost(processor: a.processor + b.processor, wall: a.wall + b.wall) }
  static func - (a: Cost, b: Cost) -> Cost {
    Cost(processor: max(a.processor - b.processor, 0.000_001), wall: a.wall - b.wall)
  }
}

enum Measure {
  /// RUSAGE_SELF, which the C library declares in a type that its own function does not take.
  private static let ownProcess: Int32 = 0

  static func cost(of work: () async throws -> Void) async rethrows -> Cost {
    let before = now
    try await work()
    let after = now
    return Cost(processor: after.processor - before.processor, wall: after.wall - before.wall)
  }

  /// The cheapest of several rounds: what the machine's other work adds only makes a round dearer.
  static func least(_ rounds: Int, _ work: () async throws -> Void) async rethrows -> Cost {
    var best = try await cost(of: work)
    for _ in 1..<max(rounds, 1) {
      let next = try await cost(of: work)
      if next.processor < best.processor { best = next }
    }
    return best
  }

  /// Most memory the process has had, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    getrusage(Measure.ownProcess, &usage)
    return usage.ru_maxrss * 1024
  }

  private static var now: Cost {
    var usage = rusage()
    getrusage(Measure.ownProcess, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
    var clock = timespec()
    clock_gettime(CLOCK_MONOTONIC, &clock)
    return Cost(
      processor: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      wall: Double(clock.tv_sec) + Double(clock.tv_nsec) / 1_000_000_000)
  }
}
