import Articles
import Text

/// Counts what there is to translate in a whole collection of articles: what `lede analyze` prints.
public struct Analyzer: Sendable {
  private let pipeline: Pipeline
  private let output: LeverageAnalysis
  private let workers: Int
  private let watcher: (any RunWatcher)?

  /// The names of the forms that it prints.
  public static let forms = LeverageAnalysis.Form.allCases.map(\.rawValue)

  /// The options of stages and of the analysis itself that the command takes.
  public static var options: [OptionDeclaration] {
    var options = Catalog.declarations(of: LeverageAnalysis.self).filter { $0.name != "as" }
    for stage in Catalog.stages(before: Leverage.self) + [Leverage.self] {
      for option in Catalog.declarations(of: stage)
      where option.name != "at-least" && !options.contains(where: { $0.name == option.name }) {
        options.append(option)
      }
    }
    return options + Pipeline.resources(of: Leverage.self).map { Catalog.declaration(of: $0) }
  }

  /// - Parameter given: options by name; without a memory nothing is looked up.
  public init(
    given: [String: Options.Given], workers: Int = FileSystem.processorCount, watcher: (any RunWatcher)? = nil
  ) throws(AnalyzerFaults) {
    let own = Set(Catalog.declarations(of: LeverageAnalysis.self).map(\.name))
    var options = Options(owner: "analyze", given: given.filter { own.contains($0.key) })
    output = LeverageAnalysis(options: &options)
    // All bands are wanted, so everything from the lowest on.
    var stageOptions = given.filter { !own.contains($0.key) || $0.key == "targets" }
    // Translations of an earlier version are a memory as well, for what has changed a little.
    if stageOptions[MemoryResource.name] == nil, let earlier = given[EarlierResource.name] {
      stageOptions[MemoryResource.name] = earlier
    }
    let usesMemory = stageOptions[MemoryResource.name] != nil
    if usesMemory {
      stageOptions["at-least"] = Options.Given(
        [.init("50", at: .flag("--at-least"))], isList: false, at: .flag("--at-least"))
    } else {
      let names = Set(
        (Catalog.stages(before: SegmentText.self) + [SegmentText.self]).flatMap { Catalog.declarations(of: $0) }
          .map(\.name))
      stageOptions = stageOptions.filter { names.contains($0.key) }
    }
    var (pipeline, faults) = Pipeline.alone(usesMemory ? Leverage.self : SegmentText.self, given: stageOptions)
    faults += options.faults
    guard faults.isEmpty else { throw AnalyzerFaults(faults: faults) }
    pipeline.outputs = [output]
    self.pipeline = pipeline
    self.workers = max(workers, 1)
    self.watcher = watcher
  }

  /// Writes the analysis of all articles in the order of the input, whatever the number of workers.
  public func write(
    _ inputs: Inputs, as form: String, to writer: FileWriter
  ) async throws(EnvironmentError) -> Progress {
    let runner = Runner(pipeline, workers: workers, watcher: watcher)
    let (sink, progress) = try await runner.collect(inputs, into: AnalysisSink())
    let report = try output.report { body throws(EnvironmentError) in
      try sink.forEach { record in AnalysisRecord(record).map(body) }
    }
    func writing(_ body: () throws(FileError) -> Void) throws(EnvironmentError) {
      do throws(FileError) { try body() } catch { throw EnvironmentError(error, doing: "be written") }
    }
    try AnalysisWriter(report: report).write(as: LeverageAnalysis.Form(rawValue: form) ?? .txt) {
      bytes throws(EnvironmentError) in
      try writing { () throws(FileError) in try writer.write(bytes) }
    }
    try writing { () throws(FileError) in try writer.flush() }
    return progress
  }
}

/// What is wrong with the options of an analysis.
public struct AnalyzerFaults: Error {
  public var faults: [Fault]
}

/// Keeps the records of an analysis as they come.
private struct AnalysisSink: ResultSink, Sendable {
  private var records: [[UInt8]] = []

  mutating func take(_ result: ItemResult) throws(EnvironmentError) {
    for record in result.records where !record.isEmpty { records.append(record.json.bytes) }
  }

  mutating func pause() {}

  mutating func end() throws(EnvironmentError) -> SinkSummary { SinkSummary() }

  func forEach(_ body: (JSONValue) -> Void) throws(EnvironmentError) {
    let reader = JSONReader()
    for record in records {
      var failure: EnvironmentError?
      record.withUnsafeBufferPointer { buffer in
        do throws(EnvironmentError) {
          try reader.read(
            buffer, orElse: { EnvironmentError("a record cannot be read: \($0.reason)") },
            { value throws(EnvironmentError) in body(value) })
        } catch { failure = error }
      }
      if let failure { throw failure }
    }
  }
}
