import Articles
import Text

/// Runs a pipeline over inputs with several workers; the result does not depend on how many.
public struct Runner: Sendable {
  public var pipeline: Pipeline
  public var workers: Int
  public var watcher: (any RunWatcher)?
  /// Whether articles are worked on though earlier runs have done so.
  public var again = false
  /// How long an article may take, beside a second for each megabyte.
  public var timeLimit = Duration.seconds(60)
  /// What the run was started with, for `lede explain`.
  public var command: RunCommandLine?
  /// Whether the outputs of the whole folder are finished; if not, what is gone stays, too, for a later run.
  var finishes = true
  /// Stops a run where a kill would, for tests, and makes a checkpoint each so many articles.
  var probe: (any FolderProbe)?
  var checkpointEvery = 4_096

  public init(_ pipeline: Pipeline, workers: Int = FileSystem.processorCount, watcher: (any RunWatcher)? = nil) {
    self.pipeline = pipeline
    self.workers = max(workers, 1)
    self.watcher = watcher
  }

  /// Writes all outputs of the pipeline and the report into a folder. What earlier runs have done is not done again, and
  /// what they made of articles that are gone is removed: the folder is as if this had been the only run.
  ///
  /// - Throws: `EnvironmentError` when inputs or outputs as such fail; articles that fail are in the report.
  public func run(_ inputs: Inputs, into path: String) async throws(EnvironmentError) -> Progress {
    let folder = try OutputFolder(path, probe: probe, keepsReport: !finishes)
    defer { folder.release() }
    let (view, ledger) = try folder.beginRun(of: pipeline, again: again, command: command)
    let sink = try FolderSink(folder, view, ledger, outputs: pipeline.outputs.count, checkpointEvery: checkpointEvery)
    let conveyor = Conveyor(inputs, sink: sink, workers: workers, watcher: watcher)
    let pipeline = pipeline
    let (counts, summary) = try await work(conveyor) { number in
      Worker(
        pipeline: pipeline, folder: folder.forWorker(number), makesLines: false, ledger: view, number: number)
    }
    let finish = RunFinish(pipeline: pipeline, folder: folder, view: view, watcher: watcher)
    if finishes { try await finish.run(summary) } else { try finish.pause(summary) }
    return counts
  }

  /// Writes every article in the wire form to an open descriptor, one line each, in the order of the input.
  public func stream(_ inputs: Inputs, to descriptor: Int32, name: String) async throws(EnvironmentError) -> Progress {
    let sink = LineSink(FileWriter(descriptor: descriptor, name: name))
    let conveyor = Conveyor(inputs, sink: sink, workers: workers, watcher: watcher)
    let pipeline = pipeline
    return try await work(conveyor) { _ in Worker(pipeline: pipeline, folder: nil, makesLines: true) }.counts
  }

  /// Runs the stages that articles lack, and hands the records of the outputs to a sink, in the order of the input.
  func collect<Sink: ResultSink & Sendable>(
    _ inputs: Inputs, into sink: Sink
  ) async throws(EnvironmentError) -> (sink: Sink, progress: Progress) {
    let conveyor = Conveyor(inputs, sink: sink, workers: workers, watcher: watcher)
    let pipeline = pipeline
    let (counts, _) = try await work(conveyor) { _ in
      Worker(pipeline: pipeline, folder: nil, makesLines: false, onlyMissing: true)
    }
    return (await conveyor.sink(as: Sink.self) ?? sink, counts)
  }

  func work(
    _ conveyor: Conveyor, _ worker: @escaping @Sendable (Int) -> Worker
  ) async throws(EnvironmentError) -> (counts: Progress, summary: SinkSummary) {
    await Crew(conveyor, limit: timeLimit, make: worker).work(workers)
    return try await conveyor.end()
  }
}
