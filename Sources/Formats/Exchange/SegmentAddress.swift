/// Where a segment belongs, as one text: for formats that know neither files nor units.
struct SegmentAddress: Hashable, Sendable {
  var original: String
  var unit: String
  var segment: String

  /// `news/harbor.html#b3mktembjmf/s3mktembjmf`: the ids have neither mark in them, so what stands before is the path.
  var text: String { "\(original)#\(unit)/\(segment)" }

  init(original: String, unit: String, segment: String) {
    self.original = original
    self.unit = unit
    self.segment = segment
  }

  init?(_ text: String) {
    guard let mark = text.utf8.lastIndex(of: UInt8(ascii: "#")) else { return nil }
    let ids = text[text.index(after: mark)...].split(separator: "/", omittingEmptySubsequences: false)
    guard ids.count == 2, !ids[0].isEmpty, !ids[1].isEmpty, mark > text.startIndex else { return nil }
    original = String(text[..<mark])
    unit = String(ids[0])
    segment = String(ids[1])
  }
}

extension ExchangeDocument {
  /// Adds a segment that came with its address; those of one unit must come one after the other.
  mutating func add(
    _ segment: Segment, at address: SegmentAddress, line: Int, source: String?, target: String?
  ) {
    if files.last?.original != address.original || files.last?.targetLanguage != target {
      files.append(File(original: address.original, sourceLanguage: source, targetLanguage: target))
    }
    let file = files.count - 1
    if files[file].units.last?.id != address.unit { files[file].units.append(Unit(id: address.unit, line: line)) }
    files[file].units[files[file].units.count - 1].segments.append(segment)
  }
}
