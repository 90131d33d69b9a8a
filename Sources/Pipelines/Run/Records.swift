import Articles
import Stores
import Text

/// A file that records are appended to, or copied to from the file of an earlier run; one owner.
final class SpoolFile {
  private let writer: FileWriter
  private var position = 0
  /// Copies that follow one another in the other file as well are made in one go.
  private var waiting: (path: String, range: TextRange)?

  init(_ path: String) throws(FileError) { writer = try FileWriter(path: path) }

  func append(_ bytes: [UInt8]) throws(FileError) -> TextRange {
    try copyWaiting()
    try writer.write(bytes)
    position += bytes.count
    return TextRange(position - bytes.count, position)
  }

  func copy(_ range: TextRange, of path: String) throws(FileError) -> TextRange {
    if let copy = waiting, copy.path == path, copy.range.end == range.start {
      waiting = (path, TextRange(copy.range.start, range.end))
    } else {
      try copyWaiting()
      waiting = (path, range)
    }
    position += range.count
    return TextRange(position - range.count, position)
  }

  func flush() throws(FileError) {
    try copyWaiting()
    try writer.flush()
  }

  private func copyWaiting() throws(FileError) {
    guard let copy = waiting else { return }
    waiting = nil
    if !copy.range.isEmpty { try writer.write(copy.range, of: copy.path) }
  }
}

/// Keeps the records of one output in two files: a line of JSON for each, and the bodies.
struct RecordSpool {
  private let lines: SpoolFile
  private let bodies: SpoolFile

  init(_ path: String) throws(FileError) {
    lines = try SpoolFile(path)
    bodies = try SpoolFile(RecordSpool.bodyPath(path))
  }

  static func bodyPath(_ path: String) -> String { path + "-bodies" }

  /// A line is the length of the record's body, a space, and the JSON, which has no line ends.
  func append(_ record: Record) throws(FileError) -> LedgerEntry.Span {
    guard !record.isEmpty else { return LedgerEntry.Span(line: TextRange(0, 0), body: TextRange(0, 0)) }
    let line = try lines.append(Array("\(record.body.count) ".utf8) + record.json.bytes + [0x0A])
    return LedgerEntry.Span(line: line, body: try bodies.append(record.body))
  }

  /// Takes a record over from the files of an earlier run.
  func copy(_ span: LedgerEntry.Span, from path: String) throws(FileError) -> LedgerEntry.Span {
    guard !span.line.isEmpty else { return span }
    let line = try lines.copy(span.line, of: path)
    return LedgerEntry.Span(line: line, body: try bodies.copy(span.body, of: RecordSpool.bodyPath(path)))
  }

  func flush() throws(FileError) {
    try lines.flush()
    try bodies.flush()
  }
}

/// The records that an output made of all articles, in the order of the input, and the articles that failed.
public struct Records: Sendable {
  public let failures: [Failure]
  private let path: String
  /// All outputs of the run, with the paths of their records.
  private let outputs: [(output: any Output, path: String)]

  /// An article that failed, for the folder's outputs.
  public struct Failure: Hashable, Sendable {
    public var id: String
    public var path: String
    public var error: ArticleError
  }

  init(path: String, failures: [Failure], outputs: [(output: any Output, path: String)]) {
    self.path = path
    self.failures = failures
    self.outputs = outputs
  }

  /// Another output of the run with its records, for outputs that show what another counts.
  func others<Other: Output>(_ type: Other.Type) -> (output: Other, records: Records)? {
    for (output, path) in outputs {
      if let output = output as? Other { return (output, Records(path: path, failures: failures, outputs: outputs)) }
    }
    return nil
  }

  /// Calls `body` with the JSON of each record as its bytes.
  public func forEachLine(
    _ body: (ArraySlice<UInt8>) throws(EnvironmentError) -> Void
  ) throws(EnvironmentError) {
    try forEachRecord { line, _ throws(EnvironmentError) in try body(line) }
  }

  /// Calls `body` with the JSON of each record, of which nothing may be kept.
  public func forEach(_ body: (JSONValue) throws(EnvironmentError) -> Void) throws(EnvironmentError) {
    let reader = JSONReader()
    try forEachRecord { line, _ throws(EnvironmentError) in try read(line, reader, body) }
  }

