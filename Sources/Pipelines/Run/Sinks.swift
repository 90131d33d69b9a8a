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

  mutating func pause() throws(EnvironmentError) {
    try writing { () throws(FileError) in try writer.flush() }
  }

  mutating func end() throws(EnvironmentError) -> [Records.Failure] {
    try pause()
    return []
  }

  private func writing(_ write: () throws(FileError) -> Void) throws(EnvironmentError) {
    do throws(FileError) { try write() } catch { throw EnvironmentError(error, doing: "be written") }
  }
}

/// Collects the records of all outputs, and the report, in files of their own, so that memory stays flat.
struct FolderSink: ResultSink {
  private let folder: OutputFolder
  private var spools: [RecordSpool] = []
  private let report: FileWriter
  private var failures: [Records.Failure] = []

  init(_ folder: OutputFolder, outputs: Int) throws(EnvironmentError) {
    self.folder = folder
    do throws(FileError) {
      for index in 0..<outputs { spools.append(try RecordSpool(folder.spoolPath(index))) }
      report = try FileWriter(path: folder.spoolPath(outputs))
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
        try spool.append(record)
      }
      try report.write(FolderSink.reportLine(result))
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
  }

  mutating func pause() {}

  mutating func end() throws(EnvironmentError) -> [Records.Failure] {
    do throws(FileError) {
      for spool in spools { try spool.flush() }
      try report.flush()
    } catch {
      throw EnvironmentError(error, doing: "be written")
    }
    return failures
  }

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
