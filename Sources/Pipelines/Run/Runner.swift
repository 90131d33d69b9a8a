import Articles
import Text

/// Runs a pipeline over inputs with several workers; the result does not depend on how many.
public struct Runner: Sendable {
  public var pipeline: Pipeline
  public var workers: Int
  public var watcher: (any RunWatcher)?

  public init(_ pipeline: Pipeline, workers: Int = FileSystem.processorCount, watcher: (any RunWatcher)? = nil) {
    self.pipeline = pipeline
    self.workers = max(workers, 1)
    self.watcher = watcher
  }

  /// Writes all outputs of the pipeline and the report into a folder.
  ///
  /// - Throws: `EnvironmentError` when inputs or outputs as such fail; articles that fail are in the report.
  public func run(_ inputs: Inputs, into path: String) async throws(EnvironmentError) -> Progress {
    let folder = try OutputFolder(path)
    let sink = try FolderSink(folder, outputs: pipeline.outputs)
    let conveyor = Conveyor(inputs, sink: sink, workers: workers, watcher: watcher)
    return try await work(conveyor) { Worker(pipeline: pipeline, folder: folder.forWorker($0), makesLines: false) }
  }

  /// Writes every article in the wire form to an open descriptor, one line each, in the order of the input.
  public func stream(_ inputs: Inputs, to descriptor: Int32, name: String) async throws(EnvironmentError) -> Progress {
    let sink = LineSink(FileWriter(descriptor: descriptor, name: name))
    let conveyor = Conveyor(inputs, sink: sink, workers: workers, watcher: watcher)
    return try await work(conveyor) { _ in Worker(pipeline: pipeline, folder: nil, makesLines: true) }
  }

  private func work(_ conveyor: Conveyor, _ worker: (Int) -> Worker) async throws(EnvironmentError) -> Progress {
    let team = (0..<workers).map(worker)
    await withTaskGroup(of: Void.self) { group in
      for worker in team { group.addTask { await worker.run(conveyor) } }
    }
    return try await conveyor.end()
  }
}
