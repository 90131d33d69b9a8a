import Articles
import Text

/// A part of a document that is an archive inside, as UTF-8, with the way back to its own charset.
struct OfficePart {
  /// Index of its entry in the archive.
  var entry: Int
  var name: String
  var text: [UInt8]
  var charset: String
  /// The byte order mark that it began with.
  var mark: [UInt8]

  /// Its bytes with another text, in its own charset; characters that it lacks become references.
  ///
  /// - Throws: `ArticleError` when the text is not well-formed: better no document than one that does not open.
  func checked(_ text: [UInt8]) throws(ArticleError) -> [UInt8] {
    let part = OfficePart(entry: entry, name: name, text: text, charset: charset, mark: mark)
    try part.read { reader throws(XMLFault) in while try reader.next() != nil {} }
    do throws(TextError) {
      return mark + (try Charset.encode(text, in: charset, references: true))
    } catch { throw ArticleError(.charset, error.description) }
  }
}

/// An office document: XML parts in a ZIP archive.
struct OfficePackage {
  let bytes: [UInt8]
  let archive: ZipArchive

  /// The most bytes that all parts together may have that are read of one document.
  private static let sizeLimit = DocumentFormats.sizeLimit

  init(_ bytes: [UInt8]) throws(ArticleError) {
    self.bytes = bytes
    archive = try ZipArchive(bytes)
  }

  /// A part by its name, or nil when there is none.
  func part(_ name: String) throws(ArticleError) -> OfficePart? {
    guard let index = archive.index(of: name) else { return nil }
    let bytes = try archive.read(index, limit: OfficePackage.sizeLimit)
    do throws(TextError) {
      let decoded = try Charset.decode(bytes, declared: XMLDeclaration.charset(in: bytes))
      let mark = decoded.map.original(of: 0)
      return OfficePart(
        entry: index, name: name, text: decoded.bytes, charset: decoded.charset, mark: Array(bytes.prefix(mark)))
    } catch { throw ArticleError(.charset, "\(name): \(error.description)") }
  }

  /// The targets of a part's relationships by their ids, as the names of parts; those that lead outside are left out.
  ///
  /// Source: ECMA-376 part 2, section 9.3.
  func relationships(of name: String) throws(ArticleError) -> [(type: String, target: String)] {
    let slash = name.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(name[..<$0]) } ?? ""
    let file = slash.map { String(name[name.utf8.index(after: $0)...]) } ?? name
    guard let part = try part((folder.isEmpty ? "" : folder + "/") + "_rels/" + file + ".rels") else { return [] }
    var found: [(type: String, target: String)] = []
    try part.read { reader throws(XMLFault) in
      while let event = try reader.next() {
        guard event.kind == .start, reader.names[event.name].local == "Relationship",
          reader.string("TargetMode", of: event) != "External", let target = reader.string("Target", of: event),
          let type = reader.string("Type", of: event)
        else { continue }
        let last = type.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(type[type.utf8.index(after: $0)...]) }
        found.append((last ?? type, OfficePackage.resolved(target, in: folder)))
      }
    }
    return found
  }

  /// What kind of thing a part is, or nil when the package does not say.
  ///
  /// Source: ECMA-376 part 2, section 10.1.2.
  func contentType(of name: String) throws(ArticleError) -> String? {
    guard let part = try part("[Content_Types].xml") else { return nil }
    var found: String?
    try part.read { reader throws(XMLFault) in
      while let event = try reader.next() {
        guard event.kind == .start, reader.names[event.name].local == "Override",
          reader.string("PartName", of: event) == "/" + name
        else { continue }
        found = reader.string("ContentType", of: event)
      }
    }
    return found
  }

  private static func resolved(_ target: String, in folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var steps = folder.split(separator: "/")
    for step in target.split(separator: "/") {
      if step == ".." { _ = steps.popLast() } else if step != "." { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }
}

extension OfficePart {
  /// Reads the part's events; what is wrong with its XML is an error that names the part, the line and the column.
  func read(_ body: (inout XMLReader) throws(XMLFault) -> Void) throws(ArticleError) {
    var fault: XMLFault?
    text.withUnsafeBufferPointer { source in
      var reader = XMLReader(source)
      do throws(XMLFault) { try body(&reader) } catch { fault = error }
    }
    if let fault { throw ArticleError(fault, in: text, of: name) }
  }
}
