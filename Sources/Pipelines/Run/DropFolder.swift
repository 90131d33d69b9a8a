import Articles

/// Runs a pipeline over folders as documents arrive in them: `lede watch`.
///
/// What has arrived is worked on at once; the files of the whole folder are finished at intervals, and at the end.
public struct DropFolder: Sendable {
  public var runner: Runner
  public var paths: [String]
  public var output: String
  /// Time between two finishings, when there is something new.
  public var interval: Duration
  /// Files that come together are worked on together.
  private static let pause = Duration.milliseconds(200)

  public init(_ runner: Runner, _ paths: [String], into output: String, interval: Duration) {
    self.runner = runner
    // As inputs name them, so that what is seen is found among them.
    self.paths = paths.map(Inputs.withoutSlash)
    self.output = output
    self.interval = interval
  }

  /// Works until `isStopped`, and finishes then.
  ///
  /// - Parameter report: is called after each run with what was done, and whether the whole was finished.
  public func work(
    until isStopped: () -> Bool, report: (_ progress: Progress, _ isWhole: Bool) -> Void
  ) async throws(EnvironmentError) {
    let watch = try reading { () throws(FileError) in
      // The output folder may lie in one of the others; it must be there to be known.
      try FileSystem.makeFolders(output)
      return try FolderWatch(paths, excluding: output)
    }
    var finished = ContinuousClock.now
    report(try await runner.run(try inputs(watch), into: output), true)
    var arrived: Set<String> = []
    // What was not complete at the start, or went, is for the next look at the whole.
    var needsLook = !watch.unfinished.isEmpty
    while !isStopped() {
      let sight = try reading { () throws(FileError) in
        try watch.wait(arrived.isEmpty ? .milliseconds(500) : DropFolder.pause)
      }
      arrived.formUnion(sight.files)
      if sight.needsLook || !sight.files.isEmpty { needsLook = true }
      if !sight.isEmpty { continue }
      if !arrived.isEmpty {
        let new = try inputs(watch).only(atAnyOf: arrived)
        arrived.removeAll()
        if !new.isEmpty {
          var quick = runner
          quick.finishes = false
          report(try await quick.run(new, into: output), false)
        }
      }
      if needsLook, ContinuousClock.now - finished >= interval {
        needsLook = !watch.unfinished.isEmpty
        report(try await runner.run(try inputs(watch), into: output), true)
        finished = ContinuousClock.now
      }
    }
    report(try await runner.run(try inputs(watch), into: output), true)
  }

  private func inputs(_ watch: FolderWatch) throws(EnvironmentError) -> Inputs {
    try reading { () throws(FileError) in try Inputs(paths, excluding: output).without(watch.unfinished) }
  }

  private func reading<Value>(_ read: () throws(FileError) -> Value) throws(EnvironmentError) -> Value {
    do throws(FileError) { return try read() } catch { throw EnvironmentError(error, doing: "be watched") }
  }
}