  /// Calls `body` with the JSON of each record, of which nothing may be kept, and the record's body.
  public func forEachWithBody(
    _ body: (JSONValue, [UInt8]) throws(EnvironmentError) -> Void
  ) throws(EnvironmentError) {
    let reader = JSONReader()
    let bodies = try reading { () throws(FileError) in try FileReader(path: RecordSpool.bodyPath(path)) }
    try forEachRecord { line, length throws(EnvironmentError) in
      let bytes = try reading { () throws(FileError) in try bodies.read(length) }
      try read(line, reader) { json throws(EnvironmentError) in try body(json, bytes) }
    }
  }

  /// Where a record stands, so that it can be read again without those before it.
  public struct Place: Hashable, Sendable {
    fileprivate var line: Int
    fileprivate var lineLength: Int
    fileprivate var body: Int
    fileprivate var bodyLength: Int
  }

  /// Calls `body` with the JSON of each record, of which nothing may be kept, and its place.
  public func forEachWithPlace(
    _ body: (JSONValue, Place) throws(EnvironmentError) -> Void
  ) throws(EnvironmentError) {
    let reader = JSONReader()
    var place = Place(line: 0, lineLength: 0, body: 0, bodyLength: 0)
    try forEachRecord { line, length throws(EnvironmentError) in
      // The digits before the JSON and the space after them.
      place.line += String(length).utf8.count + 1
      place.lineLength = line.count
      place.bodyLength = length
      try read(line, reader) { json throws(EnvironmentError) in try body(json, place) }
      place.line += line.count + 1
      place.body += length
    }
  }

  /// Reads records again, by their places; one owner.
  public final class Lookup {
    private let records: Records
    private let lines: FileReader
    private let reader = JSONReader()

    fileprivate init(_ records: Records) throws(EnvironmentError) {
      self.records = records
      lines = try records.reading { () throws(FileError) in try FileReader(path: records.path) }
    }

    /// Calls `body` with the JSON of a record, of which nothing may be kept.
    public func read(
      _ place: Place, _ body: (JSONValue) throws(EnvironmentError) -> Void
    ) throws(EnvironmentError) {
      let line = try records.reading { () throws(FileError) in try lines.read(place.lineLength, at: place.line) }
      try records.read(line[...], reader, body)
    }
  }

  public func lookup() throws(EnvironmentError) -> Lookup { try Lookup(self) }

  /// Writes a stretch of a record's body.
  public func writeBody(
    _ place: Place, from start: Int, to end: Int, into file: OpenFile
  ) throws(EnvironmentError) {
    guard start < end else { return }
    try file.write(contentsOf: RecordSpool.bodyPath(path), from: place.body + start, count: end - start)
  }

  /// Writes the bodies of all records from one to another as they are.
  public func writeBodies(from first: Place, through last: Place, to file: OpenFile) throws(EnvironmentError) {
    try file.write(
      contentsOf: RecordSpool.bodyPath(path), from: first.body, count: last.body + last.bodyLength - first.body)
  }

  private func forEachRecord(
    _ body: (_ line: ArraySlice<UInt8>, _ bodyLength: Int) throws(EnvironmentError) -> Void
  ) throws(EnvironmentError) {
    let lines = try reading { () throws(FileError) in try LineReader(path: path) }
    while let line = try reading({ () throws(FileError) in try lines.next() }) {
      let digits = line.prefix { $0 != 0x20 }
      let length = digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
      try body(line[(digits.endIndex + 1)...], length)
    }
  }

  private func read(
    _ line: ArraySlice<UInt8>, _ reader: JSONReader, _ body: (JSONValue) throws(EnvironmentError) -> Void
  ) throws(EnvironmentError) {
    var failure: EnvironmentError?
    line.withUnsafeBufferPointer { buffer in
      do throws(EnvironmentError) {
        try reader.read(
          buffer, orElse: { EnvironmentError("\(path): a record cannot be read: \($0.reason)") },
          { record throws(EnvironmentError) in try body(record) })
      } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private func reading<Value>(_ read: () throws(FileError) -> Value) throws(EnvironmentError) -> Value {
    do throws(FileError) { return try read() } catch { throw EnvironmentError(error, doing: "be read") }
  }
}
