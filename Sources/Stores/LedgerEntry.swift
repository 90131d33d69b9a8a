import Text

/// What a run noted of one article: from what its outputs were made, which files they are, and where its records stand.
public struct LedgerEntry: Hashable, Sendable {
  /// A file in the output folder, and the digest of what was written.
  public struct File: Hashable, Sendable {
    public var path: String
    public var digest: Digest

    public init(path: String, digest: Digest) {
      self.path = path
      self.digest = digest
    }
  }

  /// Where a record stands in the files of its output; bytes from the start.
  public struct Span: Hashable, Sendable {
    public var line: TextRange
    public var body: TextRange

    public init(line: TextRange, body: TextRange) {
      self.line = line
      self.body = body
    }
  }

  public var id: String
  public var path: String
  /// Of the bytes that were read.
  public var content: Digest
  /// Of the pipeline in its canonical form.
  public var pipeline: Digest
  /// Whether an earlier article of the run had an id that differs in case or Unicode form only.
  public var hasTwin: Bool
  /// The run that wrote the records.
  public var run = 0
  public var bytes: Int
  public var segments: Int
  public var findings: Int
  public var files: [File]
  /// One for each output, and one for the report.
  public var spans: [Span] = []

  public init(
    id: String, path: String, content: Digest, pipeline: Digest, hasTwin: Bool, bytes: Int, segments: Int,
    findings: Int, files: [File]
  ) {
    self.id = id
    self.path = path
    self.content = content
    self.pipeline = pipeline
    self.hasTwin = hasTwin
    self.bytes = bytes
    self.segments = segments
    self.findings = findings
    self.files = files
  }
}

extension LedgerEntry {
  /// Files and spans as the ledger keeps them: numbers in seven bits per byte, the lowest first.
  var details: [UInt8] {
    var bytes: [UInt8] = []
    LedgerEntry.append(files.count, to: &bytes)
    for file in files {
      LedgerEntry.append(file.path.utf8.count, to: &bytes)
      bytes.append(contentsOf: file.path.utf8)
      bytes.append(contentsOf: file.digest.bytes)
    }
    LedgerEntry.append(spans.count, to: &bytes)
    for span in spans {
      for number in [span.line.start, span.line.count, span.body.start, span.body.count] {
        LedgerEntry.append(number, to: &bytes)
      }
    }
    return bytes
  }

  /// - Returns: nil for bytes that are no details: then the article is as good as new.
  static func read(_ details: UnsafeBufferPointer<UInt8>) -> (files: [File], spans: [Span])? {
    var offset = 0
    var files: [File] = []
    var spans: [Span] = []
    guard let fileCount = number(in: details, &offset), fileCount <= details.count else { return nil }
    for _ in 0..<fileCount {
      guard let length = number(in: details, &offset), length <= details.count - offset - 16,
        let digest = Digest(bytes: UnsafeBufferPointer(rebasing: details[(offset + length)..<(offset + length + 16)]))
      else { return nil }
      files.append(File(path: String(decoding: details[offset..<(offset + length)], as: UTF8.self), digest: digest))
      offset += length + 16
    }
    guard let spanCount = number(in: details, &offset), spanCount <= details.count else { return nil }
    for _ in 0..<spanCount {
      guard let line = number(in: details, &offset), let lineLength = number(in: details, &offset),
        let body = number(in: details, &offset), let bodyLength = number(in: details, &offset)
      else { return nil }
      spans.append(Span(line: TextRange(line, line + lineLength), body: TextRange(body, body + bodyLength)))
    }
    return (files, spans)
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func number(in bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int) -> Int? {
    var number = 0
    var shift = 0
    while offset < bytes.count, shift < 49 {
      let byte = bytes[offset]
      offset += 1
      number |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }
}
