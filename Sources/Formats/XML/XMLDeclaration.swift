import Text

/// What an XML document says of itself before its first element.
enum XMLDeclaration {
  /// The charset that the XML declaration names.
  ///
  /// Source: XML 1.0, section 4.3.3. Documents in UTF-16 are told by their byte order mark before this is asked.
  static func charset(in document: some Collection<UInt8>) -> String? {
    let head = Array(document.prefix(256))
    guard head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let key = Array("encoding".utf8)
    guard
      let start = head.indices.prefix(end).first(where: { $0 + key.count < end && head[$0...].starts(with: key) }),
      let open = head[start..<end].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
      let close = head[(open + 1)..<end].firstIndex(of: head[open])
    else { return nil }
    return String(decoding: head[(open + 1)..<close], as: UTF8.self)
  }
}
