import Articles
import Text

/// Writes articles in the wire form, one line each.
struct LineSink: ResultSink {
  private let writer: FileWriter

  init(_ writer: FileWriter) { self.writer = writer }

  mutating func take(_ result: ItemResult) throws(EnvironmentError) {
    try writing { () throws(FileError) in
      try writer.write(result.line)
      try writer.write([0x0A])
    }
  }

  mutating func end() throws(EnvironmentError) {
    try writing { () throws(FileError) in try writer.flush() }
  }

  func abandon() {}

  private func writing(_ write: () throws(FileError) -> Void) throws(EnvironmentError) {
    do throws(FileError) { try write() } catch { throw EnvironmentError(error, doing: "be written") }
  }
}

/// Collects the records of all outputs and the report, and finishes the outputs at the end.
struct FolderSink: ResultSink {
  private let folder: OutputFolder
  private let outputs: [any Output]
  /// Records wait in a file per output, so memory stays flat.
  private var spools: [FileWriter] = []
  private let report: FileWriter
  private var failures: [Records.Failure] = []

  init(_ folder: OutputFolder, outputs: [any Output]) throws(EnvironmentError) {
    self.folder = folder
    self.outputs = outputs
    do throws(FileError) {
      for index in outputs.indices { spools.append(try FileWriter(path: folder.spoolPath(index))) }
      report = try FileWriter(path: folder.spoolPath(outputs.count))
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
  }

  mutating func take(_ result: ItemResult) throws(EnvironmentError) {
    if let error = result.error {
      failures.append(Records.Failure(id: result.id, path: result.path, error: error))
    }
    do throws(FileError) {
      for (spool, record) in zip(spools, result.records) where !record.isEmpty {
        try spool.write(record)
        try spool.write([0x0A])
      }
      try report.write(FolderSink.reportLine(result))
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
  }

  mutating func end() throws(EnvironmentError) {
    do throws(FileError) {
      for spool in spools { try spool.flush() }
      try report.flush()
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
    for (index, output) in outputs.enumerated() {
      try output.finish(Records(path: folder.spoolPath(index), failures: failures), into: folder)
    }
    do throws(FileError) {
      try FileSystem.rename(report.path, to: folder.path + "/report.jsonl")
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
    abandon()
  }

  func abandon() { folder.tidy(spools: outputs.count + 1) }

  private static func reportLine(_ result: ItemResult) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("id", result.id)
      json.member("path", result.path)
      json.member("status", result.error == nil ? "done" : "failed")
      if let error = result.error {
        json.key("error")
        json.object { json in
          json.member("code", error.code.name)
          json.member("stage", error.stage)
          json.member("message", error.message)
        }
      } else {
        json.key("segments")
        json.integer(result.segments)
        if !result.findings.isEmpty {
          json.key("findings")
          json.array { json in
            for finding in result.findings {
              json.object { json in
                json.member("code", finding.code.name)
                json.member("message", finding.message)
              }
            }
          }
        }
      }
    }
    json.bytes.append(0x0A)
    return json.bytes
  }
}
