import Articles
import Stores
import Text

/// What a worker of a cluster says of one article: its wire form with the files and records of the outputs, in one line.
///
/// `files` are what would be written, by path; `records` have a member for each output that made one, with the record's JSON
/// and its body. `pipeline` tells lines of different pipelines apart.
enum WorkerLine {
  /// Puts files and records into the wire form of the article.
  static func add(_ files: [OutputFile], _ records: [Record], of pipeline: Pipeline, to line: inout [UInt8]) {
    var json = JSONWriter()
    json.object { json in
      json.member("pipeline", mark(of: pipeline))
      json.key("files")
      json.array { json in
        for file in files {
          json.object { json in
            json.member("path", file.path)
            write(file.bytes, "text", "base64", to: &json)
          }
        }
      }
      json.key("records")
      json.array { json in
        for (output, record) in zip(pipeline.outputs, records) where !record.isEmpty {
          json.object { json in
            json.member("output", type(of: output).name)
            json.key("json")
            json.raw(record.json.bytes)
            if !record.body.isEmpty { write(record.body, "body", "body64", to: &json) }
          }
        }
      }
    }
    line.removeLast()
    if line.last != UInt8(ascii: "{") { line.append(UInt8(ascii: ",")) }
    line.append(contentsOf: json.bytes.dropFirst())
  }

  static func mark(of pipeline: Pipeline) -> String { Digest(of: pipeline.keptForm.utf8).short(10) }

  /// JSON has text only; what is not goes in base 64.
  private static func write(_ bytes: [UInt8], _ text: StaticString, _ other: StaticString, to json: inout JSONWriter) {
    if Charset.isUTF8(bytes) {
      json.key(text)
      json.string(bytes)
    } else {
      json.key(other)
      json.string(Base64.encode(bytes))
    }
  }

  /// What a line says, and the files that it brings.
  struct Content {
    var result: ItemResult
    var files: [OutputFile] = []
  }

  /// - Parameter place: of the line, for messages.
  /// - Throws: `EnvironmentError` when it is no such line: then the outputs cannot be finished from the file.
  static func read(
    _ line: [UInt8], _ reader: JSONReader, place: String, of pipeline: Pipeline
  ) throws(EnvironmentError) -> Content {
    var content: Content?
    var failure: EnvironmentError?
    line.withUnsafeBufferPointer { buffer in
      do throws(EnvironmentError) {
        content = try reader.read(
          buffer, orElse: { EnvironmentError("\(place): no JSON: \($0.reason)") },
          { root throws(EnvironmentError) in try self.content(root, line, place, pipeline) })
      } catch { failure = error }
    }
    if let failure { throw failure }
    return content ?? Content(result: ItemResult(id: "", path: place))
  }

  private static func content(
    _ root: JSONValue, _ line: [UInt8], _ place: String, _ pipeline: Pipeline
  ) throws(EnvironmentError) -> Content {
    guard let id = root["id"]?.string else { throw EnvironmentError("\(place): the line has no id") }
    let path = root["path"]?.string ?? id
    var result = ItemResult(id: id, path: path)
    if let error = root["error"], error.isObject {
      let code = error["code"]?.string.flatMap(Code.named) ?? .processing
      result.error = ArticleError(code, error["message"]?.string ?? "it failed", stage: error["stage"]?.string)
      return Content(result: result)
    }
    guard let mark = root["pipeline"]?.string else {
      throw EnvironmentError("\(place): the line was not made by lede worker", hint: "lede worker PIPELINE makes them")
    }
    guard mark == self.mark(of: pipeline) else {
      throw EnvironmentError(
        "\(place): the line was made by another pipeline, or by another version of lede",
        hint: "give the pipeline file that the workers had")
    }
    var files: [OutputFile] = []
    for file in root["files"]?.elements ?? [] {
      guard let path = file["path"]?.string, isSafe(path), let bytes = bytes(file, "text", "base64") else {
        throw EnvironmentError("\(place): a file of the line has no name inside the output folder, or no text")
      }
      files.append(OutputFile(path: path, bytes: bytes))
    }
    let records = root["records"]?.elements ?? []
    result.records = pipeline.outputs.map { output in
      var record = Record()
      for made in records where made["output"]?.string == type(of: output).name {
        if let json = made["json"] { record.json.raw(json.raw) }
        record.body = bytes(made, "body", "body64") ?? []
      }
      return record
    }
    result.segments = root["segments"]?.elements.count ?? 0
    result.findings = (root["findings"]?.elements ?? []).compactMap { finding in
      guard let code = finding["code"]?.string.flatMap(Code.named) else { return nil }
      return Finding(code, finding["message"]?.string ?? "", segment: finding["segment"]?.string)
    }
    result.entry = LedgerEntry(
      id: id, path: path, content: Digest(of: line), pipeline: Digest(of: pipeline.keptForm.utf8), hasTwin: false,
      bytes: 0, segments: result.segments, findings: result.findings.count,
      files: files.map { LedgerEntry.File(path: $0.path, digest: Digest(of: $0.bytes)) })
    return Content(result: result, files: files)
  }

