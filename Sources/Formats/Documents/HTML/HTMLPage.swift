import Articles
internal import CHTML
import Text

/// A parsed page: its nodes in document order, with their places in the bytes it was parsed from.
struct HTMLPage: ~Copyable {
  private let handle: OpaquePointer
  private let attributes: UnsafePointer<lede_html_attribute>?
  let nodes: UnsafeBufferPointer<lede_html_node>
  let source: UnsafeBufferPointer<UInt8>

  /// - Parameter source: must outlive the page.
  init(_ source: UnsafeBufferPointer<UInt8>) throws(ArticleError) {
    var fault: Int32 = 0
    guard let handle = lede_html_read(source.baseAddress, source.count, &fault) else {
      switch Int(fault) {
      case LEDE_HTML_TOO_DEEP:
        throw ArticleError(.tooDeep, "elements nested deeper than \(LEDE_HTML_DEPTH_LIMIT) levels")
      case LEDE_HTML_OUT_OF_MEMORY:
        throw ArticleError(.tooLarge, "its elements take more memory than one article may")
      default:
        throw ArticleError(.unreadablePage, "the HTML parser cannot make a tree of tags nested like these")
      }
    }
    var count = 0
    let nodes = lede_html_nodes(handle, &count)
    self.handle = handle
    self.nodes = UnsafeBufferPointer(start: nodes, count: count)
    self.source = source
    attributes = lede_html_attributes(handle)
  }

  deinit { lede_html_release(handle) }

  /// An attribute's value, decoded: empty when it is written without one, nil when it is not there.
  func attribute(_ name: Int, of index: Int) -> UnsafeBufferPointer<UInt8>? {
    guard let attributes else { return nil }
    let node = nodes[index]
    for position in Int(node.attributes)..<Int(node.attributes) + Int(node.attribute_count)
    where Int(attributes[position].name) == name {
      return UnsafeBufferPointer(start: attributes[position].value, count: Int(attributes[position].length))
    }
    return nil
  }

  /// A text's characters, or an element's name in any case.
  func text(of index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: nodes[index].text, count: Int(nodes[index].text_length))
  }

  func isText(_ index: Int) -> Bool { Int(nodes[index].tag) == LEDE_HTML_TEXT }

  /// Whether what an element holds is no text of the page.
  func isOpaque(_ index: Int) -> Bool {
    Int(nodes[index].tag) == LEDE_HTML_OPAQUE || Int(nodes[index].tag) == LEDE_HTML_OBJECT
  }

  /// The source of an element from its start tag to the end of all it holds.
  func extent(of index: Int) -> TextRange {
    let node = nodes[index]
    var end = max(node.end, node.close_end)
    for inner in index + 1..<max(Int(node.next), index + 1) {
      end = max(end, nodes[inner].end, nodes[inner].close_end)
    }
    return TextRange(Int(node.start), Int(end))
  }

  /// Where in the source the next thing written begins, from a node on.
  func start(from index: Int) -> Int {
    for next in index..<nodes.count where nodes[next].start < nodes[next].end { return Int(nodes[next].start) }
    return source.count
  }

  /// All text of a node, white space collapsed.
  func collapsedText(of index: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var inner = index
    while inner < Int(nodes[index].next) {
      if isOpaque(inner) && inner != index {
        inner = Int(nodes[inner].next)
        continue
      }
      if isText(inner) { bytes.append(contentsOf: text(of: inner)) }
      inner += 1
    }
    return HTMLBytes.collapsed(bytes)
  }
}

/// Small questions about bytes of markup, which is ASCII and in any case.
enum HTMLBytes {
  /// White space as HTML means it: no others collapse.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
  }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  static func string(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: collapsed(bytes), as: UTF8.self)
  }

  /// One space for each run of white space, none at the ends.
  static func collapsed(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var pending = false
    for byte in bytes {
      if isSpace(byte) {
        pending = !result.isEmpty
      } else {
        if pending { result.append(0x20) }
        pending = false
        result.append(byte)
      }
    }
    return result
  }
}

extension Collection<UInt8> where Index == Int {
  /// Whether it is `word`, which is in lower case, in any case.
  func equals(_ word: StaticString) -> Bool { count == word.utf8CodeUnitCount && starts(with: word, at: startIndex) }

  /// Whether `word`, which is in lower case, stands at an offset, in any case.
  func starts(with word: StaticString, at offset: Int) -> Bool {
    guard offset + word.utf8CodeUnitCount <= endIndex else { return false }
    for index in 0..<word.utf8CodeUnitCount
    where HTMLBytes.lowercased(self[offset + index]) != word.utf8Start[index] { return false }
    return true
  }

  /// Whether `word`, which is in lower case, is one of its words between white space, in any case.
  func hasWord(_ word: StaticString) -> Bool {
    var start = startIndex
    while start + word.utf8CodeUnitCount <= endIndex {
      let end = start + word.utf8CodeUnitCount
      if starts(with: word, at: start), end == endIndex || HTMLBytes.isSpace(self[end]) { return true }
      while start < endIndex, !HTMLBytes.isSpace(self[start]) { start += 1 }
      while start < endIndex, HTMLBytes.isSpace(self[start]) { start += 1 }
    }
    return false
  }
}
