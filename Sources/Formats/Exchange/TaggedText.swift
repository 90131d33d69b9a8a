import Text

/// Text with its inline codes written into it, for formats that have text only: `It <1>rose</1>.<2/>`.
///
/// What is text and looks like a tag, a `<` before a digit or before `/` and a digit, has a backslash before it; and
/// backslashes of the text that stand right before a tag, or before what looks like one, are doubled.
enum TaggedText {
  static func append(_ content: MarkedText, to bytes: inout [UInt8]) {
    var copied = 0
    for code in content.codes {
      append(text: content.bytes[copied..<code.position], to: &bytes)
      for byte in content.bytes[copied..<code.position].reversed() {
        guard byte == 0x5C else { break }
        bytes.append(byte)
      }
      copied = code.position
      bytes.append(code.kind == .close ? "</" : "<")
      bytes.append(decimal: code.id)
      bytes.append(code.kind == .alone ? "/>" : ">")
    }
    append(text: content.bytes[copied...], to: &bytes)
  }

  static func read(_ bytes: some Collection<UInt8>) -> MarkedText {
    let text = Array(bytes)
    var content = MarkedText()
    var offset = 0
    while offset < text.count {
      let slashes = backslashes(text[...], offset)
      guard startsTag(text[...], offset + slashes) else {
        content.bytes.append(
          contentsOf: text[offset...(offset + slashes < text.count ? offset + slashes : text.count - 1)])
        offset += slashes + 1
        continue
      }
      content.bytes.append(contentsOf: text[offset..<(offset + slashes / 2)])
      offset += slashes
      if slashes % 2 == 0, let tag = tag(text, offset) {
        content.codes.append(InlineCode(tag.kind, at: content.bytes.count, id: tag.id, name: ""))
        offset = tag.end
      } else {
        content.bytes.append(text[offset])
        offset += 1
      }
    }
    return content
  }

  private static func append(text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    var offset = text.startIndex
    while offset < text.endIndex {
      let slashes = backslashes(text, offset)
      if startsTag(text, offset + slashes) {
        bytes.append(contentsOf: repeatElement(0x5C, count: slashes + 1))
      }
      let end = min(offset + slashes + 1, text.endIndex)
      bytes.append(contentsOf: text[offset..<end])
      offset = end
    }
  }

  private static func backslashes(_ text: ArraySlice<UInt8>, _ offset: Int) -> Int {
    var end = offset
    while end < text.endIndex, text[end] == 0x5C { end += 1 }
    return end - offset
  }

  private static func startsTag(_ text: ArraySlice<UInt8>, _ offset: Int) -> Bool {
    guard offset + 1 < text.endIndex, text[offset] == 0x3C else { return false }
    let next = text[offset + 1] == 0x2F ? offset + 2 : offset + 1
    return next < text.endIndex && isDigit(text[next])
  }

  private static func tag(_ text: [UInt8], _ start: Int) -> (kind: InlineCode.Kind, id: Int, end: Int)? {
    var offset = start + 1
    let isClose = text[offset] == 0x2F
    if isClose { offset += 1 }
    var id = 0
    while offset < text.count, isDigit(text[offset]), id < 100_000_000 {
      id = id * 10 + Int(text[offset]) - 0x30
      offset += 1
    }
    let isAlone = !isClose && offset < text.count && text[offset] == 0x2F
    if isAlone { offset += 1 }
    guard offset < text.count, text[offset] == 0x3E else { return nil }
    return (isClose ? .close : isAlone ? .alone : .open, id, offset + 1)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
