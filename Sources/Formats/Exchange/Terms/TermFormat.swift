import Articles
import Text

/// A kind of file in which termbases are exchanged.
///
/// A file is a head, its concepts, and a foot, so that it can be written while the concepts are being found.
public protocol TermFormat: Sendable {
  /// As options name it: "tbx".
  var name: String { get }
  /// Ending of file names, without the dot.
  var ending: String { get }
  /// What it is, in a few words for users.
  var about: String { get }

  /// Whether a file is of this format, by its first bytes (4 KiB at most, UTF-8) and the ending of its name in lower
  /// case. The first format that says so reads it.
  func recognizes(_ head: ArraySlice<UInt8>, ending: String) -> Bool

  /// Reads the concepts of a file, one after the other.
  ///
  /// - Parameters:
  ///   - file: UTF-8.
  ///   - languages: those of the source and the target, for formats that do not name them.
  ///   - body: takes a concept that has at least one term; false stops the reading.
  func read(_ file: UnsafeBufferPointer<UInt8>, languages: [String], _ body: (Concept) -> Bool) throws(TermFileError)

  /// - Parameter languages: what the file is to hold; formats with two languages take the first as the source.
  func head(languages: [String]) -> [UInt8]
  func append(_ concept: Concept, languages: [String], to file: inout [UInt8])
  var foot: [UInt8] { get }
}

extension TermFormat {
  public var foot: [UInt8] { [] }

  /// A whole file.
  public func file(of concepts: some Sequence<Concept>, languages: [String]) -> [UInt8] {
    var file = head(languages: languages)
    for concept in concepts { append(concept, languages: languages, to: &file) }
    file.append(contentsOf: foot)
    return file
  }
}

/// What is wrong with a file of terms, and where.
public struct TermFileError: Error, Hashable, Sendable {
  public var code: Code
  public var message: String
  /// From 1; columns count characters.
  public var line: Int
  public var column: Int
  public var hint: String?

  init(_ code: Code, _ message: String, line: Int, column: Int = 1, hint: String? = nil) {
    self.code = code
    self.message = message
    self.line = line
    self.column = column
    self.hint = hint
  }

  /// At an offset of a file.
  init(
    _ code: Code, _ message: String, at offset: Int, of file: UnsafeBufferPointer<UInt8>, hint: String? = nil
  ) {
    var line = 1
    var column = 1
    for byte in file[..<min(offset, file.count)] {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.init(code, message, line: line, column: column, hint: hint)
  }
}

/// The formats of term files, and reading one whatever its format is.
public enum TermFormats {
  public static let all: [any TermFormat] = [
    TBXFormat(.basic, .dca), TBXFormat(.basic, .dct), TBXFormat(.min, .dca), TBXFormat(.min, .dct),
    TBXFormat(.core, .dca), TBXFormat(.version2, .dca), TermTableFormat(separator: UInt8(ascii: ",")),
    TermTableFormat(separator: 0x09), OmegaTGlossaryFormat(), XLIFFGlossaryFormat(),
  ]

  /// The most bytes that one file may have.
  public static let sizeLimit = 256 << 20
  /// The most bytes that a term, a definition or another text may have, and the most terms of a concept.
  static let textLimit = 64 << 10
  static let termLimit = 10_000