  private static func bytes(_ value: JSONValue, _ text: StaticString, _ other: StaticString) -> [UInt8]? {
    value[text]?.bytes ?? value[other]?.bytes.flatMap { Base64.decode($0) }
  }

  /// Lines come from elsewhere, so a path in them may lead anywhere.
  private static func isSafe(_ path: String) -> Bool {
    !path.isEmpty && path.utf8.count < 4_000 && !path.utf8.contains(0)
      && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
  }
}

extension Runner {
  /// Answers each line of the standard input with one line, in their order: the wire form with files and records.
  ///
  /// A feed in the member `document` is answered with a line for each of its items.
  public func serve(to descriptor: Int32, name: String) async throws(EnvironmentError) -> Progress {
    let sink = LineSink(FileWriter(descriptor: descriptor, name: name))
    let conveyor = Conveyor(.lines, sink: sink, workers: workers, watcher: watcher)
    let pipeline = pipeline
    return try await work(conveyor) { _ in
      var worker = Worker(pipeline: pipeline, folder: nil, makesLines: true)
      worker.linesHaveOutputs = true
      return worker
    }.counts
  }

  /// Writes the files that workers' lines bring, and finishes the outputs from the records in them, in their order.
  ///
  /// - Parameter only: names of outputs of the pipeline, where the lines have records of some of them only.
  public func finish(
    linesIn paths: [String], into path: String, only: Set<String>? = nil
  ) async throws(EnvironmentError) -> Progress {
    let folder = try OutputFolder(path, probe: probe)
    defer { folder.release() }
    let (view, ledger) = try folder.beginRun(of: pipeline, again: true, command: nil)
    let progress = try collect(linesIn: paths, folder, view, ledger)
    try await RunFinish(pipeline: pipeline, folder: folder, view: view, watcher: watcher, only: only)
      .run(progress.summary)
    return progress.counts
  }

  private func collect(
    linesIn paths: [String], _ folder: OutputFolder, _ view: LedgerView, _ ledger: Ledger
  ) throws(EnvironmentError) -> (counts: Progress, summary: SinkSummary) {
    var sink = try FolderSink(folder, view, ledger, outputs: pipeline.outputs.count, checkpointEvery: checkpointEvery)
    var counts = Progress(total: nil)
    var names = ArticleNames()
    let reader = JSONReader()
    let journal = try reading { () throws(FileError) in try WriteJournal(folder, run: view.run, writer: 0) }
    for path in paths {
      let lines = try reading { () throws(FileError) in
        path == "-" ? LineReader(descriptor: 0, name: "stdin") : try LineReader(path: path)
      }
      var number = 0
      while let line = try reading({ () throws(FileError) in try lines.next() }) {
        number += 1
        if line.isEmpty { continue }
        var content = try WorkerLine.read(line, reader, place: "\(path):\(number)", of: pipeline)
        let id = content.result.id
        if content.result.error == nil, names.add(id) == .taken {
          content = WorkerLine.Content(result: ItemResult(id: id, path: content.result.path))
          content.result.error = ArticleError(.duplicateIdentity, "another article of this run has the id \"\(id)\"")
        }
        try reading { () throws(FileError) in try journal.note(id, content.result.entry?.files ?? []) }
        for file in content.files { try folder.write(file) }
        counts.add(content.result)
        if let error = content.result.error { watcher?.articleFailed(content.result.path, error) }
        try sink.take(content.result)
        watcher?.advanced(to: counts)
      }
    }
    return (counts, try sink.end())
  }

  private func reading<Value>(_ read: () throws(FileError) -> Value) throws(EnvironmentError) -> Value {
    do throws(FileError) { return try read() } catch { throw EnvironmentError(error, doing: "be read") }
  }
}
