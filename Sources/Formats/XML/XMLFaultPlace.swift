import Articles

extension ArticleError {
  /// - Parameter part: the part of a document that is an archive inside.
  init(_ fault: XMLFault, in text: [UInt8], of part: String? = nil) {
    var line = 1
    var lineStart = 0
    for (offset, byte) in text.prefix(fault.offset).enumerated() where byte == 0x0A {
      line += 1
      lineStart = offset + 1
    }
    let place = "\(part.map { $0 + ": " } ?? "")line \(line), column \(fault.offset - lineStart + 1)"
    switch fault.kind {
    case .syntax: self.init(.badXML, "\(place): \(fault.reason)")
    case .tooDeep: self.init(.xmlTooDeep, "\(place): elements are nested deeper than 1,000 levels")
    case .amplified: self.init(.xmlEntities, "\(place): entities make the document many times larger")
    case .entityMarkup: self.init(.xmlEntities, "\(place): an entity holds elements")
    case .outOfMemory: self.init(.tooLarge, "\(place): \(fault.reason)")
    }
  }
}
