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
    defer { folder.tidy(spools: pipeline.outputs.count + 1) }
    let sink = try FolderSink(folder, outputs: pipeline.outputs.count)
    let conveyor = Conveyor(inputs, sink: sink, workers: workers, watcher: watcher)
    let (counts, failures) = try await work(conveyor) {
      Worker(pipeline: pipeline, folder: folder.forWorker($0), makesLines: false)
    }
    try await finish(failures, into: folder)
    return counts
  }

  /// Writes every article in the wire form to an open descriptor, one line each, in the order of the input.
  public func stream(_ inputs: Inputs, to descriptor: Int32, name: String) async throws(EnvironmentError) -> Progress {
    let sink = LineSink(FileWriter(descriptor: descriptor, name: name))
    let conveyor = Conveyor(inputs, sink: sink, workers: workers, watcher: watcher)
    return try await work(conveyor) { _ in Worker(pipeline: pipeline, folder: nil, makesLines: true) }.counts
  }

  /// Runs the stages that articles lack, and hands the records of the outputs to a sink, in the order of the input.
  func collect<Sink: ResultSink & Sendable>(
    _ inputs: Inputs, into sink: Sink
  ) async throws(EnvironmentError) -> (sink: Sink, progress: Progress) {
    let conveyor = Conveyor(inputs, sink: sink, workers: workers, watcher: watcher)
    let (counts, _) = try await work(conveyor) { _ in
      Worker(pipeline: pipeline, folder: nil, makesLines: false, onlyMissing: true)
    }
    return (await conveyor.sink(as: Sink.self) ?? sink, counts)
  }

  private func work(
    _ conveyor: Conveyor, _ worker: (Int) -> Worker
  ) async throws(EnvironmentError) -> (counts: Progress, failures: [Records.Failure]) {
    let team = (0..<workers).map(worker)
    await withTaskGroup(of: Void.self) { group in
      for worker in team { group.addTask { await worker.run(conveyor) } }
    }
    return try await conveyor.end()
  }

  /// Finishes the outputs, side by side, and then the report: it is there only when all else is.
  private func finish(_ failures: [Records.Failure], into folder: OutputFolder) async throws(EnvironmentError) {
    let results = await withTaskGroup(of: Result<Void, EnvironmentError>.self) { group in
      for (index, output) in pipeline.outputs.enumerated() {
        group.addTask {
          let records = Records(path: folder.spoolPath(index), failures: failures)
          do throws(EnvironmentError) {
            return .success(try output.finish(records, into: folder.forWorker(index)))
          } catch { return .failure(error) }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for result in results { try result.get() }
    do throws(FileError) {
      try FileSystem.rename(folder.spoolPath(pipeline.outputs.count), to: folder.path + "/report.jsonl")
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
  }
}