  public static func named(_ name: String) -> (any TermFormat)? { all.first { $0.name == name } }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: for its ending, and for its languages where the format names none: `desk.en-fr.utf8`.
  ///   - languages: those of source and target, for formats that do not name them; before those of the path.
  ///   - format: nil when it is to be recognized.
  /// - Throws: `TermFileError` for the first thing that is wrong; concepts before it have been given to `body`.
  public static func read(
    _ bytes: [UInt8], path: String, languages: [String] = [], format: (any TermFormat)? = nil,
    _ body: (Concept) -> Bool
  ) throws(TermFileError) {
    guard bytes.count <= sizeLimit else {
      throw TermFileError(.termFileTooLarge, "the file has more than 256 MiB", line: 1)
    }
    let text: DecodedText
    do throws(TextError) {
      text = try Charset.decode(bytes, declared: XMLDeclaration.charset(in: bytes))
    } catch {
      throw TermFileError(.termFile, "the charset cannot be read: \(error.description)", line: 1)
    }
    let ending = ending(of: path)
    guard let format = format ?? all.first(where: { $0.recognizes(text.bytes.prefix(4096), ending: ending) }) else {
      throw TermFileError(
        .termFile, "it is no file of terms that lede knows", line: 1,
        hint: "give TBX, CSV or TSV with a header, an OmegaT glossary (.utf8, .txt) or XLIFF 2 with a glossary")
    }
    var failure: TermFileError?
    text.bytes.withUnsafeBufferPointer { buffer in
      do throws(TermFileError) {
        try format.read(buffer, languages: languages.isEmpty ? pair(in: path) : languages, body)
      } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// All concepts of a file.
  public static func concepts(
    _ bytes: [UInt8], path: String, languages: [String] = [], format: (any TermFormat)? = nil
  ) throws(TermFileError) -> [Concept] {
    var concepts: [Concept] = []
    try read(bytes, path: path, languages: languages, format: format) { concept in
      concepts.append(concept)
      return true
    }
    return concepts
  }

  private static func ending(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(path[path.index(after: $0)...]).lowercased() } ?? ""
  }

  /// The languages in a name such as `desk.en-fr.utf8` or `en-fr.txt`; none when it has no such part.
  static func pair(in path: String) -> [String] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    for part in name.split(separator: ".").dropLast().reversed() {
      let tags = part.split(separator: "-").map(String.init)
      if tags.count == 2, tags.allSatisfy({ (2...3).contains($0.utf8.count) && isKnownLanguage($0) }) { return tags }
    }
    return []
  }

  /// Whether ICU has a name for the language of a tag, so that the head of a column can be told from any other word.
  static func isKnownLanguage(_ tag: String) -> Bool {
    guard LanguageTag.isWellFormed(tag), (2...3).contains(LanguageTag.primary(tag).utf8.count) else { return false }
    return LanguageTag.name(of: LanguageTag.primary(tag), in: "en").map { $0 != LanguageTag.primary(tag) } ?? false
  }
}

/// Texts of term files: one line each, without control characters.
enum TermText {
  /// White space of all kinds becomes one space between words and nothing at the ends.
  static func clean(_ text: some Collection<UInt8>) -> String {
    let bytes = Array(text)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var offset = 0
    var isOpen = false
    while offset < bytes.count {
      if let width = Whitespace.width(in: bytes, at: offset) {
        offset += width
        isOpen = !result.isEmpty
        continue
      }
      if isOpen { result.append(0x20) }
      isOpen = false
      if bytes[offset] >= 0x20 && bytes[offset] != 0x7F { result.append(bytes[offset]) }
      offset += 1
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// What a concept says that a format has no place of its own for, as notes that begin with a name: "status: proposed".
///
/// So nothing is lost in the smaller formats, and a reader of the file sees it too.
enum TermNotes {
  static func status(_ text: String) -> Designation.Status? { Designation.Status(rawValue: text) }

  /// Puts a note of a term where it belongs.
  static func take(_ note: String, into designation: inout Designation) {
    if let (name, value) = split(note) {
      switch name {
      case "status": if let status = status(value) { return designation.status = status }
      case "kind": if let kind = Term.Kind(rawValue: value) { return designation.kind = kind }
      case "definition" where designation.definition.isEmpty: return designation.definition = value
      case "context" where designation.context.isEmpty: return designation.context = value
      case "source" where designation.source.isEmpty: return designation.source = value
      case "article" where designation.article.isEmpty: return designation.article = value
      case "segment" where designation.segment.isEmpty: return designation.segment = value
      default: break
      }
    }
    join(note, to: &designation.note)
  }

  /// Puts a note of a concept where it belongs.
  static func take(_ note: String, into concept: inout Concept) {
    if let (name, value) = split(note) {
      switch name {
      case "id": return concept.id = value
      case "subject" where concept.subject.isEmpty: return concept.subject = value
      case "definition" where concept.definition.isEmpty: return concept.definition = value
      default: break
      }
    }
    join(note, to: &concept.note)
  }

  static func join(_ text: String, to note: inout String) {
    guard !text.isEmpty else { return }
    note += note.isEmpty ? text : "; " + text
  }

  private static func split(_ note: String) -> (name: String, value: String)? {
    guard let colon = note.utf8.firstIndex(of: UInt8(ascii: ":")), note[colon...].hasPrefix(": ") else { return nil }
    return (String(note[..<colon]), String(note[note.index(colon, offsetBy: 2)...]))
  }
}
